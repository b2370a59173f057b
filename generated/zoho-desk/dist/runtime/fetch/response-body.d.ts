/** The beginning of a body: all of it, or what was read ahead and a reader of the rest. */
export interface BodyStart {
	readonly chunks: readonly Uint8Array<ArrayBuffer>[];
	readonly rest: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
	/** Why the body of an error ended too early. */
	readonly failure?: {
		readonly error: unknown;
	};
}
/**
* Reads the body of an error, or of JSON, so that one that breaks off or hangs fails the attempt, which can be
* repeated, and not the caller. Bodies of other types may be endless, or wanted piece by piece: none of them is read.
* Undefined where there is no body. Rejects where that of a 2xx response breaks off; of an error, the status and the
* headers are worth more.
*/
export declare function readAhead(response: Response, signal: AbortSignal): Promise<BodyStart | undefined>;
/** The bytes of chunks in one piece. */
export declare function joinChunks(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;
/**
* A response with another body and everything else the same, its URL included. `asError` makes the error of a body that
* cannot be read: Chromium has a TypeError for everything that goes wrong in a stream.
*/
export declare function withBody(response: Response, body: BodyInit, asError?: (error: unknown) => unknown): Response;
/** What ends a body that the caller reads, and who is told. */
export interface OpenBodyOptions {
	/** When it is aborted, the body ends with its reason. */
	readonly signal: AbortSignal;
	/** Makes the error of a body that breaks off. */
	asError(error: unknown): unknown;
	/** Called once the body has ended, in whatever way. */
	done(): void;
}
/** A body that the caller reads: what was read ahead, then the rest. `failure` returns the error that ended it. */
export declare function openBody({ chunks, rest }: BodyStart, { signal, asError, done }: OpenBodyOptions): {
	stream: ReadableStream<Uint8Array<ArrayBuffer>>;
	failure(): {
		readonly error: unknown;
	} | undefined;
};
/**
* A response whose body has been read already, and everything else the same, its URL included. A second Response with
* these bytes would do as well, but the stream that it makes of them takes longer than the rest of a call. The platform
* itself, such as a cache, finds no body in it, but in its clones.
*/
export declare class ReadResponse extends Response {
	#private;
	constructor(response: Response, content: Uint8Array<ArrayBuffer>);
	override get url(): string;
	override get redirected(): boolean;
	override get type(): ResponseType;
	override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null;
	override get bodyUsed(): boolean;
	override text(): Promise<string>;
	override json(): Promise<unknown>;
	override arrayBuffer(): Promise<ArrayBuffer>;
	/** Newer than the other readers, so some platforms do not have it. */
	override bytes(): Promise<Uint8Array<ArrayBuffer>>;
	override blob(): Promise<Blob>;
	override formData(): Promise<FormData>;
	override clone(): Response;
}

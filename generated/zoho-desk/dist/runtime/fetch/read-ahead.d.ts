/** A body as far as it was read: to its end, or up to the limit, with what reads the rest. */
export interface AheadOfBody {
	readonly chunks: readonly Uint8Array<ArrayBuffer>[];
	readonly rest: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
	/** Why the body of an error ended too early. */
	readonly failure?: {
		readonly error: unknown;
	};
}
/**
* Reads the body of an error, or of JSON, so that one that breaks off or hangs fails the attempt, which may be repeated, and
* not the caller. Bodies of other types may be endless, or wanted piece by piece: none of them is read. Undefined where there
* is no body. Rejects where that of a 2xx response breaks off; of an error, the status and the headers are worth more.
*/
export declare function readAhead(response: Response, signal: AbortSignal): Promise<AheadOfBody | undefined>;
/** The bytes of chunks in one piece. */
export declare function joinChunks(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;

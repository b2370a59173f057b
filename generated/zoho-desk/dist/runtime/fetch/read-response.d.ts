/**
* A response whose body has been read already, and everything else the same, the address included. A second Response with
* these bytes would do as well, but the stream that it makes of them takes longer than the rest of a call. The platform itself,
* such as a cache, finds no body in it, but in its clones.
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

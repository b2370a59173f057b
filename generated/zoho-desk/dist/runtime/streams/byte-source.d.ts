/** What has bytes: a stream of the web, a stream of Node, or what else gives pieces of them, or a response. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Response;
/** The bytes as a stream of the web; none of them where a response has no body. */
export declare function byteStream(source: ByteSource): ReadableStream<Uint8Array>;

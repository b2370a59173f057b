/** The limit of a stream's parts. */
export interface StreamOptions {
	/** The largest number of characters in one line, record or event; a longer one is an error. Default: 16 Mi. */
	maximumLength?: number | undefined;
}
/** How a stream is divided: by line feeds, by all line ends, or by record separators (U+001E). */
export type Division = "line feed" | "line end" | "record separator";
/**
* The parts of a stream of UTF-8 text, each as soon as its end arrives, the last one at the end of the stream; a line
* without its end is dropped, as the standard of event streams demands. A byte order mark is dropped, and what is not
* UTF-8 becomes U+FFFD. `return` cancels the stream, also while a part is awaited.
*
* Throws what `tooLong` makes of a part's number, counted from 1, when the part has more than `maximumLength`
* characters.
*/
export declare function textParts(source: ByteSource, division: Division, { maximumLength, tooLong }: StreamOptions & {
	readonly tooLong: (part: number) => Error;
}): AsyncGenerator<string, void, undefined>;
/** A source of bytes: a web stream, a Node stream or another iterable of chunks, or a response. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Response;

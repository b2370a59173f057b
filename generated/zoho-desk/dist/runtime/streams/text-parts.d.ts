import { type ByteSource } from "./byte-source.js";
/** The bound of what reads a stream. */
export interface StreamOptions {
	/** The most characters of one line, record or event; a longer one is an error. Default: 16 Mi. */
	maximumLength?: number | undefined;
}
/** How a stream is divided: by line feeds, by all line ends, or by record separators (U+001E). */
export type Division = "line feed" | "line end" | "record separator";
/**
* The parts of a stream of UTF-8 text, each as soon as its end arrives, the last one at the end of the stream; a line
* without its end is dropped, as event streams have it. A byte order
* mark is dropped, and what is no UTF-8 comes out as U+FFFD. `return` cancels the stream, also while a part is awaited.
*
* Throws what `tooLong` makes of a part's number, counted from 1, when the part has more than `maximumLength` characters.
*/
export declare function textParts(source: ByteSource, division: Division, { maximumLength }: StreamOptions, tooLong: (part: number) => Error): AsyncGenerator<string, void, undefined>;

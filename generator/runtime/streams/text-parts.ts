import { leaving } from "../leave.ts";
import { type ByteSource, byteStream } from "./byte-source.ts";

/** The bound of what reads a stream. */
export interface StreamOptions {
  /** The most characters of one line, record or event; a longer one is an error. Default: 16 Mi. */
  maximumLength?: number | undefined;
}

/** How a stream is divided: by line feeds, by all line ends, or by record separators (U+001E). */
export type Division = "line feed" | "line end" | "record separator";

const separators = { "line feed": "\n", "line end": /\r\n|\n|\r/, "record separator": "\x1e" } as const;

/**
 * The parts of a stream of UTF-8 text, each as soon as its end arrives, the last one at the end of the stream; a line
 * without its end is dropped, as event streams have it. A byte order
 * mark is dropped, and what is no UTF-8 comes out as U+FFFD. `return` cancels the stream, also while a part is awaited.
 *
 * Throws what `tooLong` makes of a part's number, counted from 1, when the part has more than `maximumLength` characters.
 */
export function textParts(
  source: ByteSource,
  division: Division,
  { maximumLength = 2 ** 24 }: StreamOptions,
  tooLong: (part: number) => Error,
): AsyncGenerator<string, void, undefined> {
  const body = byteStream(source);
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let isLeft = false;
  const leave = () => {
    isLeft = true;
    // A stream that has failed cannot be cancelled, and need not be.
    (reader ?? body).cancel().catch(() => undefined);
  };
  return leaving(leave, divide());

  async function* divide(): AsyncGenerator<string, void, undefined> {
    reader = body.getReader();
    const decoder = new TextDecoder();
    let number = 1;
    let length = 0;
    let parts: string[] = [];
    let wasReturn = false;
    const take = (text: string) => {
      length += text.length;
      if (length > maximumLength) throw tooLong(number);
      parts.push(text);
    };
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (isLeft) return;
        let text = decoder.decode(value, { stream: !done });
        if (division === "line end" && text) {
          // A line feed after a carriage return ends no further line, even when it comes later.
          const isRest = wasReturn && text.startsWith("\n");
          wasReturn = text.endsWith("\r");
          if (isRest) text = text.slice(1);
        }
        const [first = "", ...others] = text.split(separators[division]);
        take(first);
        for (const other of others) {
          yield parts.join("");
          number += 1;
          length = 0;
          parts = [];
          take(other);
        }
        if (!done) continue;
        if (division !== "line end") yield parts.join("");
        return;
      }
    } finally {
      leave();
    }
  }
}

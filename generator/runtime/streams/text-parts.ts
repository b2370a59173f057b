import { cancellable } from "../fetch/clock.ts";

/** The limit of a stream's parts. */
export interface StreamOptions {
  /** The largest number of characters in one line, record or event; a longer one is an error. Default: 16 Mi. */
  maximumLength?: number | undefined;
}

/** How a stream is divided: by line feeds, by all line ends, or by record separators (U+001E). */
export type Division = "line feed" | "line end" | "record separator";

const separators = {
  "line feed": "\n",
  "line end": /\r\n|\n|\r/,
  "record separator": "\x1e",
} as const;

/**
 * The parts of a stream of UTF-8 text, each as soon as its end arrives, the last one at the end of the stream; a line
 * without its end is dropped, as the standard of event streams demands. A byte order mark is dropped, and what is not
 * UTF-8 becomes U+FFFD. `return` cancels the stream, also while a part is awaited.
 *
 * Throws what `tooLong` makes of a part's number, counted from 1, when the part has more than `maximumLength`
 * characters.
 */
export function textParts(
  source: ByteSource,
  division: Division,
  {
    maximumLength = 2 ** 24,
    tooLong,
  }: StreamOptions & { readonly tooLong: (part: number) => Error },
): AsyncGenerator<string, void, undefined> {
  const body = byteStream(source);
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let isCancelled = false;
  const cancel = () => {
    isCancelled = true;
    // A stream that has failed cannot be cancelled, and need not be.
    (reader ?? body).cancel().catch(() => undefined);
  };
  return cancellable(cancel, divide());

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
        if (isCancelled) return;
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
      cancel();
    }
  }
}

/** A source of bytes: a web stream, a Node stream or another iterable of chunks, or a response. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Response;

/** The bytes as a web stream; an empty one where a response has no body. */
function byteStream(source: ByteSource): ReadableStream<Uint8Array> {
  if ("getReader" in source) return source;
  if (Symbol.asyncIterator in source) return streamOf(source);
  return source.body ?? new ReadableStream({ start: (controller) => controller.close() });
}

// Not by ReadableStream.from, which Safari and Chromium do not have.
function streamOf(
  source: AsyncIterable<Uint8Array> & { destroy?(): void },
): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        // The iterator of a Node stream does not close it before it began, or while it waits.
        source.destroy?.();
        iterator.return?.().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

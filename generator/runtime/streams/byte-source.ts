/** What has bytes: a stream of the web, a stream of Node, or what else gives pieces of them, or a response. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Response;

/** The bytes as a stream of the web; none of them where a response has no body. */
export function byteStream(source: ByteSource): ReadableStream<Uint8Array> {
  if ("getReader" in source) return source;
  if (Symbol.asyncIterator in source) return streamOf(source);
  return source.body ?? new ReadableStream({ start: (controller) => controller.close() });
}

// Not by ReadableStream.from, which Safari and Chromium do not have.
function streamOf(source: AsyncIterable<Uint8Array> & { destroy?(): void }): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        // A stream of Node that was not begun, or that waits, is not closed by its iterator.
        source.destroy?.();
        iterator.return?.().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

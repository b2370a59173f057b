/** The bytes as a stream of the web; none of them where a response has no body. */
export function byteStream(source) {
	if ("getReader" in source) return source;
	if (Symbol.asyncIterator in source) return streamOf(source);
	return source.body ?? new ReadableStream({ start: (controller) => controller.close() });
}
// Not by ReadableStream.from, which Safari and Chromium do not have.
function streamOf(source) {
	const iterator = source[Symbol.asyncIterator]();
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await iterator.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel() {
			// A stream of Node that was not begun, or that waits, is not closed by its iterator.
			source.destroy?.();
			iterator.return?.().catch(() => undefined);
		}
	}, { highWaterMark: 0 });
}
//# sourceMappingURL=byte-source.js.map

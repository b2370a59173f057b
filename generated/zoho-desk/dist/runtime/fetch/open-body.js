/** A body that the caller reads: what was read ahead, then the rest. `failure` has what it ended with, if not well. */
export function openBody({ chunks, rest }, { signal, asError, done }) {
	const reader = rest;
	let failure;
	const end = () => {
		signal.removeEventListener("abort", abort);
		done();
	};
	let abort = () => {};
	const stream = new ReadableStream({
		start(controller) {
			for (const chunk of chunks) controller.enqueue(chunk);
			abort = () => {
				failure = { error: signal.reason };
				controller.error(signal.reason);
				reader.cancel(signal.reason).catch(() => {});
				end();
			};
			if (signal.aborted) abort();
			else signal.addEventListener("abort", abort, { once: true });
		},
		async pull(controller) {
			try {
				const { done: isOver, value } = await reader.read();
				if (!isOver) return controller.enqueue(value);
				controller.close();
			} catch (error) {
				failure ??= { error: asError(error) };
				controller.error(failure.error);
			}
			end();
		},
		async cancel(reason) {
			end();
			await reader.cancel(reason);
		}
	}, { highWaterMark: 0 });
	return {
		stream,
		failure: () => failure
	};
}
//# sourceMappingURL=open-body.js.map

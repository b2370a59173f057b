/** With more, timers fire at once (HTML Standard, "timer initialization steps": a signed 32-bit integer). */
const longestTimer = 2 ** 31 - 1;
/** The clock of the machine. The globals are looked up late, so that fake timers work. */
export const systemClock = {
	now: () => Date.now(),
	setTimeout: (callback, milliseconds) => setTimeout(callback, Math.min(milliseconds, longestTimer)),
	clearTimeout: (timer) => clearTimeout(timer)
};
/** Resolves after so many milliseconds; rejects with the signal's reason when that is aborted before. */
export function wait(milliseconds, signal, clock) {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		const abort = () => {
			clock.clearTimeout(timer);
			reject(signal.reason);
		};
		const timer = clock.setTimeout(() => {
			signal.removeEventListener("abort", abort);
			resolve();
		}, milliseconds);
		signal.addEventListener("abort", abort, { once: true });
	});
}
//# sourceMappingURL=clock.js.map

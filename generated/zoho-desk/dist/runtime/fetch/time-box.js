/** A box within `parent`; `overdue` makes the reason of its signal when the time is over. Without a limit it is the parent. */
export function timeBox(parent, milliseconds, overdue, clock) {
	if (milliseconds === undefined) return {
		signal: parent,
		until: Infinity,
		end() {},
		unref() {}
	};
	const controller = new AbortController();
	const abort = () => {
		controller.abort(parent.reason);
		end();
	};
	// AbortSignal.any and AbortSignal.timeout would do, but for fake timers, and for leaks of the former in Node 20.
	const timer = clock.setTimeout(() => {
		controller.abort(overdue());
		end();
	}, milliseconds);
	const end = () => {
		clock.clearTimeout(timer);
		leave();
	};
	let leave = () => {};
	if (parent.aborted) abort();
	else leave = whenAborted(parent, abort);
	return {
		signal: controller.signal,
		until: clock.now() + milliseconds,
		end,
		unref: () => timer?.unref?.()
	};
}
/** A promise that is not waited for any longer than its signal allows; what comes too late goes to `late`. */
export function abortable(promise, signal, late = () => {}) {
	return new Promise((resolve, reject) => {
		const abort = () => {
			promise.then(late, () => {});
			reject(signal.reason);
		};
		if (signal.aborted) return abort();
		signal.addEventListener("abort", abort, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
	});
}
/** Who waits for a signal, by one listener for all: calls may share one, and Node warns of more than ten. */
const waiting = new WeakMap();
/** Calls back when the signal is aborted; gives what ends the waiting. */
function whenAborted(signal, callback) {
	const known = waiting.get(signal);
	const all = known?.all ?? new Set();
	const tell = known?.tell ?? (() => {
		for (const each of [...all]) each();
	});
	if (!known) {
		waiting.set(signal, {
			all,
			tell
		});
		signal.addEventListener("abort", tell, { once: true });
	}
	all.add(callback);
	return () => {
		if (!all.delete(callback) || all.size > 0) return;
		waiting.delete(signal);
		signal.removeEventListener("abort", tell);
	};
}
//# sourceMappingURL=time-box.js.map

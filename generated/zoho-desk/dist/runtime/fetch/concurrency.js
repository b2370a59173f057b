/** So many places. */
export function createPlaces(limit) {
	let free = limit;
	// A set keeps the order in which it was filled, and whoever leaves is found at once.
	const waiting = new Set();
	const giveBack = () => {
		const [next] = waiting;
		if (next) next();
		else free += 1;
	};
	return { async take(signal) {
		signal.throwIfAborted();
		if (free > 0) free -= 1;
		else {
			await new Promise((resolve, reject) => {
				const proceed = () => {
					waiting.delete(proceed);
					signal.removeEventListener("abort", leave);
					resolve();
				};
				const leave = () => {
					waiting.delete(proceed);
					reject(signal.reason);
				};
				signal.addEventListener("abort", leave, { once: true });
				waiting.add(proceed);
			});
		}
		return giveBack;
	} };
}
//# sourceMappingURL=concurrency.js.map

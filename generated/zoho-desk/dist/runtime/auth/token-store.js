/** A store in the memory of this process; providers that share it renew one after the other. */
export function memoryStore(tokens) {
	let stored = tokens;
	let last = Promise.resolve();
	return {
		get: () => stored,
		set(next) {
			stored = next;
		},
		lock(work) {
			const result = last.then(work);
			last = result.catch(() => {});
			return result;
		}
	};
}

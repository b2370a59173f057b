/** A store in the memory of this process; providers that share it renew one after the other. */
export function memoryStore(tokens) {
	let kept = tokens;
	let last = Promise.resolve();
	return {
		get: () => kept,
		set(next) {
			kept = next;
		},
		lock(work) {
			const result = last.then(work);
			last = result.catch(() => {});
			return result;
		}
	};
}
//# sourceMappingURL=token-store.js.map

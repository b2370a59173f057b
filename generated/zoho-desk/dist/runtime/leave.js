/** A generator that can be left while it waits: `return` calls `leave` at once, which is to end what `next` waits for. */
export function leaving(leave, generator) {
	const finish = generator.return.bind(generator);
	generator.return = (value) => {
		leave();
		return finish(value);
	};
	return generator;
}
//# sourceMappingURL=leave.js.map

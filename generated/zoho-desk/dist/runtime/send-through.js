/** The operation, which sends its requests through what a transport is changed into. */
export function sendThrough(operation, change) {
	const send = operation;
	const call = (transport, ...rest) => send(change(transport), ...rest);
	return Object.assign(call, { description: send.description });
}

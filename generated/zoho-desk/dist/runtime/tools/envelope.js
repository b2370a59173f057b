const calls = new WeakMap();
/** Keeps what is known of a call beside its envelope, and gives the envelope back. */
export function rememberCall(envelope, call) {
	calls.set(envelope, call);
	return envelope;
}
/** What is known of the call of an envelope; undefined for one that was not made by `callTool`. */
export function callOf(envelope) {
	return calls.get(envelope);
}

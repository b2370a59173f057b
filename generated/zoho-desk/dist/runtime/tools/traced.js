/** The transport, and what tells how far a call through it has come: an error does not say who threw it. */
export function traced(transport) {
	const trace = { stage: "writing" };
	const { raw } = transport;
	// openapi-fetch tells middleware of the errors of `fetch` alone, and the last one first.
	const noting = { onError({ error }) {
		trace.fetchError = error;
	} };
	async function request(method, path, init = {}) {
		trace.stage = "sending";
		const result = await raw.request(method, path, {
			...init,
			middleware: [...init.middleware ?? [], noting]
		});
		trace.stage = "reading";
		return result;
	}
	return {
		transport: {
			...transport,
			raw: {
				...raw,
				request
			}
		},
		trace
	};
}
//# sourceMappingURL=traced.js.map

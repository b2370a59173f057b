import createClient from "openapi-fetch";
/** A transport over openapi-fetch. */
export function createTransport(options = {}) {
	const { auth, authPrefix = "Bearer", middleware = [], ...rest } = options;
	const raw = createClient({
		// Looked up late, so that what replaces the global fetch after this call (test interceptors) is used.
		fetch: (...input) => fetch(...input),
		...rest
	});
	raw.use({ async onRequest({ request }) {
		const { headers, accept } = request;
		if (accept && !headers.has("Accept")) headers.set("Accept", accept);
		if (headers.has("Authorization")) return;
		const token = typeof auth === "function" ? await auth() : auth;
		// A line end, as at the end of a file, would make an error that shows the token.
		if (token) headers.set("Authorization", `${authPrefix} ${token.replace(/\s/g, "")}`);
	} }, ...middleware);
	return {
		raw,
		use: raw.use,
		eject: raw.eject
	};
}
//# sourceMappingURL=transport.js.map

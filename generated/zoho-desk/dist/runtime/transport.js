import createClient from "openapi-fetch";
/** A transport over openapi-fetch. `baseUrl` is the one that the caller named, where `options` has a default. */
export function createTransport(options = {}, baseUrl = options.baseUrl) {
	const { auth, authPrefix = "Bearer", middleware = [], ...rest } = options;
	const raw = createClient({
		// Looked up late, so that what replaces the global fetch after this call (test interceptors) is used.
		fetch: (...input) => fetch(...input),
		...rest
	});
	const { use, eject } = raw;
	use({ async onRequest({ request }) {
		const { headers, accept, bare } = request;
		if (accept && !headers.has("Accept")) headers.set("Accept", accept);
		if (bare || headers.has("Authorization")) return;
		const token = typeof auth === "function" ? await auth() : auth;
		// A line end, as at the end of a file, would make an error that shows the token.
		if (token) headers.set("Authorization", `${authPrefix} ${token.trim()}`);
	} }, ...middleware);
	return {
		raw,
		baseUrl,
		use,
		eject
	};
}
//# sourceMappingURL=transport.js.map

import createClient from "openapi-fetch";
/** A transport over openapi-fetch. `baseUrl` is the one that the caller named, where `options` has a default. */
export function createTransport(options = {}, baseUrl = options.baseUrl) {
	const { auth, authPrefix = "Bearer", middleware = [], ...rest } = options;
	const raw = createClient({
		// Looked up late, so that what replaces the global fetch after this call (test interceptors) is used.
		fetch: (...input) => fetch(...input),
		...rest
	});
	raw.use({ async onRequest({ request }) {
		const { headers, accept, elsewhere } = request;
		if (accept && !headers.has("Accept")) headers.set("Accept", accept);
		if (elsewhere || headers.has("Authorization")) return;
		const token = typeof auth === "function" ? await auth() : auth;
		// A line end, as at the end of a file, would make an error that shows the token.
		if (token) headers.set("Authorization", `${authPrefix} ${token.replace(/\s/g, "")}`);
	} }, ...middleware);
	return {
		raw,
		baseUrl,
		use: raw.use,
		eject: raw.eject
	};
}
//# sourceMappingURL=transport.js.map

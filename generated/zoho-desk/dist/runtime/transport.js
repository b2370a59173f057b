import createClient from "openapi-fetch";
/** The key of what a transport does before each request: a symbol, which no operation can be called. */
export const prepare = Symbol();
/** A transport over openapi-fetch. Requests go to `server` unless the options have a base URL. */
export function createTransport(options = {}, server) {
	const { baseUrl, auth, authPrefix = "Bearer", middleware = [], fetch: send = ((...input) => fetch(...input)), ...rest } = options;
	const raw = createClient({
		...rest,
		baseUrl: baseUrl || server,
		// A string has none.
		fetch: auth?.wrapFetch?.(send) ?? send
	});
	raw.use({ async onRequest({ request }) {
		const { description, without, headers } = request;
		if (description && !headers.has("Accept")) headers.set("Accept", description.accept ?? "application/json");
		const token = !without && !headers.has("Authorization") && (typeof auth === "function" ? await auth(request) : auth);
		// What no header can carry, such as the line end of a file, would make an error that shows the token.
		if (token) headers.set("Authorization", `${authPrefix} ${token}`.replace(/[^!-~]+/g, " "));
	} }, ...middleware);
	const wrapped = send.wrapRaw?.(raw) ?? raw;
	return {
		...wrapped,
		raw: wrapped,
		baseUrl
	};
}

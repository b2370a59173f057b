import createClient from "openapi-fetch";
/** The key of what a transport does before each request: a symbol, so that no operation can have its name. */
export const prepare = Symbol();
/** A transport over openapi-fetch. Requests go to `server` unless the options have a base URL. */
export function createTransport(options = {}, server) {
	const { baseUrl, auth, authPrefix = "Bearer", middleware = [], fetch: send = ((...input) => fetch(...input)), ...rest } = options;
	const raw = createClient({
		...rest,
		baseUrl: baseUrl || server,
		// A string has no such method.
		fetch: auth?.wrapFetch?.(send) ?? send
	});
	raw.use({ async onRequest({ request }) {
		const { description, omit, headers } = request;
		if (description && !headers.has("Accept")) headers.set("Accept", description.accept ?? "application/json");
		const token = !omit && !headers.has("Authorization") && (typeof auth === "function" ? await auth(request) : auth);
		// A character that no header can carry, such as the line end of a file, would make an error that shows the
		// token.
		if (token) headers.set("Authorization", `${authPrefix} ${token}`.replace(/[^!-~]+/g, " "));
	} }, ...middleware);
	const wrapped = send.wrapRaw?.(raw) ?? raw;
	return {
		...wrapped,
		raw: wrapped,
		baseUrl
	};
}
/** The operations that responses belong to, for errors; it keeps no response alive. */
export const descriptions = new WeakMap();
/** The server of that name; without a name the first one. Throws a TypeError for an unknown name. */
export function findServer(servers, name = Object.keys(servers)[0]) {
	if (!Object.hasOwn(servers, name)) throw new TypeError(`no server is called "${name}": ${listOf(servers)}`);
	return servers[name];
}
/**
* The address that the options choose among the servers; the first one is the default.
*
* Throws a TypeError for an unknown server or variable, and for a value that the variable may not have: one outside of
* its `enum`, none at all, or one that would change the host or the path (`/ \ ? # @ %`, white space, dots alone).
*/
export function serverUrl(servers, { server: name = Object.keys(servers)[0], serverVariables = {} }) {
	const { url, variables = {} } = findServer(servers, name);
	for (const variable of Object.keys(serverVariables)) {
		if (serverVariables[variable] === undefined || Object.hasOwn(variables, variable)) continue;
		throw new TypeError(`the server "${name}" has no variable "${variable}": ${listOf(variables)}`);
	}
	return url.replace(/\{([^{}]+)\}/g, (written, key) => {
		const { default: standard, enum: choices } = Object.hasOwn(variables, key) ? variables[key] : {};
		const value = (Object.hasOwn(serverVariables, key) ? serverVariables[key] : undefined) ?? standard;
		// A default of the documents is as good as the rest of the address.
		const isFine = choices ? choices.includes(value) : !/^\.*$|[/\\?#@%\s]/.test(value ?? "");
		if (value !== undefined && (isFine || value === standard)) return value;
		const reason = choices ? `must be one of ${choices.join(", ")}` : `is needed, as one part of an address`;
		throw new TypeError(`the variable ${written} of the server "${name}" ${reason}`);
	});
}
function listOf(named) {
	return Object.keys(named).join(", ") || "there are none";
}

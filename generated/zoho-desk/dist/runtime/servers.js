/** The server of that name; the first one without. Throws a TypeError for a name that is not there. */
export function findServer(servers, name = Object.keys(servers)[0]) {
	if (!Object.hasOwn(servers, name)) throw new TypeError(`no server is called "${name}": ${listOf(servers)}`);
	return servers[name];
}
/**
* The address that the options choose among the servers; the first one is the default.
*
* Throws a TypeError for a server or a variable that is not there, and for a value that the variable may not have: one
* outside of its `enum`, none at all, or one that would change the host or the path (`/ \ ? # @ %`, white space, dots alone).
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
		// What the documents say themselves is as good as the rest of the address.
		const isFine = choices ? choices.includes(value) : !/^\.*$|[/\\?#@%\s]/.test(value ?? "");
		if (value !== undefined && (isFine || value === standard)) return value;
		const reason = choices ? `must be one of ${choices.join(", ")}` : `is needed, as one part of an address`;
		throw new TypeError(`the variable ${written} of the server "${name}" ${reason}`);
	});
}
function listOf(named) {
	return Object.keys(named).join(", ") || "there are none";
}

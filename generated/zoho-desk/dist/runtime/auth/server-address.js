import { serverUrl } from "../servers.js";
/** A variable next to a literal can be found in one way; of three in one label nobody can tell, and trying takes for ever. */
const crowded = /\{[^{}]+\}[^.:/{]*\{[^{}]+\}[^.:/{]*\{/;
const standardPorts = {
	"http:": "80",
	"https:": "443"
};
/** The address with its variables filled in. Throws a TypeError as `serverUrl` does. */
export function filledIn(name, server, serverVariables) {
	return serverUrl({ [name]: server }, {
		server: name,
		serverVariables
	});
}
/**
* The address of a server as a request to it has it; undefined for a request to somewhere else. Scheme, host and port must be
* those of the server. A variable stands for one of its `enum`, for its default, or for one label of a host or a part of one.
*/
export function addressAt(name, server, request) {
	const { origin, protocol, hostname, port } = new URL(request);
	const standard = orUndefined(() => filledIn(name, server));
	if (standard !== undefined && originOf(standard) === origin) return standard;
	const [, authority = "", path = ""] = /^([^/]+\/\/[^/?#]+)(.*)$/s.exec(server.url) ?? [];
	if (!authority.includes("{") || crowded.test(authority)) return undefined;
	const pattern = authority.split(/\{([^{}]+)\}/).map((part, index) => index % 2 ? valuePattern(server, part) : escaped(part)).join("");
	const whole = `${protocol}//${hostname}:${port || standardPorts[protocol]}`;
	if (![origin, whole].some((address) => new RegExp(`^${pattern}$`, "i").test(address))) return undefined;
	return orUndefined(() => filledIn(name, {
		...server,
		url: origin + path
	})) ?? origin;
}
/** The origin of an address; undefined where it has none. */
export function originOf(address) {
	return URL.canParse(address) ? new URL(address).origin : undefined;
}
/** Whether scheme, host or port of a server have variables. */
export function hasVariableOrigin({ url }) {
	return /^[^/]*(?:\/\/[^/?#]*)?/.exec(url)[0].includes("{");
}
function valuePattern({ variables = {} }, name) {
	const { default: standard, enum: choices } = (Object.hasOwn(variables, name) ? variables[name] : undefined) ?? {};
	const listed = [...choices ?? [], ...standard ? [standard] : []].map(escaped);
	return `(?:${[...listed, ...choices ? [] : ["[^.:/]+"]].join("|")})`;
}
function escaped(text) {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
function orUndefined(work) {
	try {
		return work();
	} catch {
		return undefined;
	}
}
//# sourceMappingURL=server-address.js.map

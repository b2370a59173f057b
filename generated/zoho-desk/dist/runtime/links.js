import { memberAt } from "./core/json.js";
import { descriptions, serverUrl } from "./core/transport.js";
/** Where records have an address of their own. */
const addresses = [
	"webUrl",
	"web_url",
	"html_url"
];
/**
* Builders of links by name, and what enriches records with them. `given` are identifiers for all links, and the only
* ones that may be part of a host.
*
* Throws a TypeError for a server that is not there.
*/
export function createLinks(templates, servers, given) {
	const isRelative = Object.values(templates).some(({ url }) => url.startsWith("/"));
	const root = given.baseUrl ?? (Object.keys(servers).length > 0 ? serverUrl(servers, given) : undefined);
	const origin = isRelative && root !== undefined ? new URL(root).origin : undefined;
	const hosts = new Set([...[
		origin,
		...Object.values(servers).map(({ url }) => url),
		...Object.values(templates).map(({ url }) => url)
	].map((url) => /^https?:\/\/[^/?#]*/i.exec(url ?? "")?.[0] ?? "").filter((url) => !url.includes("{") && URL.canParse(url)).map((url) => new URL(url).host), ...given.hosts ?? []]);
	const byOperation = new Map(Object.entries(templates).flatMap(([name, { operations = [] }]) => operations.map((operation) => [operation, name])).reverse());
	const enrich = (name, value, identifiers = {}) => {
		const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
		if (!template) throw new TypeError(`there is no link "${name}": ${Object.keys(templates).join(", ")}`);
		if (Array.isArray(value)) return value.map((each) => enrich(name, each, identifiers));
		if (typeof value !== "object" || value === null) return value;
		const record = value;
		const data = memberAt(record, ["data"]);
		if (Array.isArray(data)) return {
			...record,
			data: enrich(name, data, identifiers)
		};
		return {
			...record,
			portalUrl: addressIn(record, hosts) ?? linkOf(name, record, identifiers)
		};
	};
	/** Null where the record says of an identifier that there is none. */
	const linkOf = (name, record, identifiers) => {
		const template = templates[name];
		const found = new Map();
		for (const identifier of new Set([...identifiersIn(template.url), ...template.requires ?? []])) {
			const members = [
				memberAt(template.members ?? {}, [identifier]),
				identifier,
				identifier === `${name}Id` ? "id" : ""
			];
			const member = members.find((each) => typeof each === "string" && Object.hasOwn(record, each));
			const value = memberAt(identifiers, [identifier]) ?? memberAt(given, [identifier]) ?? memberAt(record, [member]);
			if (value === null) return null;
			found.set(identifier, value);
		}
		return expand(name, template, {
			given,
			origin,
			value: (identifier) => found.get(identifier)
		});
	};
	const builders = Object.entries(templates).map(([name, template]) => {
		const builder = (identifiers = {}) => {
			const value = (identifier) => memberAt(identifiers, [identifier]) ?? memberAt(given, [identifier]);
			return expand(name, template, {
				given,
				origin,
				value
			});
		};
		return [name, builder];
	});
	return {
		...Object.fromEntries(builders),
		enrich,
		withLinks: (result, identifiers) => {
			const operation = descriptions.get(result.response)?.name;
			const name = byOperation.get(operation ?? "");
			if (!name) throw new TypeError(`no link is for the responses of ${operation ?? "the raw client"}`);
			if (result.data === undefined) return result;
			const enriched = {
				...result,
				data: enrich(name, result.data, identifiers)
			};
			return "items" in result ? {
				...enriched,
				items: enrich(name, result.items, identifiers)
			} : enriched;
		},
		operations: [...byOperation.keys()].reverse()
	};
}
function expand(name, { url, requires = [] }, { given, origin, value }) {
	const [, ownOrigin = origin, rest = url] = /^(https?:\/\/[^/?#]*)(.*)$/is.exec(url) ?? [];
	if (ownOrigin === undefined) throw new TypeError(`the link "${name}" needs a server: give createLinks the baseUrl`);
	for (const identifier of requires) textOf(name, identifier, value(identifier));
	const host = ownOrigin.replace(/\{([^{}]*)\}/g, (_, identifier) => {
		const text = textOf(name, identifier, memberAt(given, [identifier]));
		if (/^[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d+)?$/i.test(text)) return text;
		throw new TypeError(`"${identifier}" of the link "${name}" is not a host`);
	});
	return host + rest.replace(/\{([^{}]*)\}/g, (_, identifier) => encode(name, identifier, value(identifier)));
}
function encode(name, identifier, value) {
	const text = textOf(name, identifier, value);
	// A URL parser drops such segments, percent-encoded or not.
	if (/^\.+$/.test(text)) throw new TypeError(`"${identifier}" of the link "${name}" is dots`);
	try {
		return encodeURIComponent(text);
	} catch {
		throw new TypeError(`"${identifier}" of the link "${name}" is not Unicode text`);
	}
}
function textOf(name, identifier, value) {
	if (value === undefined || value === null || value === "") throw new TypeError(`the link "${name}" needs "${identifier}", which is ${value === "" ? "empty" : "missing"}`);
	if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError(`"${identifier}" of the link "${name}" is a number that lost digits: give it as a string`);
	if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint") throw new TypeError(`"${identifier}" of the link "${name}" must be a string or a number`);
	return String(value);
}
function addressIn(record, hosts) {
	const address = addresses.map((member) => memberAt(record, [member])).find((each) => typeof each === "string");
	if (typeof address !== "string" || !URL.canParse(address)) return undefined;
	const { protocol, host, username, password } = new URL(address);
	return protocol === "https:" && !username && !password && hosts.has(host) ? address : undefined;
}
function identifiersIn(template) {
	const [, rest = template] = /^https?:\/\/[^/?#]*(.*)$/is.exec(template) ?? [];
	return [...rest.matchAll(/\{([^{}]*)\}/g)].map(([, identifier = ""]) => identifier);
}

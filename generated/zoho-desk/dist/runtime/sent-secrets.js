import { isSecretHeader, isSecretParameter } from "./redact.js";
/** The requests that answers came to, where their calls are limited; it keeps no answer alive. */
export const sentRequests = new WeakMap();
/** What is shorter is as likely a word. */
const shortest = 6;
/** The secrets that a request carried, the longest first: an answer may repeat them in words of its own. */
export function sentSecrets(response) {
	const request = sentRequests.get(response);
	if (!request) return [];
	const inHeaders = [...request.headers].flatMap(([name, value]) => {
		if (name === "cookie") return value.split(";").map((pair) => pair.slice(pair.indexOf("=") + 1));
		// A scheme of authentication, and what follows it.
		return isSecretHeader(name) ? [value, ...partsOf(value)] : [];
	});
	const inQuery = [...new URL(request.url).searchParams].flatMap(([name, value]) => isSecretParameter(name) ? [value, encodeURIComponent(value)] : []);
	const known = new Set([...inHeaders, ...inQuery].map((secret) => secret.trim()));
	return [...known].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length);
}
/** What follows a scheme of authentication, and the user and the password in that (RFC 7617). */
function partsOf(credentials) {
	const [, scheme = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(credentials) ?? [];
	if (!/^basic$/i.test(scheme)) return [rest];
	try {
		const pair = atob(rest);
		return [
			rest,
			pair,
			pair.slice(pair.indexOf(":") + 1)
		];
	} catch {
		return [rest];
	}
}
//# sourceMappingURL=sent-secrets.js.map

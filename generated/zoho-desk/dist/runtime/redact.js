/** What stands in place of a secret. */
const redacted = "[redacted]";
/** The word that tells of a secret in the name of a parameter or of a member. */
const secretWord = /token|secret|passw|pwd|api[-_.]?key|authorization|cookie|credential|signature|jwt|jsessionid/i;
/** Names that carry secrets in a query only: in a body they mean an error's code or the name of a field. */
const secretInQuery = /key$|^(?:auth|code|sig|sid|ticket)$/i;
/** `api_key=abc`, `"access_token": "abc"`: the name, what is between, the value. */
const pair = /\b([\w.-]*(?:token|secret|passw|pwd|api[-_.]?key|jwt|signature|jsessionid)[\w.-]*["']?\s*[=:]\s*["']?)[^\s"'&,;}<>]+/gi;
/** Cookies, as many as there are. */
const cookies = /\b((?:set-)?cookies?["']?\s*[=:]\s*["']?)[^"'\r\n]+/gi;
/** `Bearer abc`, `Zoho-oauthtoken abc`: a scheme of authentication, and what follows it. */
const credentials = /\b((?:bearer|basic|[\w-]*oauthtoken)\s+)[\w.~+/=-]{6,}/gi;
/** What no person writes: a JSON Web Token, or 40 characters of a word with a digit. */
const opaque = /\beyJ[\w-]+\.[\w.-]+|\b(?=[\w.~-]*\d)[\w.~-]{40,}/g;
/** A member of a body that is longer than this is cut: an error is no place for a document. */
const longestText = 2e3;
const mostMembers = 50;
const deepest = 6;
/** An address without user, password, fragment, and the values of parameters whose names tell of secrets. */
export function redactUrl(url) {
	const [address = "", query] = url.split("#")[0].split(/\?(.*)/s);
	const [, origin = "", path = ""] = /^((?:[a-z][a-z\d+.-]*:)?\/\/[^/]*)?(.*)$/is.exec(address) ?? [];
	const shown = origin.replace(/\/\/.*@/s, "//") + path.split("/").map(redactText).join("/");
	if (query === undefined) return shown;
	const pairs = query.split("&").map((each) => {
		const [name = ""] = each.split("=");
		return isSecretParameter(decode(name)) && each !== name ? `${name}=${redacted}` : redactText(each);
	});
	return `${shown}?${pairs.join("&")}`;
}
/** Text of somebody else, such as an API's message, without what looks like a secret. */
export function redactText(text) {
	const known = [
		pair,
		cookies,
		credentials
	].reduce((shown, secret) => shown.replace(secret, `$1${redacted}`), text);
	return known.replace(opaque, redacted);
}
/** JSON data as it may be shown: bounded, and without what looks like a secret by its name or by itself. */
export function redactData(value, depth = 0) {
	if (typeof value === "string") return redactText(value.length > longestText ? `${value.slice(0, longestText)}…` : value);
	if (typeof value !== "object" || value === null) return value;
	if (depth === deepest) return "…";
	if (Array.isArray(value)) return value.slice(0, mostMembers).map((member) => redactData(member, depth + 1));
	const members = Object.entries(value).slice(0, mostMembers);
	return Object.fromEntries(members.map(([name, member]) => [name, secretWord.test(name) && typeof member !== "object" ? redacted : redactData(member, depth + 1)]));
}
function isSecretParameter(name) {
	return secretWord.test(name) || secretInQuery.test(name);
}
function decode(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
//# sourceMappingURL=redact.js.map

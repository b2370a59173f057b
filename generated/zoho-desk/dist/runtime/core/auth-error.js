/** There is no access token. Holds no secret: no token, code or client secret, in its message or anywhere else. */
export class AuthError extends Error {
	name = "AuthError";
	code;
	/** The `error` of the OAuth response (RFC 6749, sections 4.1.2.1 and 5.2), or what the API has in its place. */
	error;
	/** Its `error_description`. */
	description;
	/** The host of the endpoint. */
	host;
	/** The HTTP status of its response. */
	status;
	constructor(code, message, details = {}) {
		super(message, "cause" in details ? { cause: details.cause } : {});
		this.code = code;
		this.error = details.error;
		this.description = details.description;
		this.host = details.host;
		this.status = details.status;
	}
	/** What may be logged. */
	toJSON() {
		const { name, message, code, error, description, host, status } = this;
		return {
			name,
			message,
			code,
			error,
			description,
			host,
			status
		};
	}
}
/**
* Middleware that refuses cookies of a browser session as authentication, as a token or in a `Cookie` header: they
* belong to a person and a browser, and an API session is another thing. `*` at the end of a name stands for any
* further text.
*
* The call rejects with an AuthError that names the cookie, before any request.
*/
export function refuseSessionCookies(names) {
	return { onRequest({ request: { headers } }) {
		for (const header of ["Authorization", "Cookie"]) {
			const cookie = sessionCookieIn(headers.get(header) ?? "", names);
			if (cookie === undefined) continue;
			const held = `the ${header} header holds the cookie ${cookie} of a browser session`;
			throw new AuthError("session-cookie", `${held}, which is not authentication: use an access token`);
		}
	} };
}
/** The name of the first session cookie in a header or a token. */
export function sessionCookieIn(text, names) {
	for (const [, name = ""] of text.matchAll(/(?:^|[\s;,:])([\w!#$%&'*+.^`|~-]+)=/g)) {
		const isListed = names.some((each) => each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each);
		if (isListed) return name;
	}
	return undefined;
}

import { OperationProcessingError, processGenericTokenEndpointResponse } from "oauth4webapi";
import { AuthError } from "../auth-error.js";
import { failureText } from "../failure-text.js";
import { sessionCookieIn } from "../session-cookies.js";
import { plainText } from "./grant-request.js";
import { sendGrant } from "./send-grant.js";
/**
* Asks the token endpoint for tokens (RFC 6749, section 5). Errors are recognised whatever the status, since some servers
* answer them with 200.
*
* @throws {AuthError} `refused`, `unreadable` or `unreachable`; the signal's reason when that ends the request.
*/
export async function requestTokens(request) {
	const { api, options, endpoint, what } = request;
	const { host } = endpoint;
	const { status, text } = await sendGrant(request);
	const body = parsed(text);
	const { access_token: accessToken, error: fault } = body;
	const isText = typeof fault === "string";
	if (typeof accessToken !== "string" && (isText || typeof fault === "object" && fault !== null)) {
		const error = plainText(isText ? fault : fault.code, request);
		const description = plainText(isText ? body["error_description"] : failureText(body), request);
		// "token: …" would be taken for a secret wherever the message is shown redacted.
		const said = [isText && error, description].filter(Boolean).join(": ");
		const message = `${host} refused ${what}${said && ` (${said})`}`;
		throw new AuthError("refused", message, {
			error,
			description,
			host,
			status
		});
	}
	if (status < 200 || status > 299 || typeof accessToken !== "string") {
		const answer = /^\s*</.test(text) ? "an HTML page" : "something else";
		const hint = status >= 300 && status < 400 ? "; is it the right server?" : "";
		const said = plainText(failureText(body), request);
		const message = `${host} answered ${what} with ${answer} instead of a token (HTTP ${status})${hint}`;
		throw new AuthError("unreadable", said ? `${message}: ${said}` : message, {
			host,
			status
		});
	}
	const receivedAt = Date.now();
	const lifetime = Number.parseFloat(String(body["expires_in"]));
	const answer = await processed(body, request);
	const scopes = scopesOf(body["scope"], api);
	const { server, serverVariables } = options;
	return {
		accessToken: answer.access_token.trim(),
		receivedAt,
		...typeof answer.refresh_token === "string" && { refreshToken: answer.refresh_token },
		// Without a lifetime, or with one of 0, a token is good until it is refused.
		...lifetime > 0 && Number.isFinite(lifetime) && { expiresAt: receivedAt + lifetime * 1e3 },
		...scopes && { scopes },
		...server !== undefined && {
			server,
			...serverVariables && { serverVariables }
		}
	};
}
/**
* The options that must be there: an environment variable may not. No secret may be a browser's cookie.
*
* @throws {TypeError} that names the first one missing.
* @throws {AuthError} `session-cookie` when one is a cookie of a browser session.
*/
export function requireOptions({ sessionCookies = [] }, options, ...names) {
	for (const name of names) {
		const value = options[name];
		if (typeof value !== "string" || value.trim() === "") throw new TypeError(`the option ${name} is missing`);
	}
	const { clientSecret } = options;
	for (const [name, value] of [...names.map((name) => [name, options[name]]), ["clientSecret", clientSecret]]) {
		const cookie = sessionCookieIn(String(value), sessionCookies);
		if (cookie === undefined) continue;
		throw new AuthError("session-cookie", `${name} is the cookie ${cookie} of a browser session, which is no token`);
	}
}
/** The parameter that asks for scopes, joined as the API joins them; none for no scopes. */
export function scopeParameter(scopes, { scopeSeparator = " " }) {
	return scopes === undefined || scopes.length === 0 ? {} : { scope: scopes.join(scopeSeparator) };
}
/** The scopes of an answer, a text or a list; undefined where it has none. */
function scopesOf(scope, { scopeSeparator = " " }) {
	if (Array.isArray(scope)) return scope.filter((each) => typeof each === "string");
	if (typeof scope !== "string") return undefined;
	return scope.split(scopeSeparator === " " ? /\s+/ : /[\s,]+/).filter(Boolean);
}
/** What oauth4webapi makes of an answer. Many servers leave out the type, and we read neither ID tokens nor scopes by it. */
async function processed(body, { api, options, endpoint, what }) {
	const { access_token, refresh_token, token_type: type } = body;
	const { prefix = "Bearer" } = api;
	const token_type = typeof type === "string" && type ? type : "bearer";
	const response = Response.json({
		access_token,
		refresh_token: refresh_token ?? undefined,
		token_type
	});
	const server = { issuer: endpoint.origin };
	try {
		return await processGenericTokenEndpointResponse(server, { client_id: options.clientId }, response, { recognizedTokenTypes: { [prefix.toLowerCase()]: () => {} } });
	} catch (error) {
		// Its cause holds the tokens.
		const { host } = endpoint;
		const reason = error instanceof OperationProcessingError ? error.message : "its token_type is not known";
		throw new AuthError("unreadable", `${host} answered ${what} with something else: ${reason}`, {
			host,
			status: 200
		});
	}
}
function parsed(text) {
	try {
		return Object(JSON.parse(text));
	} catch {
		return {};
	}
}
//# sourceMappingURL=token-request.js.map

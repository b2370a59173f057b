import type { AuthDescription } from "./auth-description.js";
import { type GrantRequest } from "./grant-request.js";
import type { Tokens } from "./tokens.js";
/**
* Asks the token endpoint for tokens (RFC 6749, section 5). Errors are recognised whatever the status, since some servers
* answer them with 200.
*
* @throws {AuthError} `refused`, `unreadable` or `unreachable`; the signal's reason when that ends the request.
*/
export declare function requestTokens(request: GrantRequest): Promise<Tokens>;
/**
* The options that must be there: an environment variable may not. No secret may be a browser's cookie.
*
* @throws {TypeError} that names the first one missing.
* @throws {AuthError} `session-cookie` when one is a cookie of a browser session.
*/
export declare function requireOptions<Options extends object>({ sessionCookies }: AuthDescription, options: Options, ...names: (keyof Options & string)[]): void;
/** The parameter that asks for scopes, joined as the API joins them; none for no scopes. */
export declare function scopeParameter(scopes: readonly string[] | undefined, { scopeSeparator }: AuthDescription): {
	scope?: string;
};

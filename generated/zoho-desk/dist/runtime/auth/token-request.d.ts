import { type AuthorizationServer, type Client, type ClientAuth, type TokenEndpointRequestOptions } from "oauth4webapi";
import type { AuthDescription, ClientAuthentication } from "./endpoint.js";
import { type ServerVariables } from "./endpoint.js";
import type { Tokens } from "./provider.js";
/** Who asks for tokens, and how. */
export interface TokenRequestOptions<
	Server extends string = string,
	Variables = ServerVariables
> {
	clientId: string;
	/** Left out for a public client. */
	clientSecret?: string | undefined;
	/** Default: what the API takes. */
	clientAuthentication?: ClientAuthentication | undefined;
	/**
	* The server of the API whose accounts address is asked, and which the tokens are for. Default: that of the request;
	* the first where there is no request to follow.
	*/
	server?: Server | undefined;
	/** The variables in the address of that server. Default: as the request has them. */
	serverVariables?: Variables | undefined;
	/** The token endpoint, where it is another than the API's, such as a mock's. */
	tokenEndpoint?: string | undefined;
	/** Default: the global `fetch` at the time of each request. */
	fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
	/** Milliseconds that the token endpoint has to respond, all attempts together. Default: 30,000. */
	timeout?: number | undefined;
	/** Ends token requests, and the waiting for them. */
	signal?: AbortSignal | undefined;
}
/** Sends one request of oauth4webapi's. */
export type TokenGrant = (...request: [AuthorizationServer, Client, ClientAuth, TokenEndpointRequestOptions]) => Promise<Response>;
/** What a token request is about. */
export interface GrantRequest {
	readonly api: AuthDescription;
	readonly options: TokenRequestOptions;
	readonly endpoint: URL;
	/** What is sent, for messages: `the refresh token`. */
	readonly what: string;
	/** What no message may show, beside the client's secret. */
	readonly secrets: readonly (string | undefined)[];
	/** Whether it may be sent again although the server may have accepted it: what it sends is valid more than once. */
	readonly isRepeatable: boolean;
	readonly grant: TokenGrant;
}
/**
* Somebody else's text for a message: one line, not long, and without the secrets of the request. Undefined for what is
* not a string.
*/
export declare function plainText(value: unknown, { options, secrets }: GrantRequest): string | undefined;
/**
* Asks the token endpoint for tokens (RFC 6749, section 5). Errors are recognised whatever the status, since some
* servers send them with 200.
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

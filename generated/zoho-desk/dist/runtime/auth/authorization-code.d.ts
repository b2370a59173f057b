import type { TokenProvider } from "../core/transport.js";
import type { AuthDescription, ServerVariables } from "./endpoint.js";
import type { Tokens } from "./provider.js";
import { type RefreshOptions } from "./token-grants.js";
import type { TokenRequestOptions } from "./token-request.js";
/** What a user is asked to consent to. */
export interface AuthorizationUrlOptions<
	Scope extends string = string,
	Server extends string = string,
	Variables = ServerVariables
> {
	clientId: string;
	/** Where the user comes back to with a code; as it is registered for the client. */
	redirectUri: string;
	scopes?: readonly (Scope | (string & {}))[] | undefined;
	/** The server of the API whose accounts address the user goes to. Default: the first. */
	server?: Server | undefined;
	/** The variables in the address of that server. */
	serverVariables?: Variables | undefined;
	/** The authorization endpoint, where it is another than the API's. */
	authorizationEndpoint?: string | undefined;
	/** Further parameters; they win over those that the API has for every request. */
	parameters?: {
		readonly [name: string]: string;
	} | undefined;
}
/** Where to send the user, and what to keep in the user's session until the redirect comes back. */
export interface AuthorizationRequest {
	readonly url: string;
	readonly state: string;
	readonly codeVerifier: string;
}
/**
* The first half of an authorization code grant with PKCE (RFC 6749, section 4.1.1; RFC 7636).
*
* @throws {AuthError} `endpoint` when it is not known where to send the user, or not safe.
*/
export declare function authorizationUrl(api: AuthDescription, options: AuthorizationUrlOptions): Promise<AuthorizationRequest>;
/** What came back with the user, and what the session kept. */
export interface ExchangeCodeOptions<
	Server extends string = string,
	Variables = ServerVariables
> extends TokenRequestOptions<Server, Variables> {
	/** As it was given to `authorizationUrl`. */
	redirectUri: string;
	/** The address that the user's browser came back with, whole; or its path and query, as a server has it. */
	callbackUrl: string | URL;
	/** Of the `authorizationUrl` that this user was sent to. */
	state: string;
	codeVerifier: string;
	/** Default: an address of the authorization endpoint's origin (RFC 9207). */
	issuer?: string | undefined;
	/** The authorization endpoint, where it is another than the API's. */
	authorizationEndpoint?: string | undefined;
}
/**
* The second half: tokens for the code that came with the redirect (RFC 6749, section 4.1.3). Where the redirect names
* an accounts address of the API, the code goes there, and `server` of the tokens says which server they are for; not
* so where the program itself names the token endpoint.
*
* @throws {AuthError} `callback` when the redirect does not belong to the request, `unlisted-host` when it names
* another accounts address, `refused` when the user or the server said no, and as `requestTokens` does.
*/
export declare function exchangeCode<Server extends string>(api: AuthDescription, options: ExchangeCodeOptions<Server>): Promise<Tokens<Server>>;
/** The tokens of a user's consent, and how to renew them. */
export interface AuthorizationCodeOptions<
	Scope extends string = string,
	Server extends string = string,
	Variables = ServerVariables
> extends RefreshOptions<Scope, Server, Variables> {
	/** What `exchangeCode` gave. Default: what the store holds. */
	tokens?: Tokens | undefined;
}
/** A provider of access tokens from an exchanged code; it renews them where there is a refresh token. */
export declare function authorizationCode(api: AuthDescription, options: AuthorizationCodeOptions): TokenProvider;

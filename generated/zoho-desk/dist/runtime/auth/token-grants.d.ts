import type { TokenProvider } from "../core/transport.js";
import { type AuthDescription, type ServerChoice, type ServerVariables } from "./endpoint.js";
import { type ProviderOptions, type Tokens } from "./provider.js";
import { type TokenRequestOptions } from "./token-request.js";
/** How a refresh token is exchanged for access tokens. */
export interface RefreshOptions<
	Scope extends string = string,
	Server extends string = string,
	Variables = ServerVariables
> extends TokenRequestOptions<Server, Variables>, ProviderOptions {
	/** Asks for fewer scopes than those of the user's consent. Default: all of them. */
	scopes?: readonly (Scope | (string & {}))[] | undefined;
}
/** A refresh token, and how to use it. */
export interface RefreshTokenOptions<
	Scope extends string = string,
	Server extends string = string,
	Variables = ServerVariables
> extends RefreshOptions<Scope, Server, Variables> {
	/** Of the user's consent. Where the server replaces it, the store holds the one that is good now. */
	refreshToken: string;
}
/** A provider of access tokens from a refresh token (RFC 6749, section 6). */
export declare function refreshToken(api: AuthDescription, options: RefreshTokenOptions): TokenProvider;
/** The server that tokens are for: what they say themselves, else what the program says. */
export declare function serverOfTokens(tokens: Partial<Tokens> | undefined, options: RefreshOptions): ServerChoice;
/**
* New tokens for old ones.
*
* @throws {AuthError} as `requestTokens` does; `consent-needed` when there is no refresh token.
*/
export declare function refresh(api: AuthDescription, options: RefreshOptions, { old, requestUrl }: {
	readonly old: Partial<Tokens>;
	readonly requestUrl: string | undefined;
}): Promise<Tokens>;
/** How a client gets access tokens for itself. */
export interface ClientCredentialsOptions<
	Scope extends string = string,
	Server extends string = string,
	Variables = ServerVariables
> extends TokenRequestOptions<Server, Variables>, ProviderOptions {
	clientSecret: string;
	/** Default: whatever the server gives the client. */
	scopes?: readonly (Scope | (string & {}))[] | undefined;
	/** Further parameters of the request, such as `audience`. */
	parameters?: {
		readonly [name: string]: string;
	} | undefined;
}
/** A provider of access tokens for the client itself, without a user (RFC 6749, section 4.4). */
export declare function clientCredentials(api: AuthDescription, options: ClientCredentialsOptions): TokenProvider;

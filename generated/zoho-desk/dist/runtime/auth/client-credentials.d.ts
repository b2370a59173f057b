import type { TokenProvider } from "../transport.js";
import type { AuthDescription } from "./auth-description.js";
import type { ServerVariables } from "./endpoint.js";
import { type ProviderOptions } from "./provider.js";
import type { TokenRequestOptions } from "./token-request.js";
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

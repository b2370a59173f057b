import type { Server } from "../servers.js";
/**
* What the runtime must know of an API's OAuth endpoints. The generator writes one for each API, from its documents'
* security scheme (OpenAPI Specification 3.1, section 4.8.27) and its settings.
*/
export interface AuthDescription {
	/** Where a user authorises. Relative to the server's accounts address, whose origin an absolute one gets too. */
	readonly authorizationUrl?: string;
	/** Where tokens are requested; as `authorizationUrl`. */
	readonly tokenUrl?: string;
	/** Where a refresh token is used. Default: `tokenUrl`. */
	readonly refreshUrl?: string;
	/** Default: `client_secret_basic`. */
	readonly clientAuthentication?: ClientAuthentication;
	/** What stands between scopes. Default: a space. */
	readonly scopeSeparator?: string;
	/** What stands before the token in the `Authorization` header. Default: `Bearer`. */
	readonly prefix?: string;
	/** Further parameters of every authorization request. */
	readonly authorizationParameters?: {
		readonly [name: string]: string;
	};
	/** The parameter of the redirect that names the accounts address which the code is for. */
	readonly accountsParameter?: string;
	/** The servers of the API by name, the first one the default; `accounts` is the origin of its OAuth endpoints. */
	readonly servers?: {
		readonly [name: string]: Server & {
			readonly accounts?: string;
		};
	};
	/** Cookies of a browser session; `*` at the end stands for any further text. */
	readonly sessionCookies?: readonly string[];
}
/** How a client shows its secret (RFC 6749, section 2.3.1). */
export type ClientAuthentication = "client_secret_basic" | "client_secret_post";

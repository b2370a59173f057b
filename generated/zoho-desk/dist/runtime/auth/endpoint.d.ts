import { type Server } from "../core/transport.js";
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
	/** The separator of scopes. Default: a space. */
	readonly scopeSeparator?: string;
	/** The prefix of the token in the `Authorization` header. Default: `Bearer`. */
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
/** A server of the API. */
export interface ServerChoice {
	readonly server?: string | undefined;
	/** The variables in its address. Without `server` they are those of the first one. */
	readonly serverVariables?: ServerVariables | undefined;
}
/** How the endpoint is chosen. */
export interface EndpointChoice extends ServerChoice {
	/** An address that the program itself gives; it wins. */
	readonly endpoint?: string | undefined;
	/** The address of the request that needs a token: its server's endpoint is asked where no server is named. */
	readonly requestUrl?: string | undefined;
}
declare const options: {
	authorizationUrl: string;
	tokenUrl: string;
	refreshUrl: string;
};
/**
* The address of an OAuth endpoint, which is https but for this machine's own.
*
* @throws {AuthError} `endpoint` when it is not known, or not safe.
*/
export declare function endpointOf(kind: keyof typeof options, api: AuthDescription, choice: EndpointChoice): URL;
/** Whether an address is plain http on this machine, where nobody can listen in. */
export declare function isLoopback({ protocol, hostname }: URL): boolean;
/**
* The name of the server with an accounts address that came from outside, by a browser's redirect.
*
* @throws {AuthError} `unlisted-host` when no server has it.
*/
export declare function serverWithAccounts(address: string, { servers }: AuthDescription): string;
/**
* Refuses to send tokens of one server to another one of the API. An address that is none of the API's servers, such as
* a proxy's or a mock's, is the program's own choice.
*
* @throws {AuthError} `endpoint`.
*/
export declare function requireServer(api: AuthDescription, choice: ServerChoice, request: string | undefined): void;
/** What the variables in the address of a server are set to, by name. */
export interface ServerVariables {
	readonly [name: string]: string | undefined;
}
export {};

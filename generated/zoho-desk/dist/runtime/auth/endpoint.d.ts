import type { AuthDescription } from "./auth-description.js";
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
* Refuses to send tokens of one server to another one of the API. An address that is none of the API's servers, such as a
* proxy's or a mock's, is the program's own choice.
*
* @throws {AuthError} `endpoint`.
*/
export declare function requireServer(api: AuthDescription, choice: ServerChoice, request: string | undefined): void;
/** What the variables in the address of a server are set to, by name. */
export interface ServerVariables {
	readonly [name: string]: string | undefined;
}
export {};

import { type Server } from "../servers.js";
/** What the variables in the address of a server are set to, by name. */
export interface ServerVariables {
	readonly [name: string]: string | undefined;
}
/** The address with its variables filled in. Throws a TypeError as `serverUrl` does. */
export declare function filledIn(name: string, server: Server, serverVariables?: ServerVariables): string;
/**
* The address of a server as a request to it has it; undefined for a request to somewhere else. Scheme, host and port must be
* those of the server. A variable stands for one of its `enum`, for its default, or for one label of a host or a part of one.
*/
export declare function addressAt(name: string, server: Server, request: string): string | undefined;
/** The origin of an address; undefined where it has none. */
export declare function originOf(address: string): string | undefined;
/** Whether scheme, host or port of a server have variables. */
export declare function hasVariableOrigin({ url }: Server): boolean;

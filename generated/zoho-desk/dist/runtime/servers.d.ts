/** A server of the API (OpenAPI Specification 3.1, section 4.8.5). */
export interface Server {
	/** The root of all paths, with its variables in braces. */
	readonly url: string;
	readonly variables?: {
		readonly [name: string]: ServerVariable;
	};
}
/** A variable in the address of a server (section 4.8.6). */
export interface ServerVariable {
	readonly default?: string;
	/** The only values it may have. Left out: any. */
	readonly enum?: readonly string[];
}
/** How a server is chosen. */
export interface ServerOptions {
	readonly server?: string | undefined;
	readonly serverVariables?: {
		readonly [name: string]: string | undefined;
	} | undefined;
}
/** The server of that name; the first one without. Throws a TypeError for a name that is not there. */
export declare function findServer(servers: {
	readonly [name: string]: Server;
}, name?: string): Server;
/**
* The address that the options choose among the servers; the first one is the default.
*
* Throws a TypeError for a server or a variable that is not there, and for a value that the variable may not have: one
* outside of its `enum`, none at all, or one that would change the host or the path (`/ \ ? # @ %`, white space, dots alone).
*/
export declare function serverUrl(servers: {
	readonly [name: string]: Server;
}, { server: name, serverVariables }: ServerOptions): string;

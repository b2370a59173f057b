import type { Preparation } from "./description.js";
import type { Middleware } from "./transport.js";
/** A parameter that is given once, to the client. */
export interface ClientParameter {
	/** On the wire. */
	readonly name: string;
	/** The option that carries it. */
	readonly option: string;
	readonly value: unknown;
}
/** A parameter that is sent as a header with every request to the API. */
export interface ClientHeader extends ClientParameter {
	/** Requests that take no such header: method and path template, such as `GET /organizations`. */
	readonly exclude: readonly string[];
}
/**
* Fills in the arguments that a call leaves out, but not where the request goes to another server than the API. It throws
* a TypeError for a required one that is given nowhere.
*/
export declare function fillArguments(known: readonly ClientParameter[]): Preparation;
/** Sends parameters as headers with requests to the API, with the value of the call where it has one of its own. */
export declare function sendHeaders(headers: readonly ClientHeader[]): Middleware;

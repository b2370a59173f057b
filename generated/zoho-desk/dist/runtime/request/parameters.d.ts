import type { JsonWriter, ParameterDescription, ParameterStyle, Preparation, RequestDraft } from "../core/description.js";
import type { Middleware } from "../core/transport.js";
/**
* Writes primitives and arrays of them in path or query by the default style: `simple`, or `form` exploded. Names are
* percent-encoded too, brackets included, as in the specification's own table (`color%5BR%5D=100`); every conforming
* server decodes them.
*/
export declare function writeParameter(draft: RequestDraft, { name, in: place }: ParameterDescription, value: unknown): void;
/**
* Writes a primitive or an array of them as a header, by the style `simple` and without percent-encoding. `Accept`,
* `Content-Type` and `Authorization` are not parameters (OpenAPI Specification 3.1.1, section 4.8.12.1) and left out.
*
* Throws a TypeError, which does not repeat the value, when a header cannot carry it: line ends would add headers, and
* characters beyond Latin-1 cannot be sent.
*/
export declare function writeHeader(draft: RequestDraft, { name, argument }: ParameterDescription, value: unknown): void;
/**
* A URL with the variables of a path template, such as `/tickets/{ticketId}`, replaced by their texts.
*
* Throws a TypeError, "has no value", when an argument is missing or makes a segment empty, `.` or `..`: URL parsing
* would drop the segment, or the one before it, and the request would reach another operation. Percent-encoding does
* not prevent that (URL Standard, "double-dot URL path segment": `%2e%2e` counts too). It throws one for a user or a
* password in the base URL as well: the platform refuses those with an error that shows them.
*/
export declare function expandPath(url: string, { path }: RequestDraft, operation: string): string;
/**
* `expandPath` for a template with a query of its own, which comes first (`/v1/?Action=Y`), or with a fragment, which
* tells twins apart in documents (`/x#2`) and is not sent.
*/
export declare function expandPathWithQuery(url: string, draft: RequestDraft, operation: string): string;
/**
* Writes a parameter of any place by its style, explode, allowReserved and content (OpenAPI Specification 3.1.1,
* section 4.8.12.6; RFC 6570). Undefined and null members are left out, and so is an array or an object without
* members.
*/
export declare function writeStyled(draft: RequestDraft, parameter: ParameterDescription, value: unknown): void;
/**
* The text of a parameter: `a=1&b=2` in a query, `a=1; b=2` in a cookie, `;a=1;b=2` in a path, `a=1,b=2` in a header.
*/
export declare function textOfParameter(parameter: ParameterDescription, value: unknown): string | undefined;
/**
* A value as names and the texts of their members, before encoding: `[["color", ["blue", "black"]]]`. What the
* specification leaves open: arrays inside a deepObject are numbered (`ids[0]`), nested values of other styles are
* JSON.
*/
export declare function pairsOf(name: string, value: unknown, { style, explode, json }: {
	style: ParameterStyle;
	explode: boolean;
	json: JsonWriter | undefined;
}): (readonly [name: string, texts: readonly string[]])[];
/** The text of a primitive; of an array or an object its JSON. */
export declare function textOf(value: unknown, json?: JsonWriter): string;
/** A parameter that is set once, on the client. */
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
* Fills in the arguments that a call leaves out, but not where the request goes to another server than the API. Throws
* a TypeError for a required one that neither the call nor the client has.
*/
export declare function fillArguments(known: readonly ClientParameter[]): Preparation;
/** Sends parameters as headers with requests to the API, with the value of the call where it has one of its own. */
export declare function sendHeaders(headers: readonly ClientHeader[]): Middleware;

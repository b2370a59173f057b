import type { JsonWriter, ParameterDescription, ParameterStyle, RequestDraft } from "./description.js";
/**
* Writes a parameter of any place by its style, explode, allowReserved and content (OpenAPI Specification 3.1.1, section
* 4.8.12.6; RFC 6570). Undefined and null members are left out, and so is an array or an object without members.
*/
export declare function writeStyled(draft: RequestDraft, parameter: ParameterDescription, value: unknown): void;
/** The text of a parameter: `a=1&b=2` in a query, `a=1; b=2` in a cookie, `;a=1;b=2` in a path, `a=1,b=2` in a header. */
export declare function textOfParameter(parameter: ParameterDescription, value: unknown): string | undefined;
/**
* A value as names and the texts of their members, before encoding: `[["color", ["blue", "black"]]]`. What the
* specification leaves open: arrays inside a deepObject are numbered (`ids[0]`), nested values of other styles are JSON.
*/
export declare function pairsOf(name: string, value: unknown, { style, explode, json }: {
	style: ParameterStyle;
	explode: boolean;
	json: JsonWriter | undefined;
}): (readonly [name: string, texts: readonly string[]])[];
/** The text of a primitive; of an array or an object its JSON. */
export declare function textOf(value: unknown, json?: JsonWriter): string;

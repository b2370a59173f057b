import type { JsonSchema } from "./tool-set.js";
/** What is wrong with one argument or a member of it. It holds no value: those may be secret. */
export interface ArgumentFault {
	/** `lost-digits`: an integer that a JavaScript number does not hold. */
	readonly kind: "unknown" | "missing" | "invalid" | "lost-digits";
	/** Such as `p.departmentId`. */
	readonly path: string;
	/** What is wrong, with a near name where there is one. */
	readonly message: string;
}
type Schemas = {
	readonly [name: string]: JsonSchema;
};
/**
* What a schema has against a value: names it does not know, even where it would let them pass, what is missing, and
* what is of another type, format or size. Patterns are not looked at: they are a document's text, of unknown cost.
*/
export declare function checkArguments(schema: JsonSchema, value: object, schemas: Schemas): ArgumentFault[];
export {};

import type { JsonSchema } from "./tool-set.js";
/** What is wrong with one argument or a member of it. It holds no value: those may be secret. */
export interface ArgumentFault {
	/** `lost-digits`: an integer that a JavaScript number does not hold, where no text is taken for it. */
	readonly kind: "unknown" | "missing" | "invalid" | "lost-digits";
	/** Such as `p.departmentId`. */
	readonly path: string;
	/** What is wrong, with a near name where there is one. */
	readonly message: string;
	/** Set where the name is spelt nearly as one that is known. */
	readonly isNear?: true;
}
type Schemas = {
	readonly [name: string]: JsonSchema;
};
/**
* What a schema has against a value: names it does not know, even where it would let them pass, what is missing, and
* what is of another type, format or size. Patterns are not looked at: they are a document's text, of unknown cost.
*
* Integers of 64 bits may be texts or numbers. A BigInt stands for an integer of JSON text that a number does not hold:
* good where text is taken.
*/
export declare function checkArguments(schema: JsonSchema, value: object, schemas: Schemas): ArgumentFault[];
export {};

import type { Arguments } from "../core/description.js";
import type { JsonSchema } from "./definitions.js";
/** What is wrong with one argument or a member of it. It holds no value: those may be secret. */
export interface ArgumentFault {
	/** `lost-digits`: an integer that a JavaScript number does not hold, where no string is accepted for it. */
	readonly kind: "unknown" | "missing" | "invalid" | "lost-digits";
	/** Such as `p.departmentId`. */
	readonly path: string;
	/** What is wrong, with a suggestion where there is one. */
	readonly message: string;
	/** Set where a known name is spelt nearly the same. */
	readonly hasSuggestion?: true;
}
type Schemas = {
	readonly [name: string]: JsonSchema;
};
/**
* What is wrong with a value by its schema: names that are unknown, even where the schema allows any, what is missing,
* and what is of another type, format or size. Patterns are not checked: they are a document's text, of unknown cost.
*
* Integers of 64 bits may be strings or numbers. A BigInt stands for an integer of JSON text that a number does not
* hold: valid where a string is accepted.
*/
export declare function checkArguments(schema: JsonSchema, value: object, schemas: Schemas): ArgumentFault[];
/**
* Arguments as a model gives them, an object or its JSON text; undefined where they are neither. Integers in the text
* that a number does not hold become BigInts.
*/
export declare function argumentsIn(args: unknown): Arguments | undefined;
/** The arguments with strings in place of the BigInts that no number holds. */
export declare function withStrings(args: Arguments): Arguments;
export {};

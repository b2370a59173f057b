/** Arguments by name. */
export interface GivenArguments {
	readonly [name: string]: unknown;
}
/**
* Arguments as a model gives them, an object or its JSON text; undefined where they are neither. Integers of the text that
* a number does not hold are BigInts.
*/
export declare function argumentsIn(args: unknown): GivenArguments | undefined;
/** The arguments with text in place of the BigInts that no number holds. */
export declare function withTexts(args: GivenArguments): GivenArguments;

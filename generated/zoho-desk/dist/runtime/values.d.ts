import type { JsonParser, JsonWriter, RequestDraft, ResponseReader } from "./core/description.js";
/**
* What a value is that JSON.parse would read otherwise. `digits`: an integer of 64 bits, as a string. `bigint`: one as
* a BigInt. `text`: an id that is an integer or a string on the wire, as a string. `date`: a point in time, as a Date.
*/
export type ValueKind = "digits" | "bigint" | "text" | "date";
/** What a value at one place of a body is, and where its parts are described: by their index among all positions. */
export interface ValuePosition {
	readonly is?: ValueKind;
	/** What a string on the wire is, where that is something else. */
	readonly texts?: ValueKind;
	/**
	* The members of an object by name, those of a list by index. An index that no position has: as JSON.parse reads it.
	*/
	readonly properties?: {
		readonly [name: string]: number;
	};
	/** The other members of a list. */
	readonly items?: number;
	/** The other members of an object. */
	readonly values?: number;
	/** Where an object is one of several: the first that fits describes it. */
	readonly choices?: readonly {
		/** The name of a member that it has. */
		readonly member: string;
		/** The values that it may have. Left out: any. */
		readonly values?: readonly unknown[];
		readonly at: number;
	}[];
}
/** The positions of a body; the first is that of the body itself. */
export type ValuePositions = readonly ValuePosition[];
/** A reader of bodies in which some values are not what JSON.parse makes. Default of `read`: `readJson`. */
export declare function readValues(positions: ValuePositions, read?: ResponseReader): ResponseReader;
/** A parser of JSON that keeps all digits of the integers at the positions. */
export declare function parseValues(positions: ValuePositions): JsonParser;
/** Valid JSON with its integers of 16 digits and more as strings. */
export declare function quoteLongIntegers(text: string): string;
/**
* The operation, whose errors have values at these positions that are not what JSON.parse makes. openapi-fetch parses
* errors by itself, so their text is read beside it. A response that middleware puts in its place has the digits that
* JSON.parse left.
*/
export declare function readFailures<O>(operation: O, positions: ValuePositions): O;
/** A ParameterWriter or a MediaWriter. */
type Writer<
	Description,
	Done
> = (draft: RequestDraft, description: Description, value: unknown) => Done;
/**
* Lets a writer write JSON in which the integers at the positions, given as strings or as BigInts, are numbers with all
* their digits. A string that is not an integer stays a string, and is the server's to refuse.
*/
export declare function writeValues<
	Description extends {
		readonly json?: JsonWriter | undefined;
	},
	Done
>(positions: ValuePositions, write: Writer<Description, Done>): Writer<Description, Done>;
export {};

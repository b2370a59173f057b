import type { JsonWriter, RequestDraft } from "../description.js";
import { type ValuePositions } from "./value-position.js";
/** A ParameterWriter or a MediaWriter. */
type Writer<
	Description,
	Rest extends readonly unknown[],
	Done
> = (draft: RequestDraft, description: Description, value: unknown, ...rest: Rest) => Done;
/**
* Lets a writer write JSON in which the integers at the positions, given as strings or as BigInts, are numbers with all
* their digits. A string that is not an integer stays a string, and is the server's to refuse.
*/
export declare function writeValues<
	Description extends {
		readonly json?: JsonWriter | undefined;
	},
	Rest extends readonly unknown[],
	Done
>(positions: ValuePositions, write: Writer<Description, Rest, Done>): Writer<Description, Rest, Done>;
export {};

import type { MediaWriter } from "../description.js";
import { type ValuePositions } from "./value-position.js";
/**
* Writes JSON in which the integers at the positions, given as text or as BigInts, are numbers with all their digits. A
* text that is no integer stays a text, and is the server's to refuse.
*/
export declare function writeValues(positions: ValuePositions): MediaWriter;

import type { JsonParser, ResponseReader } from "../description.js";
import { type ValuePositions } from "./value-position.js";
/** What reads the body of a response of which some values are not what JSON.parse makes. Default of `read`: `readJson`. */
export declare function readValues(positions: ValuePositions, read?: ResponseReader): ResponseReader;
/** A parser of JSON that loses no digit of the integers at the positions. */
export declare function parseValues(positions: ValuePositions): JsonParser;
/** Valid JSON with its integers of 16 digits and more as strings. */
export declare function quoteLongIntegers(text: string): string;

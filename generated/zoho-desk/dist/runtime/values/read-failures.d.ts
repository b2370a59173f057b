import type { ValuePositions } from "./value-position.js";
/**
* The operation, the errors of which have values at these positions that are not what JSON.parse makes. openapi-fetch parses
* errors by itself, so their text is read beside it. What middleware puts in the place of an answer has the digits that
* JSON.parse left.
*/
export declare function readFailures<O>(operation: O, positions: ValuePositions): O;

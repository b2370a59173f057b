import type { ValuePositions } from "./value-position.js";
/**
* The operation, the errors of which have values at these positions that are not what JSON.parse makes. openapi-fetch parses
* errors by itself, so their text is read beside it. A response that middleware puts in its place has the digits that
* JSON.parse left.
*/
export declare function readFailures<O>(operation: O, positions: ValuePositions): O;

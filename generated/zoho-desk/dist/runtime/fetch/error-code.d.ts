import { type AheadOfBody } from "./read-ahead.js";
/**
* The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was read
* ahead. Of a body that broke off, the first of the codes looked for that stands anywhere in it.
*/
export declare function errorCode(body: AheadOfBody | undefined, codeField: string | undefined, lookedFor: readonly string[]): string | undefined;

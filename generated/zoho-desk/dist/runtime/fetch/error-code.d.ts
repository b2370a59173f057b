import { type AheadOfBody } from "./read-ahead.js";
/** The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was read ahead. */
export declare function errorCode(body: AheadOfBody | undefined, codeField: string | undefined): string | undefined;

import type { Result } from "./result.js";
/**
* The data of a result, or of a promise of one. Throws (rejects with) an ApiError when the response was not a 2xx one.
* Works on the results of the raw client too.
*/
export declare function unwrap<Data>(result: PromiseLike<Result<Data, unknown>>): Promise<Data>;
export declare function unwrap<Data>(result: Result<Data, unknown>): Data;

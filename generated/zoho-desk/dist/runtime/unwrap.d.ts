import { type Result } from "./result.js";
/** A response that was not a 2xx one, thrown by `unwrap`. */
export declare class ResponseError extends Error {
	override readonly name: string;
	/** The operation's public name; undefined for a response that the raw client got. */
	readonly operation: string | undefined;
	/** The HTTP status. */
	readonly status: number;
	/** The response's body as it was parsed; undefined when it is empty. */
	readonly body: unknown;
	readonly response: Response;
	constructor(response: Response, body: unknown);
}
/**
* The data of a result, or of a promise of one. Throws (rejects with) a ResponseError when the response was not a 2xx
* one. Works on the results of the raw client too.
*/
export declare function unwrap<Data>(result: PromiseLike<Result<Data, unknown>>): Promise<Data>;
export declare function unwrap<Data>(result: Result<Data, unknown>): Data;

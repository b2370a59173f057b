import type { OperationDescription } from "./description.js";
/**
* The result of an operation, as users of openapi-fetch know it: `data` of a 2xx response, `error` of any other. An
* operation's error is always truthy: the response itself where the body is empty or, as JSON, falsy.
*/
export type Result<
	Data,
	Failure
> = {
	data: Data;
	error?: undefined;
	response: Response;
} | {
	data?: undefined;
	error: Failure;
	response: Response;
};
/** The result of an operation whose errors are thrown. */
export interface Success<Data> {
	data: Data;
	error?: undefined;
	response: Response;
}
/** The operations that responses belong to, for errors; it keeps no response alive. */
export declare const descriptions: WeakMap<Response, OperationDescription>;

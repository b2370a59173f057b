import type { JsonParser } from "./description.js";
/**
* The JSON in the body of a 2xx response; undefined when the body is empty, the text when it does not parse but is not
* labelled as JSON either.
*
* Rejects when it is labelled so, with the SyntaxError as `cause`, the `response`, and the text as `body`.
*/
export declare function readJson(response: Response, operation: string, parse?: JsonParser): Promise<unknown>;

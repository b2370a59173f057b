import type { JsonParser } from "./description.js";
/**
* The body of a 2xx response about whose media type nothing is known: JSON if it parses, otherwise the text; undefined when
* it is empty.
*/
export declare function readUntyped(response: Response, _operation: string, parse?: JsonParser): Promise<unknown>;

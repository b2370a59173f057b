import type { ParameterDescription, RequestDraft } from "./description.js";
/**
* Writes primitives and arrays of them in path or query by the default style: `simple`, or `form` exploded. Names are
* percent-encoded too, brackets included, as in the specification's own table (`color%5BR%5D=100`); every conforming
* server decodes them.
*/
export declare function writeParameter(draft: RequestDraft, { name, in: place }: ParameterDescription, value: unknown): void;

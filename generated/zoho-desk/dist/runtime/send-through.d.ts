import type { Transport } from "./transport.js";
/** The operation, which sends its requests through what a transport is changed into. */
export declare function sendThrough<O>(operation: O, change: (transport: Transport) => Transport): O;

import type { Method } from "./operation.js";
import type { Transport } from "./transport.js";
/** Operations as methods of a client. */
export type Methods<Operations> = { readonly [Name in keyof Operations]: Method<Operations[Name]> };
/**
* An object with every operation as a method, beside what the transport has (which no operation can replace); the object
* is a transport itself. `operations` may be the namespace of a module.
*
* Throws a TypeError for an operation named `then`: `await` would call it.
*/
export declare function attach<Operations extends object>(transport: Transport, operations: Operations): Methods<Operations> & Transport;

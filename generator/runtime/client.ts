import type { Method } from "./operation.ts";
import type { Transport } from "./transport.ts";

/** Operations as methods of a client. */
export type Methods<Operations> = { readonly [Name in keyof Operations]: Method<Operations[Name]> };

/**
 * An object with every operation as a method, beside what the transport has (which no operation can replace); the object
 * is a transport itself. `operations` may be the namespace of a module.
 *
 * Throws a TypeError for an operation named `then`: `await` would call it.
 */
export function attach<Operations extends object>(
  transport: Transport,
  operations: Operations,
): Methods<Operations> & Transport {
  const methods = Object.entries(operations).map(([name, operation]) => {
    if (name === "then") throw new TypeError("an operation cannot be a method named then");
    return [name, (...rest: unknown[]) => operation(transport, ...rest)] as const;
  });
  return { ...Object.fromEntries(methods), ...transport } as Methods<Operations> & Transport;
}

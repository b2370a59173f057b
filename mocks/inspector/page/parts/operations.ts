import type { Operation } from "../../../../generated/twinspec-control/schemas/Operation.ts";

/** How the control API finds an operation: by its name, else by method and path. */
export function keyOf({ name, operationId, method, path }: Operation): string {
  return name ?? operationId ?? `${method} ${path}`;
}

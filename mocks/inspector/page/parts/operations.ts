import type { Operation } from "../../../../generated/twinspec-control/schemas/Operation.ts";

type Named = Pick<Operation, "method" | "name" | "operationId" | "path">;

/** How the control API finds an operation: by its name, else by method and path. */
export function keyOf({ name, operationId, method, path }: Named): string {
  return name ?? operationId ?? `${method} ${path}`;
}

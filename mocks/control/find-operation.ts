import { didYouMean } from "../../generator/diagnostics/suggestion.ts";
import type { ServedOperation } from "../document/operations.ts";

/** Thrown when a test names an operation that the API does not have. */
export class UnknownOperationError extends Error {
  override readonly name = "UnknownOperationError";
}

/** The operation of a name. Throws an `UnknownOperationError` that suggests the nearest name. */
export type FindOperation = (name: string) => ServedOperation;

/**
 * Finds operations under all of the client's names, then under their operationIds and by method and path,
 * `GET /pets/{petId}`.
 */
export function createFindOperation(operations: readonly ServedOperation[]): FindOperation {
  const byName = new Map<string, ServedOperation>();
  for (const operation of operations) {
    const { name = operation.operationId, aliases } = operation;
    for (const one of [name, ...aliases]) if (one !== undefined) byName.set(one, operation);
  }
  const others = new Map(
    operations.toReversed().flatMap((operation) => {
      const { method, path, operationId } = operation;
      const names = [`${method} ${path}`, ...(operationId === undefined ? [] : [operationId])];
      return names.map((name) => [name, operation] as const);
    }),
  );
  return (name) => {
    const operation = byName.get(name) ?? others.get(name);
    if (operation !== undefined) return operation;
    const suggestion = didYouMean(name, byName.keys());
    throw new UnknownOperationError(
      `there is no operation "${name}"${suggestion === undefined ? "" : `; ${suggestion}`}`,
    );
  };
}

import type { Operation } from "./model.ts";

/** What settings can name an operation by: its name, its aliases and its key. */
export function namesOf({ name, aliases, key }: Pick<Operation, "name" | "aliases" | "key">): string[] {
  return [name, ...aliases, key];
}

/** The operation that settings name. */
export function operationNamed<Named extends Pick<Operation, "name" | "aliases" | "key">>(
  text: string,
  operations: readonly Named[],
): Named | undefined {
  return operations.find((operation) => namesOf(operation).includes(text));
}

import { emptyLock, type Lock } from "../../generator/names/lock/lock.ts";
import { type NamedOperations, nameOperations } from "../../generator/names/operations/operations.ts";
import type { Registration } from "../../generator/names/registration.ts";

type Given = Partial<Registration> & { id?: string };

export function register(method: string, path: string, { id, ...rest }: Given = {}): Registration {
  const document = rest.document ?? "api";
  const named = id === undefined ? {} : { operationId: id };
  return {
    method,
    path,
    tags: [],
    equivalence: "same",
    document,
    place: { file: `${document}.yaml`, line: 7 },
    ...named,
    ...rest,
  };
}

export function name(
  all: Registration[],
  lock: Lock = emptyLock,
  rest: Omit<Parameters<typeof nameOperations>[1], "lock"> = {},
) {
  return nameOperations(all, { lock, ...rest });
}

/** `key: name | alias, alias` for each operation. */
export function shown({ operations }: NamedOperations): string[] {
  return operations.map(({ lockKey, name, aliases }) => `${lockKey}: ${[name, ...aliases].join(" | ")}`);
}

export function kinds({ events }: NamedOperations): string[] {
  return events.map(({ kind, names }) => `${kind} ${names.join(" ")}`);
}

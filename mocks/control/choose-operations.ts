import { type Choosable, selectorOf } from "../../generator/choice/selector.ts";
import { listIn } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { type FindOperation, UnknownOperationError } from "./find-operation.ts";

/**
 * The operations that a text means: one by a name, those of a tag (`tag:admin`), or those of paths, maybe with a method
 * (`GET /pets/*`), where `*` is a segment or a part of one, and `**` any number of them.
 *
 * @throws {UnknownOperationError} where there are none.
 */
export function chooseOperations(
  text: string,
  operations: readonly ServedOperation[],
  find: FindOperation,
): readonly ServedOperation[] {
  if (!/^(?:tag:.|(?:[A-Z]+ )?\/)/s.test(text)) return [find(text)];
  const { matches, unmatched } = selectorOf(text);
  const choosable = new Map(operations.map((operation) => [operation, choosableOf(operation)]));
  const chosen = operations.filter((operation) => matches(choosable.get(operation)!));
  if (chosen.length > 0) return chosen;
  const { message, help } = unmatched([...choosable.values()]);
  throw new UnknownOperationError(`${message}${help === undefined ? "" : `; ${help}`}`);
}

/** An operation as selectors see it. */
export function choosableOf({ method, path, description, name, operationId, aliases }: ServedOperation): Choosable {
  return {
    method,
    path,
    names: [name, operationId, ...aliases].filter((each) => each !== undefined),
    tags: listIn(description, "tags").map(String),
    isDeprecated: description["deprecated"] === true,
  };
}

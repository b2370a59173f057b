import { didYouMean } from "../../generator/diagnostics/suggestion.ts";
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
  const tag = /^tag:(.+)$/s.exec(text)?.[1];
  if (tag !== undefined) {
    const chosen = operations.filter(({ description }) => listIn(description, "tags").includes(tag));
    if (chosen.length > 0) return chosen;
    const tags = new Set(operations.flatMap(({ description }) => listIn(description, "tags").map(String)));
    throw unknown(`there is no operation with the tag "${tag}"`, didYouMean(tag, tags));
  }
  const [, method, path] = /^(?:([A-Z]+) )?(\/.*)$/s.exec(text) ?? [];
  if (path === undefined) return [find(text)];
  const pattern = new RegExp(`^${path.split(/(\*+)/).map(sourceOf).join("")}$`, "s");
  const chosen = operations.filter(
    (operation) => pattern.test(operation.path) && (method === undefined || method === operation.method),
  );
  if (chosen.length > 0) return chosen;
  throw unknown(
    `there is no operation with the path "${text}"`,
    didYouMean(path, new Set(operations.map((o) => o.path))),
  );
}

function sourceOf(part: string): string {
  if (part.startsWith("**")) return ".*";
  return part === "*" ? "[^/]*" : part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function unknown(message: string, suggestion: string | undefined): UnknownOperationError {
  return new UnknownOperationError(`${message}${suggestion === undefined ? "" : `; ${suggestion}`}`);
}

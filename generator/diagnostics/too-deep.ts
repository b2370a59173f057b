import type { Diagnostic } from "./diagnostic.ts";

/**
 * What is wrong where the stack of calls is exhausted: schemas that are compositions of one another by the thousand.
 * `file` is the first document. Any other error is thrown on.
 */
export function tooDeep(error: unknown, file: string): Diagnostic {
  if (!(error instanceof RangeError) || !error.message.startsWith("Maximum call stack")) throw error;
  return {
    code: "nested-too-deeply",
    severity: "error",
    message: "schemas refer to one another through more levels than can be followed",
    at: { file, line: 1, column: 1 },
  };
}

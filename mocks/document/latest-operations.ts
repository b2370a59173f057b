import type { ServedOperation } from "./operations.ts";

/** How many operations are kept ready at a time: more than all but the largest APIs have. */
const mostOperations = 2_000;

/** What is found out about an operation at its first request. Where many others came since, it is found out anew. */
export class LatestOperations<Value> {
  readonly #values = new Map<ServedOperation, Value>();

  get(operation: ServedOperation): Value | undefined {
    return this.#values.get(operation);
  }

  set(operation: ServedOperation, value: Value): void {
    this.#values.set(operation, value);
    if (this.#values.size <= mostOperations) return;
    for (const [earliest] of this.#values) {
      this.#values.delete(earliest);
      return;
    }
  }
}

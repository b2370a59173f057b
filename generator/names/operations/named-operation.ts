import type { Registration } from "../registration.ts";

/** An operation of the client: all registrations of one key that mean the same. */
export interface NamedOperation {
  /** The operation key. */
  readonly key: string;
  /** The key in the lock: the operation key, for a further twin that differs with its operationId behind. */
  readonly lockKey: string;
  readonly name: string;
  /** Further names of the same function, deprecated, in code-point order. */
  readonly aliases: readonly string[];
  /** The registrations that were merged, the canonical one first. */
  readonly registrations: readonly Registration[];
  readonly canonical: Registration;
  /** `same`: several registrations, one operation. `differs`: its key has several operations. */
  readonly twins: "none" | "same" | "differs";
  /** Whether a request to this key means this operation: the mock answers with it. */
  readonly isCanonicalTwin: boolean;
}

import type { LockedOperation } from "../lock/lock.ts";
import type { LockedArguments } from "../lock/locked-arguments.ts";
import type { Registration } from "../registration.ts";

/** An operation of the client: all equivalent registrations of one key. */
export interface NamedOperation {
  /** The operation key. */
  readonly key: string;
  /** The key in the lock: the operation key; that of a further twin that differs has a suffix. */
  readonly lockKey: string;
  readonly name: string;
  /** Further names of the same function, deprecated, in code-point order. */
  readonly aliases: readonly string[];
  readonly arguments: LockedArguments;
  /** The entries of the lock that it was: several where twins became one. */
  readonly before: readonly LockedOperation[];
  /** The registrations that were merged, the canonical one first. */
  readonly registrations: readonly Registration[];
  readonly canonical: Registration;
  /** `same`: several registrations, one operation. `differs`: its key has several operations. */
  readonly twins: "none" | "same" | "differs";
  /** Whether a request with this key means this operation: the mock responds as it. */
  readonly isCanonicalTwin: boolean;
}

import type { Place } from "../../diagnostics/diagnostic.ts";
import { byCodePoint } from "../../document/order.ts";

/** Something that naming did, or did not do, and that readers of the names should know. */
export interface NamingEvent {
  readonly kind: NamingEventKind;
  readonly subject: "operation" | "schema" | "server" | "tag" | "webhook";
  /** The names involved; each kind says in which order. */
  readonly names: readonly string[];
  /** The identities involved: operation keys (of the lock), schema sources, tags or webhook keys. */
  readonly keys: readonly string[];
  readonly places: readonly Place[];
  /** The parts in which twins differ; of a move, what speaks against it. */
  readonly detail?: string;
  /** Of a clash, a move, a removal or a name that is held: whether the lock did not record it yet. */
  readonly isNew?: boolean;
}

/** The kinds of naming events. */
export type NamingEventKind =
  /** Equivalent registrations of one key became one operation; names: its name, then its aliases. */
  | "twin"
  /**
   * The registrations of one key are not equivalent; names and keys: one for each operation, the canonical one first.
   */
  | "twins-differ"
  /** Several keys want one name; names: the wanted name, then the name of each key. */
  | "clash"
  /** An operation has further names, from twins and from the lock; names: its name, then its aliases. */
  | "alias"
  /** A twin's name could not become an alias because others have or want it; names: that name, the operation's name. */
  | "alias-dropped"
  /** A reserved word was escaped; names: the word, its escape. */
  | "escaped"
  /** The lock keeps a name that the documents no longer want; names: the locked name, the wanted one. */
  | "held"
  /**
   * An operation or a schema moved, or a tag is written otherwise, and it keeps its name; names: the name; keys: old,
   * new.
   */
  | "moved"
  /** The settings chose the name; names: the name, then the one that it would have otherwise. */
  | "override"
  /** The settings chose a name that belongs to another operation, and were ignored; names: that name, the kept one. */
  | "override-refused"
  /** The settings name an operation that does not exist; names: the chosen name; keys: the operation. */
  | "override-unused"
  /** Something with a locked name was removed, and its names stay reserved; names: the name, then aliases. */
  | "removed"
  /** An operation lost arguments that the lock has; names: its name, then those of the arguments. */
  | "arguments-gone"
  /** The names of something removed were released; names: the name, then aliases. */
  | "pruned";

/** The events in an order that does not depend on the order in which they happened. */
export function sortEvents(events: readonly NamingEvent[]): NamingEvent[] {
  const text = (event: NamingEvent) => JSON.stringify([event.kind, event.keys, event.names]);
  return [...events].sort((a, b) => byCodePoint(text(a), text(b)));
}

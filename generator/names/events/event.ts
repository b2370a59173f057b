import type { Place } from "../../diagnostics/diagnostic.ts";
import { byCodePoint } from "../../document/order.ts";

/** What naming did, or left as it was, for a reason that a reader of the names should know. */
export interface NamingEvent {
  readonly kind: NamingEventKind;
  readonly subject: "operation" | "schema" | "tag";
  /** The names it is about; their order is explained at each kind. */
  readonly names: readonly string[];
  /** The identities it is about: operation keys (of the lock), schema sources or tags. */
  readonly keys: readonly string[];
  readonly places: readonly Place[];
  /** What twins differ in. */
  readonly detail?: string;
  /** Of a move or a removal: it is new, the lock did not know it. */
  readonly isNew?: boolean;
}

/** The kinds of naming events. */
export type NamingEventKind =
  /** Registrations of one key with one meaning became one operation; names: its name, then its aliases. */
  | "twin"
  /** Registrations of one key with different meanings; names and keys: one for each meaning, the canonical one first. */
  | "twins-differ"
  /** Several keys ask for one name; names: the name asked for, then the name of each key. */
  | "clash"
  /** An operation has further names, for twins and for the past; names: its name, then its aliases. */
  | "alias"
  /** A twin's name could not become an alias because others use or ask for it; names: that name, the operation's name. */
  | "alias-dropped"
  /** A reserved word got its escape; names: the word, the escape. */
  | "escaped"
  /** The lock keeps a name that the documents no longer ask for; names: the name kept, the name asked for. */
  | "held"
  /** An operation or a schema stands somewhere else and keeps its name; names: the name; keys: old, new. */
  | "moved"
  /** The settings chose the name; names: the name, then the one it would have otherwise. */
  | "override"
  /** The settings chose a name that belongs to another operation, and were not followed; names: that name, the name kept. */
  | "override-refused"
  /** A setting names no operation; names: the name it gives; keys: what it names. */
  | "override-unused"
  /** Something with a locked name is gone and its names stay reserved; names: the name, then aliases. */
  | "removed"
  /** Names of something that is gone were released; names: the name, then aliases. */
  | "pruned";

/** The events in an order that does not depend on how they came about. */
export function sortEvents(events: readonly NamingEvent[]): NamingEvent[] {
  const text = (event: NamingEvent) => JSON.stringify([event.kind, event.keys, event.names]);
  return [...events].sort((a, b) => byCodePoint(text(a), text(b)));
}

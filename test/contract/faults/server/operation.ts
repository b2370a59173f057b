import type { Access, Need } from "./access.ts";
import type { Call, Reply } from "./message.ts";
import type { Records } from "./records.ts";

/** What an operation works on. */
export interface Shop {
  readonly access: Access;
  /** The path that all others are below. */
  readonly base: string;
  recordsOf(call: Call): Records;
}

/** An operation of the document, by hand. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly need: Need;
  run(call: Call, shop: Shop): Reply;
}

export function operation(path: string, need: Need, run: Operation["run"]): Operation {
  const [method = "", template = ""] = path.split(" ");
  return { method, path: template, need, run };
}

/** A page of records, and how many there are in all. */
export function pageOf<Entry>(entries: readonly Entry[], limit: number, offset: number): Page<Entry> {
  return { data: entries.slice(offset, offset + limit), total: entries.length, limit, offset };
}

interface Page<Entry> {
  readonly data: Entry[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

/** Sorted by a member, descending with a minus in front of it; equals by id. */
export function sorted<Entry extends { id: bigint }>(entries: readonly Entry[], sort: string): Entry[] {
  const isDescending = sort.startsWith("-");
  const member = sort.replace("-", "") as keyof Entry;
  const compare = (left: unknown, right: unknown): number =>
    left === right ? 0 : (left as number) < (right as number) ? -1 : 1;
  const ascending = [...entries].sort(
    (left, right) => compare(left[member], right[member]) || compare(left.id, right.id),
  );
  return isDescending ? ascending.reverse() : ascending;
}

/** The response to a request that may be sent again: that of the first with its key. */
export function once(call: Call, shop: Shop, run: () => Reply): Reply {
  const key = call.headers["idempotency-key"];
  if (key === undefined) return run();
  const { given } = shop.recordsOf(call);
  const name = `${call.operation} ${key}`;
  const earlier = given.get(name) as Reply | undefined;
  if (earlier !== undefined) return structuredClone(earlier);
  const reply = run();
  given.set(name, structuredClone(reply));
  return reply;
}

import type { Collection } from "../../state/collections/collection.ts";
import { idText } from "../../state/collections/identifier.ts";
import { valueAt } from "../calls/call.ts";
import { listViewOf } from "../lists/list-view.ts";
import { largestOf } from "../lists/paging.ts";
import { walkPages, withPosition } from "../lists/walk-pages.ts";
import { listOf } from "../records/records.ts";
import type { Exchange } from "../running/exchange.ts";
import type { Testing } from "../running/testing.ts";

/** A list as far as its pages were walked. */
interface WalkedList {
  readonly ids: ReadonlySet<string>;
  readonly isWhole: boolean;
  /** That of the last page. */
  readonly exchange: Exchange;
}

/** The identifiers in the list below parents with these; undefined where there is no such list. */
export async function walkList(
  collection: Collection,
  above: readonly string[],
  testing: Testing,
): Promise<WalkedList | undefined> {
  const list = listOf(collection);
  if (list === undefined) return undefined;
  const operation = testing.session.api.of(list.operation);
  const call = await testing.means.calls.at(operation, testing.records.placedAt(operation, above), "list");
  const view = listViewOf(operation, testing.session.api);
  if (view === undefined) return undefined;
  const limit = view.paging?.limit;
  const large = limit === undefined ? call : withPosition(call, limit, largestOf(call, limit, testing));
  const { pages, isWhole } = await walkPages(large, { view, testing });
  const ids = pages.flatMap(({ items }) => items.map((item) => idText(valueAt(item, [collection.idProperty]))));
  const exchange = pages.at(-1)?.exchange;
  return exchange && { ids: new Set(ids.filter((id) => id !== undefined)), isWhole, exchange };
}

/** Whether a list has a record, on any of its pages; undefined where it cannot be told. */
export async function isInList(
  collection: Collection,
  ids: readonly string[],
  testing: Testing,
): Promise<{ readonly isFound: boolean; readonly exchange: Exchange } | undefined> {
  const walked = await walkList(collection, ids.slice(0, -1), testing);
  if (walked === undefined) return undefined;
  const isFound = walked.ids.has(ids.at(-1) ?? "");
  return !isFound && !walked.isWhole ? undefined : { isFound, exchange: walked.exchange };
}

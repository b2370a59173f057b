import { isObject } from "../../../generator/document/json.ts";
import type { Collection } from "../../state/collections/collection.ts";
import { idText } from "../../state/collections/identifier.ts";
import { plainName } from "../../state/collections/names.ts";
import { type Call, valueAt, withArgument } from "../calls/call.ts";
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

/** What a list is looked through for. */
interface Looking {
  readonly testing: Testing;
  /** A record that is looked for. */
  readonly record?: unknown;
}

/** The identifiers in the list below parents with these; undefined where there is no such list. */
export async function walkList(
  collection: Collection,
  above: readonly string[],
  { testing, record }: Looking,
): Promise<WalkedList | undefined> {
  const list = listOf(collection);
  if (list === undefined) return undefined;
  const operation = testing.session.api.of(list.operation);
  const least = await testing.means.calls.at(operation, testing.records.placedAt(operation, above), "list");
  const view = listViewOf(operation, testing.session.api);
  const properties = testing.session.api.response.shapes.propertyNames(view?.itemSchema);
  const call = chosenLike(record, least, new Set(properties));
  if (view === undefined || call === undefined) return undefined;
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
  looking: Looking,
): Promise<{ readonly isFound: boolean; readonly exchange: Exchange } | undefined> {
  const walked = await walkList(collection, ids.slice(0, -1), looking);
  if (walked === undefined) return undefined;
  const isFound = walked.ids.has(ids.at(-1) ?? "");
  return !isFound && !walked.isWhole ? undefined : { isFound, exchange: walked.exchange };
}

/**
 * A list that must be told which records it is of is told what the record says of itself; undefined where that is
 * nothing.
 */
function chosenLike(record: unknown, call: Call, properties: ReadonlySet<string>): Call | undefined {
  if (!isObject(record)) return call;
  let chosen = call;
  for (const { key, name, place, isRequired, fixed } of call.operation.parameters) {
    const member = [...properties].find((one) => plainName(one) === plainName(name));
    if (place !== "query" || !isRequired || fixed || member === undefined) continue;
    const own = valueAt(record, [member]);
    if (own === undefined || own === null) return undefined;
    chosen = withArgument(chosen, key, own);
  }
  return chosen;
}

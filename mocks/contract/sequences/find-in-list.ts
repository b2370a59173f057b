import type { Collection } from "../../state/collections/collection.ts";
import { idText } from "../../state/collections/identifier.ts";
import { valueAt } from "../calls/call.ts";
import { listViewOf } from "../lists/list-view.ts";
import { largestOf } from "../lists/paging.ts";
import { walkPages, withPosition } from "../lists/walk-pages.ts";
import { listOf } from "../records/records.ts";
import type { Exchange } from "../running/exchange.ts";
import type { Testing } from "../running/testing.ts";

/** Whether a list has a record, on any of its pages; undefined where it cannot be told. */
export async function isInList(
  collection: Collection,
  ids: readonly string[],
  testing: Testing,
): Promise<{ readonly isFound: boolean; readonly exchange: Exchange } | undefined> {
  const list = listOf(collection);
  if (list === undefined) return undefined;
  const operation = testing.session.api.of(list.operation);
  const placement = testing.records.placedAt(operation, ids.slice(0, -1));
  const call = await testing.means.calls.at(operation, placement, "list");
  const view = listViewOf(operation, testing.session.api);
  if (view === undefined) return undefined;
  const limit = view.paging?.limit;
  const large = limit === undefined ? call : withPosition(call, limit, largestOf(call, limit, testing));
  const { pages, isWhole } = await walkPages(large, { view, testing });
  const found = pages.some(({ items }) =>
    items.some((item) => idText(valueAt(item, [collection.idProperty])) === ids.at(-1)),
  );
  const exchange = pages.at(-1)?.exchange;
  return exchange === undefined || (!found && !isWhole) ? undefined : { isFound: found, exchange };
}

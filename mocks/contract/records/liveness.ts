import type { Collection } from "../../state/collections/collection.ts";
import { idText } from "../../state/collections/identifier.ts";
import { type Call, valueAt } from "../calls/call.ts";
import type { CaseInfo } from "../finding.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Session } from "../running/session.ts";
import type { CallAt } from "./placement.ts";
import { listOf, type Records, recordOperationOf, variablesIn } from "./records.ts";

const looking: CaseInfo = { kind: "stateful", label: "whether records are kept" };

/** How many records of a collection are asked for at most; two of them are enough. */
const mostAsked = 4;

/**
 * Whether a server gives each of two records under its own identifier, in any of its collections. One that responds
 * with the examples of its documents does not, and nothing that it says of records means anything.
 */
export async function findsRecords(session: Session, records: Records, callAt: CallAt): Promise<boolean> {
  for (const collection of session.api.collections) {
    if (records.givenAbove(collection).length < variablesIn(collection)) continue;
    if (await keepsRecords(collection, { session, records, callAt })) return true;
  }
  return false;
}

async function keepsRecords(
  collection: Collection,
  { session, records, callAt }: { readonly session: Session; readonly records: Records; readonly callAt: CallAt },
): Promise<boolean> {
  const read = recordOperationOf(collection, "read");
  if (read === undefined) return false;
  const above = records.givenAbove(collection);
  const ids = [...new Set(listOf(collection) === undefined ? [] : await records.ids(collection, []))].slice(
    0,
    mostAsked,
  );
  while (ids.length < 2 && session.options.allowWrites) {
    const { made } = await records.make(collection, above, "liveness");
    const id = made?.ids.at(-1);
    if (id === undefined || ids.includes(id)) break;
    ids.push(id);
  }
  if (ids.length < 2) return false;
  const operation = session.api.of(read.operation);
  let right = 0;
  for (const id of ids) {
    const call: Call = await callAt(operation, records.placedAt(operation, [...above, id]), "liveness");
    const exchange = await session.send(call, looking);
    const isRead = exchange !== undefined && isSuccess(exchange);
    if (isRead && identifierIn(exchange.json, read.returned?.place ?? [], collection) === id) right += 1;
    if (right === 2) return true;
  }
  return false;
}

/** The identifier of the record in a body. */
export function identifierIn(body: unknown, place: readonly string[], { idProperty }: Collection): string | undefined {
  return idText(valueAt(valueAt(body, place), [idProperty]));
}

import { isObject } from "../../../generator/document/json.ts";
import { idText } from "../../state/collections/identifier.ts";
import { valueAt } from "../calls/call.ts";
import { identifierIn } from "../records/liveness.ts";
import { variablesOf } from "../records/record-path.ts";
import { listOf, recordOperationOf } from "../records/records.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Check } from "../running/testing.ts";

/** Words by which documents say that records belong to somebody. */
const owners = /\b(?:tenant|organi[sz]ation|workspace|account|owner|customer's own)s?\b/i;

/** What belongs to another organisation is not to be had, where the documents say that it belongs to one. */
export const checkOtherTenant: Check = async ({ base }, testing) => {
  const { api } = testing.session;
  const { operation } = base;
  if (operation.security.length === 0 || !operation.isSafe) return;
  const { info } = api.openapi;
  const words = `${isObject(info) ? String(info["description"] ?? "") : ""}\n${operation.words}`;
  if (!owners.test(words)) return;
  const variable = variablesOf(operation, api).at(-1);
  const isRead = variable?.collection !== undefined && isReadOf(variable.collection);
  const listed = api.collections.find((one) => listOf(one)?.operation === operation.served);
  if (!isRead && listed === undefined) return;
  const label = "with the credentials of another organisation";
  const holder = { kind: "other-tenant" } as const;
  if ((await testing.session.authorize(operation, holder)) === undefined) {
    testing.skip({ kind: "negative", label }, "no credential of another organization was given");
    return;
  }
  if (!(await testing.isLive())) return;
  const exchange = await testing.try({ ...base, holder, isPlaced: false }, { kind: "negative", label });
  if (exchange === undefined) return;
  await testing.judge(exchange, "anything", label);
  if (!isSuccess(exchange)) return;
  const message = listed ? "A list has records of another organisation." : "A record of another organisation is read.";
  const isShown = listed ? await listsOwn() : showsOwn();
  if (isShown) testing.findings.add({ rule: "other-tenant", cause: label, message, certainty: "likely" }, exchange);

  function isReadOf(collection: NonNullable<typeof variable>["collection"]): boolean {
    const read = collection && recordOperationOf(collection, "read");
    return read?.operation === operation.served;
  }

  function showsOwn(): boolean {
    const collection = variable!.collection!;
    const place = recordOperationOf(collection, "read")?.returned?.place ?? [];
    return identifierIn(exchange!.json, place, collection) !== undefined;
  }

  /** Whether both organisations see the same records. */
  async function listsOwn(): Promise<boolean> {
    const own = new Set(listed!.parent === undefined ? await testing.records.ids(listed!, []) : []);
    const items = valueAt(exchange!.json, listOf(listed!)?.place ?? []);
    return (Array.isArray(items) ? items : []).some((item) =>
      own.has(idText(valueAt(item, [listed!.idProperty])) ?? ""),
    );
  }
};

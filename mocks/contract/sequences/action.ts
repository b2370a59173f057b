import { isObject } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { Collection } from "../../state/collections/collection.ts";
import { quoted } from "../judges/fault.ts";
import { identifierIn } from "../records/liveness.ts";
import { variablesOf } from "../records/record-path.ts";
import { recordOperationOf } from "../records/records.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import { isSameValue } from "./compare-records.ts";
import { idsIn, readRecord, roleOf } from "./record-context.ts";

/** An action on a record that responds with the record, such as `POST /orders/{orderId}/cancel`: it is read as that. */
export const checkAction: Check = async ({ base, exchange }, testing) => {
  const { operation } = base;
  if (operation.isSafe || roleOf(operation, testing) !== undefined) return;
  const variables = variablesOf(operation, testing.session.api);
  const { collection } = variables.at(-1) ?? {};
  if (collection === undefined || recordOperationOf(collection, "read") === undefined) return;
  const ids = variables.map(({ name }) => String(unmarked(base.arguments.get(`path ${name}`))));
  if (identifierIn(exchange.json, [], collection) !== ids.at(-1) || !(await testing.isLive())) return;
  await testing.inSteps([base], async ([call = base], running) => {
    const done = call === base ? exchange : await running.try(call, exchange.testCase);
    if (done !== undefined && isSuccess(done)) await checkRead(done, collection, running);
  });
};

async function checkRead(exchange: Exchange, collection: Collection, testing: Testing): Promise<void> {
  const { operation } = exchange.call;
  const ids = idsIn(exchange.call, testing);
  const read = await readRecord(collection, ids, { testing, label: "reading what an action has changed" });
  if (read === undefined || !isObject(exchange.json) || !isObject(read.record)) return;
  for (const [name, value] of Object.entries(exchange.json)) {
    const own = read.record[name];
    const isTime = typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
    if (isTime || isSameValue(value, own)) continue;
    const told = `${name} is ${quoted(value)} in the response of ${operation.info.name}`;
    const message = `${told}, and is read as ${quoted(own)}.`;
    testing.findings.add({ rule: "not-changed", cause: name, message, certainty: "likely" }, read.exchange);
  }
}

import { isObject } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import { quoted } from "../judges/fault.ts";
import { identifierIn } from "../records/liveness.ts";
import { variablesOf } from "../records/record-path.ts";
import { recordOperationOf } from "../records/records.ts";
import type { Check } from "../running/testing.ts";
import { isSameValue } from "./compare-records.ts";
import { readRecord, roleOf } from "./record-context.ts";

/** An action on a record that responds with the record, such as `POST /orders/{orderId}/cancel`: it is read as that. */
export const checkAction: Check = async ({ base, exchange }, testing) => {
  const { operation } = base;
  if (operation.isSafe || roleOf(operation, testing) !== undefined) return;
  const variables = variablesOf(operation, testing.session.api);
  const { collection } = variables.at(-1) ?? {};
  if (collection === undefined || recordOperationOf(collection, "read") === undefined) return;
  const ids = variables.map(({ name }) => String(unmarked(base.arguments.get(`path ${name}`))));
  if (identifierIn(exchange.json, [], collection) !== ids.at(-1) || !(await testing.isLive())) return;
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
};

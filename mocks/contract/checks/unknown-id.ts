import { unmarked } from "../../document/exact-numbers.ts";
import { withArgument } from "../calls/call.ts";
import { partOf } from "../cases/positive-cases.ts";
import { variablesOf } from "../records/record-path.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Check } from "../running/testing.ts";

/** How many identifiers are made up until one is nobody's. */
const tries = 5;

/** What does not exist is not found: each variable of the path that names a record, with an identifier of nobody. */
export const checkUnknownIds: Check = async ({ base, exchange: first }, testing) => {
  const { session, records, means } = testing;
  const { operation } = base;
  for (const { name, collection } of variablesOf(operation, session.api)) {
    const parameter = operation.parameters.find((one) => one.place === "path" && one.name === name);
    if (collection === undefined || parameter === undefined || parameter.fixed || !base.arguments.has(parameter.key))
      continue;
    const known = new Set(collection.parent === undefined ? await records.ids(collection, []) : []);
    const made = Array.from({ length: tries }, (_, index) =>
      means.values.make(parameter.schema ?? true, "all", `unknown ${index}`),
    );
    const own = String(unmarked(base.arguments.get(parameter.key)));
    const id = made.find((value) => !known.has(String(value)) && String(value) !== own && isId(value));
    if (id === undefined || !means.values.isValid(parameter.schema, id)) continue;
    const label = `${name} of a record that does not exist`;
    const call = { ...withArgument(base, parameter.key, id), isPlaced: false };
    const exchange = await testing.try(call, { kind: "negative", label });
    if (exchange === undefined) continue;
    await testing.judge(exchange, "anything", label);
    const isRemoval = operation.info.method === "DELETE";
    // that something is gone afterwards is true of what was never there
    if (!isSuccess(exchange) || isRemoval || !operation.responses.some(({ status }) => /^4(?:04|10|XX)$/i.test(status)))
      continue;
    // a response that is the same whatever is asked for says nothing of what exists
    const isSame = Buffer.compare(exchange.content, first.content) === 0 && !mentions(first, own);
    if (isSame || !(await testing.isLive())) continue;
    const message = `What does not exist is responded to with the status ${exchange.response?.status}: ${label}.`;
    testing.findings.add({ rule: "unknown-found", cause: name, part: partOf(parameter), message }, exchange);
  }
};

function mentions({ content }: Exchange, id: string): boolean {
  return Buffer.from(content).includes(id);
}

function isId(value: unknown): boolean {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

import type { Call } from "../calls/call.ts";
import { variablesOf } from "../records/record-path.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { idsIn } from "./record-context.ts";

/** What was deleted is gone: whatever read it finds nothing. */
export const checkRemoval: Check = async ({ base, exchange: removed }, testing) => {
  const { operation } = base;
  const { api } = testing.session;
  if (operation.info.method !== "DELETE" || !isSuccess(removed)) return;
  if (variablesOf(operation, api).at(-1)?.collection === undefined || !(await testing.isLive())) return;
  await testing.inSteps([base], async ([call = base], running) => {
    const gone = call === base ? removed : await running.try(call, removed.testCase);
    if (gone !== undefined && isSuccess(gone)) await checkGone(call, running);
  });
};

async function checkGone(base: Call, testing: Testing): Promise<void> {
  const { operation } = base;
  const { api } = testing.session;
  const template = operation.info.path.replace(/\{[^}]*\}/g, "{}");
  for (const reading of api.operations) {
    if (reading.info.method !== "GET" || reading.info.path.replace(/\{[^}]*\}/g, "{}") !== template) continue;
    const names = variablesOf(reading, api).map(({ name }) => `path ${name}`);
    const given = variablesOf(operation, api).map(({ name }) => base.arguments.get(`path ${name}`));
    const placement = { arguments: new Map(names.map((name, index) => [name, given[index]])), isPlaced: false };
    const call: Call = { ...(await testing.means.calls.at(reading, placement, "gone")), isPlaced: false };
    const label = "reading what was deleted";
    const exchange = await testing.try(call, { kind: "stateful", label });
    if (exchange === undefined) continue;
    await testing.judge(exchange, "anything", label);
    if (!isSuccess(exchange) || (await isAlwaysThere(reading, base, testing))) continue;
    const message = `What was deleted is still read, with the status ${exchange.response?.status}.`;
    testing.findings.add({ rule: "not-deleted", cause: reading.info.name, message }, exchange);
  }
}

/** Whether what belongs to a record, such as its star, is read of a new one too: then the server does not keep it. */
async function isAlwaysThere(
  reading: TestedOperation,
  { operation, ...call }: Call,
  testing: Testing,
): Promise<boolean> {
  const collection = variablesOf(operation, testing.session.api).at(-1)?.collection;
  if (operation.info.path.endsWith("}") || collection === undefined) return false;
  const parents = idsIn({ ...call, operation }, testing).slice(0, -1);
  const { made } = await testing.records.make(collection, parents, "untouched");
  if (made === undefined) return false;
  const placed = testing.records.placedAt(reading, made.ids);
  const untouched = { ...(await testing.means.calls.at(reading, placed, "untouched")), isPlaced: false };
  const exchange = await testing.try(untouched, { kind: "stateful", label: "reading what was never there" });
  return exchange !== undefined && isSuccess(exchange);
}

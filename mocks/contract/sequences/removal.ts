import type { Call } from "../calls/call.ts";
import { variablesOf } from "../records/record-path.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Check } from "../running/testing.ts";

/** What was deleted is gone: whatever read it finds nothing. */
export const checkRemoval: Check = async ({ base, exchange: removed }, testing) => {
  const { operation } = base;
  const { api } = testing.session;
  if (operation.info.method !== "DELETE" || !isSuccess(removed)) return;
  if (variablesOf(operation, api).at(-1)?.collection === undefined || !(await testing.isLive())) return;
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
    if (!isSuccess(exchange)) continue;
    const message = `What was deleted is still read, with the status ${exchange.response?.status}.`;
    testing.findings.add({ rule: "not-deleted", cause: reading.info.name, message }, exchange);
  }
};

import { unmarked } from "../../document/exact-numbers.ts";
import { identifierIn } from "../records/liveness.ts";
import { variablesOf } from "../records/record-path.ts";
import { recordOperationOf } from "../records/records.ts";
import type { Exchange } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";

/** How many records of a collection are read. */
const mostRead = 6;

/** Reads several records: each is the one that was asked for. */
export const checkRecordsRead: Check = async ({ base, exchange }, testing) => {
  const { session, records } = testing;
  const { operation } = base;
  const variables = variablesOf(operation, session.api);
  const collection = variables.at(-1)?.collection;
  if (!operation.isSafe || collection === undefined) return;
  await checkIdentity(exchange, testing);
  const parents = variables.slice(0, -1).map(({ name }) => String(unmarked(base.arguments.get(`path ${name}`))));
  const own = String(unmarked(base.arguments.get(`path ${variables.at(-1)?.name}`)));
  const ids = (await records.ids(collection, parents, base.isPlaced)).filter((id) => id !== own).slice(0, mostRead);
  for (const id of ids) {
    const placed = records.placedAt(operation, [...parents, id]);
    const call = { ...base, arguments: new Map([...base.arguments, ...placed.arguments]) };
    const read = await testing.expect(call, { kind: "positive", label: "another record" });
    if (read !== undefined) await checkIdentity(read, testing);
  }
};

/** Whether the record that came back is the one that the path names. */
export async function checkIdentity(exchange: Exchange, testing: Testing): Promise<void> {
  const { call, json } = exchange;
  const { api } = testing.session;
  const variable = variablesOf(call.operation, api).at(-1);
  const read = variable?.collection && recordOperationOf(variable.collection, "read");
  if (variable?.collection === undefined || read === undefined || api.of(read.operation) !== call.operation) return;
  const asked = String(unmarked(call.arguments.get(`path ${variable.name}`)));
  const found = identifierIn(json, read.returned?.place ?? [], variable.collection);
  if (found === undefined || found === asked || !(await testing.isLive())) return;
  const isRounded = /^\d{16,}$/.test(asked) && Number(found) === Number(asked);
  const { idProperty } = variable.collection;
  testing.findings.add(
    isRounded
      ? { rule: "digits-lost", cause: idProperty, message: `${idProperty} is ${found}, and ${asked} was asked for.` }
      : {
          ...{ rule: "wrong-record", cause: idProperty },
          message: `The record ${asked} was asked for, and another one came: its ${idProperty} is ${found}.`,
        },
    exchange,
  );
}

import type { Collection } from "../../state/collections/collection.ts";
import type { Call } from "../calls/call.ts";
import { partOf } from "../cases/positive-cases.ts";
import { type PathVariable, variablesOf } from "../records/record-path.ts";
import { listOf, recordOperationOf } from "../records/records.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import { walkList } from "./find-in-list.ts";
import { idsIn, roleOf } from "./record-context.ts";

type Parent = NonNullable<NonNullable<ReturnType<typeof roleOf>>["collection"]["parent"]>;

/**
 * What is created below one parent is not in the list below another one. That list is read before as well: identifiers
 * may be counted anew for each parent.
 */
export const checkOtherParent: Check = async ({ base }, testing) => {
  const { api } = testing.session;
  const found = roleOf(base.operation, testing);
  const { parent, parentVariables } = found?.collection ?? {};
  if (found?.role.kind !== "create" || parent === undefined || listOf(found.collection) === undefined) return;
  const { collection } = found;
  const first = idsIn(base, testing);
  const variable = variablesOf(base.operation, api).at(-1);
  if (first.length !== parentVariables || variable?.collection !== parent || !(await testing.isLive())) return;
  await testing.inSteps([base], ([call = base], running) =>
    checkBeside(call, { collection, parent, variable }, running),
  );
};

async function checkBeside(
  base: Call,
  { collection, parent, variable }: { collection: Collection; parent: Parent; variable: PathVariable },
  testing: Testing,
): Promise<void> {
  const first = idsIn(base, testing);
  const other = await otherParent(parent, first, testing);
  if (other === undefined) return;
  const second = [...first.slice(0, -1), other];
  const before = await walkList(collection, second, { testing });
  if (before?.isWhole !== true) return;
  const testCase = { kind: "stateful", label: "creating a record below another parent" } as const;
  const call = await testing.means.calls.at(base.operation, testing.records.placedAt(base.operation, first), "beside");
  const exchange = await testing.try(call, testCase);
  if (exchange === undefined || !isSuccess(exchange)) return;
  const id = testing.records.note(exchange)?.ids.at(-1);
  const after = id === undefined || before.ids.has(id) ? undefined : await walkList(collection, second, { testing });
  if (id === undefined || after?.ids.has(id) !== true) return;
  const { name } = variable;
  const message = `The list with ${name} ${other} has what was created with ${name} ${first.at(-1)}: ${id}.`;
  const part = partOf({ key: `path ${name}` });
  testing.findings.add(
    { rule: "parameter-ignored", cause: `path ${name} list`, part, message, certainty: "likely" },
    after.exchange,
  );
}

/** Another parent beside one: of the run's own where it can be removed, else one that is there. */
async function otherParent(parent: Parent, ids: readonly string[], testing: Testing): Promise<string | undefined> {
  const above = ids.slice(0, -1);
  const own = async () => (await testing.records.make(parent, above, "another parent")).made?.ids.at(-1);
  const made = recordOperationOf(parent, "remove") === undefined ? undefined : await own();
  const known = made ?? (await testing.records.ids(parent, above)).find((id) => id !== ids.at(-1));
  return known ?? (await own());
}

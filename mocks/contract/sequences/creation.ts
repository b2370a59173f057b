import { isObject } from "../../../generator/document/json.ts";
import type { Collection } from "../../state/collections/collection.ts";
import { preferredContent } from "../calls/base-calls.ts";
import { type Call, valueAt, withBody, withValueAt } from "../calls/call.ts";
import type { CaseMeans } from "../cases/positive-cases.ts";
import { boundaryChanges } from "../cases/value-changes.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import type { TestedContent } from "../tested/tested-operation.ts";
import { isInList } from "./find-in-list.ts";
import { checkLinks } from "./links.ts";
import { checkLocation } from "./location.ts";
import { addDifferences, type Role, readRecord, roleOf, saidIn } from "./record-context.ts";

/** What is created comes back as it was sent, can be read, is where Location and links lead, and is in the list. */
export const checkCreation: Check = async ({ base, exchange: first }, testing) => {
  const found = roleOf(base.operation, testing);
  let isFollowed = false;
  if (found?.role.kind === "create") {
    const full = await fullCall(base, testing);
    await testing.inSteps([full], async ([call = full], running) => {
      const exchange = await create(call, { ...found, role: found.role }, running);
      if (exchange === undefined) return;
      isFollowed = true;
      await checkLinks({ base: call, exchange }, running);
      await checkLocation(exchange, running);
    });
  }
  if (isFollowed) return;
  await checkLinks({ base, exchange: first }, testing);
  await checkLocation(first, testing);
};

/** Creates a record, and looks at what came back, what is read, and at the list; undefined where it is refused. */
async function create(call: Call, { collection, role }: Role, testing: Testing): Promise<Exchange | undefined> {
  const label = "creating a record, and reading it";
  const exchange = await testing.try(call, { kind: "stateful", label });
  if (exchange === undefined) return undefined;
  await testing.judge(exchange, "anything", label);
  if (!isSuccess(exchange)) return undefined;
  const made = testing.records.note(exchange);
  if (!(await testing.isLive())) return exchange;
  const sent = saidIn(call, role.sent.place);
  if (role.returned !== undefined) {
    const returned = valueAt(exchange.json, role.returned.place);
    addDifferences({ sent, found: returned, rule: "not-created", what: "in the response to its creation" }, exchange, {
      schema: role.returned.schema,
      testing,
    });
  }
  if (made === undefined) return exchange;
  const read = await readRecord(collection, made.ids, { testing, label });
  if (read !== undefined && !isSuccess(read.exchange)) {
    const message = `What was created is read with the status ${read.exchange.response?.status}.`;
    testing.findings.add({ rule: "not-created", cause: "read", message }, read.exchange);
  } else if (read !== undefined)
    addDifferences({ sent, found: read.record, rule: "not-created", what: "when it is read" }, read.exchange, {
      schema: read.schema,
      testing,
    });
  await checkListed(made.ids, collection, { record: read?.record ?? sent, testing });
  return exchange;
}

async function checkListed(
  ids: readonly string[],
  collection: Collection,
  { record, testing }: { readonly record: unknown; readonly testing: Testing },
): Promise<void> {
  const listed = await isInList(collection, ids, { record, testing });
  if (listed === undefined || listed.isFound) return;
  const message = `What was created is not in the list: ${collection.idProperty} ${ids.at(-1)}.`;
  testing.findings.add({ rule: "not-listed", cause: "list", message, certainty: "likely" }, listed.exchange);
}

/** How many bodies are made up to find one that says something of every member. */
const mostBodies = 8;

/** A made-up body with as few nulls as may be: whether null was kept or forgotten cannot be told. */
async function fullestBody(content: TestedContent, { calls }: CaseMeans): ReturnType<CaseMeans["calls"]["bodyFor"]> {
  let best = await calls.bodyFor(content, "all", "full");
  for (let index = 1; index < mostBodies && nullsIn(best.body) > 0; index++) {
    const other = await calls.bodyFor(content, "all", `full ${index}`);
    if (nullsIn(other.body) < nullsIn(best.body)) best = other;
  }
  return best;
}

function nullsIn(value: unknown): number {
  if (value === null) return 1;
  if (typeof value !== "object") return 0;
  return Object.values(value).reduce((count: number, each) => count + nullsIn(each), 0);
}

/** The call that says as much as it can, with letters beyond ASCII. */
export async function fullCall(base: Call, testing: Testing): Promise<Call> {
  const { means } = testing;
  const content = preferredContent(base.operation);
  if (content === undefined || base.body === undefined) return base;
  const { body, isPlaced } = await fullestBody(content, means);
  if ("bytes" in body) return base;
  let value = withoutNull(body.value, { schema: content.schema, testing });
  for (const change of boundaryChanges(content.schema, value, means.api)) {
    if (change.label !== "with letters beyond ASCII") continue;
    const changed = withValueAt(value, change.path, change.value);
    if (isObject(changed) && means.values.isValid(content.schema, changed)) value = changed;
  }
  return { ...withBody({ ...base, body }, value), isPlaced: base.isPlaced && isPlaced };
}

/** The same with values for what is null, where there are others. */
function withoutNull(
  value: unknown,
  { schema, testing }: { readonly schema: unknown; readonly testing: Testing },
): unknown {
  if (!isObject(value)) return value;
  const { api, values } = testing.means;
  return Object.entries(value).reduce<unknown>((whole, [name, member]) => {
    if (member !== null) return whole;
    const of = api.request.shapes.property(schema, name) ?? true;
    const made = [1, 2, 3, 4, 5, 6].map((salt) => values.make(of, "all", `${name} ${salt}`));
    const other = made.find((one) => one !== null && one !== undefined);
    const changed = other === undefined ? whole : withValueAt(whole, [name], other);
    return values.isValid(schema, changed) ? changed : whole;
  }, value);
}

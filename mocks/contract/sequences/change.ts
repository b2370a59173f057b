import { isObject, setOwn } from "../../../generator/document/json.ts";
import { essenceOf, isJson } from "../../http/media-type.ts";
import { type Call, valueAt, withBody } from "../calls/call.ts";
import { quoted } from "../judges/fault.ts";
import { headerOf } from "../message.ts";
import { recordOperationOf } from "../records/records.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import { viewsOf } from "../tested/views-of.ts";
import { isSameValue } from "./compare-records.ts";
import { fullCall } from "./creation.ts";
import { addDifferences, idsIn, type Role, readRecord, roleOf, saidIn } from "./record-context.ts";

/** What is changed is read as it was changed, and a merge patch changes what it names and nothing else (RFC 7396). */
export const checkChange: Check = async ({ base }, testing) => {
  const found = roleOf(base.operation, testing);
  if (found === undefined || (found.role.kind !== "merge" && found.role.kind !== "replace")) return;
  if (!found.role.isNamedByPath || !(await testing.isLive())) return;
  const { body } = base;
  if (body === undefined || "bytes" in body || !isJson(body.mediaType)) return;
  const isMerge = found.role.kind === "merge";
  const full = await fullCall(base, testing);
  let isChanged = false;
  await testing.inSteps([full], async ([call = full], running) => {
    isChanged = (await change(call, found, running)) !== undefined;
  });
  if (!isChanged || !("value" in (full.body ?? {}))) return;
  const creation = isMerge ? await fullCreation(base, found, testing) : undefined;
  if (creation !== undefined)
    await testing.inSteps([creation, full], async ([first = creation, second = full], running) => {
      const created = await createAt(first, { ...found, base: second }, running);
      const kept = created && (await change(created.at, found, running));
      if (created !== undefined && kept !== undefined) checkKept(kept, { full: second, given: created.given }, running);
    });
  if (isMerge) await checkMerge(full, found, testing);
  else await checkLeftOut(full, found, testing);
};

/** The creation of a record that has all that it can give, which a change may lose where it cannot name it itself. */
async function fullCreation(base: Call, { collection }: Role, testing: Testing): Promise<Call | undefined> {
  const create = recordOperationOf(collection, "create");
  if (create === undefined) return undefined;
  const { means, records, session } = testing;
  const operation = session.api.of(create.operation);
  const placement = records.placedAt(operation, idsIn(base, testing).slice(0, -1));
  return fullCall(await means.calls.at(operation, placement, "to be changed"), testing);
}

/** Creates a record; gives a call of a change at it, and the names of what it was given. */
async function createAt(
  call: Call,
  { collection, base }: Role & { readonly base: Call },
  testing: Testing,
): Promise<{ readonly at: Call; readonly given: readonly string[] } | undefined> {
  const create = recordOperationOf(collection, "create");
  if (create === undefined) return undefined;
  const { records } = testing;
  const exchange = await testing.try(call, { kind: "stateful", label: "creating a record to be changed" });
  const made = exchange && isSuccess(exchange) ? records.note(exchange) : undefined;
  if (made === undefined) return undefined;
  const own = records.placedAt(base.operation, made.ids).arguments;
  const sent = saidIn(call, create.sent.place);
  return {
    at: { ...base, arguments: new Map([...base.arguments, ...own]) },
    given: isObject(sent) ? Object.keys(sent) : [],
  };
}

interface Changed {
  readonly before: unknown;
  readonly exchange: Exchange;
  readonly after: Exchange;
  readonly record: unknown;
}

/** Sends a change, and reads the record before and after it. */
async function change(call: Call, { collection, role }: Role, testing: Testing): Promise<Changed | undefined> {
  const ids = idsIn(call, testing);
  const label = "changing a record, and reading it";
  const before = await readRecord(collection, ids, { testing, label });
  const exchange = await testing.try(call, { kind: "stateful", label });
  if (exchange === undefined) return undefined;
  await testing.judge(exchange, "accepted", label);
  if (!isSuccess(exchange)) return undefined;
  const after = await readRecord(collection, ids, { testing, label });
  if (before === undefined || after === undefined || !isSuccess(before.exchange) || !isSuccess(after.exchange))
    return undefined;
  const found = after.record;
  const kept = withoutNull(saidIn(call, role.sent.place));
  addDifferences({ sent: kept, found, rule: "not-changed", what: "after it was changed" }, after.exchange, {
    schema: after.schema,
    testing,
  });
  if (role.returned !== undefined) {
    const returned = valueAt(exchange.json, role.returned.place);
    addDifferences({ sent: kept, found: returned, rule: "not-changed", what: "in the response" }, exchange, {
      schema: role.returned.schema,
      testing,
    });
  }
  checkTag(before.exchange, after.exchange, { isChanged: !isSameValue(before.record, after.record), testing });
  return { before: before.record, exchange, after: after.exchange, record: after.record };
}

function withoutNull(sent: unknown): unknown {
  if (!isObject(sent)) return sent;
  const copy = {};
  for (const [name, value] of Object.entries(sent)) if (value !== null) setOwn(copy, name, value);
  return copy;
}

/** The entity tag of a record that has changed is another one (RFC 9110, section 8.8.3). */
function checkTag(
  before: Exchange,
  after: Exchange,
  { isChanged, testing }: { readonly isChanged: boolean; readonly testing: Testing },
): void {
  const [first, second] = [before, after].map(({ response }) => response && headerOf(response, "etag"));
  if (!isChanged || first === undefined || first !== second) return;
  const message = `The record has changed, and its entity tag is ${quoted(first)} as before.`;
  testing.findings.add({ rule: "condition-ignored", cause: "etag", message, certainty: "likely" }, after);
}

/** One member is changed, and then taken away; the others stay. */
async function checkMerge(full: Call, role: Role, testing: Testing): Promise<void> {
  const { operation, body } = full;
  if (body === undefined || "bytes" in body || !isObject(body.value)) return;
  const { api } = testing.session;
  const schema = operation.body?.contents.find(({ mediaType }) => mediaType === body.mediaType)?.schema;
  const views = viewsOf(schema, body.value, { views: api.views, schemas: api.request });
  const members = new Map(views.flatMap((view) => (view.kind === "object" ? [...view.members] : [])));
  const names = Object.keys(body.value);
  const writable = names.filter((name) => !members.get(name)?.isReadOnly);
  // what one of them has by default says nothing of whether it is left as it was
  for (const one of new Set([...writable.slice(0, 1), ...writable.slice(-1)])) {
    const single = { [one]: body.value[one] };
    if (!testing.means.values.isValid(schema, single)) continue;
    await testing.inSteps([withBody(full, single)], async ([call = full], running) => {
      const changed = await change(call, role, running);
      if (changed !== undefined) checkOthers(changed, new Set([one]), running);
    });
  }
  if (essenceOf(body.mediaType) !== "application/merge-patch+json") return;
  for (const name of names) {
    const given = body.value[name];
    if (given === null || !testing.means.values.isValid(schema, { [name]: null })) continue;
    await testing.inSteps([withBody(full, { [name]: given })], async ([call = full], running) => {
      await change(call, role, running);
      const changed = await change(withBody(call, { [name]: null }), role, running);
      if (changed !== undefined) checkNull(changed, name, running);
    });
  }
}

/** A member that a merge patch sets to null is gone, or is null where a server writes what it has not. */
function checkNull(changed: Changed, name: string, testing: Testing): void {
  checkOthers(changed, new Set([name]), testing);
  if (!isObject(changed.record) || (valueAt(changed.record, [name]) ?? null) === null) return;
  const message = `A merge patch sets ${name} to null, and the record has it still: ${quoted(changed.record[name])}.`;
  testing.findings.add({ rule: "merge-wrong", cause: "null", message, certainty: "likely" }, changed.after);
}

/** What a record was given when it was created is not lost by a merge patch that does not name it. */
function checkKept(
  { before, record, after }: Changed,
  { full, given }: { readonly full: Call; readonly given: readonly string[] },
  testing: Testing,
): void {
  const named = full.body !== undefined && "value" in full.body ? full.body.value : undefined;
  if (!isObject(before) || !isObject(record) || !isObject(named)) return;
  for (const name of given) {
    if (Object.hasOwn(named, name) || !Object.hasOwn(before, name) || before[name] === null) continue;
    if (Object.hasOwn(record, name) && record[name] !== null) continue;
    addUnnamed(name, { value: before[name], own: valueAt(record, [name]), after }, testing);
  }
}

function addUnnamed(
  name: string,
  { value, own, after }: { readonly value: unknown; readonly own: unknown; readonly after: Exchange },
  testing: Testing,
): void {
  const message = `A merge patch does not name ${name}, and it was ${quoted(value)} and is ${quoted(own)}.`;
  testing.findings.add({ rule: "merge-wrong", cause: "others", message, certainty: "likely" }, after);
}

/** Members that a merge patch does not name are as before; times of the change are not. */
function checkOthers({ before, record, after }: Changed, named: ReadonlySet<string>, testing: Testing): void {
  if (!isObject(before) || !isObject(record)) return;
  for (const [name, value] of Object.entries(before)) {
    const own = Object.hasOwn(record, name) ? record[name] : undefined;
    const isTime = typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
    const isCount = typeof value === "number" && typeof own === "number" && /version|revision|count/i.test(name);
    if (named.has(name) || isTime || isCount || isSameValue(value, own)) continue;
    addUnnamed(name, { value, own, after }, testing);
  }
}

/** What a replacement leaves out is gone, or has its default. */
async function checkLeftOut(full: Call, role: Role, testing: Testing): Promise<void> {
  const { operation, body } = full;
  if (body === undefined || "bytes" in body || !isObject(body.value)) return;
  const { api } = testing.session;
  const { returned, sent } = role.role;
  if (returned === undefined || sent.place.length > 0) return;
  const schema = operation.body?.contents.find(({ mediaType }) => mediaType === body.mediaType)?.schema;
  const without = {};
  const left: string[] = [];
  for (const [name, value] of Object.entries(body.value)) {
    const isNeeded = api.request.shapes.isRequired(schema, name);
    const isPlain =
      value !== null && api.views.resolved(api.request.shapes.property(schema, name)).notes.default === undefined;
    if (isNeeded || !isPlain) setOwn(without, name, value);
    else left.push(name);
  }
  if (left.length === 0 || !testing.means.values.isValid(schema, without)) return;
  await testing.inSteps([full, withBody(full, without)], async ([whole = full, less = full], running) => {
    await change(whole, role, running);
    const named = whole.body !== undefined && "value" in whole.body ? whole.body.value : undefined;
    const at = { ...less, arguments: new Map([...less.arguments, ...pathOf(whole)]) };
    const changed = await change(at, role, running);
    if (changed === undefined || !isObject(changed.record)) return;
    for (const name of left) {
      const [given, own] = [valueAt(named, [name]), valueAt(changed.record, [name])];
      if (given === undefined || own === undefined || own === null || !isSameValue(given, own)) continue;
      const message = `A replacement leaves out ${name}, and the record has it as before: ${quoted(own)}.`;
      running.findings.add({ rule: "not-changed", cause: "left out", message, certainty: "likely" }, changed.after);
    }
  });
}

function pathOf({ arguments: given }: Call): (readonly [key: string, value: unknown])[] {
  return [...given].filter(([key]) => key.startsWith("path "));
}

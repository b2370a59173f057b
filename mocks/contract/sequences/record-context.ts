import { isObject, setOwn } from "../../../generator/document/json.ts";
import { unmarked, writeExactJson } from "../../document/exact-numbers.ts";
import { isJson } from "../../http/media-type.ts";
import type { Collection, CollectionOperation } from "../../state/collections/collection.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { type Call, valueAt } from "../calls/call.ts";
import type { CaseInfo } from "../finding.ts";
import { quoted } from "../judges/fault.ts";
import { variablesOf } from "../records/record-path.ts";
import { recordOperationOf } from "../records/records.ts";
import type { RuleName } from "../rules.ts";
import type { Exchange } from "../running/exchange.ts";
import type { Testing } from "../running/testing.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { differencesOf } from "./compare-records.ts";

type RecordOperation = Exclude<CollectionOperation, { readonly kind: "list" }>;

/** What an operation does with the records of a collection. */
export interface Role {
  readonly collection: Collection;
  readonly role: RecordOperation;
}

/** What an operation does with the records of a collection; undefined where it does nothing with any. */
export function roleOf(operation: TestedOperation, testing: Testing): Role | undefined {
  return testing.session.api.collections.flatMap((collection) =>
    collection.operations.flatMap((role) =>
      role.operation === operation.served && role.kind !== "list" ? [{ collection, role }] : [],
    ),
  )[0];
}

/** The identifiers in the path of a call. */
export function idsIn(call: Call, testing: Testing): string[] {
  return variablesOf(call.operation, testing.session.api).map(({ name }) =>
    String(unmarked(call.arguments.get(`path ${name}`))),
  );
}

/** What a call says of a record at a place of its body; undefined where it says nothing. */
export function saidIn({ body }: Call, place: readonly string[]): unknown {
  if (body === undefined || "bytes" in body) return undefined;
  return valueAt(isJson(body.mediaType) ? body.value : withoutEmpty(body.value), place);
}

/** What a form can say: of an object without members, and of an array without items, it has nothing. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  if (!isObject(value)) return value;
  const copy = {};
  for (const [name, member] of Object.entries(value)) {
    const said = withoutEmpty(member);
    if (said !== undefined) setOwn(copy, name, said);
  }
  return Object.keys(copy).length === 0 ? undefined : copy;
}

/** Reads a record; undefined where there is no operation for it. */
export async function readRecord(
  collection: Collection,
  ids: readonly string[],
  { testing, label }: { readonly testing: Testing; readonly label: string },
): Promise<{ readonly exchange: Exchange; readonly record: unknown; readonly schema: unknown } | undefined> {
  const read = recordOperationOf(collection, "read");
  if (read === undefined) return undefined;
  const operation = testing.session.api.of(read.operation);
  const testCase: CaseInfo = { kind: "stateful", label };
  const call = await testing.means.calls.at(operation, testing.records.placedAt(operation, ids), "read");
  const exchange = await testing.try(call, testCase);
  if (exchange === undefined) return undefined;
  await testing.judge(exchange, "anything", label);
  const { place = [], schema = collection.schema } = read.returned ?? {};
  return { exchange, record: valueAt(exchange.json, place), schema };
}

/** Adds a finding for each member that is otherwise than it should be. */
export function addDifferences(
  { sent, found, rule, what }: { sent: unknown; found: unknown; rule: RuleName; what: string },
  exchange: Exchange,
  { schema: shown, testing }: { readonly schema: unknown; readonly testing: Testing },
): void {
  if (sent === undefined) return;
  const { response, views } = testing.session.api;
  const schemaAt = (path: readonly string[]): unknown =>
    path.reduce<unknown>(
      (schema, name) => (schema === undefined ? undefined : response.shapes.property(schema, name)),
      shown,
    );
  const isShown = (path: readonly string[]): boolean => {
    const schema = schemaAt(path);
    if (schema === undefined) return false;
    const { isReadOnly, isWriteOnly } = views.resolved(schema).notes;
    return !isReadOnly && !isWriteOnly;
  };
  for (const { path, sent: before, found: after, isRounded } of differencesOf(
    listedOf(sent, shown, response),
    found,
    isShown,
  )) {
    if (!isTaken(before, schemaAt(path), response)) continue;
    const name = path.join(".");
    const is = after === undefined ? "is missing" : `is ${quoted(after)}`;
    testing.findings.add(
      {
        ...{ rule: isRounded ? "digits-lost" : rule, cause: name },
        message: `${name} was ${quoted(before)}, and ${is} ${what}.`,
        certainty: isRounded ? "certain" : "likely",
      },
      exchange,
    );
  }
}

/** What is sent without what the items of its arrays do not have where they are shown. */
function listedOf(
  sent: unknown,
  schema: unknown,
  { shapes, isItem = false }: { readonly shapes: Schemas["shapes"]; readonly isItem?: boolean },
): unknown {
  if (Array.isArray(sent))
    return sent.map((item, index) => listedOf(item, shapes.item(schema, index), { shapes, isItem: true }));
  if (!isObject(sent) || schema === undefined) return sent;
  const listed = {};
  for (const [name, member] of Object.entries(sent)) {
    const of = shapes.property(schema, name);
    if (of !== undefined || !isItem) setOwn(listed, name, listedOf(member, of, { shapes, isItem }));
  }
  return listed;
}

/** Whether a record can have a value at all: what is sent as an identifier may be shown as what it stands for. */
function isTaken(value: unknown, schema: unknown, schemas: Schemas): boolean {
  return schemas.check(schema, "response")(JSON.parse(writeExactJson(value, schema, schemas.shapes))).length === 0;
}

import { isDeepStrictEqual } from "node:util";
import { getOwn, isObject, type JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import type { DescribedResponses, Engine } from "../engine/engine.ts";
import { essenceOf } from "../http/media-type.ts";
import { failsIfMatch, failsIfNoneMatch, hasPrecondition, preconditionFailed } from "../http/preconditions.ts";
import { ProblemJsonError, problem } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import { tagOf } from "../pipeline/conditions.ts";
import type { RoutedExchange } from "../pipeline/gateway.ts";
import type { EntryStore } from "../storage/store.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import type { Collection, CollectionOperation } from "./collections/collection.ts";
import { findCollections } from "./collections/find-collections.ts";
import { idText, replaceIdentifier } from "./collections/identifier.ts";
import { valueAt, withValueAt } from "./collections/place.ts";
import { stated } from "./collections/read-schema.ts";
import { describedHeader } from "./collections/success.ts";
import { listResponse } from "./lists/list-response.ts";
import { type OwnResponse, readOwnResponse, withBody } from "./own-response.ts";
import { bodyPointer, type Fit, type Fitted, fitRecord } from "./records/fit-record.ts";
import { mergedRecord, newRecord, type RecordParts, replacedRecord } from "./records/make-record.ts";
import { createRecordIdentifiers } from "./records/record-identifiers.ts";
import { idOf, type RecordList } from "./records/record-list.ts";
import { createRecords } from "./records/records.ts";
import { timeProperties } from "./records/times.ts";
import { readState, type StoredRecords, seedState } from "./stored-state.ts";

/** What clients created, changed and deleted. */
export interface State {
  /** The response of the records, after what the request does with them; undefined for what is left to the document. */
  respond(exchange: RoutedExchange, described: DescribedResponses): Promise<MockResponse | undefined>;
  /** The records of all collections. */
  read(): Promise<StoredRecords[]>;
  /**
   * Puts these records in the place of those at their paths.
   *
   * @throws {StateError} when they cannot be kept.
   */
  seed(seeds: readonly StoredRecords[]): Promise<void>;
  /** Everything is again as the document's examples say, also for other processes with the same store. */
  reset(): void;
}

/** What state is made with. */
export interface StateParts {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  readonly store: EntryStore;
  /** What new identifiers follow from; with one, times do not follow the clock. */
  readonly seed?: number | string | undefined;
  /** Responses of other operations than that of a request. */
  readonly engine?: Pick<Engine, "described">;
}

type RecordOperation = Exclude<CollectionOperation, { readonly kind: "list" }>;

/** One request to a collection. */
interface Occasion {
  readonly collection: Collection;
  readonly operation: RecordOperation;
  /** The values of the path's variables that do not name the record itself. */
  readonly scope: readonly string[];
  /** The record that the request names. */
  readonly id: string | undefined;
  /** The record in the request's body. */
  readonly sent: JsonObject | undefined;
  readonly ownResponse: OwnResponse;
  readonly exchange: RoutedExchange;
  readonly described: DescribedResponses;
}

/**
 * Keeps the records of the collections that a document describes (`findCollections`), at first those of its examples. A
 * request that asks for a certain response of the document (`Prefer: code=…`), or for a media type that is not JSON,
 * gets that and changes nothing.
 */
export function createState(parts: StateParts): State {
  // Collections are found with the first request: that takes a look at every operation.
  let state: State | undefined;
  const found = (): State => {
    state ??= stateOf(parts);
    return state;
  };
  return {
    respond: (exchange, described) => found().respond(exchange, described),
    read: () => found().read(),
    seed: (seeds) => found().seed(seeds),
    reset: () => found().reset(),
  };
}

function stateOf({ openapi, operations, store, seed, engine }: StateParts): State {
  const schemas = documentSchemas(openapi, "response");
  const collections = findCollections(operations, schemas);
  const records = createRecords(store, collections, schemas, seed !== undefined);
  const byOperation = new Map<ServedOperation, readonly [CollectionOperation, Collection]>();
  for (const collection of collections) {
    for (const operation of collection.operations) byOperation.set(operation.operation, [operation, collection]);
  }
  const identifiers = createRecordIdentifiers(records, seed ?? 0, schemas);

  async function serve(occasion: Occasion): Promise<MockResponse | undefined> {
    const { operation, collection, scope, id } = occasion;
    if (operation.kind === "read") {
      const list = await records.read(collection, scope);
      const record = await list?.get(id ?? "");
      return record === undefined ? missing(occasion) : written(record, occasion);
    }
    return records.exclusive(collection, async (read) => {
      const list = await read(collection, scope);
      if (list === undefined) return missing(occasion);
      if (operation.kind === "create") return create(list, occasion);
      const before = await list.get(id ?? "");
      if (hasPrecondition(occasion.exchange.headers) && (await isRefused(before, occasion)))
        return (await occasion.described.fail([412])) ?? problem(preconditionFailed);
      if (before === undefined || id === undefined) {
        const { whenCreated } = operation;
        const ownResponse = whenCreated && (await ownResponseOf(whenCreated, occasion.described));
        if (whenCreated === undefined || ownResponse === undefined) return missing(occasion);
        return create(list, { ...occasion, ownResponse, operation: { ...operation, ...whenCreated } });
      }
      if (operation.kind === "remove") {
        await records.remove({ collection, scope }, id);
        return written(before, occasion);
      }
      const changing = await changed(before, occasion);
      const [after, shown] = shownAs(changing, occasion, before);
      await records.put({ collection, scope }, after);
      return written(after, occasion, shown);
    });
  }

  /** Whether a precondition fails for the record as a read would show it; where nothing reads it, none does. */
  async function isRefused(before: JsonObject | undefined, occasion: Occasion): Promise<boolean> {
    const { headers, query } = occasion.exchange;
    if (before === undefined) return failsIfMatch(headers, undefined);
    const reading = occasion.collection.operations.find(({ kind }) => kind === "read");
    if (reading?.kind !== "read" || engine === undefined) return false;
    const described = engine.described({ operation: reading.operation, query, headers }, { prefersJson: true });
    const ownResponse = await ownResponseOf(reading, described);
    const { body } = ownResponse ? written(before, { ...occasion, operation: reading, ownResponse }) : {};
    if (body === undefined) return false;
    return failsIfMatch(headers, tagOf(body)) || failsIfNoneMatch(headers, tagOf(body));
  }

  async function changed(before: JsonObject, occasion: Occasion): Promise<JsonObject> {
    const { operation, sent = {}, exchange } = occasion;
    const parts = await partsOf(occasion);
    if (operation.kind === "replace") return replacedRecord({ before, sent }, parts);
    const isMergePatch = essenceOf(exchange.headers["content-type"] ?? "") === "application/merge-patch+json";
    return mergedRecord({ before, sent, isMergePatch }, parts);
  }

  async function create(list: RecordList, occasion: Occasion): Promise<MockResponse | undefined> {
    const { collection, operation, scope, sent = {}, ownResponse, described } = occasion;
    const { idProperty } = collection;
    const example = operation.returned && valueAt(ownResponse.body, operation.returned.place);
    const isGiven = stated(schemas, schemas.shapes.property(collection.schema, idProperty), "readOnly") !== true;
    const given = occasion.id ?? (isGiven ? idText(getOwn(sent, idProperty)) : undefined);
    const isTaken = given !== undefined && (await list.get(given)) !== undefined;
    if (isTaken) {
      const conflict = await described.respond(409);
      if (conflict !== undefined) return conflict;
    }
    const id = given ?? (await identifiers.next(list, collection));
    const ofExample = isObject(example)
      ? { ...replaceIdentifier(example, idProperty, id), ...(await identifiers.further(example, collection)) }
      : undefined;
    const made = newRecord({ sent, example: ofExample, link: scope.at(-1) }, await partsOf(occasion));
    const [record, shown] = shownAs({ [idProperty]: id, ...made }, occasion);
    await records.put({ collection, scope }, record, { isNew: true });
    return written(record, occasion, shown);
  }

  /** The record as its response may have it, and as it is kept, so that others have the same in the place of that. */
  function shownAs(record: JsonObject, occasion: Occasion, before?: JsonObject): [kept: JsonObject, shown: Fitted] {
    const shown = fitted(record, occasion, before);
    return [shown.isMended && isObject(shown.value) ? { ...record, ...shown.value } : record, shown];
  }

  function isExampleOf(collection: Collection): Fit["isExample"] {
    return (record) => records.examples(collection).some((one) => isDeepStrictEqual(one, record));
  }

  /** What the schema of the response does not take is as it was before, else as in the document's own response. */
  function fitted(record: JsonObject, occasion: Occasion, before?: JsonObject): Fitted {
    const { operation, collection } = occasion;
    const { returned } = operation;
    if (returned === undefined) return { value: undefined, isMended: false };
    const { schema, place } = returned;
    const fit = { schema, pointer: bodyPointer(operation), isExample: isExampleOf(collection) };
    const own = valueAt(occasion.ownResponse.body, place);
    const otherwise = before === undefined ? own : fitRecord(before, { ...fit, otherwise: own }, schemas).value;
    return fitRecord(record, { ...fit, otherwise }, schemas);
  }

  async function partsOf({ collection, operation }: Occasion): Promise<RecordParts> {
    const { schema: sentSchema } = operation.sent;
    const times = timeProperties(collection, schemas.shapes.propertyNames(sentSchema), schemas);
    return { collection, sentSchema, times, now: await records.now(), schemas };
  }

  /** The record in the document's response. */
  function written(record: JsonObject, occasion: Occasion, shown = fitted(record, occasion)): MockResponse {
    const { operation, collection, exchange, ownResponse } = occasion;
    const { returned, success } = operation;
    const isAddressed = collection.operations.some((one) => one.kind === "read");
    const location = operation.kind === "create" && isAddressed ? describedHeader(success, "location") : undefined;
    const id = idOf(record, collection) ?? "";
    const address = `${exchange.root}${exchange.path.replace(/\/$/, "")}/${encodeURIComponent(id)}`;
    const headers = location === undefined ? [] : [[location, address] as const];
    if (returned === undefined) return withBody(ownResponse, { content: undefined, headers }, schemas);
    const body = withValueAt(ownResponse.body, returned.place, shown.value);
    return withBody(ownResponse, { body, content: success.content, headers }, schemas);
  }

  return {
    read: () => readState(records, collections),
    seed: (seeds) => seedState(seeds, records, collections),
    reset: () => records.reset(),
    async respond(exchange, described) {
      const [operation, collection] = byOperation.get(exchange.operation) ?? [];
      if (operation === undefined || collection === undefined || prefersAnother(exchange)) return undefined;
      if (!records.isKept(collection)) return undefined;
      const values = operation.variables.map((name) => decodeURIComponent(exchange.variables.get(name) ?? ""));
      if (operation.kind === "list") {
        const list = await records.read(collection, values);
        if (list === undefined) return missing({ exchange, described });
        const isExample = isExampleOf(collection);
        return listResponse({ listing: operation, collection, list, exchange, described, isExample }, schemas);
      }
      const { isNamedByPath } = operation;
      const ownResponse = await ownResponseOf(operation, described);
      if (ownResponse === undefined) return undefined;
      const sent = valueAt(exchange.body, operation.sent.place);
      const takesBody = operation.kind !== "read" && operation.kind !== "remove";
      if (takesBody && sent !== undefined && !isRecord(sent)) return undefined;
      const isInBody = operation.kind === "replace" && !isNamedByPath;
      return serve({
        ...{ collection, operation, ownResponse, exchange, described },
        scope: isNamedByPath ? values.slice(0, -1) : values,
        id: isNamedByPath ? values.at(-1) : isInBody ? idText(getOwn(sent, collection.idProperty)) : undefined,
        sent: isRecord(sent) ? sent : undefined,
      });
    },
  };
}

async function ownResponseOf(
  { success, returned }: Pick<RecordOperation, "returned" | "success">,
  described: DescribedResponses,
): Promise<OwnResponse | undefined> {
  const response = await described.respond(success.status);
  return response && readOwnResponse(response, returned !== undefined);
}

function isRecord(value: unknown): value is JsonObject {
  return isObject(value) && !ArrayBuffer.isView(value) && !(value instanceof Blob);
}

/** Whether the client asks for a certain response of the document, as with Prism. */
function prefersAnother({ headers, query }: RoutedExchange): boolean {
  return (
    /(?:^|[\s,;])(?:code|example|dynamic)\s*=/i.test(headers["prefer"] ?? "") ||
    ["__code", "__example", "__dynamic"].some((name) => query.has(name))
  );
}

async function missing({ exchange, described }: Pick<Occasion, "described" | "exchange">): Promise<MockResponse> {
  const template = { type: "NOT_FOUND", title: "There is no such record", status: 404 };
  const error = new ProblemJsonError(template, `There is nothing at ${exchange.path}, or not any more.`);
  return (await described.respond(404)) ?? problem(error);
}

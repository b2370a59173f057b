import { isObject } from "../../../generator/document/json.ts";
import type { ServedOperation } from "../../document/operations.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { parametersOf } from "../../validation/parameters.ts";
import type { Collection, CollectionOperation } from "./collection.ts";
import type { PathVariable } from "./identifier.ts";
import { plainName, singularOf } from "./names.ts";
import { findList, findRecord } from "./place.ts";
import { isRecordLike } from "./read-schema.ts";
import { type Success, successesOf } from "./success.ts";

/** A path cut at its slashes; a segment that is a variable has its name. */
interface PathParts {
  readonly key: string;
  readonly segments: readonly { readonly text: string; readonly variable: string | undefined }[];
}

interface Candidate {
  readonly list: ServedOperation | undefined;
  readonly create: ServedOperation | undefined;
  /** PUT on the collection's own path. */
  readonly put: ServedOperation | undefined;
  readonly items: readonly ServedOperation[];
}

type RecordOperation = Exclude<CollectionOperation, { readonly kind: "list" }>;

/**
 * The collections of a document, by these rules:
 *
 * 1. A collection is a path that ends in a fixed segment, `/tickets/{ticketId}/comments`; its items are the path with
 *    one variable more. Variables are whole segments, and their names do not matter.
 * 2. It has two of these: GET that responds with a list, POST that responds with a record or with nothing, operations
 *    on its items.
 * 3. A record is a map with an identifier (`identifierOf`), or the only such map in a map (`{ ticket: … }`). A list is
 *    an array of maps, or the one that a map holds (`findList`).
 * 4. On an item, GET reads, PATCH merges, PUT replaces, DELETE removes. POST merges where there is neither PATCH nor
 *    PUT and the response is a record. PUT on the collection's own path replaces the record whose identifier the body
 *    has. PUT creates a record that is not there where it describes 201, or where there is no POST that does. PATCH and
 *    PUT that neither take nor give anything, such as those that add a member to a team, are none of these.
 * 5. The parent of a collection is the collection among whose items its path starts, the nearest one.
 *
 * An operation to which none of this applies, such as `POST /tickets/{ticketId}/close` or `GET /tickets/search`, does
 * not belong to a collection.
 */
export function findCollections(operations: readonly ServedOperation[], schemas: Schemas): Collection[] {
  const byPath = new Map<string, ServedOperation[]>();
  const paths = new Map<string, PathParts>();
  for (const operation of operations) {
    const parts = partsOf(operation.path);
    if (parts === undefined) continue;
    paths.set(parts.key, parts);
    byPath.set(parts.key, [...(byPath.get(parts.key) ?? []), operation]);
  }

  const found = new Map<string, Collection>();
  const shortestFirst = [...paths.values()].sort((left, right) => left.segments.length - right.segments.length);
  for (const parts of collectionPaths(shortestFirst)) {
    const ofPath = byPath.get(parts.key) ?? [];
    const method = (name: string) => ofPath.find((operation) => operation.method === name);
    const collection = toCollection(
      parts,
      { list: method("GET"), create: method("POST"), put: method("PUT"), items: byPath.get(`${parts.key}/{}`) ?? [] },
      found,
      schemas,
    );
    if (collection !== undefined) found.set(parts.key, collection);
  }
  return [...found.values()];
}

/** The variable that a path ends in. */
function variableOf(item: ServedOperation, { resolve, shapes }: Schemas): PathVariable | undefined {
  const name = partsOf(item.path)?.segments.at(-1)?.variable;
  if (name === undefined) return undefined;
  const parameter = parametersOf(item, resolve).find((one) => one.place === "path" && one.name === name);
  const types = shapes.types(parameter?.schema);
  return { name, isInteger: parameter !== undefined && types.has("integer") && !types.has("string") };
}

/** The paths that end in a fixed segment, those among them that only their items have. */
function collectionPaths(paths: readonly PathParts[]): PathParts[] {
  const all = new Map<string, PathParts>();
  for (const { key, segments } of paths) {
    const isItem = segments.at(-1)?.variable !== undefined;
    const own = isItem ? { key: key.slice(0, -"/{}".length), segments: segments.slice(0, -1) } : { key, segments };
    if (own.segments.at(-1)?.variable === undefined && own.segments.length > 0)
      all.set(own.key, all.get(own.key) ?? own);
  }
  return [...all.values()];
}

function toCollection(
  { key, segments }: PathParts,
  { list, create, put, items }: Candidate,
  found: ReadonlyMap<string, Collection>,
  schemas: Schemas,
): Collection | undefined {
  const segment = segments.at(-1)?.text ?? "";
  const itemMethods = new Map(items.map((operation) => [operation.method, operation]));
  const [item] = ["GET", "PUT", "PATCH", "POST", "DELETE"].flatMap((method) => itemMethods.get(method) ?? []);
  const variable = item && variableOf(item, schemas);

  const listed = list === undefined ? undefined : listOperation(list, segment, schemas);
  const record = [itemMethods.get("GET"), create, itemMethods.get("PUT"), itemMethods.get("PATCH"), put]
    .flatMap((operation) => (operation === undefined ? [] : successesOf(operation, schemas)))
    .map(({ content }) => content && findRecord(schemas, content["schema"], segment, variable))
    .concat(listed && findRecord(schemas, listed.itemSchema, segment, variable))
    .find((one) => one !== undefined);
  if (record === undefined) return undefined;

  const { idProperty, schema } = record;
  const recordOperation = (
    kind: RecordOperation["kind"],
    operation: ServedOperation | undefined,
    isNamedByPath = true,
  ) => (operation === undefined ? [] : toRecordOperation(kind, operation, isNamedByPath));
  const createdBy = recordOperation("create", create, false);
  const hasUpdate = itemMethods.has("PATCH") || itemMethods.has("PUT");
  const ofItems = [
    ...recordOperation("read", itemMethods.get("GET")),
    ...recordOperation("merge", itemMethods.get("PATCH")),
    ...recordOperation("replace", itemMethods.get("PUT")),
    ...recordOperation("remove", itemMethods.get("DELETE")),
    ...(hasUpdate ? [] : recordOperation("merge", itemMethods.get("POST")).filter(({ returned }) => returned)),
  ];
  const parts = [listed !== undefined, createdBy.length > 0, ofItems.length > 0];
  if (parts.filter(Boolean).length < 2) return undefined;
  // A PUT there that responds with something else, such as all records, replaces more than one.
  const ofPut = recordOperation("replace", put, false).filter(
    ({ returned, success, sent }) =>
      (returned !== undefined || !success.hasBody) && schemas.shapes.propertyNames(sent.schema).has(idProperty),
  );

  const nearest = segments
    .map((_, end) => segments.slice(0, end + 1))
    .filter((prefix) => prefix.at(-1)?.variable !== undefined && prefix.length < segments.length)
    .reverse()
    .flatMap((prefix) => {
      const parent = found.get(keyOf(prefix.slice(0, -1)));
      return parent === undefined ? [] : [{ parent, prefix }];
    })[0];
  const last = segments.findLastIndex((part) => part.variable !== undefined);
  const owner = singularOf(segments[last - 1]?.text ?? "");
  // Of a variable that is called `id` or `name` the record has its own.
  const links = [segments[last]?.variable ?? "", owner, `${owner}Id`]
    .map(plainName)
    .filter((name) => owner !== "" && name.startsWith(plainName(owner)));
  return {
    path: key,
    segment,
    idProperty,
    schema,
    parent: nearest?.parent,
    parentVariables: nearest === undefined ? 0 : variablesIn(nearest.prefix).length,
    linkProperty: [...schemas.shapes.propertyNames(schema)].find(
      (name) => name !== idProperty && links.includes(plainName(name)),
    ),
    canCreate: createdBy.length > 0 || ofItems.some(({ whenCreated }) => whenCreated !== undefined),
    operations: [...(listed === undefined ? [] : [listed]), ...createdBy, ...ofItems, ...ofPut],
  };

  function toRecordOperation(
    kind: RecordOperation["kind"],
    operation: ServedOperation,
    isNamedByPath: boolean,
  ): RecordOperation[] {
    const variables = variablesIn(partsOf(operation.path)?.segments ?? []);
    const successes = successesOf(operation, schemas);
    const others = kind === "replace" ? successes.filter(({ status }) => status !== 201) : successes;
    const outcome = outcomeOf(others.length > 0 ? others : successes, kind);
    const isChange = kind === "merge" || kind === "replace";
    if (outcome === undefined || (isChange && !outcome.returned && !operation.description["requestBody"])) return [];
    const ofCreation = outcomeOf(
      successes.filter(({ status }) => status === 201),
      kind,
    );
    const canCreate = kind === "replace" && isNamedByPath;
    return [
      {
        ...{
          kind,
          operation,
          variables,
          isNamedByPath,
          emptyStatus: undefined,
          sent: sentRecord(operation),
          ...outcome,
        },
        whenCreated: canCreate ? (ofCreation ?? (create === undefined ? outcome : undefined)) : undefined,
      },
    ];
  }

  /** The first of these responses with a record in it; else one that says nothing, or, to DELETE, anything. */
  function outcomeOf(
    successes: readonly Success[],
    kind: RecordOperation["kind"],
  ): Pick<RecordOperation, "returned" | "success"> | undefined {
    for (const success of successes) {
      const returned = success.content && findRecord(schemas, success.content["schema"], segment, variable);
      if (returned?.idProperty === idProperty) return { success, returned };
    }
    const first = successes.find(({ hasBody }) => !hasBody || kind === "remove");
    return kind === "read" || first === undefined ? undefined : { success: first, returned: undefined };
  }

  function sentRecord(operation: ServedOperation): RecordOperation["sent"] {
    const body = schemas.resolve(operation.description["requestBody"]);
    const content = isObject(body) && isObject(body["content"]) ? Object.values(body["content"])[0] : undefined;
    const schemaSent = isObject(content) ? content["schema"] : undefined;
    const known = schemas.shapes.propertyNames(schema);
    const isRecord = [...schemas.shapes.propertyNames(schemaSent)].some((name) => known.has(name));
    const [inside, ...others] = isRecord ? [] : [...schemas.shapes.propertyNames(schemaSent)];
    if (inside === undefined || others.length > 0) return { place: [], schema: schemaSent };
    const member = schemas.shapes.property(schemaSent, inside);
    return isRecordLike(schemas, member) ? { place: [inside], schema: member } : { place: [], schema: schemaSent };
  }
}

function listOperation(
  operation: ServedOperation,
  segment: string,
  schemas: Schemas,
): Extract<CollectionOperation, { readonly kind: "list" }> | undefined {
  const successes = successesOf(operation, schemas);
  for (const success of successes) {
    const list = success.content && findList(schemas, success.content["schema"], segment);
    if (list === undefined) continue;
    return {
      kind: "list",
      operation,
      success,
      place: list.place,
      itemSchema: list.schema,
      emptyStatus: successes.find(({ hasBody, status }) => !hasBody && status === 204)?.status,
      variables: variablesIn(partsOf(operation.path)?.segments ?? []),
    };
  }
  return undefined;
}

function partsOf(path: string): PathParts | undefined {
  if (/[?#]/.test(path)) return undefined;
  const segments = path
    .split("/")
    .slice(1)
    .map((text) => ({ text, variable: /^\{([^{}]+)\}$/.exec(text)?.[1] }));
  if (segments.some(({ text, variable }) => variable === undefined && /[{}]/.test(text))) return undefined;
  return { key: keyOf(segments), segments };
}

function keyOf(segments: PathParts["segments"]): string {
  return segments.map(({ text, variable }) => `/${variable === undefined ? text : "{}"}`).join("");
}

function variablesIn(segments: PathParts["segments"]): string[] {
  return segments.flatMap(({ variable }) => variable ?? []);
}

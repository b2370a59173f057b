import type { ServedOperation } from "../../document/operations.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { type Parameter, parametersOf } from "../../validation/parameters.ts";
import { plainName } from "../collections/names.ts";
import { stated } from "../collections/read-schema.ts";

/** A query parameter that says which part of a list is meant. */
export interface PageParameter {
  readonly name: string;
  /** The number of the first page or item: 0 or 1. */
  readonly origin: number;
  readonly byDefault: number | undefined;
}

/** What the query parameters of a list mean. */
export interface ListParameters {
  readonly size: PageParameter | undefined;
  readonly page: PageParameter | undefined;
  readonly offset: PageParameter | undefined;
  readonly cursor: string | undefined;
  readonly sort: string | undefined;
  readonly direction: string | undefined;
  /** Parameters that are called like a property, whose value they ask for. */
  readonly filters: readonly { readonly parameter: string; readonly property: string }[];
}

const sizes = nameSet(
  "limit perPage pageSize pageLimit size take top max maxResults itemsPerPage resultsPerPage first",
);
const pages = nameSet("page pageNumber pageNo pageNum pageIndex currentPage");
const offsets = nameSet("offset from start skip startAt startIndex fromIndex pageOffset firstResult");
const cursors = nameSet(
  "cursor pageCursor nextCursor after pageAfter startAfter startingAfter pageToken nextPageToken nextToken " +
    "continuationToken continuation marker next page",
);
const sorts = nameSet("sort sortBy sortField orderBy ordering order");
const directions = nameSet("direction sortDirection sortOrder sortDir orderDirection order");

/** The parameters of a list that say which page is meant. */
export type PageParameters = Pick<ListParameters, "cursor" | "offset" | "page" | "size">;

const known = new WeakMap<ServedOperation, ListParameters>();

/**
 * Reads the parameters of a list by their names, whose capitals and hyphens do not matter, and their types. `schema` is
 * that of a record.
 */
export function listParameters(operation: ServedOperation, schema: unknown, schemas: Schemas): ListParameters {
  const parameters = known.get(operation) ?? readParameters(operation, schema, schemas);
  known.set(operation, parameters);
  return parameters;
}

/** The parameters by which an operation is asked for another page; undefined where there are none. */
export function pageParameters(operation: ServedOperation, schemas: Schemas): PageParameters | undefined {
  const { size, page, offset, cursor } = readParameters(operation, undefined, schemas);
  const isPaged = page !== undefined || cursor !== undefined || offset !== undefined;
  return isPaged ? { size, page, offset, cursor } : undefined;
}

function readParameters(operation: ServedOperation, schema: unknown, schemas: Schemas): ListParameters {
  const { shapes } = schemas;
  const parameters = parametersOf(operation, schemas.resolve).filter(({ place }) => place === "query");
  const isNumber = (parameter: Parameter): boolean => shapes.types(parameter.schema).has("integer");
  const find = (names: ReadonlySet<string>, fits: (parameter: Parameter) => boolean): Parameter | undefined =>
    parameters.find((parameter) => names.has(plainName(parameter.name)) && fits(parameter));
  const number = (names: ReadonlySet<string>): PageParameter | undefined => {
    const parameter = find(names, isNumber);
    if (parameter === undefined) return undefined;
    const [minimum, byDefault] = ["minimum", "default"].map((keyword) => stated(schemas, parameter.schema, keyword));
    const isFromZero = names === pages ? minimum === 0 || byDefault === 0 : minimum !== 1 && byDefault !== 1;
    return {
      name: parameter.name,
      origin: isFromZero ? 0 : 1,
      byDefault: Number.isSafeInteger(byDefault) ? (byDefault as number) : undefined,
    };
  };

  const isDirection = (parameter: Parameter): boolean => {
    const values = stated(schemas, parameter.schema, "enum");
    return Array.isArray(values) && values.every((value) => /^(?:asc|desc)(?:ending)?$/i.test(String(value)));
  };
  const direction = find(directions, isDirection)?.name;
  const parts = {
    size: number(sizes),
    page: number(pages),
    offset: number(offsets),
    cursor: find(cursors, (parameter) => !isNumber(parameter))?.name,
    sort: find(sorts, ({ name }) => name !== direction)?.name,
    direction,
  };
  const used = new Set([parts.size?.name, parts.page?.name, parts.offset?.name, parts.cursor, parts.sort, direction]);
  const properties = [...shapes.propertyNames(schema)];
  const filters = parameters.flatMap(({ name }) => {
    if (used.has(name)) return [];
    const property =
      properties.find((one) => one === name) ?? properties.find((one) => plainName(one) === plainName(name));
    return property === undefined ? [] : [{ parameter: name, property }];
  });
  return { ...parts, filters };
}

function nameSet(names: string): ReadonlySet<string> {
  return new Set(names.split(" ").map(plainName));
}

import { getOwn, isObject } from "../../../generator/document/json.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { plainName } from "../collections/names.ts";
import { isRecordLike, requiredNames, stated } from "../collections/read-schema.ts";
import type { Page, PageLink } from "./choose-page.ts";
import type { ListParameters } from "./list-parameters.ts";

const maxDepth = 3;

/** A page as the properties beside its list tell of it. */
export interface PageContext {
  readonly page: Page;
  readonly parameters: ListParameters;
  /** The member that holds the list, which is left alone. */
  readonly list: unknown;
  /** The address of the list: that of the API, and the path. */
  readonly self: readonly [root: string, path: string];
  /** The address of another page. */
  address(link: PageLink): string;
  readonly schemas: Schemas;
}

const totals = names(
  "total totalCount totalItems totalResults totalElements totalRecords totalSize totalHits recordCount itemCount",
);
const lengths = names("numberOfElements pageLength returned");
const pageCounts = names("totalPages pageCount pages lastPage");
const pageNumbers = names("page currentPage pageNumber");
const pageSizes = names("perPage pageSize limit size itemsPerPage");
const offsets = names("offset from start skip startIndex startAt");
const mores = names("hasMore hasNext hasNextPage more moreRecords moreResults");
const befores = names("hasPrevious hasPrev hasPreviousPage hasPrevPage");
const cursors = names("nextCursor nextPageToken nextToken continuationToken cursor endCursor after nextMarker");
const selves = names("self url href selfLink selfUrl");
const nexts = names("next nextPage nextUrl nextLink nextPageUrl nextHref odataNextLink");
const previouses = names("previous prev previousPage prevPage previousUrl prevUrl previousLink prevLink prevPageUrl");

/**
 * The map around a list with the properties that tell of the page: how many there are, which page this is, whether
 * there are more, and where. They go by their names and types, and may be in a map beside the list (`meta`,
 * `pagination`, `links`).
 */
export function withPageProperties(body: unknown, schema: unknown, context: PageContext, depth = 0): unknown {
  const { schemas } = context;
  if (!isRecordLike(schemas, schema) || !isObject(body) || depth > maxDepth) return body;
  const { shapes } = schemas;
  const listed = [...shapes.propertyNames(schema)];
  const required = requiredNames(schemas, schema);
  const hasTotal = listed.some((name) => totals.has(plainName(name)));
  const members = new Map(Object.entries(body));
  for (const name of listed) {
    const property = shapes.property(schema, name);
    if (getOwn(body, name) === context.list && context.list !== undefined) continue;
    const isMap = shapes.types(property).has("object") && isRecordLike(schemas, property);
    if (isMap) {
      const inside = getOwn(body, name) ?? (required.has(name) ? {} : undefined);
      if (inside !== undefined) members.set(name, withPageProperties(inside, property, context, depth + 1));
      continue;
    }
    const told = toldBy({ name: plainName(name), property, hasTotal }, context);
    if (told.kind === "unknown") continue;
    if (told.value !== undefined) members.set(name, told.value);
    else if (shapes.types(property).has("null")) members.set(name, null);
    else if (required.has(name)) members.set(name, "");
    else members.delete(name);
  }
  return Object.fromEntries(members);
}

type Told = { readonly kind: "told"; readonly value: unknown } | { readonly kind: "unknown" };

/** A property of the map around a list; `hasTotal` where another one is the number of all records. */
interface PageProperty {
  readonly name: string;
  readonly property: unknown;
  readonly hasTotal: boolean;
}

function toldBy(
  { name, property, hasTotal }: PageProperty,
  { page, parameters, address, self, schemas }: PageContext,
): Told {
  const types = schemas.shapes.types(property);
  const { records, total, start, size, next, previous, first, last } = page;
  const number = (value: number | undefined): Told =>
    value === undefined ? { kind: "unknown" } : { kind: "told", value: types.has("integer") ? value : String(value) };
  const link = (to: PageLink | undefined): Told => ({
    kind: "told",
    value: to === undefined ? undefined : address(to),
  });
  const cursor: Told = { kind: "told", value: next?.[1] };

  if (types.has("boolean") && !types.has("string")) {
    if (mores.has(name)) return { kind: "told", value: next !== undefined };
    if (befores.has(name)) return { kind: "told", value: start > 0 };
    if (name === "first") return { kind: "told", value: start === 0 };
    return name === "last" ? { kind: "told", value: next === undefined } : { kind: "unknown" };
  }
  if (!types.has("integer") && !types.has("string")) return { kind: "unknown" };
  if (totals.has(name) || (name === "count" && !hasTotal)) return number(total);
  if (lengths.has(name) || name === "count") return number(records.length);
  if (pageSizes.has(name)) return number(size);
  if (pageCounts.has(name)) return number(size ? Math.ceil(total / size) : undefined);
  const { page: pageParameter, offset } = parameters;
  if (pageNumbers.has(name)) return number(size ? Math.floor(start / size) + (pageParameter?.origin ?? 1) : undefined);
  if (offsets.has(name)) return number(start + (offset?.origin ?? 0));
  if (name === "nextoffset") return { kind: "told", value: next === undefined ? undefined : start + records.length };
  if (cursors.has(name)) return cursor;
  const isAddress = ["uri", "uri-reference", "url"].includes(String(stated(schemas, property, "format")));
  if (selves.has(name)) return { kind: "told", value: isAddress ? self.join("") : self[1] };
  if (nexts.has(name)) {
    if (types.has("integer") && !types.has("string")) return { kind: "told", value: next && Number(next[1]) };
    const isCursor = parameters.cursor !== undefined && next?.[0] === parameters.cursor && !isAddress;
    return isCursor && !/url|link|href/.test(name) ? cursor : link(next);
  }
  if (previouses.has(name)) {
    if (types.has("integer") && !types.has("string")) return { kind: "told", value: previous && Number(previous[1]) };
    return link(previous);
  }
  if (isAddress && name === "first") return link(first);
  if (isAddress && name === "last") return link(last);
  return { kind: "unknown" };
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(" ").map(plainName));
}

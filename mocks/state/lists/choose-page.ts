import { getOwn, type JsonObject } from "../../../generator/document/json.ts";
import { byCodePoint } from "../../../generator/document/order.ts";
import type { Collection } from "../collections/collection.ts";
import { plainName } from "../collections/names.ts";
import { idOf, type RecordList, wholeList } from "../records/record-list.ts";
import type { ListParameters } from "./list-parameters.ts";

type Query = Readonly<Record<string, unknown>>;

/** A change of the query that leads to another page. */
export type PageLink = readonly [parameter: string, value: string];

/** A part of a list. */
export interface Page {
  readonly records: readonly JsonObject[];
  /** How many records there are on all pages. */
  readonly total: number;
  /** How many come before this page. */
  readonly start: number;
  /** How many a page has at most; undefined where all are on one. */
  readonly size: number | undefined;
  readonly next: PageLink | undefined;
  readonly previous: PageLink | undefined;
  readonly first: PageLink | undefined;
  readonly last: PageLink | undefined;
}

/** What a page has where neither the request nor the document says how many. */
const usualSize = 20;

/** The records that a query asks for; undefined where its cursor is not one that an earlier response gave. */
export async function choosePage(
  list: RecordList,
  collection: Collection,
  parameters: ListParameters,
  query: Query,
): Promise<Page | undefined> {
  const chosenList = await asked(list, collection, parameters, query);
  const { size, page, offset, cursor } = parameters;
  const number = (name: string | undefined): number | undefined => {
    const value = name === undefined ? undefined : getOwn(query, name);
    return value !== undefined && Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  };
  const isPaged = size !== undefined || page !== undefined || cursor !== undefined;
  const limit = Math.max(0, number(size?.name) ?? size?.byDefault ?? (isPaged ? usualSize : Number.POSITIVE_INFINITY));
  const total = await chosenList.size();
  const chosen = await startOf();
  if (chosen === undefined) return undefined;
  const start = Math.max(0, chosen);
  const end = Math.min(total, start + limit);
  const records = await chosenList.slice(start, end);

  const lastStart = limit > 0 && total > 0 ? Math.floor((total - 1) / limit) * limit : 0;
  const hasNext = end < total && limit > 0;
  const isNumbered =
    page !== undefined || (offset !== undefined && number(offset.name) !== undefined) || cursor === undefined;
  const linkTo = (position: number): PageLink | undefined => {
    if (page !== undefined && limit > 0) return [page.name, String(Math.floor(position / limit) + page.origin)];
    return offset === undefined ? undefined : [offset.name, String(position + offset.origin)];
  };
  return {
    records,
    total,
    start,
    size: Number.isFinite(limit) ? limit : undefined,
    next: hasNext ? (isNumbered ? linkTo(end) : cursorLink(end)) : undefined,
    previous: isNumbered && start > 0 ? linkTo(Math.max(0, Math.min(start, total) - limit)) : undefined,
    first: isNumbered ? linkTo(0) : undefined,
    last: isNumbered ? linkTo(lastStart) : undefined,
  };

  async function startOf(): Promise<number | undefined> {
    const given = cursor === undefined ? undefined : getOwn(query, cursor);
    if (given !== undefined) return afterCursor(String(given));
    const at = number(offset?.name);
    if (offset !== undefined && at !== undefined) return at - offset.origin;
    const pageNumber = number(page?.name);
    return page === undefined || pageNumber === undefined
      ? 0
      : (pageNumber - page.origin) * (Number.isFinite(limit) ? limit : 0);
  }

  function cursorLink(position: number): PageLink | undefined {
    const before = records.at(-1);
    const id = before === undefined ? undefined : idOf(before, collection);
    if (cursor === undefined || id === undefined) return undefined;
    // Where the client takes the last record's identifier itself, it is the cursor.
    const isIdentifier = ["startingafter", "startafter"].includes(plainName(cursor));
    return [cursor, isIdentifier ? id : Buffer.from(JSON.stringify([id, position])).toString("base64url")];
  }

  async function afterCursor(text: string): Promise<number | undefined> {
    const [id, position] = parseCursor(text) ?? [text, undefined];
    const found = await chosenList.position(id);
    // Without it, the record was deleted in between.
    return found === undefined ? position : found + 1;
  }
}

function parseCursor(text: string): readonly [id: string, position: number] | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown;
    if (!Array.isArray(value)) return undefined;
    const [id, position] = value as unknown[];
    return typeof id === "string" && Number.isSafeInteger(position) ? [id, position as number] : undefined;
  } catch {
    return undefined;
  }
}

/** The records that a query chooses, in its order; all are only looked at where it chooses. */
async function asked(
  list: RecordList,
  collection: Collection,
  parameters: ListParameters,
  query: Query,
): Promise<RecordList> {
  const names = [...parameters.filters.map(({ parameter }) => parameter), parameters.sort];
  if (names.every((name) => name === undefined || getOwn(query, name) === undefined)) return list;
  const records = sorted(filtered(await list.slice(0), parameters, query), parameters, query);
  return wholeList({ records, fromExamples: [] }, collection);
}

/** What is requested by several values is one of them; a property that is a list has it among its items. */
function filtered(records: readonly JsonObject[], { filters }: ListParameters, query: Query): readonly JsonObject[] {
  const asked = filters.flatMap(({ parameter, property }) => {
    const value = getOwn(query, parameter);
    return value === undefined || (typeof value === "object" && !Array.isArray(value))
      ? []
      : [{ property, wanted: new Set([value].flat().map(String)) }];
  });
  if (asked.length === 0) return records;
  return records.filter((record) =>
    asked.every(({ property, wanted }) =>
      [getOwn(record, property)].flat().some((value) => value !== undefined && wanted.has(String(value))),
    ),
  );
}

/**
 * By properties of the records, `-createdTime`, `name:desc`, several with commas; what is not one of them does not
 * count.
 */
function sorted(
  records: readonly JsonObject[],
  { sort, direction }: ListParameters,
  query: Query,
): readonly JsonObject[] {
  const asked = sort === undefined ? undefined : getOwn(query, sort);
  if (asked === undefined || (typeof asked === "object" && !Array.isArray(asked))) return records;
  const isDescending = /^desc/i.test(String(direction === undefined ? "" : getOwn(query, direction)));
  const names = new Map(records.flatMap((record) => Object.keys(record)).map((name) => [plainName(name), name]));
  const keys = [asked]
    .flat()
    .flatMap((text) => String(text).slice(0, 500).split(","))
    .flatMap((text) => {
      const [, sign = "", name = "", order = ""] =
        /^\s*([-+]?)(.+?)(?:[\s:.]+(asc|desc)(?:ending)?)?\s*$/i.exec(text) ?? [];
      const property = names.get(plainName(name));
      const isReversed = sign === "-" || /^desc/i.test(order) || (sign === "" && order === "" && isDescending);
      return property === undefined ? [] : [{ property, factor: isReversed ? -1 : 1 }];
    });
  if (keys.length === 0) return records;
  return [...records].sort((left, right) => {
    for (const { property, factor } of keys) {
      const difference = compare(getOwn(left, property), getOwn(right, property), factor);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** Numbers by their size, anything else as text; what has no value comes last, whatever the order. */
function compare(left: unknown, right: unknown, factor: number): number {
  const [isLeftEmpty, isRightEmpty] = [left, right].map((value) => value === undefined || value === null);
  if (isLeftEmpty || isRightEmpty) return Number(isLeftEmpty) - Number(isRightEmpty);
  const [a, b] = [left, right].map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value))) as [
    string,
    string,
  ];
  if ([a, b].every((text) => /^-?\d+$/.test(text))) {
    const difference = BigInt(a) - BigInt(b);
    return factor * (difference < 0n ? -1 : difference > 0n ? 1 : 0);
  }
  if (typeof left === "number" && typeof right === "number") return factor * (left - right);
  return factor * byCodePoint(a, b);
}

import type { MemberPath, PagesDescription } from "../runtime/core/description.ts";
import type { Shapes } from "../schema/shapes.ts";
import type { MediaType, Operation, Pages, Parameter, Response } from "./model.ts";
import {
  boundNames,
  cursorNames,
  envelopeNames,
  itemsNames,
  limitNames,
  moreNames,
  nextCursorNames,
  nextUrlNames,
  normalized,
  offsetNames,
  pageArgumentNames,
  pageNames,
  pageObjectNames,
  positionNames,
  rangeEndNames,
  totalNames,
  unsureOffsetNames,
} from "./page-names.ts";

/** The parts of an operation that decide how it returns its items page by page. */
export type PagedParts = Pick<Operation, "method" | "parameters" | "responses">;

/**
 * How a GET operation returns its items page by page, by the rules in `generator/README.md`; undefined if they are not
 * certain.
 */
export function findPages({ method, parameters, responses }: PagedParts, shapes: Shapes): Pages | undefined {
  const success = jsonResponseOf(responses);
  const list = method === "GET" && success ? findItems(success.media.schema, shapes) : undefined;
  if (!success || !list) return undefined;
  const args = argumentsOf(parameters, shapes);
  const fields = fieldsOf(success.media.schema, shapes);
  const limit = only(args.filter(({ names, schema }) => has(names, limitNames) && isInteger(schema, shapes)));
  const found =
    byLinkHeader(success.response) ??
    byCursor(args, fields, list.item, shapes) ??
    byNumber(args, limit !== undefined, fields, shapes) ??
    byUrl(fields, shapes) ??
    byPlainCursor(args, fields, shapes);
  if (!found) return undefined;
  const isCounted = found.style === "offset" || found.style === "page";
  return {
    description: {
      ...found,
      items: list.path,
      ...(list.isOptional && { sparse: true }),
      ...(limit && { limit: limit.path, ...(isCounted && sizeOf(limit.schema, shapes)) }),
    },
    item: list.item,
  };
}

/**
 * The default size of pages, if documented. The documented maximum is only what may be requested: many servers return
 * less, and their pages are not short.
 */
export function sizeOf(schema: unknown, shapes: Shapes): Pick<PagesDescription, "size"> {
  const size = shapes.said(schema, "default");
  return Number.isInteger(size) && Number(size) > 0 ? { size: Number(size) } : {};
}

/** The one successful response with JSON. */
export function jsonResponseOf(responses: readonly Response[]): { response: Response; media: MediaType } | undefined {
  const good = responses.filter(({ status, content }) => status.startsWith("2") && content.length > 0);
  const response = good.find(({ status }) => status === "200") ?? only(good);
  const media = response?.content.find(({ type }) => /^[^;]*[/+]json\s*(?:;|$)/i.test(type));
  return response && media && { response, media };
}

/** The array of items in a body. */
export interface ItemsList {
  readonly path: MemberPath;
  /** The schema of one item. */
  readonly item: unknown;
  /** Whether it may be absent. */
  readonly isOptional: boolean;
}

/** Where the items are in a body: the body itself, its only array, or the one with a usual name. */
export function findItems(body: unknown, shapes: Shapes, isInside = false): ItemsList | undefined {
  if (shapes.isList(body)) return { path: [], item: shapes.itemOf(body), isOptional: false };
  const members = [...shapes.members(body)];
  const lists = members.filter(([, schema]) => shapes.isList(schema));
  const list = only(lists) ?? only(lists.filter(([name]) => itemsNames.has(normalized(name))));
  if (list) return { path: [list[0]], item: shapes.itemOf(list[1]), isOptional: !shapes.requires(body, list[0]) };
  const envelope =
    lists.length > 0 || isInside ? undefined : only(members.filter(([name]) => envelopeNames.has(normalized(name))));
  const inner = envelope && findItems(envelope[1], shapes, true);
  if (!inner) return undefined;
  const isOptional = inner.isOptional || !shapes.requires(body, envelope[0]);
  return { path: [envelope[0], ...inner.path], item: inner.item, isOptional };
}

type Found = Omit<PagesDescription, "items">;

/** As GitHub does: the response has a Link header. */
function byLinkHeader({ headers = [] }: Response): Found | undefined {
  return headers.some((name) => name.toLowerCase() === "link") ? { style: "link" } : undefined;
}

/**
 * An argument for a cursor, and a body with the next one; or as Stripe does, whether there are more items after the
 * last id.
 */
function byCursor(
  args: readonly Argument[],
  fields: readonly Field[],
  item: unknown,
  shapes: Shapes,
): Found | undefined {
  const isCursor = (names: readonly string[]) => has(names, cursorNames) || names[0] === "page";
  const cursor = only(args.filter(({ names, schema }) => isCursor(names) && isString(schema, shapes)));
  if (!cursor) return undefined;
  const found = { style: "cursor", position: cursor.path } as const;
  const more = moreField(fields, shapes);
  const strings = fields.filter(({ schema }) => isString(schema, shapes) && !isUrl(schema, shapes));
  for (const names of nextCursorNames) {
    const next = strings.filter(({ name }) => names.has(name));
    if (next.length > 0) return next.length === 1 ? { ...found, next: next[0]!.path, ...more } : undefined;
  }
  const nested = only(strings.filter(({ name, parent }) => isNestedCursor(name, parent, cursor)));
  if (nested) return { ...found, next: nested.path, ...more };
  const isAfter = has(cursor.names, new Set(["after", "startingafter"]));
  if (!isAfter || !more) return undefined;
  const lastId = only(strings.filter(({ name }) => name === "lastid"));
  if (lastId) return { ...found, next: lastId.path, ...more };
  return isString(shapes.members(item).get("id"), shapes) ? { ...found, last: ["id"], ...more } : undefined;
}

/**
 * An argument called `cursor`, and a body that calls the next one `next`, or `cursor` too. A name as plain as these
 * counts where nothing else tells of pages.
 */
function byPlainCursor(args: readonly Argument[], fields: readonly Field[], shapes: Shapes): Found | undefined {
  const cursor = only(args.filter(({ names, schema }) => has(names, cursorNames) && isString(schema, shapes)));
  if (!cursor?.names.includes("cursor")) return undefined;
  const strings = fields.filter(({ schema }) => isString(schema, shapes) && !isUrl(schema, shapes));
  const named = ["next", "cursor"].map((wanted) => strings.filter(({ name }) => name === wanted));
  const next = only(named.find((those) => those.length > 0) ?? []);
  return next && { style: "cursor", position: cursor.path, next: next.path, ...moreField(fields, shapes) };
}

/** `paging.next.after`, `cursors.after`, `cursor.next`. */
function isNestedCursor(name: string, parent: string, cursor: Argument): boolean {
  if (parent === "next") return cursor.names.includes(name);
  return (parent === "cursors" || parent === "cursor") && (name === "next" || cursor.names.includes(name));
}

/**
 * An argument that counts items or pages from a known start; one that counts items needs another for the size of a
 * page.
 */
function byNumber(
  args: readonly Argument[],
  isLimited: boolean,
  fields: readonly Field[],
  shapes: Shapes,
): Found | undefined {
  const numbers = args.filter(({ schema }) => isInteger(schema, shapes));
  const isRange = ({ path }: Argument) =>
    args.some((other) => other.path.length === path.length && has(other.names.slice(0, 1), rangeEndNames));
  const offsets = numbers.filter(({ names }) => has(names, offsetNames) || has(names, unsureOffsetNames));
  const pages = numbers.filter(({ names }) => has(names, pageNames));
  const position = only([...offsets, ...pages]);
  if (!position) return undefined;
  const isOffset = offsets.length === 1;
  if (isOffset && (!isLimited || (/^(?:from|start)$/.test(position.names[0]!) && isRange(position)))) return undefined;
  const first = firstOf(position.schema, shapes) ?? (isOffset && has(position.names, offsetNames) ? 0 : undefined);
  if (first !== 0 && first !== 1) return undefined;
  const total = only(fields.filter(({ name, schema }) => totalNames.has(name) && isInteger(schema, shapes)));
  return {
    style: isOffset ? "offset" : "page",
    position: position.path,
    ...(first === 1 && { first }),
    ...moreField(fields, shapes),
    ...(total && { total: total.path }),
  };
}

/** A body with the URL of the next page, described as a URL. */
function byUrl(fields: readonly Field[], shapes: Shapes): Found | undefined {
  const next = only(
    fields.filter(
      ({ name, parent, schema }) =>
        isString(schema, shapes) &&
        ((nextUrlNames.has(name) && (isUrl(schema, shapes) || name === "odatanextlink")) ||
          (name === "href" && parent === "next")),
    ),
  );
  return next && { style: "link", next: next.path };
}

/** The number at which counting starts, if documented. */
export function firstOf(schema: unknown, shapes: Shapes): unknown {
  return shapes.said(schema, "default") ?? shapes.said(schema, "minimum");
}

/** An argument, or a member of one that is an object, with the names that it is known by. */
interface Argument {
  readonly path: MemberPath;
  readonly names: readonly string[];
  readonly schema: unknown;
}

/** Arguments; of the members of one that is an object those that are of pages, not of a price or a time. */
function argumentsOf(parameters: readonly Parameter[], shapes: Shapes): Argument[] {
  return parameters
    .filter((parameter) => parameter.in === "query")
    .flatMap(({ argument, name, schema }) => {
      const members = [...shapes.members(schema)];
      const isPaging = pageArgumentNames.has(normalized(name)) || tellsPages(members.map(([member]) => member));
      return [
        { path: [argument], names: [normalized(name)], schema },
        ...members.flatMap(([member, memberSchema]) => {
          const names = [normalized(member), normalized(name + member)];
          const counts = isPaging || !boundNames.has(names[0]!) || isOfPages(names[1]!);
          return counts ? [{ path: [argument, member], names, schema: memberSchema }] : [];
        }),
      ];
    });
}

/** Whether members tell a place among items, and how many of them: `from` and `limit`. */
function tellsPages(members: readonly string[]): boolean {
  const names = members.map(normalized);
  if (has(names, rangeEndNames)) return false;
  return has(names, positionNames) && names.some((name) => name !== "max" && limitNames.has(name));
}

function isOfPages(name: string): boolean {
  return limitNames.has(name) || positionNames.has(name);
}

/** A member of a body that is not an object, with the name of the object that contains it. */
interface Field {
  readonly path: MemberPath;
  readonly name: string;
  readonly parent: string;
  readonly schema: unknown;
}

/** The members of a body, and of the objects in it that describe the page. */
function fieldsOf(body: unknown, shapes: Shapes, path: MemberPath = []): Field[] {
  return [...shapes.members(body)].flatMap(([member, schema]) => {
    const own = [...path, member];
    const name = normalized(member);
    if (shapes.members(schema).size === 0) return [{ path: own, name, parent: normalized(path.at(-1) ?? ""), schema }];
    return path.length < 3 && pageObjectNames.has(name) ? fieldsOf(schema, shapes, own) : [];
  });
}

function moreField(fields: readonly Field[], shapes: Shapes): { more: MemberPath } | undefined {
  const more = only(fields.filter(({ name, schema }) => moreNames.has(name) && shapes.types(schema).has("boolean")));
  return more && { more: more.path };
}

function isInteger(schema: unknown, shapes: Shapes): boolean {
  const types = shapes.types(schema);
  return types.size > 0 && [...types].every((type) => type === "integer" || type === "number");
}

/** Whether the values of a schema are strings, or ids that may also be integers. */
function isString(schema: unknown, shapes: Shapes): boolean {
  const types = shapes.types(schema);
  return types.has("string") && [...types].every((type) => type === "string" || type === "integer");
}

function isUrl(schema: unknown, shapes: Shapes): boolean {
  return /^(?:uri|url|uri-reference)$/.test(String(shapes.said(schema, "format")));
}

function has(names: readonly string[], wanted: ReadonlySet<string>): boolean {
  return names.some((name) => wanted.has(name));
}

function only<Element>(elements: readonly Element[]): Element | undefined {
  return elements.length === 1 ? elements[0] : undefined;
}

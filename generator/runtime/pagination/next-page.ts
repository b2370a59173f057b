import type { MemberPath, PagesDescription } from "../core/description.ts";
import { memberAt, withMember } from "../core/json.ts";

/** A request for a page: arguments, or the URL that the page before it gave, unchanged. */
export interface PageRequest {
  readonly args: { readonly [name: string]: unknown };
  readonly url?: string;
}

/** The response to a request for a page. */
export interface PageResponse {
  readonly data: unknown;
  readonly items: readonly unknown[];
  readonly response: Response;
  /** The URL that was requested. */
  readonly address: string;
}

/** The way through the pages of one list. */
export interface PageSequence {
  /** Throws an Error for a page that came before: the server ignores the position. */
  refuseRepetition(items: readonly unknown[]): void;
  /**
   * The request for the page after the one that `sent` asked for; undefined after the last. Throws an Error where the
   * server repeats a cursor or a URL, where it does not say how to go on, and for a URL that must not be followed.
   */
  next(sent: PageRequest, received: PageResponse): PageRequest | undefined;
  /**
   * The request for the rest of a page after that many of its items; for the whole page where none asks for the rest.
   */
  rest(sent: PageRequest, taken: number): PageRequest;
}

/** The way through the pages that begins with a request. Throws a TypeError when no page can be what it asks for. */
export function createPageSequence(
  operation: string,
  described: PagesDescription,
  first: PageRequest,
): PageSequence {
  const { style, position = [] } = described;
  const rest = (sent: PageRequest) => sent;
  // A cursor or a URL that is new is followed, whatever page it leads to.
  if (style === "cursor" || style === "link")
    return { rest, refuseRepetition() {}, next: byReference(operation, described) };
  const refuseRepetition = createRepetitionGuard(operation, position);
  const next = byNumber(operation, described, first);
  if (style === "page") return { rest, refuseRepetition, next };
  return {
    refuseRepetition,
    next,
    rest: ({ args }, taken) => ({
      args: withMember(args, position, startOf(described, args) + taken),
    }),
  };
}

/** Offsets and page numbers: the list ends with an empty or a short page, or where the body says so. */
function byNumber(
  operation: string,
  described: PagesDescription,
  { args }: PageRequest,
): PageSequence["next"] {
  const { style, position = [], first = 0, limit, maximum } = described;
  const size = limit && numberAt(args, limit);
  const start = startOf(described, args);
  if (!Number.isFinite(start))
    throw new TypeError(`${operation}: "${position.join(".")}" must be a number`);
  let current = start;
  // How many items are before the page; NaN, which compares with nothing, where that is not known.
  let before =
    style === "offset" || start === first ? start - first : (start - first) * (size ?? Number.NaN);
  let largest = described.size ?? 0;

  return ({ args }, { data, items }) => {
    const count = items.length;
    const more = described.more && memberAt(data, described.more);
    const total = described.total && numberAt(data, described.total);
    before += count;
    if (!count || more === false) return undefined;
    if (more !== true && total !== undefined && before >= total) return undefined;
    // A server may give less than was requested: a page is short if it has less than the server is known to give.
    const isShort = size !== undefined && count < Math.min(size, maximum ?? largest);
    if (isShort && more !== true && total === undefined) return undefined;
    largest = Math.max(largest, count);
    current += style === "offset" ? count : 1;
    return { args: withMember(args, position, current) };
  };
}

/** Where a page begins. */
function startOf(
  { position = [], first = 0 }: PagesDescription,
  args: PageRequest["args"],
): number {
  return numberAt(args, position) ?? first;
}

/** Cursors and URLs: the list ends where the server names no further one, however short or empty a page is. */
function byReference(operation: string, described: PagesDescription): PageSequence["next"] {
  const { style, position = [] } = described;
  const seen = new Set<string>();
  return ({ args }, received) => {
    const { data, items, response, address } = received;
    seen.add(style === "link" ? address : String(memberAt(args, position)));
    const more = described.more && memberAt(data, described.more);
    if (more === false) return undefined;
    const next = described.next
      ? memberAt(data, described.next)
      : described.last
        ? memberAt(items.at(-1), described.last)
        : nextLink(response.headers.get("Link"));
    if (next === undefined || next === null || next === "" || next === false) {
      if (more !== true) return undefined;
      throw new Error(`${operation}: the response says that there is more, but not where`);
    }
    // Nothing comes after a cursor 0, but that of the last item's id: cursors that are numbers end with it.
    if (described.next && more !== true && String(next) === "0") return undefined;
    if (typeof next === "object" || next === true)
      throw new Error(`${operation}: what leads to the next page is not a string`);
    if (style === "link") {
      const url = urlOf(operation, String(next), received);
      if (seen.has(url))
        throw new Error(
          `${operation}: the same page would come again; the server leads back to a page that came`,
        );
      return { args, url };
    }
    if (seen.has(String(next)))
      throw new Error(
        `${operation}: the same page would come again; the server gave one cursor twice`,
      );
    return { args: withMember(args, position, next) };
  };
}

/** The URL of the next page, without a fragment. */
function urlOf(operation: string, reference: string, { response, address }: PageResponse): string {
  const base = response.url || address;
  if (!URL.canParse(reference, base))
    throw new Error(`${operation}: what leads to the next page is not a URL`);
  const url = new URL(reference, base);
  if (url.origin !== new URL(address).origin)
    throw new Error(
      `${operation}: the next page is on ${url.origin}, where the credentials must not go`,
    );
  if (url.username || url.password)
    throw new Error(`${operation}: the URL of the next page holds a user or a password`);
  url.hash = "";
  return url.href;
}

/** A number in a value, which may be a string; NaN for anything else, undefined where there is none. */
function numberAt(value: unknown, path: readonly string[]): number | undefined {
  const member = memberAt(value, path);
  return member === undefined || member === null ? undefined : Number(member);
}

/**
 * The target of the first link with the relation type `next` in a Link header (RFC 8288, section 3); undefined when
 * there is none. Links about another context (`anchor`) are skipped.
 */
function nextLink(header: string | null): string | undefined {
  const link = /[\s,]*<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";,]*))?)*)/y;
  for (let found = link.exec(header ?? ""); found; found = link.exec(header!)) {
    const [, target, parameters = ""] = found;
    const relation = parameterOf(parameters, "rel")?.toLowerCase().split(/\s+/);
    if (relation?.includes("next") && parameterOf(parameters, "anchor") === undefined)
      return target;
  }
  return undefined;
}

/** The first parameter of that name: of several `rel` only the first counts. */
function parameterOf(parameters: string, wanted: string): string | undefined {
  const parameter = /;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?/g;
  for (const [, name, quoted, token] of parameters.matchAll(parameter)) {
    if (name!.toLowerCase() === wanted) return quoted?.replace(/\\(.)/g, "$1") ?? token ?? "";
  }
  return undefined;
}

/** Members that identify items on all pages, where no two items share one. Others, such as `agentId`, may repeat. */
const identifying = ["id", "_id", "uuid"] as const;

/**
 * Throws an Error for a page of a counted list that came before: one with the ids of the first page or of the page
 * before it, in whatever order; where items have no ids, one that equals the page before it as JSON. A shorter page of
 * known ids is not refused: a list that grew at its beginning may end with it.
 */
function createRepetitionGuard(
  operation: string,
  position: MemberPath,
): (items: readonly unknown[]) => void {
  let first: string | undefined;
  let previous: string | undefined;
  return (items) => {
    if (items.length === 0) return;
    const ids = idsOf(items);
    const shown = ids ? `ids ${ids}` : jsonOf(items);
    if (shown === previous || (ids && shown === first))
      throw new Error(
        `${operation}: the same page came twice; the server ignores "${position.join(".")}"`,
      );
    first ??= shown;
    previous = shown;
  };
}

/** The ids of the items, sorted; undefined where some have none, or the same. */
function idsOf(items: readonly unknown[]): string | undefined {
  for (const name of identifying) {
    const ids = items
      .map((item) => memberAt(item, [name]))
      .filter((id) => id !== undefined && id !== null);
    const texts = [...new Set(ids.map((id) => (typeof id === "object" ? jsonOf(id) : String(id))))];
    if (texts.length === items.length) return jsonOf(texts.sort());
  }
  return undefined;
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "bigint" ? `${member}` : member,
  );
}

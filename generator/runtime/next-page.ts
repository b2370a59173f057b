import type { PagesDescription } from "./description.ts";
import { nextLink } from "./link-header.ts";
import { memberAt, withMember } from "./member-path.ts";
import { createRepetitionGuard } from "./repeated-page.ts";

/** What asks for a page: arguments, or the URL that the page before it gave, which stands as it was given. */
export interface PageRequest {
  readonly args: { readonly [name: string]: unknown };
  readonly url?: string;
}

/** What a page brought. */
export interface Answered {
  readonly data: unknown;
  readonly items: readonly unknown[];
  readonly response: Response;
  /** The URL that was asked for. */
  readonly address: string;
}

/** The way through the pages of one list. */
export interface PageSequence {
  /** Throws an Error for a page that came before: the server ignores what it was asked. */
  refuseRepetition(items: readonly unknown[]): void;
  /**
   * The request for the page after the one that `sent` asked for; undefined after the last. Throws an Error where the
   * server gives a cursor or a URL again, where it does not say how to go on, and for a URL that must not be followed.
   */
  next(sent: PageRequest, answered: Answered): PageRequest | undefined;
  /** The request for what is left of a page when that many of its items are taken; for the whole page where nothing says so. */
  rest(sent: PageRequest, taken: number): PageRequest;
}

/** The way through the pages that begins with a request. Throws a TypeError when that asks for no page that could be. */
export function createPageSequence(operation: string, described: PagesDescription, first: PageRequest): PageSequence {
  const { style, position = [] } = described;
  const rest = (sent: PageRequest) => sent;
  // A cursor or a URL that was not there yet is followed, whatever it leads to.
  if (style === "cursor" || style === "link")
    return { rest, refuseRepetition() {}, next: byReference(operation, described) };
  const refuseRepetition = createRepetitionGuard(operation, position);
  const next = byNumber(operation, described, first);
  if (style === "page") return { rest, refuseRepetition, next };
  return {
    refuseRepetition,
    next,
    rest: ({ args }, taken) => ({ args: withMember(args, position, startOf(described, args) + taken) }),
  };
}

/** Offsets and page numbers: the list ends with an empty or a short page, or where the body says so. */
function byNumber(operation: string, described: PagesDescription, { args }: PageRequest): PageSequence["next"] {
  const { style, position = [], first = 0, limit, maximum } = described;
  const size = limit && numberAt(args, limit);
  const start = startOf(described, args);
  if (!Number.isFinite(start)) throw new TypeError(`${operation}: "${position.join(".")}" must be a number`);
  let current = start;
  // How many items stand before the page; NaN, which is less than nothing, where nobody knows.
  let before = style === "offset" || start === first ? start - first : (start - first) * (size ?? Number.NaN);
  let largest = described.size ?? 0;

  return ({ args }, { data, items }) => {
    const count = items.length;
    const more = described.more && memberAt(data, described.more);
    const total = described.total && numberAt(data, described.total);
    before += count;
    if (!count || more === false) return undefined;
    if (more !== true && total !== undefined && before >= total) return undefined;
    // A server may give less than it was asked for: short is what is less than it is known to give.
    const isShort = size !== undefined && count < Math.min(size, maximum ?? largest);
    if (isShort && more !== true && total === undefined) return undefined;
    largest = Math.max(largest, count);
    current += style === "offset" ? count : 1;
    return { args: withMember(args, position, current) };
  };
}

/** Where a page begins. */
function startOf({ position = [], first = 0 }: PagesDescription, args: PageRequest["args"]): number {
  return numberAt(args, position) ?? first;
}

/** Cursors and URLs: the list ends where the server names no further one, however short or empty a page is. */
function byReference(operation: string, described: PagesDescription): PageSequence["next"] {
  const { style, position = [] } = described;
  const seen = new Set<string>();
  return ({ args }, answered) => {
    const { data, items, response, address } = answered;
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
      throw new Error(`${operation}: the answer says that there is more, but not where`);
    }
    // Nothing comes after a cursor 0, but that of the last item's id: cursors that are numbers end with it.
    if (described.next && more !== true && String(next) === "0") return undefined;
    if (typeof next === "object" || next === true)
      throw new Error(`${operation}: what leads to the next page is no text`);
    if (style === "link") {
      const url = urlOf(operation, String(next), answered);
      if (seen.has(url))
        throw new Error(`${operation}: the same page would come again; the server leads back to a page that came`);
      return { args, url };
    }
    if (seen.has(String(next)))
      throw new Error(`${operation}: the same page would come again; the server gave one cursor twice`);
    return { args: withMember(args, position, next) };
  };
}

/** The URL of the next page, without a fragment. */
function urlOf(operation: string, reference: string, { response, address }: Answered): string {
  const base = response.url || address;
  if (!URL.canParse(reference, base)) throw new Error(`${operation}: what leads to the next page is no URL`);
  const url = new URL(reference, base);
  if (url.origin !== new URL(address).origin)
    throw new Error(`${operation}: the next page is on ${url.origin}, where the credentials must not go`);
  if (url.username || url.password)
    throw new Error(`${operation}: the URL of the next page holds a user or a password`);
  url.hash = "";
  return url.href;
}

/** A number in a value, which may be written as text; NaN for anything else, undefined where there is none. */
function numberAt(value: unknown, path: readonly string[]): number | undefined {
  const member = memberAt(value, path);
  return member === undefined || member === null ? undefined : Number(member);
}

import type { PagesDescription } from "./description.ts";
import { nextLink } from "./link-header.ts";
import { memberAt, withMember } from "./member-path.ts";

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
}

/** The way through the pages of one list. */
export interface PageSequence {
  /** Throws an Error for a page that has the same items as the page before it: the server ignores what it was asked. */
  refuseRepetition(items: readonly unknown[]): void;
  /**
   * The request for the page after the one that `sent` asked for; undefined after the last. Throws an Error where the
   * server gives a cursor or a URL again, and where it does not say how to go on.
   */
  next(sent: PageRequest, answered: Answered): PageRequest | undefined;
}

/** The way through the pages that begins with a request. Throws a TypeError when that asks for no page that could be. */
export function createPageSequence(operation: string, described: PagesDescription, first: PageRequest): PageSequence {
  const counted = described.style === "offset" || described.style === "page";
  let previous = "";
  return {
    next: counted ? byNumber(operation, described, first) : byReference(operation, described, first),
    refuseRepetition(items) {
      if (items.length === 0) return;
      const shown = JSON.stringify(items, (_, member: unknown) => (typeof member === "bigint" ? `${member}` : member));
      const ignored = described.position ? `"${described.position.join(".")}"` : "where the page begins";
      if (shown === previous) throw new Error(`${operation}: the same page came twice; the server ignores ${ignored}`);
      previous = shown;
    },
  };
}

/** Offsets and page numbers: the list ends with an empty or a short page, or where the body says so. */
function byNumber(operation: string, described: PagesDescription, { args }: PageRequest): PageSequence["next"] {
  const { style, position = [], first = 0, limit, maximum } = described;
  const size = limit && numberAt(args, limit);
  const start = numberAt(args, position) ?? first;
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

/** Cursors and URLs: the list ends where the server names no further one, however short or empty a page is. */
function byReference(operation: string, described: PagesDescription, first: PageRequest): PageSequence["next"] {
  const { position = [] } = described;
  const seen = new Set([String(memberAt(first.args, position))]);
  return ({ args }, { data, items, response }) => {
    const more = described.more && memberAt(data, described.more);
    if (more === false) return undefined;
    const next = described.next
      ? memberAt(data, described.next)
      : described.last
        ? memberAt(items.at(-1), described.last)
        : nextLink(response.headers.get("Link"));
    if (next === undefined || next === null || next === "") {
      if (more !== true) return undefined;
      throw new Error(`${operation}: the answer says that there is more, but not where`);
    }
    if (typeof next === "object") throw new Error(`${operation}: what leads to the next page is no text`);
    const reference = String(next);
    if (seen.has(reference))
      throw new Error(`${operation}: the same page would come again; the server gave one cursor twice`);
    seen.add(reference);
    if (described.style === "link") return { args, url: reference };
    return { args: withMember(args, position, next) };
  };
}

/** A number in a value, which may be written as text; NaN for anything else, undefined where there is none. */
function numberAt(value: unknown, path: readonly string[]): number | undefined {
  const member = memberAt(value, path);
  return member === undefined || member === null ? undefined : Number(member);
}

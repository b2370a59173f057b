import { type Call, valueAt, withArgument, withValueAt } from "../calls/call.ts";
import { headerOf } from "../message.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Testing } from "../running/testing.ts";
import { identityOf, itemsOf, type ListView } from "./list-view.ts";
import type { Paging } from "./named-paging.ts";

/** One page of a list. */
export interface WalkedPage {
  readonly exchange: Exchange;
  readonly items: readonly unknown[];
}

/** The pages of a list as far as they were walked. */
export interface Walked {
  readonly pages: readonly WalkedPage[];
  /** Whether the last page is among them. */
  readonly isWhole: boolean;
  /** Whether it goes round in circles. */
  readonly isEndless: boolean;
}

/** How many pages are walked at most. */
const mostPages = 40;

/** Walks the pages of a list from a call of the first one, and judges each of them. */
export async function walkPages(
  call: Call,
  { view, testing }: { readonly view: ListView; readonly testing: Testing },
): Promise<Walked> {
  const pages: WalkedPage[] = [];
  const seen = new Set<string>();
  const positions = new Set<string>();
  let next: Call | undefined = call;
  while (next !== undefined && pages.length < mostPages) {
    const label = pages.length === 0 ? "the first page" : "the next page";
    const exchange: Exchange | undefined = await testing.try(next, { kind: "positive", label });
    if (exchange === undefined) break;
    await testing.judge(exchange, "accepted", label);
    const items = isSuccess(exchange) ? itemsOf(exchange, view) : undefined;
    if (items === undefined) return { pages, isWhole: exchange.response?.status === 204, isEndless: false };
    pages.push({ exchange, items });
    const ids = items.map((item) => identityOf(item, view));
    const isKnown = ids.length > 0 && ids.every((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    const following: Call | undefined = view.paging && nextCall(next, pages, view.paging);
    const position = following && JSON.stringify([...following.arguments, following.href]);
    if (isKnown && following !== undefined) return { pages, isWhole: false, isEndless: true };
    if (position !== undefined && positions.has(position)) return { pages, isWhole: false, isEndless: true };
    if (position !== undefined) positions.add(position);
    if (following === undefined) return { pages, isWhole: true, isEndless: false };
    next = following;
  }
  return { pages, isWhole: false, isEndless: false };
}

/** The call of the page after the last one; undefined where that was the last. */
function nextCall(call: Call, pages: readonly WalkedPage[], paging: Paging): Call | undefined {
  const { exchange, items } = pages.at(-1)!;
  const { style, position, first = 0, more, next, last, total, limit } = paging;
  const hasMore = more === undefined ? undefined : valueAt(exchange.json, more);
  if (style === "link") {
    const target = next === undefined ? linkOf(exchange) : valueAt(exchange.json, next);
    return typeof target === "string" && target !== "" ? linked(call, target, exchange) : undefined;
  }
  if (position === undefined || hasMore === false) return undefined;
  if (style === "cursor") {
    const cursor = next === undefined ? valueAt(items.at(-1), last ?? []) : valueAt(exchange.json, next);
    const isThere = typeof cursor === "string" ? cursor !== "" : typeof cursor === "number";
    if (!isThere || (next === undefined && hasMore !== true)) return undefined;
    return withPosition(call, position, cursor);
  }
  if (items.length === 0) return undefined;
  const count = pages.reduce((sum, page) => sum + page.items.length, 0);
  const all = total === undefined ? undefined : valueAt(exchange.json, total);
  const asked = limit === undefined ? undefined : valueAt(call.arguments.get(limit[0] ?? ""), limit.slice(1));
  if (typeof all === "number" ? count >= all && items.length < Number(asked ?? 0) : items.length < Number(asked ?? 1))
    return undefined;
  const now = valueAt(call.arguments.get(position[0] ?? ""), position.slice(1));
  const before = typeof now === "number" ? now : first;
  return withPosition(call, position, style === "page" ? before + 1 : before + items.length);
}

/** The call with a value for an argument, or for a member of one. */
export function withPosition(call: Call, [key = "", ...path]: readonly string[], value: unknown): Call {
  return withArgument(call, key, withValueAt(call.arguments.get(key), path, value));
}

/** The address of the next page in a Link header (RFC 8288). */
function linkOf({ response }: Exchange): string | undefined {
  const links = (response && headerOf(response, "link")) ?? "";
  const next = links.split(/,(?=\s*<)/).find((link) => /;\s*rel="?[^";]*\bnext\b/i.test(link));
  return /<([^>]*)>/.exec(next ?? "")?.[1];
}

/** The call at an address that a page gives, on the same host alone. */
function linked(call: Call, target: string, { request }: Exchange): Call | undefined {
  if (!URL.canParse(target, request.url)) return undefined;
  const url = new URL(target, request.url);
  return url.origin === new URL(request.url).origin ? { ...call, href: url.href } : undefined;
}

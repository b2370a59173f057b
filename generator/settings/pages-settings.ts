import type { Place } from "../diagnostics/diagnostic.ts";
import { isObject } from "../document/json.ts";

/** What the settings say of an operation's pages. `none`: there are none; `found`: they are as the documents say. */
export type PagesSettings = PagesDecision | { readonly style: "none" | "found"; readonly at?: Place };

/** How an operation gives its items page by page. Arguments and members of a body are named with dots: `p.from`. */
export interface PagesDecision {
  readonly style: "offset" | "page" | "cursor" | "link";
  /** The argument that says how many items stand before the page. */
  readonly offset?: string;
  /** The argument that says the number of the page. */
  readonly page?: string;
  /** The argument that carries the cursor. */
  readonly cursor?: string;
  /** The argument that says how many items a page is to hold. */
  readonly limit?: string;
  /** The largest page that the server gives, for sure: a shorter one is the last. */
  readonly maximum?: number;
  /** The number of the first item or page. */
  readonly first?: number;
  /** The list of items in the body; the body itself where it is empty. */
  readonly items?: string;
  /** The next cursor or URL in the body. */
  readonly next?: string;
  /** The next cursor in the last item. */
  readonly lastItem?: string;
  /** Whether there is more, in the body. */
  readonly more?: string;
  /** How many items there are on all pages together, in the body. */
  readonly total?: string;
  readonly at?: Place;
}

/** What stands under `client.pages`, which its schema was held against. */
export function pagesSettings(value: unknown): ReadonlyMap<string, PagesSettings> {
  return new Map(Object.entries(isObject(value) ? value : {}).map(([name, each]) => [name, settingsOf(each)]));
}

function settingsOf(value: unknown): PagesSettings {
  return isObject(value) ? (value as unknown as PagesDecision) : { style: value === false ? "none" : "found" };
}

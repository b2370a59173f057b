import type { ItemCoverage } from "./coverage.ts";
import { idOf } from "./item.ts";

/** An item of an operation by its number, and how many below it are as missing as it is, and not listed. */
export interface FoldedItem {
  readonly item: ItemCoverage;
  readonly number: number;
  readonly below: number;
}

/** Of more items together, only the outermost of those that are missing are listed: somebody must open it. */
export const mostListed = 10_000;

const root = "operation called";

/**
 * The items of an operation without those below one that is missing: of an operation that was never called the call
 * alone is left, of a status that never came the status, of a member that was never there the member.
 */
export function foldItems(items: readonly ItemCoverage[]): readonly FoldedItem[] {
  const missing = new Map(items.map((item) => [idOf(item), !item.isCovered]));
  const below = new Map<string, number>();
  const left = items.flatMap((item, number) => {
    const above = item.isCovered ? undefined : topmost(item, missing);
    if (above === undefined) return [{ item, number }];
    below.set(above, (below.get(above) ?? 0) + 1);
    return [];
  });
  return left.map((each) => ({ ...each, below: below.get(idOf(each.item)) ?? 0 }));
}

/** The outermost of the missing items around one; undefined where the nearest one was exercised. */
function topmost(item: ItemCoverage, missing: ReadonlyMap<string, boolean>): string | undefined {
  if (missing.get(root) === true) return idOf(item) === root ? undefined : root;
  let found: string | undefined;
  for (const id of around(item)) {
    const isMissing = missing.get(id);
    if (isMissing === false) break;
    if (isMissing === true) found = id;
  }
  return found;
}

/** The ids of what an item may be in, nearest first; not all of them are there. */
function* around({ kind, name }: ItemCoverage): Generator<string, undefined> {
  const [status = ""] = name.split(" ", 1);
  if (kind === "value" || kind === "error-code") {
    const owner = name.slice(0, name.indexOf("="));
    if (kind === "value") {
      yield `parameter ${owner}`;
      yield `parameter ${owner}: given`;
    }
    const member = kind === "value" ? "request-member" : "response-member";
    yield `${member} ${owner}`;
    yield* outer(member, owner);
  } else if (kind === "request-member" || kind === "response-member") yield* outer(kind, name);
  if (kind === "response-member" || kind === "response-media-type" || kind === "error-code") yield `status ${status}`;
}

function* outer(kind: "request-member" | "response-member", name: string): Generator<string, undefined> {
  for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1))
    yield `${kind} ${name.slice(0, end).replace(/(?:\[\])+$/, "")}`;
}

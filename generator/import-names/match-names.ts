import { suggestionFor } from "../diagnostics/suggestion.ts";
import { foldCase } from "../names/identifiers/identifier.ts";
import { operationKey } from "../names/operation-key.ts";
import type { FoundName } from "./found-name.ts";

/** The names that were found for an operation of the API: the first is its name, the others are further ones. */
export interface MatchedName {
  /** The operation key. */
  readonly key: string;
  readonly found: FoundName;
  /** The name that is asked for. */
  readonly name: string;
  readonly further: readonly string[];
}

/** A name for a request that no operation of the API is. */
export interface UnmatchedName {
  readonly key: string;
  readonly found: FoundName;
  /** The operation that it nearly is. */
  readonly near?: string;
}

/** Finds the operation of each name, by method and path. */
export function matchNames(
  names: readonly FoundName[],
  keys: readonly string[],
): { readonly matched: readonly MatchedName[]; readonly unmatched: readonly UnmatchedName[] } {
  const known = new Set(keys);
  const base = baseOf(names, known);
  const byKey = new Map<string, FoundName[]>();
  const unmatched: UnmatchedName[] = [];
  for (const found of names) {
    const key = operationKey(found.method, found.path);
    const own = known.has(key) ? key : base(key);
    if (own !== undefined && known.has(own)) byKey.set(own, [...(byKey.get(own) ?? []), found]);
    else {
      const near = nearestTo(key, keys);
      unmatched.push({ key, found, ...(near !== undefined && { near }) });
    }
  }
  const owners = new Map<string, Set<string>>();
  for (const [key, [first]] of byKey) {
    const name = foldCase(first!.name);
    owners.set(name, (owners.get(name) ?? new Set()).add(key));
  }
  const matched = [...byKey].map(([key, [first, ...others]]): MatchedName => {
    const isShared = owners.get(foldCase(first!.name))!.size > 1;
    const name = isShared ? (first!.qualified ?? first!.name) : first!.name;
    const further = new Set(others.map((each) => each.name).filter((each) => foldCase(each) !== foldCase(name)));
    return { key, found: first!, name, further: isShared ? [] : [...further] };
  });
  return { matched, unmatched };
}

/** The operation of nearly the path, with the method if there is one. */
function nearestTo(key: string, keys: readonly string[]): string | undefined {
  const [method, path = ""] = key.split(" ");
  const pathOf = (each: string) => each.split(" ")[1] ?? "";
  const near = keys.map(pathOf).includes(path) ? path : suggestionFor(path, keys.map(pathOf));
  return keys.find((each) => each === `${method} ${near}`) ?? keys.find((each) => pathOf(each) === near);
}

/**
 * Takes from a key what a client writes before every path, such as `/api/v1`: where no path is one of the API as it
 * stands, the part without which most are.
 */
function baseOf(names: readonly FoundName[], known: ReadonlySet<string>): (key: string) => string | undefined {
  const keys = names.map(({ method, path }) => operationKey(method, path));
  if (keys.some((key) => known.has(key))) return () => undefined;
  const counts = new Map<string, number>();
  for (const key of keys)
    for (const base of basesIn(key)) if (known.has(without(key, base))) counts.set(base, (counts.get(base) ?? 0) + 1);
  const [best] = [...counts].sort(([a, one], [b, two]) => two - one || a.length - b.length);
  return (key) => (best === undefined ? undefined : without(key, best[0]));
}

/** The paths that a path begins with: `/api` and `/api/v{}` of `/api/v{}/pets`. */
function basesIn(key: string): string[] {
  const path = key.slice(key.indexOf(" ") + 1);
  return [...path.matchAll(/\/(?!$)/g)].map(({ index }) => path.slice(0, index)).filter((base) => base !== "");
}

function without(key: string, base: string): string {
  const [method = "", path = ""] = key.split(" ");
  return path.startsWith(`${base}/`) ? `${method} ${path.slice(base.length)}` : key;
}

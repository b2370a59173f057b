import { foldOf, matchesPattern, type Requirement } from "../../generator/scopes/requirement.ts";
import type { ScopeSettings } from "../../generator/settings/settings.ts";

/** Tells whether scopes, together with all that they imply, include one. */
export type Coverage = (scope: string) => boolean;

/** What the granted scopes include, implied scopes and what those imply as well. */
export function coverageOf(
  granted: readonly string[],
  settings: Pick<ScopeSettings, "implies" | "isCaseSensitive">,
): Coverage {
  const fold = foldOf(settings);
  const names = new Set(granted.map(fold));
  const patterns: string[] = [];
  const covers = (scope: string): boolean => {
    const folded = fold(scope);
    return names.has(folded) || patterns.some((pattern) => matchesPattern(folded, pattern));
  };
  const unused = new Map(settings.implies);
  for (let found = true; found; ) {
    found = false;
    for (const [name, implied] of unused) {
      if (!covers(name)) continue;
      unused.delete(name);
      found = true;
      for (const scope of implied.map(fold)) {
        if (scope.includes("*")) patterns.push(scope);
        else names.add(scope);
      }
    }
  }
  return covers;
}

/**
 * What is missing from the alternative that lacks least, the alternative itself beside it; undefined when one is whole.
 */
export function missingFrom(
  requirement: Requirement,
  covers: Coverage,
): { readonly missing: readonly string[]; readonly needed: readonly string[] } | undefined {
  const lacks = requirement.map((needed) => ({ needed, missing: needed.filter((scope) => !covers(scope)) }));
  if (lacks.length === 0 || lacks.some(({ missing }) => missing.length === 0)) return undefined;
  return lacks.reduce((least, next) => (next.missing.length < least.missing.length ? next : least));
}

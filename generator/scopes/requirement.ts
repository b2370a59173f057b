import { isObject, type JsonObject } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import type { ScopeSettings } from "../settings/settings.ts";

/** What an operation needs: alternatives of sets of scopes (OR of ANDs). No alternative at all: nothing is needed. */
export type Requirement = readonly (readonly string[])[];

/**
 * The requirement that a list of Security Requirement Objects stands for. An empty object in the list makes the rest
 * optional (section 4.8.30), so nothing is needed then.
 */
export function requirementOf(
  security: readonly unknown[],
  schemes: ReadonlyMap<string, JsonObject>,
  settings: ScopeSettings,
): Requirement {
  const alternatives: string[][] = [];
  for (const requirement of security) {
    if (!isObject(requirement)) continue;
    const lists = Object.entries(requirement)
      .filter(([name]) => hasScopes(schemes.get(name)))
      .map(([, scopes]) => (Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : []));
    const sets = settings.lists === "any-of" ? lists.reduce<string[][]>(chooseOne, [[]]) : [lists.flat()];
    alternatives.push(...sets.map((set) => [...new Set(set)].sort(byCodePoint)));
  }
  return withoutSupersets(alternatives);
}

/** How a client compares scopes. */
export interface ScopeRules {
  readonly isCaseSensitive: boolean;
  /**
   * All that a scope includes, what the included scopes include as well; `*` stands for any further text. In lower case
   * where case does not matter.
   */
  readonly implies: { readonly [scope: string]: readonly string[] };
}

/** The rules of comparing scopes, each implication followed to its end. */
export function scopeRulesOf({ isCaseSensitive, implies }: ScopeSettings): ScopeRules {
  const fold = (scope: string) => (isCaseSensitive ? scope : scope.toLowerCase());
  const direct = new Map<string, string[]>();
  for (const [scope, implied] of implies) {
    const folded = fold(scope);
    direct.set(folded, [...(direct.get(folded) ?? []), ...implied.map(fold)]);
  }
  const closed = [...direct.keys()].sort(byCodePoint).map((scope) => {
    const included = new Set(direct.get(scope));
    // A set gives what is added while it is gone through.
    for (const pattern of included) {
      for (const [other, implied] of direct) {
        if (matchesPattern(other, pattern)) for (const each of implied) included.add(each);
      }
    }
    return [scope, [...included].sort(byCodePoint)] as const;
  });
  return { isCaseSensitive, implies: Object.fromEntries(closed) };
}

/** Whether a text is a pattern with any text in place of each `*`. No regular expression: both are somebody's text. */
export function matchesPattern(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last) || end < first.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end;
}

/** What a scheme asks for that nobody defines may be anything, so no token can be held to it. */
function hasScopes(scheme: JsonObject | undefined): boolean {
  return scheme?.["type"] === "oauth2" || scheme?.["type"] === "openIdConnect";
}

function chooseOne(sets: string[][], list: string[]): string[][] {
  return list.length === 0 ? sets : sets.flatMap((set) => list.map((scope) => [...set, scope]));
}

/** An alternative that needs all that another needs, and more, adds nothing. */
function withoutSupersets(alternatives: readonly string[][]): Requirement {
  const distinct = [...new Map(alternatives.map((set) => [JSON.stringify(set), set])).values()];
  const minimal = distinct.filter(
    (set) => !distinct.some((other) => other !== set && other.every((scope) => set.includes(scope))),
  );
  if (minimal.some((set) => set.length === 0)) return [];
  return minimal.sort((a, b) => a.length - b.length || byCodePoint(a.join(), b.join()));
}

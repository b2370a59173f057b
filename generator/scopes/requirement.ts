import { isObject, type JsonObject } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import type { ScopeSettings } from "../settings/settings.ts";

/** The scopes that an operation needs: alternatives of sets (OR of ANDs). Without alternatives, nothing is needed. */
export type Requirement = readonly (readonly string[])[];

/**
 * The requirement that Security Requirement Objects describe. An empty object among them makes the rest optional
 * (section 4.8.30), so nothing is needed then.
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
   * Everything that a scope includes, directly or through other scopes; `*` matches any text. In lower case where case
   * does not matter.
   */
  readonly implies: { readonly [scope: string]: readonly string[] };
}

/** How scopes are compared: as they are, or without regard to case. */
export function foldOf({ isCaseSensitive }: Pick<ScopeRules, "isCaseSensitive">): (scope: string) => string {
  return isCaseSensitive ? (scope) => scope : (scope) => scope.toLowerCase();
}

/** The rules for comparing scopes, with the closure of all implications. */
export function scopeRulesOf({ isCaseSensitive, implies }: ScopeSettings): ScopeRules {
  const fold = foldOf({ isCaseSensitive });
  const direct = new Map<string, string[]>();
  for (const [scope, implied] of implies) {
    const folded = fold(scope);
    direct.set(folded, [...(direct.get(folded) ?? []), ...implied.map(fold)]);
  }
  const closed = [...direct.keys()].sort(byCodePoint).map((scope) => {
    const included = new Set(direct.get(scope));
    // iterating over a set includes what is added meanwhile
    for (const pattern of included) {
      for (const [other, implied] of direct) {
        if (matchesPattern(other, pattern)) for (const each of implied) included.add(each);
      }
    }
    return [scope, [...included].sort(byCodePoint)] as const;
  });
  return { isCaseSensitive, implies: Object.fromEntries(closed) };
}

/** Whether granted scopes, with all that they imply, include one. */
export function includes(granted: Iterable<string>, scope: string, rules: ScopeRules): boolean {
  const fold = foldOf(rules);
  const wanted = fold(scope);
  for (const each of granted) {
    const folded = fold(each);
    if (folded === wanted) return true;
    const implied = Object.hasOwn(rules.implies, folded) ? rules.implies[folded]! : [];
    if (implied.some((pattern) => matchesPattern(wanted, pattern))) return true;
  }
  return false;
}

/** Whether granted scopes meet a requirement. */
export function meets(granted: readonly string[], requirement: Requirement, rules: ScopeRules): boolean {
  return requirement.length === 0 || requirement.some((set) => set.every((scope) => includes(granted, scope, rules)));
}

/**
 * Whether a string matches a pattern in which `*` is any text. It is not a regular expression, as both come from
 * documents.
 */
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

/** Whether a scheme requires scopes. An undefined one may require anything, so tokens are not checked against it. */
function hasScopes(scheme: JsonObject | undefined): boolean {
  return scheme?.["type"] === "oauth2" || scheme?.["type"] === "openIdConnect";
}

function chooseOne(sets: string[][], list: string[]): string[][] {
  return list.length === 0 ? sets : sets.flatMap((set) => list.map((scope) => [...set, scope]));
}

/** Without alternatives that need all that another one needs, and more. */
function withoutSupersets(alternatives: readonly string[][]): Requirement {
  const distinct = [...new Map(alternatives.map((set) => [JSON.stringify(set), set])).values()];
  const minimal = distinct.filter(
    (set) => !distinct.some((other) => other !== set && other.every((scope) => set.includes(scope))),
  );
  if (minimal.some((set) => set.length === 0)) return [];
  return minimal.sort((a, b) => a.length - b.length || byCodePoint(a.join(), b.join()));
}

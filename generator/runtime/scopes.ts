/** What an operation needs: alternatives of sets of scopes. No alternative at all: nothing is needed. */
export type Requirement = readonly (readonly string[])[];

/** How an API means its scopes. */
export interface ScopeRules {
  readonly isCaseSensitive: boolean;
  /**
   * All that a scope includes, what the included scopes include as well; `*` stands for any further text. In lower case
   * where case does not matter.
   */
  readonly implies: { readonly [scope: string]: readonly string[] };
}

/** The types of all scopes that the granted ones include: in lower case where case does not matter, `string` for any. */
export type CoveredBy<Granted extends string, Rules extends ScopeRules> = string extends Granted
  ? string
  : Folded<Granted, Rules> | Pattern<Rules["implies"][Folded<Granted, Rules> & keyof Rules["implies"]][number]>;

/** A scope as it is compared. */
export type Folded<Scope extends string, Rules extends ScopeRules> = Rules["isCaseSensitive"] extends true
  ? Scope
  : Lowercase<Scope>;

/** The type of all texts that a pattern stands for. */
type Pattern<Text> = Text extends `${infer Start}*${infer Rest}` ? `${Start}${string}${Pattern<Rest>}` : Text;

/** Whether granted scopes, together with all that they imply, include one. */
export function covers(granted: readonly string[], scope: string, rules: ScopeRules): boolean {
  const fold = (text: string) => (rules.isCaseSensitive ? text : text.toLowerCase());
  const wanted = fold(scope);
  return granted.map(fold).some((each) => {
    if (each === wanted) return true;
    const implied = Object.hasOwn(rules.implies, each) ? rules.implies[each]! : [];
    return implied.some((pattern) => matches(wanted, pattern));
  });
}

/** The scopes that are missing from the alternative which lacks least; none when an alternative is whole. */
export function missingScopes(
  requirement: Requirement,
  granted: readonly string[],
  rules: ScopeRules,
): readonly string[] {
  const lacks = requirement.map((set) => set.filter((scope) => !covers(granted, scope, rules)));
  return lacks.reduce((least, next) => (next.length < least.length ? next : least), lacks[0] ?? []);
}

/** Whether a string fits a pattern, in which `*` stands for any text. Not by a regular expression: scopes are a document's text. */
function matches(text: string, pattern: string): boolean {
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

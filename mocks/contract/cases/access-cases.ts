import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { requirementOf } from "../../../generator/scopes/requirement.ts";
import type { ScopeSettings } from "../../../generator/settings/settings.ts";
import { coverageOf, missingFrom } from "../../oauth/scope-coverage.ts";
import type { Call } from "../calls/call.ts";
import type { SkippedCase } from "../events.ts";
import type { Holder, NeededScheme } from "../options.ts";
import type { RuleName } from "../rules.ts";
import type { Session } from "../running/session.ts";

/** A call with other credentials than the least that it needs, and the rule that it breaks. */
export interface AccessCase {
  readonly call: Call;
  readonly label: string;
  readonly rule: RuleName;
  readonly cause: string;
}

/** The calls that must be refused for want of access, those that must not, and those without such credentials. */
export interface AccessCases {
  readonly refused: readonly AccessCase[];
  readonly accepted: readonly AccessCase[];
  readonly skipped: readonly SkippedCase[];
}

/** How access can be wrong, around a call that the server takes. */
export async function accessCases(base: Call, session: Session): Promise<AccessCases> {
  const refused: AccessCase[] = [];
  const accepted: AccessCase[] = [];
  const skipped: SkippedCase[] = [];
  const { operation } = base;
  const settings = { scopes: session.options.api.scopes ?? plainScopes };
  if (operation.security.length === 0) return { refused, accepted, skipped };
  const add = async (holder: Call["holder"], added: Omit<AccessCase, "call">, alternative?: number) => {
    const isHad = (await session.authorize(operation, holder, alternative)) !== undefined;
    const call = { ...base, holder, ...(alternative !== undefined && { alternative }) };
    if (isHad) refused.push({ ...added, call });
    else skipped.push({ kind: "negative", label: added.label, reason: whyNot(holder) });
  };
  const rule = "access-without-credentials";
  await add({ kind: "nobody" }, { label: "without credentials", rule, cause: "nobody" });
  await add({ kind: "unknown" }, { label: "with credentials that nobody has issued", rule, cause: "unknown" });
  await add({ kind: "expired" }, { label: "with expired credentials", rule: "access-expired", cause: "expired" });
  for (const [alternative, security] of alternativesByScheme(operation.security)) {
    const isHad =
      alternative === 0 || (await session.authorize(operation, { kind: "valid" }, alternative)) !== undefined;
    if (!isHad) continue;
    const wide = insufficientScopes(security, settings);
    for (const holder of scopeHolders(security, settings)) {
      // a token of no scopes at all is seldom issued, and one of all others shows the same
      const isAlone = new Set(security[0]?.flatMap((needed) => needed.scopes)).size === 1;
      if (isAlone && wide.length > 0 && (await session.authorize(operation, holder, alternative)) === undefined)
        continue;
      const label = `without the scope ${holder.scope}`;
      await add(holder, { label, rule: "scope-not-enforced", cause: label }, alternative);
    }
    for (const scopes of wide) {
      const label = "with all scopes but those that it needs";
      const cause = `all but ${missingIn(security, scopes).join(" ")}`;
      await add({ kind: "with-scopes", scopes }, { label, rule: "scope-not-enforced", cause }, alternative);
    }
  }
  for (const alternative of operation.security.keys()) {
    const isFirst = alternative === 0;
    if (isFirst || (await session.authorize(operation, { kind: "valid" }, alternative)) === undefined) continue;
    const needed = operation.security[alternative]!.map(({ name, scopes }) => [name, ...scopes].join(" "));
    const label = `with the least of ${needed.join(" and ")}`;
    accepted.push({ call: { ...base, alternative }, label, rule: "access-refused", cause: label });
  }
  return { refused, accepted, skipped };
}

/** How scopes are meant. */
interface Meaning {
  readonly scopes: ScopeSettings;
}

/** As OpenAPI means scopes. */
const plainScopes: ScopeSettings = { lists: "all-of", isCaseSensitive: true, implies: new Map() };

/**
 * Alternatives of a scheme, or of several together, by the index of the first: what is sent for it satisfies none of
 * those that want another scheme.
 */
function alternativesByScheme(security: Security): Map<number, Security> {
  const found = new Map<number, Security>();
  const seen = new Set<string>();
  for (const [index, alternative] of security.entries()) {
    const names = new Set(alternative.map(({ name }) => name));
    const key = JSON.stringify([...names].toSorted());
    if (!seen.has(key))
      found.set(index, [alternative, ...security.filter((one) => one !== alternative && isAmong(one, names))]);
    seen.add(key);
  }
  return found;
}

function isAmong(alternative: Security[number], names: ReadonlySet<string>): boolean {
  return alternative.every(({ name }) => names.has(name));
}

/** Each scope of the first alternative without which there is not enough. */
function scopeHolders(
  security: Security,
  { scopes: settings }: Meaning,
): (Holder & { readonly kind: "without-scope" })[] {
  const [first = []] = security;
  const scopes = [...new Set(first.flatMap((needed) => needed.scopes))];
  return scopes.flatMap((scope) => {
    const rest = scopes.filter((one) => one !== scope);
    return isEnough(security, rest, settings) ? [] : [{ kind: "without-scope" as const, scope }];
  });
}

/** Whether scopes are enough for one of the alternatives; a scheme that knows no scopes is taken to be satisfied. */
function isEnough(security: Security, scopes: readonly string[], settings: ScopeSettings): boolean {
  const requirement = requirementOf(security.map(asRequirement), schemesIn(security), settings);
  return requirement.length === 0 || missingFrom(requirement, coverageOf(scopes, settings)) === undefined;
}

type Security = Call["operation"]["security"];

function asRequirement(alternative: Security[number]): JsonObject {
  return Object.fromEntries(alternative.map(({ name, scopes }) => [name, scopes]));
}

function schemesIn(security: Security): Map<string, JsonObject> {
  return new Map(security.flat().map(({ name, scheme }) => [name, scheme]));
}

/** As many scopes as there are without enough for any alternative, where all of them are of one scheme. */
function insufficientScopes(security: Security, { scopes: settings }: Meaning): string[][] {
  const names = new Set(security.flat().map(({ name }) => name));
  const all = declaredScopes(security[0]?.[0]);
  const sets = requirementOf(security.map(asRequirement), schemesIn(security), settings);
  if (names.size !== 1 || all.length === 0 || sets.length === 0) return [];
  const longest = Math.max(...sets.map(({ length }) => length));
  const missing = Array.from({ length: longest }, (_, index) => sets.map((set) => set[index % set.length]!));
  return missing
    .map((without) =>
      all.filter((scope) => {
        const covers = coverageOf([scope], settings);
        return !without.some(covers);
      }),
    )
    .filter((scopes) => scopes.length > 0 && !isEnough(security, scopes, settings));
}

function missingIn(security: Security, scopes: readonly string[]): string[] {
  return [...new Set(security.flat().flatMap((needed) => needed.scopes))].filter((scope) => !scopes.includes(scope));
}

/** The scopes that a scheme declares in any of its flows (section 4.8.29). */
function declaredScopes(needed: NeededScheme | undefined): string[] {
  const flows = needed?.scheme["flows"];
  const declared = Object.values(isObject(flows) ? flows : {}).flatMap((flow) =>
    isObject(flow) && isObject(flow["scopes"]) ? Object.keys(flow["scopes"]) : [],
  );
  return [...new Set(declared)];
}

/** Why credentials of a holder are not to be had, as a clause. */
function whyNot({ kind }: Call["holder"]): string {
  if (kind === "expired") return "no expired credential was given";
  return kind === "without-scope" ? "no token without that scope is to be had" : "there are no such credentials";
}

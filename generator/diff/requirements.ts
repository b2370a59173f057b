import type { Model, Operation, SecurityScheme } from "../model/model.ts";
import { meets } from "../scopes/requirement.ts";
import type { Level } from "./finding.ts";
import type { Kind } from "./kinds.ts";
import { code } from "./schema-walk.ts";
import type { OperationPair, Sides } from "./side.ts";
import type { TypeFinding } from "./type-walk.ts";

/** What differs in what an operation needs: scopes, and credentials. */
export function requirementDifferences({ old, new: now }: OperationPair, sides: Sides): TypeFinding[] {
  return [...scopeDifferences({ old, new: now }, sides), ...credentialDifferences({ old, new: now }, sides)];
}

function finding([kind, level]: readonly [Kind, Level], path: string, message: string): TypeFinding {
  return { kind, level, path, message };
}

/** Whoever could call the operation by a grant must be able to do so by the same grant. */
function scopeDifferences({ old, new: now }: OperationPair, { old: was, new: is }: Sides): TypeFinding[] {
  const [rules, newRules] = [was.model.scopeRules, is.model.scopeRules];
  const granted = old.scopes.length === 0 ? [[]] : old.scopes;
  const lacking = granted.filter((grant) => !meets(grant, now.scopes, newRules));
  if (lacking.length > 0) {
    const before = old.scopes.length === 0 ? "" : `; ${listed(old.scopes)} was enough`;
    const message = `a token needs ${listed(now.scopes)} now${before}`;
    return [finding(["scope-needed", "breaking"], "scopes", message)];
  }
  // a grant that implied what is needed has to imply it still
  const implying = old.scopes.flatMap((set) =>
    set.flatMap((scope) =>
      Object.keys(rules.implies)
        .filter((wider) => meets([wider], [[scope]], rules))
        .map((wider) => ({ wider, grant: [...set.filter((each) => each !== scope), wider] })),
    ),
  );
  const lost = implying.filter(({ grant }) => !meets(grant, now.scopes, newRules)).map(({ wider }) => wider);
  if (lost.length > 0)
    return [...new Set(lost)].map((scope) =>
      finding(["implication-removed", "breaking"], "scopes", `${code(scope)} no longer includes what it needs`),
    );
  const isSame = JSON.stringify(old.scopes) === JSON.stringify(now.scopes);
  if (isSame) return [];
  const back = (now.scopes.length === 0 ? [[]] : now.scopes).every((grant) => meets(grant, old.scopes, rules));
  if (back) return [];
  const message = now.scopes.length === 0 ? "no scope is needed any more" : `${listed(now.scopes)} is enough now`;
  return [finding(["scope-not-needed", "additive"], "scopes", message)];
}

function listed(sets: readonly (readonly string[])[]): string {
  return sets.map((set) => set.map((scope) => code(scope)).join(" and ") || "no scope").join(", or ");
}

/** Whatever credentials were enough must be enough; schemes count by what they are, not by their names. */
function credentialDifferences({ old, new: now }: OperationPair, { old: before, new: after }: Sides): TypeFinding[] {
  const [had, needs] = [needsOf(old, before.model), needsOf(now, after.model)];
  const isEnough = (set: readonly string[], wanted: readonly (readonly string[])[]) =>
    wanted.length === 0 || wanted.some((other) => other.every((each) => set.includes(each)));
  const given = had.length === 0 ? [[]] : had;
  if (!given.every((set) => isEnough(set, needs))) {
    const message = `it needs ${described(needs)} now${had.length === 0 ? "" : `, not ${described(had)}`}`;
    return [finding(["credentials-needed", "breaking"], "auth", message)];
  }
  const taken = needs.length === 0 ? [[]] : needs;
  if (taken.every((set) => isEnough(set, had))) return [];
  const message = needs.length === 0 ? "it needs no credentials any more" : `${described(needs)} will do now`;
  return [finding(["credentials-not-needed", "additive"], "auth", message)];
}

/** Alternatives of what requests carry; none where they need carry nothing. */
function needsOf({ auth, isWithoutAuth }: Operation, { security, securitySchemes }: Model): string[][] {
  const sets = isWithoutAuth ? [] : (auth ?? security.needs);
  const schemes = new Map(securitySchemes.map((scheme) => [scheme.name, signatureOf(scheme)]));
  const needs = sets.map((set) => [...new Set(set.map((name) => schemes.get(name) ?? name))].sort());
  return needs.some((set) => set.length === 0) ? [] : needs;
}

function signatureOf(scheme: SecurityScheme): string {
  switch (scheme.kind) {
    case "key":
      return `the ${scheme.in === "header" ? "header" : `${scheme.in} parameter`} ${code(scheme.parameter)}`;
    case "http":
      return `HTTP ${code(scheme.scheme)}`;
    case "basic":
      return "a user and a password";
    case "token":
      return "a token";
    case "certificate":
      return "a certificate";
  }
}

function described(sets: readonly (readonly string[])[]): string {
  return sets.length === 0 ? "nothing" : sets.map((set) => set.join(" and ")).join(", or ");
}

/** What differs in how tokens are obtained. */
export function oauthDifferences({ old, new: now }: Sides): TypeFinding[] {
  const [before, after] = [old.model.oauth, now.model.oauth];
  if (!before || !after) return [];
  const fields = ["tokenUrl", "authorizationUrl", "refreshUrl", "clientTokenUrl", "deviceAuthorizationUrl"] as const;
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => {
      const isFlowGone = after[field] === undefined && field !== "refreshUrl";
      const level = before[field] === undefined ? "additive" : isFlowGone ? "breaking" : "patch";
      const message = `${code(field)} is ${after[field] === undefined ? "gone" : `${code(after[field])} now`}`;
      return finding(["oauth-changed", level], `auth.${field}`, message);
    });
}

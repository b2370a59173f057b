import type { JsonObject } from "../../generator/document/json.ts";
import type { ScopeSettings } from "../../generator/settings/settings.ts";
import type { ServedOperation } from "../document/operations.ts";
import { type CredentialSource, readCredentials } from "./credentials.ts";
import { type Failure, listScopes, operationName } from "./refusal.ts";
import { coverageOf, missingFrom } from "./scope-coverage.ts";
import type { Alternative, SchemeRequirement } from "./security.ts";
import type { AccessError, OAuthSettings } from "./settings.ts";
import type { AccessRecord, FoundToken, Tokens } from "./tokens.ts";

/** What a token that the mock issued allows. */
export interface Grant {
  readonly scopes: readonly string[];
  readonly organization: string | undefined;
  readonly clientId: string | undefined;
  /** Milliseconds since 1970; undefined: never. */
  readonly expiresAt: number | undefined;
}

/** What decides on access. */
export interface AccessContext {
  readonly settings: OAuthSettings;
  readonly scopes: ScopeSettings;
  readonly schemes: ReadonlyMap<string, JsonObject>;
  readonly tokens: Tokens;
  /** How to get a token, as the end of a sentence. */
  readonly advice: string;
}

type Outcome = { readonly kind: "granted"; readonly grant: Grant | undefined } | Failure;

/** Who has access, and by which of the alternatives; undefined where nothing is needed. */
type Decision = Extract<Outcome, { readonly kind: "granted" }> & { readonly alternative?: number };

// An API first asks who somebody is, then what they may do.
const progress: readonly AccessError[] = [
  "missingToken",
  "invalidToken",
  "expiredToken",
  "insufficientScope",
  "organizationMismatch",
];

/**
 * Decides on a request by the alternatives of its operation. Of several failures the one that came closest to access is
 * given.
 */
export async function checkAccess(
  alternatives: readonly Alternative[],
  operation: ServedOperation,
  source: CredentialSource,
  context: AccessContext,
): Promise<Decision | Failure> {
  if (alternatives.length === 0) return { kind: "granted", grant: undefined };
  const credentials = readCredentials(source, context.settings.sessionCookies);
  let closest: Failure | undefined;
  let open: number | undefined;
  for (const [index, alternative] of alternatives.entries()) {
    if (alternative.length === 0) open ??= index;
    else {
      const outcome = await checkAlternative(alternative);
      if (outcome.kind === "granted") return { ...outcome, alternative: index };
      closest = closest === undefined ? outcome : closer(closest, outcome);
    }
  }
  if (open !== undefined) return { kind: "granted", grant: undefined, alternative: open };
  return closest ?? { kind: "granted", grant: undefined };

  /** All schemes must grant; the failure that comes first on the way counts. */
  async function checkAlternative(alternative: Alternative): Promise<Outcome> {
    let grant: Grant | undefined;
    let first: Failure | undefined;
    for (const part of alternative) {
      const outcome = await checkScheme(part);
      if (outcome.kind === "granted") grant ??= outcome.grant;
      else if (first === undefined || rank(outcome) < rank(first)) first = outcome;
    }
    return first ?? { kind: "granted", grant };
  }

  async function checkScheme(part: SchemeRequirement): Promise<Outcome> {
    const { scheme } = part;
    const type = scheme?.["type"];
    if (scheme === undefined) return checkUndefined(part);
    if (type === "apiKey") {
      const key = credentials.apiKey(scheme);
      if (key === undefined) return missing(part, `${scheme["name"]} in the ${scheme["in"]}`);
      return checkOutside(part, key.split(/\s+/).at(-1) ?? key);
    }
    if (type === "http") return checkHttp(part, String(scheme["scheme"] ?? "").toLowerCase());
    // The mock speaks no TLS, so a certificate is taken for granted.
    if (type === "mutualTLS") return { kind: "granted", grant: undefined };
    if (type !== "oauth2" && type !== "openIdConnect") return checkUndefined(part);
    const token = credentials.behind(context.settings.prefixes);
    if (token === undefined) return missing(part, authorizationHeader(context.settings.prefixes));
    if (credentials.isMalformedBearer) return malformed(part);
    return checkToken(part, token, context.settings.mode === "strict");
  }

  async function checkHttp(part: SchemeRequirement, name: string): Promise<Outcome> {
    if (name === "basic") {
      const pair = credentials.basic();
      if (pair !== undefined) return checkOutside(part, pair);
      return missing(part, 'the Authorization header "Basic <base64 of user:password>"');
    }
    const isToken = name === "bearer";
    const prefixes = isToken ? ["Bearer", ...context.settings.prefixes] : [name];
    const value = credentials.behind(prefixes);
    if (value !== undefined && isToken && credentials.isMalformedBearer) return malformed(part);
    return value === undefined ? missing(part, authorizationHeader(prefixes)) : checkOutside(part, value);
  }

  /**
   * A scheme that nobody described cannot be checked: any credential will do, but a token of the mock is held to what
   * it is.
   */
  async function checkUndefined(part: SchemeRequirement): Promise<Outcome> {
    if (!credentials.hasAny(context.schemes.values())) return missing(part, `credentials for the scheme ${part.name}`);
    return credentials.token === undefined
      ? { kind: "granted", grant: undefined }
      : checkToken(part, credentials.token, false);
  }

  /** Credentials that are given out elsewhere are all good, but for those that a test revoked or expired. */
  async function checkOutside(part: SchemeRequirement, credential: string): Promise<Outcome> {
    const found = await context.tokens.find(credential);
    return (
      ended(part, found) ?? { kind: "granted", grant: found.kind === "unknown" ? undefined : grantOf(found.record) }
    );
  }

  async function checkToken(part: SchemeRequirement, token: string, isStrict: boolean): Promise<Outcome> {
    const found = await context.tokens.find(token);
    if (found.kind === "unknown") {
      if (!isStrict) return { kind: "granted", grant: undefined };
      const detail = `This mock did not issue the token that came with ${operationName(operation)}: ${context.advice}.`;
      return fail("invalidToken", part, detail);
    }
    const over = ended(part, found);
    if (over !== undefined) return over;
    const { record } = found;
    const lacking = missingFrom(part.scopes, coverageOf(record.scopes, context.scopes));
    if (lacking !== undefined) {
      const alternatives = part.scopes.slice(0, 5).map(listScopes).join("; or ");
      const has = record.scopes.length === 0 ? "no scopes" : listScopes(record.scopes);
      const needed = `${operationName(operation)} needs ${alternatives}`;
      const detail = `${needed}. The token has ${has}; missing: ${listScopes(lacking.missing)}.`;
      return { ...fail("insufficientScope", part, detail), ...lacking, granted: record.scopes };
    }
    return otherOrganization(part, record) ?? { kind: "granted", grant: grantOf(record) };
  }

  function otherOrganization(part: SchemeRequirement, { organization }: AccessRecord): Failure | undefined {
    const where = context.settings.organization;
    if (where === undefined || organization === undefined) return undefined;
    const name = where.name.toLowerCase();
    const asked = [
      ...(where.in.includes("query") ? source.query.getAll(where.name) : []),
      ...(where.in.includes("header") && Object.hasOwn(source.headers, name) ? [source.headers[name] ?? ""] : []),
    ].find((value) => value !== organization);
    if (asked === undefined) return undefined;
    const detail = `The token belongs to the organization ${organization}, and ${where.name} asks for another one.`;
    return { ...fail("organizationMismatch", part, detail), organization: asked };
  }

  function ended(part: SchemeRequirement, found: FoundToken): Failure | undefined {
    if (found.kind === "expired") return fail("expiredToken", part, "The token has expired; get a new one.");
    return found.kind === "revoked" ? fail("invalidToken", part, "The token has been revoked.") : undefined;
  }

  function malformed(part: SchemeRequirement): Failure {
    const detail = "The Authorization header has more than one word behind Bearer; a token is one.";
    return { ...fail("invalidToken", part, detail), isMalformed: true };
  }

  function missing(part: SchemeRequirement, what: string): Failure {
    const cookie = credentials.sessionCookie;
    const aside =
      cookie === undefined ? "" : ` The cookie ${cookie} belongs to a browser session and is not authentication.`;
    const isTokenNeeded = part.scheme?.["type"] === "oauth2" || part.scheme?.["type"] === "openIdConnect";
    const advice = isTokenNeeded
      ? `: ${context.settings.mode === "strict" ? context.advice : "any token will do"}`
      : "";
    const needs = `${operationName(operation)} needs ${what}`;
    if (!credentials.hasAuthorization || !isTokenNeeded)
      return fail("missingToken", part, `${needs}${advice}.${aside}`);
    const detail = `${needs}; the Authorization header of this request has another form.${aside}`;
    return { ...fail("invalidToken", part, detail), isUnsupported: true };
  }
}

function fail(kind: AccessError, { scheme, scopes }: SchemeRequirement, detail: string): Failure {
  const [needed] = scopes;
  return { kind, detail, schemes: [scheme ?? { type: "oauth2" }], ...(needed && { needed }) };
}

/** The failure that is further on the way to access; among equals the one that lacks fewer scopes, else the first. */
function closer(first: Failure, second: Failure): Failure {
  const lacks = ({ missing = [] }: Failure): number => missing.length;
  const isSecond = rank(second) > rank(first) || (rank(second) === rank(first) && lacks(second) < lacks(first));
  const [chosen, other] = isSecond ? [second, first] : [first, second];
  return rank(chosen) === rank(other) ? { ...chosen, schemes: [...first.schemes, ...second.schemes] } : chosen;
}

function rank({ kind }: Failure): number {
  return progress.indexOf(kind);
}

function grantOf({ scopes, organization, clientId, expiresAt }: AccessRecord): Grant {
  return { scopes, organization, clientId, expiresAt };
}

function authorizationHeader(prefixes: readonly string[]): string {
  // Authentication schemes are case-insensitive (RFC 9110, section 11.1).
  const distinct = new Map([...prefixes].reverse().map((prefix) => [prefix.toLowerCase(), prefix]));
  const forms = [...distinct.values()].reverse().map((prefix) => `"${prefix === "" ? "" : `${prefix} `}<token>"`);
  return `the Authorization header ${forms.join(" or ")}`;
}

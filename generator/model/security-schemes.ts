import type { Api } from "../document/api.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import type { AuthSettings } from "../settings/settings.ts";
import type { Operation, SchemeSets, Security, SecurityScheme } from "./model.ts";

/** What requests are sent with, for an API and for each of its operations. */
export class ApiSecurity {
  readonly schemes: readonly SecurityScheme[];
  readonly security: Security;
  private readonly byName: ReadonlyMap<string, SecurityScheme>;
  private readonly isRequired: boolean;

  /**
   * The ways to authenticate that operations require; if none requires any, those that the documents describe. Where
   * the settings alone know of tokens, a key that is the `Authorization` header is one, and no other key counts.
   */
  constructor({ operations, securitySchemes }: Api, { tokenUrl }: Pick<AuthSettings, "tokenUrl">) {
    const required = new Set(operations.flatMap(({ operation }) => requirementsOf(operation).flatMap(Object.keys)));
    const described = [...securitySchemes].sort(([a], [b]) => byCodePoint(a, b));
    const used = described.filter(([name]) => required.has(name));
    this.isRequired = required.size > 0;
    const schemes = (used.length > 0 ? used : described).flatMap(([name, scheme]) => schemeOf(name, scheme) ?? []);
    const isToldOfTokens = schemes.some(({ kind }) => kind === "token");
    this.schemes = tokenUrl === undefined || isToldOfTokens ? schemes : schemes.flatMap(asToken);
    this.byName = new Map(this.schemes.map((scheme) => [scheme.name, scheme]));
    const sent = this.schemes.filter(({ kind }) => kind !== "certificate");
    const stated = operations.map(({ operation }) => this.setsOf(operation) ?? []).filter(({ length }) => length > 0);
    this.security = {
      needs: mostFrequent(stated) ?? sent.map(({ name }) => [name]),
      unnamed: unnamedOf(sent),
    };
  }

  /** What the operation sends, as far as it is not what the API's other requests do. */
  of(operation: JsonObject): Pick<Operation, "auth" | "isWithoutAuth"> {
    const isStated = Array.isArray(operation["security"]);
    const requirements = requirementsOf(operation);
    const isOpen = requirements.every((requirement) => Object.keys(requirement).length === 0);
    // Said of a whole document, nothing at all is a list of requirements too.
    const isWithoutAuth = isStated && isOpen && (requirements.length === 0 || this.isRequired);
    const sets = isWithoutAuth ? undefined : this.setsOf(operation);
    const isOwn = sets !== undefined && JSON.stringify(sets) !== JSON.stringify(this.security.needs);
    return { isWithoutAuth, ...(isOwn && { auth: sets }) };
  }

  /**
   * The schemes that an operation sends, by what its document says (OpenAPI Specification 3.1, section 4.8.30):
   * undefined where it says nothing, or only what is not described. What may be left out is sent where it is given.
   */
  private setsOf(operation: JsonObject): SchemeSets | undefined {
    const described = requirementsOf(operation)
      .map((requirement) => Object.keys(requirement))
      .map((names) => ({ names, known: names.filter((name) => this.byName.has(name)) }))
      .filter(({ names, known }) => names.length === 0 || known.length > 0);
    if (described.length === 0) return undefined;
    const sets = described
      .map(({ known }) => known.filter((name) => this.byName.get(name)!.kind !== "certificate").sort(byCodePoint))
      .filter(({ length }) => length > 0);
    return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
  }
}

/** What a header or a cookie may be called (RFC 9110, section 5.6.2; RFC 6265, section 4.1.1). */
const fieldName = /^[\w!#$%&'*+.^`|~-]+$/;

function requirementsOf(operation: JsonObject): JsonObject[] {
  return listIn(operation, "security").filter(isObject);
}

/** What occurs most often; among equals the first by its text. */
function mostFrequent(all: readonly SchemeSets[]): SchemeSets | undefined {
  const counts = new Map<string, number>();
  for (const sets of all) counts.set(JSON.stringify(sets), (counts.get(JSON.stringify(sets)) ?? 0) + 1);
  const [first] = [...counts].sort(([a, more], [b, fewer]) => fewer - more || byCodePoint(a, b));
  return first && (JSON.parse(first[0]) as SchemeSets);
}

/**
 * The schemes that a token or a key is for which is given without a name: all that take tokens, or the only one. Keys
 * of several schemes are rarely one key.
 */
function unnamedOf(schemes: readonly SecurityScheme[]): string[] {
  const tokens = schemes.filter(({ kind }) => kind === "token");
  const meant = tokens.length > 0 || schemes.length > 1 ? tokens : schemes;
  return meant.map(({ name }) => name);
}

function asToken(scheme: SecurityScheme): SecurityScheme[] {
  const isToken = scheme.kind === "key" && scheme.in === "header" && /^authorization$/i.test(scheme.parameter);
  return isToken ? [{ name: scheme.name, kind: "token" }] : [];
}

function schemeOf(name: string, described: JsonObject): SecurityScheme | undefined {
  const { type, in: place, name: parameter, scheme, description } = described;
  const common = { name, ...(typeof description === "string" && description !== "" && { description }) };
  switch (type) {
    case "oauth2":
    case "openIdConnect":
      return { ...common, kind: "token" };
    case "mutualTLS":
      return { ...common, kind: "certificate" };
    case "http": {
      const called = String(scheme).toLowerCase();
      if (called === "bearer") return { ...common, kind: "token" };
      return called === "basic" ? { ...common, kind: "basic" } : { ...common, kind: "http", scheme: String(scheme) };
    }
    case "apiKey":
      if (typeof parameter !== "string" || (place !== "header" && place !== "query" && place !== "cookie"))
        return undefined;
      if (place !== "query" && !fieldName.test(parameter)) return undefined;
      return { ...common, kind: "key", in: place, parameter };
    default:
      return undefined;
  }
}

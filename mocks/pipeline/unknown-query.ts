import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { securitySchemesOf } from "../oauth/security.ts";
import { parseQuery } from "../validation/decoding/pairs.ts";
import { type Parameter, parametersOf } from "../validation/parameters.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import { noteOf, type Violation, violationOf } from "../validation/violation.ts";

/** What becomes of query arguments that nothing describes. */
export interface UnknownQueryOptions {
  readonly severity: "error" | "note";
  /** Whether `ids[]` and `filter[a]` are the parameters `ids` and `filter` where these are arrays or objects. */
  readonly readsBrackets: boolean;
  /** Further names that mean something: the organization of a token. */
  readonly alsoKnown: readonly string[];
}

/** What an argument is that nothing describes. */
export const unknownQueryCode = "unknown-query";

/** More than this nobody reads. */
const maxNames = 20;

/** Finds the arguments of a query that the document has nothing of: neither a parameter nor a credential. */
export function createFindUnknownQuery(
  operation: ServedOperation,
  openapi: JsonObject,
  { severity, readsBrackets, alsoKnown }: UnknownQueryOptions,
): (query: string) => readonly Violation[] {
  const { resolve, shapes } = documentSchemas(openapi, "request");
  const parameters = parametersOf(operation, resolve).filter(({ place }) => place === "query");
  // The whole query is one parameter; a query of an action has members of names that dots and numbers make up.
  if (operation.path.includes("#") || parameters.some(takesAll)) return () => [];
  const names = new Set([...alsoKnown, ...credentialNames(openapi), ...ownNames(operation.path)]);
  const bracketed = new Set<string>();
  for (const parameter of parameters) {
    const { name, style, schema } = parameter;
    names.add(name);
    if (isSpread(parameter)) for (const property of shapes.propertyNames(schema)) names.add(property);
    const types = shapes.types(schema);
    if (style === "deepObject" || (readsBrackets && (types.has("array") || types.has("object")))) bracketed.add(name);
  }
  const describe = severity === "error" ? violationOf : noteOf;

  return (query) => {
    const unknown = new Set<string>();
    for (const { name } of parseQuery(query)) {
      if (name === undefined || name === "" || names.has(name) || unknown.size === maxNames) continue;
      if (!bracketed.has(name.split("[", 1)[0] ?? "")) unknown.add(name);
    }
    return [...unknown].map((name) =>
      describe(
        { side: "request", place: "query", name, isBracketed: false },
        { path: [], code: unknownQueryCode, predicate: "is one that the document does not describe" },
      ),
    );
  };

  function takesAll(parameter: Parameter): boolean {
    return parameter.wholeQuery !== undefined || (isSpread(parameter) && shapes.isMap(parameter.schema));
  }

  /** Whether its members stand in the query under their own names. */
  function isSpread({ style, explode, mediaType, schema }: Parameter): boolean {
    return style === "form" && explode && mediaType === undefined && shapes.types(schema).has("object");
  }
}

/** The API keys of the document in the query, and the token of RFC 6750 (section 2.3). */
function credentialNames(openapi: JsonObject): string[] {
  return [...securitySchemesOf(openapi).values()].flatMap((scheme) => {
    if (scheme["type"] === "apiKey") return scheme["in"] === "query" ? [String(scheme["name"])] : [];
    return ["oauth2", "openIdConnect", "http"].includes(String(scheme["type"])) ? ["access_token"] : [];
  });
}

/** The names of a query that a path template has itself: `/?Action=Y`. */
function ownNames(path: string): string[] {
  return [...new URLSearchParams(path.split("?").slice(1).join("?")).keys()];
}

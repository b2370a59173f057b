import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { resolvePointer } from "../../generator/schema/references.ts";
import { type Requirement, requirementOf } from "../../generator/scopes/requirement.ts";
import type { ScopeSettings } from "../../generator/settings/settings.ts";
import type { ServedOperation } from "../document/operations.ts";

/** One scheme of a Security Requirement Object. */
export interface SchemeRequirement {
  readonly name: string;
  /** Undefined when the document does not define it. */
  readonly scheme: JsonObject | undefined;
  readonly scopes: Requirement;
}

/**
 * All schemes of one Security Requirement Object: each must be satisfied (section 4.8.30). Empty: anybody has access.
 */
export type Alternative = readonly SchemeRequirement[];

/** The Security Scheme Objects of a document by name, references followed. */
export function securitySchemesOf(openapi: JsonObject): Map<string, JsonObject> {
  const components = openapi["components"];
  const schemes = isObject(components) && isObject(components["securitySchemes"]) ? components["securitySchemes"] : {};
  const found = new Map<string, JsonObject>();
  for (const [name, value] of Object.entries(schemes)) {
    let scheme: unknown = value;
    for (let steps = 0; isObject(scheme) && typeof scheme["$ref"] === "string" && steps < 10; steps += 1)
      scheme = resolvePointer(openapi, scheme["$ref"]);
    if (isObject(scheme)) found.set(name, scheme);
  }
  return found;
}

/** The alternatives of an operation, its own before those of the whole document. Empty: nothing is needed. */
export function alternativesOf(
  operation: ServedOperation,
  openapi: JsonObject,
  schemes: ReadonlyMap<string, JsonObject>,
  settings: ScopeSettings,
): readonly Alternative[] {
  const owner = "security" in operation.description ? operation.description : openapi;
  return listIn(owner, "security")
    .filter(isObject)
    .map((requirement) =>
      Object.entries(requirement).map(([name, scopes]) => ({
        name,
        scheme: schemes.get(name),
        scopes: requirementOf([{ [name]: scopes }], schemes, settings),
      })),
    );
}

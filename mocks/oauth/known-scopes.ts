import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { foldOf } from "../../generator/scopes/requirement.ts";
import type { ScopeSettings } from "../../generator/settings/settings.ts";
import { listOperations } from "../document/operations.ts";
import { coverageOf } from "./scope-coverage.ts";

// OpenID Connect Core 1.0, sections 5.4 and 11.
const standardScopes = ["openid", "profile", "email", "address", "phone", "offline_access"];

/** How scopes are compared, and what they include. */
export type ScopeRules = Pick<ScopeSettings, "implies" | "isCaseSensitive">;

/** The scopes that an API has. */
export interface KnownScopes extends ScopeRules {
  /** Those that its document names, once each. */
  readonly names: readonly string[];
  has(scope: string): boolean;
}

/**
 * The scopes of an API: those its flows declare, those its operations ask for (published documents do not declare all
 * of them) and those of the settings. An API that names none has any.
 */
export function knownScopes(
  openapi: JsonObject,
  schemes: ReadonlyMap<string, JsonObject>,
  settings: ScopeSettings,
): KnownScopes {
  const declared = [...schemes.values()].flatMap((scheme) =>
    Object.values(isObject(scheme["flows"]) ? scheme["flows"] : {}).flatMap((flow) =>
      isObject(flow) && isObject(flow["scopes"]) ? Object.keys(flow["scopes"]) : [],
    ),
  );
  const lists = [openapi, ...listOperations(openapi).map(({ description }) => description)];
  const asked = lists.flatMap((owner) =>
    listIn(owner, "security").flatMap((requirement) =>
      Object.entries(isObject(requirement) ? requirement : {}).flatMap(([name, scopes]) =>
        hasScopes(schemes.get(name)) && Array.isArray(scopes) ? scopes.map(String) : [],
      ),
    ),
  );
  const fold = foldOf(settings);
  // The spelling of the operations wins: theirs is what clients are told to ask for.
  const names = [...new Map([...declared, ...asked].map((scope) => [fold(scope), scope])).values()];
  return scopesNamed(names, settings);
}

/** The scopes of an API that names these, with all that they include. */
export function scopesNamed(names: readonly string[], { implies, isCaseSensitive }: ScopeRules): KnownScopes {
  const covers = coverageOf([...names, ...implies.keys(), ...standardScopes], { implies, isCaseSensitive });
  return { names, implies, isCaseSensitive, has: (scope) => names.length === 0 || covers(scope) };
}

function hasScopes(scheme: JsonObject | undefined): boolean {
  return scheme === undefined || scheme["type"] === "oauth2" || scheme["type"] === "openIdConnect";
}

import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import type { Api } from "../document/api.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { below, type Position } from "../document/source-document.ts";
import type { Check } from "./check.ts";

/** Scopes that operations require and no flow of their security scheme declares, once each. */
export const checkScopes: Check = ({ api, settings: { scopes: settings } }) => {
  const same = settings.isCaseSensitive ? (text: string) => text : (text: string) => text.toLowerCase();
  return requiredScopes(api).flatMap(({ scheme, scope, positions }): Diagnostic[] => {
    const declared = declaredScopes(api.securitySchemes.get(scheme));
    if (declared === undefined || declared.some((name) => same(name) === same(scope))) return [];
    const users = positions.length === 1 ? "" : ` by ${positions.length} operations`;
    const help = didYouMean(scope, declared);
    return [
      {
        code: "scope-undeclared",
        severity: "warning",
        message: `the scope "${scope}" is required${users}, but "${scheme}" does not declare it`,
        at: placeOf(positions[0]!),
        ...(help !== undefined && { help }),
      },
    ];
  });
};

interface RequiredScope {
  readonly scheme: string;
  readonly scope: string;
  /** Where operations require it. */
  readonly positions: Position[];
}

function requiredScopes(api: Api): RequiredScope[] {
  const required = new Map<string, RequiredScope>();
  for (const { scheme, scope, position } of api.operations.flatMap(scopesOf)) {
    const known = required.get(`${scheme}\n${scope}`);
    if (known) known.positions.push(position);
    else required.set(`${scheme}\n${scope}`, { scheme, scope, positions: [position] });
  }
  return [...required.values()];
}

function scopesOf({ operation, position }: Api["operations"][number]) {
  const security = below(position, "security");
  return listIn(operation, "security").flatMap((requirement, index) =>
    Object.entries(isObject(requirement) ? requirement : {}).flatMap(([scheme, scopes]) =>
      (Array.isArray(scopes) ? scopes : []).flatMap((scope: unknown, at) =>
        typeof scope === "string"
          ? [{ scheme, scope, position: below(below(below(security, index), scheme), at) }]
          : [],
      ),
    ),
  );
}

/** The scopes of all flows of a scheme; undefined where the scheme declares none by its nature. */
function declaredScopes(scheme: JsonObject | undefined): string[] | undefined {
  if (scheme?.["type"] !== "oauth2" || !isObject(scheme["flows"])) return undefined;
  return Object.values(scheme["flows"]).flatMap((flow) =>
    isObject(flow) && isObject(flow["scopes"]) ? Object.keys(flow["scopes"]) : [],
  );
}

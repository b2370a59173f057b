import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import type { Api } from "../document/api.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { below, type Position } from "../document/source-document.ts";
import type { ScopeSettings } from "../settings/settings.ts";

/** Reports every scope that operations ask for and no flow of their security scheme declares, once each. */
export function checkScopes(api: Api, settings: ScopeSettings, diagnostics: Diagnostics): void {
  const asked = new Map<string, { readonly scheme: string; readonly scope: string; readonly places: Position[] }>();
  for (const { operation, position } of api.operations) {
    for (const [index, requirement] of listIn(operation, "security").entries()) {
      for (const [scheme, scopes] of isObject(requirement) ? Object.entries(requirement) : []) {
        for (const [at, scope] of Array.isArray(scopes) ? scopes.entries() : []) {
          if (typeof scope !== "string") continue;
          const place = below(below(below(below(position, "security"), index), scheme), at);
          const known = asked.get(`${scheme}\n${scope}`);
          if (known) known.places.push(place);
          else asked.set(`${scheme}\n${scope}`, { scheme, scope, places: [place] });
        }
      }
    }
  }
  const same = settings.isCaseSensitive ? (text: string) => text : (text: string) => text.toLowerCase();
  for (const { scheme, scope, places } of asked.values()) {
    const declared = declaredScopes(api.securitySchemes.get(scheme));
    if (declared === undefined || declared.some((name) => same(name) === same(scope))) continue;
    const [first] = places;
    const users = places.length === 1 ? "" : `, by ${places.length} operations`;
    diagnostics.report(
      "warning",
      "scope-undeclared",
      first!,
      `the scope "${scope}" is asked for${users}, and "${scheme}" does not declare it`,
      {
        help: didYouMean(scope, declared),
      },
    );
  }
}

/** The scopes of all flows of a scheme; undefined where the scheme declares none by its nature. */
function declaredScopes(scheme: JsonObject | undefined): string[] | undefined {
  if (scheme?.["type"] !== "oauth2" || !isObject(scheme["flows"])) return undefined;
  return Object.values(scheme["flows"]).flatMap((flow) =>
    isObject(flow) && isObject(flow["scopes"]) ? Object.keys(flow["scopes"]) : [],
  );
}

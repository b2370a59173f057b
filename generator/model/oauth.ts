import type { Api } from "../document/api.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import type { AuthSettings, ScopeSettings } from "../settings/settings.ts";
import type { OAuth } from "./model.ts";

/**
 * How tokens are obtained: by the OAuth 2.0 scheme that most operations require, and the settings; undefined without a
 * token endpoint.
 */
export function buildOAuth(api: Api, settings: AuthSettings, scopeSettings: ScopeSettings): OAuth | undefined {
  const { name, flows, metadataUrl } = schemeOf(api);
  const code = flow(flows, "authorizationCode");
  const client = flow(flows, "clientCredentials");
  const password = flow(flows, "password");
  const device = flow(flows, "deviceAuthorization");
  const ofFlows = code("tokenUrl") ?? password("tokenUrl") ?? device("tokenUrl") ?? client("tokenUrl");
  const tokenUrl = settings.tokenUrl ?? ofFlows;
  if (tokenUrl === undefined) return undefined;
  const authorizationUrl = settings.authorizationUrl ?? code("authorizationUrl");
  const refreshUrl =
    settings.tokenUrl === undefined
      ? (code("refreshUrl") ?? password("refreshUrl") ?? device("refreshUrl"))
      : undefined;
  const clientTokenUrl = client("tokenUrl") && (settings.tokenUrl ?? client("tokenUrl"));
  const deviceAuthorizationUrl = device("deviceAuthorizationUrl");
  const deviceTokenUrl = deviceAuthorizationUrl && (settings.tokenUrl ?? device("tokenUrl") ?? tokenUrl);
  return {
    tokenUrl,
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(refreshUrl !== undefined && { refreshUrl }),
    ...(metadataUrl !== undefined && { metadataUrl }),
    ...(clientTokenUrl !== undefined && { clientTokenUrl }),
    ...(deviceAuthorizationUrl !== undefined && { deviceAuthorizationUrl }),
    ...(deviceTokenUrl !== undefined && { deviceTokenUrl }),
    scopes: knownScopes(api, name, flows, scopeSettings),
    clientAuthentication: settings.clientAuthentication,
    scopeSeparator: settings.scopeSeparator,
    authorizationParameters: settings.authorizationParameters,
    ...(settings.accountsParameter !== undefined && { accountsParameter: settings.accountsParameter }),
  };
}

/**
 * The flows (OpenAPI Specification 3.1, section 4.8.28) of the scheme that most operations require; among equals the
 * first by name.
 */
function schemeOf({ securitySchemes, operations }: Api): {
  readonly name: string;
  readonly flows: JsonObject;
  readonly metadataUrl: string | undefined;
} {
  const schemes = [...securitySchemes].filter(([, { type, flows }]) => type === "oauth2" && isObject(flows));
  const uses = ([name]: readonly [string, JsonObject]): number =>
    operations.filter(({ operation }) =>
      listIn(operation, "security").some((each) => isObject(each) && Object.hasOwn(each, name)),
    ).length;
  const [first] = schemes
    .map((scheme) => ({ scheme, count: uses(scheme) }))
    .sort((a, b) => b.count - a.count || byCodePoint(a.scheme[0], b.scheme[0]));
  const [name, scheme] = first?.scheme ?? ["", {}];
  return {
    name,
    flows: isObject(scheme["flows"]) ? scheme["flows"] : {},
    metadataUrl: textIn(scheme, "oauth2MetadataUrl"),
  };
}

function flow(flows: JsonObject, name: string): (field: string) => string | undefined {
  const found = isObject(flows[name]) ? flows[name] : {};
  return (field) => textIn(found, field);
}

function textIn(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/**
 * The scopes that operations require and flows declare, spelled as operations spell them where case does not matter.
 */
function knownScopes(
  { operations }: Api,
  scheme: string,
  flows: JsonObject,
  { isCaseSensitive }: ScopeSettings,
): string[] {
  const required = operations
    .flatMap(({ operation }) => listIn(operation, "security"))
    .flatMap((requirement) => (isObject(requirement) && Object.hasOwn(requirement, scheme) ? requirement[scheme] : []))
    .filter((scope) => typeof scope === "string");
  const declared = Object.values(flows).flatMap((each) =>
    isObject(each) && isObject(each["scopes"]) ? Object.keys(each["scopes"]) : [],
  );
  const fold = (scope: string) => (isCaseSensitive ? scope : scope.toLowerCase());
  const known = new Map<string, string>();
  for (const scope of [...required.sort(byCodePoint), ...declared]) {
    if (scope !== "" && !known.has(fold(scope))) known.set(fold(scope), scope);
  }
  return [...known.values()].sort(byCodePoint);
}

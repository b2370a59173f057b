import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { basePathsOf } from "../../document/base-paths.ts";
import type { OAuthSettings } from "../settings.ts";

/** What an address of the mock serves for OAuth. */
export type EndpointKind = "authorize" | "device" | "devicePage" | "introspect" | "metadata" | "revoke" | "token";

/** The endpoints by path, without a slash at the end. */
export type EndpointPaths = ReadonlyMap<string, EndpointKind>;

const openIdConfiguration = "/.well-known/openid-configuration";
const serverMetadata = "/.well-known/oauth-authorization-server";

/**
 * The paths of all flows' `tokenUrl`, `authorizationUrl` and `deviceAuthorizationUrl` (section 4.29 of 3.2), whatever
 * their host, with the revocation and introspection endpoints below the token endpoint, and the page where a device's
 * user consents below that of devices; paths of the settings replace them. Metadata are where `oauth2MetadataUrl` and
 * `openIdConnectUrl` say, and in the well-known places. A document that knows nothing but an `openIdConnectUrl` has
 * `/authorize`, `/token` and `/device` below its issuer. An address without a path is left out: it would hide the API's
 * own `/`. What no document names hides none of its operations.
 */
export function endpointPaths(
  openapi: JsonObject,
  schemes: ReadonlyMap<string, JsonObject>,
  { tokenPath, authorizePath, revokePath, introspectPath }: OAuthSettings,
): EndpointPaths {
  const bases = ["", ...basePathsOf(openapi)];
  const atBases = (url: unknown): string[] =>
    typeof url === "string" ? bases.flatMap((base) => pathOf(url, base)) : [];
  const urls = (key: string): string[] =>
    [...schemes.values()].flatMap((scheme) =>
      Object.values(isObject(scheme["flows"]) ? scheme["flows"] : {}).flatMap((flow) =>
        isObject(flow) ? atBases(flow[key]) : [],
      ),
    );
  const issuer = issuerPathOf(schemes);
  const named = {
    token: tokenPath === undefined ? urls("tokenUrl") : pathOf(tokenPath, ""),
    authorize: authorizePath === undefined ? urls("authorizationUrl") : pathOf(authorizePath, ""),
    device: urls("deviceAuthorizationUrl"),
  };
  const isBare = Object.values(named).flat().length === 0;
  const free = (paths: string[]): string[] => paths.filter((path) => !isDescribed(openapi, path, bases));
  const below = (kind: keyof typeof named): string[] =>
    isBare && urlsOfOpenId(schemes).length > 0 ? free([`${issuer}/${kind}`]) : named[kind];
  const [token, authorize, device] = [below("token"), below("authorize"), below("device")];
  const revoke = revokePath === undefined ? token.map((path) => `${path}/revoke`) : pathOf(revokePath, "");
  const introspect =
    introspectPath === undefined ? free(token.map((path) => `${path}/introspect`)) : pathOf(introspectPath, "");
  const wellKnown = [`${issuer}${openIdConfiguration}`, `${issuer}${serverMetadata}`, `${serverMetadata}${issuer}`];
  const metadata = [...schemes.values()].flatMap((scheme) =>
    atBases(scheme["type"] === "openIdConnect" ? scheme["openIdConnectUrl"] : scheme["oauth2MetadataUrl"]),
  );
  const isServer = token.length + authorize.length > 0;
  return new Map<string, EndpointKind>([
    ...(isServer ? free(wellKnown) : []).map((path) => [path, "metadata"] as const),
    ...metadata.map((path) => [path, "metadata"] as const),
    ...device.map((path) => [`${path}/verify`, "devicePage"] as const),
    ...device.map((path) => [path, "device"] as const),
    ...authorize.map((path) => [path, "authorize"] as const),
    ...introspect.map((path) => [path, "introspect"] as const),
    ...revoke.map((path) => [path, "revoke"] as const),
    ...token.map((path) => [path, "token"] as const),
  ]);
}

/**
 * What the address of the issuer has behind the root: `/realms/main` of
 * `https://id.example.com/realms/main/.well-known/openid-configuration` (OpenID Connect Discovery 1.0, section 4) or of
 * `https://id.example.com/.well-known/oauth-authorization-server/realms/main` (RFC 8414, section 3).
 */
export function issuerPathOf(schemes: ReadonlyMap<string, JsonObject>): string {
  const metadata = [...schemes.values()].flatMap(({ oauth2MetadataUrl: url }) =>
    typeof url === "string" ? [url] : [],
  );
  const paths = [...urlsOfOpenId(schemes), ...metadata].flatMap((url) => pathOf(url, ""));
  const [, before = "", after = ""] =
    /^(.*?)\/\.well-known\/[\w-]+(\/.+)?$/.exec(paths.find((path) => path.includes("/.well-known/")) ?? "") ?? [];
  return trimPath(before + after);
}

function urlsOfOpenId(schemes: ReadonlyMap<string, JsonObject>): string[] {
  return [...schemes.values()].flatMap(({ type, openIdConnectUrl: url }) =>
    type === "openIdConnect" && typeof url === "string" ? [url] : [],
  );
}

/** Whether the document has an operation on a path, below one of its servers. */
function isDescribed({ paths }: JsonObject, path: string, bases: readonly string[]): boolean {
  return bases.some(
    (base) => path.startsWith(base) && isObject(paths) && Object.hasOwn(paths, path.slice(base.length)),
  );
}

/** The path without a slash at the end. */
export function trimPath(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
}

function pathOf(url: string, base: string): string[] {
  // A server's variables may be in the host.
  const text = url.replaceAll(/\{[^{}]*\}/g, "x");
  const root = `http://localhost${base}/`;
  const path = URL.canParse(text, root) ? trimPath(new URL(text, root).pathname) : "";
  return path === "" ? [] : [path];
}

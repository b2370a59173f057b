import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { basePathsOf } from "../../document/base-paths.ts";
import type { OAuthSettings } from "../settings.ts";

/** What an address of the mock serves for OAuth. */
export type EndpointKind = "authorize" | "device" | "devicePage" | "metadata" | "revoke" | "token";

/** The endpoints by path, without a slash at the end. */
export type EndpointPaths = ReadonlyMap<string, EndpointKind>;

/**
 * The paths of all flows' `tokenUrl`, `authorizationUrl` and `deviceAuthorizationUrl` (section 4.29 of 3.2), whatever
 * their host, with the revocation endpoint below the token endpoint, and the page where a device's user consents below
 * that of devices; paths of the settings replace them. Those of `oauth2MetadataUrl` too. An address without a path is
 * left out: it would hide the API's own `/`.
 */
export function endpointPaths(
  openapi: JsonObject,
  schemes: ReadonlyMap<string, JsonObject>,
  { tokenPath, authorizePath, revokePath }: OAuthSettings,
): EndpointPaths {
  const bases = ["", ...basePathsOf(openapi)];
  const urls = (key: string): string[] =>
    [...schemes.values()].flatMap((scheme) =>
      Object.values(isObject(scheme["flows"]) ? scheme["flows"] : {}).flatMap((flow) => {
        const url = isObject(flow) ? flow[key] : undefined;
        return typeof url === "string" ? bases.flatMap((base) => pathOf(url, base)) : [];
      }),
    );
  const device = urls("deviceAuthorizationUrl");
  const metadata = [...schemes.values()].flatMap(({ oauth2MetadataUrl: url }) =>
    typeof url === "string" ? bases.flatMap((base) => pathOf(url, base)) : [],
  );
  const token = tokenPath === undefined ? urls("tokenUrl") : pathOf(tokenPath, "");
  const authorize = authorizePath === undefined ? urls("authorizationUrl") : pathOf(authorizePath, "");
  const revoke = revokePath === undefined ? token.map((path) => `${path}/revoke`) : pathOf(revokePath, "");
  return new Map<string, EndpointKind>([
    ...metadata.map((path) => [path, "metadata"] as const),
    ...device.map((path) => [`${path}/verify`, "devicePage"] as const),
    ...device.map((path) => [path, "device"] as const),
    ...authorize.map((path) => [path, "authorize"] as const),
    ...revoke.map((path) => [path, "revoke"] as const),
    ...token.map((path) => [path, "token"] as const),
  ]);
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

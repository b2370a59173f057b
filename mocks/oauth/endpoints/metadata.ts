import type { MockResponse } from "../../http/response.ts";
import type { KnownScopes } from "../known-scopes.ts";
import { deviceGrant } from "./device-endpoint.ts";
import type { EndpointKind, EndpointPaths } from "./endpoint-paths.ts";

/** What the authorization server is and has (RFC 8414, section 3.2), where the document says that it tells. */
export function describeServer(root: string, paths: EndpointPaths, known: KnownScopes): MockResponse {
  const addressOf = (kind: EndpointKind): string | undefined => {
    const [path] = [...paths].find(([, each]) => each === kind) ?? [];
    return path === undefined ? undefined : `${root}${path}`;
  };
  const grants = [
    ...(addressOf("authorize") === undefined ? [] : ["authorization_code", "implicit"]),
    ...["refresh_token", "client_credentials", "password"],
    ...(addressOf("device") === undefined ? [] : [deviceGrant]),
  ];
  const described = {
    issuer: root,
    authorization_endpoint: addressOf("authorize"),
    token_endpoint: addressOf("token"),
    revocation_endpoint: addressOf("revoke"),
    device_authorization_endpoint: addressOf("device"),
    scopes_supported: known.names,
    response_types_supported: addressOf("authorize") === undefined ? [] : ["code", "token"],
    grant_types_supported: grants,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    code_challenge_methods_supported: ["S256", "plain"],
  };
  return { status: 200, headers: [["content-type", "application/json"]], body: JSON.stringify(described) };
}

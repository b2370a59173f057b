import type { MockResponse } from "../../http/response.ts";
import { deviceGrant } from "./device-endpoint.ts";
import { type EndpointContext, issuerOf } from "./endpoint-context.ts";
import type { EndpointKind, EndpointPaths } from "./endpoint-paths.ts";
import type { OAuthRequest } from "./oauth-request.ts";

const authenticationMethods = [
  ...["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"],
];

const ofIdentity = {
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  // Left out, it would be true.
  request_uri_parameter_supported: false,
};

/**
 * What the authorization server is and has (RFC 8414, section 3.2). There are no ID tokens: what OpenID Connect
 * Discovery 1.0, section 3 requires to be said of them stands in its own document alone, as clients refuse it else.
 */
export async function describeServer(
  request: OAuthRequest,
  paths: EndpointPaths,
  context: EndpointContext,
): Promise<MockResponse> {
  const { assertionAlgorithms } = await import("./client-assertion.ts");
  const addressOf = (kind: EndpointKind): string | undefined => {
    const [path] = [...paths].find(([, each]) => each === kind) ?? [];
    return path === undefined ? undefined : `${request.root}${path}`;
  };
  const authorize = addressOf("authorize");
  const device = addressOf("device");
  const grants = [
    ...(authorize === undefined ? [] : ["authorization_code", "implicit"]),
    ...["refresh_token", "client_credentials", "password"],
    ...(device === undefined ? [] : [deviceGrant]),
  ];
  const described = {
    issuer: issuerOf(request, context),
    authorization_endpoint: authorize,
    token_endpoint: addressOf("token"),
    revocation_endpoint: addressOf("revoke"),
    introspection_endpoint: addressOf("introspect"),
    device_authorization_endpoint: device,
    scopes_supported: context.known().names,
    response_types_supported: authorize === undefined ? [] : ["code", "token"],
    response_modes_supported: ["query", "fragment"],
    grant_types_supported: grants,
    ...(request.path.endsWith("/openid-configuration") && ofIdentity),
    token_endpoint_auth_methods_supported: authenticationMethods,
    token_endpoint_auth_signing_alg_values_supported: [...assertionAlgorithms, "HS256", "HS384", "HS512"],
    code_challenge_methods_supported: ["S256", "plain"],
    authorization_response_iss_parameter_supported: context.settings.issuerParameter,
  };
  return { status: 200, headers: [["content-type", "application/json"]], body: JSON.stringify(described) };
}

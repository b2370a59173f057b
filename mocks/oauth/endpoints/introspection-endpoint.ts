import type { MockResponse } from "../../http/response.ts";
import type { AccessRecord } from "../tokens.ts";
import { authenticateClient } from "./client.ts";
import { type EndpointContext, issuerOf } from "./endpoint-context.ts";
import { invalidClient, OAuthError, type OAuthRequest, type Parameters, tokenResponse } from "./oauth-request.ts";

/**
 * What a token of the mock allows (RFC 7662, section 2): for a client that has a secret or an assertion, or who brings
 * a valid token in the Authorization header.
 */
export async function introspect(
  request: OAuthRequest,
  parameters: Parameters,
  context: EndpointContext,
): Promise<MockResponse> {
  const { tokens, settings } = context;
  const bearer = bearerOf(request);
  if (bearer !== undefined) {
    if ((await tokens.find(bearer)).kind !== "valid") throw invalidToken();
  } else {
    const { isConfidential } = await authenticateClient(request, parameters, context);
    if (!isConfidential) throw invalidClient("Introspection needs a client with its secret, or a valid token.");
  }
  const token = parameters.get("token");
  if (token === undefined) throw new OAuthError("invalid_request", "token is missing.");
  const access = await tokens.find(token);
  if (access.kind === "valid" && access.record.token !== undefined)
    return tokenResponse(200, { ...describe(access.record), token_type: "Bearer" });
  const refresh = await tokens.findRefreshToken(token);
  const isOver = refresh?.expiresAt !== undefined && context.clock() >= refresh.expiresAt;
  if (refresh === undefined || isOver || (await tokens.isFamilyRevoked(refresh.family)))
    return tokenResponse(200, { active: false });
  return tokenResponse(200, describe(refresh));

  function describe({ scopes, clientId, expiresAt }: Pick<AccessRecord, "clientId" | "expiresAt" | "scopes">) {
    return {
      active: true,
      scope: scopes.join(settings.scopeSeparator),
      ...(clientId !== undefined && { client_id: clientId }),
      ...(expiresAt !== undefined && { exp: Math.floor(expiresAt / 1000) }),
      iss: issuerOf(request, context),
    };
  }
}

function bearerOf({ headers }: OAuthRequest): string | undefined {
  return /^bearer +(\S+)$/i.exec(headers["authorization"] ?? "")?.[1];
}

/** As a resource refuses a token (RFC 7662, section 2.3; RFC 6750, section 3). */
function invalidToken(): OAuthError {
  const challenge = 'Bearer realm="mock", error="invalid_token"';
  return new OAuthError("invalid_token", "The token in the Authorization header is not valid.", [
    ["www-authenticate", challenge],
  ]);
}

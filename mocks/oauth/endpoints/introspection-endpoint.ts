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
  if (!(await hasValidToken(request, context))) {
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

async function hasValidToken({ headers }: OAuthRequest, { tokens }: EndpointContext): Promise<boolean> {
  const [, token] = /^bearer +(\S+)$/i.exec(headers["authorization"] ?? "") ?? [];
  return token !== undefined && (await tokens.find(token)).kind === "valid";
}

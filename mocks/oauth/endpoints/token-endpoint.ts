import { createHash } from "node:crypto";
import type { MockResponse } from "../../http/response.ts";
import { digest } from "../token-text.ts";
import type { IssuedToken, RefreshRecord } from "../tokens.ts";
import { type CodeRecord, codeKey, isCodeVerifier, organizationOf } from "./authorize-endpoint.ts";
import { authenticateClient, type Client } from "./client.ts";
import { deviceGrant, redeemDevice, startDevice } from "./device-endpoint.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { introspect } from "./introspection-endpoint.ts";
import {
  errorResponse,
  invalidClient,
  OAuthError,
  type OAuthRequest,
  type Parameters,
  readForm,
  tokenResponse,
} from "./oauth-request.ts";
import { parseScopes, requestedScopes } from "./requested-scopes.ts";

interface Granted {
  readonly token: IssuedToken;
  readonly scopes: readonly string[];
  /** Whether the client named no scopes, so that it cannot know them. */
  readonly isDefault?: boolean;
}

/**
 * The token endpoint (RFC 6749, section 3.2): authorization code with PKCE, refresh token, client credentials,
 * password and device code.
 */
export function respondToTokenRequest(request: OAuthRequest, context: EndpointContext): Promise<MockResponse> {
  return respondToForm(request, context, async (parameters) => {
    required(parameters, "grant_type");
    const client = await authenticateClient(request, parameters, context);
    return successResponse(await grant(parameters, client, context), context);
  });
}

/** The device authorization endpoint (RFC 8628, section 3.1). `page` is the address where its user consents. */
export function respondToDevice(request: OAuthRequest, page: string, context: EndpointContext): Promise<MockResponse> {
  return respondToForm(request, context, (parameters) => startDevice(request, { parameters, page }, context));
}

/** The introspection endpoint (RFC 7662). */
export function respondToIntrospection(request: OAuthRequest, context: EndpointContext): Promise<MockResponse> {
  return respondToForm(request, context, (parameters) => introspect(request, parameters, context));
}

/**
 * The revocation endpoint (RFC 7009): 200 for a token that is not known, too. A token ends by the client alone that it
 * was given to (section 2.1), unless the settings let anybody.
 */
export function respondToRevocation(request: OAuthRequest, context: EndpointContext): Promise<MockResponse> {
  const { settings, tokens } = context;
  return respondToForm(request, context, async (parameters) => {
    const isNamed = parameters.has("client_id") || request.headers["authorization"] !== undefined;
    const needsClient = settings.revocation === "client";
    const client = needsClient || isNamed ? await authenticateClient(request, parameters, context) : undefined;
    if (needsClient && client?.id === undefined) throw invalidClient("client_id is missing.");
    const token = required(parameters, "token");
    const owner = await tokens.clientOf(token);
    if (needsClient && owner !== undefined && owner !== client?.id)
      throw new OAuthError("invalid_grant", "The token was given to another client.");
    await tokens.revoke(token, { onlyIssued: true });
    return tokenResponse(200, {});
  });
}

async function respondToForm(
  request: OAuthRequest,
  { settings }: EndpointContext,
  response: (parameters: Parameters) => Promise<MockResponse>,
): Promise<MockResponse> {
  try {
    return await response(await readForm(request, settings));
  } catch (error) {
    if (error instanceof OAuthError) return errorResponse(error, settings);
    throw error;
  }
}

function successResponse(
  { token, scopes, isDefault = false }: Granted,
  { settings, clock }: EndpointContext,
): MockResponse {
  const { accessToken, refreshToken, expiresAt } = token;
  // RFC 6749, section 5.1: `scope` may only be left out where it is what the client requested.
  const scope = settings.responseScope || isDefault ? scopes.join(settings.scopeSeparator) : undefined;
  return tokenResponse(200, {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: Math.round((expiresAt - clock()) / 1000),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...(scope !== undefined && { scope }),
    ...settings.responseFields,
  });
}

async function grant(parameters: Parameters, client: Client, context: EndpointContext): Promise<Granted> {
  switch (parameters.get("grant_type")) {
    case "authorization_code": {
      const code = required(parameters, "code");
      return context.tokens.store.exclusive(codeKey(code), () => redeemCode(code, parameters, client, context));
    }
    case "refresh_token": {
      const token = required(parameters, "refresh_token");
      return context.tokens.store.exclusive(`use/${digest(token)}`, () => refresh(token, parameters, client, context));
    }
    case deviceGrant: {
      const code = required(parameters, "device_code");
      const { scopes, organization, clientId, isDefault } = await redeemDevice(code, client, context);
      const refreshToken = context.settings.refreshTokens !== "never";
      const token = await context.tokens.issue({ scopes, organization, clientId, refreshToken });
      return { token, scopes, isDefault };
    }
    case "client_credentials":
      if (client.id === undefined || !client.isConfidential) {
        throw invalidClient("client_credentials needs client_id and client_secret, HTTP Basic or an assertion.");
      }
      return grantDirectly(parameters, client, context, false);
    case "password":
      required(parameters, "username");
      required(parameters, "password");
      return grantDirectly(parameters, client, context, context.settings.refreshTokens === "always");
    default:
      throw new OAuthError(
        "unsupported_grant_type",
        `grant_type must be authorization_code, refresh_token, client_credentials, password or ${deviceGrant}.`,
      );
  }
}

async function grantDirectly(
  parameters: Parameters,
  client: Client,
  { settings, tokens, known }: EndpointContext,
  refreshToken: boolean,
): Promise<Granted> {
  const scopes = requestedScopes(parameters.get("scope"), known(), settings);
  const organization = organizationOf(parameters, settings);
  const token = await tokens.issue({ scopes, organization, clientId: client.id, refreshToken });
  return { token, scopes, isDefault: !parameters.has("scope") };
}

async function redeemCode(
  code: string,
  parameters: Parameters,
  client: Client,
  { settings, tokens, clock }: EndpointContext,
): Promise<Granted> {
  const record = (await tokens.store.get(codeKey(code))) as CodeRecord | undefined;
  const family = digest(code);
  if (record === undefined) throw new OAuthError("invalid_grant", "The code is not known.");
  if (record.isUsed) {
    // Whoever brings a code again may have stolen it, so what it gave ends (RFC 6749, section 4.1.2).
    await tokens.revokeFamily(family);
    throw new OAuthError("invalid_grant", "The code has been used already; its tokens are revoked.");
  }
  if (clock() >= record.expiresAt) throw new OAuthError("invalid_grant", "The code has expired.");
  if (client.id === undefined) throw invalidClient("client_id is missing.");
  if (client.id !== record.clientId) throw new OAuthError("invalid_grant", "The code was given to another client.");
  // It may be left out where the authorization request left it out (RFC 6749, section 4.1.3).
  const given = parameters.get("redirect_uri") ?? (record.isRedirectImplied ? record.redirectUri : undefined);
  if (given !== record.redirectUri) {
    throw new OAuthError("invalid_grant", "redirect_uri must be the one that the code was requested with.");
  }
  checkVerifier(parameters.get("code_verifier"), record);
  await tokens.store.set(codeKey(code), { ...record, isUsed: true }, tokens.lifetimeOf(record.expiresAt));
  const { scopes, organization } = record;
  const refreshToken =
    settings.refreshTokens === "always" || (settings.refreshTokens === "offline" && record.isOffline);
  return { token: await tokens.issue({ scopes, organization, clientId: client.id, refreshToken }, family), scopes };
}

/**
 * RFC 7636, section 4.6. A verifier without a challenge is refused too: somebody may have cut the challenge out (RFC
 * 9700, section 2.1.1).
 */
function checkVerifier(verifier: string | undefined, { challenge, challengeMethod }: CodeRecord): void {
  if (challenge === undefined) {
    if (verifier === undefined) return;
    throw new OAuthError(
      "invalid_grant",
      "There is a code_verifier, but the code was requested without code_challenge.",
    );
  }
  if (verifier === undefined) throw new OAuthError("invalid_grant", "code_verifier is missing.");
  if (!isCodeVerifier(verifier)) {
    throw new OAuthError("invalid_grant", "code_verifier must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~.");
  }
  const made = challengeMethod === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url");
  if (made !== challenge) throw new OAuthError("invalid_grant", "code_verifier does not fit code_challenge.");
}

async function refresh(
  token: string,
  parameters: Parameters,
  client: Client,
  { settings, tokens, clock }: EndpointContext,
): Promise<Granted> {
  const record = await tokens.findRefreshToken(token);
  if (record === undefined && (await tokens.noticeReuse(token, client.id))) {
    throw new OAuthError(
      "invalid_grant",
      "The refresh token has been replaced; the tokens of its consent are revoked.",
    );
  }
  if (record === undefined || (await tokens.isFamilyRevoked(record.family))) {
    throw new OAuthError("invalid_grant", "The refresh token is not known, or has been revoked or replaced.");
  }
  if (record.expiresAt !== undefined && clock() >= record.expiresAt) {
    throw new OAuthError("invalid_grant", "The refresh token has expired.");
  }
  if (record.clientId !== undefined && record.clientId !== client.id) {
    if (client.id === undefined) throw invalidClient("client_id is missing.");
    throw new OAuthError("invalid_grant", "The refresh token was given to another client.");
  }
  const asked = parameters.get("scope");
  const scopes = asked === undefined ? record.scopes : parseScopes(asked, settings);
  if (!scopes.every((scope) => record.scopes.includes(scope))) {
    throw new OAuthError("invalid_scope", "A refresh can give no scope beyond those of the consent.");
  }
  const uses = countUse(record, settings.accessTokensPerRefreshToken, clock());
  const { organization, clientId, family } = record;
  const issued = await tokens.issue({ scopes, organization, clientId }, family);
  if (!settings.rotateRefreshTokens) {
    await tokens.saveRefreshToken({ ...record, uses });
    return { token: issued, scopes };
  }
  const refreshToken = await tokens.replaceRefreshToken({ ...record, uses });
  return { token: { ...issued, refreshToken }, scopes };
}

/** The uses within the limit's time, this one included. */
function countUse(
  { uses }: RefreshRecord,
  limit: { readonly count: number; readonly seconds: number } | undefined,
  now: number,
): readonly number[] {
  if (limit === undefined) return [];
  const recent = uses.filter((time) => time > now - limit.seconds * 1000);
  if (recent.length < limit.count) return [...recent, now];
  const [first = now] = recent;
  const wait = String(Math.ceil((first + limit.seconds * 1000 - now) / 1000));
  const description = `A refresh token gives ${limit.count} access tokens in ${limit.seconds} seconds.`;
  throw new OAuthError("too_many_requests", description, [["retry-after", wait]]);
}

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) throw new OAuthError("invalid_request", `${name} is missing.`);
  return value;
}

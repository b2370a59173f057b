import { badRequest, ProblemJsonError, problem } from "../../http/problem.ts";
import type { MockResponse } from "../../http/response.ts";
import type { OAuthSettings } from "../settings.ts";
import { digest } from "../token-text.ts";
import { isClient } from "./client.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { OAuthError, type OAuthRequest, onceEach, type Parameters } from "./oauth-request.ts";
import { requestedScopes } from "./requested-scopes.ts";

/** What the token endpoint must know of an authorization code. */
export interface CodeRecord {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly organization: string | undefined;
  readonly challenge: string | undefined;
  readonly challengeMethod: "plain" | "S256";
  readonly isOffline: boolean;
  readonly isUsed: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Where a code is stored. */
export function codeKey(code: string): string {
  return `code/${digest(code)}`;
}

/**
 * The authorization endpoint (RFC 6749, section 4.1.1), where every user consents at once: it redirects with a code,
 * for `response_type=token` with a token. Every `redirect_uri` is accepted that is an http or https address, since the
 * mock knows no registered ones; an error that concerns the client or that address gets a 400, any other is redirected.
 */
export async function respondToAuthorization(request: OAuthRequest, context: EndpointContext): Promise<MockResponse> {
  let parameters: Parameters;
  let target: URL;
  try {
    parameters = onceEach(request.query);
    target = redirectTarget(parameters);
    const clientId = parameters.get("client_id");
    if (clientId === undefined) throw new OAuthError("invalid_request", "client_id is missing.");
    if (!isClient(clientId, context.settings)) throw new OAuthError("invalid_client", "There is no such client.");
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return problem(badRequest("Authorization is not possible", error.message));
  }
  const isImplicit = parameters.get("response_type") === "token";
  let fields: readonly (readonly [string, string])[];
  try {
    fields = await (isImplicit ? tokenFields(parameters, context) : codeFields(parameters, context));
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    fields = [
      ["error", error.code],
      ["error_description", error.message],
    ];
  }
  const state = parameters.get("state");
  const all = new URLSearchParams([
    ...fields.map(([name, value]) => [name, value]),
    ...(state === undefined ? [] : [["state", state]]),
    ...Object.entries(context.settings.redirectParameters),
  ]);
  if (isImplicit) target.hash = String(all);
  else target.search = target.search === "" ? String(all) : `${target.search}&${all}`;
  return {
    status: 302,
    headers: [
      ["location", target.href],
      ["cache-control", "no-store"],
    ],
    body: undefined,
  };
}

/** The response to a method that an endpoint does not have. */
export function wrongMethod(request: OAuthRequest, allow: string): MockResponse {
  const template = { type: "NO_METHOD_MATCHED_ERROR", title: "Route resolved, but no method matched", status: 405 };
  const detail = `The OAuth endpoint ${request.path.slice(0, 200)} is asked by ${allow}.`;
  return problem(new ProblemJsonError(template, detail, { headers: { allow } }));
}

async function codeFields(parameters: Parameters, context: EndpointContext): Promise<[string, string][]> {
  const { settings, tokens, clock, text } = context;
  if (parameters.get("response_type") !== "code") {
    throw new OAuthError("unsupported_response_type", "response_type must be code.");
  }
  const mode = parameters.get("response_mode") ?? "query";
  if (mode !== "query") throw new OAuthError("invalid_request", "response_mode can only be query.");
  const scopes = requestedScopes(parameters.get("scope"), context.known(), settings);
  const challenge = parameters.get("code_challenge");
  const method = parameters.get("code_challenge_method") ?? "plain";
  if (method !== "plain" && method !== "S256") {
    throw new OAuthError("invalid_request", "code_challenge_method must be S256 or plain.");
  }
  if (challenge !== undefined && !isCodeVerifier(challenge)) {
    throw new OAuthError("invalid_request", "code_challenge must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~.");
  }
  const code = text("code", await tokens.nextNumber());
  const record: CodeRecord = {
    clientId: parameters.get("client_id") ?? "",
    redirectUri: parameters.get("redirect_uri") ?? "",
    scopes,
    organization: organizationOf(parameters, settings),
    challenge,
    challengeMethod: method,
    isOffline: parameters.get("access_type") === "offline" || scopes.includes("offline_access"),
    isUsed: false,
    expiresAt: clock() + settings.codeLifetime * 1000,
  };
  await tokens.store.set(codeKey(code), { ...record }, tokens.lifetimeOf(record.expiresAt));
  return [["code", code]];
}

/** The implicit grant (RFC 6749, section 4.2): documents still describe it. */
async function tokenFields(parameters: Parameters, context: EndpointContext): Promise<[string, string][]> {
  const { settings, tokens } = context;
  const scopes = requestedScopes(parameters.get("scope"), context.known(), settings);
  const organization = organizationOf(parameters, settings);
  const { accessToken } = await tokens.issue({ scopes, organization, clientId: parameters.get("client_id") });
  return [
    ["access_token", accessToken],
    ["token_type", "Bearer"],
    ["expires_in", String(settings.accessTokenLifetime)],
  ];
}

/** The organization that a request chooses for its tokens, else the settings'. */
export function organizationOf(parameters: Parameters, { organization }: OAuthSettings): string | undefined {
  return organization === undefined ? undefined : (parameters.get(organization.name) ?? organization.default);
}

/** Whether the text has the form of a code verifier (RFC 7636, section 4.1), which a challenge has too. */
export function isCodeVerifier(text: string): boolean {
  return /^[\w.~-]{43,128}$/.test(text);
}

function redirectTarget(parameters: Parameters): URL {
  const text = parameters.get("redirect_uri");
  if (text === undefined) throw new OAuthError("invalid_request", "redirect_uri is missing.");
  const target = URL.canParse(text) ? new URL(text) : undefined;
  if (target === undefined || !/^https?:$/.test(target.protocol) || text.includes("#")) {
    throw new OAuthError("invalid_request", "redirect_uri must be an http or https address without a fragment.");
  }
  return target;
}

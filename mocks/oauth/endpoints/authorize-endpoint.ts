import { badRequest, ProblemJsonError, problem } from "../../http/problem.ts";
import type { MockResponse } from "../../http/response.ts";
import type { OAuthSettings } from "../settings.ts";
import { digest } from "../token-text.ts";
import { type EndpointContext, issuerOf } from "./endpoint-context.ts";
import { isClient } from "./known-clients.ts";
import { OAuthError, type OAuthRequest, onceEach, type Parameters, toldTo } from "./oauth-request.ts";
import { requestedScopes } from "./requested-scopes.ts";

/** What the token endpoint must know of an authorization code. */
export interface CodeRecord {
  readonly clientId: string;
  readonly redirectUri: string;
  /** Whether the request left it out, because the client has one alone. */
  readonly isRedirectImplied: boolean;
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
 * The authorization endpoint (RFC 6749, section 4.1.1), where every user consents at once, but for `consent=denied`: it
 * redirects with a code, for `response_type=token` with a token, with an error where there is a `refusal`. Where the
 * settings register no `redirect_uri`, every http or https address is accepted; an error that concerns the client or
 * that address gets a 400, any other is redirected.
 */
export async function respondToAuthorization(
  request: OAuthRequest,
  context: EndpointContext,
  refusal?: string,
): Promise<MockResponse> {
  let parameters: Parameters;
  let target: URL;
  try {
    parameters = onceEach(request.query);
    const clientId = parameters.get("client_id");
    if (clientId === undefined) throw new OAuthError("invalid_request", "client_id is missing.");
    if (!isClient(clientId, context.settings)) throw new OAuthError("invalid_client", "There is no such client.");
    target = redirectTarget(parameters.get("redirect_uri"), clientId, context.settings);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return problem(badRequest("Authorization is not possible", error.message));
  }
  const isImplicit = parameters.get("response_type") === "token";
  let fields: readonly (readonly [string, string])[];
  try {
    if (refusal !== undefined) throw new OAuthError(refusal, toldTo);
    if (parameters.get("consent") === "denied") throw new OAuthError("access_denied", "The user does not consent.");
    fields = await (isImplicit ? tokenFields(parameters, context) : codeFields(parameters, target, context));
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    fields = [
      ["error", error.code],
      ["error_description", error.message],
    ];
  }
  const state = parameters.get("state");
  const { issuerParameter, redirectParameters } = context.settings;
  const further = { ...(issuerParameter && { iss: issuerOf(request, context) }), ...redirectParameters };
  const all = new URLSearchParams([
    ...fields.map(([name, value]) => [name, value]),
    ...(state === undefined ? [] : [["state", state]]),
    ...Object.entries(further),
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

async function codeFields(parameters: Parameters, target: URL, context: EndpointContext): Promise<[string, string][]> {
  const { settings, tokens, clock, text } = context;
  const type = parameters.get("response_type");
  if (type === undefined) throw new OAuthError("invalid_request", "response_type is missing.");
  if (type !== "code") throw new OAuthError("unsupported_response_type", "response_type must be code.");
  const mode = parameters.get("response_mode") ?? "query";
  if (mode !== "query") throw new OAuthError("invalid_request", "response_mode can only be query.");
  const scopes = requestedScopes(parameters.get("scope"), context.known(), settings);
  const challenge = parameters.get("code_challenge");
  const method = parameters.get("code_challenge_method") ?? "plain";
  if (method !== "plain" && method !== "S256") {
    throw new OAuthError("invalid_request", "code_challenge_method must be S256 or plain.");
  }
  if (challenge === undefined && settings.pkce === "required") {
    throw new OAuthError("invalid_request", "code_challenge is missing.");
  }
  if (challenge !== undefined && !isCodeVerifier(challenge)) {
    throw new OAuthError("invalid_request", "code_challenge must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~.");
  }
  const code = text("code", await tokens.nextNumber());
  const record: CodeRecord = {
    clientId: parameters.get("client_id") ?? "",
    redirectUri: parameters.get("redirect_uri") ?? target.href,
    isRedirectImplied: !parameters.has("redirect_uri"),
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
  const isTold = settings.responseScope || !parameters.has("scope");
  return [
    ["access_token", accessToken],
    ["token_type", "Bearer"],
    ["expires_in", String(settings.accessTokenLifetime)],
    // Required where it is not what was requested (section 4.2.2).
    ...(isTold ? [["scope", scopes.join(settings.scopeSeparator)] satisfies [string, string]] : []),
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

/** Where the user is sent; registered addresses are compared as they are (RFC 9700, section 2.1). */
function redirectTarget(given: string | undefined, clientId: string, settings: OAuthSettings): URL {
  const { redirectUris, redirectSchemes } = settings;
  const hasRegistered = Object.keys(redirectUris).length > 0;
  const registered = Object.hasOwn(redirectUris, clientId) ? (redirectUris[clientId] ?? []) : [];
  const text = given ?? (registered.length === 1 ? registered[0] : undefined);
  if (text === undefined) throw new OAuthError("invalid_request", "redirect_uri is missing.");
  if (hasRegistered && !registered.some((one) => one === text || isSameLoopback(one, text)))
    throw new OAuthError("invalid_request", "redirect_uri is not one that the client has registered.");
  const target = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = target?.protocol.slice(0, -1) ?? "";
  const isPrivate = !dangerous.test(scheme) && (hasRegistered || redirectSchemes.includes(scheme));
  if (target === undefined || !(/^https?$/.test(scheme) || isPrivate) || text.includes("#")) {
    const others = redirectSchemes.length === 0 ? "" : `, or one of ${redirectSchemes.join(", ")},`;
    throw new OAuthError(
      "invalid_request",
      `redirect_uri must be an http or https address${others} without a fragment.`,
    );
  }
  return target;
}

/** Schemes that run or show something in a browser instead of leading to an app. */
const dangerous = /^(?:about|blob|data|file|javascript|vbscript)$/;

const loopback = /^(?<host>http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d+)?(?<rest>(?:[/?].*)?)$/;

/** An app on this machine takes whatever port is free (RFC 8252, section 7.3). */
function isSameLoopback(registered: string, given: string): boolean {
  const [first, second] = [registered, given].map((text) => {
    const { host = "", rest = "" } = loopback.exec(text)?.groups ?? {};
    return host + rest;
  });
  return first !== "" && first === second;
}

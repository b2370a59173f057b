import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  None,
  OperationProcessingError,
  processGenericTokenEndpointResponse,
  type TokenEndpointRequestOptions,
} from "oauth4webapi";
import { AuthError } from "../auth-error.ts";
import { systemClock } from "../fetch/clock.ts";
import { abortable, timeBox } from "../fetch/time-box.ts";
import { redactText } from "../redact.ts";
import { sessionCookieIn } from "../session-cookies.ts";
import type { AuthDescription, ClientAuthentication } from "./auth-description.ts";
import { isLoopback } from "./endpoint.ts";
import type { ServerVariables } from "./server-address.ts";
import type { Tokens } from "./tokens.ts";

/** Who asks for tokens, and how. */
export interface TokenRequestOptions<Server extends string = string, Variables = ServerVariables> {
  clientId: string;
  /** Left out for a public client. */
  clientSecret?: string | undefined;
  /** Default: what the API takes. */
  clientAuthentication?: ClientAuthentication | undefined;
  /**
   * The server of the API whose accounts address is asked, and which the tokens are for. Default: that of the request; the first
   * where there is no request to follow.
   */
  server?: Server | undefined;
  /** The variables in the address of that server. Default: as the request has them. */
  serverVariables?: Variables | undefined;
  /** The token endpoint, where it is another than the API's, such as a mock's. */
  tokenEndpoint?: string | undefined;
  /** Default: the global `fetch` at the time of each request. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Milliseconds that the token endpoint has for an answer. Default: 30,000. */
  timeout?: number | undefined;
  /** Ends token requests, and the waiting for them. */
  signal?: AbortSignal | undefined;
}

/** Sends one request of oauth4webapi's. */
export type Grant = (
  ...request: [AuthorizationServer, Client, ClientAuth, TokenEndpointRequestOptions]
) => Promise<Response>;

/** What a token request is about. */
export interface GrantRequest {
  readonly api: AuthDescription;
  readonly options: TokenRequestOptions;
  readonly endpoint: URL;
  /** What the server is asked to take, for messages: `the refresh token`. */
  readonly what: string;
  /** What must not show in a message, beside the client's secret. */
  readonly secrets: readonly (string | undefined)[];
  readonly grant: Grant;
}

/**
 * Asks the token endpoint for tokens (RFC 6749, section 5). Errors are recognised whatever the status, since some servers
 * answer them with 200.
 *
 * @throws {AuthError} `refused`, `unreadable` or `unreachable`; the signal's reason when that ends the request.
 */
export async function requestTokens(request: GrantRequest): Promise<Tokens> {
  const { api, options, endpoint, what } = request;
  const { host } = endpoint;
  const { status, text } = await send(request);
  const body = parsed(text);
  if (typeof body["error"] === "string" && typeof body["access_token"] !== "string") {
    const [error, description] = [body["error"], body["error_description"]].map((each) => plain(each, request));
    // "token: …" would be taken for a secret wherever the message is shown redacted.
    const message = `${host} refused ${what} (${error}${description ? `: ${description}` : ""})`;
    throw new AuthError("refused", message, { error, description, host, status });
  }
  if (status < 200 || status > 299 || typeof body["access_token"] !== "string") {
    const answer = /^\s*</.test(text) ? "an HTML page" : "something else";
    const redirect = status >= 300 && status < 400 ? "; is it the right server?" : "";
    const message = `${host} answered ${what} with ${answer} instead of a token (HTTP ${status})${redirect}`;
    throw new AuthError("unreadable", message, { host, status });
  }
  const receivedAt = Date.now();
  const lifetime = Number.parseFloat(String(body["expires_in"]));
  const answer = await processed(body, request);
  const scopes = typeof answer.scope === "string" ? splitScopes(answer.scope, api) : undefined;
  const { server, serverVariables } = options;
  return {
    accessToken: answer.access_token.trim(),
    receivedAt,
    ...(typeof answer.refresh_token === "string" && { refreshToken: answer.refresh_token }),
    // Without a lifetime, or with one of 0, a token is good until it is refused.
    ...(lifetime > 0 && Number.isFinite(lifetime) && { expiresAt: receivedAt + lifetime * 1000 }),
    ...(scopes && { scopes }),
    ...(server !== undefined && { server, ...(serverVariables && { serverVariables }) }),
  };
}

/**
 * The options that must be there: an environment variable may not.
 *
 * @throws {TypeError} that names the first one missing.
 * @throws {AuthError} `session-cookie` when one is a cookie of a browser session.
 */
export function requireOptions<Options extends object>(
  { sessionCookies = [] }: AuthDescription,
  options: Options,
  ...names: (keyof Options & string)[]
): void {
  for (const name of names) {
    const value = options[name];
    if (typeof value !== "string" || value.trim() === "") throw new TypeError(`the option ${name} is missing`);
    const cookie = sessionCookieIn(value, sessionCookies);
    if (cookie === undefined) continue;
    throw new AuthError("session-cookie", `${name} is the cookie ${cookie} of a browser session, which is no token`);
  }
}

/** The parameter that asks for scopes, joined as the API joins them; none for no scopes. */
export function scopeParameter(
  scopes: readonly string[] | undefined,
  { scopeSeparator = " " }: AuthDescription,
): { scope?: string } {
  return scopes === undefined || scopes.length === 0 ? {} : { scope: scopes.join(scopeSeparator) };
}

function splitScopes(scope: string, { scopeSeparator = " " }: AuthDescription): string[] {
  return scope.split(scopeSeparator === " " ? /\s+/ : /[\s,]+/).filter(Boolean);
}

async function send({ api, options, endpoint, grant }: GrantRequest): Promise<{ status: number; text: string }> {
  const { host, href, origin } = endpoint;
  const { clientId, clientSecret, timeout = 30_000, signal = new AbortController().signal } = options;
  const isPost = (options.clientAuthentication ?? api.clientAuthentication) === "client_secret_post";
  const authenticate = isPost ? ClientSecretPost : ClientSecretBasic;
  const authentication = clientSecret === undefined ? None() : authenticate(clientSecret.trim());
  const late = () => new AuthError("unreachable", `${host} did not answer within ${timeout} ms`, { host });
  const box = timeBox(signal, timeout, late, systemClock);
  try {
    const answer = grant({ issuer: origin, token_endpoint: href }, { client_id: clientId }, authentication, {
      [customFetch]: (url, init) => (options.fetch ?? fetch)(url, init as RequestInit),
      [allowInsecureRequests]: isLoopback(endpoint),
      signal: box.signal,
    });
    const read = async () => {
      const response = await answer;
      return { status: response.status, text: await response.text() };
    };
    return await abortable(read(), box.signal);
  } catch (cause) {
    if (box.signal.aborted) throw box.signal.reason;
    throw new AuthError("unreachable", `${host} cannot be reached`, { host, cause });
  } finally {
    box.end();
  }
}

/** What oauth4webapi makes of an answer. Many servers leave out the type, and we read no ID token. */
async function processed(body: { [field: string]: unknown }, { api, options, endpoint, what }: GrantRequest) {
  const { id_token: _, expires_in: __, token_type: type, ...rest } = body;
  const { prefix = "Bearer" } = api;
  const response = Response.json({ ...rest, token_type: typeof type === "string" && type ? type : "bearer" });
  const server = { issuer: endpoint.origin };
  try {
    return await processGenericTokenEndpointResponse(server, { client_id: options.clientId }, response, {
      recognizedTokenTypes: { [prefix.toLowerCase()]: () => {} },
    });
  } catch (error) {
    // Its cause holds the tokens.
    const { host } = endpoint;
    const reason = error instanceof OperationProcessingError ? error.message : "its token_type is not known";
    throw new AuthError("unreadable", `${host} answered ${what} with something else: ${reason}`, { host, status: 200 });
  }
}

function parsed(text: string): { [field: string]: unknown } {
  try {
    return Object(JSON.parse(text)) as { [field: string]: unknown };
  } catch {
    return {};
  }
}

/** Text of the server for a message: a line, not long, and without what must not show. */
function plain(value: unknown, { options, secrets }: GrantRequest): string | undefined {
  if (typeof value !== "string") return undefined;
  const hidden = [...secrets, options.clientSecret].filter((secret) => secret !== undefined && secret !== "");
  const shown = hidden.reduce<string>((text, secret) => text.replaceAll(secret!, "[redacted]"), value);
  return redactText(shown)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, 300);
}

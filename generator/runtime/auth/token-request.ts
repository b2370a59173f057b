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
import { AuthError, sessionCookieIn } from "../core/auth-error.ts";
import { oneLine, redactText } from "../core/redact.ts";
import { backOffDelay, defaultRetryPolicy as policy, retryAfter } from "../fetch/call-limits.ts";
import { abortable, systemClock, timeBox, wait } from "../fetch/clock.ts";
import { isNetworkFailure } from "../fetch/errors.ts";
import { failureText } from "../response/api-error.ts";
import type { AuthDescription, ClientAuthentication } from "./endpoint.ts";
import { isLoopback, type ServerVariables } from "./endpoint.ts";
import type { Tokens } from "./provider.ts";

/** Who asks for tokens, and how. */
export interface TokenRequestOptions<Server extends string = string, Variables = ServerVariables> {
  clientId: string;
  /** Left out for a public client. */
  clientSecret?: string | undefined;
  /** Default: what the API takes. */
  clientAuthentication?: ClientAuthentication | undefined;
  /**
   * The server of the API whose accounts address is asked, and which the tokens are for. Default: that of the request;
   * the first where there is no request to follow.
   */
  server?: Server | undefined;
  /** The variables in the address of that server. Default: as the request has them. */
  serverVariables?: Variables | undefined;
  /** The token endpoint, where it is another than the API's, such as a mock's. */
  tokenEndpoint?: string | undefined;
  /** Default: the global `fetch` at the time of each request. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Milliseconds that the token endpoint has to respond, all attempts together. Default: 30,000. */
  timeout?: number | undefined;
  /** Ends token requests, and the waiting for them. */
  signal?: AbortSignal | undefined;
}

/** Sends one request of oauth4webapi's. */
export type TokenGrant = (
  ...request: [AuthorizationServer, Client, ClientAuth, TokenEndpointRequestOptions]
) => Promise<Response>;

/** What a token request is about. */
export interface GrantRequest {
  readonly api: AuthDescription;
  readonly options: TokenRequestOptions;
  readonly endpoint: URL;
  /** What is sent, for messages: `the refresh token`. */
  readonly what: string;
  /** What no message may show, beside the client's secret. */
  readonly secrets: readonly (string | undefined)[];
  /** Whether it may be sent again although the server may have accepted it: what it sends is valid more than once. */
  readonly isRepeatable: boolean;
  readonly grant: TokenGrant;
}

/**
 * Somebody else's text for a message: one line, not long, and without the secrets of the request. Undefined for what is
 * not a string.
 */
export function plainText(value: unknown, { options, secrets }: GrantRequest): string | undefined {
  if (typeof value !== "string") return undefined;
  const hidden = [...secrets, options.clientSecret]
    .flatMap((secret) => writtenForms(secret?.trim() ?? ""))
    .filter((form) => form !== "");
  const shown = hidden.reduce((text, form) => text.replaceAll(form, "[redacted]"), value);
  return oneLine(redactText(shown)).slice(0, 300);
}

/** A string as it is, in an address, in a form and in JSON. */
function writtenForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  return [
    text,
    encodeURIComponent(text),
    String(new URLSearchParams({ _: text })).slice(2),
    json,
    json.replaceAll("/", "\\/"),
  ];
}

/**
 * Asks the token endpoint for tokens (RFC 6749, section 5). Errors are recognised whatever the status, since some
 * servers send them with 200.
 *
 * @throws {AuthError} `refused`, `unreadable` or `unreachable`; the signal's reason when that ends the request.
 */
export async function requestTokens(request: GrantRequest): Promise<Tokens> {
  const { api, options } = request;
  const body = await askEndpoint(request, "access_token");
  const receivedAt = Date.now();
  const lifetime = Number.parseFloat(String(body["expires_in"]));
  const granted = await processed(body, request);
  const scopes = scopesOf(body["scope"], api);
  const { server, serverVariables } = options;
  return {
    accessToken: granted.access_token.trim(),
    receivedAt,
    ...(typeof granted.refresh_token === "string" && { refreshToken: granted.refresh_token }),
    // Without a lifetime, or with one of 0, a token is good until it is refused.
    ...(lifetime > 0 && Number.isFinite(lifetime) && { expiresAt: receivedAt + lifetime * 1000 }),
    ...(scopes && { scopes }),
    ...(server !== undefined && { server, ...(serverVariables && { serverVariables }) }),
  };
}

/**
 * What an OAuth endpoint responded, which has a string in the wanted field.
 *
 * @throws {AuthError} as `requestTokens` does.
 */
export async function askEndpoint(
  request: GrantRequest,
  wanted: "access_token" | "device_code",
): Promise<{ readonly [field: string]: unknown }> {
  const { endpoint, what } = request;
  const { host } = endpoint;
  const { status, text } = await sendGrant(request);
  const body = parsed(text);
  const { [wanted]: found, error: fault } = body;
  const isCode = typeof fault === "string";
  if (typeof found !== "string" && (isCode || (typeof fault === "object" && fault !== null))) {
    const error = plainText(isCode ? fault : (fault as { code?: unknown }).code, request);
    const description = plainText(isCode ? body["error_description"] : failureText(body), request);
    // "token: …" would be taken for a secret wherever the message is shown redacted.
    const said = [isCode && error, description].filter(Boolean).join(": ");
    const message = `${host} refused ${what}${said && ` (${said})`}`;
    throw new AuthError("refused", message, { error, description, host, status });
  }
  if (status < 200 || status > 299 || typeof found !== "string") {
    const kind = /^\s*</.test(text) ? "an HTML page" : "something else";
    const hint = status >= 300 && status < 400 ? "; is it the right server?" : "";
    const said = plainText(failureText(body), request);
    const message = `${host} responded to ${what} with ${kind} instead of a ${wanted.slice(7)} (HTTP ${status})${hint}`;
    throw new AuthError("unreadable", said ? `${message}: ${said}` : message, { host, status });
  }
  return body;
}

/**
 * The options that must be there: an environment variable may not. No secret may be a browser's cookie.
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
    if (typeof value !== "string" || value.trim() === "")
      throw new TypeError(`the option ${name} is missing`);
  }
  const { clientSecret } = options as { clientSecret?: unknown };
  for (const [name, value] of [
    ...names.map((name) => [name, options[name]]),
    ["clientSecret", clientSecret],
  ]) {
    const cookie = sessionCookieIn(String(value), sessionCookies);
    if (cookie === undefined) continue;
    throw new AuthError(
      "session-cookie",
      `${name} is the cookie ${cookie} of a browser session, which is not a token`,
    );
  }
}

/** The parameter that asks for scopes, joined as the API joins them; none for no scopes. */
export function scopeParameter(
  scopes: readonly string[] | undefined,
  { scopeSeparator = " " }: AuthDescription,
): { scope?: string } {
  return scopes === undefined || scopes.length === 0 ? {} : { scope: scopes.join(scopeSeparator) };
}

/** The scopes of a response, a string or an array; undefined where it has none. */
function scopesOf(scope: unknown, { scopeSeparator = " " }: AuthDescription): string[] | undefined {
  if (Array.isArray(scope)) return scope.filter((each) => typeof each === "string");
  if (typeof scope !== "string") return undefined;
  return scope.split(scopeSeparator === " " ? /\s+/ : /[\s,]+/).filter(Boolean);
}

/**
 * What oauth4webapi reads of a response. Many servers leave out the type, and we read neither ID tokens nor scopes by
 * it.
 */
async function processed(
  body: { [field: string]: unknown },
  { api, options, endpoint, what }: GrantRequest,
) {
  const { access_token, refresh_token, token_type: type } = body;
  const { prefix = "Bearer" } = api;
  const token_type = typeof type === "string" && type ? type : "bearer";
  const response = Response.json({
    access_token,
    refresh_token: refresh_token ?? undefined,
    token_type,
  });
  const server = { issuer: endpoint.origin };
  try {
    return await processGenericTokenEndpointResponse(
      server,
      { client_id: options.clientId },
      response,
      {
        recognizedTokenTypes: { [prefix.toLowerCase()]: () => {} },
      },
    );
  } catch (error) {
    // Its cause holds the tokens.
    const { host } = endpoint;
    const reason =
      error instanceof OperationProcessingError ? error.message : "its token_type is not known";
    throw new AuthError(
      "unreadable",
      `${host} responded to ${what} with something else: ${reason}`,
      {
        host,
        status: 200,
      },
    );
  }
}

function parsed(text: string): { [field: string]: unknown } {
  try {
    return Object(JSON.parse(text)) as { [field: string]: unknown };
  } catch {
    return {};
  }
}

/** What a token endpoint responded. */
interface TokenResponse {
  readonly status: number;
  readonly text: string;
}

/** How one attempt ended. */
type Outcome = (TokenResponse & { readonly headers: Headers }) | { readonly thrown: unknown };

/** The statuses by which a server says that it did nothing. */
const refusedUnread = [408, 429, 503];

/** The system's codes for connections that were never made. */
const notConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * Sends a token request, and twice more after passing faults, within its timeout. A grant that is valid once is sent
 * again only where the server cannot have taken it: its response may hold the only tokens that there are.
 *
 * @throws {AuthError} `unreachable`; the signal's reason when that ends the request.
 */
async function sendGrant(request: GrantRequest): Promise<TokenResponse> {
  const { host } = request.endpoint;
  const { timeout = 30_000, signal = new AbortController().signal } = request.options;
  const timedOut = () =>
    new AuthError("unreachable", `${host} did not respond within ${timeout} ms`, { host });
  const until = Date.now() + timeout;
  const box = timeBox(signal, { milliseconds: timeout, timedOut, clock: systemClock });
  try {
    for (let next = 2; ; next++) {
      const outcome = await abortable(attempt(request, box.signal), box.signal);
      const asked = "headers" in outcome ? (retryAfter(outcome.headers, Date.now()) ?? 0) : 0;
      const delay = Math.max(asked, backOffDelay(next, policy, Math.random));
      if (next <= policy.attempts && isPassing(outcome, request) && Date.now() + delay < until) {
        await wait(delay, box.signal, systemClock);
      } else if ("thrown" in outcome) {
        throw unreachable(outcome.thrown, request);
      } else return outcome;
    }
  } finally {
    box.end();
  }
}

async function attempt(
  { api, options, endpoint, grant }: GrantRequest,
  signal: AbortSignal,
): Promise<Outcome> {
  const { clientId, clientSecret } = options;
  const isPost =
    (options.clientAuthentication ?? api.clientAuthentication) === "client_secret_post";
  const authenticate = isPost ? ClientSecretPost : ClientSecretBasic;
  const authentication = clientSecret === undefined ? None() : authenticate(clientSecret.trim());
  const server = { issuer: endpoint.origin, token_endpoint: endpoint.href };
  try {
    const response = await grant(server, { client_id: clientId }, authentication, {
      [customFetch]: (url, init) => (options.fetch ?? fetch)(url, init as RequestInit),
      [allowInsecureRequests]: isLoopback(endpoint),
      signal,
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (thrown) {
    return { thrown };
  }
}

function isPassing(outcome: Outcome, { isRepeatable }: GrantRequest): boolean {
  if (!("thrown" in outcome))
    return (isRepeatable ? policy.statuses : refusedUnread).includes(outcome.status);
  return isRepeatable
    ? isNetworkFailure(outcome.thrown)
    : notConnected.test(codeOf(outcome.thrown) ?? "");
}

/** What `fetch` threw may hold the request, and with it the secrets: only its message is used. */
function unreachable(thrown: unknown, request: GrantRequest): AuthError {
  const { host } = request.endpoint;
  const { name, message = thrown } = Object(thrown) as { name?: unknown; message?: unknown };
  const code = plainText(codeOf(thrown), request);
  const said = plainText(String(message), request) ?? "";
  const cause = Object.assign(new Error(said), {
    name: plainText(name, request) ?? "Error",
    ...(code && { code }),
  });
  const reason = [said, code].filter(Boolean).join(": ");
  return new AuthError("unreachable", `${host} cannot be reached (${reason})`, { host, cause });
}

/** The system's code of a failure, or of its cause. */
function codeOf(thrown: unknown): string | undefined {
  const { code, cause } = Object(thrown) as { code?: unknown; cause?: unknown };
  return [code, Object(cause)["code"]].find((each) => typeof each === "string");
}

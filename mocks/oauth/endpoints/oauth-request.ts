import type { MockResponse } from "../../http/response.ts";
import type { OAuthSettings } from "../settings.ts";
import { headerValue } from "../template.ts";

/** A request that may be to one of the OAuth endpoints. */
export interface OAuthRequest {
  readonly method: string;
  /** Where the API's own root is for the client, without a slash at the end. */
  readonly root: string;
  /** As it was sent, percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Called only where a body is wanted. */
  readonly readBody: () => Buffer | Promise<Buffer>;
}

/** The parameters of a request by name, each of them once. */
export type Parameters = ReadonlyMap<string, string>;

/** An error of the token endpoint (RFC 6749, section 5.2). */
export class OAuthError extends Error {
  override readonly name = "OAuthError";
  readonly code: string;
  readonly headers: readonly (readonly [string, string])[];

  constructor(code: string, description: string, headers: readonly (readonly [string, string])[] = []) {
    // The characters that a description may have.
    super(headerValue(description).replaceAll(/["\\]/g, "'"));
    this.code = code;
    this.headers = headers;
  }
}

/** The error of a client that is not known or did not say who it is (RFC 6749, section 5.2). */
export function invalidClient(description: string): OAuthError {
  return new OAuthError("invalid_client", description);
}

const statuses: ReadonlyMap<string, number> = new Map([
  ["invalid_client", 401],
  ["invalid_token", 401],
  ["too_many_requests", 429],
]);

/**
 * The parameters of a form, and of the query where the settings allow it. An empty one counts as left out, a repeated
 * one is an error (RFC 6749, section 3.2).
 */
export async function readForm(request: OAuthRequest, settings: OAuthSettings): Promise<Parameters> {
  const body = (await request.readBody()).toString("utf8");
  const mediaType = request.headers["content-type"] ?? "";
  if (body !== "" && !/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(mediaType)) {
    throw new OAuthError("invalid_request", "The body must be application/x-www-form-urlencoded.");
  }
  if (!settings.queryParameters && (request.query.has("grant_type") || request.query.has("client_secret"))) {
    throw new OAuthError("invalid_request", "Parameters go into the form body, not into the query.");
  }
  const form = new URLSearchParams(body);
  return onceEach(settings.queryParameters ? [...request.query, ...form] : [...form]);
}

/** Each parameter once; a second value of one is an error. */
export function onceEach(pairs: Iterable<readonly [string, string]>): Parameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (parameters.has(name))
      throw new OAuthError("invalid_request", `A parameter is there twice: ${name.slice(0, 40)}.`);
    parameters.set(name, value);
  }
  return new Map([...parameters].filter(([, value]) => value !== ""));
}

/** A response that no cache keeps (RFC 6749, section 5.1). */
export function tokenResponse(
  status: number,
  body: unknown,
  headers: readonly (readonly [string, string])[] = [],
): MockResponse {
  return {
    status,
    headers: [
      ["content-type", "application/json"],
      ["cache-control", "no-store"],
      ["pragma", "no-cache"],
      ...headers.map(([name, value]) => [name, headerValue(value)] as const),
    ],
    body: JSON.stringify(body),
  };
}

/** What a client learns of an error that was made on purpose. */
export const toldTo = "The mock was told to respond with this.";

/** An error that was made on purpose, with a status of its own and the code that fits it. */
export function errorOfStatus(status: number, code: string | undefined, settings: OAuthSettings): MockResponse {
  const usual = status >= 500 ? (status === 503 ? "temporarily_unavailable" : "server_error") : "invalid_request";
  const known = [...statuses].find(([, one]) => one === status)?.[0];
  return { ...errorResponse(new OAuthError(code ?? known ?? usual, toldTo), settings), status };
}

/** The response to an error, with the status and name that the API has for it. */
export function errorResponse({ code, message, headers }: OAuthError, { tokenErrors }: OAuthSettings): MockResponse {
  const { names = {}, descriptions = true } = tokenErrors;
  const error = Object.hasOwn(names, code) ? names[code] : code;
  const status = tokenErrors.status ?? statuses.get(code) ?? 400;
  // Whatever the client sent (RFC 9110, section 15.5.2).
  const isChallenged = headers.some(([name]) => name === "www-authenticate");
  const challenge = status === 401 && !isChallenged ? [["www-authenticate", 'Basic realm="mock"'] as const] : [];
  const body = { error, ...(descriptions && { error_description: message }) };
  return tokenResponse(status, body, [...headers, ...challenge]);
}

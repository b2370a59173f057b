import type { Middleware } from "./transport.ts";

/**
 * Why there is no token. `refused`: the server said so, and `error` holds its code. `unreadable`: its response is not a
 * token. `unreachable`: it did not respond in time, or not at all, where `cause` says more. `consent-needed`: the user
 * must authorise again. `callback`: the redirect does not belong to the authorization request. `unlisted-host`: the
 * redirect names an accounts address that the API does not have. `session-cookie`: a browser's cookie was given for a
 * token. `endpoint`: where to ask is not known, or not safe, or the request goes to another server than the one the
 * tokens are for.
 */
export type AuthErrorCode =
  | "refused"
  | "unreadable"
  | "unreachable"
  | "consent-needed"
  | "callback"
  | "unlisted-host"
  | "session-cookie"
  | "endpoint";

/** What is known of a failure beside its message. */
export interface AuthErrorDetails {
  readonly error?: string | undefined;
  readonly description?: string | undefined;
  readonly host?: string | undefined;
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** There is no access token. Holds no secret: no token, code or client secret, in its message or anywhere else. */
export class AuthError extends Error {
  override readonly name: string = "AuthError";
  readonly code: AuthErrorCode;
  /** The `error` of the OAuth response (RFC 6749, sections 4.1.2.1 and 5.2), or what the API has in its place. */
  readonly error: string | undefined;
  /** Its `error_description`. */
  readonly description: string | undefined;
  /** The host of the endpoint. */
  readonly host: string | undefined;
  /** The HTTP status of its response. */
  readonly status: number | undefined;

  constructor(code: AuthErrorCode, message: string, details: AuthErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : {});
    this.code = code;
    this.error = details.error;
    this.description = details.description;
    this.host = details.host;
    this.status = details.status;
  }

  /** What may be logged. */
  toJSON(): Record<string, unknown> {
    const { name, message, code, error, description, host, status } = this;
    return { name, message, code, error, description, host, status };
  }
}

/**
 * Middleware that refuses cookies of a browser session as authentication, as a token or in a `Cookie` header: they
 * belong to a person and a browser, and an API session is another thing. `*` at the end of a name stands for any
 * further text.
 *
 * The call rejects with an AuthError that names the cookie, before any request.
 */
export function refuseSessionCookies(names: readonly string[]): Middleware {
  return {
    onRequest({ request: { headers } }) {
      for (const header of ["Authorization", "Cookie"]) {
        const cookie = sessionCookieIn(headers.get(header) ?? "", names);
        if (cookie === undefined) continue;
        const held = `the ${header} header holds the cookie ${cookie} of a browser session`;
        throw new AuthError(
          "session-cookie",
          `${held}, which is not authentication: use an access token`,
        );
      }
    },
  };
}

/** The name of the first session cookie in a header or a token. */
export function sessionCookieIn(text: string, names: readonly string[]): string | undefined {
  for (const [, name = ""] of text.matchAll(/(?:^|[\s;,:])([\w!#$%&'*+.^`|~-]+)=/g)) {
    const isListed = names.some((each) =>
      each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each,
    );
    if (isListed) return name;
  }
  return undefined;
}

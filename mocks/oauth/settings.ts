import type { JsonObject } from "../../generator/document/json.ts";

/** The reasons for which a request is refused. */
export type AccessError =
  | "missingToken"
  | "invalidToken"
  | "expiredToken"
  | "insufficientScope"
  | "organizationMismatch";

/**
 * An error in the API's own shape. In its texts `{operation}`, `{missing}`, `{scopes}` (all that is needed), `{granted}`,
 * `{organization}` (the one that was requested) and `{detail}` (the whole message) are replaced.
 */
export interface ErrorTemplate {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** How an API grants access: the part `mock.oauth` of its settings. JSON data throughout. */
export interface OAuthSettings {
  /**
   * `strict`: OAuth tokens are those that the mock issued. `lenient`: any token will do, and the scopes of those that the mock
   * issued are checked. `off`: nothing is checked. API keys, user names and HTTP bearer tokens come from outside in every mode: any will do.
   */
  readonly mode: "strict" | "lenient" | "off";
  /** What may stand before a token in the Authorization header, in any case; an empty text for nothing. */
  readonly prefixes: readonly string[];
  /** Seconds. */
  readonly accessTokenLifetime: number;
  /** Seconds that an authorization code can be used. */
  readonly codeLifetime: number;
  /** Whether a user's consent gives a refresh token; `offline`: for `access_type=offline` or the scope `offline_access`. */
  readonly refreshTokens: "always" | "offline" | "never";
  /** Whether a refresh gives a new refresh token and ends the old one. */
  readonly rotateRefreshTokens: boolean;
  /** One more deletes the client's oldest. */
  readonly refreshTokensPerClient?: number;
  /** How many times a refresh token can be used in a number of seconds. */
  readonly accessTokensPerRefreshToken?: { readonly count: number; readonly seconds: number };
  readonly scopeSeparator: " " | ",";
  /** Whether token responses have `scope` where it is what was requested. */
  readonly answerScope: boolean;
  /** Further fields of token responses; they win over those of RFC 6749. */
  readonly answerFields: JsonObject;
  /** Further parameters of the redirect that brings the code. */
  readonly redirectParameters: Readonly<Record<string, string>>;
  /** Whether the token endpoint takes parameters from the query too; RFC 6749 has them in the form. */
  readonly queryParameters: boolean;
  /** Secrets by client id, an empty one for a public client; without any, every client is taken. */
  readonly clients: Readonly<Record<string, string>>;
  /** The parameter that names the organization which a token must belong to. */
  readonly organization?: {
    readonly name: string;
    readonly in: readonly ("query" | "header")[];
    /** The organization of tokens of the token endpoint, when neither the client nor the user chose one. */
    readonly default?: string;
  };
  /** Cookies of a browser session, which are not authentication; `*` at the end stands for any further text. */
  readonly sessionCookies: readonly string[];
  /** Errors in the API's own shape; the others are those of RFC 6750 with problem details. */
  readonly errors: { readonly [Name in AccessError]?: ErrorTemplate };
  /** Errors of the token endpoint: one status for all, other names for those of RFC 6749, descriptions left out. */
  readonly tokenErrors: {
    readonly status?: number;
    readonly names?: Readonly<Record<string, string>>;
    readonly descriptions?: boolean;
  };
  /** Paths that replace or complete those of the document. */
  readonly tokenPath?: string;
  readonly authorizePath?: string;
  readonly revokePath?: string;
}

const defaults: OAuthSettings = {
  mode: "strict",
  prefixes: ["Bearer"],
  accessTokenLifetime: 3600,
  codeLifetime: 60,
  refreshTokens: "always",
  rotateRefreshTokens: false,
  scopeSeparator: " ",
  answerScope: true,
  answerFields: {},
  redirectParameters: {},
  queryParameters: false,
  clients: {},
  sessionCookies: [],
  errors: {},
  tokenErrors: {},
};

/** The settings with what RFC 6749 and 6750 say where nothing is set. */
export function oauthSettings(given: Partial<OAuthSettings> = {}): OAuthSettings {
  return { ...defaults, ...given };
}

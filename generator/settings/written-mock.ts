// Made from the table of settings by `npm run docs`; do not edit.

/** How the mock server behaves where the documents do not say. */
export interface MockSettings {
  /** Faults by the client's name of an operation, `*` for all: `latency=100-300`, `status=503;probability=0.1`. */
  readonly faults: { readonly [name: string]: readonly string[] };
  /** Responses in place of the documents': of those that fit a request, the first one is sent. */
  readonly responses: readonly ResponseRuleSettings[];
  /** The real API, and the operations that go there; all others are mocked. */
  readonly upstream?: UpstreamSettings;
  /** Hosts that callbacks of the documents may be sent to, beside this machine: `hooks.example.com`. */
  readonly callbackHosts: readonly string[];
  /**
   * Whether a request may say by the header `X-Twinspec-Fault` what goes wrong with it; by it, no fault takes longer
   * than a minute.
   */
  readonly faultHeader: boolean;
  /**
   * Names that requests may have in the header `Host` where the mock is bound to a loopback address, beside those of
   * this machine and of `control.hosts`: `.example.com` is all below, `*` is all.
   */
  readonly allowedHosts: readonly string[];
  /**
   * Whether the mock can be controlled over HTTP, below `/__twinspec/`, and from where, beside programs on this
   * machine.
   */
  readonly control: boolean | ControlSettings;
  /**
   * Seconds that requests in flight have to end when the mock is stopped, as by SIGTERM; no new ones are taken.
   * Default: 10 for `twinspec mock`, 1 for mocks that tests start.
   */
  readonly shutdownTimeout?: number;
  /** How much the mock keeps of the latest requests; the oldest ones go first. */
  readonly journal: JournalSettings;
  /**
   * What becomes of query arguments that the documents do not describe. `note`: the journal says so, and nothing else;
   * `error`: the request is refused with 422; `ignore`: nothing is said.
   */
  readonly unknownQuery: "note" | "error" | "ignore";
  /**
   * Whether arrays and objects of a query may be sent with brackets behind their names, whatever their style: `ids[]=1`
   * for the parameter `ids`.
   */
  readonly queryBrackets: boolean;
  /**
   * The response to a request whose values are wrong, in the API's own shape. `{detail}` is filled in, and a list of
   * one item with `{field}` in it gets one for each violation, with `{kind}` (missing or invalid) and `{message}`. An
   * operation that describes a 422 of another shape has its own.
   */
  readonly invalidRequest?: ResponseTemplate;
  /** How the mock behaves as an authorization server, and how it refuses requests. */
  readonly oauth: OAuthSettings;
}

/** How the mock behaves as an authorization server, and how it refuses requests. */
export interface OAuthSettings {
  /**
   * `strict`: only tokens that the mock issued are valid. `lenient`: any token is accepted, and the scopes of those
   * that the mock issued are checked; scopes that the API does not have are granted, which is `invalid_scope` in
   * `strict`. `off`: nothing is checked. API keys, user names and HTTP bearer tokens come from outside in every mode:
   * any will do. Default: `lenient` for `twinspec mock` where neither `scopes` nor `mock.oauth` has anything, else
   * `strict`.
   */
  readonly mode?: "strict" | "lenient" | "off";
  /**
   * What may precede a token in the Authorization header, in any case; an empty string for nothing. Default:
   * `auth.prefix`.
   */
  readonly prefixes?: readonly string[];
  /** Seconds. */
  readonly accessTokenLifetime: number;
  /** Seconds that an authorization code can be used. */
  readonly codeLifetime: number;
  /** Seconds that a device waits for its user's consent. */
  readonly deviceCodeLifetime: number;
  /** Seconds between two questions of a device whether its user has consented; some clients refuse 0. */
  readonly deviceInterval: number;
  /**
   * Whether a user's consent gives a refresh token. `offline`: for `access_type=offline` or the scope `offline_access`.
   */
  readonly refreshTokens: "always" | "offline" | "never";
  /** Whether a refresh gives a new refresh token and ends the old one. */
  readonly rotateRefreshTokens: boolean;
  /** How many refresh tokens a client has; one more deletes the oldest. Default: no limit. */
  readonly refreshTokensPerClient?: number;
  /** How many times a refresh token can be used in a number of seconds. Default: no limit. */
  readonly accessTokensPerRefreshToken?: RefreshLimit;
  /** What separates scopes. */
  readonly scopeSeparator: " " | ",";
  /** Whether token responses have `scope` where it is what was requested. */
  readonly responseScope: boolean;
  /** Further fields of token responses; they take precedence over those of RFC 6749. */
  readonly responseFields: { readonly [name: string]: unknown };
  /** Further parameters of the redirect that brings the code. */
  readonly redirectParameters: { readonly [name: string]: string };
  /** Whether the redirect that brings the code names the issuer, as `iss` (RFC 9207). */
  readonly issuerParameter: boolean;
  /** Whether the token endpoint takes parameters from the query too; RFC 6749 has them in the form. */
  readonly queryParameters: boolean;
  /** Secrets by client id, an empty one for a public client. Without any, every client is accepted. */
  readonly clients: { readonly [name: string]: string };
  /**
   * Public keys by client id, for `private_key_jwt` (RFC 7523): a JSON Web Key or a set of them. Without any, an
   * assertion of a client is taken as it is.
   */
  readonly clientKeys: { readonly [name: string]: unknown };
  /**
   * Redirect addresses by client id, which are compared as they are; the port of a loopback address may differ. Without
   * any, every http and https address is accepted.
   */
  readonly redirectUris: { readonly [name: string]: readonly string[] };
  /** Private-use schemes of redirect addresses (RFC 8252), beside `http` and `https`: `com.example.app`. */
  readonly redirectSchemes: readonly string[];
  /** Whether an authorization request needs a `code_challenge` (RFC 7636). */
  readonly pkce: "optional" | "required";
  /** Who can revoke a token: the client that it was given to (RFC 7009), or whoever has it. */
  readonly revocation: "client" | "anybody";
  /** The parameter that names the organization which a token must belong to. */
  readonly organization?: OrganizationSettings;
  /**
   * Cookies of a browser session, which are refused as authentication; `*` at the end stands for any further
   * characters.
   */
  readonly sessionCookies: readonly string[];
  /**
   * Refusals in the API's own shape; `{operation}`, `{missing}`, `{scopes}` (all that are needed), `{granted}`,
   * `{organization}` (the one requested) and `{detail}` (the whole message) are filled in.
   */
  readonly errors: RefusalSettings;
  /** Errors of the token endpoint. */
  readonly tokenErrors: TokenErrorSettings;
  /** Default: what the documents say. */
  readonly tokenPath?: string;
  /** Default: what the documents say. */
  readonly authorizePath?: string;
  /** Default: `revoke` below the token endpoint. */
  readonly revokePath?: string;
  /** Default: `introspect` below the token endpoint. */
  readonly introspectPath?: string;
}

/** Errors of the token endpoint. */
export interface TokenErrorSettings {
  /** One status for all errors. Default: as RFC 6749 says. */
  readonly status?: number;
  /** Other names for the error codes of RFC 6749. */
  readonly names?: { readonly [name: string]: string };
  /** Whether errors have an `error_description`. Default: `true`. */
  readonly descriptions?: boolean;
}

/**
 * Refusals in the API's own shape; `{operation}`, `{missing}`, `{scopes}` (all that are needed), `{granted}`,
 * `{organization}` (the one requested) and `{detail}` (the whole message) are filled in.
 */
export interface RefusalSettings {
  readonly missingToken?: ResponseTemplate;
  readonly invalidToken?: ResponseTemplate;
  readonly expiredToken?: ResponseTemplate;
  readonly insufficientScope?: ResponseTemplate;
  readonly organizationMismatch?: ResponseTemplate;
}

/** The parameter that names the organization which a token must belong to. */
export interface OrganizationSettings {
  readonly name: string;
  readonly in: readonly ("query" | "header")[];
  /** The organization of tokens of the token endpoint, where neither the client nor the user chose one. */
  readonly default?: string;
}

/** How many times a refresh token can be used in a number of seconds. */
export interface RefreshLimit {
  readonly count: number;
  readonly seconds: number;
}

/** A response in the API's own shape. */
export interface ResponseTemplate {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** How much the mock keeps of the latest requests; the oldest ones go first. */
export interface JournalSettings {
  /** The most requests. */
  readonly requests: number;
  /** The memory that all of them take, in bytes, about. */
  readonly bytes: number;
  /** Of a longer body the beginning is kept, with the length and the SHA-256 digest of all of it. */
  readonly bodyBytes: number;
}

/** Who may control the mock over HTTP, beside programs on this machine. */
export interface ControlSettings {
  /** Origins of web pages, beside the mock's own. */
  readonly origins: readonly string[];
  /** Names of the mock's machine in the header `Host`, beside those of loopback addresses. */
  readonly hosts: readonly string[];
}

/** The real API, and the operations that go there; all others are mocked. */
export interface UpstreamSettings {
  readonly url: string;
  /**
   * Names of operations, tags (`tag:admin`), or paths, maybe with a method (`GET /pets/*`): `*` is a segment or a part
   * of one, `**` any number of them.
   */
  readonly operations: readonly string[];
}

/** A response to the requests that fit. */
export interface ResponseRuleSettings {
  /** A name of the operation: the client's, the operationId, or `GET /pets/{petId}`. */
  readonly operation: string;
  /**
   * Arguments that must be there, by the client's names: nested as they are (`body: {name: Ada}`), or by their place
   * (`body.tags.0`, or `body#/tags/0`). Maps may have more than that.
   */
  readonly when?: { readonly [name: string]: unknown };
  /** Regular expressions for texts and numbers, by the place of an argument. */
  readonly patterns?: { readonly [name: string]: string };
  /** Default: the first 2xx that the operation describes, else 200. */
  readonly status?: number;
  /** The key of the document's example for the status, in place of a body. */
  readonly example?: string;
  readonly headers?: { readonly [name: string]: string };
  /**
   * Written as the media type says. `{{args.petId}}` in its texts, and in headers, is the argument of that name or
   * place; `\{{` is `{{`.
   */
  readonly body?: unknown;
  /** A body that is no text, in Base64. */
  readonly base64?: string;
  /** Milliseconds before it is sent. Default: 0. */
  readonly delay?: number;
  /** How many requests get it. Default: all. */
  readonly times?: number;
}

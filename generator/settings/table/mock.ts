import type { Group, Kind } from "./setting.ts";

const status: Kind = { kind: "integer", minimum: 200, maximum: 599 };
const seconds: Kind = { kind: "integer", minimum: 1 };

const template: Group = {
  kind: "group",
  type: "ResponseTemplate",
  summary: "A response in the API's own shape.",
  keys: {
    status: { ...status, isRequired: true },
    headers: { kind: "map", of: { kind: "string" } },
    body: { kind: "any", about: "A string is sent as it is, anything else as JSON." },
  },
};

const tokenErrors: Group = {
  kind: "group",
  type: "TokenErrorSettings",
  keys: {
    status: { ...status, otherwise: "as RFC 6749 says", about: "One status for all errors." },
    names: { kind: "map", of: { kind: "string" }, about: "Other names for the error codes of RFC 6749." },
    descriptions: { kind: "boolean", otherwise: "`true`", about: "Whether errors have an `error_description`." },
  },
};

const refusals: Group = {
  kind: "group",
  type: "RefusalSettings",
  keys: {
    missingToken: template,
    invalidToken: template,
    expiredToken: template,
    insufficientScope: template,
    organizationMismatch: template,
  },
};

/** The settings of the mock's authorization server. */
export const oauthSettings: Group = {
  kind: "group",
  type: "OAuthSettings",
  keys: {
    mode: {
      kind: "choice",
      of: ["strict", "lenient", "off"],
      otherwise: "`lenient` for `twinspec mock` where neither `scopes` nor `mock.oauth` has anything, else `strict`",
      about:
        "`strict`: only tokens that the mock issued are valid. `lenient`: any token is accepted, and the scopes " +
        "of those that the mock issued are checked; scopes that the API does not have are granted, which is " +
        "`invalid_scope` in `strict`. `off`: nothing is checked. API keys, user names and HTTP " +
        "bearer tokens come from outside in every mode: any will do.",
    },
    prefixes: {
      kind: "list",
      of: { kind: "string", pattern: { regExp: /^[!-~]*$/, means: "ASCII characters without spaces" } },
      isNotEmpty: true,
      otherwise: "`auth.prefix`",
      about: "What may precede a token in the Authorization header, in any case; an empty string for nothing.",
    },
    accessTokenLifetime: { ...seconds, default: 3600, about: "Seconds." },
    codeLifetime: { ...seconds, default: 60, about: "Seconds that an authorization code can be used." },
    deviceCodeLifetime: { ...seconds, default: 600, about: "Seconds that a device waits for its user's consent." },
    deviceInterval: {
      kind: "integer",
      minimum: 0,
      default: 5,
      about: "Seconds between two questions of a device whether its user has consented; some clients refuse 0.",
    },
    refreshTokens: {
      kind: "choice",
      of: ["always", "offline", "never"],
      default: "always",
      about:
        "Whether a user's consent gives a refresh token. `offline`: for `access_type=offline` or the scope " +
        "`offline_access`.",
    },
    rotateRefreshTokens: {
      kind: "boolean",
      default: false,
      about: "Whether a refresh gives a new refresh token and ends the old one.",
    },
    refreshTokensPerClient: {
      kind: "integer",
      minimum: 1,
      otherwise: "no limit",
      about: "How many refresh tokens a client has; one more deletes the oldest.",
    },
    accessTokensPerRefreshToken: {
      kind: "group",
      type: "RefreshLimit",
      otherwise: "no limit",
      about: "How many times a refresh token can be used in a number of seconds.",
      keys: {
        count: { kind: "integer", minimum: 1, isRequired: true },
        seconds: { ...seconds, isRequired: true },
      },
    },
    scopeSeparator: { kind: "choice", of: [" ", ","], default: " ", about: "What separates scopes." },
    responseScope: {
      kind: "boolean",
      default: true,
      formerly: "answerScope",
      about: "Whether token responses have `scope` where it is what was requested.",
    },
    responseFields: {
      kind: "map",
      of: { kind: "any" },
      default: {},
      formerly: "answerFields",
      about: "Further fields of token responses; they take precedence over those of RFC 6749.",
    },
    redirectParameters: {
      kind: "map",
      of: { kind: "string" },
      default: {},
      about: "Further parameters of the redirect that brings the code.",
    },
    issuerParameter: {
      kind: "boolean",
      default: true,
      about: "Whether the redirect that brings the code names the issuer, as `iss` (RFC 9207).",
    },
    queryParameters: {
      kind: "boolean",
      default: false,
      about: "Whether the token endpoint takes parameters from the query too; RFC 6749 has them in the form.",
    },
    clients: {
      kind: "map",
      of: { kind: "string" },
      default: {},
      about: "Secrets by client id, an empty one for a public client. Without any, every client is accepted.",
    },
    clientKeys: {
      kind: "map",
      of: { kind: "any" },
      default: {},
      about:
        "Public keys by client id, for `private_key_jwt` (RFC 7523): a JSON Web Key or a set of them. Without any, " +
        "an assertion of a client is taken as it is.",
    },
    redirectUris: {
      kind: "map",
      of: { kind: "list", of: { kind: "string" } },
      default: {},
      about:
        "Redirect addresses by client id, which are compared as they are; the port of a loopback address may differ. " +
        "Without any, every http and https address is accepted.",
    },
    redirectSchemes: {
      kind: "list",
      of: {
        kind: "string",
        pattern: {
          regExp: /^(?!(?:about|blob|data|file|javascript|vbscript)$)[a-z][a-z0-9+.-]*$/,
          means: "the scheme of an app in lower case, such as `com.example.app`",
        },
      },
      default: [],
      about: "Private-use schemes of redirect addresses (RFC 8252), beside `http` and `https`: `com.example.app`.",
    },
    pkce: {
      kind: "choice",
      of: ["optional", "required"],
      default: "optional",
      about: "Whether an authorization request needs a `code_challenge` (RFC 7636).",
    },
    revocation: {
      kind: "choice",
      of: ["client", "anybody"],
      default: "client",
      about: "Who can revoke a token: the client that it was given to (RFC 7009), or whoever has it.",
    },
    organization: {
      kind: "group",
      type: "OrganizationSettings",
      about: "The parameter that names the organization which a token must belong to.",
      keys: {
        name: { kind: "string", isRequired: true },
        in: { kind: "list", of: { kind: "choice", of: ["query", "header"] }, isRequired: true },
        default: {
          kind: "string",
          about: "The organization of tokens of the token endpoint, where neither the client nor the user chose one.",
        },
      },
    },
    sessionCookies: {
      kind: "list",
      of: { kind: "string" },
      default: [],
      about:
        "Cookies of a browser session, which are refused as authentication; `*` at the end stands for any " +
        "further characters.",
    },
    errors: {
      ...refusals,
      about:
        "Refusals in the API's own shape; `{operation}`, `{missing}`, `{scopes}` (all that are needed), " +
        "`{granted}`, `{organization}` (the one requested) and `{detail}` (the whole message) are filled in.",
    },
    tokenErrors: { ...tokenErrors, about: "Errors of the token endpoint." },
    tokenPath: { kind: "string", otherwise: "what the documents say" },
    authorizePath: { kind: "string", otherwise: "what the documents say" },
    revokePath: { kind: "string", otherwise: "`revoke` below the token endpoint" },
    introspectPath: { kind: "string", otherwise: "`introspect` below the token endpoint" },
  },
};

const responseRule: Group = {
  kind: "group",
  type: "ResponseRuleSettings",
  summary: "A response to the requests that fit.",
  keys: {
    operation: {
      kind: "string",
      isRequired: true,
      about: "A name of the operation: the client's, the operationId, or `GET /pets/{petId}`.",
    },
    when: {
      kind: "map",
      of: { kind: "any" },
      about:
        "Arguments that must be there, by the client's names: nested as they are (`body: {name: Ada}`), or by their " +
        "place (`body.tags.0`, or `body#/tags/0`). Maps may have more than that.",
    },
    patterns: {
      kind: "map",
      of: { kind: "string" },
      about: "Regular expressions for texts and numbers, by the place of an argument.",
    },
    status: { ...status, otherwise: "the first 2xx that the operation describes, else 200" },
    example: { kind: "string", about: "The key of the document's example for the status, in place of a body." },
    headers: { kind: "map", of: { kind: "string" } },
    body: {
      kind: "any",
      about:
        "Written as the media type says. `{{args.petId}}` in its texts, and in headers, is the argument of that name " +
        "or place; `\\{{` is `{{`.",
    },
    base64: { kind: "string", about: "A body that is no text, in Base64." },
    delay: { kind: "integer", minimum: 0, maximum: 600_000, otherwise: "0", about: "Milliseconds before it is sent." },
    times: { kind: "integer", minimum: 1, otherwise: "all", about: "How many requests get it." },
  },
};

/** The settings of the mock server. */
export const mockSettings: Group = {
  kind: "group",
  type: "MockSettings",
  keys: {
    faults: {
      kind: "map",
      of: { kind: "list", of: { kind: "string" } },
      default: {},
      about:
        "Faults by the client's name of an operation, `*` for all: `latency=100-300`, `status=503;probability=0.1`.",
    },
    responses: {
      kind: "list",
      of: responseRule,
      default: [],
      about: "Responses in place of the documents': of those that fit a request, the first one is sent.",
    },
    upstream: {
      kind: "group",
      type: "UpstreamSettings",
      about: "The real API, and the operations that go there; all others are mocked.",
      keys: {
        url: {
          kind: "string",
          isRequired: true,
          pattern: {
            regExp: /^https?:\/\/[^/?#\s@]+(?:\/[^?#\s]*)?$/,
            means: "an http or https address such as `https://api.example.com/v1`",
          },
        },
        operations: {
          kind: "list",
          of: { kind: "string" },
          isNotEmpty: true,
          isRequired: true,
          about:
            "Names of operations, tags (`tag:admin`), or paths, maybe with a method (`GET /pets/*`): `*` is a " +
            "segment or a part of one, `**` any number of them.",
        },
      },
    },
    callbackHosts: {
      kind: "list",
      of: { kind: "string" },
      default: [],
      about: "Hosts that callbacks of the documents may be sent to, beside this machine: `hooks.example.com`.",
    },
    faultHeader: {
      kind: "boolean",
      default: true,
      about:
        "Whether a request may say by the header `X-Twinspec-Fault` what goes wrong with it; by it, no fault takes " +
        "longer than a minute.",
    },
    allowedHosts: {
      kind: "list",
      of: {
        kind: "string",
        pattern: { regExp: /^[^/?#\s]+$/, means: "a host such as `mock`, `mock:4010` or `.test`" },
      },
      default: [],
      about:
        "Names that requests may have in the header `Host` where the mock is bound to a loopback address, beside " +
        "those of this machine and of `control.hosts`: `.example.com` is all below, `*` is all.",
    },
    control: {
      kind: "either",
      of: [
        { kind: "boolean" },
        {
          kind: "group",
          type: "ControlSettings",
          summary: "Who may control the mock over HTTP, beside programs on this machine.",
          keys: {
            origins: {
              kind: "list",
              of: {
                kind: "string",
                pattern: { regExp: /^https?:\/\/[^/?#\s]+$/, means: "an origin such as `http://localhost:3000`" },
              },
              default: [],
              about: "Origins of web pages, beside the mock's own.",
            },
            hosts: {
              kind: "list",
              of: { kind: "string", pattern: { regExp: /^[^/?#\s]+$/, means: "a host such as `mock` or `mock:4010`" } },
              default: [],
              about: "Names of the mock's machine in the header `Host`, beside those of loopback addresses.",
            },
          },
        },
      ],
      default: true,
      about:
        "Whether the mock can be controlled over HTTP, below `/__twinspec/`, and from where, beside programs on " +
        "this machine.",
    },
    shutdownTimeout: {
      kind: "integer",
      minimum: 0,
      maximum: 3600,
      about:
        "Seconds that requests in flight have to end when the mock is stopped, as by SIGTERM; no new ones are taken. " +
        "Default: 10 for `twinspec mock`, 1 for mocks that tests start.",
    },
    journal: {
      kind: "group",
      type: "JournalSettings",
      about: "How much the mock keeps of the latest requests; the oldest ones go first.",
      keys: {
        requests: { kind: "integer", minimum: 0, maximum: 100_000, default: 10_000, about: "The most requests." },
        bytes: {
          kind: "integer",
          minimum: 0,
          default: 64 * 2 ** 20,
          about: "The memory that all of them take, in bytes, about.",
        },
        bodyBytes: {
          kind: "integer",
          minimum: 0,
          default: 64 * 2 ** 10,
          about: "Of a longer body the beginning is kept, with the length and the SHA-256 digest of all of it.",
        },
      },
    },
    unknownQuery: {
      kind: "choice",
      of: ["note", "error", "ignore"],
      default: "note",
      about:
        "What becomes of query arguments that the documents do not describe. `note`: the journal says so, and " +
        "nothing else; `error`: the request is refused with 422; `ignore`: nothing is said.",
    },
    queryBrackets: {
      kind: "boolean",
      default: true,
      about:
        "Whether arrays and objects of a query may be sent with brackets behind their names, whatever their style: " +
        "`ids[]=1` for the parameter `ids`.",
    },
    invalidRequest: {
      ...template,
      about:
        "The response to a request whose values are wrong, in the API's own shape. `{detail}` is filled in, and " +
        "a list of one item with `{field}` in it gets one for each violation, with `{kind}` (missing or " +
        "invalid) and `{message}`. An operation that describes a 422 of another shape has its own.",
    },
    oauth: {
      ...oauthSettings,
      about: "How the mock behaves as an authorization server, and how it refuses requests.",
    },
  },
};

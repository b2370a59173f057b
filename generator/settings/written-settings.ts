// Made from the table of settings by `npm run docs`; do not edit.

/** A settings file, with every default filled in. */
export interface WrittenSettings {
  /** The address of the JSON Schema of this file, for editors. Nothing else reads it. */
  readonly $schema?: string;
  /**
   * The documents: a file, folder, glob or URL, or a list of them. Default: every document in the folder of the
   * settings; needed beside a package.json.
   */
  readonly input?: string | readonly string[];
  /**
   * No file outside this folder is read by a `$ref`. Default: the nearest folder that holds everything that is referred
   * to, as far as the repository, or else the working folder.
   */
  readonly root?: string;
  /**
   * Where the documents are that a `$ref` names by an address on the web: a file for an address, or a folder for all
   * addresses that begin with one that ends with `/`. The longest one holds. Relative to the settings.
   */
  readonly references: { readonly [name: string]: string };
  /**
   * What `twinspec vendor` may fetch, so that documents may refer to it: hosts (`specs.example.com`), or the start of
   * addresses (`https://example.com/specs/`). A host in a private network needs the network on the list too
   * (`10.0.0.0/8`). `generate` reads the copies, and fetches nothing.
   */
  readonly vendor: readonly string[];
  /** The folder that the client is written to. */
  readonly output?: string;
  /** `package`: an npm package, built. `source`: TypeScript files for an existing source tree. */
  readonly target: "package" | "source";
  /**
   * How the source files of `target: source` import each other. `js`: `./client.js`, for Node by way of tsc. `ts`:
   * `./client.ts`, for Node's type stripping and Deno. `none`: `./client`, for bundlers and Jest. Default: what the
   * nearest `tsconfig.json` of the output asks for, else `js`.
   */
  readonly importExtension?: "js" | "ts" | "none";
  /**
   * What is generated. Beside the names, paths of modules that export an output of your own, relative to the settings;
   * as the key of a map, with options for it. Default: `client`, `readme`, and `scopes` and `links` where the API has
   * them.
   */
  readonly outputs?: readonly (string | { readonly [name: string]: { readonly [name: string]: unknown } })[];
  /**
   * Whether `nullable: true` beside a `$ref` allows null, as its authors mean it. Up to OpenAPI 3.0 the specification
   * ignores what stands beside a `$ref`; `false` does too.
   */
  readonly nullableReferences: boolean;
  /**
   * What lays out the generated files before they are written: `prettier` or `biome`, as the project has it installed
   * and configured, or a command, or a list of them. A command runs in the folder of the settings, without a shell,
   * with the folder of the files in place of `{folder}`, else as its last argument.
   */
  readonly postProcess?: string | readonly string[];
  /** The name of the API. Default: `info.title` of the document with most operations. */
  readonly title?: string;
  /** The package.json of the generated package. */
  readonly package: PackageSettings;
  /** Public names, by operation key (`GET /tickets/{}`) or operationId. They take precedence over everything else. */
  readonly names: { readonly [name: string]: string };
  /** How the API means its OAuth scopes. */
  readonly scopes: ScopeSettings;
  /** How the API authenticates its callers, where the documents do not say. */
  readonly auth: AuthSettings;
  /** How the generated client behaves where the documents do not say. */
  readonly client: ClientSettings;
  /** How much a diagnostic matters, by its code. */
  readonly severity: { readonly [name: string]: "error" | "warning" | "info" | "off" };
  /** How the mock server behaves where the documents do not say. */
  readonly mock: MockSettings;
}

/** How the mock server behaves where the documents do not say. */
export interface MockSettings {
  /** Faults by the client's name of an operation, `*` for all: `latency=100-300`, `status=503;probability=0.1`. */
  readonly faults: { readonly [name: string]: readonly string[] };
  /** Hosts that callbacks of the documents may be sent to, beside this machine: `hooks.example.com`. */
  readonly callbackHosts: readonly string[];
  /**
   * Whether the mock can be controlled over HTTP, below `/__twinspec/`, and from where, beside programs on this
   * machine.
   */
  readonly control: boolean | ControlSettings;
  /** How much the mock keeps of the latest requests; the oldest ones go first. */
  readonly journal: JournalSettings;
  /**
   * The response to a request whose values are wrong, in the API's own shape. `{detail}` is filled in, and a list of
   * one item with `{field}` in it gets one for each violation, with `{kind}` (missing or invalid) and `{message}`.
   */
  readonly invalidRequest?: ResponseTemplate;
  /** How the mock behaves as an authorization server, and how it refuses requests. */
  readonly oauth: OAuthSettings;
}

/** How the mock behaves as an authorization server, and how it refuses requests. */
export interface OAuthSettings {
  /**
   * `strict`: only tokens that the mock issued are valid. `lenient`: any token is accepted, and the scopes of those
   * that the mock issued are checked. `off`: nothing is checked. API keys, user names and HTTP bearer tokens come from
   * outside in every mode: any will do. Default: `lenient` for `twinspec mock` where neither `scopes` nor `mock.oauth`
   * has anything, else `strict`.
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
  /** Seconds between two questions of a device whether its user has consented. */
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
  /** Whether the token endpoint takes parameters from the query too; RFC 6749 has them in the form. */
  readonly queryParameters: boolean;
  /** Secrets by client id, an empty one for a public client. Without any, every client is accepted. */
  readonly clients: { readonly [name: string]: string };
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
  /** Default: what the documents say. */
  readonly revokePath?: string;
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

/** How the generated client behaves where the documents do not say. */
export interface ClientSettings {
  /**
   * Parameters that are given once, to the client, by their name on the wire. The client fills them in where an
   * operation declares them and a call leaves them out.
   */
  readonly parameters: { readonly [name: string]: ParameterSettings };
  /**
   * What 64-bit integers are in the client. `string`: their digits, none lost. `bigint`: BigInts. `number`: numbers,
   * which lose digits beyond 2^53. Ids that are an integer or a string are strings in any case.
   */
  readonly int64: "string" | "number" | "bigint";
  /**
   * Names of members and parameters whose values are ids, beside those that end with the word `id` or `ids`. An id that
   * may be an integer or a string is a string; what is no id is `number | string`, as it comes. `format: int64` makes
   * an id too, whatever its name. `x-twinspec-id` in a schema, true or false, wins over both.
   */
  readonly ids: readonly string[];
  /**
   * `closed`: the values of the documents alone. `open`: responses may hold any other string; enums that requests hold
   * too stay closed. `const`, `open-const`: the same two, and each named enum is a constant with its values as well.
   */
  readonly enums: "closed" | "open" | "const" | "open-const";
  /**
   * What the type of a schema with a discriminator is that others have in their `allOf`. `own`: what the schema says
   * itself. `subtypes`: the union of the others, which narrows by the discriminator.
   */
  readonly baseSchemas: "own" | "subtypes";
  /** What a `date-time` in JSON is in the client. */
  readonly dates: "string" | "Date";
  /**
   * How operations are paginated, where the documents do not say it, by public name or operation key (`GET
   * /tickets/{}`). `false`: not at all. Arguments and members of a body are named with dots: `p.from`, `meta.next`.
   */
  readonly pages: { readonly [name: string]: boolean | PagesSettings };
  /** The servers of the API by name, the first one the default. */
  readonly servers: { readonly [name: string]: ServerSettings };
  /**
   * Links into the API's portal by name: an address with identifiers in braces, `/agent/{portal}/tickets/{ticketId}`,
   * which is at the server's origin where it is relative. Identifiers in a host are given to `createLinks` alone.
   */
  readonly links: { readonly [name: string]: string | LinkSettings };
  /**
   * When a request is sent again, where it differs from what holds everywhere: the RetryOptions of the client's entry
   * `./fetch`.
   */
  readonly retry: RetrySettings;
  /** How many requests a client sends at the same time at most. Default: no limit. */
  readonly concurrency?: number;
}

/**
 * When a request is sent again, where it differs from what holds everywhere: the RetryOptions of the client's entry
 * `./fetch`.
 */
export interface RetrySettings {
  /** How often a request is sent at most, the first time included. Default: 3. */
  readonly attempts?: number;
  /** The methods that may be repeated. Default: the idempotent ones. */
  readonly methods?: readonly ("GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE" | "POST" | "PATCH" | "QUERY")[];
  /** The statuses after which a request is repeated. Default: 408, 425, 429, 500, 502, 503, 504. */
  readonly statuses?: readonly number[];
  /** Milliseconds; a response whose Retry-After is longer is final. Default: 60000. */
  readonly maximumRetryAfter?: number;
  /** Where the body of an error has its code: the name of a field, or a path such as `error.code`. */
  readonly codeField?: string;
  /** Codes that make a response final, whatever its status. */
  readonly stop?: readonly string[];
}

/** The address of a kind of record in a portal. */
export interface LinkSettings {
  /** The address, with identifiers in braces; relative to the server's origin. */
  readonly url: string;
  /** Identifiers that the link needs although its address does not show them. */
  readonly requires: readonly string[];
  /**
   * The member of a record that holds an identifier, where its name differs. Without it an identifier called `<link>Id`
   * is the record's `id`.
   */
  readonly members: { readonly [name: string]: string };
  /** The operations whose records it is for, by public name or operation key (`GET /tickets/{}`). */
  readonly operations: readonly string[];
}

/** A server that the settings name. */
export interface ServerSettings {
  /** The root of all paths, absolute. */
  readonly url: string;
  readonly description?: string;
  /** The origin of the OAuth endpoints of this server. */
  readonly accounts?: string;
}

/** How an operation is paginated. Arguments and members of a body are named with dots: `p.from`. */
export interface PagesSettings {
  /**
   * How the next page is requested. `offset`: by the number of items before it. `page`: by its own number. `cursor`: by
   * what the body or the last item says. `link`: by the URL in the Link header or in the body.
   */
  readonly style: "offset" | "page" | "cursor" | "link";
  /** The argument that says how many items precede the page. */
  readonly offset?: string;
  /** The argument that gives the number of the page. */
  readonly page?: string;
  /** The argument that carries the cursor. */
  readonly cursor?: string;
  /** The argument that says how many items a page is to hold. */
  readonly limit?: string;
  /**
   * The largest page that the server gives when that many items, or more, are requested: a shorter page is the last.
   * Default: the documented default size, or what the server has given by then.
   */
  readonly maximum?: number;
  /** The number of the first item or page. Default: what the documents say, else 0 for `offset` and 1 for `page`. */
  readonly first?: number;
  /** The list of items in the body. Empty: the body itself. Default: the only list in the body. */
  readonly items?: string;
  /** The next cursor or URL in the body. Default: the Link header. */
  readonly next?: string;
  /** The next cursor in the last item of a page, such as `id`. */
  readonly lastItem?: string;
  /** The member of the body that says whether there is more. */
  readonly more?: string;
  /** The member of the body that says how many items all pages hold together. */
  readonly total?: string;
}

/** A parameter that is given once, to the client. */
export interface ParameterSettings {
  /**
   * `query`: sent with the operations that declare it. `header`: sent as a header with every request to the API as
   * well.
   */
  readonly in: "query" | "header";
  /** Operations that take no such header, by public name or operation key (`GET /tickets/{}`). */
  readonly exclude: readonly string[];
}

/** How the API authenticates its callers, where the documents do not say. */
export interface AuthSettings {
  /** What precedes the token in the Authorization header. */
  readonly prefix: string;
  /**
   * The token endpoint. A relative one is resolved against the server's accounts address. Default: what the documents
   * say.
   */
  readonly tokenUrl?: string;
  /** The authorization endpoint. Default: what the documents say. */
  readonly authorizationUrl?: string;
  /** How a client presents its secret to the token endpoint. */
  readonly clientAuthentication: "client_secret_basic" | "client_secret_post";
  /** What separates scopes. */
  readonly scopeSeparator: " " | ",";
  /** Further parameters of every authorization request, such as `access_type: offline`. */
  readonly authorizationParameters: { readonly [name: string]: string };
  /**
   * The parameter of the redirect that names the accounts address a code is for. Only an address of `client.servers` is
   * accepted.
   */
  readonly accountsParameter?: string;
  /**
   * Cookies of a browser session, which the client refuses as authentication; `*` at the end stands for any further
   * characters.
   */
  readonly sessionCookies: readonly string[];
}

/** How the API means its OAuth scopes. */
export interface ScopeSettings {
  /** `all-of`, as OpenAPI means it; or `any-of`, where one scope of a list is enough. */
  readonly lists: "all-of" | "any-of";
  /** Whether scopes that differ only in case are different. */
  readonly caseSensitive: boolean;
  /** Scopes that a scope includes; `*` stands for any further characters. */
  readonly implies: { readonly [name: string]: readonly string[] };
}

/** The package.json of the generated package. */
export interface PackageSettings {
  /** Default: the name of the output folder. */
  readonly name?: string;
  readonly version: string;
  /** Default: a sentence with the API's title. */
  readonly description?: string;
  readonly license?: string;
  /** As package.json has it. */
  readonly repository?: string | RepositorySettings;
  /** Default: `true` until there is a `name`, so that no package of somebody else's name is published. */
  readonly private?: boolean;
  /**
   * Whether the package has its TypeScript sources too, and maps that lead editors from the declarations to them.
   * JavaScript needs none: it reads as its source does.
   */
  readonly declarationMap: boolean;
  /**
   * A file in Markdown, relative to the settings: what the README of the package says before all that is generated. Its
   * titles are of the second level and below.
   */
  readonly readme?: string;
  /** A folder with text files, relative to the settings: what the package has as `examples/`. */
  readonly examples?: string;
}

/** As package.json has it. */
export interface RepositorySettings {
  readonly type: string;
  readonly url: string;
  /** Where the package is in the repository. */
  readonly directory?: string;
}

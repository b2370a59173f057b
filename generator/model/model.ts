import type { JsonObject } from "../document/json.ts";
import type { PagesDescription, ParameterStyle } from "../runtime/core/description.ts";
import type { ScopeRules } from "../scopes/requirement.ts";

/** What the documents mean, after every rule. Outputs read nothing else. */
export interface Model {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  /** The first one is the default. Empty if the documents have no absolute URL. */
  readonly servers: readonly Server[];
  /**
   * The path that every base URL ends with, if the documents have only a path; a page of the same origin needs no base
   * URL.
   */
  readonly basePath?: string;
  /** Parameters that are given to the client once. */
  readonly parameters: readonly ClientParameter[];
  /** Every scope that an operation needs or that the settings name, sorted. */
  readonly scopes: readonly string[];
  readonly scopeRules: ScopeRules;
  /** How tokens are obtained. Absent if not by OAuth, or if the endpoints are unknown. */
  readonly oauth?: OAuth;
  /** Sorted by name. */
  readonly securitySchemes: readonly SecurityScheme[];
  readonly security: Security;
  /** Cookies of a browser session, which do not authenticate; a final `*` matches any text. */
  readonly sessionCookies: readonly string[];
  /** Links into a portal, those of the settings first. */
  readonly links: readonly Link[];
  /** In the order of the documents, followed by those that no document lists, by name. */
  readonly tags: readonly Tag[];
  /** By module, the operations that left its tag and that it still exports, deprecated; sorted. */
  readonly formerMembers: ReadonlyMap<string, readonly string[]>;
  /** Sorted by name. */
  readonly operations: readonly Operation[];
  /** Sorted by name. */
  readonly schemas: readonly Schema[];
  /** The requests that the API sends. Sorted by name. */
  readonly webhooks: readonly Webhook[];
}

/** A server of the API (OpenAPI Specification 3.1, section 4.8.5). */
export interface Server {
  /** The name to choose it by. */
  readonly name: string;
  /** With variables in braces. */
  readonly url: string;
  /** With variables replaced by their defaults. */
  readonly defaultUrl: string;
  readonly variables: readonly ServerVariable[];
  readonly description?: string;
  /** The origin of its OAuth endpoints. */
  readonly accounts?: string;
}

/** A variable in the address of a server (section 4.8.6). */
export interface ServerVariable {
  readonly name: string;
  readonly default?: string;
  /** The only values that it may have. Absent if any. */
  readonly enum?: readonly string[];
  readonly description?: string;
}

/** A parameter that is given to the client once, which fills it in wherever an operation declares it. */
export interface ClientParameter {
  /** Its name on the wire. */
  readonly name: string;
  /** The option of the client that carries it. */
  readonly option: string;
  /** `header`: also sent as a header with every request, except for the operations in `exclude`. */
  readonly in: "query" | "header";
  /** Names of operations. */
  readonly exclude: readonly string[];
  /** Of the first operation that declares it. */
  readonly schema?: unknown;
  readonly description?: string;
  readonly example?: unknown;
}

/**
 * The endpoints of an OAuth 2.0 scheme (section 4.8.28), which may be relative to the accounts URL of a server, and how
 * to use them.
 */
export interface OAuth {
  readonly tokenUrl: string;
  /** Of the authorization code flow. */
  readonly authorizationUrl?: string;
  readonly refreshUrl?: string;
  /** Where the authorization server describes itself (OpenAPI Specification 3.2, section 4.27). */
  readonly metadataUrl?: string;
  /** Of the client credentials flow. */
  readonly clientTokenUrl?: string;
  /** Where a device asks for a code; left out without that flow. */
  readonly deviceAuthorizationUrl?: string;
  /** The token endpoint of that flow. */
  readonly deviceTokenUrl?: string;
  /** The known scopes, sorted. */
  readonly scopes: readonly string[];
  readonly clientAuthentication: "client_secret_basic" | "client_secret_post";
  readonly scopeSeparator: string;
  /** Further parameters of every authorization request. */
  readonly authorizationParameters: JsonObject;
  /** The parameter of the redirect that contains an accounts URL. */
  readonly accountsParameter?: string;
}

/** Alternatives of sets of security schemes, by name; those that are not sent left out. */
export type SchemeSets = readonly (readonly string[])[];

/** Which security schemes requests are sent with. */
export interface Security {
  /** Those of most operations, and of requests that are no operation's. */
  readonly needs: SchemeSets;
  /** Those that a token or a key without a name is for. */
  readonly unnamed: readonly string[];
}

/** A way to authenticate (section 4.8.27). */
export type SecurityScheme = { readonly name: string; readonly description?: string } & (
  | {
      /** `token`: an access token in the `Authorization` header, however it is obtained. `certificate`: by TLS. */
      readonly kind: "token" | "basic" | "certificate";
    }
  | { readonly kind: "key"; readonly in: "header" | "query" | "cookie"; readonly parameter: string }
  | { readonly kind: "http"; readonly scheme: string }
);

/** The URL of a kind of record in a portal. */
export interface Link {
  readonly name: string;
  /** With identifiers in braces; relative to the origin of the server if it has none. */
  readonly url: string;
  /** The identifiers in its host, which are given once for all links. */
  readonly hostIdentifiers: readonly string[];
  /** The other identifiers that it needs. */
  readonly identifiers: readonly string[];
  /** Those of them that are not in the URL. */
  readonly requires: readonly string[];
  /** The members of records that contain identifiers, where their names differ. */
  readonly members: { readonly [identifier: string]: string };
  /** The names of the operations that return such records. */
  readonly operations: readonly string[];
}

/** A group of operations, one module. */
export interface Tag {
  /** The module's name. */
  readonly name: string;
  /** The tag as published. */
  readonly title: string;
  /** What it is called for readers: its summary and those of the tags that it is in, outermost first. */
  readonly path: readonly string[];
  /** What it is for, where that is not navigation: `badge`, `audience`, or a word of the API's own. */
  readonly kind?: string;
  readonly description?: string;
  /** The names of its operations, sorted. */
  readonly operations: readonly string[];
}

/** A schema with a public name. References inside are `#/components/schemas/<id>`. */
export interface Schema {
  readonly id: string;
  /** The type's public name. */
  readonly name: string;
  /** Further, deprecated names. */
  readonly aliases: readonly string[];
  /** Its name in the document, which discriminators use. */
  readonly published: string;
  readonly schema: JsonObject | boolean;
  /** The name of the schema that it is in requests. */
  readonly inputOf?: string;
}

/** One operation: one function of the client. */
export interface Operation {
  /** Method and path with anonymous variables: the operation's identity. */
  readonly key: string;
  readonly name: string;
  /** Further, deprecated names. */
  readonly aliases: readonly string[];
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly description?: string;
  readonly isDeprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** Sorted by status, `default` last. */
  readonly responses: readonly Response[];
  /** Whether its document says that it is called without auth, although others need some. */
  readonly isWithoutAuth: boolean;
  /** The security schemes that it sends, if they are not those of the API. */
  readonly auth?: SchemeSets;
  /** The scopes that it needs: alternatives of sets. Empty if none. */
  readonly scopes: readonly (readonly string[])[];
  /** Set if it returns its items page by page. */
  readonly pages?: Pages;
  /** The URL of the server of the operation, if it is not that of the API. */
  readonly server?: string;
}

/** A request that the API sends: a webhook (section 4.8.1.1), or a callback of an operation (section 4.8.18). */
export interface Webhook {
  readonly name: string;
  /** Its name in the document. */
  readonly published: string;
  /** The names of the operations that have it, of a callback. Sorted. */
  readonly operations: readonly string[];
  readonly method: string;
  readonly summary?: string;
  readonly description?: string;
  readonly isDeprecated: boolean;
  /** Of headers and the query alone: an address is the receiver's own. */
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** What the API takes as a response. Sorted by status, `default` last. */
  readonly responses: readonly Response[];
}

/** A parameter (section 4.8.12), with its defaults filled in. */
export interface Parameter {
  /** The argument that carries it. */
  readonly argument: string;
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly isRequired: boolean;
  /** Whether the client may fill it in. */
  readonly isClientWide: boolean;
  readonly isDeprecated: boolean;
  readonly description?: string;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowsReserved: boolean;
  /** Whether it is sent as it is: a cookie of the style `cookie` (OpenAPI Specification 3.2, section 4.12.3). */
  readonly isVerbatim?: boolean;
  /** The media type of a parameter that is described by `content`. */
  readonly mediaType?: string;
  /** Whether it is the whole query, as its media type says: `in: querystring` (OpenAPI Specification 3.2). */
  readonly isWholeQuery?: boolean;
  /** How the members of a whole query are written. */
  readonly encoding?: JsonObject;
  readonly schema: unknown;
  readonly example?: unknown;
}

/** A request body (section 4.8.13). */
export interface Body {
  readonly argument: string;
  readonly isRequired: boolean;
  readonly description?: string;
  /** JSON first, as it is preferred, then in the order of the document. */
  readonly content: readonly MediaType[];
}

/** One media type of a body or a response (section 4.8.14). */
export interface MediaType {
  readonly type: string;
  readonly schema?: unknown;
  /** The schema of each item of a sequence, such as JSON lines. */
  readonly itemSchema?: unknown;
  readonly encoding?: JsonObject;
  /** How the parts of a multipart message are written by position, and those after them. */
  readonly prefixEncoding?: readonly JsonObject[];
  readonly itemEncoding?: JsonObject;
  /** Whether a multipart body is an array whose items are its parts, which have no names. */
  readonly isInParts?: boolean;
  readonly example?: unknown;
}

/** A response (section 4.8.17). */
export interface Response {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description?: string;
  /** The names of its headers, as published. */
  readonly headers?: readonly string[];
  readonly content: readonly MediaType[];
}

/** How an operation returns its items page by page. */
export interface Pages {
  readonly description: PagesDescription;
  /** The schema of one item. */
  readonly item: unknown;
}

// Made from the table of settings by `npm run docs`; do not edit.

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

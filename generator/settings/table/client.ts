import type { Group, Kind, Pattern } from "./setting.ts";

const absoluteUrl: Pattern = { regExp: /^https?:\/\//, means: "an http or https URL" };

const parameter: Group = {
  kind: "group",
  type: "ParameterSettings",
  summary: "A parameter that is given once, to the client.",
  keys: {
    in: {
      kind: "choice",
      of: ["query", "header"],
      isRequired: true,
      about:
        "`query`: sent with the operations that declare it. `header`: sent as a header with every request to " +
        "the API as well.",
    },
    exclude: {
      kind: "list",
      of: { kind: "string" },
      default: [],
      about: "Operations that take no such header, by public name or operation key (`GET /tickets/{}`).",
    },
  },
};

const pages: Group = {
  kind: "group",
  type: "PagesSettings",
  summary: "How an operation is paginated. Arguments and members of a body are named with dots: `p.from`.",
  keys: {
    style: {
      kind: "choice",
      of: ["offset", "page", "cursor", "link"],
      isRequired: true,
      about:
        "How the next page is requested. `offset`: by the number of items before it. `page`: by its own number. " +
        "`cursor`: by what the body or the last item says. `link`: by the URL in the Link header or in the " +
        "body.",
    },
    offset: { kind: "string", about: "The argument that says how many items precede the page." },
    page: { kind: "string", about: "The argument that gives the number of the page." },
    cursor: { kind: "string", about: "The argument that carries the cursor." },
    limit: { kind: "string", about: "The argument that says how many items a page is to hold." },
    maximum: {
      kind: "integer",
      minimum: 1,
      otherwise: "the documented default size, or what the server has given by then",
      about:
        "The largest page that the server gives when that many items, or more, are requested: a shorter page is " +
        "the last.",
    },
    first: {
      kind: "integer",
      minimum: 0,
      otherwise: "what the documents say, else 0 for `offset` and 1 for `page`",
      about: "The number of the first item or page.",
    },
    items: {
      kind: "string",
      otherwise: "the only list in the body",
      about: "The list of items in the body. Empty: the body itself.",
    },
    next: { kind: "string", otherwise: "the Link header", about: "The next cursor or URL in the body." },
    lastItem: { kind: "string", about: "The next cursor in the last item of a page, such as `id`." },
    more: { kind: "string", about: "The member of the body that says whether there is more." },
    total: { kind: "string", about: "The member of the body that says how many items all pages hold together." },
  },
};

const server: Group = {
  kind: "group",
  type: "ServerSettings",
  summary: "A server that the settings name.",
  keys: {
    url: { kind: "string", pattern: absoluteUrl, isRequired: true, about: "The root of all paths, absolute." },
    description: { kind: "string" },
    accounts: {
      kind: "string",
      pattern: { regExp: /^https?:\/\/[^/?#]+$/, means: "an http or https URL without a path" },
      about: "The origin of the OAuth endpoints of this server.",
    },
  },
};

const linkUrl: Kind = {
  kind: "string",
  pattern: {
    regExp: /^(?:https?:\/\/[^/?#\s@\\]+(?=[/?#]|$)|\/(?![/\\]))[^\s\\]*$/,
    means: "an http or https URL, or a path that begins with a slash",
  },
};

const link: Group = {
  kind: "group",
  type: "LinkSettings",
  summary: "The address of a kind of record in a portal.",
  keys: {
    url: {
      ...linkUrl,
      isRequired: true,
      about: "The address, with identifiers in braces; relative to the server's origin.",
    },
    requires: {
      kind: "list",
      of: { kind: "string", pattern: { regExp: /./, means: "the name of an identifier" } },
      default: [],
      about: "Identifiers that the link needs although its address does not show them.",
    },
    members: {
      kind: "map",
      of: { kind: "string" },
      default: {},
      about:
        "The member of a record that holds an identifier, where its name differs. Without it an identifier " +
        "called `<link>Id` is the record's `id`.",
    },
    operations: {
      kind: "list",
      of: { kind: "string" },
      default: [],
      about: "The operations whose records it is for, by public name or operation key (`GET /tickets/{}`).",
    },
  },
};

const retry: Group = {
  kind: "group",
  type: "RetrySettings",
  keys: {
    attempts: {
      kind: "integer",
      minimum: 1,
      otherwise: "3",
      about: "How often a request is sent at most, the first time included.",
    },
    methods: {
      kind: "list",
      of: { kind: "choice", of: ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "POST", "PATCH", "QUERY"] },
      otherwise: "the idempotent ones",
      about: "The methods that may be repeated.",
    },
    statuses: {
      kind: "list",
      of: { kind: "integer", minimum: 400, maximum: 599 },
      otherwise: "408, 425, 429, 500, 502, 503, 504",
      about: "The statuses after which a request is repeated.",
    },
    maximumRetryAfter: {
      kind: "integer",
      minimum: 0,
      otherwise: "60000",
      about: "Milliseconds; a response whose Retry-After is longer is final.",
    },
    codeField: {
      kind: "string",
      pattern: { regExp: /./, means: "the name of a field" },
      about: "Where the body of an error has its code: the name of a field, or a path such as `error.code`.",
    },
    stop: {
      kind: "list",
      of: { kind: "string" },
      needs: "codeField",
      about: "Codes that make a response final, whatever its status.",
    },
  },
};

/** The settings of the generated client. */
export const clientSettings: Group = {
  kind: "group",
  type: "ClientSettings",
  keys: {
    parameters: {
      kind: "map",
      of: parameter,
      default: {},
      about:
        "Parameters that are given once, to the client, by their name on the wire. The client fills them in " +
        "where an operation declares them and a call leaves them out.",
    },
    int64: {
      kind: "choice",
      of: ["string", "number", "bigint"],
      default: "string",
      about:
        "What 64-bit integers are in the client. `string`: their digits, none lost. `bigint`: BigInts. " +
        "`number`: numbers, which lose digits beyond 2^53. Ids that are an integer or a string are strings in " +
        "any case.",
    },
    ids: {
      kind: "list",
      of: { kind: "string", pattern: { regExp: /./, means: "the name of a member or a parameter" } },
      default: [],
      about:
        "Names of members and parameters whose values are ids, beside those that end with the word `id` or `ids`. " +
        "An id that may be an integer or a string is a string; what is no id is `number | string`, as it comes. " +
        "`format: int64` makes an id too, whatever its name. `x-twinspec-id` in a schema, true or false, wins over " +
        "both.",
    },
    enums: {
      kind: "choice",
      of: ["closed", "open", "const", "open-const"],
      default: "closed",
      about:
        "`closed`: the values of the documents alone. `open`: responses may hold any other string; enums that " +
        "requests hold too stay closed. `const`, `open-const`: the same two, and each named enum is a constant with " +
        "its values as well.",
    },
    baseSchemas: {
      kind: "choice",
      of: ["own", "subtypes"],
      default: "own",
      about:
        "What the type of a schema with a discriminator is that others have in their `allOf`. `own`: what the schema " +
        "says itself. `subtypes`: the union of the others, which narrows by the discriminator.",
    },
    dates: {
      kind: "choice",
      of: ["string", "Date"],
      default: "string",
      about: "What a `date-time` in JSON is in the client.",
    },
    pages: {
      kind: "map",
      of: { kind: "either", of: [{ kind: "boolean" }, pages] },
      default: {},
      about:
        "How operations are paginated, where the documents do not say it, by public name or operation key (`GET " +
        "/tickets/{}`). `false`: not at all. Arguments and members of a body are named with dots: `p.from`, " +
        "`meta.next`.",
    },
    servers: {
      kind: "map",
      names: { regExp: /^[A-Za-z_][\w.-]*$/, means: "letters, digits, `_`, `.` and `-`, with a letter first" },
      of: server,
      default: {},
      about: "The servers of the API by name, the first one the default.",
    },
    links: {
      kind: "map",
      names: {
        regExp: /^(?!(?:enrich|operations|withLinks|__proto__|constructor|then)$)[A-Za-z_$][\w$]*$/,
        means: "an identifier other than enrich, operations, withLinks, constructor, then and __proto__",
      },
      of: { kind: "either", of: [linkUrl, link] },
      default: {},
      about:
        "Links into the API's portal by name: an address with identifiers in braces, " +
        "`/agent/{portal}/tickets/{ticketId}`, which is at the server's origin where it is relative. " +
        "Identifiers in a host are given to `createLinks` alone.",
    },
    retry: {
      ...retry,
      about:
        "When a request is sent again, where it differs from what holds everywhere: the RetryOptions of the " +
        "client's entry `./fetch`.",
    },
    concurrency: {
      kind: "integer",
      minimum: 1,
      otherwise: "no limit",
      about: "How many requests a client sends at the same time at most.",
    },
  },
};

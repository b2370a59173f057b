/**
 * What the runtime must know about one operation to send a request and read the response. The generator writes one of
 * these for each operation; whatever equals the default of the OpenAPI Specification is left out.
 */
export interface OperationDescription {
  /** The operation's public name. */
  readonly name: string;
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The path template as published, such as `/tickets/{ticketId}`. */
  readonly path: string;
  /** The function that fills it in: `expandPathWithQuery` where it holds a `?` or a `#`. Default: `expandPath`. */
  readonly expand?: PathWriter;
  /** Left out when there are none: an operation without parameters and body takes no arguments, only options. */
  readonly parameters?: readonly ParameterDescription[];
  /** What writes the body: `jsonBody`, or what `bodyOf` makes. */
  readonly body?: BodyWriter;
  /** The media types of the responses for the `Accept` header. Default: `application/json`. */
  readonly accept?: string;
  /**
   * What reads the body of a 2xx response, so that a bundle holds no more than its operations use: `readBody` where any
   * of them may be other than JSON. Default: `readJson`.
   */
  readonly read?: ResponseReader;
  /**
   * The security schemes that it sends, by name: alternatives of sets. Left out: those that the API's requests send
   * otherwise.
   */
  readonly auth?: readonly (readonly string[])[];
  /** The scopes the operation needs: alternatives of sets. Left out: no scopes. */
  readonly scopes?: Requirement;
  /** How it gives its items page by page. Left out: it does not, or it is not known how. */
  readonly pages?: PagesDescription;
}

/** Names that lead into a value, one inside the other: `["p", "from"]`. Empty: the value itself. */
export type MemberPath = readonly string[];

/** How an operation gives its items page by page. */
export interface PagesDescription {
  /**
   * How the next page is requested. `offset`: by the number of items before it; `page`: by its own number; `cursor`: by
   * what the body or the last item says; `link`: by a URL, which the Link header (RFC 8288) or the body holds.
   */
  readonly style: "offset" | "page" | "cursor" | "link";
  /** Where the list of items is in the body. */
  readonly items: MemberPath;
  /** Whether a body without the list is one without items. Otherwise it is an error: some APIs send errors with 200. */
  readonly sparse?: true;
  /** The argument that says which page is wanted. None in the style `link`. */
  readonly position?: MemberPath;
  /** The number of the first item or page. Default: 0. */
  readonly first?: number;
  /** The argument for the largest number of items in a page. */
  readonly limit?: MemberPath;
  /** The `limit` that is sent where a call sets none, so that a short page can be recognised. Default: none. */
  readonly size?: number;
  /** The largest page that the server gives, for sure. Default: `size`, or the longest page so far. */
  readonly maximum?: number;
  /** Where the next cursor or URL is in the body. */
  readonly next?: MemberPath;
  /** Where the next cursor is in the last item of a page, such as `["id"]`. */
  readonly last?: MemberPath;
  /** Where the body says whether there are further items. */
  readonly more?: MemberPath;
  /** Where the body says how many items there are on all pages together. */
  readonly total?: MemberPath;
}

/**
 * Reads the body of a 2xx response to the operation of that name. `parse` reads the JSON in it. Default: `JSON.parse`.
 */
export type ResponseReader = (
  response: Response,
  operation: string,
  parse?: JsonParser,
) => Promise<unknown>;

/** Makes a value of JSON text. Throws a SyntaxError for text that is not JSON. */
export type JsonParser = (text: string) => unknown;

/** Makes JSON text of a value; undefined of a value that has none, such as a function. */
export type JsonWriter = (value: unknown) => string | undefined;

/** The arguments of one call, by name. */
export interface Arguments {
  readonly [name: string]: unknown;
}

/**
 * What a request is sent without: the `token`, or everything of the client on its way to another server than the API,
 * which gets no parameters of the client either.
 */
export type Omitted = "token" | "client";

/**
 * What a transport does before it sends a request of an operation: gives the arguments to send. Where it throws or
 * rejects, nothing is sent.
 */
export type Preparation = (
  description: OperationDescription,
  args: Arguments,
  options: { readonly baseUrl?: string | undefined; readonly omit?: Omitted },
) => Arguments | Promise<Arguments>;

/** One parameter (OpenAPI Specification 3.1, section 4.8.12). */
export interface ParameterDescription {
  /** The parameter's name on the wire. */
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  /** The argument that carries it. Default: `name`. */
  readonly argument?: string;
  /** Set where the client may fill it in; `required` where a call without it is an error then. */
  readonly client?: "required" | "optional";
  /**
   * What writes it, so that a bundle holds no more than its operations use. For primitives and arrays of primitives of
   * the default style and explode: left out in path and query, `writeHeader` in a header. `writeQueryString` for the
   * whole query. `writeStyled` for everything else: objects, or a schema that may be one; another style or explode;
   * allowReserved; content; cookies.
   */
  readonly write?: ParameterWriter;
  /** Default: `simple` in path and header, `form` in query and cookie. */
  readonly style?: ParameterStyle;
  /** Default: true for `form`, otherwise false. */
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** The media type of a parameter that is described by `content` instead of a schema. */
  readonly content?: string;
  /** How the members of a parameter are written that is the whole query. */
  readonly encoding?: { readonly [property: string]: EncodingDescription };
  /** What writes JSON in it; `writeValues` sets it. Default: `JSON.stringify`. */
  readonly json?: JsonWriter | undefined;
}

/** How arrays and objects become the text of a parameter (section 4.8.12.3). */
export type ParameterStyle = "matrix" | "label" | "simple" | FormStyle;

/** The styles of a query parameter and of a property of a form or multipart body; tabs are of Swagger 2.0 (`tsv`). */
export type FormStyle = "form" | "spaceDelimited" | "pipeDelimited" | "tabDelimited" | "deepObject";

/** The request body (section 4.8.13), where it is more than JSON in the argument `body`. */
export interface BodyDescription {
  /** The argument that carries it. Default: `body`. */
  readonly argument?: string;
  /** The media types, the preferred one first. Default: `["application/json"]`. */
  readonly content?: readonly string[];
  /**
   * What writes it, so that a bundle holds no more than its operations use; the first that takes the body does. Those
   * that the media types need, in this order: `writeMultipart` (`multipart/form-data`), `writeForm`
   * (`application/x-www-form-urlencoded`), `writeRaw` (whatever else is not JSON), `writeJson` (JSON, and media type
   * ranges).
   */
  readonly writers: readonly MediaWriter[];
  /** How the properties of a form or multipart body are written (section 4.8.15), by property name. */
  readonly encoding?: { readonly [property: string]: EncodingDescription };
  /** The media type that the caller chose; `bodyOf` sets it. */
  readonly chosen?: string | undefined;
  /** What writes JSON in it; `writeValues` sets it. Default: `JSON.stringify`. */
  readonly json?: JsonWriter | undefined;
}

/** How one property of a form or multipart body is written (section 4.8.15). */
export interface EncodingDescription {
  readonly contentType?: string;
  readonly style?: FormStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** Headers of a part whose values the document says; without line ends. */
  readonly headers?: { readonly [name: string]: string };
  /** What writes it where it is a multipart message itself (3.2, "Nested Encoding"). */
  readonly message?: MessageWriter;
  /** Whether an array is one such message, rather than each of its items. */
  readonly isWhole?: true | undefined;
}

/** Writes a value as a multipart message of a media type. Throws a TypeError when it cannot be sent. */
export type MessageWriter = (
  value: unknown,
  type: string,
  json: JsonWriter | undefined,
) => MultipartMessage;

/** A multipart message, and its media type with the boundary. */
export interface MultipartMessage {
  readonly type: string;
  readonly content: Blob;
}

/** Writes a value, which is neither undefined nor null, into a request. Throws a TypeError when it cannot be sent. */
export type ParameterWriter = (
  draft: RequestDraft,
  parameter: ParameterDescription,
  value: unknown,
) => void;

/** Writes the body, where the arguments have one, into a request. Throws a TypeError when it cannot be sent. */
export type BodyWriter = (
  draft: RequestDraft,
  args: Arguments,
  options: { readonly contentType?: string | undefined },
) => void;

/**
 * Writes a body of its media types into a request, and says whether it did: false when the media type or the value is
 * not its own. Throws a TypeError when the value cannot be sent.
 */
export type MediaWriter = (draft: RequestDraft, body: BodyDescription, value: unknown) => boolean;

/**
 * The address of a request: a URL with a path template in it, filled in. Throws a TypeError where an argument is
 * missing.
 */
export type PathWriter = (url: string, draft: RequestDraft, operation: string) => string;

/** The content of a request: BodyInit by another name, which the types of Node do not have. */
export type RequestContent = NonNullable<RequestInit["body"]>;

/** A request while its parameters and its body are written. */
export interface RequestDraft {
  /** The percent-encoded texts of the path's variables. */
  readonly path: { [name: string]: string };
  /** Percent-encoded pairs, such as `limit=50`. */
  readonly query: string[];
  /** The headers that the operation sets; null removes one of the client. */
  readonly header: { [name: string]: string | null | undefined };
  /** What else goes to openapi-fetch. */
  init?: {
    body: unknown;
    bodySerializer?: () => RequestContent;
    duplex?: "half";
    isStream?: boolean;
  };
}

/** What an operation needs: alternatives of sets of scopes. No alternative at all: nothing is needed. */
export type Requirement = readonly (readonly string[])[];

/** How an API compares scopes, and what they imply. */
export interface ScopeRules {
  readonly isCaseSensitive: boolean;
  /**
   * All that a scope includes, what the included scopes include as well; `*` stands for any further text. In lower case
   * where case does not matter.
   */
  readonly implies: { readonly [scope: string]: readonly string[] };
}

/**
 * The types of all scopes that the granted ones include: in lower case where case does not matter, `string` for any.
 */
export type CoveredBy<Granted extends string, Rules extends ScopeRules> = string extends Granted
  ? string
  :
      | Folded<Granted, Rules>
      | Pattern<Rules["implies"][Folded<Granted, Rules> & keyof Rules["implies"]][number]>;

/** A scope as it is compared. */
export type Folded<
  Scope extends string,
  Rules extends ScopeRules,
> = Rules["isCaseSensitive"] extends true ? Scope : Lowercase<Scope>;

/**
 * What a list of scopes is as well: something that nobody can give, where it is written with scopes that are not known.
 * Case counts as the API has it; what is a string at run time only may be any.
 */
export type KnownScopes<Granted extends string, Known extends string, Rules extends ScopeRules> =
  UnknownOf<Granted, Folded<Known, Rules>, Rules> extends infer Unknown extends string
    ? [Unknown] extends [never]
      ? unknown
      : readonly UnknownScope<Unknown>[]
    : never;

/** Nobody has one: it names a scope that is misspelt, or that no document names. */
export interface UnknownScope<Scopes extends string> {
  readonly unknown: Scopes;
}

type UnknownOf<Granted, Known, Rules extends ScopeRules> = Granted extends string
  ? "" extends Granted
    ? never
    : Folded<Granted, Rules> extends Known
      ? never
      : Granted
  : never;

/** The type of all strings that fit a pattern. */
type Pattern<Text> = Text extends `${infer Start}*${infer Rest}`
  ? `${Start}${string}${Pattern<Rest>}`
  : Text;

/** A type whose objects have some properties, which are optional or undeclared in the type itself. */
export type WithRequired<Type, Keys extends PropertyKey> = Type extends object
  ? Type & { [Key in Keys]-?: Key extends keyof Type ? Exclude<Type[Key], undefined> : unknown }
  : Type;

/** A type whose objects are without some properties; unlike `Omit`, of each type of a union, index signatures kept. */
export type Without<Type, Keys extends PropertyKey> = Type extends object
  ? { [Key in keyof Type as Exclude<Key, Keys>]: Type[Key] }
  : Type;

/**
 * What the runtime must know about one operation to send a request and read the answer. The generator writes one of
 * these for each operation; whatever equals the default of the OpenAPI Specification is left out.
 */
export interface OperationDescription {
  /** The operation's public name. */
  readonly name: string;
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The path template as published, such as `/tickets/{ticketId}`. */
  readonly path: string;
  /** Left out when there are none: an operation without parameters and body takes no arguments, only options. */
  readonly parameters?: readonly ParameterDescription[];
  readonly body?: BodyDescription;
  /** The media types of the responses for the `Accept` header. Default: `application/json`. */
  readonly accept?: string;
  /**
   * What reads the body of a 2xx response, so that a bundle holds no more than its operations use: `readBody` where any
   * of them may be other than JSON. Default: `readJson`.
   */
  readonly read?: ResponseReader;
  /** Set where the operation is on another server than the API: `elsewhere` of its address. */
  readonly server?: ServerChoice;
  /** The scopes the operation needs: alternatives of sets. Left out: no scopes. */
  readonly scopes?: readonly (readonly string[])[];
}

/** Reads the body of a 2xx response to the operation of that name. */
export type ResponseReader = (response: Response, operation: string) => Promise<unknown>;

/** What to add to a request where neither the call nor the transport names a server. */
export type ServerChoice = (
  ...named: { readonly baseUrl?: string | undefined }[]
) => { baseUrl: string; bare: true } | undefined;

/** One parameter (OpenAPI Specification 3.1, section 4.8.12). */
export interface ParameterDescription {
  /** The parameter's name on the wire. */
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  /** The argument that carries it. Default: `name`. */
  readonly argument?: string;
  /**
   * What writes it, so that a bundle holds no more than its operations use. For primitives and arrays of primitives of
   * the default style and explode: left out in path and query, `writeHeader` in a header. `writeStyled` for everything
   * else: objects, or a schema that may be one; another style or explode; allowReserved; content; cookies.
   */
  readonly write?: ParameterWriter;
  /** Default: `simple` in path and header, `form` in query and cookie. */
  readonly style?: ParameterStyle;
  /** Default: true for `form`, otherwise false. */
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** The media type of a parameter that is described by `content` instead of a schema. */
  readonly content?: string;
}

/** How arrays and objects become the text of a parameter (section 4.8.12.3). */
export type ParameterStyle = "matrix" | "label" | "simple" | FormStyle;

/** The styles of a query parameter and of a property of a form or multipart body. */
export type FormStyle = "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";

/** The request body (section 4.8.13). */
export interface BodyDescription {
  /** The argument that carries it. Default: `body`. */
  readonly argument?: string;
  /** The media types, the preferred one first. Default: `["application/json"]`. */
  readonly content?: readonly string[];
  /**
   * What writes it, so that a bundle holds no more than its operations use; the first that takes the body does. Those
   * that the media types need, in this order: `writeForm` (`application/x-www-form-urlencoded`), `writeMultipart`
   * (`multipart/form-data`), `writeRaw` (whatever else is not JSON), `writeJson` (JSON, and media type ranges).
   */
  readonly writers: readonly BodyWriter[];
  /** How the properties of a form or multipart body are written (section 4.8.15), by property name. */
  readonly encoding?: { readonly [property: string]: EncodingDescription };
}

/** How one property of a form or multipart body is written (section 4.8.15). */
export interface EncodingDescription {
  readonly contentType?: string;
  readonly style?: FormStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** Writes a value, which is neither undefined nor null, into a request. Throws a TypeError when it cannot be sent. */
export type ParameterWriter = (draft: RequestDraft, parameter: ParameterDescription, value: unknown) => void;

/**
 * Writes a body into a request, and says whether it did: false when the media type or the value is not its own.
 * `contentType` is what the caller chose. Throws a TypeError when the value cannot be sent.
 */
export type BodyWriter = (
  draft: RequestDraft,
  body: BodyDescription,
  value: unknown,
  contentType: string | undefined,
) => boolean;

/** A request while its parameters and its body are written. */
export interface RequestDraft {
  /** The percent-encoded texts of the path's variables. */
  readonly path: Map<string, string>;
  /** Percent-encoded pairs, such as `limit=50`. */
  readonly query: string[];
  /** The headers that the operation sets; null removes one of the client. */
  readonly header: { [name: string]: string | null | undefined };
  /** What else goes to openapi-fetch. */
  init?: { body: BodyInit; bodySerializer: () => BodyInit; duplex?: "half" };
}

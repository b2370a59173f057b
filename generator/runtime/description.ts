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
  /** The scopes the operation needs: alternatives of sets. Left out: no scopes. */
  readonly scopes?: readonly (readonly string[])[];
}

/** One parameter (OpenAPI Specification 3.1, section 4.8.12). */
export interface ParameterDescription {
  /** The parameter's name on the wire. */
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  /** The argument that carries it. Default: `name`. */
  readonly argument?: string;
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
   * The writers that the media types need, so that a bundle holds no others: `writeForm` for
   * `application/x-www-form-urlencoded`, `writeMultipart` for `multipart/form-data`, `writeRaw` for every other type that
   * is not JSON. JSON needs none.
   */
  readonly writers?: readonly BodyWriter[];
  /** How the properties of a form or multipart body are written (section 4.8.15), by property name. */
  readonly encoding?: { readonly [property: string]: EncodingDescription };
}

/**
 * Writes a body as `contentType`, or gives undefined when the type and the value are not its own. The second element of
 * what it gives is the `Content-Type` header; null leaves the header to `fetch`.
 */
export type BodyWriter = (
  value: unknown,
  contentType: string,
  body: BodyDescription,
) => readonly [body: BodyInit, contentType: string | null] | undefined;

/** How one property of a form or multipart body is written (section 4.8.15). */
export interface EncodingDescription {
  readonly contentType?: string;
  readonly style?: FormStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** The content that a value is written as. */
export interface Content {
  readonly mediaType: string;
  readonly schema: unknown;
  /** Of an item of a stream (OpenAPI 3.2). */
  readonly itemSchema?: unknown;
  /** The Encoding Objects of a form's properties by name. */
  readonly encoding?: unknown;
  /** Those of a multipart message's parts by position, and of those after them (OpenAPI 3.2). */
  readonly prefixEncoding?: unknown;
  readonly itemEncoding?: unknown;
  /** Whether a text is the body itself already, as an example of XML may be. */
  readonly isWritten: boolean;
  /** The headers of a part, of the Header Objects that describe them. */
  readonly headersOf?: (
    described: unknown,
    place: string,
  ) => readonly (readonly [name: string, value: string | readonly string[]])[];
}

/** A body, and the media type by which it can be read: that of a multipart message says where its parts end. */
export interface WrittenBody {
  readonly mediaType: string | undefined;
  readonly body: string | Buffer | undefined;
}

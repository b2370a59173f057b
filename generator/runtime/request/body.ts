import type {
  BodyDescription,
  BodyWriter,
  EncodingDescription,
  JsonWriter,
  MultipartMessage,
  ParameterDescription,
  RequestContent,
  RequestDraft,
} from "../core/description.ts";
import { isJson } from "../core/json.ts";
import { pairsOf, textOf, textOfParameter } from "./parameters.ts";

/** Writes the argument `body` as `application/json`. */
export const jsonBody: BodyWriter = (draft, { body }) => {
  if (body !== undefined) draft.init = { body };
};

/** The writer of a body that is described. */
export function bodyOf(body: BodyDescription): BodyWriter {
  return (draft, { [body.argument ?? "body"]: value }, { contentType }) => {
    if (value === undefined) return;
    const described = { ...body, chosen: contentType };
    if (!body.writers.some((write) => write(draft, described, value)))
      throw new TypeError(`this value cannot be sent as ${contentType ?? body.content}`);
  };
}

/** Whether a media type is `application/x-www-form-urlencoded`. */
function isForm(mediaType: string): boolean {
  return /^application\/x-www-form-urlencoded/i.test(mediaType);
}

/** Whether a media type is `multipart/form-data`. */
function isMultipart(mediaType: string): boolean {
  return /^multipart\/form-data/i.test(mediaType);
}

/** The media type of a body: the one that the caller chose, or the first that the operation declares. */
export function mediaTypeOf({ chosen, content }: BodyDescription): string {
  return chosen ?? content?.[0] ?? "application/json";
}

/**
 * Sets the content of a request and its `Content-Type`; undefined leaves the header to openapi-fetch, which sends
 * `application/json`, and null to `fetch`, which knows the boundary of FormData.
 */
export function setBody(
  draft: RequestDraft,
  content: RequestContent,
  contentType: string | null | undefined,
): true {
  draft.header["Content-Type"] = contentType;
  draft.init = { body: content, bodySerializer: () => content };
  return true;
}

/**
 * Writes any value as JSON; as `application/json` when the operation names no type or a range of types.
 *
 * Throws a TypeError for a file, a stream or a form, and for a value that holds one: they have no JSON.
 */
export function writeJson(draft: RequestDraft, body: BodyDescription, value: unknown): boolean {
  const { content = [], chosen = content[0], json = JSON.stringify } = body;
  const isRange = chosen?.includes("*");
  if (chosen && !isRange && !isJson(chosen)) return false;
  const text = json(value) as string;
  if (holdsFile(value))
    throw new TypeError(
      "JSON cannot hold a file, a stream or a form; choose a contentType that can",
    );
  return setBody(draft, text, isRange ? undefined : chosen);
}

/** Whether a value is, or has in it at any depth, a file, a stream or a form. */
function holdsFile(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isFileOrForm(value) || Object.values(value).some(holdsFile);
}

function isFileOrForm(value: unknown): boolean {
  return isBinary(value) || value instanceof FormData || value instanceof URLSearchParams;
}

/**
 * Writes text and binary bodies unchanged: strings, Blobs, ArrayBuffers, typed arrays, streams. A binary value is never
 * JSON: where the call does not choose, it goes under the declared type that the Blob has itself, the preferred one, or
 * the first that is neither JSON nor a form, bytes before text. Under a media type range (`image/*`) the type sent is
 * the Blob's own.
 *
 * Throws a TypeError for an array or an object under, say, XML: how to write it is unknown. Under a range it is JSON.
 */
export function writeRaw(draft: RequestDraft, body: BodyDescription, value: unknown): boolean {
  const wanted = mediaTypeOf(body);
  if (isBinary(value)) {
    const own = value instanceof Blob ? value.type : "";
    const types = (body.chosen ? [body.chosen] : (body.content ?? [])).filter(isRaw);
    const type =
      types.find((each) => essenceOf(each) === essenceOf(own)) ??
      types.find((each) => each === wanted) ??
      types.find((each) => !/^text|xml|yaml/i.test(each)) ??
      types[0];
    if (!type) return false;
    return setBytes(draft, value, type.includes("*") ? own || "application/octet-stream" : type);
  }
  if (!isRaw(wanted)) return false;
  const isRange = wanted.includes("*");
  if (typeof value !== "object")
    return setBody(draft, String(value), isRange ? "text/plain;charset=UTF-8" : wanted);
  if (isRange) return isFileOrForm(value) && setBody(draft, value as FormData, null);
  throw new TypeError(`a body of type ${wanted} must be text or binary`);
}

/** Writes text and binary bodies unchanged, whatever their media type: where JSON is described as a file. */
export function writeBytes(draft: RequestDraft, body: BodyDescription, value: unknown): boolean {
  const type = mediaTypeOf(body);
  if (isBinary(value)) return setBytes(draft, value, type);
  return typeof value === "string" && setBody(draft, value, type);
}

function setBytes(draft: RequestDraft, value: Bytes | ReadableStream, type: string): true {
  setBody(draft, value, type);
  // Node accepts a stream only with this.
  draft.init!.duplex = "half";
  draft.init!.isStream = !isBytes(value);
  return true;
}

/** A media type without its parameters. */
function essenceOf(mediaType: string): string {
  return mediaType.split(";")[0]!.trim().toLowerCase();
}

/** Uint8Array stands for every view: the types of platforms do not agree on one for all. */
type Bytes = Blob | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** Whether a value is bytes, or a stream of them, rather than an array or an object with members. */
export function isBinary(value: unknown): value is Bytes | ReadableStream {
  return isBytes(value) || value instanceof ReadableStream || Symbol.asyncIterator in Object(value);
}

/** Whether a value is bytes that are complete. */
export function isBytes(value: unknown): value is Bytes {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function isRaw(mediaType: string): boolean {
  return !isJson(mediaType) && !isForm(mediaType) && !isMultipart(mediaType);
}

/**
 * Writes an object as `application/x-www-form-urlencoded` (OpenAPI Specification 3.1.1, section 4.8.15.1): by the
 * property's style when its encoding has one; otherwise arrays repeat the name and objects become JSON. Strings, bytes
 * and URLSearchParams are sent unchanged.
 *
 * Throws a TypeError for a member that is or holds a file.
 */
export function writeForm(draft: RequestDraft, body: BodyDescription, value: unknown): boolean {
  const type = mediaTypeOf(body);
  if (value instanceof URLSearchParams) {
    return setBody(draft, value, isForm(type) ? type : "application/x-www-form-urlencoded");
  }
  if (!isForm(type) || value instanceof FormData) return false;
  if (typeof value === "string") return setBody(draft, value, type);
  if (isBinary(value)) return isElsewhere(body) ? false : setBytes(draft, value, type);
  const text = formText(body, value);
  if (holdsFile(value)) throw new TypeError(`no file or stream can be sent as ${type}`);
  return setBody(draft, text, type);
}

/** An object as the text of a form. */
function formText(form: Pick<BodyDescription, "encoding" | "json">, value: unknown): string {
  const texts = Object.entries(value ?? {}).map(([name, member]) => {
    const { contentType: own, ...style } = encodingOf(form, name);
    const isWhole = typeof member === "object" && (!Array.isArray(member) || isJson(own));
    const shown =
      isWhole && member && !Object.keys(style).length ? textOf(member, form.json) : member;
    return shown == null
      ? undefined
      : textOfParameter({ ...style, name, in: "query", json: form.json }, shown);
  });
  return texts
    .filter((pair) => pair !== undefined)
    .join("&")
    .replaceAll("%20", "+");
}

/**
 * Writes a parameter that is the whole query (OpenAPI Specification 3.2, `in: querystring`) by its media type: a form
 * as the body of one, JSON and text percent-encoded. A form that is text already is sent as it is.
 */
export function writeQueryString(
  draft: RequestDraft,
  parameter: ParameterDescription,
  value: unknown,
): void {
  const { content = "", json = JSON.stringify } = parameter;
  const isWritten = typeof value === "string" || value instanceof URLSearchParams;
  let text: string;
  if (isForm(content)) text = isWritten ? String(value) : formText(parameter, value);
  else text = encodeURIComponent(isJson(content) ? json(value)! : textOf(value, json));
  if (text) draft.query.push(text);
}

/** Whether bytes that the call chooses no type for are meant for another type than a form. */
function isElsewhere({ chosen, content = [] }: BodyDescription): boolean {
  return !chosen && content.some(isRaw);
}

/** The encoding of one property of a form or multipart body; empty when the document gives none. */
function encodingOf(
  body: Pick<BodyDescription, "encoding">,
  property: string,
): EncodingDescription {
  return (body.encoding && Object.hasOwn(body.encoding, property) && body.encoding[property]) || {};
}

/**
 * Writes an object as `multipart/form-data` (OpenAPI Specification 3.1.1, section 4.8.15.1; RFC 7578): files keep their
 * name and type, arrays repeat the part, objects become JSON parts, the property's encoding is honoured. FormData is
 * sent unchanged; what has no members, such as a file or a list of files, is the part `file`. An object with a file
 * among its members is a form, whatever type is preferred, unless the call chooses one.
 *
 * Throws a TypeError for a stream, whose length and content only reading it could tell.
 *
 * The parts are written here because FormData cannot give a part a type without making a file of it, and servers then
 * take a JSON part for an upload.
 */
export function writeMultipart(
  draft: RequestDraft,
  body: BodyDescription,
  value: unknown,
): boolean {
  if (value instanceof FormData) return setBody(draft, value, null);
  const isBare = typeof value !== "object" || Array.isArray(value) || isBinary(value);
  const isDecided =
    !body.chosen &&
    !isBare &&
    Object.values(value ?? {})
      .flat()
      .some(isBinary);
  if (!isMultipart(mediaTypeOf(body)) && !(isDecided && body.content?.some(isMultipart)))
    return false;
  if (value instanceof URLSearchParams || (isBinary(value) && isElsewhere(body))) return false;
  const { type, content } = formMessage(body, isBare ? { file: value } : value);
  return setBody(draft, content, type);
}

/** An object as a multipart message whose parts have the names of its members. */
export function formMessage(
  form: Pick<BodyDescription, "encoding" | "json">,
  value: unknown,
  type?: string,
): MultipartMessage {
  const { json } = form;
  const parts = Object.entries(value ?? {}).flatMap(([property, member]) => {
    const encoding = encodingOf(form, property);
    return itemsOf(property, member, { ...encoding, json })
      .filter(([, item]) => item != null)
      .map(([name, item]) => [
        `Content-Disposition: form-data; name="${escapeName(name)}"`,
        ...partOf(item, { name, encoding, json }),
      ]);
  });
  return messageOf(parts, type);
}

/** Parts, each with its headers, as one message. */
export function messageOf(
  parts: readonly (readonly (string | Blob)[])[],
  type = "multipart/form-data",
): MultipartMessage {
  const boundary = `form-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  const lines = parts.flatMap((part) => [`--${boundary}\r\n`, ...part, "\r\n"]);
  return {
    type: `${type}; boundary=${boundary}`,
    content: new Blob([...lines, `--${boundary}--\r\n`]),
  };
}

/** The parts that one property makes, by name. */
function itemsOf(
  property: string,
  member: unknown,
  { json, isWhole, ...encoding }: EncodingDescription & { json: JsonWriter | undefined },
): (readonly [string, unknown])[] {
  const { style = "form", explode = style === "form" } = encoding;
  const isStyled = ["style", "explode", "allowReserved"].some((field) => field in encoding);
  if (!isStyled) return [isWhole ? [member] : member].flat().map((item) => [property, item]);
  const delimiter = {
    form: ",",
    spaceDelimited: " ",
    pipeDelimited: "|",
    tabDelimited: "\t",
    deepObject: ",",
  }[style];
  const separator = explode ? undefined : delimiter;
  return pairsOf(property, member, { style, explode, json, separator }).map(([name, texts]) => [
    name,
    texts.join(delimiter),
  ]);
}

/** The rest of a part's head, and its content. */
function partOf(
  item: unknown,
  {
    name,
    encoding: { contentType: declared = "", headers = {}, message },
    json,
  }: { name: string; encoding: EncodingDescription; json: JsonWriter | undefined },
): (string | Blob)[] {
  // A list or a range of types says what is allowed, not what this part is.
  const type = /[,*\r\n]/.test(declared) ? "" : declared;
  const headEnd = (type: string) => {
    const all = Object.entries({ ...(type && { "Content-Type": type }), ...headers });
    return `${all.map(([name, value]) => `\r\n${name}: ${value}`).join("")}\r\n\r\n`;
  };
  if (message && typeof item === "object" && !isBinary(item)) {
    const { type, content } = message(item, declared, json);
    return [headEnd(type), content];
  }
  if (!isBinary(item))
    return [
      headEnd(type || (typeof item === "object" ? "application/json" : "")),
      textOf(item, json),
    ];
  if (!isBytes(item))
    throw new TypeError(
      `the part "${name}" is a stream: give a Blob or a File, ` +
        "which openAsBlob of node:fs makes of a file without reading it",
    );
  const file = item instanceof Blob ? item : new Blob([item]);
  const filename = escapeName((file as Partial<File>).name ?? "blob");
  return [
    `; filename="${filename}"${headEnd(file.type || type || "application/octet-stream")}`,
    file,
  ];
}

/** As browsers write names (HTML Standard, "multipart/form-data encoding algorithm"). */
export function escapeName(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent);
}

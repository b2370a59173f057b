import { hasReference, isObject, type JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { type ContentMatch, isJson, matchContent, streamKindOf } from "../http/media-type.ts";
import { schemaOfParts } from "../http/multipart.ts";
import { hasNoContent } from "../http/response.ts";
import { decodeBody } from "./decoding/decode-body.ts";
import { decodePart } from "./decoding/decode-form.ts";
import { decodeParameter } from "./decoding/decode-parameter.ts";
import { type Decoding, type Schemas, startDecoding } from "./decoding/decoding.ts";
import { headerOf, type Parameter } from "./parameters.ts";
import { Budget } from "./schemas/budget.ts";
import { documentSchemas } from "./schemas/document-schemas.ts";
import { readStream } from "./stream.ts";
import { validateValue } from "./validate-value.ts";
import { type Subject, type Violation, violationOf } from "./violation.ts";

/** A response before it goes on the wire, or as it came from there. */
export interface RawResponse {
  readonly status: number;
  /** Names are in lower case; several lines of one name as a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array | string | undefined;
  /** Told what a JSON body holds, which is parsed to be validated. */
  readonly onParsed?: (value: unknown) => void;
}

/** How responses are validated. */
export interface ResponseValidatorOptions {
  /** The headers of CORS are the server's own, whatever the document says of them. */
  readonly hasOwnCors?: boolean;
  /** Whether the length is only known as the response is sent, so that it has no Content-Length yet. */
  readonly isUnsent?: boolean;
  /** What the messages are called: a webhook is described as a response would be, and is a request. */
  readonly side?: Subject["side"];
}

/** Validates a response; gives nothing when it is as the document says. It does not reject. */
export type ResponseValidator = (response: RawResponse) => Promise<readonly Violation[]>;

/**
 * Validates the responses of one operation by its description: status, media type, headers and body. Keys that an
 * `allOf` does not list pass. What has no content, by its status or as a response to HEAD, has none to validate; an
 * operation that leaves out its responses takes any.
 */
export function createResponseValidator(
  operation: ServedOperation,
  openapi: JsonObject,
  { hasOwnCors = false, isUnsent = false, side = "response" }: ResponseValidatorOptions = {},
): ResponseValidator {
  const pointer = `${operation.method} ${operation.path}`;
  const { responses } = operation.description;
  const subject: Subject = { side, place: "body", name: undefined, isBracketed: false };
  const isOpen = responses === undefined || (isObject(responses) && Object.keys(responses).length === 0);
  return async ({ status, headers, body, onParsed }) => {
    if (isOpen) return [];
    const bytes = bytesOf(body);
    const budget = new Budget();
    const schemas = documentSchemas(openapi, "response", bytes.length);
    const described = schemas.resolve(responseFor(responses, status));
    if (!isObject(described)) return [undescribed(status)];
    const sentHeaders = headersIn(described["headers"], hasOwnCors).filter(
      ([name]) => !(isUnsent && /^content-length$/i.test(name)),
    );
    const found = sentHeaders.flatMap(([name, header]) =>
      validateHeader({ ...subject, place: "header", name }, header, { headers, schemas, pointer, budget }),
    );
    if (operation.method === "HEAD" || hasNoContent(status)) return found;
    const mediaType = headers["content-type"] === undefined ? undefined : String(headers["content-type"]);
    const decoding = startDecoding(schemas, `${pointer} ${status} body`, budget);
    const { content } = described;
    return [
      ...found,
      ...(await validateBody(content, { subject, mediaType, bytes, onParsed }, decoding)),
      ...missingParts(mediaType === undefined ? undefined : matchContent(content, mediaType), schemas, decoding.place),
    ];
  };
}

/** References of a schema, or of the one that it refers to, which lead nowhere: what they stand for is not checked. */
function missingParts(match: ContentMatch | undefined, { unchecked }: Schemas, place: string): Violation[] {
  const schema = match?.description["schema"];
  const places = [`${place.slice(0, place.lastIndexOf(" "))} `, ...(hasReference(schema) ? [`${schema.$ref}/`] : [])];
  const missing = unchecked
    .filter(({ keyword, pointer: at }) => keyword === "$ref" && places.some((place) => at.startsWith(place)))
    .map(({ value }) => String(value));
  return [...new Set(missing)].map((reference) => ({
    location: ["response", "body"],
    severity: "Warning",
    code: "ref-not-found",
    message: `Response body is described by ${reference}, which the document does not have`,
  }));
}

/** The Response Object for a status (section 4.8.16): its own, that of its class, the default. */
function responseFor(responses: unknown, status: number): unknown {
  if (!isObject(responses)) return undefined;
  const wanted = [String(status), `${Math.floor(status / 100)}XX`, "DEFAULT"];
  for (const key of wanted) {
    const found = Object.keys(responses).find((name) => name.toUpperCase() === key);
    if (found !== undefined) return responses[found];
  }
  return undefined;
}

function undescribed(status: number): Violation {
  return {
    location: ["response"],
    severity: status >= 200 && status < 300 ? "Error" : "Warning",
    code: "status",
    message: `The document describes no response with the status ${status}`,
  };
}

/** The headers that a response describes; names may have what no header has, so that several are told apart. */
function headersIn(described: unknown, hasOwnCors: boolean): [name: string, description: unknown][] {
  return Object.entries(isObject(described) ? described : {})
    .map(([name, description]): [string, unknown] => [name.replaceAll(/[^\x21-\x7e]/g, ""), description])
    .filter(([name]) => name.toLowerCase() !== "content-type")
    .filter(([name]) => !(hasOwnCors && name.toLowerCase().startsWith("access-control-")));
}

interface SentHeaders {
  readonly headers: RawResponse["headers"];
  readonly schemas: Schemas;
  readonly pointer: string;
  readonly budget: Budget;
}

function validateHeader(
  about: Subject & { readonly name: string },
  entry: unknown,
  { headers, schemas, pointer, budget }: SentHeaders,
): Violation[] {
  const { name } = about;
  const description = schemas.resolve(entry);
  if (!isObject(description)) return [];
  const parameter = headerOf(name, description);
  const decoding = startDecoding(schemas, `${pointer} header ${name}`, budget);
  const key = name.toLowerCase();
  const lines = Object.hasOwn(headers, key) ? [headers[key] ?? []].flat() : [];
  const sent =
    key === "set-cookie" ? cookiesAs(parameter, lines, decoding) : decodeHeader(parameter, lines.join(", "), decoding);
  if (lines.length === 0 || sent === undefined) {
    return parameter.isRequired ? [violationOf(about, { path: [], code: "required", predicate: "is required" })] : [];
  }
  const { mediaType, schema } = parameter;
  const value =
    mediaType !== undefined && typeof sent === "string" ? decodePart(sent, { mediaType, schema }, decoding) : sent;
  return validateValue(value, schema ?? true, decoding).map((fault) => violationOf(about, fault));
}

function decodeHeader(parameter: Parameter, text: string, decoding: Decoding): unknown {
  const headers = { [parameter.name.toLowerCase()]: text };
  const sources = { variables: new Map(), query: [], cookies: [], headers, declared: new Set<string>() };
  return decodeParameter(parameter, sources, decoding);
}

/** Cookies have a line each, which is no list of theirs (RFC 6265, section 3). */
function cookiesAs({ schema }: Parameter, lines: readonly string[], { schemas: { shapes } }: Decoding): unknown {
  const types = shapes.types(schema);
  if (types.has("string")) return lines[0];
  if (types.has("array")) return lines;
  return Object.fromEntries(lines.map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)]));
}

interface SentBody {
  readonly subject: Subject;
  readonly mediaType: string | undefined;
  readonly bytes: Uint8Array;
  readonly onParsed: RawResponse["onParsed"];
}

async function validateBody(
  content: unknown,
  { subject, mediaType, bytes, onParsed }: SentBody,
  decoding: Decoding,
): Promise<Violation[]> {
  const ranges = isObject(content) ? Object.keys(content) : [];
  if (ranges.length === 0 || (bytes.length === 0 && mediaType === undefined)) return [];
  // What is no text but described as such can be nothing but JSON.
  const match =
    mediaType === undefined
      ? undefined
      : (matchContent(content, mediaType) ?? (isJson(mediaType) ? matchContent(content, "text/json") : undefined));
  if (mediaType === undefined || match === undefined) {
    const sent = mediaType === undefined ? "" : `, not ${mediaType}`;
    const predicate = `must be of the media type ${ranges.join(" or ")}${sent}`;
    return [violationOf(subject, { path: [], code: "media-type", predicate })];
  }
  const stream = streamKindOf(mediaType);
  if (stream !== undefined) {
    const text = new TextDecoder().decode(bytes);
    const { faults } = readStream(text, stream, match.description, decoding);
    return faults.map((fault) => violationOf(subject, fault));
  }
  const { encoding, prefixEncoding, itemEncoding } = match.description;
  const schema = schemaOfParts(match.description, mediaType) ?? true;
  const described = { mediaType, schema, encoding, prefixEncoding, itemEncoding };
  const { value, isChecked } = await decodeBody(bytes, described, decoding);
  if (isJson(mediaType) && typeof value === "object") onParsed?.(value);
  return validateValue(value, isChecked ? schema : true, decoding).map((fault) => violationOf(subject, fault));
}

function bytesOf(body: Uint8Array | string | undefined): Uint8Array {
  return typeof body === "string" ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
}

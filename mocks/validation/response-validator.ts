import { isObject, type JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { matchContent } from "../http/media-type.ts";
import { decodeBody } from "./decoding/decode-body.ts";
import { decodePart } from "./decoding/decode-form.ts";
import { decodeParameter } from "./decoding/decode-parameter.ts";
import { type Decoding, type Schemas, startDecoding } from "./decoding/decoding.ts";
import { headerOf } from "./parameters.ts";
import { documentSchemas } from "./schemas/document-schemas.ts";
import { validateValue } from "./validate-value.ts";
import { type Subject, type Violation, violationOf } from "./violation.ts";

/** A response before it goes on the wire, or as it came from there. */
export interface RawResponse {
  readonly status: number;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | undefined;
}

/** Validates a response; gives nothing when it is as the document says. It does not reject. */
export type ResponseValidator = (response: RawResponse) => Promise<readonly Violation[]>;

const subject: Subject = { side: "response", place: "body", name: undefined, isBracketed: false };

/**
 * Validates the responses of one operation by its description: status, media type, headers and body. Keys that an
 * `allOf` does not list pass.
 */
export function createResponseValidator(operation: ServedOperation, openapi: JsonObject): ResponseValidator {
  const pointer = `${operation.method} ${operation.path}`;
  return async ({ status, headers, body }) => {
    const bytes = bytesOf(body);
    const schemas = documentSchemas(openapi, "response", bytes.length);
    const described = schemas.resolve(responseFor(operation.description["responses"], status));
    if (!isObject(described)) return [undescribed(status)];
    const sent = { mediaType: headers["content-type"], bytes };
    return [
      ...validateHeaders(described["headers"], headers, schemas, pointer),
      ...(await validateBody(described["content"], sent, startDecoding(schemas, `${pointer} ${status} body`))),
    ];
  };
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

function validateHeaders(
  described: unknown,
  headers: Readonly<Record<string, string>>,
  schemas: Schemas,
  pointer: string,
): Violation[] {
  if (!isObject(described)) return [];
  return Object.entries(described).flatMap(([name, entry]) => {
    const description = schemas.resolve(entry);
    if (!isObject(description) || name.toLowerCase() === "content-type") return [];
    const parameter = headerOf(name, description);
    const about: Subject = { side: "response", place: "header", name, isBracketed: false };
    const decoding = startDecoding(schemas, `${pointer} header ${name}`);
    const sources = { variables: new Map(), query: [], cookies: [], headers, declared: new Set<string>() };
    const sent = decodeParameter(parameter, sources, decoding);
    if (sent === undefined) {
      return parameter.isRequired ? [violationOf(about, { path: [], code: "required", predicate: "is required" })] : [];
    }
    const { mediaType, schema } = parameter;
    const value =
      mediaType !== undefined && typeof sent === "string" ? decodePart(sent, { mediaType, schema }, decoding) : sent;
    return validateValue(value, schema ?? true, decoding).map((fault) => violationOf(about, fault));
  });
}

async function validateBody(
  content: unknown,
  { mediaType, bytes }: { readonly mediaType: string | undefined; readonly bytes: Uint8Array },
  decoding: Decoding,
): Promise<Violation[]> {
  const ranges = isObject(content) ? Object.keys(content) : [];
  if (ranges.length === 0 || (bytes.length === 0 && mediaType === undefined)) return [];
  const match = mediaType === undefined ? undefined : matchContent(content, mediaType);
  if (mediaType === undefined || match === undefined) {
    const sent = mediaType === undefined ? "" : `, not ${mediaType}`;
    const predicate = `must be of the media type ${ranges.join(" or ")}${sent}`;
    return [violationOf(subject, { path: [], code: "media-type", predicate })];
  }
  const schema = match.description["schema"] ?? true;
  const described = { mediaType, schema, encoding: match.description["encoding"] };
  const { value, isChecked } = await decodeBody(bytes, described, decoding);
  return validateValue(value, isChecked ? schema : true, decoding).map((fault) => violationOf(subject, fault));
}

function bytesOf(body: Uint8Array | string | undefined): Uint8Array {
  return typeof body === "string" ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
}

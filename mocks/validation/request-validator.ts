import { isObject, type JsonObject, setOwn } from "../../generator/document/json.ts";
import { mayHaveBody } from "../../generator/names/arguments.ts";
import type { ServedOperation } from "../document/operations.ts";
import { essenceOf, matchContent } from "../http/media-type.ts";
import { decodeBody } from "./decoding/decode-body.ts";
import { decodePart, decodeUrlEncoded } from "./decoding/decode-form.ts";
import { decodeParameter, type ParameterSources } from "./decoding/decode-parameter.ts";
import { addFault, type Decoding, type Schemas, startDecoding } from "./decoding/decoding.ts";
import { decodeQueryText, parseCookies, parseQuery } from "./decoding/pairs.ts";
import { type Parameter, type ParameterPlace, parametersOf } from "./parameters.ts";
import { documentSchemas } from "./schemas/document-schemas.ts";
import { shownValue, validateValue } from "./validate-value.ts";
import { type Subject, type Violation, violationOf } from "./violation.ts";

/** A request to an operation, as it came off the wire. */
export interface RawRequest {
  /** The path variables' texts by name, percent-encoded as they were sent. */
  readonly variables: ReadonlyMap<string, string>;
  /** What follows the question mark, percent-encoded as it was sent. */
  readonly query: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Decoded parameters by place and name; the prototype of each map is null. Integers beyond 2^53 are texts of all their
 * digits.
 */
export type DecodedParameters = Readonly<Record<ParameterPlace, Readonly<Record<string, unknown>>>>;

/** A request as the document describes it. */
export interface ValidatedRequest {
  /** Only the parameters that the request has and the document describes. */
  readonly arguments: DecodedParameters;
  /**
   * JSON and forms as values (files as `File`), texts as texts, anything else as bytes; undefined when there is none.
   */
  readonly body: unknown;
  readonly violations: readonly Violation[];
}

/** Decodes and validates a request. It does not reject, whatever was sent. */
export type RequestValidator = (request: RawRequest) => Promise<ValidatedRequest>;

/** What is known of an operation before its first request. */
interface Plan {
  readonly schemas: Schemas;
  readonly parameters: readonly Parameter[];
  readonly declared: ReadonlySet<string>;
  readonly body: JsonObject | undefined;
}

/**
 * Validates the requests to one operation by its description. `openapi` is the self-contained document it belongs to;
 * schemas are compiled on their first use, and once for all operations of a document.
 */
export function createRequestValidator(operation: ServedOperation, openapi: JsonObject): RequestValidator {
  const pointer = `${operation.method} ${operation.path}`;
  let plan: Plan | undefined;

  return async (request) => {
    plan ??= planOf(operation, documentSchemas(openapi, "request"));
    const { schemas, parameters, declared, body } = plan;
    const sources = {
      text: request.query,
      variables: request.variables,
      query: parseQuery(request.query),
      cookies: parseCookies(request.headers["cookie"] ?? ""),
      headers: request.headers,
      declared,
    };
    const decoded = { path: emptyMap(), query: emptyMap(), header: emptyMap(), cookie: emptyMap() };
    const violations: Violation[] = [];
    for (const parameter of parameters) {
      const result = validateParameter(parameter, sources, schemas, pointer);
      if (result.value !== undefined) setOwn(decoded[parameter.place], parameter.name, result.value);
      violations.push(...result.violations);
    }
    const content = await validateBody(
      body,
      request,
      documentSchemas(openapi, "request", request.body.length),
      pointer,
    );
    return { arguments: decoded, body: content.value, violations: [...violations, ...content.violations] };
  };
}

function planOf(operation: ServedOperation, schemas: Schemas): Plan {
  const parameters = parametersOf(operation, schemas.resolve);
  const body = mayHaveBody(operation.method) ? schemas.resolve(operation.description["requestBody"]) : undefined;
  const declared = new Set(parameters.map(({ name }) => name));
  return { schemas, parameters, declared, body: isObject(body) ? body : undefined };
}

interface Validated {
  readonly value: unknown;
  readonly violations: readonly Violation[];
}

function validateParameter(
  parameter: Parameter,
  sources: ParameterSources & { readonly text: string },
  schemas: Schemas,
  operation: string,
): Validated {
  const { name, place, schema, mediaType, style, wholeQuery } = parameter;
  const subject: Subject = { side: "request", place, name, isBracketed: style === "deepObject" };
  const decoding = startDecoding(schemas, `${operation} ${place} ${name}`);
  let value = wholeQuery
    ? decodeWholeQuery(parameter, sources.text, decoding)
    : decodeParameter(parameter, sources, decoding);
  if (value === undefined && decoding.faults.length === 0) {
    const missing = { path: [], code: "required", predicate: "is required" };
    return { value, violations: parameter.isRequired ? [violationOf(subject, missing)] : [] };
  }
  if (value === "" && parameter.allowsEmptyValue) return { value, violations: [] };
  if (mediaType !== undefined && !wholeQuery && typeof value === "string")
    value = decodePart(value, { mediaType, schema }, decoding);
  const faults = validateValue(value, schema ?? true, decoding);
  const isRight = faults.length === 0 || prefersWhatIsRight(parameter, value, decoding);
  return {
    value: shownValue(value, decoding),
    violations: isRight ? [] : faults.map((fault) => violationOf(subject, fault)),
  };
}

/** Headers that list what a client prefers (RFC 9110, section 12.5); fetch and browsers send them by themselves. */
const preferences = new Set(["accept-charset", "accept-encoding", "accept-language"]);

/** Whether one of the preferences in such a header is what the document describes, or anything is: `fr, *;q=0.5`. */
function prefersWhatIsRight(
  { name, place, schema }: Parameter,
  value: unknown,
  { schemas, place: at }: Decoding,
): boolean {
  if (place !== "header" || typeof value !== "string" || !preferences.has(name.toLowerCase())) return false;
  const ranges = value.split(",").map((preference) => (preference.split(";")[0] ?? "").trim());
  return ranges.some((range) => range === "*" || validateValue(range, schema, startDecoding(schemas, at)).length === 0);
}

/** The whole query, by its media type; undefined where there is none. */
function decodeWholeQuery(
  { mediaType = "", schema, wholeQuery }: Parameter,
  query: string,
  decoding: Decoding,
): unknown {
  if (query === "") return undefined;
  if (essenceOf(mediaType) === "application/x-www-form-urlencoded")
    return decodeUrlEncoded(query, { mediaType, schema, encoding: wholeQuery?.encoding }, decoding);
  const text = decodeQueryText(query);
  if (text !== undefined) return decodePart(text, { mediaType, schema }, decoding);
  addFault(decoding, { path: [], code: "percent-encoding", predicate: "has a malformed percent-escape" });
  return query;
}

const bodySubject: Subject = { side: "request", place: "body", name: undefined, isBracketed: false };

async function validateBody(
  described: JsonObject | undefined,
  { headers, body }: RawRequest,
  schemas: Schemas,
  operation: string,
): Promise<Validated> {
  const content = described === undefined ? {} : described["content"];
  const fail = (code: string, predicate: string): Validated => {
    return { value: undefined, violations: [violationOf(bodySubject, { path: [], code, predicate })] };
  };
  const mediaType = headers["content-type"] ?? onlyMediaType(content);
  if (body.length === 0) {
    // A form without fields is a body of no bytes.
    const isForm = headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded") === true;
    if (!isForm || described === undefined) {
      return described?.["required"] === true ? fail("required", "is required") : { value: undefined, violations: [] };
    }
  }
  // Compressed bytes cannot be read without unpacking them.
  if (!["", "identity"].includes((headers["content-encoding"] ?? "").trim().toLowerCase())) {
    return { value: body, violations: [] };
  }
  const ranges = isObject(content) ? Object.keys(content) : [];
  const match = matchContent(content, mediaType);
  if (described !== undefined && ranges.length > 0 && match === undefined) {
    return fail("media-type", `must be of the media type ${ranges.join(" or ")}, not ${mediaType}`);
  }
  const schema = match?.description["schema"];
  const decoding = startDecoding(schemas, `${operation} body`);
  const read = await decodeBody(
    body,
    { mediaType, schema: schema ?? true, encoding: match?.description["encoding"] },
    decoding,
  );
  const isDescribed = described !== undefined;
  const faults = !isDescribed ? [] : validateValue(read.value, read.isChecked ? (schema ?? true) : true, decoding);
  return {
    value: shownValue(read.value, decoding),
    violations: faults.map((fault) => violationOf(bodySubject, fault)),
  };
}

/** What a body without a media type is taken for (RFC 9110, section 8.3). */
function onlyMediaType(content: unknown): string {
  const ranges = isObject(content) ? Object.keys(content) : [];
  const concrete = ranges.filter((range) => !range.includes("*") && !range.startsWith("multipart/"));
  return concrete.find((range) => /json/i.test(range)) ?? concrete[0] ?? "application/octet-stream";
}

function emptyMap(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { mayHaveBody } from "../../generator/names/arguments.ts";
import type { ServedOperation } from "../document/operations.ts";
import { matchContent, streamKindOf } from "../http/media-type.ts";
import { schemaOfParts } from "../http/multipart.ts";
import { decodeBody } from "./decoding/decode-body.ts";
import { type Decoding, startDecoding } from "./decoding/decoding.ts";
import { actionForm, dottedFields } from "./decoding/dotted-fields.ts";
import { parseQuery } from "./decoding/pairs.ts";
import {
  createParameterValidator,
  type DecodedParameters,
  type ParameterReading,
  type ParameterValidator,
  type RawHead,
} from "./parameter-validator.ts";
import { Budget } from "./schemas/budget.ts";
import { documentSchemas } from "./schemas/document-schemas.ts";
import { readStream } from "./stream.ts";
import { shownValue, validateValue } from "./validate-value.ts";
import { type Fault, noteOf, type Subject, type Violation, violationOf } from "./violation.ts";

/** A request to an operation, as it came off the wire. */
export interface RawRequest extends RawHead {
  readonly body: Uint8Array;
}

/** A request as the document describes it. */
export interface ValidatedRequest {
  /** Only the parameters that the request has and the document describes. */
  readonly arguments: DecodedParameters;
  /**
   * JSON and forms as values (files as `File`), streams as lists of their items, texts as texts, anything else as
   * bytes; undefined when there is none.
   */
  readonly body: unknown;
  readonly violations: readonly Violation[];
}

/** Decodes and validates a request, at once where it has no body. It does not reject, whatever was sent. */
export type RequestValidator = (request: RawRequest) => ValidatedRequest | Promise<ValidatedRequest>;

/** What is known of an operation before its first request. */
interface Plan {
  readonly validateParameters: ParameterValidator;
  readonly body: JsonObject | undefined;
  /** Whether nothing is described that a body may be. */
  readonly hasNoContent: boolean;
}

/**
 * Validates the requests to one operation by its description. `openapi` is the self-contained document it belongs to;
 * schemas are compiled on their first use, and once for all operations of a document.
 */
export function createRequestValidator(
  operation: ServedOperation,
  openapi: JsonObject,
  reading?: ParameterReading,
): RequestValidator {
  const pointer = `${operation.method} ${operation.path}`;
  const deprecation = operation.description["deprecated"] === true ? [deprecated(pointer)] : [];
  const isForAction = operation.path.includes("#");
  let plan: Plan | undefined;

  return (request) => {
    plan ??= planOf(operation, openapi, reading);
    const { validateParameters, body, hasNoContent } = plan;
    const budget = new Budget();
    const form = isForAction && !isDescribedForm(body, request) ? actionForm(operation.path, request.body) : undefined;
    if (form !== undefined) {
      const query = [request.query, form].filter((part) => part !== "").join("&");
      // what documents describe is XML of other names, so that the fields are not judged
      const fields = { value: dottedFields(parseQuery(form)), violations: [] };
      return together(validateParameters({ ...request, query }, budget), fields, []);
    }
    const parameters = validateParameters(request, budget);
    const absent = withoutBody(body, request);
    if (absent !== undefined) return together(parameters, absent, []);
    const schemas = documentSchemas(openapi, "request", request.body.length);
    const undescribed = hasNoContent && request.body.length > 0 ? [undescribedBody(operation.method)] : [];
    const validating = validateBody(body, request, startDecoding(schemas, `${pointer} body`, budget));
    return validating.then((content) => together(parameters, content, undescribed));
  };

  function together(
    parameters: ReturnType<ParameterValidator>,
    { value, violations }: Validated,
    undescribed: readonly Violation[],
  ): ValidatedRequest {
    const all = [deprecation, parameters.violations, violations, undescribed].filter(({ length }) => length > 0);
    return { arguments: parameters.arguments, body: value, violations: all.flat() };
  }
}

function deprecated(operation: string): Violation {
  const message = `The operation ${operation} is deprecated`;
  return { location: ["request"], severity: "Warning", code: "deprecated", message };
}

function planOf(operation: ServedOperation, openapi: JsonObject, reading: ParameterReading | undefined): Plan {
  const { resolve } = documentSchemas(openapi, "request");
  const { requestBody } = operation.description;
  const described = resolve(requestBody);
  const content = isObject(described) ? described["content"] : undefined;
  const hasNoContent = requestBody === undefined || (isObject(content) && Object.keys(content).length === 0);
  const isJudged = mayHaveBody(operation.method) && isObject(described) && !hasNoContent;
  return {
    validateParameters: createParameterValidator(operation, openapi, reading),
    body: isJudged ? described : undefined,
    hasNoContent,
  };
}

interface Validated {
  readonly value: unknown;
  readonly violations: readonly Violation[];
}

const bodySubject: Subject = { side: "request", place: "body", name: undefined, isBracketed: false };

const isUndescribed: Fault = {
  path: [],
  code: "undescribed",
  predicate: "is one that the document does not describe",
};

/** A body that an operation does not describe; of one that has none whatever is described it is but noted. */
function undescribedBody(method: string): Violation {
  return mayHaveBody(method) ? violationOf(bodySubject, isUndescribed) : noteOf(bodySubject, isUndescribed);
}

const nothing: Validated = { value: undefined, violations: [] };

function wrongBody(code: string, predicate: string): Validated {
  return { value: undefined, violations: [violationOf(bodySubject, { path: [], code, predicate })] };
}

/** Whether what was sent is no form, or one that the document describes. */
function isDescribedForm(described: JsonObject | undefined, { headers }: RawRequest): boolean {
  const mediaType = headers["content-type"] ?? "";
  return (
    !/^application\/x-www-form-urlencoded\b/i.test(mediaType) ||
    matchContent(described?.["content"], mediaType) !== undefined
  );
}

/** What there is to say of a request without a body; undefined for one that has one. */
function withoutBody(described: JsonObject | undefined, { headers, body }: RawRequest): Validated | undefined {
  if (body.length > 0) return undefined;
  // A form without fields is a body of no bytes.
  const isForm = headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded") === true;
  if (isForm && described !== undefined) return undefined;
  return described?.["required"] === true ? wrongBody("required", "is required") : nothing;
}

async function validateBody(
  described: JsonObject | undefined,
  { headers, body }: RawRequest,
  decoding: Decoding,
): Promise<Validated> {
  const content = described === undefined ? {} : described["content"];
  const mediaType = headers["content-type"] ?? onlyMediaType(content);
  const ranges = isObject(content) ? Object.keys(content) : [];
  const match = matchContent(content, mediaType);
  if (described !== undefined && ranges.length > 0 && match === undefined) {
    return wrongBody("media-type", `must be of the media type ${ranges.join(" or ")}, not ${mediaType}`);
  }
  const stream = streamKindOf(mediaType);
  if (stream !== undefined && match !== undefined) {
    const text = new TextDecoder().decode(body);
    const { items, faults } = readStream(text, stream, match.description, decoding);
    return { value: items, violations: faults.map((fault) => violationOf(bodySubject, fault)) };
  }
  const { encoding, prefixEncoding, itemEncoding } = match?.description ?? {};
  const schema = match && schemaOfParts(match.description, mediaType);
  const read = await decodeBody(
    body,
    { mediaType, schema: schema ?? true, encoding, prefixEncoding, itemEncoding },
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

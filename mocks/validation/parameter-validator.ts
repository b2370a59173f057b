import { type JsonObject, setOwn } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { essenceOf } from "../http/media-type.ts";
import { decodePart, decodeUrlEncoded } from "./decoding/decode-form.ts";
import { decodeParameter, type ParameterSources } from "./decoding/decode-parameter.ts";
import { addFault, type Decoding, type Schemas, startDecoding, startPart } from "./decoding/decoding.ts";
import { dottedBelow } from "./decoding/dotted-fields.ts";
import { decodeQueryText, parseCookies, parseQuery } from "./decoding/pairs.ts";
import { scalarReader } from "./decoding/scalar-parameter.ts";
import { type Parameter, type ParameterPlace, parametersOf } from "./parameters.ts";
import { Budget } from "./schemas/budget.ts";
import { documentSchemas } from "./schemas/document-schemas.ts";
import type { Check } from "./schemas/schema-compiler.ts";
import { xmlForm } from "./schemas/xml-object.ts";
import { shownValue, validateValue } from "./validate-value.ts";
import { noteOf, type Subject, type Violation, violationOf } from "./violation.ts";

/** The head of a request to an operation, as it came off the wire. */
export interface RawHead {
  /** The path variables' texts by name, percent-encoded as they were sent. */
  readonly variables: ReadonlyMap<string, string>;
  /** What follows the question mark, percent-encoded as it was sent. */
  readonly query: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Decoded parameters by place and name; the prototype of each map is null. Integers beyond 2^53 are texts of all their
 * digits.
 */
export type DecodedParameters = Readonly<Record<ParameterPlace, Readonly<Record<string, unknown>>>>;

/** Decodes and validates the parameters of a request: those that it has and the document describes. */
export type ParameterValidator = (
  request: RawHead,
  budget?: Budget,
) => {
  readonly arguments: DecodedParameters;
  readonly violations: readonly Violation[];
};

/** How parameters are read where the specification leaves it open. */
export interface ParameterReading {
  /** Whether arrays and objects of a query may be sent with brackets, `ids[]=1`, in any style. Default: true. */
  readonly readsBrackets?: boolean;
}

/** Validates the parameters of the requests to one operation by its description. */
export function createParameterValidator(
  operation: ServedOperation,
  openapi: JsonObject,
  { readsBrackets = true }: ParameterReading = {},
): ParameterValidator {
  const pointer = `${operation.method} ${operation.path}`;
  const schemas = documentSchemas(openapi, "request");
  const parameters = parametersOf(operation, schemas.resolve);
  const declared = new Set(parameters.map(({ name }) => name));
  const isForAction = operation.path.includes("#");
  let rivals: ReadonlyMap<string, unknown> | undefined;
  const plans = parameters.map((parameter) => planOf(parameter, pointer, schemas));

  return (request, budget = new Budget()) => {
    rivals ??= rivalsAmong(parameters, schemas);
    const sources = {
      text: request.query,
      variables: request.variables,
      query: parseQuery(request.query),
      cookies: parseCookies(request.headers["cookie"] ?? ""),
      headers: request.headers,
      declared,
      rivals,
      readsBrackets,
      budget,
    };
    const decoded = { path: noParameters, query: noParameters, header: noParameters, cookie: noParameters };
    const violations: Violation[] = [];
    for (const plan of plans) {
      const { place, name } = plan.parameter;
      const dotted = isForAction && place === "query" ? dottedValue(plan.parameter, sources, schemas) : undefined;
      const result = dotted ?? (isAbsent(plan, sources) ? plan.absent : validateParameter(plan, sources, schemas));
      if (result.value !== undefined) {
        if (decoded[place] === noParameters) decoded[place] = Object.create(null) as Record<string, unknown>;
        setOwn(decoded[place], name, result.value);
      }
      if (result.violations.length > 0) violations.push(...result.violations);
    }
    return { arguments: decoded, violations };
  };
}

const noParameters: Record<string, unknown> = Object.freeze(Object.create(null));

interface Validated {
  readonly value: unknown;
  readonly violations: readonly Violation[];
}

/** What is known of a parameter before it is sent. */
interface ParameterPlan {
  readonly parameter: Parameter;
  /** As `Unchecked` names places. */
  readonly at: string;
  readonly subject: Subject;
  /** Whether it is sent under its own name alone, with brackets or without, and not under those of its properties. */
  readonly hasOwnName: boolean;
  /** What is said of a request without it. */
  readonly absent: Validated;
  /** What is said of a request with it, whatever its value. */
  readonly deprecation: readonly Violation[];
  /** The value in a request, of a parameter that is a plain text, number or boolean there; undefined for any other. */
  readScalar: ((sources: ParameterSources) => unknown) | undefined;
  /** What its schema says. */
  check: Check | undefined;
}

function planOf(parameter: Parameter, operation: string, { shapes }: Schemas): ParameterPlan {
  const { name, place, schema, style, explode, wholeQuery, isRequired, isDeprecated = false } = parameter;
  const subject: Subject = { side: "request", place, name, isBracketed: style === "deepObject" };
  const missing = { path: [], code: "required", predicate: "is required" };
  const isAsked = isRequired && !isOfTheClient(parameter);
  const isNested = style === "deepObject" || (explode && shapes.types(schema).has("object"));
  return {
    parameter,
    at: `${operation} ${place} ${name}`,
    subject,
    hasOwnName: place === "path" || place === "header" || (wholeQuery === undefined && !isNested),
    absent: { value: undefined, violations: isAsked ? [violationOf(subject, missing)] : [] },
    deprecation: isDeprecated ? [noteOf(subject, { path: [], code: "deprecated", predicate: "is deprecated" })] : [],
    readScalar: undefined,
    check: undefined,
  };
}

function isAbsent({ parameter: { place, name }, hasOwnName }: ParameterPlan, sources: ParameterSources): boolean {
  if (!hasOwnName) return false;
  if (place === "path") return !sources.variables.has(name);
  if (place === "header") return !Object.hasOwn(sources.headers, name.toLowerCase());
  for (const pair of place === "query" ? sources.query : sources.cookies)
    if (pair.name?.startsWith(name) && (pair.name.length === name.length || pair.name[name.length] === "["))
      return false;
  return true;
}

/** An array or an object that is sent as AWS has it, `Tags.member.1.Key`; it is not judged. */
function dottedValue(
  { name, schema }: Parameter,
  { query, declared }: ParameterSources,
  { shapes, resolve }: Schemas,
): Validated | undefined {
  const types = shapes.types(schema);
  if (!types.has("array") && !types.has("object")) return undefined;
  const item = types.has("array") ? xmlForm(shapes.item(schema, 0), false, resolve).name : undefined;
  const value = dottedBelow(name, query, item !== undefined && declared.has(item) ? undefined : item);
  return value === undefined ? undefined : { value, violations: [] };
}

/** The schemas of query parameters whose names exploded objects have for members, too. */
function rivalsAmong(parameters: readonly Parameter[], { shapes }: Schemas): ReadonlyMap<string, unknown> {
  const spread = parameters.filter(
    ({ place, style, explode, mediaType, schema }) =>
      place === "query" && style === "form" && explode && mediaType === undefined && shapes.types(schema).has("object"),
  );
  const members = spread.flatMap(({ name, schema }) => [...shapes.propertyNames(schema)].filter((one) => one !== name));
  const named = new Set(members);
  return new Map(
    parameters.flatMap(({ name, place, schema }) => (place === "query" && named.has(name) ? [[name, schema]] : [])),
  );
}

function validateParameter(
  plan: ParameterPlan,
  sources: ParameterSources & { readonly text: string; readonly budget: Budget },
  schemas: Schemas,
): Validated {
  const { parameter, at, subject, absent, deprecation } = plan;
  const { schema, mediaType, wholeQuery } = parameter;
  plan.readScalar ??= scalarReader(parameter, schemas);
  const scalar = plan.readScalar(sources);
  if (scalar !== undefined) {
    plan.check ??= schemas.check(schema ?? true, at);
    if (plan.check(scalar, sources.budget).length === 0) return { value: scalar, violations: deprecation };
  }
  const decoding = startDecoding(schemas, at, sources.budget);
  let value = wholeQuery
    ? decodeWholeQuery(parameter, sources.text, decoding)
    : decodeParameter(parameter, sources, decoding);
  if (value === undefined && decoding.faults.length === 0) return absent;
  if (value === "" && parameter.allowsEmptyValue) return { value, violations: [] };
  if (mediaType !== undefined && !wholeQuery && typeof value === "string")
    value = decodePart(value, { mediaType, schema }, decoding);
  const faults = validateValue(value, schema ?? true, decoding);
  const isRight = faults.length === 0 || isOfTheClient(parameter) || prefersWhatIsRight(parameter, value, decoding);
  return {
    value: shownValue(value, decoding),
    violations: [...(isRight ? [] : faults.map((fault) => violationOf(subject, fault))), ...deprecation],
  };
}

/** Headers that list what a client prefers (RFC 9110, section 12.5); fetch and browsers send them by themselves. */
const preferences = new Set(["accept-charset", "accept-encoding", "accept-language"]);

/**
 * Whether it is a header that fetch and browsers write by themselves, whatever a program wants: the optional ones by
 * which they name themselves and the codings that they unpack, and the length of a body, which they may leave out (RFC
 * 9110, section 8.6).
 */
function isOfTheClient({ name, place, isRequired }: Parameter): boolean {
  if (place !== "header") return false;
  const key = name.toLowerCase();
  return key === "content-length" || (!isRequired && (key === "user-agent" || key === "accept-encoding"));
}

/** Whether one of the preferences in such a header is what the document describes, or anything is: `fr, *;q=0.5`. */
function prefersWhatIsRight({ name, place, schema }: Parameter, value: unknown, decoding: Decoding): boolean {
  if (place !== "header" || typeof value !== "string" || !preferences.has(name.toLowerCase())) return false;
  const ranges = value.split(",").map((preference) => (preference.split(";")[0] ?? "").trim());
  return ranges.some((range) => range === "*" || validateValue(range, schema, startPart(decoding)).length === 0);
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

import type { Place } from "../../../generator/diagnostics/diagnostic.ts";
import { isObject, type JsonObject, listIn } from "../../../generator/document/json.ts";
import { mayHaveBody } from "../../../generator/names/arguments.ts";
import type { ServedOperation } from "../../document/operations.ts";
import { isContentLength } from "../../http/content-coding.ts";
import { schemaOfParts } from "../../http/multipart.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { type Parameter, parametersOf } from "../../validation/parameters.ts";
import { createRequestValidator, type RequestValidator } from "../../validation/request-validator.ts";
import { createResponseValidator, type ResponseValidator } from "../../validation/response-validator.ts";
import type { OperationInfo, Part } from "../finding.ts";
import type { FindPlace, NeededScheme } from "../options.ts";
import { type FixedArgument, isFor, readFixed } from "./fixed-arguments.ts";

/** A parameter, and what the documents suggest for it. */
export interface TestedParameter extends Parameter {
  /** Its place and its name: `query limit`. */
  readonly key: string;
  /** The client's name of the argument. */
  readonly argument: string;
  readonly description: string;
  readonly examples: readonly unknown[];
  /** The value that it has in every request, where one was given. */
  readonly fixed?: { readonly value: unknown };
}

/** One media type of a request body. */
export interface TestedContent {
  readonly mediaType: string;
  /** Its key in the documents, which may be a range. */
  readonly range: string;
  /** The Media Type Object. */
  readonly media: JsonObject;
  readonly schema: unknown;
  readonly examples: readonly unknown[];
}

/** The body of a request. */
export interface TestedBody {
  readonly isRequired: boolean;
  readonly argument: string;
  readonly contents: readonly TestedContent[];
}

/** A response that an operation documents. */
export interface TestedResponse {
  /** As the documents write it: `200`, `4XX`, `default`. */
  readonly status: string;
  readonly description: JsonObject;
  /** By media type, the schemas of its bodies. */
  readonly contents: ReadonlyMap<string, JsonObject>;
}

/** An operation as it is tested. */
export interface TestedOperation {
  readonly info: OperationInfo;
  readonly served: ServedOperation;
  /** Where the documents have a part of it; the nearest that is there. */
  placeOf(part: Part): Place | undefined;
  readonly parameters: readonly TestedParameter[];
  readonly body: TestedBody | undefined;
  readonly responses: readonly TestedResponse[];
  /** Whether it changes nothing, by its method (RFC 9110, section 9.2.1). */
  readonly isSafe: boolean;
  /** The alternatives of schemes; empty where anybody has access. */
  readonly security: readonly (readonly NeededScheme[])[];
  /** Its own words. */
  readonly words: string;
  readonly validateRequest: RequestValidator;
  readonly validateResponse: ResponseValidator;
}

/** What operations are made of. */
export interface OperationSource {
  readonly openapi: JsonObject;
  readonly request: Schemas;
  readonly schemes: ReadonlyMap<string, JsonObject>;
  readonly placeOf: FindPlace | undefined;
  readonly fixed: readonly FixedArgument[];
}

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "QUERY"]);

/** Reads of an operation what its tests rest on. */
export function toTested(served: ServedOperation, source: OperationSource): TestedOperation {
  const { method, path, description } = served;
  const { openapi, request, placeOf } = source;
  const words = [description["summary"], description["description"]].filter((text) => typeof text === "string");
  return {
    info: { name: served.name ?? `${method} ${path}`, method, path },
    served,
    placeOf: (part) => placeOf?.({ method, path }, part),
    parameters: testedParameters(served, source),
    body: mayHaveBody(method) ? testedBody(served, request) : undefined,
    responses: testedResponses(served, request),
    isSafe: safeMethods.has(method),
    security: securityOf(served, source),
    words: words.join("\n"),
    validateRequest: createRequestValidator(served, openapi),
    validateResponse: createResponseValidator(served, openapi),
  };
}

function testedParameters(served: ServedOperation, { request, fixed }: OperationSource): TestedParameter[] {
  const { resolve } = request;
  const described = [...served.pathParameters, ...listIn(served.description, "parameters")].map(resolve);
  const all = parametersOf(served, resolve).map((parameter): TestedParameter => {
    const { name, place } = parameter;
    const isThis = (one: unknown): one is JsonObject =>
      isObject(one) && one["name"] === name && (one["in"] === place || one["in"] === "querystring");
    const description = described.findLast(isThis) ?? {};
    const key = `${place} ${name}`;
    const content = isObject(description["content"]) ? Object.values(description["content"])[0] : undefined;
    const argument = served.argumentNames.get(key) ?? name;
    const given = fixed.findLast((one) => isFor(one, { name, place, argument }));
    return {
      ...{ ...parameter, key, argument },
      ...(given && { fixed: { value: readFixed(given, parameter.schema, request) } }),
      description: typeof description["description"] === "string" ? description["description"] : "",
      examples: [...examplesOf(description, resolve), ...examplesOf(isObject(content) ? content : {}, resolve)],
    };
  });
  // what is sent says its length itself
  return all.filter((parameter) => parameter.fixed !== undefined || !isContentLength(parameter));
}

function testedBody(served: ServedOperation, { resolve }: Schemas): TestedBody | undefined {
  const described = resolve(served.description["requestBody"]);
  if (!isObject(described) || !isObject(described["content"])) return undefined;
  const contents = Object.entries(described["content"]).flatMap(([range, media]): TestedContent[] => {
    const mediaType = concreteType(range);
    if (mediaType === undefined || !isObject(media)) return [];
    const schema = schemaOfParts(media, mediaType) ?? media["schema"] ?? true;
    return [{ mediaType, range, media, schema, examples: examplesOf(media, resolve) }];
  });
  if (contents.length === 0) return undefined;
  const argument = served.argumentNames.get("request body") ?? "body";
  return { isRequired: described["required"] === true, argument, contents };
}

/** A media type that a request can have; of a range, one that is in it. */
function concreteType(range: string): string | undefined {
  if (range === "*/*" || range === "application/*") return "application/json";
  if (range === "text/*") return "text/plain";
  return range.includes("*") ? undefined : range;
}

function testedResponses(served: ServedOperation, { resolve }: Schemas): TestedResponse[] {
  const { responses } = served.description;
  return Object.entries(isObject(responses) ? responses : {}).flatMap(([status, entry]): TestedResponse[] => {
    const description = resolve(entry);
    if (!isObject(description)) return [];
    const content = isObject(description["content"]) ? Object.entries(description["content"]) : [];
    const contents = content.filter((one): one is [string, JsonObject] => isObject(one[1]));
    return [{ status, description, contents: new Map(contents) }];
  });
}

/** The examples of a Parameter or Media Type Object, in its order. */
function examplesOf(description: JsonObject, resolve: (value: unknown) => unknown): unknown[] {
  const { example, examples } = description;
  const named = isObject(examples) ? Object.values(examples).map(resolve) : [];
  const values = named.flatMap((one) => {
    if (!isObject(one)) return [];
    return "dataValue" in one ? [one["dataValue"]] : "value" in one ? [one["value"]] : [];
  });
  return [...(example === undefined ? [] : [example]), ...values];
}

function securityOf({ description }: ServedOperation, { openapi, schemes }: OperationSource): NeededScheme[][] {
  const owner = "security" in description ? description : openapi;
  const alternatives = listIn(owner, "security").filter(isObject);
  if (alternatives.some((one) => Object.keys(one).length === 0)) return [];
  return alternatives.map((one) =>
    Object.entries(one).map(([name, scopes]) => ({
      name,
      scheme: schemes.get(name) ?? {},
      scopes: Array.isArray(scopes) ? scopes.map(String) : [],
    })),
  );
}

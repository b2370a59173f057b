import { isObject, type JsonObject, listIn } from "../../../generator/document/json.ts";
import { documentViews } from "../../document/document-views.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { ServedOperation } from "../../document/operations.ts";
import { contentsOf, followed } from "../../document/response-object.ts";
import { isContentCoding, noCoding } from "../../http/content-coding.ts";
import { argumentNames } from "../../pipeline/decode.ts";
import { createSampler, type Sampler } from "../../samples/sampler.ts";
import { type Parameter, parametersOf } from "../../validation/parameters.ts";
import { documentSchemas } from "../../validation/schemas/document-schemas.ts";
import type { DescribedBody, DescribedContent, DescribedOperation, DescribedParameter } from "./described-operation.ts";
import { fieldOf } from "./field.ts";
import { partsOf } from "./parts.ts";

interface Means {
  readonly openapi: JsonObject;
  readonly sampler: Sampler;
}

/** How deep members that requests do not have are looked for. */
const deepest = 8;

/** Tells what a request to an operation holds, with a value for each part. */
export function createDescribeOperation(openapi: JsonObject): (operation: ServedOperation) => DescribedOperation {
  let means: Means | undefined;
  return (operation) => {
    means ??= { openapi, sampler: createSampler(openapi, () => undefined) };
    return describe(operation, means);
  };
}

function describe(operation: ServedOperation, means: Means): DescribedOperation {
  const { openapi } = means;
  const { description } = operation;
  const { resolve } = documentSchemas(openapi, "request");
  const names = argumentNames(operation, openapi);
  const descriptions = [...listIn(description, "parameters"), ...operation.pathParameters].map(resolve);
  const body = bodyOf(followed(openapi, description["requestBody"]), names.get("body") ?? "body", means);
  const responses = isObject(description["responses"]) ? Object.entries(description["responses"]) : [];
  return {
    operation: operation.publicPart,
    ...textOf(description, "summary"),
    ...textOf(description, "description"),
    isDeprecated: description["deprecated"] === true,
    parameters: parametersOf(operation, resolve).map((parameter) => {
      const described = descriptions.find((one) => isObject(one) && isOf(one, parameter));
      const argument = names.get(`${parameter.place} ${parameter.name}`) ?? parameter.name;
      return parameterOf(parameter, { argument, described: isObject(described) ? described : {}, ...means });
    }),
    ...(body && { body }),
    responses: responses
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, given]) => {
        const response = followed(openapi, given);
        const contents = contentsOf(response).map(([mediaType, content]) => contentOf(mediaType, content, means));
        return { status, ...(response && textOf(response, "description")), contents };
      }),
  };
}

function parameterOf(
  parameter: Parameter,
  { argument, described, ...means }: Means & { readonly argument: string; readonly described: JsonObject },
): DescribedParameter {
  const { name, place, isRequired, style, explode, mediaType, schema, isDeprecated = false } = parameter;
  const view = documentViews(means.openapi).resolved(schema ?? true);
  const given = exampleOf(described, means.openapi);
  const likely = given === undefined && isRequired ? sampleOf(schema, `${place} ${name}`, means) : given?.value;
  const made = isContentCoding(parameter) ? codingOf(parameter, means) : likely;
  return {
    ...{ name, in: place, argument, isRequired, isDeprecated, style, explode },
    allowReserved: described["allowReserved"] === true,
    ...textOf(described, "description"),
    ...(mediaType !== undefined && { mediaType }),
    ...fieldOf(view),
    ...(made !== undefined && { example: made }),
  };
}

/** What is true of a body as the page sends it, where it must be said. */
function codingOf({ isRequired, schema }: Parameter, { sampler }: Means): string | undefined {
  const place = "header Content-Encoding";
  return isRequired && sampler.isValid(schema ?? true, place, noCoding) ? noCoding : undefined;
}

function bodyOf(body: JsonObject | undefined, argument: string, means: Means): DescribedBody | undefined {
  const contents = contentsOf(body).map(([mediaType, content]) => {
    const parts = partsOf(mediaType, content, means.openapi);
    const described = { ...contentOf(mediaType, content, means), ...(parts && { parts }) };
    if (described.example === undefined) return described;
    return { ...described, example: withoutReadOnly(described.example, content["schema"], { ...means, depth: 0 }) };
  });
  if (body === undefined || contents.length === 0) return undefined;
  return { argument, isRequired: body["required"] === true, ...textOf(body, "description"), contents };
}

function contentOf(mediaType: string, content: JsonObject, means: Means): DescribedContent {
  const { examples } = content;
  const given = exampleOf(content, means.openapi);
  const schema = content["schema"];
  const made = given === undefined && schema !== undefined ? sampleOf(schema, mediaType, means) : given?.value;
  return {
    mediaType,
    examples: isObject(examples) ? Object.keys(examples) : [],
    ...(made !== undefined && { example: made }),
  };
}

/** The first example of a parameter or a media type, or of its schema. */
function exampleOf(description: JsonObject, openapi: JsonObject): { readonly value: unknown } | undefined {
  const { example, examples } = description;
  if (example !== undefined) return { value: unmarked(example) };
  const [first] = isObject(examples) ? Object.values(examples) : [];
  const value = followed(openapi, first)?.["value"];
  return value === undefined ? undefined : { value: unmarked(value) };
}

function sampleOf(schema: unknown, place: string, { sampler }: Means): unknown {
  return unmarked(sampler.sample(schema ?? true, { place, isDynamic: false, seed: undefined }));
}

/** A value without the members that responses alone have. */
function withoutReadOnly(value: unknown, schema: unknown, means: Means & { readonly depth: number }): unknown {
  const view = documentViews(means.openapi).resolved(schema ?? true);
  const deeper = { ...means, depth: means.depth + 1 };
  if (means.depth > deepest) return value;
  if (view.kind === "array" && Array.isArray(value))
    return value.map((item) => withoutReadOnly(item, view.items, deeper));
  if (view.kind === "intersection")
    return view.parts.reduce<unknown>((rest, part) => withoutReadOnly(rest, part, deeper), value);
  if (view.kind !== "object" || !isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, child]) => {
    const member = view.members.get(name);
    if (member?.isReadOnly) return [];
    return [[name, member === undefined ? child : withoutReadOnly(child, member.schema, deeper)] as const];
  });
  return Object.fromEntries(entries);
}

function isOf({ name, in: place }: JsonObject, parameter: Parameter): boolean {
  const isSame =
    place === "header" ? String(name).toLowerCase() === parameter.name.toLowerCase() : name === parameter.name;
  return isSame && (place === parameter.place || (place === "querystring" && parameter.wholeQuery !== undefined));
}

function textOf<Name extends string>(description: JsonObject, name: Name): { readonly [Key in Name]?: string } {
  const text = description[name];
  return typeof text === "string" && text !== "" ? ({ [name]: text } as { [Key in Name]: string }) : {};
}

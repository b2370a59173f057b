import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";

/** Where a parameter is in a request (section 4.8.12.1). */
export type ParameterPlace = "path" | "query" | "header" | "cookie";

/** A Parameter Object with its defaults filled in, or a part of a form that is written like one. */
export interface Parameter {
  readonly name: string;
  readonly place: ParameterPlace;
  readonly isRequired: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly allowsEmptyValue: boolean;
  readonly isDeprecated?: boolean;
  readonly schema: unknown;
  /** The media type of `content`, which then takes the place of a style. */
  readonly mediaType: string | undefined;
  /** Of a parameter that is the whole query (OpenAPI Specification 3.2, `in: querystring`). */
  readonly wholeQuery?: { readonly encoding: unknown };
}

const places: ReadonlySet<unknown> = new Set(["path", "query", "querystring", "header", "cookie"]);

/** Header parameters of these names mean nothing: other parts of the document describe them (section 4.8.12.2). */
const ignoredHeaders = new Set(["accept", "authorization", "content-type"]);

/** The parameters of an operation; its own override those of its path item, by place and name. */
export function parametersOf(operation: ServedOperation, resolve: (value: unknown) => unknown): Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const entry of [...operation.pathParameters, ...listIn(operation.description, "parameters")]) {
    const description = resolve(entry);
    if (!isObject(description) || typeof description["name"] !== "string" || !places.has(description["in"])) continue;
    const isWholeQuery = description["in"] === "querystring";
    const place = isWholeQuery ? "query" : (description["in"] as ParameterPlace);
    const parameter = toParameter(description, description["name"], place);
    if (parameter.place === "header" && ignoredHeaders.has(parameter.name.toLowerCase())) continue;
    const name = parameter.place === "header" ? parameter.name.toLowerCase() : parameter.name;
    if (isWholeQuery)
      parameters.set("querystring", { ...parameter, wholeQuery: { encoding: encodingOf(description) } });
    else parameters.set(`${parameter.place} ${name}`, parameter);
  }
  return [...parameters.values()];
}

function encodingOf({ content }: JsonObject): unknown {
  const [media] = isObject(content) ? Object.values(content) : [];
  return isObject(media) ? media["encoding"] : undefined;
}

/** A Parameter Object that stands for itself; undefined for what is none. */
export function parameterOf(description: JsonObject): Parameter | undefined {
  const { name, in: place } = description;
  const isParameter = typeof name === "string" && places.has(place) && place !== "querystring";
  return isParameter ? toParameter(description, name, place as ParameterPlace) : undefined;
}

/** A Header Object (section 4.8.21), which is a header parameter without a name. */
export function headerOf(name: string, description: JsonObject): Parameter {
  return toParameter(description, name, "header");
}

function toParameter(description: JsonObject, name: string, place: ParameterPlace): Parameter {
  const content = isObject(description["content"]) ? Object.entries(description["content"])[0] : undefined;
  const { style: stated, explode, schema } = description;
  const style = typeof stated === "string" ? stated : place === "query" || place === "cookie" ? "form" : "simple";
  return {
    name,
    place,
    isRequired: description["required"] === true || place === "path",
    style,
    explode: typeof explode === "boolean" ? explode : style === "form" || style === "cookie",
    allowsEmptyValue: description["allowEmptyValue"] === true,
    isDeprecated: description["deprecated"] === true,
    schema: content === undefined ? schema : isObject(content[1]) ? content[1]["schema"] : true,
    mediaType: content?.[0],
  };
}

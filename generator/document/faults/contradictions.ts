import type { Diagnostics } from "../../diagnostics/diagnostics.ts";
import { didYouMean } from "../../diagnostics/suggestion.ts";
import { getOwn, isObject, type JsonObject, listIn } from "../json.ts";
import { fixedMethods, type ObjectName } from "../objects.ts";
import { below, type Position } from "../source-document.ts";
import { type Contradiction, excludes, noContradiction, notAllowed, type Rule, type Subject } from "./contradiction.ts";
import { nullOfOldDocuments } from "./old-null.ts";
import { nearScheme, securitySchemes } from "./security-schemes.ts";
import { serverVariables, variableDefault } from "./server-variables.ts";

/** Fields that cannot stand together. */
const exclusive: Partial<Record<ObjectName, readonly (readonly [one: string, other: string])[]>> = {
  "Parameter Object": [
    ["example", "examples"],
    ["schema", "content"],
  ],
  "Header Object": [
    ["example", "examples"],
    ["schema", "content"],
  ],
  "Media Type Object": [
    ["example", "examples"],
    ["encoding", "prefixEncoding"],
    ["encoding", "itemEncoding"],
  ],
  "Encoding Object": [
    ["encoding", "prefixEncoding"],
    ["encoding", "itemEncoding"],
  ],
  "Example Object": [
    ["value", "externalValue"],
    ["value", "dataValue"],
    ["value", "serializedValue"],
    ["serializedValue", "externalValue"],
  ],
  "Link Object": [["operationRef", "operationId"]],
};

const noPairs: readonly (readonly [one: string, other: string])[] = [];

/** A token (RFC 9110, section 5.6.2), as names of headers are. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What else an object may not say, by section of the specification. */
const rules: Partial<Record<ObjectName, readonly Rule[]>> = {
  "OpenAPI Object": [twoVersions, containers, dialectOfSchemas],
  "Server Object": [serverVariables],
  "Server Variable Object": [emptyEnum, variableDefault],
  "Path Item Object": [querystrings, additionalMethods],
  "Operation Object": [querystrings, statuses],
  "Parameter Object": [headerOfParameter, styleOfParameter, nameOfParameter, reservedParameter, querystringParameter],
  "Header Object": [reservedHeader],
  "Response Object": [headerNames],
  "Encoding Object": [headerNames],
  "Schema Object": [xmlNodes, dialectOfSchema, nullOfOldDocuments],
  "Security Scheme Object": [securitySchemes, nearScheme],
};

const rulesOfSwagger: Partial<Record<ObjectName, readonly Rule[]>> = {
  "Operation Object": [statuses],
  "Parameter Object": [headerOfParameter],
};

/** Reports what the fields of an object say against one another, or against the specification. */
export function checkContradictions(
  name: ObjectName,
  { value, position, parameter }: Pick<Subject, "value" | "position" | "parameter">,
  diagnostics: Diagnostics,
): void {
  // a Swagger 2.0 document is what its upgrade made of it
  const isSwagger = position.document.swagger !== undefined;
  const pairs = isSwagger ? undefined : exclusive[name];
  const own = isSwagger ? rulesOfSwagger[name] : rules[name];
  if (!pairs && !own) return;
  // every object of every document comes by here
  for (const [one, other] of pairs ?? noPairs) {
    if (!Object.hasOwn(value, one) || !Object.hasOwn(value, other)) continue;
    report(excludes(`"${one}" and "${other}" exclude each other`, [other]), position, diagnostics);
  }
  if (!own) return;
  const subject = { value, version: versionOf(position), position, parameter };
  for (const rule of own) {
    const found = rule(subject);
    if (found.length > 0) for (const each of found) report(each, position, diagnostics);
  }
}

function report(
  { code, keys, message, severity = "warning", help }: Contradiction,
  position: Position,
  diagnostics: Diagnostics,
): void {
  diagnostics.report(severity, code, keys.reduce<Position>(below, position), message, { part: "key", help });
}

const versions = new WeakMap<Position["document"], string>();

function versionOf({ document }: Position): string {
  const known = versions.get(document);
  if (known !== undefined) return known;
  const version = String(getOwn(document.value, "openapi") ?? "3.2").slice(0, 3);
  versions.set(document, version);
  return version;
}

function twoVersions({ value }: Subject): Contradiction[] {
  if (!Object.hasOwn(value, "swagger")) return [];
  return [excludes('"openapi" and "swagger" exclude each other; "swagger" is ignored', ["swagger"])];
}

/** Section 4.8.1 of 3.1: one of them is required. */
function containers({ value, version }: Subject): Contradiction[] {
  const wanted = ["paths", "components", "webhooks"];
  if (version < "3.1" || wanted.some((field) => Object.hasOwn(value, field))) return [];
  const message = "an OpenAPI Object requires one of the fields `paths`, `components` and `webhooks`";
  return [{ code: "missing-field", keys: [], message }];
}

/** Section 4.8.1 of 3.1: a URI, as that of the schemas of one's own is. */
function dialectOfSchemas({ value }: Subject): readonly Contradiction[] {
  return noUri(value, "jsonSchemaDialect");
}

/** JSON Schema core, section 8.1.1. */
function dialectOfSchema({ value }: Subject): readonly Contradiction[] {
  return noUri(value, "$schema");
}

function noUri(value: JsonObject, field: string): readonly Contradiction[] {
  const { [field]: uri } = value;
  if (typeof uri !== "string" || /^[a-z][a-z0-9+.-]*:\S+$/i.test(uri)) return noContradiction;
  return [notAllowed(`\`${field}\` must be a URI with a scheme, not "${uri}"; it is ignored`, [field])];
}

function emptyEnum({ value, version }: Subject): Contradiction[] {
  const { enum: values } = value;
  if (version < "3.1" || !Array.isArray(values) || values.length > 0) return [];
  return [notAllowed("`enum` must have a value", ["enum"])];
}

/** A `querystring` parameter is all of the query (section 4.12.1 of 3.2). */
function querystrings({ value, position, parameter }: Subject): Contradiction[] {
  const places = listIn(value, "parameters").map((each) => getOwn(parameter(each, position), "in"));
  return querystringFaults(places).map(({ index, message }) => excludes(message, ["parameters", index]));
}

/** What is wrong with where the parameters of an operation are, as far as one of them is the whole query. */
export function querystringFaults(places: readonly unknown[]): { readonly index: number; readonly message: string }[] {
  const first = places.indexOf("querystring");
  return places.flatMap((place, index) => {
    if (first === -1 || index === first) return [];
    if (place === "querystring") return [{ index, message: "there can be one `querystring` parameter" }];
    if (place !== "query") return [];
    return [{ index, message: "a `query` parameter cannot stand beside a `querystring` parameter" }];
  });
}

/** Section 4.8.16.2 of 3.1. What is no status, nothing reads. */
function statuses({ value }: Subject): Contradiction[] {
  const { responses } = value;
  return Object.keys(isObject(responses) ? responses : {})
    .filter((key) => !key.startsWith("x-") && key !== "$ref" && !/^(?:[1-5](?:\d\d|XX)|default)$/i.test(key))
    .map((key) => notAllowed(`"${key}" is not a valid status of a response; it is ignored`, ["responses", key]));
}

function additionalMethods({ value }: Subject): Contradiction[] {
  const { additionalOperations } = value;
  return Object.keys(isObject(additionalOperations) ? additionalOperations : {}).flatMap((method) => {
    const keys = ["additionalOperations", method];
    if (fixedMethods.has(method.toLowerCase()))
      return [notAllowed(`the method "${method}" is a field of the path item: \`${method.toLowerCase()}\``, keys)];
    if (!token.test(method)) return [notAllowed(`"${method}" is not a valid method`, keys)];
    if (method === method.toUpperCase()) return [];
    return [notAllowed(`the method "${method}" is sent in upper case`, keys, { severity: "info" })];
  });
}

/** Section 4.12.3 of 3.2. What is a style elsewhere is written as it is there. */
function styleOfParameter({ value, version }: Subject): Contradiction[] {
  const { in: place, style } = value;
  const known = ["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject"];
  if (typeof style !== "string" || known.includes(style)) return [];
  if (style === "cookie" && place === "cookie" && version >= "3.2") return [];
  const message = `"${style}" is not a valid style of a parameter in "${String(place)}"; it is ignored`;
  return [notAllowed(message, ["style"], { help: didYouMean(style, known) })];
}

function nameOfParameter({ value, version }: Subject): Contradiction[] {
  const { in: place, name } = value;
  if (typeof name !== "string" || version < "3.1") return [];
  if (place === "path" && /[{}]/.test(name))
    return [notAllowed(`"${name}" is not a valid name of a path parameter: it has braces`, ["name"])];
  return [];
}

/** No request can carry a header with another name, whatever the version of the document (RFC 9110, section 5.1). */
function headerOfParameter({ value }: Subject): Contradiction[] {
  const { in: place, name } = value;
  if (place !== "header" || typeof name !== "string" || token.test(name)) return [];
  return [notAllowed(`"${name}" is not a valid name of a header`, ["name"])];
}

/** Where characters are percent-encoded at all: up to 3.1 in the query alone, then also in paths and form cookies. */
function reservedParameter({ value, version }: Subject): Contradiction[] {
  const { in: place, style, allowReserved } = value;
  if (version < "3.1" || allowReserved === undefined || place === "query" || typeof place !== "string") return [];
  if (version >= "3.2" && (place === "path" || (place === "cookie" && style !== "cookie"))) return [];
  return [withoutEffect(allowReserved, `a parameter in "${place}"`)];
}

function reservedHeader({ value, version }: Subject): Contradiction[] {
  const { allowReserved } = value;
  return version < "3.1" || allowReserved === undefined ? [] : [withoutEffect(allowReserved, "a header")];
}

function withoutEffect(allowReserved: unknown, where: string): Contradiction {
  const severity = allowReserved === false ? "info" : "warning";
  return notAllowed(`${where} has no \`allowReserved\`; it is ignored`, ["allowReserved"], { severity });
}

function querystringParameter({ value }: Subject): Contradiction[] {
  if (value["in"] !== "querystring") return [];
  return ["schema", "style", "explode", "allowReserved", "allowEmptyValue"]
    .filter((field) => Object.hasOwn(value, field))
    .map((field) => notAllowed(`a \`querystring\` parameter has no \`${field}\`, but \`content\``, [field]));
}

function headerNames({ value, version }: Subject): Contradiction[] {
  const { headers } = value;
  if (version < "3.1" || !isObject(headers) || typeof headers["$ref"] === "string") return [];
  return Object.keys(headers)
    .filter((name) => !token.test(name))
    .map((name) => notAllowed(`"${name}" is not a valid name of a header`, ["headers", name]));
}

/** Section 4.28.2 of 3.2: `nodeType` takes the place of `attribute` and `wrapped`. */
function xmlNodes({ value }: Subject): readonly Contradiction[] {
  const { xml } = value;
  if (!isObject(xml) || !Object.hasOwn(xml, "nodeType")) return noContradiction;
  const known = ["element", "attribute", "text", "cdata", "none"];
  const both = ["attribute", "wrapped"]
    .filter((field) => Object.hasOwn(xml, field))
    .map((field) => excludes(`"${field}" and "nodeType" exclude each other`, ["xml", field]));
  if (known.includes(String(xml["nodeType"]))) return both;
  const help = didYouMean(String(xml["nodeType"]), known);
  return [...both, notAllowed(`\`nodeType\` must be one of ${known.join(", ")}`, ["xml", "nodeType"], { help })];
}

import { upgradeFromTwoToThree } from "@scalar/openapi-upgrader/2.0-to-3.0";
import { isObject, type JsonObject, listIn } from "../json.ts";
import { fromPointer } from "../source-document.ts";
import { ParsedText } from "./parsed-text.ts";
import { formBody, styled } from "./swagger-parameters.ts";
import { serversOf } from "./swagger-servers.ts";

/** Upgrades a Swagger 2.0 document to OpenAPI 3.0. Any other document is returned as it is. */
export function upgradeSwagger(parsed: ParsedText): ParsedText {
  const { value } = parsed;
  if (!isSwaggerDocument(value)) return parsed;
  const upgraded = new ParsedText(upgrade(value));
  const { paths } = value;
  const { paths: newPaths } = upgraded.value as { paths?: Record<string, object> };
  if (!isObject(paths) || !newPaths) return upgraded;
  for (const entry of parsed.repeated.get(paths) ?? []) {
    upgraded.repeat(newPaths, { ...entry, value: upgradePath(value, entry.key, entry.value) });
  }
  for (const [path, item] of Object.entries(paths)) {
    for (const entry of isObject(item) ? (parsed.repeated.get(item) ?? []) : []) {
      const alone = upgradePath(value, path, { ...(item as object), [entry.key]: entry.value });
      upgraded.repeat(newPaths[path]!, { ...entry, value: (alone as Record<string, unknown>)[entry.key] });
    }
  }
  return upgraded;
}

/** Whether the root of a document is that of Swagger 2.0. */
export function isSwaggerDocument(value: unknown): value is JsonObject {
  return isObject(value) && typeof value["swagger"] === "string" && value["swagger"].startsWith("2.");
}

function upgradePath(swagger: JsonObject, path: string, item: unknown): unknown {
  return (upgrade({ ...swagger, paths: { [path]: item } }) as { paths: Record<string, unknown> }).paths[path];
}

// The upgrader prefers the document's media types to an operation's own, cannot resolve references to body parameters,
// and loses most of form parameters. So all of this is inlined into each operation before it is upgraded.
function upgrade(swagger: JsonObject): unknown {
  const { consumes: _, produces: __, host, basePath, schemes, ...rest } = swagger;
  const { paths, parameters, responses } = rest;
  const servers = serversOf(swagger);
  const upgraded = upgradeFromTwoToThree({
    ...rest,
    ...(servers.length > 0 && { servers }),
    ...(isObject(paths) && {
      paths: mapValues(paths, (item) => (isObject(item) ? prepareItem(item, swagger) : item)),
    }),
    ...(isObject(parameters) && {
      parameters: Object.fromEntries(
        Object.entries(parameters)
          .filter(([, parameter]) => !isInBody(inlined(parameter, swagger)))
          .map(([name, parameter]) => [name, styled(parameter)]),
      ),
    }),
  }) as { components?: Record<string, unknown> };
  if (upgraded.components && isObject(responses)) {
    const produces = mediaTypes("produces", swagger);
    const plain = mapValues(responses, withPlainHeaders);
    const shared = upgradeFromTwoToThree({
      swagger: "2.0",
      produces,
      responses: plain,
      definitions: {},
    }) as typeof upgraded;
    upgraded.components["responses"] = shared.components?.["responses"] ?? {};
  }
  return upgraded;
}

const methods: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "options", "head", "patch"]);
/** The methods for which HTTP defines the semantics of a body (RFC 9110, section 9.3, and RFC 5789). */
const methodsWithBody: ReadonlySet<string> = new Set(["put", "post", "patch"]);

function prepareItem(item: JsonObject, swagger: JsonObject): JsonObject {
  const shared = parametersOf(item, swagger);
  const bodies = shared.filter(isInBody);
  return mapValues(item, (value, key) => {
    if (key === "parameters") return Array.isArray(value) ? shared.filter((each) => !isInBody(each)) : value;
    if (!methods.has(key) || !isObject(value)) return value;
    return prepareOperation(value, methodsWithBody.has(key) ? bodies : [], swagger);
  });
}

function prepareOperation(operation: JsonObject, inherited: readonly JsonObject[], swagger: JsonObject): JsonObject {
  const own = parametersOf(operation, swagger);
  const parameters = [...inherited.filter((each) => !own.some((other) => replacesBody(other, each))), ...own];
  const form = parameters.filter(isInForm);
  const consumes = mediaTypes("consumes", operation, swagger);
  const produces = mediaTypes("produces", operation, swagger);
  const { schemes, ...described } = operation;
  const { responses } = operation;
  return {
    ...described,
    ...(Array.isArray(schemes) && ownServers(schemes, swagger)),
    consumes,
    produces,
    ...((parameters.length > 0 || Array.isArray(operation["parameters"])) && {
      parameters: parameters.filter((parameter) => !isInForm(parameter)),
    }),
    ...(form.length > 0 && { requestBody: formBody(form, consumes) }),
    ...(isObject(responses) && {
      responses: mapValues(responses, (response) => inlineResponse(response, produces, swagger)),
    }),
  };
}

/** The servers of an operation with schemes that are not those of its document. */
function ownServers(schemes: readonly unknown[], swagger: JsonObject): JsonObject {
  const servers = serversOf({ ...swagger, schemes });
  return JSON.stringify(servers) === JSON.stringify(serversOf(swagger)) ? {} : { servers };
}

/** Whether an operation's parameter replaces a body parameter of its path. */
function replacesBody(own: unknown, inherited: JsonObject): boolean {
  if (!isInBody(own)) return false;
  return !isInForm(own) || !isInForm(inherited) || own["name"] === inherited["name"];
}

/** The media types of `consumes` or `produces`: JSON where the array is empty or absent. */
function mediaTypes(key: "consumes" | "produces", ...from: readonly JsonObject[]): readonly string[] {
  const stated = from.map((each) => each[key]).find((list) => Array.isArray(list));
  const types = (stated ?? []).filter((type: unknown) => typeof type === "string");
  return types.length > 0 ? types : ["application/json"];
}

/** The parameters of an operation or a path; the upgrader throws at one that is no object or has no place. */
function parametersOf(from: JsonObject, swagger: JsonObject): readonly JsonObject[] {
  return listIn(from, "parameters")
    .map((parameter) => styled(inlined(parameter, swagger)))
    .filter(isObject)
    .filter((parameter) => parameter["$ref"] !== undefined || typeof parameter["in"] === "string");
}

/** A parameter, or what it refers to where the upgrade leaves nothing there to refer to. */
function inlined(parameter: unknown, swagger: JsonObject): unknown {
  const target = follow(parameter, "parameters", swagger);
  const isInPaths = isObject(parameter) && String(parameter["$ref"]).startsWith("#/paths/");
  if (!isInBody(target)) return isInPaths && isObject(target) ? target : parameter;
  if (target["in"] !== "body" || target["schema"] !== undefined) return target;
  const { name, in: place, description, required, ...schema } = target;
  return {
    name,
    in: place,
    schema,
    ...(description !== undefined && { description }),
    ...(required === true && { required }),
  };
}

/** A shared response has the document's media types, so an operation with others needs a response of its own. */
function inlineResponse(response: unknown, produces: readonly string[], swagger: JsonObject): unknown {
  const target = follow(response, "responses", swagger);
  if (!isObject(target)) return response;
  if (target === response) return withPlainHeaders(response);
  if (!("schema" in target || "examples" in target)) return response;
  return String(produces) === String(mediaTypes("produces", swagger)) ? response : withPlainHeaders(target);
}

function follow(from: unknown, section: "parameters" | "responses", swagger: JsonObject): unknown {
  const seen = new Set<unknown>();
  let value = from;
  while (isObject(value) && typeof value["$ref"] === "string") {
    const keys = value["$ref"].startsWith("#/") ? fromPointer(decoded(value["$ref"].slice(1))) : [];
    const isShared = keys[0] === section && keys.length === 2;
    const isInOperation = keys[0] === "paths" && keys.at(-2) === section;
    if ((!isShared && !isInOperation) || seen.has(value)) return undefined;
    seen.add(value);
    value = keys.reduce<unknown>(memberOf, swagger);
  }
  return value;
}

function memberOf(value: unknown, key: string): unknown {
  const isHolder = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return isHolder ? (value as JsonObject)[key] : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isInBody(parameter: unknown): parameter is JsonObject {
  return isObject(parameter) && (parameter["in"] === "body" || parameter["in"] === "formData");
}

function isInForm(parameter: unknown): parameter is JsonObject {
  return isObject(parameter) && parameter["in"] === "formData";
}

/** A response whose headers do not say how arrays are written: in OpenAPI 3 there is one way. */
function withPlainHeaders(response: unknown): unknown {
  if (!isObject(response) || !isObject(response["headers"])) return response;
  const headers = mapValues(response["headers"], (header) => {
    if (!isObject(header)) return header;
    const { collectionFormat: _, ...rest } = header;
    return rest;
  });
  return { ...response, headers };
}

function mapValues(map: JsonObject, change: (value: unknown, key: string) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

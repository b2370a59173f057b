import { upgradeFromTwoToThree } from "@scalar/openapi-upgrader/2.0-to-3.0";
import { isObject, type JsonObject, listIn } from "../json.ts";
import { ParsedText } from "./parsed-text.ts";
import { formBody, styled } from "./swagger-parameters.ts";
import { follow, isInBody, isLocal, type ReadPart, type SwaggerSource } from "./swagger-parts.ts";
import { serversOf } from "./swagger-servers.ts";

/**
 * Upgrades a Swagger 2.0 document to OpenAPI 3.0, with the path items, parameters and responses that `part` finds in
 * other files. Any other document is returned as it is.
 */
export function upgradeSwagger(parsed: ParsedText, part: ReadPart): ParsedText {
  const { value } = parsed;
  if (!isSwaggerDocument(value)) return parsed;
  const upgraded = new ParsedText(upgrade({ swagger: value, part }));
  const upgradePath = (path: string, item: unknown): unknown => {
    const swagger = { ...value, paths: { [path]: item } };
    return (upgrade({ swagger, part }) as { paths: Record<string, unknown> }).paths[path];
  };
  const { paths } = value;
  const { paths: newPaths } = upgraded.value as { paths?: Record<string, object> };
  if (!isObject(paths) || !newPaths) return upgraded;
  for (const entry of parsed.repeated.get(paths) ?? []) {
    upgraded.repeat(newPaths, { ...entry, value: upgradePath(entry.key, entry.value) });
  }
  for (const [path, item] of Object.entries(paths)) {
    for (const entry of isObject(item) ? (parsed.repeated.get(item) ?? []) : []) {
      const alone = upgradePath(path, { ...(item as object), [entry.key]: entry.value });
      upgraded.repeat(newPaths[path]!, { ...entry, value: (alone as Record<string, unknown>)[entry.key] });
    }
  }
  return upgraded;
}

/** Whether the root of a document is that of Swagger 2.0; where it says that it is OpenAPI 3 too, it is the latter. */
export function isSwaggerDocument(value: unknown): value is JsonObject {
  if (!isObject(value) || typeof value["swagger"] !== "string") return false;
  return value["swagger"].startsWith("2.") && !String(value["openapi"]).startsWith("3.");
}

// The upgrader prefers the document's media types to an operation's own, cannot resolve references to body parameters,
// and loses most of form parameters. So all of this is inlined into each operation before it is upgraded.
function upgrade(source: SwaggerSource): unknown {
  const { swagger } = source;
  const { consumes: _, produces: __, host, basePath, schemes, ...rest } = swagger;
  const { paths, parameters, responses } = rest;
  const servers = serversOf(swagger);
  const upgraded = upgradeFromTwoToThree({
    ...rest,
    ...(servers.length > 0 && { servers }),
    ...(isObject(paths) && {
      paths: mapValues(paths, (item) => (isObject(item) ? prepareItem(item, source) : item)),
    }),
    ...(isObject(parameters) && {
      parameters: Object.fromEntries(
        Object.entries(parameters)
          .map(([name, parameter]) => [name, styled(inlined(parameter, source))] as const)
          .filter(([, parameter]) => !isInBody(parameter)),
      ),
    }),
  }) as { components?: Record<string, unknown> };
  if (upgraded.components && isObject(responses)) {
    const produces = mediaTypes("produces", swagger);
    const plain = mapValues(responses, (response) => withPlainHeaders(partOf(response, "responses", source)));
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

/** What a reference leads to that leaves the file, or the value that it is. */
function partOf(value: unknown, section: "responses" | "paths", source: SwaggerSource): unknown {
  const isElsewhere = isObject(value) && typeof value["$ref"] === "string" && !isLocal(value["$ref"]);
  return isElsewhere ? (follow(value, section, source) ?? value) : value;
}

function prepareItem(given: JsonObject, source: SwaggerSource): JsonObject {
  const referred = partOf(given, "paths", source);
  const item = isObject(referred) ? referred : given;
  const shared = parametersOf(item, source);
  const bodies = shared.filter(isInBody);
  return mapValues(item, (each, key) => {
    const value = methods.has(key) ? partOf(each, "paths", source) : each;
    if (key === "parameters") return Array.isArray(value) ? shared.filter((each) => !isInBody(each)) : value;
    if (!methods.has(key) || !isObject(value)) return value;
    return prepareOperation(value, methodsWithBody.has(key) ? bodies : [], source);
  });
}

function prepareOperation(operation: JsonObject, inherited: readonly JsonObject[], source: SwaggerSource): JsonObject {
  const { swagger } = source;
  const own = parametersOf(operation, source);
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
      responses: mapValues(responses, (response) => inlineResponse(response, produces, source)),
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
function parametersOf(from: JsonObject, source: SwaggerSource): readonly JsonObject[] {
  return listIn(from, "parameters")
    .map((parameter) => styled(inlined(parameter, source)))
    .filter(isObject)
    .filter((parameter) => typeof parameter["$ref"] === "string" || typeof parameter["in"] === "string");
}

/** A parameter, or what it refers to where the upgrade leaves nothing there to refer to. */
function inlined(parameter: unknown, source: SwaggerSource): unknown {
  const target = follow(parameter, "parameters", source);
  const reference = isObject(parameter) ? String(parameter["$ref"]) : "";
  const isShared = isLocal(reference) && !reference.startsWith("#/paths/");
  if (!isInBody(target)) return isObject(target) && !isShared ? target : parameter;
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
function inlineResponse(response: unknown, produces: readonly string[], source: SwaggerSource): unknown {
  const target = follow(response, "responses", source);
  if (!isObject(target) || !isObject(response)) return response;
  if (target === response || !isLocal(String(response["$ref"]))) return withPlainHeaders(target);
  if (!("schema" in target || "examples" in target)) return response;
  return String(produces) === String(mediaTypes("produces", source.swagger)) ? response : withPlainHeaders(target);
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

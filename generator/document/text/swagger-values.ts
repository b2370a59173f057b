import { didYouMean } from "../../diagnostics/suggestion.ts";
import { type Contradiction, excludes, notAllowed } from "../faults/contradiction.ts";
import { hasReference, type JsonObject, listIn } from "../json.ts";

const schemes = ["http", "https", "ws", "wss"];
const collectionFormats = ["csv", "ssv", "tsv", "pipes", "multi"];
const typesOfSchemes = ["basic", "apiKey", "oauth2"];
const flows = ["implicit", "password", "application", "accessCode"];
const placesOfKeys = ["query", "header"];

/** What a scheme of each type, and a flow, say nothing without (section "Security Scheme Object" of 2.0). */
const fieldsByType: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["apiKey", ["name", "in"]],
  ["oauth2", ["flow"]],
]);
const fieldsByFlow: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["implicit", ["authorizationUrl"]],
  ["password", ["tokenUrl"]],
  ["application", ["tokenUrl"]],
  ["accessCode", ["authorizationUrl", "tokenUrl"]],
]);

/** What an object of Swagger 2.0 says that its upgrade would not show: values that there are not, and what it lacks. */
export function checkSwaggerValues(type: string, value: JsonObject): readonly Contradiction[] {
  switch (type) {
    case "Swagger Object":
      return [...versions(value), ...schemesOf(value)];
    case "Operation Object":
      return schemesOf(value);
    case "Parameter Object":
      return parameterFaults(value);
    case "Security Scheme Object":
      return hasReference(value) ? [] : securityFaults(value);
    default:
      return [];
  }
}

function versions({ openapi }: JsonObject): Contradiction[] {
  return openapi === undefined
    ? []
    : [excludes('"openapi" and "swagger" exclude each other; "openapi" is ignored', ["openapi"])];
}

function schemesOf(value: JsonObject): Contradiction[] {
  return listIn(value, "schemes").flatMap((scheme, index) =>
    unknown(typeof scheme === "string" ? scheme.toLowerCase() : scheme, schemes, {
      keys: ["schemes", index],
      what: "scheme",
    }),
  );
}

function parameterFaults(value: JsonObject): Contradiction[] {
  const { in: place, type, schema, collectionFormat } = value;
  const faults = unknown(collectionFormat, collectionFormats, {
    keys: ["collectionFormat"],
    what: "collection format",
  });
  if (place === "cookie")
    faults.push(notAllowed("Swagger 2.0 has no parameter in a cookie; it is read as one of OpenAPI 3", ["in"]));
  if (hasReference(value) || place === "body" || type !== undefined || schema !== undefined) return faults;
  return [...faults, missing('a Parameter Object requires the field "type"; any value is taken')];
}

function securityFaults({ type, flow, in: place, ...value }: JsonObject): Contradiction[] {
  if (type === undefined) return [missing('a Security Scheme Object requires the field "type"')];
  const given: JsonObject = {
    ...value,
    ...(flow !== undefined && { flow }),
    ...(place !== undefined && { in: place }),
  };
  const lacking = (of: string, fields: readonly string[] = []) =>
    fields
      .filter((field) => !Object.hasOwn(given, field))
      .map((field) => missing(`${of} requires the field "${field}"`));
  return [
    ...unknown(type, typesOfSchemes, { keys: ["type"], what: "type of a security scheme" }),
    ...lacking(`a security scheme of the type "${String(type)}"`, fieldsByType.get(type)),
    ...(type === "apiKey" ? unknown(place, placesOfKeys, { keys: ["in"], what: "place of an API key" }) : []),
    ...(type === "oauth2" ? unknown(flow, flows, { keys: ["flow"], what: "flow" }) : []),
    ...(type === "oauth2" ? lacking(`the flow "${String(flow)}"`, fieldsByFlow.get(flow)) : []),
  ];
}

function missing(message: string): Contradiction {
  return { code: "missing-field", keys: [], message };
}

function unknown(
  value: unknown,
  known: readonly string[],
  { keys, what }: Pick<Contradiction, "keys"> & { readonly what: string },
): Contradiction[] {
  if (typeof value !== "string" || known.includes(value)) return [];
  const message = `"${value}" is not a valid ${what} of Swagger 2.0; it is ignored`;
  return [notAllowed(message, keys, { help: didYouMean(value, known) ?? `it has ${known.join(", ")}` })];
}

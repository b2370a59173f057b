import { isObject, type JsonObject, listIn, setOwn } from "../../generator/document/json.ts";
import { chance, integer, textOfFormat, words } from "./plain-text.ts";

/** Makes up a value. */
export type Make = () => unknown;

const numberKeywords = new Set(["type", "format", "exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum"]);

/** What a plain schema of each type may say. */
const keywords: ReadonlyMap<unknown, ReadonlySet<string>> = new Map([
  ["boolean", new Set(["type"])],
  ["integer", numberKeywords],
  ["number", numberKeywords],
  ["string", new Set(["type", "format", "maxLength", "minLength"])],
  ["object", new Set(["type", "properties", "required", "additionalProperties"])],
  ["array", new Set(["type", "items", "maxItems", "minItems"])],
]);

const enumeration = new Set(["type", "enum"]);

/** What json-schema-faker takes for the limits of a number that has none. */
const limit = 100_000_000;

/** Beyond this, texts and lists are left to json-schema-faker. */
const longest = 10_000;

/**
 * What makes up the values of a schema that says no more than its type, format and limits, with members that are such
 * schemas too; undefined for all others. json-schema-faker takes a hundred times as long for them: for each value it
 * clones and walks the schema, builds regular expressions and shuffles all of its words. `made` gives what was found
 * for a member.
 */
export function plainValue(schema: JsonObject, made: (member: unknown) => Make | undefined): Make | undefined {
  const { enum: values, type } = schema;
  if (Array.isArray(values)) {
    return values.length > 0 && saysOnly(schema, enumeration) ? () => values[integer(0, values.length - 1)] : undefined;
  }
  const types = Array.isArray(type) ? type.filter((one) => one !== "null") : [type];
  const known = keywords.get(types[0]);
  if (known === undefined || types.length > 1 || !saysOnly(schema, known)) return undefined;
  const make = makeOf(types[0], schema, made);
  return make !== undefined && Array.isArray(type) && type.length > 1 ? () => (chance(0.5) ? null : make()) : make;
}

function saysOnly(schema: JsonObject, known: ReadonlySet<string>): boolean {
  return Object.keys(schema).every((keyword) => known.has(keyword));
}

function makeOf(type: unknown, schema: JsonObject, made: (member: unknown) => Make | undefined): Make | undefined {
  switch (type) {
    case "boolean":
      return () => chance(0.5);
    case "integer":
    case "number":
      return numberOf(schema);
    case "string":
      return textOf(schema);
    case "object":
      return objectOf(schema, made);
    default:
      return listOf(schema, made);
  }
}

function numberOf(schema: JsonObject): Make | undefined {
  const { type, minimum = -limit, maximum = limit, exclusiveMinimum = minimum, exclusiveMaximum = maximum } = schema;
  if (typeof minimum !== "number" || typeof maximum !== "number") return undefined;
  if (typeof exclusiveMinimum !== "number" || typeof exclusiveMaximum !== "number") return undefined;
  const [from, to] = [Math.max(minimum, exclusiveMinimum), Math.min(maximum, exclusiveMaximum)];
  if ([type].flat().includes("number")) {
    // never a limit itself, which may be excluded
    return from < to ? () => from + (to - from) * (0.001 + 0.998 * Math.random()) : undefined;
  }
  const least = exclusiveMinimum === from && "exclusiveMinimum" in schema ? Math.floor(from) + 1 : Math.ceil(from);
  const most = exclusiveMaximum === to && "exclusiveMaximum" in schema ? Math.ceil(to) - 1 : Math.floor(to);
  return least > most ? undefined : () => integer(least, most);
}

function textOf({ format, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: JsonObject): Make | undefined {
  if (typeof minLength !== "number" || typeof maxLength !== "number") return undefined;
  if (minLength > Math.min(maxLength, longest)) return undefined;
  if (format === undefined) return () => words(minLength, maxLength);
  const text = textOfFormat(format);
  return text !== undefined && minLength <= text.least && maxLength >= text.most ? text.make : undefined;
}

/** All of its properties, by name, and no others: nothing is known of those. */
function objectOf(schema: JsonObject, made: (member: unknown) => Make | undefined): Make | undefined {
  const { properties, additionalProperties = true } = schema;
  if (!isObject(properties) || typeof additionalProperties !== "boolean") return undefined;
  if (!listIn(schema, "required").every((name) => Object.hasOwn(properties, String(name)))) return undefined;
  const makes: [name: string, make: Make][] = [];
  for (const name of Object.keys(properties).sort()) {
    const make = made(properties[name]);
    if (make === undefined) return undefined;
    makes.push([name, make]);
  }
  if (makes.length === 0) return undefined;
  return () => {
    const value = {};
    for (const [name, make] of makes) setOwn(value, name, make());
    return value;
  };
}

/** As long as it may be, as with Prism; up to five items where that is not said. */
function listOf({ items, minItems = 0, maxItems }: JsonObject, made: (member: unknown) => Make | undefined) {
  const make = made(items);
  if (make === undefined || typeof minItems !== "number" || minItems > longest) return undefined;
  if (maxItems === undefined) return () => Array.from({ length: integer(minItems, Math.max(minItems, 5)) }, make);
  if (typeof maxItems !== "number" || maxItems < Math.max(minItems, 1) || maxItems > longest) return undefined;
  return () => Array.from({ length: maxItems }, make);
}

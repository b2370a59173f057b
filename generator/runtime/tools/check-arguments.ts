import { referredName } from "./definitions.ts";
import { isObject } from "./json-object.ts";
import { didYouMean } from "./nearest.ts";
import type { JsonSchema } from "./tool-set.ts";

/** What is wrong with one argument or a member of it. It holds no value: those may be secret. */
export interface ArgumentFault {
  /** `lost-digits`: an integer that a JavaScript number does not hold. */
  readonly kind: "unknown" | "missing" | "invalid" | "lost-digits";
  /** Such as `p.departmentId`. */
  readonly path: string;
  /** What is wrong, with a near name where there is one. */
  readonly message: string;
}

type Schemas = { readonly [name: string]: JsonSchema };

const deepest = 20;
const mostFaults = 50;

const formats: { readonly [format: string]: (text: string) => boolean } = {
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  "date-time": (text) => /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
};

/**
 * What a schema has against a value: names it does not know, even where it would let them pass, what is missing, and
 * what is of another type, format or size. Patterns are not looked at: they are a document's text, of unknown cost.
 */
export function checkArguments(schema: JsonSchema, value: object, schemas: Schemas): ArgumentFault[] {
  const faults = check(schema, value, { path: "", depth: 0, schemas });
  return [...new Map(faults.map((each) => [`${each.path} ${each.message}`, each])).values()].slice(0, mostFaults);
}

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly schemas: Schemas;
}

function check(given: unknown, value: unknown, place: Place): ArgumentFault[] {
  if (place.depth > deepest || value === undefined) return [];
  const schema = isObject(given) ? given : {};
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    return [fault("lost-digits", place.path, "is a number that lost digits: give it as text")];
  const inner = { ...place, depth: place.depth + 1 };
  const name = referredName(schema["$ref"]);
  const referred = name !== undefined && Object.hasOwn(place.schemas, name) ? place.schemas[name] : undefined;
  const alternatives = [schema["anyOf"], schema["oneOf"]]
    .filter(Array.isArray)
    .map((choices) => leastFaults(choices.map((choice) => check(choice, value, inner))));
  const all = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
  const parts = [referred, ...all].flatMap((part) => check(part, value, inner));
  const own = Array.isArray(value)
    ? value.flatMap((each, index) => check(schema["items"], each, { ...inner, path: `${place.path}[${index}]` }))
    : isObject(value)
      ? checkMembers(schema, value, inner)
      : [];
  // What one part of an allOf does not know another may; whoever knows all of it says so.
  const known = new Set(namesKnown(schema, place.schemas));
  const faults = [...checkValue(schema, value, place.path), ...parts, ...alternatives.flat(), ...own];
  return faults.filter(
    ({ kind, path }) => kind !== "unknown" || !known.has(path.slice(place.path ? place.path.length + 1 : 0)),
  );
}

function leastFaults(faults: readonly ArgumentFault[][]): ArgumentFault[] {
  return faults.reduce((least, next) => (next.length < least.length ? next : least), faults[0] ?? []);
}

function checkMembers(schema: JsonSchema, value: { readonly [name: string]: unknown }, place: Place): ArgumentFault[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : undefined;
  const at = (name: string) => (place.path ? `${place.path}.${name}` : name);
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const missing = required
    .filter((name) => !Object.hasOwn(value, name) || value[name] === undefined)
    .map((name) => fault("missing", at(name), "is missing"));
  const { additionalProperties: additional, patternProperties } = schema;
  const isOpen = patternProperties !== undefined || (additional !== undefined && additional !== false) || !properties;
  const members = Object.entries(value).flatMap(([name, each]) => {
    const inner = { ...place, path: at(name) };
    if (properties && Object.hasOwn(properties, name)) return check(properties[name], each, inner);
    if (isOpen) return check(additional, each, inner);
    return [fault("unknown", inner.path, `is not known${didYouMean(name, Object.keys(properties))}`)];
  });
  return [...missing, ...members, ...checkRange(value, at)];
}

/** A range whose end is before its start, such as `startDate` and `endDate`. */
function checkRange(value: { readonly [name: string]: unknown }, at: (name: string) => string): ArgumentFault[] {
  return Object.entries(value).flatMap(([name, start]) => {
    const other = name.replace(/^start(?=$|[A-Z_])/, "end");
    const end = other !== name && Object.hasOwn(value, other) ? value[other] : undefined;
    if (typeof start !== "string" || typeof end !== "string" || !(Date.parse(end) < Date.parse(start))) return [];
    return [fault("invalid", at(other), `is before ${name}`)];
  });
}

function checkValue(schema: JsonSchema, value: unknown, path: string): ArgumentFault[] {
  const types = [schema["type"] ?? []].flat().map(String);
  if (types.length > 0 && !types.some((type) => isOfType(value, type)))
    return [fault("invalid", path, `must be ${types.join(" or ")}`)];
  const choices = Object.hasOwn(schema, "const") ? [schema["const"]] : schema["enum"];
  if (Array.isArray(choices) && choices.every((each) => typeof each !== "object") && !choices.includes(value)) {
    const near = typeof value === "string" ? didYouMean(value, choices.map(String)) : "";
    return [fault("invalid", path, `must be one of ${choices.slice(0, 20).map(String).join(", ")}${near}`)];
  }
  const { format, minimum, maximum, minLength, maxLength } = schema;
  if (typeof value === "string") {
    if (typeof format === "string" && Object.hasOwn(formats, format) && !formats[format]!(value))
      return [
        fault(
          "invalid",
          path,
          `must be a ${format}, such as ${format === "date" ? "2026-03-02" : "2026-03-02T09:00:00Z"}`,
        ),
      ];
    if (typeof minLength === "number" && value.length < minLength) return [fault("invalid", path, "is too short")];
    if (typeof maxLength === "number" && [...value].length > maxLength) return [fault("invalid", path, "is too long")];
  }
  if (typeof value === "number") {
    if (typeof minimum === "number" && value < minimum) return [fault("invalid", path, `is less than ${minimum}`)];
    if (typeof maximum === "number" && value > maximum) return [fault("invalid", path, `is more than ${maximum}`)];
  }
  return [];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

/** The names of members that a schema knows, through references and compositions. */
function namesKnown(schema: unknown, schemas: Schemas, depth = 0): string[] {
  if (!isObject(schema) || depth > deepest) return [];
  const name = referredName(schema["$ref"]);
  const parts = [schema["allOf"], schema["anyOf"], schema["oneOf"]].filter(Array.isArray).flat();
  if (name !== undefined && Object.hasOwn(schemas, name)) parts.push(schemas[name]);
  const own = isObject(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  return [...own, ...parts.flatMap((part) => namesKnown(part, schemas, depth + 1))];
}

function fault(kind: ArgumentFault["kind"], path: string, message: string): ArgumentFault {
  return { kind, path, message };
}

import type { Arguments } from "../core/description.ts";
import { isObject } from "../core/json.ts";
import { quoteLongIntegers } from "../values.ts";
import type { JsonSchema } from "./definitions.ts";
import { didYouMean, isSameWord, referredName } from "./definitions.ts";

/** What is wrong with one argument or a member of it. It holds no value: those may be secret. */
export interface ArgumentFault {
  /** `lost-digits`: an integer that a JavaScript number does not hold, where no string is accepted for it. */
  readonly kind: "unknown" | "missing" | "invalid" | "lost-digits";
  /** Such as `p.departmentId`. */
  readonly path: string;
  /** What is wrong, with a suggestion where there is one. */
  readonly message: string;
  /** Set where a known name is spelt nearly the same. */
  readonly hasSuggestion?: true;
}

type Schemas = { readonly [name: string]: JsonSchema };

const deepest = 20;
const deepestNumber = 200;
const mostFaults = 50;

/** What strings of a format look like: a test, a name, an example. */
const formats: {
  readonly [format: string]: readonly [(text: string) => boolean, what: string, example: string];
} = {
  date: [(text) => /^\d{4}-\d\d-\d\d$/.test(text) && isPointInTime(text), "a date", "2026-03-02"],
  "date-time": [
    (text) => /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(text) && isPointInTime(text),
    "a date-time",
    "2026-03-02T09:00:00Z",
  ],
  int64: [(text) => /^-?\d+$/.test(text), "an integer", '"42"'],
  uint64: [(text) => /^\d+$/.test(text), "an integer from 0 on", '"42"'],
};

/**
 * What is wrong with a value by its schema: names that are unknown, even where the schema allows any, what is missing,
 * and what is of another type, format or size. Patterns are not checked: they are a document's text, of unknown cost.
 *
 * Integers of 64 bits may be strings or numbers. A BigInt stands for an integer of JSON text that a number does not
 * hold: valid where a string is accepted.
 */
export function checkArguments(
  schema: JsonSchema,
  value: object,
  schemas: Schemas,
): ArgumentFault[] {
  const strings = new Set<string>();
  const faults = check(schema, value, { path: "", depth: 0, schemas, strings });
  const all = [...lostDigits(value, strings), ...faults];
  return [...new Map(all.map((each) => [`${each.path} ${each.message}`, each])).values()].slice(
    0,
    mostFaults,
  );
}

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly schemas: Schemas;
  /** The paths of BigInts for which a string is accepted. */
  readonly strings: Set<string>;
}

/** The integers that no number holds, wherever they are; `strings` has the paths at which they may be. */
function lostDigits(
  value: unknown,
  strings: ReadonlySet<string>,
  { path, depth } = { path: "", depth: 0 },
): ArgumentFault[] {
  if (isTooLong(value)) {
    if (typeof value === "number")
      return [fault("lost-digits", path, "is a number that lost digits: give it as a string")];
    if (strings.has(path)) return [];
    return [fault("lost-digits", path, "has more digits than a number holds: give it as a string")];
  }
  if (typeof value !== "object" || value === null || depth > deepestNumber) return [];
  const at = (name: string) =>
    Array.isArray(value) ? `${path}[${name}]` : path ? `${path}.${name}` : name;
  return Object.entries(value).flatMap(([name, each]) =>
    lostDigits(each, strings, { path: at(name), depth: depth + 1 }),
  );
}

function isTooLong(value: unknown): value is number | bigint {
  return (
    (typeof value === "bigint" || Number.isInteger(value)) && !Number.isSafeInteger(Number(value))
  );
}

function check(schema: unknown, written: unknown, place: Place): ArgumentFault[] {
  if (!isObject(schema) || place.depth > deepest || written === undefined) return [];
  if (isTooLong(written)) {
    if (schemasOf(schema, place.schemas).some(acceptsString)) place.strings.add(place.path);
    return [];
  }
  const value = typeof written === "bigint" ? Number(written) : written;
  const inner = { ...place, depth: place.depth + 1 };
  const alternatives = [schema["anyOf"], schema["oneOf"]]
    .filter(Array.isArray)
    .map((choices) => leastFaults(choices.map((choice) => check(choice, value, inner))));
  const all = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
  const parts = [referred(schema, place.schemas), ...all].flatMap((part) =>
    check(part, value, inner),
  );
  const own = Array.isArray(value)
    ? value.flatMap((each, index) =>
        check(schema["items"], each, { ...inner, path: `${place.path}[${index}]` }),
      )
    : isObject(value)
      ? checkMembers(schema, value, inner)
      : [];
  // What is unknown to one part of an allOf may be known to another.
  const known = new Set(schemasOf(schema, place.schemas).flatMap(propertiesOf));
  const faults = [
    ...checkValue(schema, value, place.path),
    ...parts,
    ...alternatives.flat(),
    ...own,
  ];
  return faults.filter(
    ({ kind, path }) =>
      kind !== "unknown" || !known.has(path.slice(place.path ? place.path.length + 1 : 0)),
  );
}

function leastFaults(faults: readonly ArgumentFault[][]): ArgumentFault[] {
  return faults.reduce(
    (least, next) => (next.length < least.length ? next : least),
    faults[0] ?? [],
  );
}

function checkMembers(
  schema: JsonSchema,
  value: { readonly [name: string]: unknown },
  place: Place,
): ArgumentFault[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : undefined;
  const at = (name: string) => (place.path ? `${place.path}.${name}` : name);
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const missing = required
    .filter((name) => !Object.hasOwn(value, name) || value[name] === undefined)
    .map((name) => fault("missing", at(name), "is missing"));
  const { additionalProperties: additional, patternProperties } = schema;
  const isOpen =
    patternProperties !== undefined ||
    (additional !== undefined && additional !== false) ||
    !properties;
  const members = Object.entries(value).flatMap(([name, each]) => {
    const inner = { ...place, path: at(name) };
    if (properties && Object.hasOwn(properties, name)) return check(properties[name], each, inner);
    const names = Object.keys(properties ?? {});
    // Where any name is allowed, only another spelling of a known one is a mistake.
    const suggestion = didYouMean(
      name,
      isOpen ? names.filter((each) => isSameWord(each, name)) : names,
    );
    const unknown = fault("unknown", inner.path, `is not known${suggestion}`);
    const named = suggestion
      ? [{ ...unknown, hasSuggestion: true as const }]
      : isOpen
        ? []
        : [unknown];
    return [...named, ...check(additional, each, inner)];
  });
  return [...missing, ...members, ...checkRange(value, at)];
}

/** A range whose end is before its start, such as `startDate` and `endDate`. */
function checkRange(
  value: { readonly [name: string]: unknown },
  at: (name: string) => string,
): ArgumentFault[] {
  return Object.entries(value).flatMap(([name, start]) => {
    const other = name.replace(/^start(?=$|[A-Z_])/, "end");
    const end = other !== name && Object.hasOwn(value, other) ? value[other] : undefined;
    if (
      typeof start !== "string" ||
      typeof end !== "string" ||
      !(Date.parse(end) < Date.parse(start))
    )
      return [];
    return [fault("invalid", at(other), `is before ${name}`)];
  });
}

function checkValue(schema: JsonSchema, value: unknown, path: string): ArgumentFault[] {
  const types = typesOf(schema);
  const { format, minimum, maximum, minLength, maxLength } = schema;
  // A mixed id, which may be an integer, may be any string.
  const isMixed = types.includes("integer");
  const isDigits = (format === "int64" || format === "uint64") && !isMixed;
  const isTaken = (type: string) =>
    isOfType(value, type) || (isDigits && type === "string" && Number.isInteger(value));
  if (types.length > 0 && !types.some(isTaken))
    return [fault("invalid", path, `must be ${types.join(" or ")}`)];
  const choices = Object.hasOwn(schema, "const") ? [schema["const"]] : schema["enum"];
  if (
    Array.isArray(choices) &&
    choices.every((each) => typeof each !== "object") &&
    !choices.includes(value)
  ) {
    const suggestion = typeof value === "string" ? didYouMean(value, choices.map(String)) : "";
    return [
      fault(
        "invalid",
        path,
        `must be one of ${choices.slice(0, 20).map(String).join(", ")}${suggestion}`,
      ),
    ];
  }
  if (typeof value === "string") {
    const isKnown = typeof format === "string" && Object.hasOwn(formats, format) && !isMixed;
    const [isGood, what, example] = (isKnown && formats[format]) || [() => true];
    if (!isGood(value)) return [fault("invalid", path, `must be ${what}, such as ${example}`)];
    if (typeof minLength === "number" && value.length < minLength)
      return [fault("invalid", path, "is too short")];
    if (typeof maxLength === "number" && [...value].length > maxLength)
      return [fault("invalid", path, "is too long")];
  }
  if (typeof value === "number" || (isDigits && typeof value === "string")) {
    if (typeof minimum === "number" && Number(value) < minimum)
      return [fault("invalid", path, `is less than ${minimum}`)];
    if (typeof maximum === "number" && Number(value) > maximum)
      return [fault("invalid", path, `is more than ${maximum}`)];
  }
  return [];
}

function isPointInTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function typesOf(schema: JsonSchema): string[] {
  return [schema["type"] ?? []].flat().map(String);
}

function acceptsString(schema: JsonSchema): boolean {
  return typesOf(schema).includes("string");
}

function propertiesOf({ properties }: JsonSchema): string[] {
  return isObject(properties) ? Object.keys(properties) : [];
}

/** The schema that another refers to. */
function referred(schema: JsonSchema, schemas: Schemas): JsonSchema | undefined {
  const name = referredName(schema["$ref"]);
  return name !== undefined && Object.hasOwn(schemas, name) ? schemas[name] : undefined;
}

/** All schemas of one value: the given one, and those of its references and compositions. */
function schemasOf(schema: unknown, schemas: Schemas, depth = 0): JsonSchema[] {
  if (!isObject(schema) || depth > deepest) return [];
  const parts = [schema["allOf"], schema["anyOf"], schema["oneOf"]].filter(Array.isArray).flat();
  return [
    schema,
    ...[referred(schema, schemas), ...parts].flatMap((part) => schemasOf(part, schemas, depth + 1)),
  ];
}

function fault(kind: ArgumentFault["kind"], path: string, message: string): ArgumentFault {
  return { kind, path, message };
}

/**
 * Arguments as a model gives them, an object or its JSON text; undefined where they are neither. Integers in the text
 * that a number does not hold become BigInts.
 */
export function argumentsIn(args: unknown): Arguments | undefined {
  if (args === undefined || args === null || args === "") return {};
  if (typeof args !== "string") return isObject(args) ? args : undefined;
  try {
    const parsed: unknown = JSON.parse(args);
    const quoted = quoteLongIntegers(args);
    const exact = quoted === args ? parsed : withBigInts(parsed, JSON.parse(quoted));
    return isObject(exact) ? exact : undefined;
  } catch {
    return undefined;
  }
}

/** The arguments with strings in place of the BigInts that no number holds. */
export function withStrings(args: Arguments): Arguments {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, withoutBigInts(value)]),
  );
}

function withBigInts(value: unknown, exact: unknown): unknown {
  if (typeof value === "number")
    return typeof exact === "string" && !Number.isSafeInteger(value) ? BigInt(exact) : value;
  if (typeof value !== "object" || value === null) return value;
  const members = value as { [name: string]: unknown };
  // Its own names: no assignment sets a prototype.
  for (const name of Object.keys(members))
    members[name] = withBigInts(
      members[name],
      (exact as { readonly [name: string]: unknown })[name],
    );
  return members;
}

function withoutBigInts(value: unknown): unknown {
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(withoutBigInts);
  // Whatever a program passes that is not JSON stays what it is.
  const isPlain = isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? withStrings(value) : value;
}

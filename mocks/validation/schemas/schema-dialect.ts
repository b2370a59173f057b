import { hasReference, isObject, type JsonObject, listIn, setOwn } from "../../../generator/document/json.ts";
import { inCurrentDialect } from "../../../generator/schema/dialect.ts";
import { accessOf } from "../../../generator/schema/directions/access.ts";
import { type Holds, inPlace, isTypeName, keywords } from "../../../generator/schema/keywords.ts";
import { allowsLongIntegers, isLongInteger } from "../../../generator/schema/long-integers.ts";
import { partsOf } from "../../../generator/schema/parts.ts";
import { schemaReference } from "../../../generator/schema/references.ts";
import type { Subtypes } from "../../../generator/schema/subtypes.ts";
import { standingForSubtypes } from "./base-schema.ts";
import { discriminated } from "./discriminated.ts";

/** The keywords of JSON Schema 2020-12 that say what is valid. Whatever else stands in a schema is left out. */
const validating = new Map(
  [...keywords].flatMap(([name, { role, holds }]) =>
    role === "assertion" || role === "in-place" ? [[name, holds] as const] : [],
  ),
);

/** The keyword of a schema whose values count as steps: there are as many as a message has items or members. */
export const countedKeyword = "counted";

/** What holds the schema of any number of items or members; a reference is counted by itself. */
const repeated: ReadonlySet<string> = new Set(
  [...keywords].flatMap(([name, { role, holds }]) =>
    role === "assertion" && (holds === "schema" || name === "patternProperties") ? [name] : [],
  ),
);

/** How a schema is used where it stands. */
export interface Usage {
  /** A schema around it asks what it has evaluated, so its references cannot wait until a value arrives. */
  readonly isEvaluated: boolean;
  /** It is one of several that hold at once, so that it cannot know all properties. */
  readonly isPartial: boolean;
  /** It is what another schema is built on, and stands for itself alone. */
  readonly isBase: boolean;
  /** The properties that no message of the direction carries, as the schema says that it is a part of. */
  readonly hidden: ReadonlySet<string>;
}

/** What a conversion needs to know of what is around a schema. */
export interface Surroundings {
  readonly direction: "request" | "response";
  /** What a `$ref` to the target becomes; undefined when there is no such target. */
  refer(reference: string, usage: Usage): JsonObject | undefined;
  /** Whether the pattern can be used; says so where it cannot. */
  accepts(pattern: string, pointer: string): boolean;
  /** What a schema refers to, or the schema itself. */
  resolve(schema: unknown): unknown;
  /** What is built on what among the named schemas. */
  subtypes(): Subtypes;
  /** Called for what is left out, alone. */
  leaveOut(pointer: string, keyword: string, value: unknown, reason: string): void;
}

/** The usage of a schema that stands by itself. */
export const alone: Usage = { isEvaluated: false, isPartial: false, isBase: false, hidden: new Set() };

/**
 * A copy of a Schema Object in JSON Schema 2020-12, whatever the version of OpenAPI, as messages of one direction mean
 * it: with nothing in it that a validator could refuse.
 */
export function convertSchema(
  schema: unknown,
  pointer: string,
  usage: Usage,
  around: Surroundings,
): JsonObject | boolean {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) return true;
  const source = closedAsMeant(inCurrentDialect(schema), usage, around);
  const isEvaluated = usage.isEvaluated || "unevaluatedProperties" in source || "unevaluatedItems" in source;
  const hidden = union(usage.hidden, hiddenNames(schema, around));
  const copy: Record<string, unknown> = {};

  for (const [keyword, value] of Object.entries(source)) {
    const holds = validating.get(keyword);
    if (holds === undefined) continue;
    const at = `${pointer}/${keyword}`;
    const isPartial =
      keyword === "allOf" && (Array.isArray(value) ? value.length : 0) + (source["properties"] ? 1 : 0) > 1;
    const inner: Usage = inPlace.has(keyword)
      ? {
          isEvaluated,
          isPartial: isPartial || usage.isPartial,
          isBase: usage.isBase || (keyword === "allOf" && isBuilt(source, pointer)),
          hidden: mayHide(keyword, value, hidden) ? hidden : none,
        }
      : alone;
    const converted = convertValue(holds, keyword, value, at, inner, around);
    if (converted === undefined) around.leaveOut(at, keyword, value, "the keyword cannot have this value");
    else copy[keyword] = converted;
  }
  if (Array.isArray(copy["enum"]) && copy["enum"].length === 0) refuseAll(copy);
  if (isObject(copy["properties"])) keepPrototypes(copy);
  if (isEvaluated && copy["if"] !== undefined && copy["then"] === undefined) chooseByIf(copy);
  if (allowsLongIntegers(source)) Object.assign(copy, roundedValues(copy));
  if (typeof copy["pattern"] === "string" && !around.accepts(copy["pattern"], `${pointer}/pattern`))
    delete copy["pattern"];
  if (Array.isArray(copy["required"])) copy["required"] = copy["required"].filter((name) => !hidden.has(name));
  const told = around.direction === "request" ? toldApart(copy, { source, pointer, usage }, around) : copy;
  return withPatternsApart(withReference(told, source, pointer, { ...usage, isEvaluated, hidden }, around));
}

const evaluating = ["allOf", "anyOf", "oneOf", "if", "$ref"];

/**
 * A schema with `patternProperties` in a part of its own, beside what else describes properties: ajv 8.20 throws at a
 * property that matches, where an alternative with `additionalProperties` is not the one that holds.
 */
function withPatternsApart(schema: JsonObject): JsonObject {
  const { patternProperties, properties, additionalProperties, allOf, ...others } = schema;
  if (patternProperties === undefined || !evaluating.some((keyword) => Object.hasOwn(schema, keyword))) return schema;
  const part = {
    patternProperties,
    ...(properties !== undefined && { properties }),
    ...(additionalProperties !== undefined && { additionalProperties }),
  };
  return { ...others, allOf: [part, ...(Array.isArray(allOf) ? (allOf as unknown[]) : [])] };
}

/** An `enum` without a value, which ajv does not compile, takes none. */
function refuseAll(copy: Record<string, unknown>): void {
  delete copy["enum"];
  copy["allOf"] = [...((copy["allOf"] as unknown[] | undefined) ?? []), false];
}

/** Ajv passes by a property of this name, but not by a pattern for it. */
function keepPrototypes(copy: Record<string, unknown>): void {
  const { [prototypeName]: schema, ...others } = copy["properties"] as JsonObject;
  if (!Object.hasOwn(copy["properties"] as JsonObject, prototypeName)) return;
  copy["properties"] = others;
  copy["patternProperties"] = { ...(copy["patternProperties"] as JsonObject), [`^${prototypeName}$`]: schema };
}

/**
 * An `if` without `then` evaluates members and items where it holds, and none where it does not; ajv knows neither. Of
 * two alternatives it knows both.
 */
function chooseByIf(copy: Record<string, unknown>): void {
  const { if: condition, else: otherwise = true } = copy;
  delete copy["if"];
  delete copy["else"];
  const either = { anyOf: [condition, { not: condition, allOf: [otherwise] }] };
  copy["allOf"] = [...((copy["allOf"] as unknown[] | undefined) ?? []), either];
}

const prototypeName = "__proto__";

/** The few values of a schema as JSON.parse reads them: what is checked has no more digits. */
function roundedValues(copy: JsonObject): JsonObject {
  const rounded = (value: unknown) => (isLongInteger(value) ? Number(value) : value);
  return {
    ...(Array.isArray(copy["enum"]) && { enum: [...new Set(copy["enum"].map(rounded))] }),
    ...(copy["const"] !== undefined && { const: rounded(copy["const"]) }),
  };
}

interface Stated {
  readonly source: JsonObject;
  readonly pointer: string;
  readonly usage: Usage;
}

/** A converted schema as its discriminator tells what it stands for. */
function toldApart(copy: JsonObject, { source, pointer, usage }: Stated, around: Surroundings): JsonObject {
  if (source["discriminator"] === undefined) return copy;
  const told = discriminated(copy, source, around.resolve);
  if (usage.isBase || told !== copy) return told;
  const { resolve, subtypes } = around;
  const refer = (reference: string) => around.refer(reference, { ...alone, isEvaluated: usage.isEvaluated });
  return standingForSubtypes(copy, source, pointer, { resolve, subtypes, refer });
}

/** Whether a schema is more than another description of the only one in its `allOf`. */
function isBuilt(source: JsonObject, pointer: string): boolean {
  const isNamed = /^#\/components\/schemas\/[^/]+$/.test(pointer);
  const parts = listIn(source, "allOf").filter(
    (part) => hasReference(part) || (isObject(part) && Object.keys(part).some((key) => validating.has(key))),
  );
  return isNamed || parts.length > 1 || source["properties"] !== undefined;
}

function convertValue(
  holds: Holds,
  keyword: string,
  value: unknown,
  at: string,
  usage: Usage,
  around: Surroundings,
): unknown {
  switch (holds) {
    case "types":
      return typesIn(value);
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "number":
    case "bound":
      return typeof value === "number" && !(keyword === "multipleOf" && value <= 0) ? value : undefined;
    case "count":
      return Number.isInteger(value) && (value as number) >= 0 ? value : undefined;
    case "text":
      return typeof value === "string" ? value : undefined;
    case "values":
      return Array.isArray(value) ? value : undefined;
    case "names":
      return namesIn(value);
    case "names-map": {
      if (!isObject(value)) return undefined;
      const map = {};
      for (const [name, list] of Object.entries(value)) setOwn(map, name, namesIn(list) ?? []);
      return map;
    }
    case "schema": {
      if (!isObject(value) && typeof value !== "boolean") return undefined;
      return counted(keyword, convertSchema(value, at, usage, around));
    }
    case "schemas":
      if (!Array.isArray(value) || value.length === 0) return undefined;
      return value.map((item, index) => convertSchema(item, `${at}/${index}`, usage, around));
    case "schema-map": {
      if (!isObject(value)) return undefined;
      const map = {};
      for (const [name, item] of Object.entries(value)) {
        const place = `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        if (keyword === "patternProperties" && !around.accepts(name, place)) continue;
        setOwn(map, name, counted(keyword, convertSchema(item, place, usage, around)));
      }
      return map;
    }
    default:
      return value;
  }
}

function counted(keyword: string, schema: JsonObject | boolean): JsonObject | boolean {
  if (!isObject(schema) || !repeated.has(keyword) || Object.hasOwn(schema, "reference")) return schema;
  return { ...schema, [countedKeyword]: true };
}

function typesIn(value: unknown): string[] | undefined {
  const types = [...new Set([value].flat().filter(isTypeName))];
  return types.length > 0 ? types : undefined;
}

function namesIn(value: unknown): string[] | undefined {
  return Array.isArray(value) ? [...new Set(value.filter((name) => typeof name === "string"))] : undefined;
}

const none: ReadonlySet<string> = new Set();

function union(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  if (left.size === 0) return right;
  return right.size === 0 ? left : new Set([...left, ...right]);
}

/**
 * Whether what a schema hides is hidden in the schemas of a keyword: not where a value of the schema is told by it, as
 * one of alternatives that ask for nothing else is.
 */
function mayHide(keyword: string, value: unknown, hidden: ReadonlySet<string>): boolean {
  if (keyword === "allOf") return true;
  const isAsked = (schema: unknown) =>
    isObject(schema) && listIn(schema, "required").some((name) => !hidden.has(name as string));
  return (
    alternatives.has(keyword) && Array.isArray(value) && value.every((each) => hasReference(each) || isAsked(each))
  );
}

const alternatives: ReadonlySet<string> = new Set(["anyOf", "oneOf"]);

const hiddenOf = {
  request: new WeakMap<object, ReadonlySet<string>>(),
  response: new WeakMap<object, ReadonlySet<string>>(),
};

/**
 * The properties that a message of this direction does not carry, whatever of the schemas that hold together describes
 * them: they are not required of it (OpenAPI 3.0.4, section 4.7.24.2).
 */
function hiddenNames(schema: unknown, around: Pick<Surroundings, "direction" | "resolve">): ReadonlySet<string> {
  if (!isObject(schema)) return none;
  const { direction, resolve } = around;
  const found = hiddenOf[direction].get(schema);
  if (found !== undefined) return found;
  // a schema that is part of itself hides nothing by that
  hiddenOf[direction].set(schema, none);
  const { all, members } = partsOf(schema);
  const own = [...members].filter(([, property]) => {
    const { isReadOnly, isWriteOnly } = accessOf(property, (id) => resolve({ $ref: schemaReference(id) }));
    return isReadOnly !== isWriteOnly && isReadOnly === (direction === "request");
  });
  const parts = hasReference(schema) ? [...all, resolve(schema)] : all;
  const names = parts.map((part) => hiddenNames(part, around)).reduce(union, new Set(own.map(([name]) => name)));
  hiddenOf[direction].set(schema, names);
  return names;
}

/**
 * `additionalProperties: false` beside `allOf` refuses what the `allOf` describes, which no author means: a request may
 * have the properties of both (`unevaluatedProperties`), a response any.
 */
function closedAsMeant(source: JsonObject, usage: Usage, around: Surroundings): JsonObject {
  const { additionalProperties, ...open } = source;
  const isBesideAllOf = Array.isArray(source["allOf"]);
  if (additionalProperties !== false) return source;
  if (around.direction === "response") return isBesideAllOf || usage.isPartial ? open : source;
  return isBesideAllOf ? { ...open, unevaluatedProperties: false } : source;
}

function withReference(
  copy: JsonObject,
  source: JsonObject,
  pointer: string,
  usage: Usage,
  around: Surroundings,
): JsonObject {
  let schema: JsonObject = copy;
  if (typeof source["$ref"] === "string") {
    const reference = around.refer(source["$ref"], usage);
    if (reference === undefined) {
      around.leaveOut(`${pointer}/$ref`, "$ref", source["$ref"], "the document has no such part");
      // What is missing may describe whatever nothing else does.
      if (usage.isEvaluated)
        schema = {
          ...copy,
          allOf: [{ additionalProperties: true, items: true }, ...((copy["allOf"] as unknown[]) ?? [])],
        };
    } else
      schema =
        Object.keys(copy).length === 0
          ? reference
          : { ...copy, allOf: [reference, ...((copy["allOf"] as unknown[]) ?? [])] };
  }
  return schema;
}

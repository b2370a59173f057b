import { canonicalJson, isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import type { TypeName } from "../../generator/schema/keywords.ts";
import { allowsLongIntegers, isLongInteger } from "../../generator/schema/long-integers.ts";
import type { Subschema } from "../../generator/schema/parts.ts";
import { allowedValues, statedTypes } from "../../generator/schema/types.ts";
import { markedNumber } from "../document/exact-numbers.ts";

/** What one schema says of the members of an object. */
export interface ObjectPart {
  readonly members: JsonObject;
  readonly patterns: JsonObject;
  /** Of members that are neither listed nor matched; undefined where nothing is said of them. */
  readonly additional: unknown;
}

/** What one schema says of the items of an array. */
export interface ArrayPart {
  readonly prefix: readonly unknown[];
  readonly items: unknown;
}

/** Items that an array has to have some of. */
export interface Contained {
  readonly schema: unknown;
  readonly least: number;
  readonly most: number;
}

/** One way to satisfy a choice: schemas that hold besides. */
export type Option = readonly Subschema[];

/** A choice that a schema leaves: one of its options holds. */
export interface Choice {
  /** The same for the same choice of the same schema. */
  readonly key: string;
  readonly options: readonly Option[];
  /** Where none of these can be. */
  readonly reserve?: () => readonly Option[];
}

/** What is said of a value to programs. */
export interface Suggestion {
  readonly standard?: unknown;
  readonly examples: readonly unknown[];
  /** The value of `x-faker`. */
  readonly faker?: unknown;
}

/** Everything that several schemas together ask of one value, their references and parts included. */
export class Demands {
  /** Undefined: any. In the order in which they are stated. */
  types: readonly TypeName[] | undefined;
  /** The only values. */
  values: readonly unknown[] | undefined;
  /** Whether more is asked than to be one of the values. */
  get isBeyondValues(): boolean {
    const { minLength, minItems, minProperties, patterns, deniedPatterns, formats, multiples, objects, arrays } = this;
    const { required, forbidden, names, beside, contained, isUnique, isFractional, isUntold } = this;
    const ceilings = [this.maxLength, this.maxItems, this.maxProperties, this.maximum, this.exclusiveMaximum];
    const floors = [this.minimum, this.exclusiveMinimum];
    return (
      [patterns, deniedPatterns, formats, multiples, required, forbidden, beside].some(({ size }) => size > 0) ||
      [objects, arrays, names, contained].some(({ length }) => length > 0) ||
      [...ceilings, ...floors].some(Number.isFinite) ||
      minLength + minItems + minProperties > 0 ||
      isUnique ||
      isFractional ||
      isUntold
    );
  }

  /** Values that are none. */
  readonly excluded: unknown[] = [];

  minLength = 0;
  maxLength = Number.POSITIVE_INFINITY;
  readonly patterns = new Set<string>();
  /** Patterns of which texts must not be. */
  readonly deniedPatterns = new Set<string>();
  readonly formats = new Set<string>();
  /** Of what a string holds. */
  contents: { readonly mediaType: string; readonly encoding: string; readonly schema: unknown } | undefined;

  minimum = Number.NEGATIVE_INFINITY;
  maximum = Number.POSITIVE_INFINITY;
  exclusiveMinimum = Number.NEGATIVE_INFINITY;
  exclusiveMaximum = Number.POSITIVE_INFINITY;
  readonly multiples = new Set<number>();
  /** Whether whole numbers are none. */
  isFractional = false;

  readonly objects: ObjectPart[] = [];
  readonly required = new Set<string>();
  readonly forbidden = new Set<string>();
  /** Names that other options of choices require than those that are taken. */
  readonly rivals = new Set<string>();
  readonly names: unknown[] = [];
  readonly beside = new Map<string, readonly string[]>();
  minProperties = 0;
  maxProperties = Number.POSITIVE_INFINITY;
  /** Of members that nothing else describes. */
  unevaluated: unknown;

  readonly arrays: ArrayPart[] = [];
  readonly contained: Contained[] = [];
  minItems = 0;
  maxItems = Number.POSITIVE_INFINITY;
  isUnique = false;
  /** Whether two items are equal. */
  isRepeated = false;
  isSealed = false;

  readonly choices: Choice[] = [];
  /** The referred schemas among those that were gathered. */
  readonly referred = new Set<object>();
  /** Of the value as a whole, the outermost first. */
  readonly suggestions: Suggestion[] = [];
  /** Examples of parts: of members, where the value is an object. */
  readonly partial: JsonObject[] = [];
  isWriteOnly = false;
  /** Whether there is no such value. */
  isImpossible = false;
  /** Whether a value that satisfies all that is told here may be none all the same. */
  isUntold = false;

  /** Adds what a schema itself says of its value, without what it refers to and is composed of. */
  add(schema: JsonObject, isOpen: boolean): void {
    this.#addTypes(statedTypes(schema));
    const values = allowedValues(schema);
    if (values !== undefined && values.length > 0)
      this.#addValues(allowsLongIntegers(schema) ? values.map(withExactNumbers) : values);
    this.#addText(schema);
    this.#addNumber(schema);
    this.#addObject(schema, isOpen);
    this.#addArray(schema);
    if (schema["writeOnly"] === true) this.isWriteOnly = true;
  }

  /** Leaves out what a schema says is no value, as far as it can be told without trying. */
  exclude(schema: unknown): void {
    if (schema === true || (isObject(schema) && Object.keys(schema).length === 0)) this.isImpossible = true;
    if (!isObject(schema)) return;
    const keywords = Object.keys(schema);
    const types = statedTypes(schema);
    const values = allowedValues(schema);
    const [only, ...others] = listIn(schema, "required");
    const opposite = this.#oppositeOf(schema);
    if (opposite !== undefined) this.add(opposite, true);
    else if (this.#deniesText(schema) || this.#deniesUnique(schema)) this.isUntold = true;
    else if (keywords.length === 1 && types.length > 0) {
      const rest = (this.types ?? everyType).filter((type) => !types.includes(type));
      this.types = rest.filter((type) => type !== "integer" || !types.includes("number"));
      if (types.includes("integer")) this.isFractional = true;
      if (this.types.length === 0) this.isImpossible = true;
    } else if (values !== undefined && keywords.every((keyword) => ["type", "enum", "const"].includes(keyword))) {
      this.excluded.push(...values);
    } else if (keywords.length === 1 && typeof only === "string" && others.length === 0) this.forbidden.add(only);
    else this.isUntold = true;
  }

  /** Whether a schema denies a pattern and nothing else: only texts may be other. */
  #deniesText({ pattern, type, ...others }: JsonObject): boolean {
    const isTyped = type !== undefined;
    if (typeof pattern !== "string" || (isTyped && type !== "string") || Object.keys(others).length > 0) return false;
    this.deniedPatterns.add(pattern);
    if (!isTyped) this.#addTypes(["string"]);
    return true;
  }

  /** Whether a schema denies that items are distinct and nothing else: only arrays may be other. */
  #deniesUnique({ uniqueItems, type, ...others }: JsonObject): boolean {
    const isTyped = type !== undefined;
    if (uniqueItems !== true || (isTyped && type !== "array") || Object.keys(others).length > 0) return false;
    if (!isTyped) this.#addTypes(["array"]);
    if (!isTyped || this.types?.join() === "array") this.minItems = Math.max(this.minItems, 2);
    this.isRepeated = true;
    return true;
  }

  /** What is left where a schema denies a limit and nothing else: beyond it, as other types are within any. */
  #oppositeOf(schema: JsonObject): JsonObject | undefined {
    const limits = Object.keys(schema).filter((keyword) => keyword !== "type");
    const types = statedTypes(schema);
    const [limit = ""] = limits;
    const found = opposites.get(limit);
    const value = schema[limit];
    if (limits.length !== 1 || found === undefined || typeof value !== "number") return undefined;
    if (found.type !== "number" && countIn({ [found.limit]: value + found.step }, found.limit, -1) < 0)
      return undefined;
    const covers = (type: TypeName) => types.includes(type) || (type === "integer" && types.includes("number"));
    const isOfTypes = !Object.hasOwn(schema, "type") || (this.types?.every(covers) ?? false);
    return isOfTypes ? { type: found.type, [found.limit]: value + found.step } : undefined;
  }

  #addTypes(types: readonly TypeName[]): void {
    if (types.length === 0) return;
    const known = this.types;
    const allows = (list: readonly TypeName[], type: TypeName) =>
      list.includes(type) || (type === "integer" && list.includes("number"));
    this.types =
      known === undefined
        ? types
        : [
            ...new Set([
              ...known.filter((type) => allows(types, type)),
              ...types.filter((type) => allows(known, type)),
            ]),
          ];
    if (this.types.length === 0) this.isImpossible = true;
  }

  #addValues(values: readonly unknown[]): void {
    const texts = new Set(values.map(canonicalJson));
    this.values = this.values?.filter((value) => texts.has(canonicalJson(value))) ?? values;
    if (this.values.length === 0) this.isImpossible = true;
  }

  #addText(schema: JsonObject): void {
    const { pattern, format, contentMediaType, contentEncoding, contentSchema } = schema;
    this.minLength = Math.max(this.minLength, countIn(schema, "minLength", 0));
    this.maxLength = Math.min(this.maxLength, countIn(schema, "maxLength", Number.POSITIVE_INFINITY));
    if (typeof pattern === "string") this.patterns.add(pattern);
    if (typeof format === "string") this.formats.add(format);
    if (contentMediaType !== undefined || contentEncoding !== undefined) {
      const [mediaType, encoding] = [contentMediaType, contentEncoding].map((text) =>
        typeof text === "string" ? text.toLowerCase() : "",
      ) as [string, string];
      this.contents = { mediaType, encoding, schema: contentSchema };
    }
  }

  #addNumber(schema: JsonObject): void {
    this.minimum = Math.max(this.minimum, numberIn(schema, "minimum", Number.NEGATIVE_INFINITY));
    this.maximum = Math.min(this.maximum, numberIn(schema, "maximum", Number.POSITIVE_INFINITY));
    const [above, below] = [
      numberIn(schema, "exclusiveMinimum", Number.NEGATIVE_INFINITY),
      numberIn(schema, "exclusiveMaximum", Number.POSITIVE_INFINITY),
    ];
    this.exclusiveMinimum = Math.max(this.exclusiveMinimum, above);
    this.exclusiveMaximum = Math.min(this.exclusiveMaximum, below);
    const step = numberIn(schema, "multipleOf", 0);
    if (step > 0) this.multiples.add(step);
  }

  #addObject(schema: JsonObject, isOpen: boolean): void {
    const { properties, patternProperties, additionalProperties, propertyNames, dependentRequired } = schema;
    if (isObject(properties) || isObject(patternProperties) || additionalProperties !== undefined) {
      this.objects.push({
        members: isObject(properties) ? properties : {},
        patterns: isObject(patternProperties) ? patternProperties : {},
        additional: isOpen && additionalProperties === false ? undefined : additionalProperties,
      });
    }
    for (const name of listIn(schema, "required")) if (typeof name === "string") this.required.add(name);
    if (isObject(propertyNames) || propertyNames === false) this.names.push(propertyNames);
    for (const [name, others] of Object.entries(isObject(dependentRequired) ? dependentRequired : {})) {
      const texts = (Array.isArray(others) ? others : []).filter((other) => typeof other === "string");
      this.beside.set(name, [...(this.beside.get(name) ?? []), ...texts]);
    }
    this.minProperties = Math.max(this.minProperties, countIn(schema, "minProperties", 0));
    this.maxProperties = Math.min(this.maxProperties, countIn(schema, "maxProperties", Number.POSITIVE_INFINITY));
    const { unevaluatedProperties } = schema;
    if (unevaluatedProperties === false || isObject(unevaluatedProperties)) this.unevaluated = unevaluatedProperties;
  }

  #addArray(schema: JsonObject): void {
    const { items, contains, unevaluatedItems } = schema;
    const prefix = listIn(schema, "prefixItems");
    if (isObject(items) || items === false || prefix.length > 0) this.arrays.push({ prefix, items });
    this.minItems = Math.max(this.minItems, countIn(schema, "minItems", 0));
    this.maxItems = Math.min(this.maxItems, countIn(schema, "maxItems", Number.POSITIVE_INFINITY));
    if (schema["uniqueItems"] === true) this.isUnique = true;
    if (unevaluatedItems === false) this.isSealed = true;
    if (!isObject(contains) && typeof contains !== "boolean") return;
    const most = countIn(schema, "maxContains", Number.POSITIVE_INFINITY);
    this.contained.push({ schema: contains, least: countIn(schema, "minContains", 1), most });
    if (most < Number.POSITIVE_INFINITY) this.isUntold = true;
  }
}

/** What denies each limit, of values of one type. */
const opposites: ReadonlyMap<string, { readonly type: TypeName; readonly limit: string; readonly step: number }> =
  new Map([
    ["minimum", { type: "number", limit: "exclusiveMaximum", step: 0 }],
    ["maximum", { type: "number", limit: "exclusiveMinimum", step: 0 }],
    ["exclusiveMinimum", { type: "number", limit: "maximum", step: 0 }],
    ["exclusiveMaximum", { type: "number", limit: "minimum", step: 0 }],
    ["minLength", { type: "string", limit: "maxLength", step: -1 }],
    ["maxLength", { type: "string", limit: "minLength", step: 1 }],
    ["minItems", { type: "array", limit: "maxItems", step: -1 }],
    ["maxItems", { type: "array", limit: "minItems", step: 1 }],
    ["minProperties", { type: "object", limit: "maxProperties", step: -1 }],
    ["maxProperties", { type: "object", limit: "minProperties", step: 1 }],
  ]);

/** Whether values that break what a keyword alone asks are those of another limit. */
export function hasOpposite(keyword: string): boolean {
  return opposites.has(keyword);
}

const everyType: readonly TypeName[] = ["string", "number", "integer", "boolean", "array", "object", "null"];

function numberIn(schema: JsonObject, keyword: string, otherwise: number): number {
  const value = schema[keyword];
  return typeof value === "number" ? value : otherwise;
}

function countIn(schema: JsonObject, keyword: string, otherwise: number): number {
  const value = schema[keyword];
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : otherwise;
}

/** One of the few values of a schema as the mock's data have it. */
function withExactNumbers(value: unknown): unknown {
  return isLongInteger(value) ? markedNumber(value) : value;
}

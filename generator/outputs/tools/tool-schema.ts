import { hasReference, isObject, type JsonObject, setOwn } from "../../document/json.ts";
import type { ValueSettings } from "../../model/package-settings.ts";
import type { Positions } from "../../model/values/compact-positions.ts";
import { ValuePositions } from "../../model/values/value-positions.ts";
import { type ValueKind, valueKind } from "../../model/values/value-rules.ts";

/** Keywords of OpenAPI's own, which JSON Schema does not have. */
const own = new Set([
  "discriminator",
  "xml",
  "externalDocs",
  "example",
  "nullable",
  "$schema",
  "$id",
  "$anchor",
  "$comment",
  "$defs",
]);

/** Keywords whose value is a schema, a list of schemas, or schemas by name (JSON Schema 2020-12, section 10). */
const single = new Set(
  "additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems unevaluatedProperties".split(
    " ",
  ),
);
const listed = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const named = new Set(["properties", "patternProperties", "dependentSchemas"]);

/** What a client takes as text, although it is an integer on the wire. */
const texts: ReadonlySet<ValueKind> = new Set(["digits", "bigint", "text"]);

/**
 * Turns the schemas of a model into JSON Schema 2020-12 that refers to `#/$defs/<name>`. Where the client takes integers of
 * 64 bits as text, so does the schema: JSON numbers lose digits in most readers.
 */
export class ToolSchemas {
  /** The schemas that were referred to so far, by name. */
  readonly referred: Map<string, unknown> = new Map();
  private readonly schemas: ReadonlyMap<string, { readonly name: string; readonly schema: unknown }>;
  private readonly values: ValueSettings;
  private readonly positions: ValuePositions;

  /** `schemas` are those of the model. */
  constructor(
    schemas: readonly { readonly id: string; readonly name: string; readonly schema: unknown }[],
    values: ValueSettings,
  ) {
    this.schemas = new Map(schemas.map((schema) => [schema.id, schema]));
    this.values = values;
    this.positions = new ValuePositions(new Map(schemas.map(({ id, schema }) => [id, schema])), values);
  }

  /** A schema as a tool's input has it; everything it refers to is in `referred` then. */
  convert(given: unknown): unknown {
    if (!isObject(given)) return given === false ? false : {};
    const schema = this.withTexts(given);
    const converted = {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (own.has(keyword) || keyword.startsWith("x-") || keyword === "$ref") continue;
      const kept = this.keyword(keyword, value);
      if (kept !== undefined) setOwn(converted, keyword, kept);
    }
    if (hasReference(schema)) this.refer(schema.$ref, converted);
    fromVersion3(schema, converted);
    return converted;
  }

  /** An example of a schema's value, if there is one, as the client takes it. */
  shown(schema: unknown, example: unknown): unknown {
    const positions = example === undefined ? undefined : this.positions.of([schema], texts);
    return positions ? textsAt(positions, example) : example;
  }

  private withTexts(schema: JsonObject): JsonObject {
    const { example, examples, default: standard, format } = schema;
    const kind = valueKind(schema, this.values);
    return {
      ...schema,
      ...((kind === "digits" || kind === "bigint") && {
        type: textType(schema["type"]),
        pattern: format === "uint64" ? "^\\d+$" : "^-?\\d+$",
      }),
      ...(example !== undefined && { example: this.shown(schema, example) }),
      ...(Array.isArray(examples) && { examples: examples.map((each) => this.shown(schema, each)) }),
      ...(standard !== undefined && { default: this.shown(schema, standard) }),
    };
  }

  private keyword(keyword: string, value: unknown): unknown {
    if (single.has(keyword)) return typeof value === "boolean" ? value : this.convert(value);
    if (listed.has(keyword)) return Array.isArray(value) ? value.map((each) => this.convert(each)) : undefined;
    if (keyword === "type" && Array.isArray(value) && value.length === 1) return value[0];
    if (keyword === "pattern") return isPattern(value) ? value : undefined;
    if (!named.has(keyword)) return value;
    const schemas = {};
    for (const [name, each] of Object.entries(isObject(value) ? value : {}))
      if (keyword !== "patternProperties" || isPattern(name)) setOwn(schemas, name, this.convert(each));
    return schemas;
  }

  private refer(reference: string, converted: object): void {
    const schema = this.schemas.get(reference.replace("#/components/schemas/", ""));
    if (!schema) return;
    setOwn(converted, "$ref", `#/$defs/${encodeURIComponent(schema.name)}`);
    if (this.referred.has(schema.name)) return;
    // Before it is converted: it may refer to itself.
    this.referred.set(schema.name, {});
    this.referred.set(schema.name, this.convert(schema.schema));
  }
}

/** The types of a schema with text in place of numbers. */
function textType(type: unknown): unknown {
  const types = [...new Set([type].flat().map((each) => (each === "null" ? each : "string")))];
  return types.length === 1 ? types[0] : types;
}

/** A value with text in place of the integers at the positions. */
function textsAt(positions: Positions, value: unknown, index = 0): unknown {
  const { is, properties = {}, items, values } = positions[index]!;
  if (typeof value === "number") return is !== undefined && Number.isSafeInteger(value) ? String(value) : value;
  if (Array.isArray(value)) return value.map((each) => (items === undefined ? each : textsAt(positions, each, items)));
  if (!isObject(value)) return value;
  const copy = {};
  for (const [name, member] of Object.entries(value)) {
    const at = Object.hasOwn(properties, name) ? properties[name] : values;
    setOwn(copy, name, at === undefined ? member : textsAt(positions, member, at));
  }
  return copy;
}

/** What OpenAPI 3.0 says in other words (OpenAPI 3.0.4, section 4.7.24). */
function fromVersion3(schema: JsonObject, converted: object): void {
  const { nullable, type, example } = schema;
  if (nullable === true && typeof type === "string") {
    setOwn(converted, "type", [type, "null"]);
    if (Array.isArray(schema["enum"]) && !schema["enum"].includes(null))
      setOwn(converted, "enum", [...schema["enum"], null]);
  }
  for (const [exclusive, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof schema[exclusive] !== "boolean") continue;
    Reflect.deleteProperty(converted, exclusive);
    if (schema[exclusive] && typeof schema[bound] === "number") {
      Reflect.deleteProperty(converted, bound);
      setOwn(converted, exclusive, schema[bound]);
    }
  }
  if (example !== undefined && schema["examples"] === undefined) setOwn(converted, "examples", [example]);
}

/** Whether JavaScript compiles a pattern: whoever reads the schema may try. */
function isPattern(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    return Boolean(new RegExp(value, "u"));
  } catch {
    return false;
  }
}

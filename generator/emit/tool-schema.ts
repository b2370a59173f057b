import { hasReference, isObject, type JsonObject, setOwn } from "../document/json.ts";

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

/** Turns the schemas of a model into JSON Schema 2020-12 that refers to `#/$defs/<name>`. */
export class ToolSchemas {
  /** The schemas that were referred to so far, by name. */
  readonly referred: Map<string, unknown> = new Map();
  private readonly schemas: ReadonlyMap<string, { readonly name: string; readonly schema: unknown }>;

  /** `schemas` are those of the model. */
  constructor(schemas: readonly { readonly id: string; readonly name: string; readonly schema: unknown }[]) {
    this.schemas = new Map(schemas.map((schema) => [schema.id, schema]));
  }

  /** A schema as a tool's input has it; everything it refers to is in `referred` then. */
  convert(schema: unknown): unknown {
    if (!isObject(schema)) return schema === false ? false : {};
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

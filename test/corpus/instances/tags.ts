import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import type { Model } from "../../../generator/entry.ts";
import { resolver, schemaId, schemaReference } from "../../../generator/schema/references.ts";

const listOf = (schema: JsonObject, keyword: string) =>
  Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : [];

/**
 * What discriminators say, as schemas of JSON Schema: the discriminating member is there, and holds what a mapping says,
 * or else a value that the schema lists itself, or else the schema's name.
 */
export class Tags {
  private readonly names: ReadonlyMap<string, string>;
  private readonly schemas: ReadonlyMap<string, unknown>;
  private readonly resolve: (schema: unknown) => unknown;

  constructor({ schemas }: Model) {
    this.names = new Map(schemas.map(({ id, published }) => [schemaReference(id), published]));
    this.schemas = new Map(schemas.map(({ id, schema }) => [schemaReference(id), schema]));
    this.resolve = resolver((reference) => this.schemas.get(reference));
  }

  /** Of an alternative. */
  of(discriminator: JsonObject, reference: string): JsonObject {
    const name = String(discriminator["propertyName"]);
    if (!this.mayBeObject(reference)) return {};
    return { required: [name], properties: { [name]: this.values(discriminator, reference) } };
  }

  /** Of a schema that is built on others with a discriminator, and what is built on it. */
  inherited(reference: string): JsonObject {
    const bases = this.basesOf(reference).flatMap((base) => {
      const schema = this.schemas.get(base);
      const isUnion = isObject(schema) && listOf(schema, "oneOf").length + listOf(schema, "anyOf").length > 0;
      return isObject(schema) && isObject(schema["discriminator"]) && !isUnion ? [schema["discriminator"]] : [];
    });
    const family = [reference, ...[...this.schemas.keys()].filter((each) => this.basesOf(each).includes(reference))];
    return {
      allOf: bases.map((discriminator) => ({
        properties: {
          [String(discriminator["propertyName"])]: { anyOf: family.map((each) => this.values(discriminator, each)) },
        },
      })),
    };
  }

  private values(discriminator: JsonObject, reference: string): JsonObject {
    const { propertyName, mapping } = discriminator;
    const mapped = Object.entries(isObject(mapping) ? mapping : {})
      .filter(([, to]) => isObject(to) && this.end(to["$ref"] as string) === this.end(reference))
      .map(([value]) => value);
    if (mapped.length > 0) return { enum: mapped.flatMap((value) => [value, value === "true", Number(value)]) };
    const listed = this.listed(reference, String(propertyName), 0);
    const schema = this.schemas.get(this.end(reference));
    const called = isObject(schema) ? schema["x-ms-discriminator-value"] : undefined;
    const name = called ?? this.names.get(reference);
    return listed === undefined || listed.includes(name) ? { const: name } : { enum: listed };
  }

  private end(reference: string): string {
    const schema = this.schemas.get(reference);
    return isObject(schema) && typeof schema["$ref"] === "string" ? this.end(schema["$ref"]) : reference;
  }

  private listed(reference: unknown, name: string, depth: number): readonly unknown[] | undefined {
    const schema = typeof reference === "string" ? this.schemas.get(reference) : reference;
    if (!isObject(schema) || depth > 10) return undefined;
    const { properties, $ref } = schema;
    const own = isObject(properties) ? this.resolve(properties[name]) : undefined;
    const values = isObject(own)
      ? (own["enum"] ?? (Object.hasOwn(own, "const") ? [own["const"]] : undefined))
      : undefined;
    if (Array.isArray(values)) return values;
    const parts = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => listOf(schema, keyword));
    return [$ref, ...parts].map((part) => this.listed(part, name, depth + 1)).find((found) => found !== undefined);
  }

  private basesOf(reference: string, depth = 0): readonly string[] {
    const schema = this.schemas.get(reference);
    if (!isObject(schema) || depth > 10) return [];
    const bases = listOf(schema, "allOf").flatMap((part) =>
      isObject(part) && typeof part["$ref"] === "string" && schemaId(part["$ref"]) !== undefined ? [part["$ref"]] : [],
    );
    return bases.flatMap((base) => [base, ...this.basesOf(base, depth + 1)]);
  }

  private mayBeObject(reference: string): boolean {
    const schema = this.resolve({ $ref: reference });
    return !isObject(schema) || schema["type"] === undefined || [schema["type"]].flat().includes("object");
  }
}

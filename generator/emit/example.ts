import { isObject, type JsonObject, listIn } from "../document/json.ts";
import type { MediaType, Schema } from "../model/model.ts";
import { isBinaryString, mediaKind } from "./media-type.ts";
import { literal, propertyKey } from "./text.ts";

/** How deep an example goes into schemas that say nothing of their values. */
const deepest = 6;

/** Writes values for schemas as code: the documents' own examples where there are any, else the least that the schema asks for. */
export class ExampleWriter {
  private readonly contents: ReadonlyMap<string, unknown>;

  constructor(schemas: readonly Schema[]) {
    this.contents = new Map(schemas.map(({ id, schema }) => [`#/components/schemas/${id}`, schema]));
  }

  /** The body of a request. */
  ofBody({ type, schema, example }: MediaType): string {
    const kind = mediaKind(type);
    if (kind === "text") return typeof example === "string" ? literal(example) : '"…"';
    if (kind === "binary" || kind === "stream") return 'new Blob(["…"])';
    return example === undefined ? this.ofSchema(schema) : literal(example);
  }

  /** A value of a schema. */
  ofSchema(schema: unknown, depth = 0): string {
    if (!isObject(schema)) return '"…"';
    if (typeof schema["$ref"] === "string")
      return this.ofSchema(depth > deepest ? undefined : this.contents.get(schema["$ref"]), depth + 1);
    const [known] = [
      schema["const"],
      schema["example"],
      listIn(schema, "examples")[0],
      schema["default"],
      listIn(schema, "enum")[0],
    ].filter((value) => value !== undefined && value !== null);
    if (known !== undefined) return literal(known);
    const choices = [...listIn(schema, "oneOf"), ...listIn(schema, "anyOf")];
    if (choices.length > 0) return this.ofSchema(choices[0], depth + 1);
    if (schema["properties"] !== undefined || schema["allOf"] !== undefined) return this.ofObject(schema, depth);
    const { type } = schema;
    switch (Array.isArray(type) ? (type as unknown[])[0] : type) {
      case "object":
        return "{}";
      case "array":
        return depth > deepest ? "[]" : `[${this.ofSchema(schema["items"], depth + 1)}]`;
      case "integer":
      case "number":
        return "1";
      case "boolean":
        return "true";
      case "null":
        return "null";
      default:
        return isBinaryString(schema) ? 'new Blob(["…"])' : '"…"';
    }
  }

  private ofObject(schema: JsonObject, depth: number): string {
    const members = [...this.requiredMembers(schema, depth)].map(
      ([name, member]) => `${propertyKey(name)}: ${this.ofSchema(member, depth + 1)}`,
    );
    return members.length === 0 || depth > deepest ? "{}" : `{ ${members.join(", ")} }`;
  }

  private requiredMembers(schema: unknown, depth: number): Map<string, unknown> {
    const members = new Map<string, unknown>();
    if (!isObject(schema) || depth > deepest) return members;
    if (typeof schema["$ref"] === "string") return this.requiredMembers(this.contents.get(schema["$ref"]), depth + 1);
    for (const part of listIn(schema, "allOf"))
      for (const [name, member] of this.requiredMembers(part, depth + 1)) members.set(name, member);
    const properties = isObject(schema["properties"]) ? schema["properties"] : {};
    for (const name of listIn(schema, "required")) {
      if (typeof name === "string" && Object.hasOwn(properties, name)) members.set(name, properties[name]);
    }
    return members;
  }
}

import { hasReference, isObject, type JsonObject, listIn } from "../document/json.ts";

/** Looks into schemas through references, compositions and alternatives that only add null. */
export class SchemaView {
  private readonly schemas: ReadonlyMap<string, unknown>;

  /** `schemas` are the contents of the named schemas, by id. */
  constructor(schemas: ReadonlyMap<string, unknown>) {
    this.schemas = schemas;
  }

  /** The schema that a schema comes to: references followed, and the one alternative of a union that is not null. */
  plain(schema: unknown): JsonObject | undefined {
    let plain: unknown = schema;
    for (let steps = 0; isObject(plain) && steps < 50; steps += 1) {
      if (hasReference(plain)) plain = this.schemas.get(plain.$ref.replace("#/components/schemas/", ""));
      else {
        const alternatives = [...listIn(plain, "oneOf"), ...listIn(plain, "anyOf")].filter((each) => !isNull(each));
        if (alternatives.length !== 1 || plain["properties"] !== undefined) return plain;
        [plain] = alternatives;
      }
    }
    return undefined;
  }

  /** The types of a schema but null; empty where it does not say. */
  types(schema: unknown, depth = 0): ReadonlySet<string> {
    const plain = this.plain(schema);
    if (!plain || depth > 20) return new Set();
    const types = [plain["type"] ?? []].flat().filter((type) => typeof type === "string" && type !== "null");
    if (types.length > 0) return new Set(types as string[]);
    for (const part of listIn(plain, "allOf")) {
      const own = this.types(part, depth + 1);
      if (own.size > 0) return own;
    }
    return new Set();
  }

  /** The schemas of an object's properties, those of an `allOf` included. */
  members(schema: unknown, depth = 0): ReadonlyMap<string, unknown> {
    const plain = this.plain(schema);
    if (!plain || depth > 20) return new Map();
    const parts = listIn(plain, "allOf").flatMap((part) => [...this.members(part, depth + 1)]);
    return new Map([...parts, ...Object.entries(isObject(plain["properties"]) ? plain["properties"] : {})]);
  }

  /** Whether a schema is of an array. */
  isList(schema: unknown): boolean {
    const types = this.types(schema);
    return types.size === 1 && types.has("array");
  }

  /** The schema of the members of an array, true where nothing is said of them. */
  itemOf(list: unknown, depth = 0): unknown {
    const plain = this.plain(list);
    if (!plain || depth > 20) return true;
    if (plain["items"] !== undefined) return plain["items"];
    for (const part of listIn(plain, "allOf")) {
      const item = this.itemOf(part, depth + 1);
      if (item !== true) return item;
    }
    return true;
  }

  /** Whether an object must have a property. */
  requires(schema: unknown, name: string, depth = 0): boolean {
    const plain = this.plain(schema);
    if (!plain || depth > 20) return false;
    return (
      listIn(plain, "required").includes(name) ||
      listIn(plain, "allOf").some((part) => this.requires(part, name, depth + 1))
    );
  }

  /** The only alternative of a union that has a property; the schema itself where it is no union. */
  having(schema: unknown, name: string): unknown {
    const plain = this.plain(schema);
    if (!plain || this.members(plain).has(name)) return plain;
    const alternatives = [...listIn(plain, "oneOf"), ...listIn(plain, "anyOf")].filter((each) =>
      this.members(each).has(name),
    );
    return alternatives.length === 1 ? alternatives[0] : plain;
  }
}

function isNull(schema: unknown): boolean {
  return (
    isObject(schema) && (schema["type"] === "null" || (Array.isArray(schema["enum"]) && !schema["enum"].some(Boolean)))
  );
}

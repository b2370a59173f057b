import { hasReference, isObject, type JsonObject } from "../document/json.ts";
import { alternativesOf, partsOf } from "./parts.ts";
import { namedSchemas, type Resolve } from "./references.ts";
import { isNull, typesOf } from "./types.ts";

/** How deep compositions are followed. */
const deepest = 20;

/** Says what values of a schema look like: through references, compositions, and alternatives that only add null. */
export class Shapes {
  private readonly resolve: Resolve;

  /** `schemas` are the contents of the named schemas, by id. */
  constructor(schemas: ReadonlyMap<string, unknown>) {
    this.resolve = namedSchemas(schemas);
  }

  /** The schema that a schema comes to: references followed, and the one alternative of a union that is not null. */
  plain(schema: unknown): JsonObject | undefined {
    return this.plainly(schema).at(-1);
  }

  /** What a schema says by a keyword, itself or where it only adds null to another. */
  said(schema: unknown, keyword: "default" | "format" | "minimum"): unknown {
    return this.plainly(schema).find((each) => each[keyword] !== undefined)?.[keyword];
  }

  /** The schemas on the way to the plain one, that one last; none where there is no end. */
  private plainly(schema: unknown): readonly JsonObject[] {
    const passed: JsonObject[] = [];
    let plain: unknown = schema;
    for (let steps = 0; isObject(plain) && steps < 50; steps += 1) {
      if (hasReference(plain)) plain = this.resolve(plain);
      else {
        passed.push(plain);
        const alternatives = alternativesOf(plain).filter((each) => !isNull(each));
        if (alternatives.length !== 1 || partsOf(plain).members.size > 0) return passed;
        [plain] = alternatives;
      }
    }
    return [];
  }

  /** The types of a schema but null; empty where it does not say. */
  types(schema: unknown, depth = 0): ReadonlySet<string> {
    const plain = this.plain(schema);
    if (!plain || depth > deepest) return new Set();
    const types = typesOf(plain);
    if (types.length > 0) return new Set(types);
    for (const part of partsOf(plain).all) {
      const own = this.types(part, depth + 1);
      if (own.size > 0) return own;
    }
    return new Set();
  }

  /** The schemas of an object's properties, those of an `allOf` included. */
  members(schema: unknown, depth = 0): ReadonlyMap<string, unknown> {
    const plain = this.plain(schema);
    if (!plain || depth > deepest) return new Map();
    const { all, members } = partsOf(plain);
    return new Map([...all.flatMap((part) => [...this.members(part, depth + 1)]), ...members]);
  }

  /** Whether a schema is of an array. */
  isList(schema: unknown): boolean {
    const types = this.types(schema);
    return types.size === 1 && types.has("array");
  }

  /** The schema of the members of an array, true where nothing is said of them. */
  itemOf(list: unknown, depth = 0): unknown {
    const plain = this.plain(list);
    if (!plain || depth > deepest) return true;
    const { all, items } = partsOf(plain);
    if (items !== undefined) return items;
    for (const part of all) {
      const item = this.itemOf(part, depth + 1);
      if (item !== true) return item;
    }
    return true;
  }

  /** Whether an object must have a property. */
  requires(schema: unknown, name: string, depth = 0): boolean {
    const plain = this.plain(schema);
    if (!plain || depth > deepest) return false;
    const { all, required } = partsOf(plain);
    return required.has(name) || all.some((part) => this.requires(part, name, depth + 1));
  }

  /** The only alternative of a union that has a property; the schema itself where it is no union. */
  having(schema: unknown, name: string): unknown {
    const plain = this.plain(schema);
    if (!plain || this.members(plain).has(name)) return plain;
    const alternatives = alternativesOf(plain).filter((each) => this.members(each).has(name));
    return alternatives.length === 1 ? alternatives[0] : plain;
  }

  /** What a record is: a schema, and those that it is composed of. */
  withBases(schema: unknown): readonly (JsonObject | undefined)[] {
    const plain = this.plain(schema);
    return plain ? [plain, ...partsOf(plain).all.map((part) => this.plain(part))] : [];
  }
}

import { isObject, type JsonObject, setOwn } from "../../generator/document/json.ts";
import { keywords, notes } from "../../generator/schema/keywords.ts";
import { type Make, plainValue } from "./plain-value.ts";

/** A schema as json-schema-faker gets it: it calls `generate`, where there is one, for the value. */
export type PreparedSchema = JsonObject & { readonly generate?: Make };

/** Keywords by which json-schema-faker merges schemas: what is made up for one of them may break another. */
const merging = ["$ref", "allOf", "anyOf", "dependencies", "not", "oneOf", "patternProperties"];
/** Keywords that say nothing of the value. json-schema-faker would look into each of them for every value. */
const annotations: ReadonlySet<string> = new Set([
  ...notes,
  ...["$schema", "default", "discriminator", "readOnly", "writeOnly", "xml"],
]);
/** The extensions that json-schema-faker knows. */
const generators = new Set(["x-autoIncrement", "x-faker", "x-sequentialDate"]);

/**
 * A copy of a schema that costs json-schema-faker less: without annotations, and with what makes up the value wherever
 * the schema is plain. What is shared in the schema is shared in the copy.
 */
export function prepareSchema(schema: JsonObject): PreparedSchema {
  const [merged, alone] = [new Map<object, unknown>(), new Map<object, unknown>()];
  const makes = new WeakMap<object, Make>();

  function copy(value: unknown, isMerged: boolean): unknown {
    if (Array.isArray(value)) return value.map((item) => copy(item, isMerged));
    if (!isObject(value)) return value;
    const copies = isMerged ? merged : alone;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const result = {};
    copies.set(value, result);
    const isMerging = isMerged || merging.some((keyword) => Object.hasOwn(value, keyword));
    for (const [keyword, child] of Object.entries(value)) {
      if (annotations.has(keyword) || (keyword.startsWith("x-") && !generators.has(keyword))) continue;
      if (keyword === "generate" && typeof child !== "function") continue;
      const holds = keywords.get(keyword)?.holds;
      if (holds === "schema" || holds === "schemas") setOwn(result, keyword, copy(child, isMerging));
      else if (holds === "schema-map" && isObject(child)) setOwn(result, keyword, copyMap(child, isMerging));
      else setOwn(result, keyword, child);
    }
    const make = isMerging
      ? undefined
      : plainValue(result, (member) => (isObject(member) ? makes.get(member) : undefined));
    if (make !== undefined) {
      makes.set(result, make);
      setOwn(result, "generate", make);
    }
    return result;
  }

  function copyMap(map: JsonObject, isMerged: boolean): JsonObject {
    const result = {};
    for (const [name, child] of Object.entries(map)) setOwn(result, name, copy(child, isMerged));
    return result;
  }

  return copy(schema, false) as PreparedSchema;
}

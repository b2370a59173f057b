import type { JsonObject } from "../../../generator/document/json.ts";
import type { Schemas } from "../decoding/decoding.ts";
import { createSchemaCompiler, type Extent } from "./schema-compiler.ts";
import { createSchemaShapes } from "./schema-shape.ts";
import type { Unchecked } from "./unchecked.ts";

type Direction = "request" | "response";

/** Bodies beyond this many bytes are validated until the first thing that is wrong. */
const largeBody = 100_000;

const schemasOf = new WeakMap<JsonObject, Map<string, Schemas>>();

/**
 * The schemas of a document for one direction and for a body of this many bytes; the same ones as long as the document
 * lives.
 */
export function documentSchemas(openapi: JsonObject, direction: Direction, bodySize = 0): Schemas {
  const extent: Extent = bodySize > largeBody ? "first" : "all";
  const ofDocument = schemasOf.get(openapi) ?? new Map<string, Schemas>();
  schemasOf.set(openapi, ofDocument);
  const key = `${direction} ${extent}`;
  const known = ofDocument.get(key);
  if (known !== undefined) return known;
  const compiler = createSchemaCompiler(openapi, direction, extent);
  const schemas = { ...compiler, shapes: createSchemaShapes(compiler.resolve) };
  ofDocument.set(key, schemas);
  return schemas;
}

/** What the validators of a document have left out until now, each once. It grows as operations are used. */
export function uncheckedIn(openapi: JsonObject): Unchecked[] {
  const found = new Map<string, Unchecked>();
  for (const { unchecked } of schemasOf.get(openapi)?.values() ?? []) {
    for (const part of unchecked) {
      const key = `${part.pointer} ${part.keyword} ${part.pointer === "" ? String(part.value) : ""}`;
      if (!found.has(key)) found.set(key, part);
    }
  }
  return [...found.values()];
}

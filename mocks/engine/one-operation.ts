import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { type FieldType, type ObjectName, objects } from "../../generator/document/objects.ts";
import { inCurrentDialect } from "../../generator/schema/dialect.ts";
import { inDraft7 } from "../../generator/schema/draft-7.ts";
import { withUsablePatterns } from "../../generator/schema/patterns.ts";
import { resolvePointer, schemaReference } from "../../generator/schema/references.ts";
import type { ServedOperation } from "../document/operations.ts";

const methodsOfPrism = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]);

/** What Prism would call, or knows nothing of. */
const leftOut = new Set<unknown>(["Callback Object", "Link Object", "Discriminator Object"]);

const data: FieldType = { shape: "one", of: "data" };

/**
 * A new document that holds the responses of one operation and what they refer to, fit for Prism: dereferencing a whole
 * document costs seconds, and one schema that Prism cannot take would spoil all operations.
 *
 * - Its path is `/` and it takes nothing: the router and the validators have done the rest.
 * - Its schemas are in the dialect that Prism's generators read, whatever the version of the document: draft 7 of JSON
 *   Schema.
 * - Patterns that JavaScript cannot compile are left out alone; Prism could make up no body.
 * - A `$ref` to anything but a part of the document, or inside an example, is left out: Prism would read the file or
 *   fetch the address that it names.
 * - Callbacks are left out: Prism would call them. So are links and discriminators, of which it knows nothing.
 * - References are followed to the given depth; what is deeper may be anything.
 * - What is referred to gets running names, so that no name of the author reaches Prism's path parsers.
 */
export function documentOfOneOperation(openapi: JsonObject, operation: ServedOperation, depth: number): JsonObject {
  const ids = new Map<string, string>();
  const pending: { readonly id: string; readonly target: unknown; readonly of: ObjectName; readonly depth: number }[] =
    [];

  function idOf(reference: string, of: ObjectName, depth: number): string | undefined {
    const key = `${depth} ${of} ${reference}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const target = depth > 0 ? resolvePointer(openapi, reference) : undefined;
    if (target === undefined) return undefined;
    const id = `C${ids.size}`;
    ids.set(key, id);
    pending.push({ id, target, of, depth: depth - 1 });
    return id;
  }

  function copyField(value: unknown, { shape, of }: FieldType, depth: number): unknown {
    if (of === "data" || of === "text") return copyData(value);
    if (shape === "one") return copyObject(value, of, depth);
    if (Array.isArray(value)) return value.map((item) => copyObject(item, of, depth));
    return isObject(value) ? copyNamed(value, of, depth) : value;
  }

  function copyNamed(map: JsonObject, of: ObjectName, depth: number): JsonObject {
    return copyEntries(map, (name, child) => (isReference(name, child) ? undefined : copyObject(child, of, depth)));
  }

  function copyObject(value: unknown, of: ObjectName, depth: number): unknown {
    if (Array.isArray(value)) return value.map((item) => copyObject(item, of, depth));
    if (!isObject(value)) return value;
    if (typeof value["$ref"] === "string") {
      const id = idOf(value["$ref"], of, depth);
      const { $ref: _, ...beside } = value;
      return { ...copyFields(beside, of, depth), ...(id !== undefined && { $ref: schemaReference(id) }) };
    }
    if (of !== "Schema Object") return copyFields(value, of, depth);
    return inDraft7(copyFields(withUsablePatterns(inCurrentDialect(value)), of, depth));
  }

  function copyFields(object: JsonObject, of: ObjectName, depth: number): JsonObject {
    const fields = objects.get(of);
    return copyEntries(object, (key, child) => {
      const type = (fields instanceof Map ? fields.get(key) : undefined) ?? data;
      return leftOut.has(type.of) ? undefined : copyField(child, type, depth);
    });
  }

  const { description, method } = operation;
  const responses: FieldType = { shape: "map", of: "Response Object" };
  const pathItem = {
    [methodsOfPrism.has(method) ? method.toLowerCase() : "post"]: {
      responses: copyField(description["responses"] ?? {}, responses, depth),
      deprecated: description["deprecated"] === true,
    },
  };
  const schemas: Record<string, unknown> = {};
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    schemas[next.id] = copyObject(next.target, next.of, next.depth);
  }
  return {
    openapi: String(openapi["openapi"]),
    info: { title: "", version: "" },
    paths: { "/": pathItem },
    components: { schemas },
  };
}

/** Data without what Prism would follow. */
function copyData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyData);
  if (!isObject(value)) return value;
  return copyEntries(value, (key, child) => (isReference(key, child) ? undefined : copyData(child)));
}

/** What Prism would follow wherever it is, be it the name of a property. */
function isReference(key: string, value: unknown): boolean {
  return key === "$ref" && typeof value === "string";
}

function copyEntries(map: JsonObject, copy: (key: string, child: unknown) => unknown): JsonObject {
  const result: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(map)) {
    const copied = key === "__proto__" ? undefined : copy(key, child);
    if (copied !== undefined) result[key] = copied;
  }
  return result;
}

import { isObject, type JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { resolvePointer } from "../document/pointer.ts";

/** Which keys a value has: those of the specification, those an author chose, regular expressions, or anything, because it is an example. */
type Keys = "specified" | "names" | "patterns" | "data";

/** Fields whose keys are names that the author chose. */
const mapFields = new Set([
  "$defs",
  "content",
  "definitions",
  "dependentSchemas",
  "encoding",
  "examples",
  "headers",
  "properties",
  "responses",
]);

/** Fields that hold data, not descriptions of it. */
const dataFields = new Set(["const", "dataValue", "default", "enum", "example", "value"]);

const methodsOfPrism = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]);

/**
 * A new document that holds the responses of one operation and what they refer to, fit for Prism: dereferencing a whole document costs
 * seconds, and one schema that Prism cannot take would spoil all operations.
 *
 * - Its path is `/` and it takes nothing: the router and the validators have done the rest.
 * - Patterns that JavaScript cannot compile are left out alone; Prism could make up no body.
 * - A `$ref` to anything but a part of the document, or inside an example, is left out: Prism would read the file or fetch
 *   the address that it names.
 * - Callbacks are left out: Prism would call them. So are links, of which it knows nothing.
 * - References are followed to the given depth; what is deeper may be anything.
 * - What is referred to gets running names, so that no name of the author reaches Prism's path parsers.
 */
export function documentOfOneOperation(openapi: JsonObject, operation: ServedOperation, depth: number): JsonObject {
  const ids = new Map<string, string>();
  const pending: { readonly id: string; readonly target: unknown; readonly depth: number }[] = [];

  function idOf(reference: string, depth: number): string | undefined {
    const key = `${depth} ${reference}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const target = depth > 0 ? resolvePointer(openapi, reference) : undefined;
    if (target === undefined) return undefined;
    const id = `C${ids.size}`;
    ids.set(key, id);
    pending.push({ id, target, depth: depth - 1 });
    return id;
  }

  function copy(value: unknown, keys: Keys, depth: number): unknown {
    if (Array.isArray(value)) return value.map((item) => copy(item, keys, depth));
    if (!isObject(value)) return value;
    const result: Record<string, unknown> = {};
    for (const [key, child] of Object.entries(value)) {
      if (keys === "specified" && (key === "callbacks" || key === "links")) continue;
      if (key === "__proto__" || (keys === "patterns" && !compiles(key))) continue;
      if (key === "$ref" && typeof child === "string") {
        const id = keys === "data" ? undefined : idOf(child, depth);
        if (id !== undefined) result["$ref"] = `#/components/schemas/${id}`;
      } else if (keys === "specified" && key === "pattern" && typeof child === "string" && !compiles(child)) {
        // Left out.
      } else {
        result[key] = copy(child, keysOf(keys, key, child), depth);
      }
    }
    return result;
  }

  const { description, method } = operation;
  const pathItem = {
    [methodsOfPrism.has(method) ? method.toLowerCase() : "post"]: {
      responses: copy(description["responses"] ?? {}, "names", depth),
      deprecated: description["deprecated"] === true,
    },
  };
  const schemas: Record<string, unknown> = {};
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    schemas[next.id] = copy(next.target, "specified", next.depth);
  }
  return {
    openapi: String(openapi["openapi"]),
    info: { title: "", version: "" },
    paths: { "/": pathItem },
    components: { schemas },
  };
}

function keysOf(keys: Keys, key: string, child: unknown): Keys {
  if (keys === "data") return "data";
  if (keys !== "specified") return "specified";
  if (key === "patternProperties") return "patterns";
  if (dataFields.has(key) || key.startsWith("x-") || (key === "examples" && Array.isArray(child))) return "data";
  return mapFields.has(key) ? "names" : "specified";
}

/** With the flag `u`, as JSON Schema asks (2020-12, section 6.4) and Prism's validator does. */
function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { type FieldType, type ObjectName, objects } from "../../generator/document/objects.ts";
import { resolvePointer } from "../../generator/schema/references.ts";
import type { ServedOperation } from "../document/operations.ts";
import { isJson } from "../http/media-type.ts";

const methodsOfPrism = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]);

/** What Prism would call, or knows nothing of. */
const leftOut = new Set<unknown>(["Callback Object", "Link Object"]);

const data: FieldType = { shape: "one", of: "data" };

/** How many references are followed from one to the next. */
const mostSteps = 100;

/** Gives what stands for a schema; `place` is where it stands, for people. */
export type StandIn = (schema: unknown, place: string) => JsonObject;

/**
 * A new document that holds the responses of one operation, fit for Prism: dereferencing a whole document costs
 * seconds, and one schema that Prism cannot take would spoil all operations.
 *
 * - Its path is `/` and it takes nothing: the router and the validators have done the rest.
 * - For each schema stands what `standInFor` gives: values are made up by the sampler. JSON without a schema may be
 *   anything.
 * - A `$ref` to anything but a part of the document, or inside an example, is left out: Prism would read the file or
 *   fetch the address that it names.
 * - Callbacks are left out: Prism would call them. So are links, of which it knows nothing.
 */
export function documentOfOneOperation(
  openapi: JsonObject,
  operation: ServedOperation,
  standInFor: StandIn,
): JsonObject {
  function copyField(value: unknown, { shape, of }: FieldType, place: string): unknown {
    if (of === "data" || of === "text") return copyData(value);
    if (shape === "one") return copyObject(value, of, place);
    if (Array.isArray(value)) return value.map((item) => copyObject(item, of, place));
    return isObject(value) ? copyNamed(value, of, place) : value;
  }

  function copyNamed(map: JsonObject, of: ObjectName, place: string): JsonObject {
    return copyEntries(map, (name, child) => {
      if (isReference(name, child)) return undefined;
      const described = of === "Media Type Object" ? withSchema(followed(child), name) : child;
      return copyObject(described, of, `${place} ${name}`);
    });
  }

  function copyObject(value: unknown, of: ObjectName, place: string): unknown {
    if (of === "Schema Object") return standInFor(value, place);
    const object = followed(value);
    if (!isObject(object)) return object;
    const fields = objects.get(of);
    return copyEntries(object, (key, child) => {
      const type = (fields instanceof Map ? fields.get(key) : undefined) ?? data;
      return leftOut.has(type.of) ? undefined : copyField(child, type, place);
    });
  }

  /** What references lead to, with what stands beside them; without them where they lead nowhere. */
  function followed(value: unknown): unknown {
    let found = value;
    for (let steps = 0; isObject(found) && typeof found["$ref"] === "string"; steps += 1) {
      const { $ref: reference, ...beside } = found as { readonly $ref: string };
      const target = steps < mostSteps ? resolvePointer(openapi, reference) : undefined;
      found = isObject(target) ? { ...target, ...beside } : beside;
    }
    return found;
  }

  const { description, method, path } = operation;
  const responses: FieldType = { shape: "map", of: "Response Object" };
  const pathItem = {
    [methodsOfPrism.has(method) ? method.toLowerCase() : "post"]: {
      responses: copyField(description["responses"] ?? {}, responses, `${method} ${path}`),
      deprecated: description["deprecated"] === true,
    },
  };
  return { openapi: String(openapi["openapi"]), info: { title: "", version: "" }, paths: { "/": pathItem } };
}

/** A Media Type Object that has a schema where values of it are JSON. */
function withSchema(content: unknown, mediaType: string): unknown {
  const isBare = isObject(content) && !Object.hasOwn(content, "schema") && isJson(mediaType);
  return isBare ? { ...content, schema: { type: "object" } } : content;
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

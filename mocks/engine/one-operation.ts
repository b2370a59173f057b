import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { type FieldType, isPlain, type ObjectName, objects } from "../../generator/document/objects.ts";
import { resolvePointer } from "../../generator/schema/references.ts";
import type { ServedOperation } from "../document/operations.ts";
import { essenceOf, isJson, streamKindOf } from "../http/media-type.ts";
import { schemaOfParts } from "../http/multipart.ts";

const methodsOfPrism = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]);

/** What Prism would call, knows nothing of, or writes otherwise than the specification has it. */
const leftOut = new Set<unknown>(["Callback Object", "Encoding Object", "Header Object", "Link Object"]);

const data: FieldType = { shape: "one", of: "data" };

/** How many references are followed from one to the next. */
const mostSteps = 100;

/** Gives what stands for a schema; `place` is where it stands, for people. */
export type StandIn = (schema: unknown, place: string) => JsonObject;

/** What stands in Prism's document for parts of the published one. */
export interface Substitutes {
  readonly standInFor: StandIn;
  /** The media type that is sent for a range. */
  readonly sentFor: (range: string, content: unknown) => string;
}

/**
 * A new document that holds the responses of one operation, fit for Prism: dereferencing a whole document costs
 * seconds, and one schema that Prism cannot take would spoil all operations.
 *
 * - Its path is `/` and it takes nothing: the router and the validators have done the rest.
 * - For each schema stands what `standInFor` gives: values are made up by the sampler. JSON without a schema may be
 *   anything.
 * - A `$ref` to anything but a part of the document, or inside an example, is left out: Prism would read the file or
 *   fetch the address that it names.
 * - Callbacks are left out: Prism would call them. So are links, of which it knows nothing, and headers, of which it
 *   knows texts and numbers alone.
 * - For a range of media types stands the one that is sent; what is no media type is left out.
 * - An operation that describes no response has an empty 200: `responses` is optional (section 4.8.10).
 */
export function documentOfOneOperation(
  openapi: JsonObject,
  operation: ServedOperation,
  { standInFor, sentFor }: Substitutes,
): JsonObject {
  function copyField(value: unknown, { shape, of }: FieldType, place: string): unknown {
    if (isPlain(of)) return copyData(value);
    if (shape === "one") return copyObject(value, of, place);
    if (Array.isArray(value)) return value.map((item) => copyObject(item, of, place));
    return isObject(value) ? copyNamed(value, of, place) : value;
  }

  function copyNamed(map: JsonObject, of: ObjectName, place: string): JsonObject {
    if (of === "Media Type Object") return copyContents(map, place);
    return copyEntries(map, (name, child) =>
      isReference(name, child) ? undefined : copyObject(child, of, `${place} ${name}`),
    );
  }

  function copyContents(contents: JsonObject, place: string): JsonObject {
    const copies: Record<string, unknown> = {};
    for (const [range, child] of Object.entries(contents)) {
      const content = followed(child);
      const mediaType = sentFor(range, content);
      const isTaken = mediaType !== range && Object.hasOwn(contents, mediaType);
      if (!isMediaType(mediaType) || isReference(range, child)) continue;
      if (isTaken || Object.hasOwn(copies, mediaType)) continue;
      copies[mediaType] = copyObject(withSchema(content, mediaType), "Media Type Object", `${place} ${range}`);
    }
    return copies;
  }

  function copyResponses(responses: unknown, place: string): JsonObject {
    const copies = copyField(isObject(responses) ? responses : {}, { shape: "map", of: "Response Object" }, place);
    const named = Object.entries(isObject(copies) ? copies : {}).map(
      ([key, copy]) => [/^[1-5]xx$/i.test(key) ? key.toUpperCase() : key.toLowerCase(), copy] as const,
    );
    const isLeftOut = responses === undefined || (isObject(responses) && named.length === 0);
    return isLeftOut ? { 200: { description: "" } } : Object.fromEntries(named);
  }

  function copyObject(value: unknown, of: ObjectName, place: string): unknown {
    if (of === "Schema Object") return standInFor(value, place);
    const object = of === "Example Object" ? withValue(followed(value)) : followed(value);
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
  const pathItem = {
    [methodsOfPrism.has(method) ? method.toLowerCase() : "post"]: {
      responses: copyResponses(description["responses"], `${method} ${path}`),
      deprecated: description["deprecated"] === true,
    },
  };
  return { openapi: String(openapi["openapi"]), info: { title: "", version: "" }, paths: { "/": pathItem } };
}

/** Whether a text is a media type (RFC 9110, section 8.3.1); Prism throws at what is none. */
function isMediaType(text: string): boolean {
  return /^[^\s/;,]+\/[^\s/;,]+\s*(?:;|$)/.test(text);
}

/**
 * A Media Type Object that has a schema where values of it are JSON without an example, or a stream with a schema of
 * its items.
 */
function withSchema(content: unknown, mediaType: string): unknown {
  if (isObject(content) && streamKindOf(mediaType) !== undefined && content["itemSchema"] !== undefined)
    return { ...content, schema: content["itemSchema"] };
  if (
    isObject(content) &&
    !Object.hasOwn(content, "schema") &&
    content["itemSchema"] !== undefined &&
    essenceOf(mediaType).startsWith("multipart/")
  )
    return { ...content, schema: schemaOfParts(content, mediaType) };
  if (!isObject(content) || !isJson(mediaType)) return content;
  const isBare = !["schema", "example", "examples"].some((field) => Object.hasOwn(content, field));
  return isBare ? { ...content, schema: { type: "object" } } : content;
}

/** An Example Object of OpenAPI 3.2 as one of earlier versions, which Prism knows. */
function withValue(example: unknown): unknown {
  if (!isObject(example) || Object.hasOwn(example, "value")) return example;
  const { dataValue, serializedValue } = example;
  if (dataValue !== undefined) return { ...example, value: dataValue };
  if (typeof serializedValue !== "string") return example;
  try {
    return { ...example, value: JSON.parse(serializedValue) as unknown };
  } catch {
    return { ...example, value: serializedValue };
  }
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

import { isObject, type JsonObject, setOwn } from "./json.ts";

/**
 * An Example Object whose value is where it was before OpenAPI 3.2, which has it as `dataValue`, or as it is sent in
 * `serializedValue` (section 4.19.1); the same object where nothing changes.
 */
export function withValue(example: JsonObject): JsonObject {
  const isOlder = Object.hasOwn(example, "value") || !Object.hasOwn(example, "dataValue");
  return isOlder ? example : { ...example, value: example["dataValue"] };
}

/** A Media Type Object whose examples that are given only as they are sent are read as its media type has them. */
export function withReadExamples(content: JsonObject, mediaType: string): JsonObject {
  const { examples } = content;
  if (!isObject(examples)) return content;
  let hasChanged = false;
  const read = Object.create(null) as Record<string, unknown>;
  for (const [name, example] of Object.entries(examples)) {
    const value = isObject(example) ? readExample(example, mediaType) : undefined;
    hasChanged ||= value !== undefined;
    setOwn(read, name, value === undefined ? example : { ...(example as JsonObject), value });
  }
  return hasChanged ? { ...content, examples: read } : content;
}

function readExample(example: JsonObject, mediaType: string): unknown {
  const { serializedValue: text } = example;
  if (typeof text !== "string" || Object.hasOwn(example, "value")) return undefined;
  if (!/[/+]json\s*(?:;|$)/i.test(mediaType)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // an example of what is wrong
  }
}

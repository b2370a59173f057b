import { isObject, type JsonObject, setOwn } from "./json.ts";
import type { ObjectName } from "./objects.ts";

/** An object with its examples as tools know them: each with its value. `key` is that of its place. */
export function withKnownExamples(name: ObjectName, object: JsonObject, key = ""): JsonObject {
  if (name === "Example Object") return withValue(object);
  if (name === "Media Type Object") return withReadExamples(withoutEmptyExamples(object), key);
  return name === "Parameter Object" || name === "Header Object" ? withoutEmptyExamples(object) : object;
}

/**
 * An Example Object whose value is where it was before OpenAPI 3.2, which has it as `dataValue`, or as it is sent in
 * `serializedValue` (section 4.19.1); the same object where nothing changes.
 */
function withValue(example: JsonObject): JsonObject {
  const isOlder = Object.hasOwn(example, "value") || !Object.hasOwn(example, "dataValue");
  return isOlder ? example : { ...example, value: example["dataValue"] };
}

/** What an Example Object has its value by. */
const valueFields = ["value", "dataValue", "serializedValue", "externalValue"];

/**
 * A Media Type, Parameter or Header Object without the examples that are none: every field of an Example Object is
 * optional (OpenAPI Specification 3.1, section 4.8.19.1), and one without any value shows nothing; the same object
 * where there is no such example.
 */
function withoutEmptyExamples(holder: JsonObject): JsonObject {
  if (!isObject(holder["examples"])) return holder;
  const { examples, ...others } = holder;
  const all = Object.entries(examples as JsonObject);
  const said = all.filter(([, one]) => !isObject(one) || valueFields.some((field) => Object.hasOwn(one, field)));
  if (said.length === all.length) return holder;
  if (said.length === 0) return others;
  const kept = Object.create(null) as Record<string, unknown>;
  for (const [name, example] of said) setOwn(kept, name, example);
  return { ...holder, examples: kept };
}

/** A Media Type Object whose examples that are given only as they are sent are read as its media type has them. */
function withReadExamples(content: JsonObject, mediaType: string): JsonObject {
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

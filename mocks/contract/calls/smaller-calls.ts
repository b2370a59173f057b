import fc from "fast-check";
import { isObject } from "../../../generator/document/json.ts";
import { type Call, withArgument, withBody, withValueAt } from "./call.ts";
import type { Values } from "./values.ts";

/** How many smaller values of one number or text are tried. */
const mostOfOne = 6;

/**
 * Valid calls that say less than a call, those first that say much less: without an argument or a member that need not
 * be there, with fewer items, with smaller numbers and shorter texts.
 */
export function* smallerCalls(call: Call, values: Values): Generator<Call> {
  const { parameters, body } = call.operation;
  const given = parameters.filter(({ key, place }) => call.arguments.has(key) && place !== "path");
  for (const { key, isRequired } of given) if (!isRequired) yield withArgument(call, key, undefined);
  if (call.body !== undefined && body?.isRequired === false) yield withBody(call, undefined);
  if (call.accept !== undefined) {
    const { accept: _, ...others } = call;
    yield others;
  }
  for (const { key, schema } of given) {
    for (const value of smallerValues(call.arguments.get(key)))
      if (values.isValid(schema, value) && value !== "") yield withArgument(call, key, value);
  }
  if (call.body === undefined || "bytes" in call.body) return;
  const { mediaType, value } = call.body;
  const schema = body?.contents.find((content) => content.mediaType === mediaType)?.schema;
  for (const smaller of smallerValues(value)) if (values.isValid(schema, smaller)) yield withBody(call, smaller);
}

/** Values that are less than a value, one step at a time. */
function* smallerValues(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.filter((_, at) => at !== index);
    for (const [index, item] of value.entries())
      for (const smaller of smallerValues(item)) yield withValueAt(value, [String(index)], smaller);
  } else if (isObject(value)) {
    for (const name of Object.keys(value)) yield withValueAt(value, [name], undefined);
    for (const [name, member] of Object.entries(value))
      for (const smaller of smallerValues(member)) yield withValueAt(value, [name], smaller);
  } else if (typeof value === "number" && Number.isInteger(value)) {
    yield* shrunk(fc.integer({ min: Math.min(0, value), max: Math.max(0, value) }), value);
  } else if (typeof value === "number") {
    yield Math.trunc(value);
  } else if (typeof value === "string") {
    yield* shrunk(fc.string({ unit: "grapheme" }), value);
  }
}

function* shrunk<Value>(arbitrary: fc.Arbitrary<Value>, value: Value): Generator<Value> {
  if (!arbitrary.canShrinkWithoutContext(value)) return;
  for (const smaller of arbitrary.shrink(value, undefined).take(mostOfOne)) yield smaller.value;
}

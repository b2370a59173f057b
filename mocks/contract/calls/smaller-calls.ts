import fc from "fast-check";
import { isObject } from "../../../generator/document/json.ts";
import { isContentCoding } from "../../http/content-coding.ts";
import { type Call, withArgument, withBody, withValueAt } from "./call.ts";
import type { Values } from "./values.ts";

/** How many smaller values of one number or text are tried. */
const mostOfOne = 6;

/** Whether a number or text may be another one; the path begins with `body`, or with the key of a parameter. */
export type MayChange = (path: readonly string[]) => boolean;

/**
 * Calls that say less than a call and break the same of the documents, those first that say much less: without
 * arguments or members that need not be there, with fewer items, with smaller numbers and shorter texts.
 */
export function* smallerCalls(call: Call, values: Values, mayChange: MayChange = () => true): Generator<Call> {
  const { parameters, body } = call.operation;
  const given = parameters.filter(({ key, place, fixed }) => call.arguments.has(key) && place !== "path" && !fixed);
  const optional = given.filter(({ isRequired }) => !isRequired);
  for (const some of partsOf(optional)) yield some.reduce((less, { key }) => withArgument(less, key, undefined), call);
  if (call.body !== undefined && body?.isRequired === false) yield withBody(call, undefined);
  if (call.accept !== undefined) {
    const { accept: _, ...others } = call;
    yield others;
  }
  for (const parameter of given.filter((each) => !isContentCoding(each))) {
    const { key, schema } = parameter;
    const fits = fitsLike(call.arguments.get(key), schema, values);
    for (const value of smallerValues(call.arguments.get(key), { path: [key], fits, mayChange }))
      if (fits(value) && value !== "") yield withArgument(call, key, value);
  }
  if (call.body === undefined) return;
  if ("bytes" in call.body) {
    const { mediaType } = call.body;
    for (const bytes of fewerBytes(call.body.bytes)) yield { ...call, body: { mediaType, bytes } };
    return;
  }
  const { mediaType, value } = call.body;
  const schema = body?.contents.find((content) => content.mediaType === mediaType)?.schema;
  const fits = fitsLike(value, schema, values);
  for (const smaller of smallerValues(value, { path: ["body"], fits, mayChange }))
    if (fits(smaller)) yield withBody(call, smaller);
}

/** Whether a value breaks of a schema what another one does: nothing, where that is valid. */
function fitsLike(value: unknown, schema: unknown, values: Values): (smaller: unknown) => boolean {
  const broken = values.broken(schema, value).join("\n");
  return (smaller) => values.broken(schema, smaller).join("\n") === broken;
}

interface Shrunken {
  readonly path: readonly string[];
  readonly fits: (smaller: unknown) => boolean;
  readonly mayChange: MayChange;
}

/** Values that are less than a value, one step at a time. */
function* smallerValues(value: unknown, means: Shrunken): Generator<unknown> {
  const { path, fits, mayChange } = means;
  if (value instanceof Uint8Array) {
    yield* fewerBytes(value);
  } else if (Array.isArray(value)) {
    const items = value as unknown[];
    for (const part of partsOf([...items.keys()])) yield items.filter((_, at) => !part.includes(at));
    for (const [index, item] of items.entries()) yield* smallerInside(value, item, { key: String(index), means });
  } else if (isObject(value)) {
    const names = Object.keys(value).filter((name) => fits(withValueAt(value, [name], undefined)));
    for (const part of partsOf(names))
      yield part.reduce<unknown>((less, name) => withValueAt(less, [name], undefined), value);
    for (const [name, member] of Object.entries(value)) yield* smallerInside(value, member, { key: name, means });
  } else if (!mayChange(path)) {
    return;
  } else if (typeof value === "number" && Number.isInteger(value)) {
    yield* shrunk(fc.integer({ min: Math.min(0, value), max: Math.max(0, value) }), value);
  } else if (typeof value === "number") {
    yield Math.trunc(value);
  } else if (typeof value === "string") {
    yield* shrunk(fc.string({ unit: "grapheme" }), value);
    yield* shorterTexts(value);
  }
}

function* smallerInside(
  whole: unknown,
  member: unknown,
  { key, means: { path, fits, mayChange } }: { readonly key: string; readonly means: Shrunken },
): Generator<unknown> {
  const around = (inner: unknown) => withValueAt(whole, [key], inner);
  const inside = { path: [...path, key], fits: (inner: unknown) => fits(around(inner)), mayChange };
  for (const smaller of smallerValues(member, inside)) yield around(smaller);
}

/** What fast-check has no letters for is cut all the same. */
function* shorterTexts(text: string): Generator<string> {
  const units = [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment);
  if (units.length < 2) return;
  for (const length of [0, 1, Math.floor(units.length / 2)]) yield units.slice(0, length).join("");
  yield units.slice(1).join("");
}

function* fewerBytes(bytes: Uint8Array): Generator<Uint8Array> {
  for (const part of partsOf([...bytes.keys()])) {
    const [start = 0] = part;
    yield Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + part.length)]);
  }
}

/** All of some things, then each half of them, each quarter, and so on to each one. */
function* partsOf<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let size = all.length; size > 0; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

function* shrunk<Value>(arbitrary: fc.Arbitrary<Value>, value: Value): Generator<Value> {
  if (!arbitrary.canShrinkWithoutContext(value)) return;
  for (const smaller of arbitrary.shrink(value, undefined).take(mostOfOne)) yield smaller.value;
}

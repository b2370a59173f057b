import { setOwn } from "../../../generator/document/json.ts";
import type { TypeName } from "../../../generator/schema/keywords.ts";
import { losesDigits, parseExactIntegers } from "../../document/exact-numbers.ts";
import { type Decoding, itemAt, type Position, propertyAt, startPart } from "./decoding.ts";
import { takeExactInteger } from "./exact-integer.ts";

/** Percent-decoded text in every form that it may be read as. */
export interface Wire {
  /** As one text. */
  readonly text?: string | undefined;
  /** As the items of an array. */
  readonly items?: readonly string[] | undefined;
  /** As the properties of an object. */
  readonly entries?: readonly (readonly [name: string, value: string])[] | undefined;
  /** Whether it stands inside of an array or an object, where no style says how arrays and objects are written. */
  readonly isInside?: boolean | undefined;
}

type Read = (decoding: Decoding) => unknown;

/**
 * Reads text as the value that the schema wants. Where it may be several, the first that is valid is taken, text before
 * numbers, so that an ID that may be either keeps its digits. Text that cannot be read so is left as it is, and the
 * schema refuses it.
 */
export function decodeValue(wire: Wire, position: Position, decoding: Decoding): unknown {
  const { schema } = position;
  const types = decoding.schemas.shapes.types(schema);
  const { text, items, entries, isInside = false } = wire;
  const readings: Read[] = text === undefined ? [] : scalars(text, types, position);
  // Most clients write arrays and objects inside of others as JSON.
  const json = text === undefined ? undefined : nestedJson(text, types);
  if (json && isInside) readings.push(json);
  if (items !== undefined && types.has("array")) {
    readings.push((into) => decodeItems(items, position, into));
    // One empty text is an empty item (RFC 6570, section 3.2.8); some send an array without items so.
    if (items.length === 1 && items[0] === "") readings.push(() => []);
  }
  if (entries !== undefined && types.has("object")) readings.push((into) => decodeEntries(entries, position, into));
  if (json && !isInside) readings.push(json);
  return readings.length === 0 ? (text ?? items ?? entries) : firstValid(readings, schema, decoding);
}

/** The value of one text. */
export function decodeText(text: string, position: Position, decoding: Decoding): unknown {
  return decodeValue({ text }, position, decoding);
}

/** Text as the JSON of an array or an object; undefined where it is none. */
function nestedJson(text: string, types: ReadonlySet<TypeName>): Read | undefined {
  const start = text.trimStart()[0];
  if (!(start === "{" && types.has("object")) && !(start === "[" && types.has("array"))) return undefined;
  try {
    const { rounded, exact } = parseExactIntegers(text);
    return (into) => {
      if (rounded !== exact) into.substitutes.push({ path: [], shown: exact, validated: new Set() });
      return rounded;
    };
  } catch {
    return undefined;
  }
}

/** The first reading that the schema takes, or the first at all: what is wrong with it is what is said. */
function firstValid(readings: readonly Read[], schema: unknown, decoding: Decoding): unknown {
  const [first, ...others] = readings;
  if (first === undefined) return undefined;
  if (others.length === 0) return first(decoding);
  let kept: { readonly value: unknown; readonly attempt: Decoding } | undefined;
  for (const read of readings) {
    const attempt: Decoding = startPart(decoding);
    const value = read(attempt);
    kept ??= { value, attempt };
    if (attempt.faults.length > 0 || decoding.schemas.check(schema, decoding.place)(value, decoding.budget).length > 0)
      continue;
    kept = { value, attempt };
    break;
  }
  decoding.faults.push(...(kept?.attempt.faults ?? []));
  decoding.substitutes.push(...(kept?.attempt.substitutes ?? []));
  return kept?.value;
}

function scalars(text: string, types: ReadonlySet<TypeName>, position: Position): Read[] {
  const readings: Read[] = [];
  if (types.has("string")) readings.push(() => text);
  if (types.has("integer") && /^-?\d+$/.test(text)) {
    readings.push((into) => (losesDigits(text) ? takeExactInteger(text, position, into) : Number(text)));
  } else if (types.has("number") && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) readings.push(() => Number(text));
  if (types.has("boolean") && (text === "true" || text === "false")) readings.push(() => text === "true");
  if (types.has("null") && (text === "null" || text === "")) readings.push(() => null);
  return readings;
}

function decodeItems(items: readonly string[], position: Position, decoding: Decoding): unknown[] {
  return items.map((item, index) =>
    decodeValue({ text: item, isInside: true }, itemAt(position, index, decoding.schemas), decoding),
  );
}

function decodeEntries(
  entries: readonly (readonly [name: string, value: string])[],
  position: Position,
  decoding: Decoding,
): object {
  const texts = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const known = texts.get(name);
    if (known === undefined) texts.set(name, [value]);
    else known.push(value);
  }
  const object = Object.create(null) as object;
  for (const [name, values] of texts) {
    const wire: Wire = { text: values.length === 1 ? values[0] : undefined, items: values, isInside: true };
    setOwn(object, name, decodeValue(wire, propertyAt(position, name, decoding.schemas), decoding));
  }
  return object;
}

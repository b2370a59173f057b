import { randomUUID } from "node:crypto";
import { isObject, setOwn } from "../../generator/document/json.ts";

// Nobody can know it, so no document and no request holds a text that looks like a marked one.
const mark = `\ue000${randomUUID()}:`;
const quoted = new RegExp(`"${mark}(-?\\d+)"`, "g");

/** The digits of an integer of the document that JavaScript numbers cannot hold, as a text that is known from any other. */
export function markedInteger(digits: string): string {
  return mark + digits;
}

/** Text, JSON or not, that was made of a value with marked integers: these are plain digits in it. */
export function withPlainIntegers(text: string): string {
  return text.includes(mark) ? text.replaceAll(quoted, "$1").replaceAll(mark, "") : text;
}

/** Data of the document with marked integers as texts of all their digits. What holds none is given back as it is. */
export function withIntegerTexts(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(mark) ? value.slice(mark.length) : value;
  if (Array.isArray(value)) {
    const items = value.map(withIntegerTexts);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, child, withIntegerTexts(child)] as const);
  if (entries.every(([, child, changed]) => child === changed)) return value;
  const copy = {};
  for (const [key, , changed] of entries) setOwn(copy, key, changed);
  return copy;
}

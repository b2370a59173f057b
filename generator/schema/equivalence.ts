import { canonicalJson, isObject } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import { asPublished } from "./dialect.ts";
import { notes } from "./keywords.ts";

/** Keywords whose value is the API's own data, in which nothing is a note. */
const dataKeywords = new Set(["enum", "const", "default"]);

/** Whether a field says something about an object without changing what it allows. */
export function isNote(field: string): boolean {
  return notes.has(field) || field.startsWith("x-");
}

/**
 * A text that is equal for two resolved objects exactly when they are equivalent: notes, extensions and the order of
 * maps are left out, schemas count as they were published, and a reference as what `referenceOf` makes of it.
 */
export function equivalenceText(
  value: unknown,
  referenceOf: (reference: { readonly $ref: string }) => string = ({ $ref }) => $ref,
): string {
  if (Array.isArray(value)) return `[${value.map((item) => equivalenceText(item, referenceOf)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  if (typeof value["$ref"] === "string") return `>${referenceOf(value as { $ref: string })}`;
  const published = asPublished(value);
  // the resolver gives maps of names a null prototype: there every key counts
  const isMap = Object.getPrototypeOf(published) === null;
  let text = "{";
  for (const key of Object.keys(published).sort(byCodePoint)) {
    if (!isMap && isNote(key)) continue;
    const child = published[key];
    const isData = !isMap && dataKeywords.has(key);
    text += `${JSON.stringify(key)}:${isData ? canonicalJson(child) : equivalenceText(child, referenceOf)},`;
  }
  return `${text}}`;
}

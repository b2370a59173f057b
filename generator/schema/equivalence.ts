import { canonicalJson, isObject } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";

/** Keywords that say something about an object without changing what it allows. */
export const annotations: ReadonlySet<string> = new Set([
  "title",
  "description",
  "summary",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
  "$comment",
]);

/** Keywords whose value is the API's own data, in which nothing is an annotation. */
const dataKeywords = new Set(["enum", "const", "default"]);

/**
 * A text that is equal for two resolved objects exactly when they mean the same: annotations, extensions and the order
 * of maps are left out, and a reference counts as what `referenceOf` makes of it.
 */
export function meaningOf(
  value: unknown,
  referenceOf: (reference: { readonly $ref: string }) => string = ({ $ref }) => $ref,
): string {
  if (Array.isArray(value)) return `[${value.map((item) => meaningOf(item, referenceOf)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  if (typeof value["$ref"] === "string") return `>${referenceOf(value as { $ref: string })}`;
  // the resolver gives maps of names a null prototype: there every key counts
  const isMap = Object.getPrototypeOf(value) === null;
  let text = "{";
  for (const key of Object.keys(value).sort(byCodePoint)) {
    if (!isMap && (annotations.has(key) || key.startsWith("x-"))) continue;
    const child = value[key];
    text += `${JSON.stringify(key)}:${!isMap && dataKeywords.has(key) ? canonicalJson(child) : meaningOf(child, referenceOf)},`;
  }
  return `${text}}`;
}

import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { hasReference, isObject } from "../document/json.ts";
import { below, type Position } from "../document/source-document.ts";
import { isTypeName, typeNames } from "./keywords.ts";
import { translatePattern } from "./patterns/translate-pattern.ts";

type Schema = Record<string, unknown>;

/** One way in which published schemas are wrong: it says so and leaves the schema usable. */
type Rule = (schema: Schema, position: Position, diagnostics: Diagnostics) => void;

/** `required: true` on a property is a habit of JSON Schema draft 3. */
const requiredIsAList: Rule = (schema, position, diagnostics) => {
  if (schema["required"] === undefined || Array.isArray(schema["required"])) return;
  diagnostics.report(
    "warning",
    "wrong-type",
    below(position, "required"),
    "`required` of a schema must be an array of property names; it is ignored here",
  );
  delete schema["required"];
};

const typeIsKnown: Rule = (schema, position, diagnostics) => {
  const { type } = schema;
  if (type === undefined) return;
  const named = Array.isArray(type) ? type : [type];
  const unknown = named.filter((name) => !isTypeName(name));
  if (unknown.length === 0 && named.length > 0) return;
  const shown = unknown.map((name) => JSON.stringify(name)).join(", ");
  const help = typeof unknown[0] === "string" ? didYouMean(unknown[0], typeNames) : undefined;
  diagnostics.report(
    "warning",
    "wrong-type",
    below(position, "type"),
    `${shown === "" ? "an empty array" : shown} is not a type of JSON Schema; it is ignored`,
    { help },
  );
  const known = named.filter((name) => isTypeName(name));
  if (known.length > 0) schema["type"] = known;
  else delete schema["type"];
};

const enumIsAList: Rule = (schema, position, diagnostics) => {
  if (schema["enum"] === undefined || Array.isArray(schema["enum"])) return;
  diagnostics.report(
    "warning",
    "wrong-type",
    below(position, "enum"),
    "`enum` must be an array of values; it is ignored here",
  );
  delete schema["enum"];
};

/** An array is none of the texts or numbers that are listed beside it: its items are meant. */
const enumOfAnArrayIsOfItsItems: Rule = (schema, position, diagnostics) => {
  const { type, enum: values, items } = schema;
  if (type !== "array" || !Array.isArray(values) || values.length === 0) return;
  if (values.some((value) => typeof value === "object") || (items !== undefined && !isObject(items))) return;
  diagnostics.report(
    "warning",
    "wrong-type",
    below(position, "enum"),
    "no value of `enum` is an array; they are taken for the values of its items",
  );
  delete schema["enum"];
  schema["items"] = hasReference(items) ? { allOf: [items], enum: values } : { ...items, enum: values };
};

/** A pattern in the manner of another language is translated; it is told where there is no equivalent. */
const patternHasAnEquivalent: Rule = (schema, position, diagnostics) => {
  const { pattern, patternProperties } = schema;
  const report = (text: string, at: Position, part?: "key") => {
    const translation = translatePattern(text);
    if (translation.kind === "pattern") return;
    const message = `the pattern is not validated: ${translation.reason}`;
    diagnostics.report("warning", "pattern-invalid", at, message, { ...(part && { part }) });
  };
  if (typeof pattern === "string") report(pattern, below(position, "pattern"));
  for (const name of isObject(patternProperties) ? Object.keys(patternProperties) : [])
    report(name, below(below(position, "patternProperties"), name), "key");
};

/** In the order in which they are applied. */
const rules: readonly Rule[] = [
  requiredIsAList,
  typeIsKnown,
  enumIsAList,
  enumOfAnArrayIsOfItsItems,
  patternHasAnEquivalent,
];

/** Makes a resolved copy of a schema usable where the published one is wrong in a known way. */
export function tolerateFaults(schema: Schema, position: Position, diagnostics: Diagnostics): void {
  for (const rule of rules) rule(schema, position, diagnostics);
}

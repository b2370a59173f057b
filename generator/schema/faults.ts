import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { hasReference, isObject } from "../document/json.ts";
import { below, type Position } from "../document/source-document.ts";
import { type Holds, isTypeName, keywords, type TypeName, typeNames } from "./keywords.ts";
import { isLongInteger, isUnmarked, keepLongIntegers } from "./long-integers.ts";
import { isExponential } from "./patterns/exponential.ts";
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
  if (type === undefined || isTypeName(type)) return;
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

/**
 * A value of an enum that is of another type than `type` is taken for the one of that type with its text, as parameters
 * have no other; where there is none, it is a value all the same.
 */
const enumIsOfItsType: Rule = (schema, position, diagnostics) => {
  const { type, enum: values } = schema;
  if (!Array.isArray(values)) return;
  const stated = (Array.isArray(type) ? type : [type]).filter(isTypeName);
  if (!stated.some(isScalar)) return;
  const listed: readonly unknown[] = values;
  const others = listed.filter((value) => value !== null && !isOfType(value, stated));
  if (others.length === 0) return;
  const report = (given: readonly unknown[], said: string) => {
    const shown = given.slice(0, 3).map((value) => JSON.stringify(value));
    const list = `${shown.join(", ")}${given.length > shown.length ? ", …" : ""}`;
    const message = `${list} in \`enum\` ${given.length === 1 ? "is" : "are"} not of the type in \`type\`; ${said}`;
    diagnostics.report("warning", "wrong-type", below(position, "enum"), message);
  };
  const isRead = (value: unknown) => ofType(value, stated) !== undefined;
  const read = others.filter(isRead);
  const foreign = others.filter((value) => !isRead(value));
  if (read.length > 0) report(read, "what has the same text and is of that type is taken for it");
  const taken = listed.map((value) => ofType(value, stated) ?? value);
  schema["enum"] = [...new Set(taken)];
  if (foreign.length === 0) return;
  report(foreign, "`enum` is taken for what is meant");
  const having = stated.filter((name) => name === "null" || taken.some((value) => isOfType(value, [name])));
  schema["type"] = [...new Set([...having, ...foreign.map((value) => typeOf(value))])];
};

function isScalar(type: TypeName): boolean {
  return type === "string" || type === "boolean" || type === "integer" || type === "number";
}

function typeOf(value: unknown, numbers = false): TypeName {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (isLongInteger(value) && numbers) return "integer";
  return typeof value as "string" | "boolean" | "object";
}

function isOfType(value: unknown, types: readonly TypeName[]): boolean {
  const type = typeOf(value, !types.includes("string"));
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The value of one of the types that has the same text; undefined where there is none. */
function ofType(value: unknown, types: readonly TypeName[]): unknown {
  if (typeof value === "object" || isOfType(value, types)) return undefined;
  const text = String(value);
  const read = [text === "true" || text === "false" ? text === "true" : undefined, numberOf(text), text];
  return read.find((each) => each !== undefined && isOfType(each, types));
}

function numberOf(text: string): number | undefined {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : undefined;
}

/**
 * A pattern in the manner of another language is translated; it is told where there is no equivalent, and where a short
 * text can keep whoever validates it busy for years.
 */
const patternHasAnEquivalent: Rule = (schema, position, diagnostics) => {
  const { pattern, patternProperties } = schema;
  if (pattern === undefined && patternProperties === undefined) return;
  const report = (text: string, at: Position, part?: "key") => {
    const translation = translatePattern(text);
    if (translation.kind === "pattern") {
      if (!isExponential(translation)) return;
      const costly = "matching the pattern takes exponential time for some values: it repeats what is repeated already";
      diagnostics.report("warning", "pattern-exponential", at, costly, { ...(part && { part }) });
      return;
    }
    const message = `the pattern is not validated: ${translation.reason}`;
    diagnostics.report("warning", "pattern-invalid", at, message, { ...(part && { part }) });
  };
  if (typeof pattern === "string") report(pattern, below(position, "pattern"));
  for (const name of isObject(patternProperties) ? Object.keys(patternProperties) : [])
    report(name, below(below(position, "patternProperties"), name), "key");
};

/** In the order in which they are applied. */
const rules: readonly Rule[] = [
  keepLongIntegers,
  requiredIsAList,
  typeIsKnown,
  enumIsAList,
  enumOfAnArrayIsOfItsItems,
  enumIsOfItsType,
  patternHasAnEquivalent,
];

/** Makes a resolved copy of a schema usable where the published one is wrong in a known way. */
export function tolerateFaults(schema: Schema, position: Position, diagnostics: Diagnostics): void {
  for (let index = 0; index < rules.length; index += 1) rules[index]!(schema, position, diagnostics);
}

/** Keywords whose values have rules of their own, of whatever kind they are. */
const ruled: ReadonlySet<string> = new Set(["enum", "const", "pattern"]);

/** Values of which no rule has a word to say, by what a keyword holds. What holds schemas is looked at. */
const usual: Partial<Record<Holds, (value: unknown) => boolean>> = {
  types: isTypeName,
  text: isUnmarked,
  number: Number.isFinite,
  bound: Number.isFinite,
  count: (value) => Number.isInteger(value) && (value as number) >= 0,
  boolean: (value) => typeof value === "boolean",
  names: (value) => Array.isArray(value) && value.every(isUnmarked),
  values: Array.isArray,
  data: () => true,
};

const usualValues: ReadonlyMap<string, (value: unknown) => boolean> = new Map(
  [...keywords].flatMap(([name, { role, holds }]) => {
    const isUsual = usual[holds];
    return isUsual === undefined || role === "core" || role === "old" || ruled.has(name) ? [] : [[name, isUsual]];
  }),
);

/**
 * Whether a schema as published is what it is in the end, and nothing is to be told of it: no schema is below it, and
 * no rule of a dialect or of faults says anything of what it has. Most schemas of large documents are such leaves.
 */
export function isSettled(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null || Object.getPrototypeOf(schema) !== Object.prototype) return false;
  for (const keyword in schema) {
    const isUsual = usualValues.get(keyword);
    if (isUsual === undefined || !isUsual((schema as Record<string, unknown>)[keyword])) return false;
  }
  return true;
}

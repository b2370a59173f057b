import { isObject, type JsonObject, listIn } from "../../document/json.ts";
import { bodyKind, isAsDescribed, isBinaryString } from "../../model/media-type.ts";
import type { MediaType } from "../../model/model.ts";
import type { ValueSettings } from "../../model/package-settings.ts";
import { listedValue, valueKind } from "../../model/values/value-rules.ts";
import { discriminatorOf, valuesOfAlternative } from "../../schema/discriminator.ts";
import { isLongInteger, takesNumbers } from "../../schema/long-integers.ts";
import { holding, requiring } from "../../schema/make.ts";
import { alternativesOf, partsOf } from "../../schema/parts.ts";
import { referredId } from "../../schema/references.ts";
import { allowedValues, isNullable, statedTypes, typesOf } from "../../schema/types.ts";
import { literal, propertyKey } from "../text.ts";
import { validNumber, validText } from "./valid-values.ts";

/** How deep an example goes into what need not be there. */
const deepest = 6;

/** How deep schemas are followed at all, and how many of them a value consists of at most. */
const mostSteps = 100;
const mostValues = 500;

/** How many members or items are written because a schema asks for as many. */
const most = 20;

/** What stands for a value that has no end: a schema that requires itself. */
const endless = '"…" as never';

/** A value of an object's schema, laid out: what its compositions describe is its own. */
interface Members {
  readonly members: Map<string, unknown>;
  readonly required: Set<string>;
  /** The schema of members without a name of their own; undefined where there are none. */
  rest: unknown;
  isObject: boolean;
  /** How many members there are at least. */
  least: number;
}

/**
 * Writes values for schemas as code: the documents' own examples where they fit, else the least that the schema asks
 * for.
 */
export class ExampleWriter {
  private readonly contents: ReadonlyMap<string, unknown>;
  private readonly values: ValueSettings;
  private readonly file: string;
  private readonly isSent: boolean;
  /** How many schemas the value consists of so far. */
  private written = 0;

  /**
   * `contents` are those of the named schemas, by id; `file` is the code of a file. What `isSent` satisfies formats,
   * patterns and limits too; else a reader sees by an ellipsis where a text of his own belongs.
   */
  constructor(
    contents: ReadonlyMap<string, unknown>,
    values: ValueSettings,
    { file = 'new Blob(["…"])', isSent = false }: { readonly file?: string; readonly isSent?: boolean } = {},
  ) {
    this.contents = contents;
    this.values = values;
    this.file = file;
    this.isSent = isSent;
  }

  /** The body of a request; the files of a form are shown, whether it needs them or not. */
  ofBody(media: MediaType): string {
    const { schema, example } = media;
    const kind = bodyKind(media);
    if (kind === "text") return typeof example === "string" ? literal(example) : '"…"';
    if ((kind === "binary" || kind === "stream") && !isAsDescribed(media)) return this.file;
    const shown = kind === "multipart" || kind === "parts" ? this.withFiles(schema) : schema;
    return this.ofExample(example, shown);
  }

  /** An example of the documents as far as the schema has its members, or else a value of the schema. */
  ofExample(example: unknown, schema: unknown): string {
    this.written = 0;
    return (example === undefined ? undefined : this.fitting(example, schema)) ?? this.ofSchema(schema);
  }

  /** A value of a schema. */
  private ofSchema(schema: unknown, depth = 0): string {
    if (!isObject(schema)) return '"…"';
    this.written += 1;
    if (depth > mostSteps || this.written > mostValues) return endless;
    const id = referredId(schema);
    if (id !== undefined) return this.ofSchema(this.contents.get(id), depth + 1);
    if (isBinaryString(schema)) return this.file;
    const known = [schema["const"], listIn(schema, "examples")[0], schema["default"], listIn(schema, "enum")[0]].filter(
      (value) => value !== undefined && value !== null,
    );
    for (const value of known) {
      const fitting = this.fitting(value, schema, depth);
      if (fitting !== undefined) return fitting;
    }
    const [choice] = choicesOf(schema);
    if (choice !== undefined) return this.ofSchema(choice, depth + 1);
    const members = this.membersOf(schema);
    if (members.isObject) return this.ofMembers({}, members, depth);
    const [part] = partsOf(schema).all;
    return part === undefined ? this.ofType(schema, depth) : this.ofSchema(part, depth + 1);
  }

  private ofType(schema: JsonObject, depth: number): string {
    switch (valueKind(schema, this.values)) {
      case "digits":
        return this.isSent ? `"${validNumber(schema)}"` : '"1"';
      case "text":
        return '"1"';
      case "bigint":
        return this.isSent ? `${validNumber(schema)}n` : "1n";
      case "date":
        return 'new Date("2026-01-31T12:00:00Z")';
    }
    const { prefix, items, least } = partsOf(schema);
    switch (statedTypes(schema)[0] ?? (isOfItems(schema) ? "array" : undefined)) {
      case "array":
        if (depth > deepest) return "[]";
        return `[${Array.from({ length: this.isSent ? Math.min(Math.max(1, least.items), most) : 1 }, (_, index) =>
          this.ofSchema(prefix[index] ?? items, depth + 1),
        ).join(", ")}]`;
      case "integer":
      case "number":
        return this.isSent ? String(validNumber(schema)) : "1";
      case "boolean":
        return "true";
      case "null":
        return "null";
      default:
        return this.isSent ? literal(validText(schema)) : '"…"';
    }
  }

  /** A value as code, without what its schema does not describe; undefined where it is not a value of the schema. */
  private fitting(value: unknown, schema: unknown, depth = 0): string | undefined {
    if (!isObject(schema)) return literal(value);
    if (depth > 4 * deepest || isBinaryString(schema)) return undefined;
    const id = referredId(schema);
    if (id !== undefined) return this.fitting(value, this.contents.get(id), depth + 1);
    const choices = choicesOf(schema);
    if (choices.length > 0)
      return choices.map((choice) => this.fitting(value, choice, depth + 1)).find((code) => code !== undefined);
    if (value === null) return isNullable(schema) ? "null" : undefined;
    const allowed = allowedValues(schema);
    if (allowed !== undefined)
      return allowed.includes(value) ? literal(listedValue(value, schema, this.values)) : undefined;
    const members = this.membersOf(schema);
    if (members.isObject) return isObject(value) ? this.ofMembers(value, members, depth) : undefined;
    const parts = partsOf(schema).all.map((part) => this.fitting(value, part, depth + 1));
    if (parts.length > 0) return parts.includes(undefined) ? undefined : parts[0];
    return this.fittingType(value, schema, depth);
  }

  private fittingType(value: unknown, schema: JsonObject, depth: number): string | undefined {
    const isText = typeof value === "string";
    switch (valueKind(schema, this.values)) {
      case "digits":
      case "text":
        return isText || Number.isInteger(value) ? literal(String(value)) : undefined;
      case "bigint":
        return /^-?\d+$/.test(String(value)) ? `${String(value)}n` : undefined;
      case "date":
        return isText && !Number.isNaN(Date.parse(value)) ? `new Date(${literal(value)})` : undefined;
    }
    const stated: readonly string[] = statedTypes(schema);
    const types = stated.length === 0 && isOfItems(schema) ? ["array"] : stated;
    if (types.length === 0) return literal(value);
    if (isLongInteger(value) && takesNumbers(schema)) return literal(Number(value));
    if (Array.isArray(value) && types.includes("array")) return this.fittingArray(value, schema, depth);
    const own = typeof value === "number" ? ["number", "integer"] : [typeof value];
    return own.some((type) => type !== "object" && types.includes(type)) ? literal(value) : undefined;
  }

  private fittingArray(value: readonly unknown[], schema: JsonObject, depth: number): string | undefined {
    const { prefix, items } = partsOf(schema);
    const fitting = value.map((item, index) => this.fitting(item, prefix[index] ?? items, depth + 1));
    if (prefix.length > 0 && (fitting.length !== prefix.length || fitting.includes(undefined))) return undefined;
    return `[${fitting.filter((item) => item !== undefined).join(", ")}]`;
  }

  /** An object: of the values those that fit, and whatever else is required. */
  private ofMembers(values: JsonObject, { members, required, rest, least }: Members, depth: number): string {
    const written = new Map<string, string>();
    for (const [name, value] of Object.entries(values)) {
      const schema = members.has(name) ? members.get(name) : rest;
      const isDescribed = members.has(name) || rest !== undefined;
      const code = isDescribed && depth <= deepest ? this.fitting(value, schema, depth + 1) : undefined;
      if (code !== undefined) written.set(name, code);
    }
    for (const name of required) {
      if (!written.has(name)) written.set(name, this.ofSchema(members.get(name) ?? rest, depth + 1));
    }
    const further = [
      ...members.keys(),
      ...(rest === undefined ? [] : Array.from({ length: most }, (_, at) => `key${at + 1}`)),
    ];
    for (const name of this.isSent ? further : []) {
      if (written.size >= Math.min(least, most)) break;
      if (!written.has(name)) written.set(name, this.ofSchema(members.get(name) ?? rest, depth + 1));
    }
    const code = [...written].map(([name, value]) => `${propertyKey(name)}: ${value}`);
    return code.length === 0 ? "{}" : `{ ${code.join(", ")} }`;
  }

  private membersOf(schema: unknown, depth = 0): Members {
    const laid: Members = { members: new Map(), required: new Set(), rest: undefined, isObject: false, least: 0 };
    if (!isObject(schema) || depth > mostSteps) return laid;
    const id = referredId(schema);
    if (id !== undefined) return this.membersOf(this.contents.get(id), depth + 1);
    const { all, members, required, additional, least } = partsOf(schema);
    const types = typesOf(schema);
    laid.least = least.members;
    laid.isObject = types.includes("object") || (types.length === 0 && members.size > 0);
    // An object of which nothing is said may have any members.
    if (isObject(additional)) laid.rest = additional;
    else if (additional === true || (laid.isObject && members.size === 0 && additional !== false)) laid.rest = true;
    // A part of an intersection is chosen as a whole.
    for (const part of [...all, ...toldAlternatives(schema).slice(0, 1)]) {
      const inner = this.membersOf(part, depth + 1);
      for (const [name, member] of inner.members) laid.members.set(name, member);
      for (const name of inner.required) laid.required.add(name);
      laid.isObject ||= inner.isObject;
      laid.least = Math.max(laid.least, inner.least);
    }
    for (const [name, member] of members) laid.members.set(name, member);
    for (const name of required) laid.required.add(name);
    if (laid.members.size > 0 && laid.rest === true && additional !== true) laid.rest = undefined;
    return laid;
  }

  /** The schema of a form, with its files required. */
  private withFiles(schema: unknown): unknown {
    const { isObject: isForm, members } = this.membersOf(schema);
    const isFile = (member: unknown): boolean =>
      isBinaryString(member) || (isObject(member) && isBinaryString(partsOf(member).items));
    const files = [...members].filter(([, member]) => isFile(member)).map(([name]) => name);
    return isForm && files.length > 0 ? requiring(schema, files) : schema;
  }
}

/** Whether a schema says what an array has: where it states no type, its values are arrays. */
function isOfItems(schema: JsonObject): boolean {
  const { prefix, items } = partsOf(schema);
  return items !== undefined || prefix.length > 0;
}

/** The alternatives that a schema is one of, where they do not stand beside members of its own. */
function choicesOf(schema: JsonObject): readonly unknown[] {
  const { all, members } = partsOf(schema);
  return all.length + members.size > 0 ? [] : toldAlternatives(schema);
}

/** The alternatives of a schema, with the member that tells them. */
function toldAlternatives(schema: JsonObject): readonly unknown[] {
  const discriminator = discriminatorOf(schema);
  return alternativesOf(schema).map((choice) => {
    const id = referredId(choice);
    if (discriminator === undefined || id === undefined) return choice;
    const { propertyName } = discriminator;
    const { values, isMapped } = valuesOfAlternative(discriminator, id);
    return isMapped ? holding(choice, propertyName, values[0]!) : requiring(choice, [propertyName]);
  });
}

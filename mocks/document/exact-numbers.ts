import { randomUUID } from "node:crypto";
import { isObject, setOwn } from "../../generator/document/json.ts";

// A number that JavaScript cannot hold is, in all of the mock's data, a string of its digits. Where the text that is
// made of such data
// must have a number there again, the schema says so; where none is at hand, the string is marked.

// Nobody can know it, so no document and no message holds a string that looks like a marked one.
const mark = `\ue000${randomUUID()}:`;
const markedString = new RegExp(`"${mark}(-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"`, "g");

let hasMarked = false;

/** Whether any number was marked. */
export function areNumbersMarked(): boolean {
  return hasMarked;
}

/** A string of digits that is known from any other. */
export function markedNumber(digits: string): string {
  hasMarked = true;
  return mark + digits;
}

/** Whether a value is a number of which all digits are known. */
export function isMarked(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(mark);
}

/** The number that a marked string stands for, as JavaScript has it; undefined for any other string. */
export function numberOfMarked(text: string): number | undefined {
  return text.startsWith(mark) ? Number(text.slice(mark.length)) : undefined;
}

/** Text, JSON or not, that was made of a value with marked numbers: these are plain digits in it. */
export function withPlainNumbers(text: string): string {
  return text.includes(mark) ? text.replaceAll(markedString, "$1").replaceAll(mark, "") : text;
}

/** Data of the document without the marks. What holds none is given back as it is. */
export function unmarked(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(mark) ? value.slice(mark.length) : value;
  if (Array.isArray(value)) {
    const items = value.map(unmarked);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, child, unmarked(child)] as const);
  if (entries.every(([, child, changed]) => child === changed)) return value;
  const copy = {};
  for (const [key, , changed] of entries) setOwn(copy, key, changed);
  return copy;
}

/** Whether a JavaScript number would lose digits of this integer. */
export function losesDigits(integer: string): boolean {
  return integer.length > 15 && !Number.isSafeInteger(Number(integer));
}

/**
 * Parsed JSON: as JavaScript has it, which is enough to know types, and as data. They are one object where they do not
 * differ.
 */
export interface ExactJson {
  readonly rounded: unknown;
  readonly exact: unknown;
}

/** Parses JSON whose integers beyond 2^53 keep their digits. Throws a `SyntaxError` as `JSON.parse` does. */
export function parseExactIntegers(text: string): ExactJson {
  const isInexact = (token: string): boolean => /^-?\d{16,}$/.test(token) && losesDigits(token);
  return /\d{16}/.test(text) ? parseExact(text, isInexact) : parseExact(text, () => false);
}

/**
 * Parses JSON all of whose numbers keep their digits, fractions and exponents too. Throws a `SyntaxError` as
 * `JSON.parse` does.
 */
export function parseExactNumbers(text: string): ExactJson {
  return parseExact(text, (token) => !isExact(token));
}

function parseExact(text: string, isInexact: (number: string) => boolean): ExactJson {
  const rounded: unknown = JSON.parse(text);
  const quoted = quoteNumbers(text, isInexact);
  return { rounded, exact: quoted === text ? rounded : (JSON.parse(quoted) as unknown) };
}

/** Takes valid JSON; strings are stepped over. */
function quoteNumbers(text: string, isWanted: (number: string) => boolean): string {
  const tokens = /"|-?\d[\d.eE+-]*/g;
  const parts: string[] = [];
  let start = 0;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const [found] = token;
    if (found === '"') tokens.lastIndex = endOfString(text, token.index);
    else if (isWanted(found)) {
      parts.push(text.slice(start, token.index), `"${found}"`);
      start = tokens.lastIndex;
    }
  }
  return parts.join("") + text.slice(start);
}

function endOfString(text: string, start: number): number {
  let end = start;
  let backslashes: number;
  do {
    end = text.indexOf('"', end + 1);
    backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
  } while (backslashes % 2 === 1);
  return end + 1;
}

/** Whether a JavaScript number is all that the digits say. */
function isExact(token: string): boolean {
  if (token.length <= 15 && !/e/i.test(token)) return true;
  return normalForm(token) === normalForm(String(Number(token)));
}

/** Digits without zeros around them, and where the point is. */
function normalForm(token: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(token) ?? [];
  if (sign === undefined) return token;
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return "0";
  const significant = digits.replace(/0+$/, "");
  return `${sign}${significant}e${BigInt(exponent) + BigInt(digits.length - significant.length - fraction.length)}`;
}

/** What schemas take, as far as writing looks at it. */
interface Shapes {
  types(schema: unknown): ReadonlySet<string>;
  property(schema: unknown, name: string): unknown;
  item(schema: unknown, index: number): unknown;
}

/**
 * Data as JSON. A string of digits, and a BigInt, become the integer that the schema wants there; a string stays one
 * wherever a string may be. Generated clients read integers of 64 bits as strings or as BigInts, and tests give
 * bodies of these types.
 */
export function writeExactJson(value: unknown, schema: unknown, shapes: Shapes): string {
  return jsonOf(value, "", schema) ?? "null";

  function jsonOf(given: unknown, name: string, schema: unknown): string | undefined {
    const own = given as { toJSON?(name: string): unknown } | undefined | null;
    const plain = typeof own?.toJSON === "function" ? own.toJSON(name) : given;
    if (typeof plain === "bigint") return String(plain);
    if (typeof plain === "string" && /^-?\d+$/.test(plain)) {
      const types = shapes.types(schema);
      return types.has("integer") && !types.has("string") ? String(BigInt(plain)) : JSON.stringify(plain);
    }
    if (typeof plain !== "object" || plain === null) return JSON.stringify(plain);
    if (Array.isArray(plain)) {
      const items = plain.map((item, index) => jsonOf(item, String(index), shapes.item(schema, index)) ?? "null");
      return `[${items.join()}]`;
    }
    const members = Object.entries(plain).flatMap(([key, member]) => {
      const text = jsonOf(member, key, shapes.property(schema, key));
      return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
    });
    return `{${members.join()}}`;
  }
}

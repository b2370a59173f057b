import { setOwn } from "../../generator/document/json.ts";

/** JSON whose numbers keep all their digits: those that JavaScript cannot hold are texts, to which the pointers (RFC 6901) lead. */
export interface ExactJson {
  readonly value: unknown;
  readonly numbers: readonly string[];
}

/** Data beyond this depth is not data that a person reads. */
const deepest = 500;

/** Parses JSON. Throws a `SyntaxError` where it is not JSON, and a `RangeError` where it is nested more than 500 deep. */
export function parseExactJson(text: string): ExactJson {
  const parsed: unknown = JSON.parse(text);
  const quoted = quoteInexactNumbers(text);
  const value: unknown = quoted === text ? parsed : JSON.parse(quoted);
  const numbers: string[] = [];
  compare(parsed, value, "", 0);
  return { value, numbers };

  function compare(number: unknown, shown: unknown, pointer: string, depth: number): void {
    if (depth > deepest) throw new RangeError("JSON is nested too deeply");
    if (typeof number === "number" && typeof shown === "string") numbers.push(pointer);
    else if (typeof number === "object" && number !== null) {
      for (const [key, child] of Object.entries(number)) {
        compare(child, (shown as Record<string, unknown>)[key], below(pointer, key), depth + 1);
      }
    }
  }
}

/** Writes JSON. A text that a pointer leads to is written as a number where it is one. */
export function writeExactJson({ value, numbers }: ExactJson): string {
  if (numbers.length === 0) return JSON.stringify(value);
  const pointers = new Set(numbers);
  const plain = JSON.stringify(value);
  let mark = "number:";
  while (plain.includes(mark)) mark += ":";
  const marked = JSON.stringify(mapTexts(value, "", (text, pointer) => (pointers.has(pointer) ? mark + text : text)));
  return marked.replaceAll(new RegExp(`"${mark}([^"]*)"`, "g"), (_, text: string) =>
    /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? text : `"${text}"`,
  );
}

function mapTexts(value: unknown, pointer: string, change: (text: string, pointer: string) => string): unknown {
  if (typeof value === "string") return change(value, pointer);
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, below(pointer, String(index)), change));
  if (typeof value !== "object" || value === null) return value;
  const copy = {};
  for (const [key, child] of Object.entries(value)) setOwn(copy, key, mapTexts(child, below(pointer, key), change));
  return copy;
}

function below(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Takes valid JSON; strings are stepped over. */
function quoteInexactNumbers(text: string): string {
  return text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') || isExact(token) ? token : `"${token}"`,
  );
}

/** Whether a JavaScript number is all that the digits say. */
function isExact(token: string): boolean {
  if (token.length <= 15 && !/e/i.test(token)) return true;
  return normalForm(token) === normalForm(String(Number(token)));
}

/** Digits without zeros around them, and where the point stands. */
function normalForm(token: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(token) ?? [];
  if (sign === undefined) return token;
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return "0";
  const significant = digits.replace(/0+$/, "");
  return `${sign}${significant}e${BigInt(exponent) + BigInt(digits.length - significant.length - fraction.length)}`;
}

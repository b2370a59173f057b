import { setOwn } from "../../generator/document/json.ts";
import { markedNumber, parseExactNumbers, withPlainNumbers } from "../document/exact-numbers.ts";
import { isJson } from "../http/media-type.ts";
import type { RecordedBody } from "./recording.ts";

type JsonBody = Extract<RecordedBody, { readonly json: unknown }>;

/** Data beyond this depth is not data that a person reads. */
const deepest = 500;

/**
 * A body by its media type: JSON as a structure, what is text as text, anything else as base64; undefined when it is
 * empty.
 */
export function toRecordedBody(bytes: Uint8Array | undefined, mediaType: string | undefined): RecordedBody | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  const text = textOf(bytes);
  if (text === undefined) return { base64: Buffer.from(bytes).toString("base64") };
  return (isJson(mediaType) ? jsonOf(text) : undefined) ?? { text };
}

/** The bytes of a body; JSON without spaces. */
export function bytesOf(body: RecordedBody | undefined): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if ("json" in body) return Buffer.from(writeJson(body));
  return "text" in body ? Buffer.from(body.text) : Buffer.from(body.base64, "base64");
}

/** JSON as a structure; undefined where the text is not JSON, or is nested too deeply. */
export function jsonOf(text: string): JsonBody | undefined {
  try {
    const { rounded, exact } = parseExactNumbers(text);
    const numbers = numbersIn(rounded, exact);
    return { json: exact, ...(numbers.length > 0 && { numbers }) };
  } catch {
    return undefined;
  }
}

/** The pointers to what is a number in the one and a string in the other. */
function numbersIn(rounded: unknown, exact: unknown): string[] {
  const numbers: string[] = [];
  compare(rounded, exact, "", 0);
  return numbers;

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

/** A string that a pointer leads to is written as a number where it is one. */
function writeJson({ json, numbers = [] }: JsonBody): string {
  if (numbers.length === 0) return JSON.stringify(json);
  const pointers = new Set(numbers);
  const marked = mapTexts(json, "", (text, pointer) => (pointers.has(pointer) ? markedNumber(text) : text));
  return withPlainNumbers(JSON.stringify(marked));
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

/** The text of bytes that are nothing but text: UTF-8 without control characters. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what makes bytes no text
    return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

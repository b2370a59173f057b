import { type ParseError, parse as parseTolerantly, printParseErrorCode, visit } from "jsonc-parser";
import { setOwn } from "./json.ts";
import { lineAndColumn } from "./locate.ts";
import { maxNesting, ParsedText, type UnparsedDocument } from "./parsed-text.ts";

/** Reads JSON text with `JSON.parse`; only a text with repeated keys is read a second time, by a slower parser. */
export function parseJson(document: UnparsedDocument): ParsedText {
  const text = document.text.replace(/^\ufeff/, " ");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) return ParsedText.tooDeep({ file: document.shown, line: 1, column: 1 });
    const faults: ParseError[] = [];
    parseTolerantly(text, faults, { disallowComments: true });
    const fault = faults[0];
    const message = fault ? `${wordsOf(printParseErrorCode(fault.error))} in JSON` : "the text is not valid JSON";
    return ParsedText.failed(message, { file: document.shown, ...lineAndColumn(document, fault?.offset ?? 0) });
  }
  const { keys, depth } = measure(value);
  if (depth > maxNesting) return ParsedText.tooDeep({ file: document.shown, line: 1, column: 1 });
  return countKeysInText(text) === keys ? new ParsedText(value) : readWithRepeatedKeys(text);
}

function wordsOf(code: string): string {
  return code
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function countKeysInText(text: string): number {
  let count = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"([ \t\r\n]*:)?/gs)) if (match[1] !== undefined) count += 1;
  return count;
}

/** How many keys a value has, and how deep it is nested; without recursion, since it may be deep. */
function measure(root: unknown): { keys: number; depth: number } {
  let keys = 0;
  let depth = 0;
  for (let level = [root]; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) continue;
      const children = Object.values(value);
      if (!Array.isArray(value)) keys += children.length;
      for (const child of children) if (typeof child === "object" && child !== null) next.push(child);
    }
    level = next;
  }
  return { keys, depth };
}

function readWithRepeatedKeys(text: string): ParsedText {
  const parsed = new ParsedText(undefined);
  const open: { readonly container: object; key?: string; keyOffset: number }[] = [];
  const add = (value: unknown) => {
    const top = open.at(-1);
    if (!top) parsed.value = value;
    else if (Array.isArray(top.container)) top.container.push(value);
    else if (Object.hasOwn(top.container, top.key!))
      parsed.repeat(top.container, { key: top.key!, value, offset: top.keyOffset });
    else setOwn(top.container, top.key!, value);
    return value;
  };
  const begin = (container: object) => void open.push({ container: add(container) as object, keyOffset: 0 });
  visit(text, {
    onObjectBegin: () => begin({}),
    onArrayBegin: () => begin([]),
    onObjectEnd: () => void open.pop(),
    onArrayEnd: () => void open.pop(),
    onLiteralValue: (value) => void add(value),
    onObjectProperty: (key, offset) => {
      const top = open.at(-1)!;
      top.key = key;
      top.keyOffset = offset;
    },
  });
  return parsed;
}

import type { ParseError } from "jsonc-parser";
import { afterSpace, endOfString } from "../../diagnostics/json-finder.ts";
import { lineAndColumn } from "../../diagnostics/places.ts";
import { type JsonObject, setOwn } from "../json.ts";
import { type Keys, keysBelow, keysInItems, type ReadLongInteger, readNumber } from "./example-integers.ts";
import { maxNesting, ParsedText, type UnparsedDocument } from "./parsed-text.ts";
import { loadJsonc } from "./parsers.ts";

/**
 * Parses JSON with `JSON.parse`. Only text with repeated keys, or with long integers to read, is parsed again by a
 * slower parser.
 */
export function parseJson(document: UnparsedDocument, readLongInteger?: ReadLongInteger): ParsedText {
  const text = document.text.replace(/^\ufeff/, " ");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) return ParsedText.tooDeep({ file: document.shown, line: 1, column: 1 });
    const faults: ParseError[] = [];
    const { parse: parseTolerantly, printParseErrorCode } = loadJsonc();
    parseTolerantly(text, faults, { disallowComments: true });
    const fault = faults[0];
    const code = fault && printParseErrorCode(fault.error);
    const message = code === undefined ? "the text is not valid JSON" : `${wordsOf(code)} in JSON`;
    const help = code === "InvalidCommentToken" ? "JSON has no comments; a .yaml file may have them" : undefined;
    return ParsedText.failed(message, { file: document.shown, ...lineAndColumn(document, fault?.offset ?? 0) }, help);
  }
  const keys = countKeys(value, maxNesting);
  if (keys === undefined) return ParsedText.tooDeep({ file: document.shown, line: 1, column: 1 });
  const isRead = longInteger.test(text) && (readLongInteger !== undefined || listedLongInteger.test(text));
  if (!isRead && countKeysInText(text) === keys) return new ParsedText(value);
  return readSlowly(text, readLongInteger);
}

/** An integer of 16 digits or more, or a part of a string that looks like one. */
const longInteger = /(?<![^\s:,[])-?\d{16,}(?=\s*(?:[,\]}]|$))/;

/** One that may be among the values of a schema. */
const listedLongInteger = /"(?:enum"\s*:\s*\[[^\][{}]*|const"\s*:\s*)(?<![^\s:,[])-?\d{16,}(?=\s*[,\]}])/;

function wordsOf(code: string): string {
  return code
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

const colon = 58;

/** How many strings of valid JSON are followed by a colon. It makes no copies, as documents are large. */
function countKeysInText(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1; ) {
    const end = afterSpace(text, endOfString(text, start));
    if (text.charCodeAt(end) === colon) count += 1;
    start = text.indexOf('"', end);
  }
  return count;
}

/** How many keys a value has, at all levels; undefined where it is nested deeper than `levels`. */
function countKeys(value: unknown, levels: number): number | undefined {
  if (typeof value !== "object" || value === null) return 0;
  if (levels === 0) return undefined;
  let count = 0;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const below = countKeys(value[index], levels - 1);
      if (below === undefined) return undefined;
      count += below;
    }
    return count;
  }
  // a large document has hundreds of thousands of keys: no arrays are made of them
  for (const key in value) {
    const below = countKeys((value as JsonObject)[key], levels - 1);
    if (below === undefined) return undefined;
    count += below + 1;
  }
  return count;
}

function readSlowly(text: string, readLongInteger: ReadLongInteger | undefined): ParsedText {
  const parsed = new ParsedText(undefined);
  const open: { readonly container: object; readonly keys: Keys; key?: string; keyOffset: number }[] = [];
  const add = (value: unknown) => {
    const top = open.at(-1);
    if (!top) parsed.value = value;
    else if (Array.isArray(top.container)) top.container.push(value);
    else if (Object.hasOwn(top.container, top.key!))
      parsed.repeat(top.container, { key: top.key!, value, offset: top.keyOffset });
    else setOwn(top.container, top.key!, value);
    return value;
  };
  const keysHere = (): Keys => {
    const top = open.at(-1);
    if (!top) return "specified";
    return Array.isArray(top.container) ? keysInItems(top.keys) : keysBelow(top.keys, top.key!);
  };
  const begin = (container: object) =>
    void open.push({ keys: keysHere(), container: add(container) as object, keyOffset: 0 });
  const literal = (value: unknown, source: string): unknown =>
    typeof value === "number" ? readNumber({ value, digits: source }, keysHere(), readLongInteger) : value;
  loadJsonc().visit(text, {
    onObjectBegin: () => begin({}),
    onArrayBegin: () => begin([]),
    onObjectEnd: () => void open.pop(),
    onArrayEnd: () => void open.pop(),
    onLiteralValue: (value, offset, length) => void add(literal(value, text.slice(offset, offset + length))),
    onObjectProperty: (key, offset) => {
      const top = open.at(-1)!;
      top.key = key;
      top.keyOffset = offset;
    },
  });
  return parsed;
}

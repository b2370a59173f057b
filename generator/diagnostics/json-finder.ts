import type { Step } from "../document/source-document.ts";

/** What is known of the text of a document. */
export interface Finder {
  /** Where a key or a value begins. */
  offset(steps: readonly Step[], part: "key" | "value"): number | undefined;
  /** The value there, as plain data. */
  value(steps: readonly Step[]): unknown;
}

/** An entry of an object, or an item of an array, by where its key and its value begin. */
interface Entry {
  readonly key: string;
  readonly keyOffset: number;
  readonly offset: number;
}

const [quote, openBracket, closeBracket, openBrace, closeBrace] = [34, 91, 93, 123, 125];
const [space, tab, newline, carriageReturn, comma, backslash] = [32, 9, 10, 13, 44, 92];

/**
 * Finds places in valid JSON. Of what does not lie on the way it reads brackets and strings alone: a tree of all of a
 * large document takes ten times as long as the document's value.
 */
export function jsonFinder(text: string): Finder {
  const json = text.replace(/^\ufeff/, " ");
  const known = new Map<number, readonly Entry[]>();
  const entriesAt = (offset: number): readonly Entry[] => {
    const entries = known.get(offset) ?? entriesOf(json, offset);
    known.set(offset, entries);
    return entries;
  };
  const find = (steps: readonly Step[]): Entry | undefined => {
    const start = afterSpace(json, 0);
    let found: Entry | undefined = start < json.length ? { key: "", keyOffset: start, offset: start } : undefined;
    for (const step of steps) {
      if (!found) return undefined;
      const entries = entriesAt(found.offset);
      found =
        json.charCodeAt(found.offset) === openBracket
          ? entries[Number(step.key)]
          : entries.find(
              ({ key, keyOffset }) => key === step.key && (step.offset === undefined || step.offset === keyOffset),
            );
    }
    return found;
  };
  return {
    offset: (steps, part) => find(steps)?.[part === "key" ? "keyOffset" : "offset"],
    value: (steps) => {
      const found = find(steps);
      return found && (JSON.parse(json.slice(found.offset, endOfValue(json, found.offset))) as unknown);
    },
  };
}

/** The entries of the object or array that begins at an offset; none of any other value. */
function entriesOf(json: string, start: number): Entry[] {
  const opening = json.charCodeAt(start);
  if (opening !== openBrace && opening !== openBracket) return [];
  const closing = opening === openBrace ? closeBrace : closeBracket;
  const entries: Entry[] = [];
  for (let at = afterSpace(json, start + 1); at < json.length && json.charCodeAt(at) !== closing; ) {
    const keyOffset = at;
    let key = "";
    if (opening === openBrace) {
      const end = endOfString(json, at);
      const written = json.slice(at + 1, end - 1);
      key = written.includes("\\") ? (JSON.parse(`"${written}"`) as string) : written;
      at = afterSpace(json, afterSpace(json, end) + 1);
    }
    entries.push({ key, keyOffset, offset: at });
    at = afterSpace(json, endOfValue(json, at));
    if (json.charCodeAt(at) === comma) at = afterSpace(json, at + 1);
  }
  return entries;
}

/** The offset after the value that begins at an offset. */
function endOfValue(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === quote) {
      at = endOfString(json, at) - 1;
      if (depth === 0) return at + 1;
    } else if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth <= 0) return depth < 0 ? at : at + 1;
    } else if (depth === 0 && (code === comma || isSpace(code))) return at;
  }
  return json.length;
}

/** The offset after the string that begins at an offset: an even number of backslashes precedes its last mark. */
export function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let escapes = end;
    while (json.charCodeAt(escapes - 1) === backslash) escapes -= 1;
    if ((end - escapes) % 2 === 0) return end + 1;
  }
  return json.length;
}

/** The offset of the next character that is no space. */
export function afterSpace(json: string, start: number): number {
  let at = start;
  while (isSpace(json.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === space || code === tab || code === newline || code === carriageReturn;
}

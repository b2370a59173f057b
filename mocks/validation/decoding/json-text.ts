import { losesDigits } from "./exact-integer.ts";

/** Parsed JSON: as JSON Schema sees it, and as it is shown, with integers beyond 2^53 as texts that keep their digits. */
export interface JsonText {
  readonly checked: unknown;
  readonly shown: unknown;
}

/** Parses JSON. Throws a `SyntaxError` as `JSON.parse` does. */
export function parseJsonText(text: string): JsonText {
  const checked: unknown = JSON.parse(text);
  return { checked, shown: /\d{16}/.test(text) ? (JSON.parse(quoteLongIntegers(text)) as unknown) : checked };
}

/** Takes valid JSON; strings are stepped over. */
function quoteLongIntegers(text: string): string {
  const tokens = /"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const parts: string[] = [];
  let start = 0;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const [found] = token;
    if (found === '"') tokens.lastIndex = endOfString(text, token.index);
    else if (/^-?\d{16,}$/.test(found) && losesDigits(found)) {
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

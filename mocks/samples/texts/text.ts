import { type Chance, seededChance } from "../chance.ts";
import type { Demands } from "../demands.ts";
import { textOfFormat } from "./formats.ts";
import { type Pattern, patternOf } from "./pattern.ts";
import { textOfPattern } from "./pattern-text.ts";
import { words } from "./words.ts";

/** How many texts of a pattern are tried. */
const tries = 60;

/** Beyond this many characters no text is made up. */
const longest = 100_000;

/** A string of the formats, patterns and lengths that are asked for; undefined where none is found. */
export function textOf(demands: Demands, chance: Chance): string | undefined {
  const { minLength: least, maxLength: most, formats } = demands;
  if (least > most || least > longest) return undefined;
  const patterns = [...demands.patterns].map(patternOf).filter((pattern) => pattern !== undefined);
  const fits = (text: string) => {
    const length = lengthOf(text);
    return length >= least && length <= most && patterns.every((pattern) => pattern.test(text));
  };
  const wordy = chance.isPlain ? plainText : words;
  for (const format of [...formats, ...encodingOf(demands)]) {
    const text = textOfFormat(format, chance, least);
    if (text !== undefined && fits(text)) return text;
    if (text !== undefined && patterns.length === 0 && format === "byte" && most < 8) return "";
  }
  const text = wordy(chance, least, most);
  if (fits(text)) return text;
  const word = wordy(chance, Math.max(1, least), Math.min(most, 12)).replaceAll(" ", "");
  if (fits(word)) return word;
  return textOfPatterns(patterns, chance, { least, most }, fits);
}

function encodingOf({ contents }: Demands): string[] {
  if (contents === undefined) return [];
  return contents.encoding === "base64" ? ["byte"] : contents.encoding === "base64url" ? ["base64url"] : [];
}

function textOfPatterns(
  patterns: readonly Pattern[],
  chance: Chance,
  lengths: { readonly least: number; readonly most: number },
  fits: (text: string) => boolean,
): string | undefined {
  // where nothing is left to chance, what is tried further is the same each time
  const further = chance.isPlain ? seededChance("pattern") : chance;
  for (let index = 0; index < tries; index += 1) {
    const pattern = patterns[index % patterns.length];
    if (pattern === undefined) return undefined;
    const source = index < patterns.length ? chance : further;
    const text = textOfPattern(pattern, source, lengths);
    if (text === undefined) continue;
    if (fits(text)) return text;
    // without an anchor a pattern takes what has more around it
    const padded = text + "a".repeat(Math.max(0, Math.min(longest, lengths.least - lengthOf(text))));
    if (fits(padded)) return padded;
    const others = patterns.filter((other) => other !== pattern);
    const joined = [text, ...others.map((other) => textOfPattern(other, source, { ...lengths, least: 0 }) ?? "")].join(
      "",
    );
    if (others.length > 0 && fits(joined)) return joined;
  }
  return undefined;
}

function plainText(_: Chance, least: number, most: number): string {
  const text = "string".repeat(Math.max(1, Math.ceil(least / 6))).slice(0, Math.max(least, 6));
  return text.slice(0, most);
}

/** In code points, as JSON Schema counts. */
function lengthOf(text: string): number {
  let length = text.length;
  for (const character of text) if (character.length > 1) length -= 1;
  return length;
}

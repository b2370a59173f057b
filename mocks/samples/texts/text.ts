import { type Chance, seededChance } from "../chance.ts";
import type { Demands } from "../demands.ts";
import { isFormat, shortestOfFormat, textOfFormat } from "./formats.ts";
import { type Pattern, patternOf } from "./pattern.ts";
import { textOfPattern } from "./pattern-text.ts";
import { words } from "./words.ts";

/** How many texts of a pattern are tried. */
const tries = 60;

/** Beyond this many characters no text is made up. */
const longest = 100_000;

/** Makes a string; undefined where none is found. */
export type MakeText = (chance: Chance) => string | undefined;

/** What makes strings of the formats, patterns and lengths that are asked for. */
export function textMaker(demands: Demands): MakeText {
  const { minLength: least, maxLength: most } = demands;
  if (least > most || least > longest) return () => undefined;
  const patterns = [...demands.patterns].map(patternOf).filter((pattern) => pattern !== undefined);
  const formats = [...demands.formats, ...encodingOf(demands)].filter(isFormat);
  const wordy = (chance: Chance) => (chance.isPlain ? plainText(least, most) : words(chance, least, most));
  if (patterns.length + formats.length === 0) return wordy;
  const isAnyLength = least === 0 && most === Number.POSITIVE_INFINITY;
  const [format] = formats;
  if (patterns.length === 0 && format !== undefined && isAnyLength) return (chance) => textOfFormat(format, chance, 0);
  const fits = (text: string) => {
    const length = lengthOf(text);
    return length >= least && length <= most && patterns.every((pattern) => pattern.test(text));
  };
  const isShortBytes = patterns.length === 0 && formats.includes("byte") && most < 4 && least === 0;
  return (chance) => {
    for (const format of formats) {
      const text = textOfFormat(format, chance, least);
      if (text !== undefined && fits(text)) return text;
    }
    if (isShortBytes) return "";
    const short = formats.map(shortestOfFormat).find((text) => text !== undefined && fits(text));
    if (short !== undefined) return short;
    const text = wordy(chance);
    if (fits(text)) return text;
    const word = text.replaceAll(" ", "").slice(0, Math.max(least, Math.min(most, 12)));
    return fits(word) ? word : textOfPatterns(patterns, chance, { least, most }, fits);
  };
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

function plainText(least: number, most: number): string {
  const text = "string".repeat(Math.max(1, Math.ceil(least / 6))).slice(0, Math.max(least, 6));
  return text.slice(0, most);
}

/** In code points, as JSON Schema counts. */
function lengthOf(text: string): number {
  let length = text.length;
  for (const character of text) if (character.length > 1) length -= 1;
  return length;
}

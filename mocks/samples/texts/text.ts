import { type Chance, integer, seededChance } from "../chance.ts";
import type { Demands } from "../demands.ts";
import { isOfFormat, patternsOfFormat } from "./format-patterns.ts";
import { isFormat, shortestOfFormat, textOfFormat } from "./formats.ts";
import { type Pattern, patternOf } from "./pattern.ts";
import { type Lengths, textOfPattern } from "./pattern-text.ts";
import { type SearchText, type Sought, textSearch } from "./search-text.ts";
import { characters, words } from "./words.ts";

/** How many texts of a pattern are tried. */
const tries = 60;

/** How many texts that were found are held against what the search does not heed. */
const searchTries = 12;

/** How many steps are taken at most for what texts of a further format look like. */
const fewSteps = 2_000;

/** Beyond this many characters no text is made up. */
const longest = 100_000;

/** Makes a string; undefined where none is found. */
export type MakeText = (chance: Chance) => string | undefined;

/**
 * What makes strings of the formats, patterns and lengths that are asked for. An encoding of what they hold is only
 * told (JSON Schema 2020-12 Validation, section 8.3): it gives way where no string has it besides.
 */
export function textMaker(demands: Demands): MakeText {
  const formats = [...demands.formats].filter(isFormat);
  const encoded = encodingOf(demands).filter((format) => !formats.includes(format));
  const plain = makerOf(demands, formats);
  if (encoded.length === 0) return plain;
  const whole = makerOf(demands, [...formats, ...encoded]);
  return (chance) => whole(chance) ?? plain(chance);
}

function makerOf(demands: Demands, formats: readonly string[]): MakeText {
  const { minLength: least, maxLength: most } = demands;
  if (least > most || least > longest) return () => undefined;
  const [patterns, denied] = [demands.patterns, demands.deniedPatterns].map((all) =>
    [...all].map(patternOf).filter((pattern) => pattern !== undefined),
  ) as [Pattern[], Pattern[]];
  const wordy = (chance: Chance) => (chance.isPlain ? plainText(least, most) : words(chance, least, most));
  if (patterns.length + denied.length + formats.length === 0) return wordy;
  const isAnyLength = least === 0 && most === Number.POSITIVE_INFINITY;
  const [format, ...others] = formats;
  if (patterns.length + denied.length + others.length === 0 && format !== undefined && isAnyLength)
    return (chance) => textOfFormat(format, chance, 0);
  const fits = (text: string) => {
    const length = lengthOf(text);
    if (length < least || length > most || !patterns.every((pattern) => pattern.test(text))) return false;
    return !denied.some((pattern) => pattern.test(text)) && formats.every((format) => isOfFormat(format, text));
  };
  const search = searchOf({ patterns, denied, formats, lengths: { least, most }, fits });
  const isShortBytes = patterns.length === 0 && formats.includes("byte") && most < 4 && least === 0;
  return (chance) => {
    for (const format of formats) {
      const text = textOfFormat(format, chance, least);
      if (text !== undefined && fits(text)) return text;
    }
    if (isShortBytes) return "";
    const short = formats
      .map((format) => shortestOfFormat(format, least))
      .find((text) => text !== undefined && fits(text));
    if (short !== undefined) return short;
    const text = wordy(chance);
    if (fits(text)) return text;
    const word = text.replaceAll(" ", "").slice(0, Math.max(least, Math.min(most, 12)));
    return fits(word) ? word : (textOfPatterns(patterns, chance, { least, most }, fits) ?? search(chance));
  };
}

/** What is tried at last: texts that are looked for instead of made. */
function searchOf(
  sought: Pick<Sought, "patterns" | "denied" | "lengths"> & {
    readonly formats: readonly string[];
    readonly fits: (text: string) => boolean;
  },
): SearchText {
  const { formats, fits, patterns, ...others } = sought;
  const searches: SearchText[] = [];
  const [first = ["^"], ...further] = [...new Set(formats)].map(patternsOfFormat).filter(({ length }) => length > 0);
  const looks = [...first, ...further.flat()];
  return (chance) => {
    for (const [index, look] of looks.entries()) {
      // of several formats the texts of one may be those of the others, or of all there may be none
      const mostSteps = index < first.length ? undefined : fewSteps;
      const all = [...patterns, { source: look, flags: "u" }];
      const search = searches[index] ?? textSearch({ ...others, patterns: all, ...(mostSteps && { mostSteps }) });
      searches[index] = search;
      for (let tried = 0; tried < searchTries; tried += 1) {
        const text = search(tried === 0 || !chance.isPlain ? chance : seededChance(`search ${tried}`));
        if (text === undefined) break;
        if (fits(text)) return text;
      }
    }
    return undefined;
  };
}

function encodingOf({ contents }: Demands): string[] {
  if (contents === undefined) return [];
  return contents.encoding === "base64" ? ["byte"] : contents.encoding === "base64url" ? ["base64url"] : [];
}

function textOfPatterns(
  patterns: readonly Pattern[],
  chance: Chance,
  lengths: Lengths,
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
    if (patterns.length === 1) continue;
    const parts = patterns.map((each): Part => {
      const found = each === pattern ? text : (textOfPattern(each, source, { ...lengths, least: 0 }) ?? "");
      return { text: [...found], isFirst: each.source.startsWith("^"), isLast: /(?<!\\)\$$/.test(each.source) };
    });
    const others = parts.filter((_, at) => patterns[at] !== pattern);
    const least = others.reduce((sum, part) => sum + part.text.length, Math.max(1, lengths.least));
    const length = Math.min(least, lengths.most, longest);
    const whole = textOfPattern(pattern, source, { ...lengths, least: length }) ?? text;
    const longer = whole + "a".repeat(Math.max(0, length - lengthOf(whole)));
    const wholes = [whole, longer].map((each) => overwritten(each, others, further));
    const found = [joined(parts, lengths, source), ...wholes].find(fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text for one of several patterns, and where in a text for all of them it has to be. */
interface Part {
  /** Its characters. */
  readonly text: readonly string[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** One part behind the other, with what is missing before the last one. */
function joined(parts: readonly Part[], { least, most }: Lengths, chance: Chance): string {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  const filling = Math.min(Math.max(least - length, integer(chance, 0, 3)), Math.max(0, most - length), longest);
  const rank = ({ isFirst, isLast }: Part) => (isFirst ? 0 : isLast ? 2 : 1);
  const texts = parts.toSorted((a, b) => rank(a) - rank(b)).map(({ text }) => text.join(""));
  const back = texts.pop() ?? "";
  return texts.join("") + characters(chance, "abcdefghijklmnopqrstuvwxyz", filling) + back;
}

/** A text with parts in the place of some of its characters. */
function overwritten(text: string, parts: readonly Part[], chance: Chance): string {
  const written = [...text];
  for (const part of parts) {
    const room = Math.max(0, written.length - part.text.length);
    const at = part.isFirst ? 0 : part.isLast ? room : integer(chance, 0, room);
    written.splice(at, part.text.length, ...part.text);
  }
  return written.join("");
}

function plainText(least: number, most: number): string {
  const text = "string".repeat(Math.max(1, Math.ceil(least / 6))).slice(0, Math.max(least, 6));
  return text.slice(0, most);
}

/** How long a text is in code points, as JSON Schema counts. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (const character of text) if (character.length > 1) length -= 1;
  return length;
}

/** Characters as pairs of first and last code point, in order. */
type Ranges = readonly (readonly [first: number, last: number])[];

const ascii: Ranges = [[0, 0x7f]];
const upper: Ranges = [[0x41, 0x5a]];
const lower: Ranges = [[0x61, 0x7a]];
const alpha: Ranges = [...upper, ...lower];
const digit: Ranges = [[0x30, 0x39]];
const punct: Ranges = [
  [0x21, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x60],
  [0x7b, 0x7e],
];
const control: Ranges = [
  [0, 0x1f],
  [0x7f, 0x7f],
];

/** The POSIX classes, which Java also writes `\p{Alpha}`. Names are in lower case. */
const posixClasses = new Map<string, Ranges>([
  ["alnum", [...digit, ...alpha]],
  ["alpha", alpha],
  ["ascii", ascii],
  [
    "blank",
    [
      [0x09, 0x09],
      [0x20, 0x20],
    ],
  ],
  ["cntrl", control],
  ["digit", digit],
  ["graph", [[0x21, 0x7e]]],
  ["lower", lower],
  ["print", [[0x20, 0x7e]]],
  ["punct", punct],
  [
    "space",
    [
      [0x09, 0x0d],
      [0x20, 0x20],
    ],
  ],
  ["upper", upper],
  ["word", [...digit, ...upper, [0x5f, 0x5f], ...lower]],
  ["xdigit", [...digit, [0x41, 0x46], [0x61, 0x66]]],
]);

/**
 * Blocks of the Unicode Character Database (Blocks.txt) that published patterns name, without spaces, hyphens and
 * underscores.
 */
const blocks = new Map<string, Ranges>([
  ["basiclatin", ascii],
  ["latin1supplement", [[0x80, 0xff]]],
  ["latinextendeda", [[0x100, 0x17f]]],
  ["latinextendedb", [[0x180, 0x24f]]],
  ["ipaextensions", [[0x250, 0x2af]]],
  ["combiningdiacriticalmarks", [[0x300, 0x36f]]],
  ["greek", [[0x370, 0x3ff]]],
  ["greekandcoptic", [[0x370, 0x3ff]]],
  ["cyrillic", [[0x400, 0x4ff]]],
  ["armenian", [[0x530, 0x58f]]],
  ["hebrew", [[0x590, 0x5ff]]],
  ["arabic", [[0x600, 0x6ff]]],
  ["devanagari", [[0x900, 0x97f]]],
  ["thai", [[0xe00, 0xe7f]]],
  ["latinextendedadditional", [[0x1e00, 0x1eff]]],
  ["generalpunctuation", [[0x2000, 0x206f]]],
  ["currencysymbols", [[0x20a0, 0x20cf]]],
  ["cjksymbolsandpunctuation", [[0x3000, 0x303f]]],
  ["hiragana", [[0x3040, 0x309f]]],
  ["katakana", [[0x30a0, 0x30ff]]],
  ["cjkunifiedideographs", [[0x4e00, 0x9fff]]],
  ["hangulsyllables", [[0xac00, 0xd7af]]],
  ["halfwidthandfullwidthforms", [[0xff00, 0xffef]]],
]);

/** Names that Java gives to properties of Unicode. */
const javaNames = new Map([
  ["punctuation", "P"],
  ["control", "Cc"],
  ["titlecase", "Lt"],
  ["letter", "L"],
  ["digit", "Nd"],
  ["javalowercase", "Lowercase"],
  ["javauppercase", "Uppercase"],
  ["javaalphabetic", "Alphabetic"],
  ["javaletter", "L"],
  ["javadigit", "Nd"],
  ["javawhitespace", "White_Space"],
  ["whitespace", "White_Space"],
  ["noncharactercodepoint", "Noncharacter_Code_Point"],
]);

/**
 * What `\p{name}` means, written for the inside of a class: `a-zA-Z` or `\p{Script=Latin}`. Knows the names of Java,
 * .NET, PCRE and POSIX beside those of JavaScript; undefined for any other.
 */
export function propertyClass(name: string, isNegated: boolean): string | undefined {
  if (isProperty(name)) return property(name, isNegated);
  const plain = name.replaceAll(/[\s_-]/g, "").toLowerCase();
  const block = /^(?:in|is|block=|blk=)(.+)$/.exec(plain)?.[1];
  const ranges =
    posixClasses.get(plain) ??
    (block === undefined ? undefined : plain.startsWith("is") ? undefined : blocks.get(block));
  if (ranges !== undefined) return rangesText(ranges, isNegated);

  const unprefixed = name.replace(/^Is[_ ]?/i, "");
  const java = javaNames.get(plain) ?? javaNames.get(unprefixed.replaceAll(/[\s_-]/g, "").toLowerCase());
  const candidates = [
    java,
    unprefixed,
    `Script=${unprefixed}`,
    capitalised(unprefixed),
    `Script=${capitalised(unprefixed)}`,
  ];
  const known = candidates.find((candidate) => candidate !== undefined && isProperty(candidate));
  if (known !== undefined) return property(known, isNegated);
  const dotNetBlock = block === undefined ? undefined : blocks.get(block);
  return dotNetBlock === undefined ? undefined : rangesText(dotNetBlock, isNegated);
}

/** The POSIX class `[:name:]`, written for the inside of a class. */
export function posixClass(name: string, isNegated: boolean): string | undefined {
  const ranges = posixClasses.get(name.toLowerCase());
  return ranges === undefined ? undefined : rangesText(ranges, isNegated);
}

function property(name: string, isNegated: boolean): string {
  return `\\${isNegated ? "P" : "p"}{${name}}`;
}

function isProperty(name: string): boolean {
  if (!/^[\w=]+$/.test(name)) return false;
  try {
    new RegExp(`\\p{${name}}`, "u");
    return true;
  } catch {
    return false;
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

function rangesText(ranges: Ranges, isNegated: boolean): string {
  const hex = (point: number): string => `\\u{${point.toString(16)}}`;
  return (isNegated ? complementOf(ranges) : ranges).map(([first, last]) => `${hex(first)}-${hex(last)}`).join("");
}

function complementOf(ranges: Ranges): Ranges {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of ranges.toSorted(([left], [right]) => left - right)) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  return [...gaps, [next, 0x10ffff]];
}

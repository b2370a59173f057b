import { createRequire } from "node:module";
import type { AST, RegExpParser } from "@eslint-community/regexpp";
import type { RE2JS } from "re2js";

/** A pattern that takes time in proportion to a text. */
export interface LinearPattern {
  test(text: string): boolean;
  /** How many steps a character may take. */
  readonly size: number;
}

let loaded: { readonly engine: typeof RE2JS; readonly parser: RegExpParser } | undefined;

/**
 * A regular expression for RE2's engine, which never goes back; undefined for what RE2 does not have, as lookaheads and
 * backreferences. Engine and parser are loaded for the first one.
 */
export function linearPattern({ source, flags }: RegExp): LinearPattern | undefined {
  loaded ??= load();
  const { engine, parser } = loaded;
  if (flags.includes("m")) return undefined;
  try {
    const { alternatives } = parser.parsePattern(source, 0, source.length, { unicode: flags.includes("u") });
    const written = new Writer(flags.includes("s")).oneOf(alternatives);
    const compiled = engine.compile(written, flags.includes("i") ? engine.CASE_INSENSITIVE : 0);
    return { size: compiled.programSize(), test: (text) => compiled.test(text) };
  } catch {
    return undefined;
  }
}

function load(): { readonly engine: typeof RE2JS; readonly parser: RegExpParser } {
  const require = createRequire(import.meta.url);
  const { RE2JS: engine } = require("re2js") as typeof import("re2js");
  const regexpp = require("@eslint-community/regexpp") as typeof import("@eslint-community/regexpp");
  return { engine, parser: new regexpp.RegExpParser() };
}

/** RE2 repeats nothing more often. */
const mostRepetitions = 1_000;

/** How many pieces a repetition beyond that may be written as. */
const mostPieces = 4;

/** The white space of ECMA-262, of which RE2 has the ASCII part alone. */
const spaces: readonly Range[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

const last = 0x10ffff;

type Range = readonly [from: number, to: number];

/** Writes the syntax tree of a pattern as RE2 reads it; throws where it cannot. */
class Writer {
  readonly #isDotAll: boolean;

  constructor(isDotAll: boolean) {
    this.#isDotAll = isDotAll;
  }

  oneOf(alternatives: readonly AST.Alternative[]): string {
    return alternatives.map(({ elements }) => elements.map((each) => this.#of(each)).join("")).join("|");
  }

  #of(node: AST.Element): string {
    switch (node.type) {
      case "Group":
        if (node.modifiers) throw new Unwritable();
        return `(?:${this.oneOf(node.alternatives)})`;
      case "CapturingGroup":
        return `(?:${this.oneOf(node.alternatives)})`;
      case "Quantifier":
        return repeated(`(?:${this.#of(node.element)})`, node.min, node.max);
      case "Assertion":
        if (node.kind === "start") return "\\A";
        if (node.kind === "end") return "\\z";
        if (node.kind === "word") return node.negate ? "\\B" : "\\b";
        throw new Unwritable();
      case "Character":
        return escaped(node.value);
      case "CharacterSet":
        if (node.kind === "any") return this.#isDotAll ? "(?s:.)" : "[^\\n\\r\\x{2028}\\x{2029}]";
        return `[${setOf(node)}]`;
      case "CharacterClass":
        return classOf(node);
      default:
        throw new Unwritable();
    }
  }
}

class Unwritable extends Error {}

function repeated(text: string, min: number, max: number): string {
  const pieces: string[] = [];
  for (let left = min; left > 0; left -= mostRepetitions) pieces.push(`{${Math.min(left, mostRepetitions)}}`);
  if (max === Number.POSITIVE_INFINITY) pieces.push("*");
  else
    for (let left = max - min; left > 0; left -= mostRepetitions) pieces.push(`{0,${Math.min(left, mostRepetitions)}}`);
  if (pieces.length > mostPieces) throw new Unwritable();
  return pieces.map((piece) => text + piece).join("");
}

function classOf({ negate, elements, unicodeSets }: AST.CharacterClass): string {
  if (unicodeSets) throw new Unwritable();
  if (elements.length === 0) return negate ? "(?s:.)" : `[^${rangesOf([[0, last]])}]`;
  const members = elements.map((element) => {
    if (element.type === "Character") return escaped(element.value);
    if (element.type === "CharacterClassRange") return rangesOf([[element.min.value, element.max.value]]);
    if (element.type === "CharacterSet") return setOf(element);
    throw new Unwritable();
  });
  return `[${negate ? "^" : ""}${members.join("")}]`;
}

/** The members of a set, as they stand between brackets. */
function setOf(set: Exclude<AST.CharacterSet, AST.AnyCharacterSet>): string {
  switch (set.kind) {
    case "digit":
      return set.negate ? "\\D" : "\\d";
    case "word":
      return set.negate ? "\\W" : "\\w";
    case "space":
      return rangesOf(set.negate ? besides(spaces) : spaces);
    default:
      if (set.strings || !isCategoryOrScript(set.key)) throw new Unwritable();
      return `\\${set.negate ? "P" : "p"}{${set.value ?? set.key}}`;
  }
}

/** Whether RE2 may have a property under the same name: it has no value where it is a general category. */
function isCategoryOrScript(key: string): boolean {
  return /^(?:General_Category|gc|Script|sc|[A-Z][a-z]?)$/.test(key);
}

function besides(ranges: readonly Range[]): Range[] {
  const starts = [0, ...ranges.map(([, to]) => to + 1)];
  const ends = [...ranges.map(([from]) => from - 1), last];
  return starts.map((from, index) => [from, ends[index] ?? last]);
}

function rangesOf(ranges: readonly Range[]): string {
  return ranges.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join("");
}

function escaped(codePoint: number): string {
  return `\\x{${codePoint.toString(16)}}`;
}

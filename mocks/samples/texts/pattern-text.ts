import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { type Chance, integer, pick } from "../chance.ts";
import type { Pattern } from "./pattern.ts";

/** How long a text may be, in characters. */
export interface Lengths {
  readonly least: number;
  readonly most: number;
}

/** Beyond this no text is made. */
const longest = 20_000;

/** How often a repetition is repeated beyond what it asks, where nothing asks for more. */
const furtherRepetitions = 6;

/** What is preferred where several characters fit: people can read these. */
export const preferred =
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890-_ .,:/@+#!$%&*()=?'\"<>[]{}|~^;\\`";

const parser = new RegExpParser();
const parsed = new WeakMap<Pattern, AST.Pattern | undefined>();
const fitting = new WeakMap<AST.Node, readonly string[]>();

/**
 * A text that is made by the grammar of a pattern. What the pattern looks ahead or behind for is not heeded: whoever
 * asks holds the text against the pattern. Undefined where the pattern allows none, or none of a bearable length.
 */
export function textOfPattern(pattern: Pattern, chance: Chance, lengths: Lengths): string | undefined {
  const root = parsed.has(pattern) ? parsed.get(pattern) : parse(pattern);
  parsed.set(pattern, root);
  if (root === undefined) return undefined;
  const least = shortest(root);
  if (least > longest || least > lengths.most || lengths.least > longest) return undefined;
  const writer = new Writer(pattern, chance, { missing: lengths.least - least, spare: lengths.most - least });
  return writer.write(root) ? writer.text : undefined;
}

function parse({ source, flags }: Pattern): AST.Pattern | undefined {
  try {
    return parser.parsePattern(source, 0, source.length, { unicode: flags.includes("u") });
  } catch {
    return undefined;
  }
}

/** How many characters a part has at least, as far as its parts tell. */
function shortest(node: AST.Node): number {
  switch (node.type) {
    case "Pattern":
    case "Group":
    case "CapturingGroup":
      return Math.min(...node.alternatives.map(shortest));
    case "Alternative":
      return node.elements.reduce((sum, element) => sum + shortest(element), 0);
    case "Quantifier":
      return node.min === 0 ? 0 : node.min * shortest(node.element);
    case "Character":
    case "CharacterSet":
    case "CharacterClass":
    case "ExpressionCharacterClass":
      return 1;
    default:
      return 0;
  }
}

class Writer {
  text = "";
  readonly #pattern: Pattern;
  readonly #chance: Chance;
  /** How many characters there must be beyond the fewest. */
  #missing: number;
  /** How many there may be. */
  #spare: number;
  readonly #groups = new Map<AST.CapturingGroup, string>();

  constructor(pattern: Pattern, chance: Chance, room: { readonly missing: number; readonly spare: number }) {
    this.#pattern = pattern;
    this.#chance = chance;
    this.#missing = room.missing;
    this.#spare = room.spare;
  }

  /** Whether the part could be written. */
  write(node: AST.Node): boolean {
    if (this.text.length > longest) return false;
    switch (node.type) {
      case "Pattern":
      case "Group":
        return this.#writeOne(node.alternatives);
      case "CapturingGroup": {
        const start = this.text.length;
        const isWritten = this.#writeOne(node.alternatives);
        this.#groups.set(node, this.text.slice(start));
        return isWritten;
      }
      case "Alternative":
        return node.elements.every((element) => this.write(element));
      case "Quantifier":
        return this.#repeat(node);
      case "Character":
        this.text += String.fromCodePoint(node.value);
        return true;
      case "CharacterSet":
      case "CharacterClass":
      case "ExpressionCharacterClass": {
        const character = pick(this.#chance, this.#charactersOf(node));
        this.text += character ?? "";
        return character !== undefined;
      }
      case "Backreference":
        for (const group of [node.resolved].flat()) this.text += this.#groups.get(group) ?? "";
        return true;
      default:
        return true;
    }
  }

  #writeOne(alternatives: readonly AST.Alternative[]): boolean {
    const fewest = Math.min(...alternatives.map(shortest));
    const possible = alternatives.filter((each) => shortest(each) - fewest <= this.#spare);
    const alternative = pick(this.#chance, possible);
    if (alternative === undefined) return false;
    this.#use(shortest(alternative) - fewest);
    return this.write(alternative);
  }

  #repeat({ min, max, element }: AST.Quantifier): boolean {
    if (min > longest) return false;
    for (let count = 0; count < min; count += 1) if (!this.write(element)) return false;
    const each = Math.max(1, shortest(element));
    const wanted = this.#chance.isPlain ? 0 : integer(this.#chance, 0, Math.min(max - min, furtherRepetitions));
    for (let count = min; count < max; count += 1) {
      if (count - min >= wanted && this.#missing <= 0) break;
      if (each > this.#spare) break;
      const before = this.text.length;
      this.#use(shortest(element));
      if (!this.write(element)) return false;
      // what repeats nothing would do so for ever
      if (this.text.length === before) break;
    }
    return true;
  }

  #use(characters: number): void {
    this.#missing -= characters;
    this.#spare -= characters;
  }

  /** The characters that fit a part of one character, those that people can read if there are any. */
  #charactersOf(node: AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass): readonly string[] {
    const known = fitting.get(node);
    if (known !== undefined) return known;
    const expression = new RegExp(`^(?:${node.raw})$`, this.#pattern.flags);
    let found = [...preferred].filter((character) => expression.test(character));
    for (let point = 0x80; found.length === 0 && point < 0x11_00_00; point += 0x80) {
      found = Array.from({ length: 0x80 }, (_, index) => String.fromCodePoint(point + index)).filter(
        (character) => expression.test(character) && !/\p{Surrogate}/u.test(character),
      );
    }
    if (found.length === 0) found = ["\t", "\n", "\r", "\0"].filter((character) => expression.test(character));
    fitting.set(node, found);
    return found;
  }
}

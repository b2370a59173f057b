import { type AST, RegExpParser } from "@eslint-community/regexpp";
import type { Language, Languages } from "./language.ts";

/** A regular expression as it is written. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
}

/** Beyond this many characters a pattern is not read. */
const longest = 4_000;

/** How often at least what looks around may be repeated, where more often is allowed. */
const unrolled = 24;

const parser = new RegExpParser();

/**
 * The texts in which a pattern is found. What stands before a place is heeded at the pattern's beginning only: whoever
 * asks holds texts against the pattern. Undefined for what is no regular language.
 */
export function languageOf({ source, flags }: Expression, languages: Languages): Language | undefined {
  if (source.length > longest) return undefined;
  const isUnicode = flags.includes("u");
  try {
    const { alternatives } = parser.parsePattern(source, 0, source.length, { unicode: isUnicode });
    const reader = new Reader(languages, flags);
    const { everything, any } = languages;
    const within = reader.oneOf(alternatives, everything, false);
    const prefix = languages.repeat(any, 1, Number.POSITIVE_INFINITY);
    return languages.either([reader.oneOf(alternatives, everything, true), languages.sequence(prefix, within)]);
  } catch {
    return undefined;
  }
}

class Reader {
  readonly #languages: Languages;
  readonly #flags: string;

  constructor(languages: Languages, flags: string) {
    this.#languages = languages;
    this.#flags = flags;
  }

  /** One of several ways to begin, and then what follows. */
  oneOf(alternatives: readonly AST.Alternative[], follows: Language, isAtStart: boolean): Language {
    return this.#languages.either(alternatives.map(({ elements }) => this.#inTurn(elements, follows, isAtStart)));
  }

  #inTurn(elements: readonly AST.Element[], follows: Language, isAtStart: boolean): Language {
    const [first, ...others] = elements;
    if (first === undefined) return follows;
    if (first.type === "Assertion" && first.kind === "lookbehind" && !first.negate && isFirst(first))
      return this.oneOf(first.alternatives, this.#inTurn(others, follows, false), isAtStart);
    return this.#of(first, this.#inTurn(others, follows, isAtStart && first.type === "Assertion"), isAtStart);
  }

  #of(node: AST.Element, follows: Language, isAtStart: boolean): Language {
    const { sequence } = { sequence: (one: Language) => this.#languages.sequence(one, follows) };
    switch (node.type) {
      case "Group":
      case "CapturingGroup":
        return this.oneOf(node.alternatives, follows, isAtStart);
      case "Character":
      case "CharacterSet":
      case "CharacterClass":
      case "ExpressionCharacterClass": {
        const expression = new RegExp(`^(?:${node.raw})$`, this.#flags);
        return sequence(this.#languages.leaf({ id: node.raw, fits: (character) => expression.test(character) }));
      }
      case "Quantifier":
        return looksAround(node.element)
          ? this.#unrolled(node, follows, isAtStart)
          : sequence(this.#repeated(node, isAtStart));
      case "Assertion":
        return this.#asserted(node, follows, isAtStart);
      default:
        throw new TypeError("is no regular language");
    }
  }

  #repeated({ element, min, max }: AST.Quantifier, isAtStart: boolean): Language {
    return this.#languages.repeat(this.#of(element, this.#languages.empty, isAtStart), min, max);
  }

  #unrolled({ element, min, max }: AST.Quantifier, follows: Language, isAtStart: boolean): Language {
    if (min > 10 * unrolled) throw new TypeError("is too long");
    let language = follows;
    for (let count = Math.min(max, min + unrolled); count > 0; count -= 1) {
      const once = this.#of(element, language, isAtStart && count === 1);
      language = count > min ? this.#languages.either([follows, once]) : once;
    }
    return language;
  }

  #asserted(node: AST.Assertion, follows: Language, isAtStart: boolean): Language {
    const { none, empty, everything } = this.#languages;
    switch (node.kind) {
      case "start":
        return isAtStart ? follows : none;
      case "end":
        return follows.hasEmpty ? empty : none;
      case "lookahead": {
        const seen = this.oneOf(node.alternatives, everything, isAtStart);
        return this.#languages.every([node.negate ? this.#languages.other(seen) : seen, follows]);
      }
      default:
        return follows;
    }
  }
}

/** Whether a pattern begins with a part. */
function isFirst(node: AST.Element): boolean {
  const { parent } = node;
  return parent.type === "Alternative" && parent.parent.type === "Pattern" && parent.elements[0] === node;
}

function looksAround(node: AST.Element): boolean {
  if (node.type === "Assertion") return true;
  if (node.type === "Quantifier") return looksAround(node.element);
  if (node.type !== "Group" && node.type !== "CapturingGroup") return false;
  return node.alternatives.some(({ elements }) => elements.some(looksAround));
}

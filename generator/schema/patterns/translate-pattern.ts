import { posixClass, propertyClass } from "./pattern-properties.ts";

/** A pattern that JavaScript compiles, or why there is none with the same meaning. */
export type Translation =
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string; readonly isTranslated: boolean }
  | { readonly kind: "untranslatable"; readonly reason: string };

class Untranslatable extends Error {}

const outsideClass = new Map([
  ["A", "(?<![\\s\\S])"],
  ["z", "(?![\\s\\S])"],
  ["Z", "(?=\\n?(?![\\s\\S]))"],
  ["R", "(?:\\r\\n|[\\n\\v\\f\\r\\u0085\\u2028\\u2029])"],
  ["H", "[^\\t\\p{Zs}]"],
  ["h", "[\\t\\p{Zs}]"],
]);

const characters = new Map([
  ["a", "\\x07"],
  ["e", "\\x1b"],
]);

/**
 * Writes a pattern for JavaScript with the flag `u`, as JSON Schema asks (2020-12, section 6.4). One that compiles is
 * left as it is; one in the manner of Java, .NET, PCRE, Python or of JavaScript without that flag is translated where
 * there is an equivalent. Possessive quantifiers and atomic groups become plain ones, which accept at least as much.
 */
export function translatePattern(pattern: string): Translation {
  const delimited = /^\/(\^.*\$)\/([a-z]*)$/s.exec(pattern);
  if (delimited === null && compiles(pattern, "u")) {
    return { kind: "pattern", source: pattern, flags: "u", isTranslated: false };
  }
  try {
    const [, body = pattern, outerFlags = ""] = delimited ?? [];
    const { text, flags } = withoutLeadingFlags(body);
    const source = new Translator(text, compiles(text, "")).translate();
    const all = [...new Set(["u", ...flags, ...[...outerFlags].filter((flag) => "ims".includes(flag))])]
      .sort()
      .join("");
    new RegExp(source, all);
    return { kind: "pattern", source, flags: all, isTranslated: true };
  } catch (error) {
    if (error instanceof Untranslatable) return { kind: "untranslatable", reason: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "untranslatable", reason: message.slice(message.lastIndexOf(": ") + 2) };
  }
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

/** Inline flags that hold for the whole pattern, such as `(?i)` at its start. */
function withoutLeadingFlags(pattern: string): { text: string; flags: string[] } {
  const match = /^(\^?)\(\?([a-zA-Z]*)(?:-[a-zA-Z]+)?\)/.exec(pattern);
  if (match === null) return { text: pattern, flags: [] };
  const [whole, anchor = "", names = ""] = match;
  const unknown = [...names].find((name) => !"imsuU".includes(name));
  if (unknown !== undefined) throw new Untranslatable(`there is no equivalent of the flag "${unknown}"`);
  const rest = withoutLeadingFlags(anchor + pattern.slice(whole.length));
  return { text: rest.text, flags: [...[...names].filter((name) => "ims".includes(name)), ...rest.flags] };
}

/** Walks a pattern once from left to right. */
class Translator {
  private readonly pattern: string;
  /**
   * Whether JavaScript without the flag `u` takes the pattern: then an escaped letter without a meaning is that letter.
   */
  private readonly isLoose: boolean;
  private at = 0;

  constructor(pattern: string, isLoose: boolean) {
    this.pattern = pattern;
    this.isLoose = isLoose;
  }

  translate(): string {
    let source = "";
    while (this.at < this.pattern.length) source += this.next();
    return source;
  }

  private next(): string {
    const char = this.take();
    if (char === "\\") return this.escape(false);
    if (char === "[") return this.characterClass();
    if (char === "(") return this.group();
    if (char === "*" || char === "+" || char === "?") return this.quantifier(char);
    if (char === "{") {
      const bounds = this.match(/\d+(?:,\d*)?\}/y);
      return bounds === undefined ? "\\{" : this.quantifier(`{${bounds}`);
    }
    return char === "}" || char === "]" ? `\\${char}` : char;
  }

  private quantifier(text: string): string {
    if (this.match(/\?/y) !== undefined) return `${text}?`;
    this.match(/\+/y);
    return text;
  }

  private group(): string {
    if (this.match(/\?>/y) !== undefined) return "(?:";
    if (this.match(/\?#[^)]*\)/y) !== undefined) return "(?:)";
    const named = this.match(/\?P?<[A-Za-z_]\w*>/y);
    if (named !== undefined) return `(?${named.slice(named.indexOf("<"))}`;
    const backreference = this.match(/\?P=\w+\)/y);
    if (backreference !== undefined) return `\\k<${backreference.slice(3, -1)}>`;
    const plain = this.match(/\?(?:[:=!]|<[=!])/y);
    if (plain !== undefined) return `(${plain}`;
    const special = this.match(/\?[^)]{0,10}|\*[A-Z]/y);
    if (special !== undefined) throw new Untranslatable(`there is no equivalent of the group "(${special}"`);
    return "(";
  }

  private characterClass(): string {
    let source = this.match(/\^/y) === undefined ? "[" : "[^";
    const start = this.at;
    // What is between two hyphens of a range must be one character; a class such as \w is not.
    let previous: "none" | "character" | "class" = "none";
    for (;;) {
      if (this.at >= this.pattern.length) throw new Untranslatable("a character class is not closed");
      const char = this.take();
      if (char === "]" && (this.at - 1 > start || this.isLoose)) return `${source}]`;
      if (char === "&" && this.peek() === "&" && /&&\[|&&\^/y.test(this.pattern.slice(this.at - 1, this.at + 2))) {
        throw new Untranslatable("there is no equivalent of an intersection of character classes");
      }
      if (char === "-") {
        const next = this.peek();
        const isRange = previous === "character" && next !== "]" && !this.isClassNext();
        source += isRange ? "-" : "\\-";
        // The end of a range cannot start another.
        if (isRange) {
          source += this.classCharacter();
          previous = "none";
        } else previous = "none";
      } else {
        this.at -= 1;
        previous = this.isClassNext() ? "class" : "character";
        source += this.classCharacter();
      }
    }
  }

  private isClassNext(): boolean {
    return /(?:\\[dDwWsSpPhHNR]|\[:)/y.test(this.pattern.slice(this.at, this.at + 2));
  }

  private classCharacter(): string {
    const posix = this.match(/\[:\^?\w+:\]/y);
    if (posix !== undefined) {
      const [, caret, name = ""] = /^\[:(\^?)(\w+):\]$/.exec(posix) ?? [];
      return known(posixClass(name, caret === "^"), posix);
    }
    const char = this.take();
    if (char === "\\") return this.escape(true);
    if (char === "[" && !this.isLoose) throw new Untranslatable("there is no equivalent of a class inside a class");
    return char === "[" || char === "]" || char === "-" ? `\\${char}` : char;
  }

  private escape(isInClass: boolean): string {
    const property = this.match(/[pP](?:\{\^?[^{}]+\}|[A-Z])/y);
    if (property !== undefined) return propertyEscape(property, isInClass);
    const quoted = this.match(/Q[\s\S]*?(?:\\E|$)/y);
    if (quoted !== undefined && !isInClass) {
      return quoted
        .slice(1)
        .replace(/\\E$/, "")
        .replaceAll(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");
    }
    const codePoint = this.match(/x\{[0-9A-Fa-f]{1,6}\}/y);
    if (codePoint !== undefined) return `\\u${codePoint.slice(1)}`;
    const kept = this.match(isInClass ? keptInClass : keptOutsideClass);
    if (kept !== undefined) return `\\${kept}`;
    if (this.at >= this.pattern.length) throw new Untranslatable("it ends in a backslash");

    const char = this.take();
    const translated = isInClass
      ? (characters.get(char) ?? (char === "h" ? "\\t\\p{Zs}" : undefined))
      : (characters.get(char) ?? outsideClass.get(char));
    if (translated !== undefined) return translated;
    if (char === "E") return "";
    if (/[A-Za-z0-9]/.test(char) && !this.isLoose) throw new Untranslatable(`there is no equivalent of "\\${char}"`);
    if (/[GKXCNQ]/.test(char)) throw new Untranslatable(`there is no equivalent of "\\${char}"`);
    // Escaping a character without a meaning changes nothing, and the flag `u` forbids it.
    return /\d/.test(char) ? `\\x${char.charCodeAt(0).toString(16)}` : char;
  }

  private take(): string {
    const char = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    this.at += char.length;
    return char;
  }

  private peek(): string {
    return this.pattern.charAt(this.at);
  }

  private match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    const [found] = sticky.exec(this.pattern) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

const keptOutsideClass =
  /[dDwWsSbBtnvfr]|k<\w+>|[1-9]\d?|0(?!\d)|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]+\}|c[A-Za-z]|[\^$\\.*+?()[\]{}|/]/y;
const keptInClass =
  /[dDwWsSbtnvfr]|0(?!\d)|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]+\}|c[A-Za-z]|[\^$\\.*+?()[\]{}|/-]/y;

function propertyEscape(text: string, isInClass: boolean): string {
  const name = text.length === 2 ? text.slice(1) : text.slice(2, -1).replace(/^\^/, "");
  const isNegated = text.startsWith("P") !== text.startsWith("^", 2);
  const inside = known(propertyClass(name, isNegated), `\\${text}`);
  return isInClass || /^\\[pP]\{[\w=]+\}$/.test(inside) ? inside : `[${inside}]`;
}

function known(text: string | undefined, written: string): string {
  if (text === undefined) throw new Untranslatable(`there is no equivalent of "${written}"`);
  return text;
}

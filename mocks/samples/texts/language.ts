/** One character of a pattern: which ones fit. */
export interface Leaf {
  readonly id: string;
  fits(character: string): boolean;
}

/** A set of texts, written as what they begin with: always the same object for the same way of writing it. */
export interface Language {
  readonly id: number;
  readonly kind: "none" | "empty" | "leaf" | "sequence" | "either" | "every" | "other" | "repeat";
  readonly parts: readonly Language[];
  readonly leaf: Leaf | undefined;
  /** How often what repeats does so. */
  readonly least: number;
  readonly most: number;
  /** Whether the empty text is one of them. */
  readonly hasEmpty: boolean;
  /** What is left of the texts that begin with a character of each class. */
  readonly rests: Map<number, Language>;
}

/** Thrown where languages become too many. */
export class TooManyLanguages extends Error {}

const mostLanguages = 60_000;

/**
 * Regular languages with their intersections and complements, and what is left of them behind a character: Janusz
 * Brzozowski, "Derivatives of Regular Expressions", 1964.
 */
export class Languages {
  readonly none: Language;
  readonly empty: Language;
  readonly everything: Language;
  readonly any: Language;
  readonly leaves = new Map<string, Leaf>();
  readonly #known = new Map<string, Language>();

  constructor() {
    this.none = this.#of("none", []);
    this.empty = this.#of("empty", []);
    this.any = this.leaf({ id: "any", fits: () => true });
    this.everything = this.repeat(this.any, 0, Number.POSITIVE_INFINITY);
  }

  leaf(leaf: Leaf): Language {
    const known = this.leaves.get(leaf.id) ?? leaf;
    this.leaves.set(leaf.id, known);
    return this.#of("leaf", [], { leaf: known });
  }

  sequence(first: Language, rest: Language): Language {
    if (first === this.none || rest === this.none) return this.none;
    if (first === this.empty) return rest;
    if (rest === this.empty) return first;
    const [head, tail] = first.parts;
    if (first.kind === "sequence" && head && tail) return this.sequence(head, this.sequence(tail, rest));
    return this.#of("sequence", [first, rest]);
  }

  either(languages: readonly Language[]): Language {
    const all = new Set(languages.flatMap((each) => (each.kind === "either" ? each.parts : [each])));
    all.delete(this.none);
    return all.has(this.everything) ? this.everything : this.#joined("either", all, this.none);
  }

  every(languages: readonly Language[]): Language {
    const all = new Set(languages.flatMap((each) => (each.kind === "every" ? each.parts : [each])));
    all.delete(this.everything);
    if (all.has(this.none)) return this.none;
    if (all.has(this.empty)) return [...all].every(({ hasEmpty }) => hasEmpty) ? this.empty : this.none;
    return this.#joined("every", all, this.everything);
  }

  other(language: Language): Language {
    if (language === this.none) return this.everything;
    if (language === this.everything) return this.none;
    const [denied] = language.parts;
    return language.kind === "other" && denied ? denied : this.#of("other", [language]);
  }

  repeat(language: Language, least: number, most: number): Language {
    if (language === this.empty || most === 0) return this.empty;
    if (language === this.none) return least === 0 ? this.empty : this.none;
    if (least === 1 && most === 1) return language;
    return this.#of("repeat", [language], { least: language.hasEmpty ? 0 : least, most });
  }

  /** What is left of the texts that begin with a character of a class; `fits` says which leaves take these. */
  rest(language: Language, group: number, fits: (leaf: Leaf) => boolean): Language {
    const known = language.rests.get(group);
    if (known !== undefined) return known;
    const rest = this.#rest(language, (part) => this.rest(part, group, fits), fits);
    language.rests.set(group, rest);
    return rest;
  }

  #rest(language: Language, restOf: (part: Language) => Language, fits: (leaf: Leaf) => boolean): Language {
    const { kind, parts, leaf, least, most } = language;
    const [first = this.none, second = this.empty] = parts;
    switch (kind) {
      case "leaf":
        return leaf !== undefined && fits(leaf) ? this.empty : this.none;
      case "sequence": {
        const rest = this.sequence(restOf(first), second);
        return first.hasEmpty ? this.either([rest, restOf(second)]) : rest;
      }
      case "either":
        return this.either(parts.map(restOf));
      case "every":
        return this.every(parts.map(restOf));
      case "other":
        return this.other(restOf(first));
      case "repeat":
        return this.sequence(restOf(first), this.repeat(first, Math.max(0, least - 1), most - 1));
      default:
        return this.none;
    }
  }

  #joined(kind: "either" | "every", all: ReadonlySet<Language>, otherwise: Language): Language {
    const [only = otherwise, ...others] = [...all].sort((a, b) => a.id - b.id);
    return others.length === 0 ? only : this.#of(kind, [only, ...others]);
  }

  #of(
    kind: Language["kind"],
    parts: readonly Language[],
    { leaf, least = 1, most = 1 }: { readonly leaf?: Leaf; readonly least?: number; readonly most?: number } = {},
  ): Language {
    const key = `${kind} ${parts.map(({ id }) => id).join()} ${leaf?.id ?? ""} ${least} ${most}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= mostLanguages) throw new TooManyLanguages();
    const hasEmpty = hasEmptyText(kind, parts, least);
    const language = { id: this.#known.size, kind, parts, leaf, least, most, hasEmpty, rests: new Map() };
    this.#known.set(key, language);
    return language;
  }
}

function hasEmptyText(kind: Language["kind"], parts: readonly Language[], least: number): boolean {
  switch (kind) {
    case "empty":
      return true;
    case "sequence":
    case "every":
      return parts.every(({ hasEmpty }) => hasEmpty);
    case "either":
      return parts.some(({ hasEmpty }) => hasEmpty);
    case "other":
      return !parts.some(({ hasEmpty }) => hasEmpty);
    case "repeat":
      return least === 0 || parts.some(({ hasEmpty }) => hasEmpty);
    default:
      return false;
  }
}

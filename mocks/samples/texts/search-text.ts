import { type Chance, integer, pick, plainChance } from "../chance.ts";
import { type Language, Languages, type Leaf, TooManyLanguages } from "./language.ts";
import { type Expression, languageOf } from "./pattern-language.ts";
import { type Lengths, preferred } from "./pattern-text.ts";

/** How many steps a search takes at most where nobody says it. */
const usualSteps = 20_000;

/** What texts have to be. */
export interface Sought {
  /** Patterns that are found in them. */
  readonly patterns: readonly Expression[];
  /** Patterns that are not. */
  readonly denied: readonly Expression[];
  readonly lengths: Lengths;
  /** How many steps a search takes at most. */
  readonly mostSteps?: number;
}

/** Characters that no part of a pattern tells apart. */
interface Group {
  readonly index: number;
  readonly characters: readonly string[];
  readonly leaves: ReadonlySet<Leaf>;
}

interface Step {
  readonly language: Language;
  readonly before: Step | undefined;
  readonly group: Group | undefined;
}

/** Finds a text; undefined where there is none, or none within bearable effort. */
export type SearchText = (chance: Chance) => string | undefined;

/** What finds texts that satisfy several patterns at once, what they look ahead for included. */
export function textSearch({ patterns, denied, lengths, mostSteps = usualSteps }: Sought): SearchText {
  const languages = new Languages();
  const [wanted, refused] = [patterns, denied].map((all) => all.map((each) => languageOf(each, languages)));
  const known = (wanted ?? []).filter((each) => each !== undefined);
  const others = (refused ?? []).filter((each) => each !== undefined).map((each) => languages.other(each));
  const language = languages.every([...known, ...others]);
  const groups = groupsOf([...languages.leaves.values()]);
  // the same whatever was found before: what does not end once is not tried again
  const plain = find({ ...lengths }, plainChance);
  return (chance) => {
    if (chance.isPlain || plain === undefined) return plain;
    const least = Math.min(lengths.most, lengths.least + integer(chance, 0, 6));
    return find({ ...lengths, least }, chance) ?? find(lengths, chance) ?? plain;
  };

  function find({ least, most }: Lengths, chance: Chance): string | undefined {
    const seen = new Set<Language>();
    let layer: readonly Step[] = [{ language, before: undefined, group: undefined }];
    let steps = 0;
    try {
      for (let length = 0; length <= most && layer.length > 0; length += 1) {
        const end = length < least ? undefined : layer.find((step) => step.language.hasEmpty);
        if (end !== undefined) return written(end, chance);
        const next: Step[] = [];
        const reached = length + 1 < least ? new Set<Language>() : seen;
        for (const before of inAnyOrder(layer, chance)) {
          for (const group of inAnyOrder(groups, chance)) {
            steps += 1;
            const rest = languages.rest(before.language, group.index, (leaf) => group.leaves.has(leaf));
            if (rest === languages.none || reached.has(rest)) continue;
            reached.add(rest);
            next.push({ language: rest, before, group });
          }
          if (steps > mostSteps) return undefined;
        }
        layer = next;
      }
    } catch (error) {
      if (!(error instanceof TooManyLanguages || error instanceof RangeError)) throw error;
    }
    return undefined;
  }
}

function written(end: Step, chance: Chance): string {
  const characters: string[] = [];
  for (let step: Step | undefined = end; step?.group !== undefined; step = step.before)
    characters.push(pick(chance, step.group.characters) ?? "");
  return characters.reverse().join("");
}

function inAnyOrder<Value>(values: readonly Value[], chance: Chance): readonly Value[] {
  if (chance.isPlain || values.length < 2) return values;
  const shuffled = [...values];
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = integer(chance, 0, index);
    [shuffled[index], shuffled[other]] = [shuffled[other] as Value, shuffled[index] as Value];
  }
  return shuffled;
}

/** Characters that people can read, and others where a part takes none of these. */
function groupsOf(leaves: readonly Leaf[]): readonly Group[] {
  const alphabet = [...preferred];
  for (const leaf of leaves) {
    if (alphabet.some((character) => leaf.fits(character))) continue;
    alphabet.push(...furtherCharacters(leaf));
  }
  const groups = new Map<string, { index: number; characters: string[]; leaves: ReadonlySet<Leaf> }>();
  for (const character of alphabet) {
    const fitting = leaves.filter((leaf) => leaf.fits(character));
    const key = fitting.map(({ id }) => id).join("\n");
    const group = groups.get(key) ?? { index: groups.size, characters: [], leaves: new Set(fitting) };
    group.characters.push(character);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function furtherCharacters(leaf: Leaf): readonly string[] {
  const controls = ["\t", "\n", "\r", "\0"].filter((character) => leaf.fits(character));
  for (let point = 0x80; controls.length === 0 && point < 0x11_00_00; point += 0x80) {
    const found = Array.from({ length: 0x80 }, (_, index) => String.fromCodePoint(point + index)).filter(
      (character) => leaf.fits(character) && !/\p{Surrogate}/u.test(character),
    );
    if (found.length > 0) return found;
  }
  return controls;
}

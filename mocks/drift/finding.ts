import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";

/** What real traffic shows that the documents do not say. */
export const driftKinds = [
  "undocumented-operation",
  "undocumented-parameter",
  "undocumented-status",
  "undocumented-media-type",
  "undocumented-member",
  "undocumented-value",
  "wrong-type",
  "missing-member",
  "missing-header",
  "wrong-header",
] as const;

/** A kind of drift. */
export type DriftKind = (typeof driftKinds)[number];

/** Where documents would say it: a schema, or keys below an operation; without an operation below `paths`. */
export interface DriftPlace {
  readonly operation?: ServedOperation;
  readonly keys: readonly string[];
  /** A schema of the documents; the keys lead to what it belongs to. */
  readonly schema?: unknown;
}

/** How documents are made to say it. */
export type Change =
  /** Further members of the object there. */
  | { readonly kind: "merge"; readonly update: JsonObject }
  /** A further item of the array below a key, which is made where there is none. */
  | { readonly kind: "append"; readonly key: string; readonly item: unknown }
  /** The item of an array of strings below a key goes. */
  | { readonly kind: "remove-item"; readonly key: string; readonly item: string }
  /** What stands below a key goes, and other members come. */
  | { readonly kind: "replace"; readonly key: string; readonly update: JsonObject }
  /** Several changes that are needed together. */
  | { readonly kind: "all"; readonly changes: readonly Change[] };

/** One thing that traffic shows, however often. */
export interface Finding {
  readonly kind: DriftKind;
  /** What it is about, in words: `GET /pets: member 200 tags[]`. */
  readonly subject: string;
  readonly message: string;
  readonly place: DriftPlace;
  /** How many values showed it. */
  readonly count: number;
  /** Masked: letters and digits are others. */
  readonly examples: readonly string[];
  /** Recordings that showed it, by their keys, the first few. */
  readonly recordings: readonly string[];
  /** Undefined where a person must decide. */
  readonly change: Change | undefined;
}

/** What is seen at one place of one recording. */
export interface Sighting extends Pick<Finding, "kind" | "message" | "place" | "subject"> {
  /** What else tells it from others at its place: the name of a member, a value. */
  readonly name: string;
  readonly value: unknown;
  /** A value that a closed list of values would have to have; undefined where it is not about one. */
  readonly choice?: unknown;
  /**
   * Made when all values are known, of which a schema gets those of every type that it does not say, and all that are
   * missing in its list of values.
   */
  readonly change: (values: readonly unknown[], choices: readonly unknown[]) => Change | undefined;
}

const mostExamples = 3;
const mostValues = 200;

interface Gathered {
  readonly first: Sighting;
  count: number;
  readonly values: unknown[];
  readonly choices: Map<string, unknown>;
  readonly recordings: Set<string>;
}

/** Gathers what is seen into findings: the same thing at the same place is one. */
export class Findings {
  readonly #found = new Map<unknown, Map<string, Gathered>>();

  add(sighting: Sighting, recording: string): void {
    const { place, kind, name } = sighting;
    // A named schema is one place for all that refer to it.
    const owner = place.schema ?? place.operation ?? "paths";
    const there = this.#found.get(owner) ?? new Map<string, Gathered>();
    this.#found.set(owner, there);
    const key = JSON.stringify([kind, name, place.schema === undefined ? place.keys : ""]);
    const known: Gathered = there.get(key) ?? {
      first: sighting,
      count: 0,
      values: [],
      choices: new Map(),
      recordings: new Set(),
    };
    there.set(key, known);
    known.count += 1;
    if (known.values.length < mostValues) known.values.push(sighting.value);
    if ("choice" in sighting && known.choices.size < mostValues)
      known.choices.set(JSON.stringify(sighting.choice), sighting.choice);
    if (known.recordings.size < mostExamples) known.recordings.add(recording);
  }

  /** By kind, then in the order in which they were seen. */
  list(): readonly Finding[] {
    const all = [...this.#found.values()].flatMap((there) =>
      [...there.values()].map((gathered) => ({ gathered, beside: [...there.values()] })),
    );
    return driftKinds.flatMap((kind) =>
      all
        .filter(({ gathered }) => gathered.first.kind === kind)
        .map(({ gathered: { first, count, values, recordings }, beside }) => ({
          ...{ kind, subject: first.subject, message: first.message, place: first.place, count },
          examples: [...new Set(values.filter((value) => value !== undefined).map(masked))].slice(0, mostExamples),
          recordings: [...recordings],
          change: first.change(kind === "wrong-type" ? valuesOf(kind, beside) : values, choicesOf(beside)),
        })),
    );
  }
}

/** All values of one kind of what was seen at a place: what makes a schema say one type takes nothing of another. */
function valuesOf(kind: DriftKind, there: readonly Gathered[]): unknown[] {
  return there.filter(({ first }) => first.kind === kind).flatMap(({ values }) => values);
}

function choicesOf(there: readonly Gathered[]): unknown[] {
  return [...new Map(there.flatMap(({ choices }) => [...choices])).values()];
}

const longestExample = 60;

/** A value by its form: letters and digits are `a`, `A` and `0`, so that nobody's data is told. */
export function masked(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === "string" ? maskedText(each) : each));
  const shown = (text ?? "nothing").replaceAll(/(?<![A-Za-z"])-?\d[\d.eE+-]*/g, (digits) =>
    digits.replaceAll(/\d/g, "0"),
  );
  return shown.length > longestExample ? `${shown.slice(0, longestExample)}…` : shown;
}

function maskedText(text: string): string {
  return text.replaceAll(/(\p{Lu})|(\p{L})|\p{N}/gu, (_, upper?: string, other?: string) =>
    upper !== undefined ? "A" : other !== undefined ? "a" : "0",
  );
}

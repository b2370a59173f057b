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
  | { readonly kind: "replace"; readonly key: string; readonly update: JsonObject };

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
  /** Made when all values are known. */
  readonly change: (values: readonly unknown[]) => Change | undefined;
}

const mostExamples = 3;
const mostValues = 200;

interface Gathered {
  readonly first: Sighting;
  count: number;
  readonly values: unknown[];
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
    const known = there.get(key) ?? { first: sighting, count: 0, values: [], recordings: new Set<string>() };
    there.set(key, known);
    known.count += 1;
    if (known.values.length < mostValues) known.values.push(sighting.value);
    if (known.recordings.size < mostExamples) known.recordings.add(recording);
  }

  /** By kind, then in the order in which they were seen. */
  list(): readonly Finding[] {
    const all = [...this.#found.values()].flatMap((there) => [...there.values()]);
    return driftKinds.flatMap((kind) =>
      all
        .filter(({ first }) => first.kind === kind)
        .map(({ first: { subject, message, place, change }, count, values, recordings }) => ({
          ...{ kind, subject, message, place, count },
          examples: [...new Set(values.filter((value) => value !== undefined).map(masked))].slice(0, mostExamples),
          recordings: [...recordings],
          change: change(values),
        })),
    );
  }
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

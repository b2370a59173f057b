import { isObject, type JsonObject, setOwn } from "../../generator/document/json.ts";
import { areNumbersMarked, numberOfMarked } from "../document/exact-numbers.ts";
import { Budget } from "../validation/schemas/budget.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import { type Chance, freshChance, plainChance, seededChance } from "./chance.ts";
import { Maker, TooLarge } from "./maker.ts";
import type { Manner } from "./making.ts";
import { type Plan, Plans } from "./plan.ts";
import { Reading } from "./reading.ts";

/** A made-up value that breaks its schema: none that satisfies it was found. */
export interface Unsatisfied {
  /** Where the schema stands: `GET /pets 200 application/json`. */
  readonly place: string;
  /** Where in the value, as a JSON Pointer. */
  readonly pointer: string;
  /** The keyword of JSON Schema that is broken. */
  readonly keyword: string;
  readonly message: string;
}

/** How one value is made up. */
export interface Asked {
  /** Where the schema stands, for people. */
  readonly place: string;
  /** Whether values differ, as a seed or chance has it, instead of being the plain ones. */
  readonly isDynamic: boolean;
  readonly seed: string | undefined;
}

/** How the dynamic values of a document are made, where it says. */
export type Taste = Pick<Manner, "items" | "requiredOnly" | "usesDefaults" | "usesExamples">;

/** Makes up values for the schemas of a document. */
export interface Sampler {
  /** A value that satisfies a schema, or the nearest that was found. It does not throw. */
  sample(schema: unknown, asked: Asked): unknown;
  /** Whether a value that a document suggests satisfies a schema that stands at a place. */
  isValid(schema: unknown, place: string, value: unknown): boolean;
  /** What no value was found for so far, each place once. */
  readonly unsatisfied: readonly Unsatisfied[];
}

/** How deep values are nested at first, and then, where they have too many parts. */
const depths = [12, 8, 6, 5, 4, 3, 2, 1, 0];

/** How often a whole value is made: at once, carefully, by chance, and at last with parts left out. */
const attempts = 6;

/** What was found out of a schema by making values for it. */
interface Experience {
  depth: number;
  isDoubtful: boolean;
  isHopeless: boolean;
}

/** Where the schema of a value stands, and the time that is left to check it, as often as that is done. */
interface Checked {
  readonly place: string;
  readonly budget: Budget;
}

interface Draft {
  readonly value: unknown;
  /** Whether it may break its schema. */
  readonly hasDoubts: boolean;
}

interface Made {
  readonly value: unknown;
  readonly faults: readonly { readonly instancePath: string; readonly keyword: string; readonly message?: string }[];
}

/** `fake` gives what the method of faker gives that `x-faker` names. */
export function createSampler(
  openapi: JsonObject,
  fake: (asked: unknown, chance: Chance) => unknown,
  taste?: Partial<Taste>,
): Sampler {
  const plans = new Plans(new Reading(openapi));
  const experiences = new WeakMap<Plan, Experience>();
  const unsatisfied = new Map<string, Unsatisfied>();

  /** What a value that takes too long to check breaks is not known. */
  function check(schema: unknown, { place, budget }: Checked, value: unknown): Made["faults"] {
    const whole = areNumbersMarked() ? withNumbers(value) : value;
    return documentSchemas(openapi, "response").check(schema, place)(whole, budget);
  }

  function mannerOf(asked: Asked & Checked, attempt: number, depth: number): Manner {
    const { isDynamic, seed } = asked;
    const chanceOf = (): Chance => (seed === undefined ? freshChance : seededChance(`${seed} ${attempt}`));
    const own = isDynamic ? chanceOf() : attempt < 2 ? plainChance : seededChance(`plain ${attempt}`);
    const isLast = attempt === attempts - 1;
    return {
      chance: own,
      further: own.isPlain ? seededChance("further") : own,
      usesDefaults: !isDynamic,
      usesExamples: !isDynamic,
      sortsKeys: isDynamic,
      requiredOnly: false,
      items: undefined,
      ...(isDynamic && taste),
      depth,
      isCareful: attempt > 0,
      isLenient: isLast,
      fake: (asked) => fake(asked, own),
      check: (plan, value) => check(plan.schema, asked, value).length === 0,
    };
  }

  /** Makes a value, a smaller one where it is too large; undefined where there is none. */
  function make(plan: Plan, experience: Experience, mannerOf: (depth: number) => Manner): Draft | undefined {
    for (const depth of depths) {
      if (depth > experience.depth) continue;
      experience.depth = depth;
      try {
        const maker = new Maker(mannerOf(depth));
        const value = maker.make(plan);
        return value === undefined ? undefined : { value, hasDoubts: maker.hasDoubts };
      } catch (error) {
        if (!(error instanceof TooLarge)) throw error;
      }
    }
    return undefined;
  }

  function sample(schema: unknown, how: Asked): unknown {
    const asked = { ...how, budget: new Budget() };
    plans.clearIfMany();
    const plan = plans.of([schema]);
    // with a seed a value must not rest on what was made before
    const known = asked.seed === undefined ? experiences.get(plan) : undefined;
    const experience = known ?? { depth: depths[0] ?? 0, isDoubtful: false, isHopeless: false };
    experiences.set(plan, experience);
    let best: Made | undefined;
    for (let attempt = experience.isHopeless ? attempts - 1 : experience.isDoubtful ? 1 : 0; attempt < attempts; ) {
      const made = make(plan, experience, (depth) => mannerOf(asked, attempt, depth));
      const isCertain = attempt === 0 && made?.hasDoubts === false;
      const faults = made === undefined || isCertain ? [] : check(schema, asked, made.value);
      if (made !== undefined && faults.length === 0) return made.value;
      if (made !== undefined && faults.length < (best?.faults.length ?? Number.POSITIVE_INFINITY))
        best = { value: made.value, faults };
      experience.isDoubtful = true;
      attempt += 1;
    }
    experience.isHopeless = true;
    tell(asked.place, best);
    return best === undefined ? null : best.value;
  }

  function tell(place: string, best: Made | undefined): void {
    const [fault] = best?.faults ?? [];
    const { instancePath: pointer = "", keyword = "", message = "there is no such value" } = fault ?? {};
    if (!unsatisfied.has(place)) unsatisfied.set(place, { place, pointer, keyword, message });
  }

  return {
    sample,
    isValid: (schema, place, value) => check(schema, { place, budget: new Budget() }, value).length === 0,
    get unsatisfied() {
      return [...unsatisfied.values()];
    },
  };
}

/** Data of a document as a validator takes it: numbers with all their digits as JavaScript has them. */
function withNumbers(value: unknown): unknown {
  if (typeof value === "string") return numberOfMarked(value) ?? value;
  if (Array.isArray(value)) {
    const items = value.map(withNumbers);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  const members = names.map((name) => withNumbers(value[name]));
  if (members.every((member, index) => member === value[names[index] ?? ""])) return value;
  const copy = {};
  for (const [index, name] of names.entries()) setOwn(copy, name, members[index]);
  return copy;
}

import type { Chance } from "./chance.ts";
import type { Plan } from "./plan.ts";

/** How values are made. */
export interface Manner {
  readonly chance: Chance;
  /** What decides where a first try was none. */
  readonly further: Chance;
  /** Whether what documents suggest by `default`, and by `examples`, is taken. */
  readonly usesDefaults: boolean;
  readonly usesExamples: boolean;
  /** Whether maps have their keys in order. */
  readonly sortsKeys: boolean;
  /** Whether members that need not be there are left out. */
  readonly requiredOnly: boolean;
  /** How many items arrays have, where their schemas let them. */
  readonly items: { readonly least: number; readonly most: number } | undefined;
  /** How deep values are nested before what may be left out is left out. */
  readonly depth: number;
  /** Whether each value that may be none is checked before it is taken. */
  readonly isCareful: boolean;
  /** Whether a required member for which there is no value is left out. */
  readonly isLenient: boolean;
  /** What the method of faker gives that `x-faker` names. */
  fake(asked: unknown): unknown;
  /** Whether a value satisfies the schema of a plan. */
  check(plan: Plan, value: unknown): boolean;
}

/** What makes a value, as those see it who make its parts. */
export interface Making {
  readonly manner: Manner;
  /** What decides right now. */
  chance: Chance;
  /** A value; undefined where none is found. */
  make(plan: Plan): unknown;
  /** A value that a document suggests, where it is one. */
  taken(plan: Plan, value: unknown): unknown;
  /** Whether a value that need not be there would nest schemas in themselves, or values too deep. */
  isTooDeep(plan: Plan): boolean;
  /** Runs what makes the parts of a value, and is told how deep these are. */
  within<Value>(plan: Plan, run: (depth: number) => Value): Value;
}

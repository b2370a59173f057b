import { canonicalJson, isObject, type JsonObject } from "../../generator/document/json.ts";
import type { TypeName } from "../../generator/schema/keywords.ts";
import { isMarked, withPlainNumbers } from "../document/exact-numbers.ts";
import { arrayOf } from "./array.ts";
import { type Chance, happens, pick } from "./chance.ts";
import type { Making, Manner } from "./making.ts";
import { objectOf } from "./object.ts";
import type { Plan } from "./plan.ts";
import { lengthOf } from "./texts/text.ts";

/** Thrown where a value has more parts than are made. */
export class TooLarge extends Error {}

/** The most values that one body is made of, and the most where nothing more can be left out of it. */
const mostValues = 3_000;
const mostOfFlat = 30_000;

/** The most that are made for it, those that were not taken included. */
const mostMade = 30_000;

/** How often one value is checked and made anew, and how often in all of a body. */
const mostTries = 12;
const mostChecks = 600;

/** How often a schema may be within itself. */
const mostWithin = 2;

/** Beyond this depth there is no end of what must be there. */
const deepest = 60;

/** Makes up one value. */
export class Maker implements Making {
  readonly manner: Manner;
  chance: Chance;
  /** Whether what was made so far may be no valid value all the same. */
  hasDoubts = false;
  #depth = 0;
  #count = 0;
  #all = 0;
  #checks = 0;
  readonly #around = new Map<object, number>();

  constructor(manner: Manner) {
    this.manner = manner;
    this.chance = manner.chance;
  }

  make(plan: Plan): unknown {
    if (plan.demands.isImpossible || this.#depth > deepest) return undefined;
    this.#count += 1;
    this.#all += 1;
    const most = this.manner.depth === 0 ? mostOfFlat : mostValues;
    if (this.#count > most || this.#all > mostMade) throw new TooLarge();
    const { suggestions } = plan.demands;
    const isSuggested = suggestions.length > 0 && (this.manner.usesDefaults || this.manner.usesExamples);
    const leaf = isSuggested ? null : plan.leaf;
    const made = leaf?.(this.chance);
    if (made !== undefined) return made;
    this.hasDoubts ||= plan.isDoubtful;
    const suggested = this.#suggested(plan);
    if (suggested !== undefined) return suggested;
    if (!this.#isStrict || !plan.isDoubtful) return this.#chosen(plan);
    const { chance } = this;
    const before = this.#count;
    // where one option fails another may do, and all are tried anew: by the outermost choice, and where none is left
    const { decisions, demands } = plan;
    const isInner = decisions.size > 0 && (demands.choices.length > 0 || !demands.isUntold);
    const tries = isInner ? 1 : mostTries;
    try {
      for (let tried = 0; tried < tries; tried += 1) {
        const value = this.#chosen(plan);
        const valid = value === undefined ? undefined : this.#validOf(plan, value);
        if (value === undefined || valid !== undefined) return valid;
        this.#count = before;
        this.chance = this.manner.further;
      }
      return undefined;
    } finally {
      this.chance = chance;
    }
  }

  /** Whether a value that proves to be none is made anew. */
  get #isStrict(): boolean {
    return this.manner.isCareful && !this.manner.isLenient;
  }

  /** The value, or one with fewer members, that satisfies the schema of a plan; undefined where there is none. */
  #validOf(plan: Plan, value: unknown): unknown {
    if (this.#checks > mostChecks || this.isValid(plan, value)) return value;
    return isObject(value) ? this.#withFewer(plan, value) : undefined;
  }

  #withFewer(plan: Plan, value: JsonObject): JsonObject | undefined {
    const { required, rivals } = plan.demands;
    const optional = Object.keys(value).filter((name) => !required.has(name));
    const contested = optional.filter((name) => rivals.has(name));
    const single = optional.length <= mostTries ? optional.map((name) => [name]) : [];
    const fewer = [contested, ...single, optional].filter(({ length }) => length > 0);
    return fewer
      .map((names) => Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))))
      .find((each) => this.#checks <= mostChecks && this.isValid(plan, each));
  }

  taken(plan: Plan, value: unknown): unknown {
    if (value === undefined || !isOfTypes(plan.demands.types, value)) return undefined;
    this.hasDoubts = true;
    return !this.manner.isCareful || this.isValid(plan, value) ? value : undefined;
  }

  isValid(plan: Plan, value: unknown): boolean {
    this.#checks += 1;
    return this.manner.check(plan, value);
  }

  isTooDeep({ canHold, demands }: Plan): boolean {
    if (!canHold) return false;
    if (this.#depth >= this.manner.depth) return true;
    for (const schema of demands.referred) if ((this.#around.get(schema) ?? 0) >= mostWithin) return true;
    return false;
  }

  within<Value>({ demands: { referred } }: Plan, run: (depth: number) => Value): Value {
    this.#depth += 1;
    for (const schema of referred) this.#around.set(schema, (this.#around.get(schema) ?? 0) + 1);
    const value = run(this.#depth);
    // where it throws, nobody goes on
    this.#depth -= 1;
    for (const schema of referred) this.#around.set(schema, (this.#around.get(schema) ?? 0) - 1);
    return value;
  }

  #suggested(plan: Plan): unknown {
    const { suggestions } = plan.demands;
    if (suggestions.length === 0) return undefined;
    const { usesDefaults, usesExamples } = this.manner;
    for (const { standard, examples, faker } of suggestions) {
      if (faker === undefined && !usesDefaults && !usesExamples) continue;
      const faked = faker === undefined ? undefined : this.#faked(plan, faker);
      if (faked !== undefined) return faked;
      const candidates = [...(usesDefaults ? [standard] : []), ...(usesExamples ? examples : [])];
      for (const candidate of candidates) {
        const value = this.taken(plan, candidate);
        if (value !== undefined) return value;
      }
    }
    return undefined;
  }

  #faked(plan: Plan, asked: unknown): unknown {
    return this.manner.chance.isPlain ? undefined : this.taken(plan, this.manner.fake(asked));
  }

  #chosen(plan: Plan): unknown {
    const [choice] = plan.demands.choices;
    if (choice === undefined) return this.#ofTypes(plan);
    for (const options of [() => plan.options(choice), () => plan.reserve(choice)]) {
      for (const option of this.#inOrder(options())) {
        const before = this.#count;
        const value = this.make(option);
        const valid = value !== undefined && this.#isStrict ? this.#validOf(option, value) : value;
        if (valid !== undefined) return valid;
        this.#count = before;
      }
    }
    return undefined;
  }

  /** Those that end first: neither null nor what nests a schema in itself. */
  #inOrder(options: readonly Plan[]): Plan[] {
    const isNull = ({ demands: { types } }: Plan) => types?.length === 1 && types[0] === "null";
    const possible = options.filter(({ demands }) => !demands.isImpossible);
    const rank = (plan: Plan) => (this.isTooDeep(plan) ? 2 : isNull(plan) ? 1 : 0);
    const chosen = this.chance.isPlain ? undefined : pick(this.chance, possible);
    return possible.toSorted((a, b) => {
      const [left, right] = [a, b].map((plan) => (plan === chosen && rank(plan) < 2 ? -1 : rank(plan)));
      return (left ?? 0) - (right ?? 0);
    });
  }

  #ofTypes(plan: Plan): unknown {
    const { values, types, excluded } = plan.demands;
    if (values !== undefined) {
      const allowed = values.filter((value) => isOfTypes(types, value) && !isAmong(excluded, value));
      const value = this.#oneOf(allowed);
      const isLimited = plan.demands.isBeyondValues || plan.decisions.size > 0;
      if (value === undefined || !isLimited || this.manner.check(plan, value)) return value;
      return this.#oneOf(plan.valid(allowed, (each) => this.manner.check(plan, each)));
    }
    const [only] = plan.types;
    if (only !== undefined && plan.types.length === 1 && excluded.length === 0) return this.#ofType(only, plan);
    for (const type of this.#typesInOrder(plan)) {
      const value = this.#ofType(type, plan);
      if (value !== undefined && !isAmong(excluded, value)) return value;
      if (value !== undefined && excluded.length > 0) {
        const other = this.#other(type, plan);
        if (other !== undefined) return other;
      }
    }
    return undefined;
  }

  /** One of several values, rarely null. */
  #oneOf(values: readonly unknown[]): unknown {
    const known = values.filter((value) => value !== null);
    return pick(this.chance, known.length > 0 && !happens(this.chance, 0.1) ? known : values);
  }

  /** A value that is none of those that are excluded. */
  #other(type: TypeName, plan: Plan): unknown {
    const { chance } = this;
    this.chance = this.manner.further;
    try {
      for (let tried = 0; tried < mostTries; tried += 1) {
        const value = this.#ofType(type, plan);
        if (value !== undefined && !isAmong(plan.demands.excluded, value)) return value;
      }
      return undefined;
    } finally {
      this.chance = chance;
    }
  }

  #typesInOrder(plan: Plan): readonly TypeName[] {
    const { types } = plan;
    if (types.length === 0) return this.chance.isPlain ? ["null"] : ["string"];
    const others = types.filter((type) => type !== "null");
    const nulls: readonly TypeName[] = others.length < types.length ? ["null"] : [];
    const preferred = this.chance.isPlain ? undefined : pick(this.chance, others);
    const ordered = others.toSorted((a, b) => Number(b === preferred) - Number(a === preferred));
    return happens(this.chance, 0.5) ? [...nulls, ...ordered] : [...ordered, ...nulls];
  }

  #leniently(value: unknown): unknown {
    return this.manner.isLenient ? value : undefined;
  }

  /** A text that is JSON, of a schema for what it holds. */
  #content(plan: Plan): string | undefined {
    const { content } = plan;
    const { minLength, maxLength, patterns } = plan.demands;
    if (content === undefined || patterns.size > 0 || this.#depth >= this.manner.depth) return undefined;
    const held = this.within(plan, () => this.make(content));
    if (held === undefined) return undefined;
    const text = withPlainNumbers(JSON.stringify(held));
    const length = lengthOf(text);
    return length >= minLength && length <= maxLength ? text : undefined;
  }

  #ofType(type: TypeName, plan: Plan): unknown {
    switch (type) {
      case "null":
        return null;
      case "boolean":
        return this.chance.isPlain || this.chance.next() < 0.5;
      case "integer":
      case "number":
        return (type === "integer" ? plan.integer : plan.number)(this.chance) ?? this.#leniently(0);
      case "string":
        return this.#content(plan) ?? plan.text(this.chance) ?? this.#leniently("string");
      case "array":
        return arrayOf(plan, this);
      default:
        return objectOf(plan, this);
    }
  }
}

function isAmong(values: readonly unknown[], value: unknown): boolean {
  return values.length > 0 && values.some((each) => canonicalJson(each) === canonicalJson(value));
}

function isOfTypes(types: readonly TypeName[] | undefined, value: unknown): boolean {
  if (types === undefined) return true;
  if (value === null) return types.includes("null");
  if (Array.isArray(value)) return types.includes("array");
  if (typeof value === "number" || isMarked(value))
    return types.includes("number") || (types.includes("integer") && (isMarked(value) || Number.isInteger(value)));
  if (typeof value === "string") return types.includes("string");
  return typeof value === "boolean" ? types.includes("boolean") : types.includes("object");
}

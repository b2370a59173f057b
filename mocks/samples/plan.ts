import { isObject, type JsonObject } from "../../generator/document/json.ts";
import type { TypeName } from "../../generator/schema/keywords.ts";
import type { Subschema } from "../../generator/schema/parts.ts";
import type { Chance } from "./chance.ts";
import type { Choice, Contained, Demands } from "./demands.ts";
import { gather } from "./gather.ts";
import { type MakeNumber, numberMaker } from "./number.ts";
import type { Reading } from "./reading.ts";
import { patternOf } from "./texts/pattern.ts";
import { type MakeText, textMaker } from "./texts/text.ts";

/** A member that is described or required, but those that are only written. */
export interface Described {
  readonly name: string;
  readonly plan: Plan;
  readonly isRequired: boolean;
}

/** Makes a value; undefined where there is none. */
export type MakeLeaf = (chance: Chance) => unknown;

/** What is known of the values that satisfy several schemas, and of their members and items: found out once. */
export class Plan {
  readonly demands: Demands;
  /** The choices that are made already. */
  readonly decisions: ReadonlyMap<string, number>;
  /** Whether the values may hold others. */
  readonly canHold: boolean;
  readonly #schemas: readonly Subschema[];
  readonly #plans: Plans;
  readonly #members = new Map<string, Plan>();
  readonly #items = new Map<number, Plan>();
  #options: readonly Plan[] | undefined;
  #reserve: readonly Plan[] | undefined;
  #names: readonly string[] | undefined;
  #described: readonly Described[] | undefined;
  #describedInOrder: readonly Described[] | undefined;
  #isSimple: boolean | undefined;
  #isDoubtful: boolean | undefined;
  #leaf: MakeLeaf | null | undefined;
  #types: readonly TypeName[] | undefined;
  #text: MakeText | undefined;
  #number: MakeNumber | undefined;
  #integer: MakeNumber | undefined;
  #whole: Subschema | undefined;
  #valid: readonly unknown[] | undefined;

  constructor(schemas: readonly Subschema[], decisions: ReadonlyMap<string, number>, plans: Plans) {
    this.#schemas = schemas;
    this.decisions = decisions;
    this.#plans = plans;
    this.demands = gather(schemas, decisions, plans.reading);
    const { types, choices } = this.demands;
    this.canHold = choices.length > 0 || types === undefined || types.includes("object") || types.includes("array");
  }

  /** One schema for all of them. */
  get schema(): Subschema {
    this.#whole ??= this.#schemas.length === 1 ? (this.#schemas[0] ?? true) : { allOf: this.#schemas };
    return this.#whole;
  }

  /** The ways to make the first choice that is left. */
  options({ key, options }: Choice): readonly Plan[] {
    this.#options ??= options.map((_, index) => this.#decided(key, index));
    return this.#options;
  }

  /** The ways where none of these can be. */
  reserve({ key, options, reserve }: Choice): readonly Plan[] {
    this.#reserve ??= reserve?.().map((_, index) => this.#decided(key, options.length + index)) ?? [];
    return this.#reserve;
  }

  #decided(key: string, index: number): Plan {
    return this.#plans.of(this.#schemas, new Map([...this.decisions, [key, index]]));
  }

  /** The names of members that are described or required, in the document's order. */
  get names(): readonly string[] {
    const { objects, required } = this.demands;
    this.#names ??= [...new Set([...objects.flatMap(({ members }) => Object.keys(members)), ...required])];
    return this.#names;
  }

  /** The members of these names, but those that are only written. */
  get described(): readonly Described[] {
    this.#described ??= this.names
      .map((name) => ({ name, plan: this.member(name), isRequired: this.demands.required.has(name) }))
      .filter(({ plan }) => !plan.demands.isWriteOnly);
    return this.#described;
  }

  /** The same, by name. */
  get describedInOrder(): readonly Described[] {
    this.#describedInOrder ??= this.described.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return this.#describedInOrder;
  }

  /** Whether nothing is asked of an object but the members that are described and required. */
  get isSimple(): boolean {
    const { objects, minProperties, maxProperties, names, beside, partial } = this.demands;
    this.#isSimple ??=
      objects.every(({ additional, patterns }) => !isObject(additional) && Object.keys(patterns).length === 0) &&
      minProperties + names.length + beside.size + partial.length === 0 &&
      maxProperties === Number.POSITIVE_INFINITY;
    return this.#isSimple;
  }

  /** Whether a value that was made by what is told may be none all the same: all others are right as they are made. */
  get isDoubtful(): boolean {
    this.#isDoubtful ??= this.decisions.size + this.demands.choices.length > 0 || areDoubtful(this.demands);
    return this.#isDoubtful;
  }

  /** The types that are stated, or those that schemas without any are written for; empty where there are none. */
  get types(): readonly TypeName[] {
    this.#types ??= this.demands.types ?? impliedTypes(this.demands);
    return this.#types;
  }

  /** What makes values that hold no others, and of which nothing is asked but type, format and limits. */
  get leaf(): MakeLeaf | null {
    this.#leaf ??= this.#makeLeaf();
    return this.#leaf;
  }

  #makeLeaf(): MakeLeaf | null {
    const [type, ...others] = this.types;
    const { choices, values, excluded } = this.demands;
    if (this.isDoubtful || others.length + choices.length + excluded.length > 0 || values !== undefined) return null;
    switch (type) {
      case "string":
        return this.text;
      case "number":
        return this.number;
      case "integer":
        return this.integer;
      case "boolean":
        return (chance) => chance.isPlain || chance.next() < 0.5;
      default:
        return null;
    }
  }

  /** Those of the only values that are valid. */
  valid(values: readonly unknown[], isValid: (value: unknown) => boolean): readonly unknown[] {
    this.#valid ??= values.filter(isValid);
    return this.#valid;
  }

  /** What is asked of the JSON that a text holds. */
  get content(): Plan | undefined {
    const { contents } = this.demands;
    if (contents?.schema === undefined || contents.encoding !== "" || !/\bjson\b/.test(contents.mediaType))
      return undefined;
    return this.#plans.of([contents.schema]);
  }

  get text(): MakeText {
    this.#text ??= textMaker(this.demands);
    return this.#text;
  }

  get number(): MakeNumber {
    this.#number ??= numberMaker(this.demands, false);
    return this.#number;
  }

  get integer(): MakeNumber {
    this.#integer ??= numberMaker(this.demands, true);
    return this.#integer;
  }

  /** What is asked of the member of a name. */
  member(name: string): Plan {
    const known = this.#members.get(name);
    if (known !== undefined) return known;
    const plan = this.#plans.of(this.#demanded(name));
    this.#members.set(name, plan);
    return plan;
  }

  /** The same as `member`, for names that are made up: they are not remembered. */
  made(name: string): Plan {
    return this.#plans.of(this.#demanded(name));
  }

  /** What is asked of the item at an index. */
  item(index: number): Plan {
    const { arrays, isSealed } = this.demands;
    const longest = Math.max(0, ...arrays.map(({ prefix }) => prefix.length));
    const at = Math.min(index, longest);
    const known = this.#items.get(at);
    if (known !== undefined) return known;
    const demanded = arrays.map(({ prefix, items }): unknown => (at < prefix.length ? prefix[at] : items));
    const isOpen = !isSealed || demanded.some((schema) => schema !== undefined);
    const plan = this.#plans.of(isOpen ? demanded : [false]);
    this.#items.set(at, plan);
    return plan;
  }

  /** What is asked of a value of which another schema is asked as well. */
  and(schema: unknown): Plan {
    return this.#plans.of([...this.#schemas, schema]);
  }

  /** What is asked of a value that is none of another schema, too. */
  but(schema: unknown): Plan {
    const source = this.#plans.reading.currentOf(schema);
    return this.and(isObject(source) ? this.#plans.reading.derived(source, "not", () => ({ not: source })) : !source);
  }

  /** What is asked of the names of members. */
  nameOfMember(): Plan {
    return this.#plans.of([...this.demands.names, this.#plans.text]);
  }

  /** What is asked of an item that is contained. */
  contained({ schema }: Contained): Plan {
    return this.#plans.of([schema]);
  }

  #demanded(name: string): unknown[] {
    const { objects, unevaluated, forbidden } = this.demands;
    const demanded: unknown[] = forbidden.has(name) ? [false] : [];
    let isKnown = false;
    for (const { members, patterns, additional } of objects) {
      const own = [
        ...(Object.hasOwn(members, name) ? [members[name]] : []),
        ...Object.keys(patterns).flatMap((pattern) => (patternOf(pattern)?.test(name) ? [patterns[pattern]] : [])),
      ];
      isKnown ||= own.length > 0 || additional !== undefined;
      demanded.push(...(own.length > 0 ? own : [additional]));
    }
    return isKnown ? demanded : [...demanded, unevaluated];
  }
}

/** At about three kilobytes each. */
const mostPlans = 20_000;

/** The plans for the schemas of one document; always the same one for the same schemas. */
export class Plans {
  readonly reading: Reading;
  readonly text: JsonObject = { type: "string" };
  readonly #plans = new Map<string, Plan>();

  constructor(reading: Reading) {
    this.reading = reading;
  }

  /** Forgets all, so that an API of tens of thousands of schemas is not kept whole. */
  clearIfMany(): void {
    if (this.#plans.size > mostPlans) this.#plans.clear();
  }

  /** The plan for a value that satisfies all of these schemas; what is none asks nothing. */
  of(schemas: readonly unknown[], decisions: ReadonlyMap<string, number> = none): Plan {
    const all = new Set(schemas.map((schema) => this.reading.currentOf(schema)));
    const demanding = all.has(false) ? [false] : [...all].filter(isObject);
    const numbers = demanding.map((schema) => (isObject(schema) ? this.reading.number(schema) : 0));
    const key = `${numbers.join()}|${[...decisions].map((decision) => decision.join("=")).join()}`;
    const plan = this.#plans.get(key) ?? new Plan(demanding, decisions, this);
    this.#plans.set(key, plan);
    return plan;
  }
}

const none: ReadonlyMap<string, number> = new Map();

/** The types that schemas without any are written for. */
function impliedTypes(demands: Demands): readonly TypeName[] {
  const { objects, required, names, minProperties, arrays, contained, minItems, isUnique } = demands;
  if (objects.length + required.size + names.length + minProperties > 0) return ["object"];
  if (arrays.length + contained.length + minItems > 0 || isUnique) return ["array"];
  const { minLength, maxLength, patterns, formats, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = demands;
  if (minLength > 0 || Number.isFinite(maxLength) || patterns.size + formats.size > 0) return ["string"];
  const limits = [minimum, maximum, exclusiveMinimum, exclusiveMaximum];
  if (limits.some(Number.isFinite) || demands.multiples.size > 0) return ["number"];
  return demands.contents === undefined ? [] : ["string"];
}

function areDoubtful(demands: Demands): boolean {
  const { isUntold, isImpossible, patterns, formats, minLength, maxLength, multiples, contents } = demands;
  const { objects, names, beside, partial, unevaluated, suggestions } = demands;
  const isFormatMore = formats.size > 1 || patterns.size > 0 || minLength > 0 || Number.isFinite(maxLength);
  return (
    isUntold ||
    isImpossible ||
    (formats.size > 0 && isFormatMore) ||
    ![...multiples].every(Number.isInteger) ||
    (objects.length > 1 && objects.some(({ additional }) => additional === false)) ||
    names.length + beside.size + partial.length > 0 ||
    [unevaluated, contents].some((said) => said !== undefined) ||
    suggestions.some(({ faker }) => faker !== undefined)
  );
}

import { isObject, type JsonObject } from "../../generator/document/json.ts";
import type { Subschema } from "../../generator/schema/parts.ts";
import type { Choice, Demands, Option } from "./demands.ts";
import { gather } from "./gather.ts";
import type { Reading } from "./reading.ts";
import { patternOf } from "./texts/pattern.ts";

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
  #options: { readonly first: readonly Plan[]; readonly reserve: readonly Plan[] } | undefined;
  #names: readonly string[] | undefined;
  #whole: Subschema | undefined;

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
  options({ key, options, reserve = [] }: Choice): {
    readonly first: readonly Plan[];
    readonly reserve: readonly Plan[];
  } {
    const planOf = (_: Option, index: number) => {
      return this.#plans.of(this.#schemas, new Map([...this.decisions, [key, index]]));
    };
    this.#options ??= {
      first: options.map(planOf),
      reserve: reserve.map((option, index) => planOf(option, options.length + index)),
    };
    return this.#options;
  }

  /** The names of members that are described or required, in the document's order. */
  get names(): readonly string[] {
    const { objects, required } = this.demands;
    this.#names ??= [...new Set([...objects.flatMap(({ members }) => Object.keys(members)), ...required])];
    return this.#names;
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

  /** An item that another schema is asked of as well. */
  itemWith(index: number, schema: unknown): Plan {
    return this.#plans.of([this.item(index).schema, schema]);
  }

  /** What is asked of the names of members. */
  nameOfMember(): Plan {
    return this.#plans.of([...this.demands.names, this.#plans.text]);
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

/** The plans for the schemas of one document; always the same one for the same schemas. */
export class Plans {
  readonly reading: Reading;
  readonly text: JsonObject = { type: "string" };
  readonly #plans = new Map<string, Plan>();

  constructor(reading: Reading) {
    this.reading = reading;
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

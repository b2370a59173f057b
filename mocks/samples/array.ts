import { canonicalJson } from "../../generator/document/json.ts";
import { integer } from "./chance.ts";
import type { Contained } from "./demands.ts";
import type { Making } from "./making.ts";
import type { Plan } from "./plan.ts";

/** How many items are tried for one that no other is equal to. */
const tries = 40;

/** Beyond this many items no array is made. */
const longest = 2_000;

/** An array; undefined where there is none of enough items. */
export function arrayOf(plan: Plan, maker: Making): unknown[] | undefined {
  return maker.within(plan, (depth) => {
    const first = new ArrayMaker(plan, maker);
    const items = first.make(depth);
    if (plan.demands.contained.length === 0 || (items !== undefined && !first.isLacking)) return items;
    return new ArrayMaker(plan, maker).arranged() ?? items;
  });
}

class ArrayMaker {
  readonly #plan: Plan;
  readonly #maker: Making;
  readonly #items: unknown[] = [];
  readonly #texts = new Set<string | undefined>();
  /** Those of which there may be only some, and how many there are. */
  readonly #limited: Map<Contained, number>;

  /** Whether not all are among the items that must be. */
  isLacking = false;

  constructor(plan: Plan, maker: Making) {
    this.#plan = plan;
    this.#maker = maker;
    const limited = plan.demands.contained.filter(({ most }) => Number.isFinite(most));
    this.#limited = new Map(limited.map((each) => [each, 0]));
  }

  make(depth: number): unknown[] | undefined {
    const { contained, minItems, maxItems, isRepeated } = this.#plan.demands;
    const open = contained.flatMap((each) => Array.from({ length: Math.min(each.least, longest + 1) }, () => each));
    const least = Math.max(minItems, open.length);
    if (least > maxItems || least > longest) return undefined;
    const prefix = this.#prefix;
    let wanted = Math.min(maxItems, Math.max(least, prefix, this.#usualLength(depth, prefix)));
    for (let index = 0; index < wanted; index = this.#items.length) {
      const item = this.#plan.item(index);
      // what must be among the items comes last if it can: the first may be those of a tuple
      const isLast = wanted - index <= open.length;
      if (!isLast && index >= least && this.#maker.isTooDeep(item)) wanted = index + open.length;
      else if (isLast || !this.#add(item, open)) {
        const also = open.shift();
        this.isLacking = also !== undefined && !this.#add(item.and(also.schema), open);
        if (also === undefined || this.isLacking) break;
      }
    }
    if (this.#items.length < least) return undefined;
    if (isRepeated) this.#repeat();
    return this.#items;
  }

  /** The fewest items, each of as many of those that must be among them as can be: where they do not fit in last. */
  arranged(): unknown[] | undefined {
    const { contained, minItems, maxItems } = this.#plan.demands;
    const missing = new Map(contained.map((each) => [each, each.least]));
    const open = () => contained.filter((each) => (missing.get(each) ?? 0) > 0);
    while (this.#items.length < minItems || open().length > 0) {
      if (this.#items.length >= Math.min(maxItems, longest)) return undefined;
      const item = this.#plan.item(this.#items.length);
      const all = open();
      const both = all.reduce((plan, { schema }) => plan.and(schema), item);
      const each = all.map(({ schema }) => item.and(schema));
      if (![both, ...each, item].some((plan) => this.#add(plan, []))) return undefined;
      const added = this.#items.at(-1);
      const met = all.filter((one) => this.#isOf(one, added));
      // behind those of a tuple, what does not fit in now never does
      if (met.length === 0 && all.length > 0 && this.#items.length > this.#prefix) return undefined;
      for (const one of met) missing.set(one, (missing.get(one) ?? 0) - 1);
    }
    return this.#items;
  }

  /** How many items have schemas of their own. */
  get #prefix(): number {
    return Math.max(0, ...this.#plan.demands.arrays.map((part) => part.prefix.length));
  }

  /** Makes two items equal. */
  #repeat(): void {
    const texts = new Set(this.#items.map(canonicalJson));
    if (texts.size === this.#items.length) this.#items.splice(-1, 1, this.#items[0]);
  }

  /** An item that is none of those of which there are enough. */
  #one(plan: Plan, later: readonly Contained[]): unknown {
    const item = this.#maker.make(plan);
    if (item === undefined || this.#limited.size === 0) return item;
    const full = [...this.#limited]
      .filter(([each, count]) => count + later.filter((other) => other === each).length >= each.most)
      .map(([each]) => each);
    const isOneTooMany = (made: unknown) => full.some((each) => this.#isOf(each, made));
    if (!isOneTooMany(item)) return item;
    const other = this.#maker.make(full.reduce((rest, { schema }) => rest.but(schema), plan));
    return other === undefined || isOneTooMany(other) ? undefined : other;
  }

  #isOf(contained: Contained, item: unknown): boolean {
    return this.#maker.manner.check(this.#plan.contained(contained), item);
  }

  #push(item: unknown): true {
    this.#items.push(item);
    for (const [each, count] of this.#limited) if (this.#isOf(each, item)) this.#limited.set(each, count + 1);
    return true;
  }

  /** One item where values are plain, else some: fewer, the deeper they are. */
  #usualLength(depth: number, prefix: number): number {
    const { chance, manner } = this.#maker;
    const { arrays, contained } = this.#plan.demands;
    const isDescribed = arrays.some(({ items }) => items !== undefined && items !== false);
    if (!isDescribed) return contained.length > 0 ? 1 : 0;
    if (manner.items !== undefined) return integer(chance, manner.items.least, manner.items.most);
    if (chance.isPlain) return prefix > 0 ? prefix : 1;
    return integer(chance, 1, depth <= 2 ? 4 : depth <= 4 ? 2 : 1);
  }

  #add(plan: Plan, later: readonly Contained[]): boolean {
    const { chance, manner } = this.#maker;
    try {
      for (let tried = 0; tried < tries; tried += 1) {
        const item = this.#one(plan, later);
        if (item === undefined) return false;
        if (!this.#plan.demands.isUnique) return this.#push(item);
        const text = canonicalJson(item);
        if (!this.#texts.has(text)) {
          this.#texts.add(text);
          return this.#push(item);
        }
        this.#maker.chance = manner.further;
      }
      return false;
    } finally {
      this.#maker.chance = chance;
    }
  }
}

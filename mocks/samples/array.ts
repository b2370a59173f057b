import { canonicalJson } from "../../generator/document/json.ts";
import { integer } from "./chance.ts";
import type { Making } from "./making.ts";
import type { Plan } from "./plan.ts";

/** How many items are tried for one that no other is equal to. */
const tries = 40;

/** Beyond this many items no array is made. */
const longest = 2_000;

/** An array; undefined where there is none of enough items. */
export function arrayOf(plan: Plan, maker: Making): unknown[] | undefined {
  return maker.within(plan, (depth) => new ArrayMaker(plan, maker).make(depth));
}

class ArrayMaker {
  readonly #plan: Plan;
  readonly #maker: Making;
  readonly #items: unknown[] = [];
  readonly #texts = new Set<string | undefined>();

  constructor(plan: Plan, maker: Making) {
    this.#plan = plan;
    this.#maker = maker;
  }

  make(depth: number): unknown[] | undefined {
    const { contained, minItems, maxItems, arrays } = this.#plan.demands;
    const prefix = Math.max(0, ...arrays.map((part) => part.prefix.length));
    const asked = contained.flatMap(({ schema, least }) => Array.from({ length: least }, () => schema));
    const least = Math.max(minItems, asked.length);
    if (least > maxItems || least > longest) return undefined;
    const wanted = Math.min(maxItems, Math.max(least, prefix, this.#usualLength(depth, prefix)));
    for (let index = 0; index < wanted; index += 1) {
      // what must be among the items comes last: the first may be those of a tuple
      const also = asked[index - Math.max(0, wanted - asked.length)];
      const item = also === undefined ? this.#plan.item(index) : this.#plan.itemWith(index, also);
      if (index >= least && this.#maker.isTooDeep(item)) break;
      if (!this.#add(item)) break;
    }
    return this.#items.length >= least ? this.#items : undefined;
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

  #add(plan: Plan): boolean {
    const { chance, manner } = this.#maker;
    try {
      for (let tried = 0; tried < tries; tried += 1) {
        const item = this.#maker.make(plan);
        if (item === undefined) return false;
        if (!this.#plan.demands.isUnique) return this.#items.push(item) > 0;
        const text = canonicalJson(item);
        if (!this.#texts.has(text)) {
          this.#texts.add(text);
          return this.#items.push(item) > 0;
        }
        this.#maker.chance = manner.further;
      }
      return false;
    } finally {
      this.#maker.chance = chance;
    }
  }
}

import { isObject, setOwn } from "../../generator/document/json.ts";
import { integer } from "./chance.ts";
import type { Making } from "./making.ts";
import type { Plan } from "./plan.ts";
import { patternOf } from "./texts/pattern.ts";
import { textOfPattern } from "./texts/pattern-text.ts";
import { word } from "./texts/words.ts";

/** How many names are tried for one further member. */
const tries = 20;

/** An object; undefined where a member that must be there cannot be. */
export function objectOf(plan: Plan, maker: Making): object | undefined {
  return maker.within(plan, () => (plan.isSimple ? simpleObjectOf(plan, maker) : new ObjectMaker(plan, maker).make()));
}

/** An object of which nothing is asked but its members: most are such. */
function simpleObjectOf(plan: Plan, maker: Making): object | undefined {
  const { sortsKeys, isLenient, requiredOnly } = maker.manner;
  const object = {};
  for (const { name, plan: member, isRequired } of sortsKeys ? plan.describedInOrder : plan.described) {
    if ((!isRequired || isLenient) && ((requiredOnly && !isRequired) || maker.isTooDeep(member))) continue;
    const value = maker.make(member);
    if (value !== undefined) setOwn(object, name, value);
    else if (isRequired && !isLenient) return undefined;
  }
  return object;
}

class ObjectMaker {
  readonly #plan: Plan;
  readonly #maker: Making;
  readonly #members = new Map<string, unknown>();

  constructor(plan: Plan, maker: Making) {
    this.#plan = plan;
    this.#maker = maker;
  }

  make(): object | undefined {
    const isWhole = this.#addDescribed() && this.#addFurther() && this.#addBeside() && this.#isLargeEnough();
    if (!isWhole && !this.#maker.manner.isLenient) return undefined;
    const names = [...this.#members.keys()];
    const value = {};
    for (const name of this.#maker.manner.sortsKeys ? names.sort() : names)
      setOwn(value, name, this.#members.get(name));
    return value;
  }

  #addDescribed(): boolean {
    const { maxProperties } = this.#plan.demands;
    const { manner } = this.#maker;
    const { described } = this.#plan;
    let open = Number.isFinite(maxProperties) ? described.filter(({ isRequired }) => isRequired).length : 0;
    let isWhole = true;
    for (const { name, plan: member, isRequired } of described) {
      // what must be there is left out only where there is no end of it
      if ((!isRequired || manner.isLenient) && this.#maker.isTooDeep(member)) continue;
      if (isRequired) open -= 1;
      else if (manner.requiredOnly || this.#members.size + open >= maxProperties || !this.#isName(name)) continue;
      if (!this.#add(name, member) && isRequired) isWhole = false;
    }
    return isWhole;
  }

  /** Members that a schema describes without a name: some where it does, as many as there must be. */
  #addFurther(): boolean {
    const { objects, minProperties, maxProperties, names } = this.#plan.demands;
    const isMap = objects.some(({ additional }) => isObject(additional));
    const patterns = objects.flatMap((part) => Object.keys(part.patterns));
    const { chance, manner } = this.#maker;
    const wanted = manner.requiredOnly ? 0 : isMap ? (chance.isPlain ? 2 : integer(chance, 1, 2)) : 0;
    const isBare = this.#members.size === 0;
    if (isBare && !isMap && !manner.requiredOnly)
      for (const pattern of patterns) this.#addNamed(nameOfPattern(pattern, this.#maker), maxProperties);
    for (let index = 0; index < wanted && this.#members.size < maxProperties; index += 1) {
      if (!this.#addOne(index, patterns, names.length > 0)) break;
    }
    for (const name of this.#plan.names) if (this.#members.size < minProperties) this.#addNamed(name, maxProperties);
    for (let index = wanted; this.#members.size < minProperties && index < minProperties + tries; index += 1)
      this.#addOne(index, patterns, names.length > 0);
    return true;
  }

  #isLargeEnough(): boolean {
    return this.#members.size >= this.#plan.demands.minProperties;
  }

  #addOne(index: number, patterns: readonly string[], isNamed: boolean): boolean {
    const { chance, manner } = this.#maker;
    const before = this.#members.size;
    for (let tried = 0; tried < tries && this.#members.size === before; tried += 1) {
      const pattern = patterns[tried % Math.max(1, patterns.length)];
      const name = isNamed
        ? this.#askedName(tried)
        : pattern !== undefined && tried > 0
          ? nameOfPattern(pattern, this.#maker)
          : chance.isPlain
            ? `property${index + 1}`
            : tried < 3
              ? word(chance)
              : `${word(manner.further)}${index}`;
      this.#addNamed(name, Number.POSITIVE_INFINITY);
      if (chance.isPlain && !isNamed && patterns.length === 0) break;
    }
    return this.#members.size > before;
  }

  #askedName(tried: number): string | undefined {
    const { chance, manner } = this.#maker;
    if (tried > 0) this.#maker.chance = manner.further;
    const name = this.#maker.make(this.#plan.nameOfMember());
    this.#maker.chance = chance;
    if (typeof name !== "string") return undefined;
    // a pattern without an end takes what has more behind it
    return this.#members.has(name) ? `${name}${this.#members.size + 1}` : name;
  }

  /** Adds a member of a name unless there is one, or none can be. */
  #addNamed(name: string | undefined, most: number): void {
    if (name === undefined || this.#members.has(name) || this.#members.size >= most) return;
    if (!this.#isName(name)) return;
    const member = this.#plan.made(name);
    if (member.demands.isWriteOnly) return;
    // what there are too few of is left out only where there is no end of it
    const isNeeded = !this.#isLargeEnough() && !this.#maker.manner.isLenient;
    if (isNeeded || !this.#maker.isTooDeep(member)) this.#add(name, member);
  }

  #isName(name: string): boolean {
    return this.#plan.demands.names.length === 0 || this.#maker.manner.check(this.#plan.nameOfMember(), name);
  }

  /** What must be there beside what is there; it may ask for more in turn. */
  #addBeside(): boolean {
    const { beside, required } = this.#plan.demands;
    const lacks = ([name, others]: readonly [string, readonly string[]]) =>
      this.#members.has(name) && others.some((other) => !this.#members.has(other));
    for (let left = [...beside].filter(lacks); left.length > 0; left = [...beside].filter(lacks)) {
      for (const [name, others] of left) {
        const isWhole = others.every((other) => this.#members.has(other) || this.#add(other, this.#plan.made(other)));
        if (isWhole) continue;
        if (required.has(name)) return false;
        this.#members.delete(name);
      }
    }
    return true;
  }

  #add(name: string, member: Plan): boolean {
    const value = this.#exampleOf(name, member) ?? this.#maker.make(member);
    if (value === undefined) return false;
    this.#members.set(name, value);
    return true;
  }

  /** What an example of the object, of which it is only a part, has for the member. */
  #exampleOf(name: string, member: Plan): unknown {
    if (!this.#maker.manner.usesExamples) return undefined;
    for (const example of this.#plan.demands.partial) {
      const value = Object.hasOwn(example, name) ? this.#maker.taken(member, example[name]) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

/** A name that a pattern matches, with a word behind it where that may be. */
function nameOfPattern(text: string, { chance }: Making): string | undefined {
  const pattern = patternOf(text);
  const name = pattern && textOfPattern(pattern, chance, { least: 1, most: Number.POSITIVE_INFINITY });
  if (pattern === undefined || name === undefined) return undefined;
  const longer = name + (chance.isPlain ? "property1" : word(chance));
  return [longer, name].find((each) => pattern.test(each));
}

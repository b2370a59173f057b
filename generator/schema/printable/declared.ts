import { isObject, type JsonObject } from "../../document/json.ts";
import { alternativesOf, partsOf } from "../parts.ts";
import { namedSchemas, type Resolve, referredId } from "../references.ts";
import { allowedValues, isNull, statedTypes } from "../types.ts";
import { type Choice, conjunctionOf, isOfObjects, notNull } from "./conjunction.ts";

/** How deep compositions are followed. */
const deepest = 30;

/** Tells what schemas say of their members, through references, compositions and alternatives. */
export class Declared {
  readonly resolve: Resolve;
  private readonly known = new WeakMap<object, ReadonlyMap<string, readonly unknown[]>>();

  /** `contents` are the named schemas by id. */
  constructor(contents: ReadonlyMap<string, unknown>) {
    this.resolve = namedSchemas(contents);
  }

  /** The schemas of each member that is listed anywhere. */
  members(schema: unknown): ReadonlyMap<string, readonly unknown[]> {
    const found = this.resolve(schema);
    if (!isObject(found)) return new Map();
    const known = this.known.get(found);
    if (known !== undefined) return known;
    const members = new Map<string, unknown[]>();
    // a schema may lead back to itself, and adds nothing the second time
    this.known.set(found, members);
    const { all, members: own } = partsOf(found);
    for (const part of [...all, ...alternativesOf(found)])
      for (const [name, schemas] of this.members(part)) members.set(name, [...(members.get(name) ?? []), ...schemas]);
    for (const [name, member] of own) members.set(name, [...(members.get(name) ?? []), member]);
    return members;
  }

  /** Whether every object that is a value has a member. */
  requires(schema: unknown, name: string, depth = 0): boolean {
    const found = this.resolve(schema);
    if (!isObject(found) || depth > deepest) return false;
    const { required, choices, references } = conjunctionOf(found);
    const asks = (each: unknown) => this.requires(each, name, depth + 1);
    return required.has(name) || references.some(asks) || choices.some((choice) => notNull(choice).every(asks));
  }

  /** Whether a schema says that null is a value, or that it is none; undefined where it says neither. */
  takesNull(schema: unknown, depth = 0): boolean | undefined {
    const found = this.resolve(schema);
    if (!isObject(found) || depth > deepest) return found === false ? false : undefined;
    const { saysNull, takesNull, types, values, references, choices } = conjunctionOf(found);
    if (saysNull) return true;
    const own = !takesNull ? false : types !== undefined || values !== undefined ? true : undefined;
    const takes = (each: unknown) => this.takesNull(each, depth + 1);
    return together([own, ...references.map(takes), ...choices.map((choice) => this.choiceTakesNull(choice, depth))]);
  }

  private choiceTakesNull({ alternatives }: Choice, depth: number): boolean | undefined {
    const taken = alternatives.map((each) => this.takesNull(each, depth + 1));
    return taken.includes(true) || (taken.includes(undefined) ? undefined : false);
  }

  /** Whether a value may be an object, or an array, as far as types are stated. */
  mayBe(type: "object" | "array", schema: unknown, depth = 0): boolean {
    const found = this.resolve(schema);
    if (!isObject(found) || depth > deepest) return found !== false;
    const conjunction = conjunctionOf(found);
    const { types, values, references, choices } = conjunction;
    const may = (each: unknown) => this.mayBe(type, each, depth + 1);
    if (values !== undefined && !values.some(type === "object" ? isObject : Array.isArray)) return false;
    if (types !== undefined && !types.includes(type)) return false;
    if (types === undefined && (type === "object" ? conjunction.isOfArrays : isOfObjects(conjunction))) return false;
    return references.every(may) && choices.every(({ alternatives }) => alternatives.some(may));
  }

  /** The types that are stated for a member, and the formats. */
  typesOf(
    schema: unknown,
    name: string,
  ): { readonly types: ReadonlySet<string>; readonly formats: readonly unknown[] } {
    const found = this.plain(this.members(schema).get(name) ?? [], 0);
    return { types: new Set(found.flatMap(statedTypes)), formats: found.flatMap(({ format }) => format ?? []) };
  }

  /** Schemas with those that they are composed of, references followed. */
  private plain(schemas: readonly unknown[], depth: number): readonly JsonObject[] {
    if (depth > deepest) return [];
    return schemas.flatMap((each) => {
      const found = this.resolve(each);
      if (!isObject(found)) return [];
      return [found, ...this.plain([...partsOf(found).all, ...alternativesOf(found)], depth + 1)];
    });
  }

  /**
   * The only values that a member may have, by the lists of values alone; undefined where any will do. Of lists that
   * exclude each other the nearest holds.
   */
  literals(schema: unknown, name: string, seen: ReadonlySet<string> = new Set()): readonly unknown[] | undefined {
    const id = referredId(schema);
    if (id !== undefined && seen.has(id)) return undefined;
    const found = this.resolve(schema);
    if (!isObject(found) || seen.size > deepest) return undefined;
    const passed = id === undefined ? seen : new Set([...seen, id]);
    const { members, references, choices } = conjunctionOf(found);
    const below = (each: unknown) => this.literals(each, name, passed);
    return nearest([
      ...references.map(below),
      ...choices.map((choice) => everyOf(notNull(choice).map(below))),
      ...(members.get(name) ?? []).map((member) => this.valuesOf(member)),
    ]);
  }

  /** The only values of a schema but null; undefined where any will do. */
  valuesOf(schema: unknown, depth = 0): readonly unknown[] | undefined {
    const found = this.resolve(schema);
    if (!isObject(found) || depth > deepest) return undefined;
    const { all, one, any } = partsOf(found);
    const below = (each: unknown) => this.valuesOf(each, depth + 1);
    return nearest([
      ...all.map(below),
      ...[one, any].map((each) => everyOf(each.filter((other) => !isNull(other)).map(below))),
      butNull(allowedValues(found)),
    ]);
  }
}

function butNull(values: readonly unknown[] | undefined): readonly unknown[] | undefined {
  const others = values?.filter((value) => value !== null);
  return others?.length === 0 ? undefined : others;
}

/** What all lists have in common; of lists that exclude each other the last. */
export function nearest(lists: readonly (readonly unknown[] | undefined)[]): readonly unknown[] | undefined {
  let values: readonly unknown[] | undefined;
  for (const list of lists) {
    if (list === undefined) continue;
    const both = values?.filter((value) => list.includes(value));
    values = both === undefined || both.length === 0 ? list : both;
  }
  return values;
}

/** What is in any of the lists; undefined where there are none, or one takes any value. */
export function everyOf(lists: readonly (readonly unknown[] | undefined)[]): readonly unknown[] | undefined {
  if (lists.length === 0) return undefined;
  const values: unknown[] = [];
  for (const list of lists) {
    if (list === undefined) return undefined;
    values.push(...list);
  }
  return [...new Set(values)];
}

/** What several schemas together say of null. */
function together(taken: readonly (boolean | undefined)[]): boolean | undefined {
  return taken.includes(false) ? false : taken.includes(true) || undefined;
}

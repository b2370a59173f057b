import { isObject, type JsonObject } from "../../document/json.ts";
import { byCodePoint } from "../../document/order.ts";
import { discriminatorOf, valuesOfAlternative } from "../../schema/discriminator.ts";
import { isLongInteger, takesNumbers } from "../../schema/long-integers.ts";
import { alternativesOf, partsOf, placesOfAll, valuesOf } from "../../schema/parts.ts";
import { referredId } from "../../schema/references.ts";
import { allowedValues, isNull } from "../../schema/types.ts";
import type { Test } from "./compact-positions.ts";

/** What is known of schemas and of what their values are. */
export interface SchemaKnowledge {
  resolve(schema: unknown): unknown;
  /**
   * The schemas of one value: references followed, compositions and alternatives (but not those of `closed`) laid side
   * by side.
   */
  expand(schemas: readonly unknown[], closed?: JsonObject): ReadonlySet<JsonObject>;
  /** Whether a schema leads to a value that JSON.parse would read otherwise. */
  isLeading(schema: unknown): boolean;
  /** What a number and a text become that stand for a value of these schemas. */
  outcome(same: ReadonlySet<JsonObject>): readonly (string | undefined)[];
  idOf(schema: object): number;
}

/**
 * An object that is one of several, where it matters which: values at the same place are not the same in all of them.
 */
export interface ValueChoice {
  /** The schema with the alternatives. */
  readonly of: JsonObject;
  /** The alternatives that a member tells. */
  readonly told: readonly { readonly test: Test; readonly schema: unknown }[];
  /** Those that an object may be of which no test holds. */
  readonly rest: readonly unknown[];
}

/** How many schemas are compared before alternatives are taken to differ. */
const mostCompared = 10_000;

/** How many alternatives are told apart at most. */
const mostAlternatives = 100;

/** The choice that a schema leaves; undefined where it leaves none, none that matters, or nothing tells which it is. */
export function choiceOf(schema: JsonObject, known: SchemaKnowledge): ValueChoice | undefined {
  const found = choicesOf(schema, known);
  if (found.length < 2 || found.length > mostAlternatives || !known.isLeading(schema)) return undefined;
  const branches = found.map((each) => ({ ...each, same: known.expand([each.schema], schema) }));
  const sets = branches.map(({ same }) => same);
  if (!differ(sets, known)) return undefined;
  const tests = testsOf(branches, known);
  const told = branches.flatMap(({ schema: each }, index) =>
    tests[index] ? [{ test: tests[index], schema: each }] : [],
  );
  const untold = branches.filter((_, index) => !tests[index]).map((each) => each.schema);
  if (told.length === 0) return undefined;
  return { of: schema, told, rest: untold.length > 0 ? untold : branches.map((each) => each.schema) };
}

/** One alternative, and what its discriminator calls it. */
interface Alternative {
  readonly schema: unknown;
  readonly called?:
    | { readonly member: string; readonly values: readonly string[]; readonly isMapped: boolean }
    | undefined;
}

/**
 * The alternatives of a schema; one that is nothing but a list of alternatives is given by those. Null is no object.
 */
function choicesOf(schema: JsonObject, known: SchemaKnowledge, seen: Set<unknown> = new Set()): Alternative[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const discriminator = discriminatorOf(schema);
  return alternativesOf(schema).flatMap((each) => {
    const resolved = known.resolve(each);
    if (isNull(resolved)) return [];
    if (isObject(resolved) && partsOf(resolved).members.size === 0 && partsOf(resolved).all.length === 0) {
      const inner = choicesOf(resolved, known, seen);
      if (inner.length > 0) return inner;
    }
    const id = referredId(each);
    const isCalled = discriminator !== undefined && id !== undefined;
    const called = isCalled
      ? { member: discriminator.propertyName, ...valuesOfAlternative(discriminator, id) }
      : undefined;
    return [{ schema: each, called }];
  });
}

/** Whether a place in several values is not the same in all of them. */
function differ(sets: readonly ReadonlySet<JsonObject>[], known: SchemaKnowledge): boolean {
  const seen = new Set<string>();
  const open = [sets];
  let compared = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const key = next.map((set) => [...set].map((schema) => known.idOf(schema)).join()).join(";");
    if (seen.has(key)) continue;
    seen.add(key);
    compared += next.reduce((sum, set) => sum + set.size, 0);
    if (compared > mostCompared) return true;
    const outcomes = next.map((set) => known.outcome(set));
    if ([0, 1].some((wire) => new Set(outcomes.flatMap((each) => each[wire] ?? [])).size > 1)) return true;
    const named = next.map((set) => placesOfAll([...set]));
    const places = [
      ...[...new Set(named.flatMap((each) => [...each.keys()]))].map((name) => named.map((each) => each.get(name))),
      next.map((set) => [...set].map((schema) => partsOf(schema).items).filter(isObject)),
      next.map((set) => [...set].flatMap(valuesOf)),
    ];
    for (const place of places) {
      const described = place.filter((schemas) => schemas !== undefined && schemas.length > 0);
      if (described.length > 1 && described.some((schemas) => schemas?.some((each) => known.isLeading(each))))
        open.push(described.map((schemas) => known.expand(schemas ?? [])));
    }
  }
  return false;
}

/** What one alternative says of a member. */
interface Said {
  /** The values that it may have, as JSON; undefined for any. */
  readonly values: ReadonlySet<string> | undefined;
  readonly isRequired: boolean;
}

/** What tells each alternative from all others: a member with values of its own, or one that no other has. */
function testsOf(
  branches: readonly { readonly same: ReadonlySet<JsonObject>; readonly called?: Alternative["called"] }[],
  known: SchemaKnowledge,
): (Test | undefined)[] {
  const said = branches.map(({ same, called }) => {
    const members = new Map<string, Said>();
    for (const [name, schemas] of placesOfAll([...same])) members.set(name, saidOf(name, schemas, same, known));
    // Without a mapping its name is the schema's, but many have a constant of their own and mean that.
    if (called && (called.isMapped || !members.get(called.member)?.values))
      members.set(called.member, { values: namesOf(called, same, known), isRequired: true });
    return members;
  });
  const members = new Map<string, { known: number; open: number; values: Map<string, number> }>();
  for (const [name, { values }] of said.flatMap((each) => [...each])) {
    const member = members.get(name) ?? { known: 0, open: 0, values: new Map<string, number>() };
    members.set(name, member);
    member.known += 1;
    if (!values) member.open += 1;
    for (const value of values ?? []) member.values.set(value, (member.values.get(value) ?? 0) + 1);
  }
  return said.map((each) => {
    // which member tells must not change with the order of a document
    const own = [...each].sort(([a], [b]) => byCodePoint(a, b));
    for (const [member, { values }] of own) {
      const { open, values: all } = members.get(member)!;
      if (values && open === 0 && [...values].every((value) => all.get(value) === 1))
        return { member, values: [...values].map((value) => JSON.parse(value) as unknown) };
    }
    const lone = own.find(([member, { isRequired }]) => isRequired && members.get(member)?.known === 1);
    return lone && { member: lone[0] };
  });
}

/** What a discriminator calls an alternative, as the member has it: a mapping has texts for numbers. */
function namesOf(
  { member, values }: NonNullable<Alternative["called"]>,
  same: ReadonlySet<JsonObject>,
  known: SchemaKnowledge,
): ReadonlySet<string> {
  const ofNumbers = [...known.expand(placesOfAll([...same]).get(member) ?? [])].some(takesNumbers);
  const isNumber = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));
  const typed = values.flatMap((text) => (ofNumbers && isNumber(text) ? onTheWire(numberOf(text)) : [text]));
  return new Set(typed.map(toJson));
}

function numberOf(text: string): unknown {
  return isLongInteger(text) ? text : Number(text);
}

function saidOf(
  name: string,
  schemas: readonly unknown[],
  same: ReadonlySet<JsonObject>,
  known: SchemaKnowledge,
): Said {
  const listed = [...known.expand(schemas)].flatMap((schema) => (allowedValues(schema) ?? []).flatMap(onTheWire));
  const values = listed.filter((value) => typeof value !== "object");
  return {
    values: values.length > 0 ? new Set(values.map(toJson)) : undefined,
    isRequired: [...same].some((schema) => partsOf(schema).required.has(name)),
  };
}

/** A long integer is tested as JSON.parse has it, and as the client does. */
function onTheWire(value: unknown): readonly unknown[] {
  return isLongInteger(value) ? [Number(value), value] : [value];
}

function toJson(value: unknown): string {
  return JSON.stringify(value);
}

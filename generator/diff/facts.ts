import { canonicalJson, isObject, type JsonObject } from "../document/json.ts";
import type { View } from "../schema/view.ts";
import type { Views } from "../schema/views.ts";

/** A limit of a value, by what it limits. */
export type Limit = "length" | "number of items" | "number of members" | "value";

/** What a schema says of its values, all that it is composed of together, as far as no type shows it. */
export interface Facts {
  /** Whether all values are integers; undefined where they are no numbers. */
  readonly isInteger?: boolean;
  readonly lower: ReadonlyMap<Limit, number>;
  readonly upper: ReadonlyMap<Limit, number>;
  readonly multipleOf?: number;
  readonly isUnique: boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly media?: string;
  readonly default?: string;
  readonly isDeprecated: boolean;
  /** What else makes values invalid, as text by keyword. */
  readonly demands: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, readonly unknown[]>;
  readonly items: readonly unknown[];
  readonly prefix: readonly unknown[];
  readonly values: readonly unknown[];
  /** The schemas of which one holds, with what tells which: by the values of a discriminator, or by their place. */
  readonly alternatives: ReadonlyMap<string, unknown>;
  /** What the values of a discriminator stand for. */
  readonly targets: ReadonlyMap<string, string>;
  /** Whether the values are other than JSON has them in a type: files, or long integers. */
  readonly isShownByType: boolean;
}

type Collections = "lower" | "upper" | "demands" | "members" | "items" | "values" | "alternatives" | "targets";

type Mutable = { -readonly [Key in keyof Facts as Exclude<Key, Collections>]: Facts[Key] } & {
  lower: Map<Limit, number>;
  upper: Map<Limit, number>;
  demands: Map<string, string>;
  members: Map<string, unknown[]>;
  items: unknown[];
  values: unknown[];
  alternatives: Map<string, unknown>;
  targets: Map<string, string>;
};

/** What a schema, or several that all hold, say of a value. */
export function factsOf(schemas: readonly unknown[], views: Views, nameOf: (id: string) => string): Facts {
  const facts: Mutable = {
    lower: new Map(),
    upper: new Map(),
    isUnique: false,
    isDeprecated: false,
    demands: new Map(),
    members: new Map(),
    items: [],
    prefix: [],
    values: [],
    alternatives: new Map(),
    targets: new Map(),
    isShownByType: false,
  };
  const seen = new Set<unknown>();
  const add = (schema: unknown): void => {
    if (seen.has(schema) || seen.size > 200) return;
    seen.add(schema);
    // notes beside a reference count as well as those of what it is to
    addNotes(views.view(schema), facts);
    const view = views.resolved(schema);
    addNotes(view, facts);
    addView(view, { facts, nameOf });
    if (view.kind === "intersection") for (const part of view.parts) add(part);
  };
  for (const schema of schemas) add(schema);
  return facts;
}

function addNotes({ notes }: View, facts: Mutable): void {
  if (notes.isDeprecated) facts.isDeprecated = true;
  const text = notes.default === undefined ? undefined : canonicalJson(notes.default);
  if (text !== undefined) facts.default ??= text;
}

interface Adding {
  readonly facts: Mutable;
  readonly nameOf: (id: string) => string;
}

function addView(view: Exclude<View, { kind: "reference" }>, { facts, nameOf }: Adding): void {
  for (const keyword of view.untold) {
    const value = view.schemas.filter(isObject).find((schema) => Object.hasOwn(schema, keyword))?.[keyword];
    facts.demands.set(keyword, textOfDemand(value));
  }
  switch (view.kind) {
    case "string":
      raise(facts, "length", view.minLength);
      lower(facts, "length", view.maxLength);
      if (view.pattern !== undefined) facts.pattern ??= view.pattern;
      if (view.format !== undefined) facts.format ??= view.format;
      if (view.format === "binary") facts.isShownByType = true;
      facts.media ??= [view.contentMediaType, view.contentEncoding].filter((part) => part !== undefined).join(" in ");
      break;
    case "number":
    case "integer": {
      const isInteger = view.kind === "integer";
      facts.isInteger = facts.isInteger === true || isInteger;
      raise(facts, "value", view.minimum);
      lower(facts, "value", view.maximum);
      raise(facts, "value", view.exclusiveMinimum === undefined ? undefined : above(view.exclusiveMinimum, isInteger));
      lower(
        facts,
        "value",
        view.exclusiveMaximum === undefined ? undefined : -above(-view.exclusiveMaximum, isInteger),
      );
      if (view.multipleOf !== undefined) facts.multipleOf ??= view.multipleOf;
      if (view.format !== undefined) facts.format ??= view.format;
      break;
    }
    case "object":
      raise(facts, "number of members", view.minProperties);
      lower(facts, "number of members", view.maxProperties);
      for (const [name, member] of view.members) {
        const known = facts.members.get(name);
        if (known) known.push(member.schema);
        else facts.members.set(name, [member.schema]);
      }
      if (view.propertyNames !== undefined) facts.demands.set("names of members", textOfDemand(view.propertyNames));
      for (const schema of [view.index.additional, ...view.index.patterns.values()])
        if (isObject(schema)) facts.values.push(schema);
      break;
    case "array":
    case "tuple":
      raise(facts, "number of items", view.minItems);
      lower(facts, "number of items", view.maxItems);
      facts.isUnique ||= view.isUnique;
      if (view.kind === "array") {
        if (isObject(view.items)) facts.items.push(view.items);
      } else facts.prefix = view.prefix;
      break;
    case "union":
      for (const [index, { schema, id, values }] of view.alternatives.entries()) {
        const key = id === undefined ? `${index} of ${view.alternatives.length}` : nameOf(id);
        facts.alternatives.set(key, schema);
        if (view.discriminator && id !== undefined)
          for (const value of values ?? []) facts.targets.set(value, nameOf(id));
      }
      break;
    default:
  }
}

/** The least number that is more than a bound; of any number, one that is hardly more. */
function above(bound: number, isInteger: boolean): number {
  return isInteger ? Math.floor(bound) + 1 : bound + Math.max(Math.abs(bound), 1) * 1e-12;
}

function raise({ lower: limits }: Mutable, limit: Limit, value: number | undefined): void {
  if (value !== undefined) limits.set(limit, Math.max(limits.get(limit) ?? Number.NEGATIVE_INFINITY, value));
}

function lower({ upper }: Mutable, limit: Limit, value: number | undefined): void {
  if (value !== undefined) upper.set(limit, Math.min(upper.get(limit) ?? Number.POSITIVE_INFINITY, value));
}

/** The text of a demand, without what only tells people something. */
function textOfDemand(value: unknown): string {
  return (
    canonicalJson(
      JSON.parse(
        JSON.stringify(value ?? null, (key: string, each: unknown) =>
          (key === "description" || key === "title") && typeof each === "string" ? undefined : each,
        ),
      ) as JsonObject,
    ) ?? ""
  );
}

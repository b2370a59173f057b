import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { bytes } from "./seen-schemas.ts";

/** Numbers from 0 to below 1, the same for the same seed. */
export type Random = () => number;

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How deep values with optional members go. */
const deepest = 4;

/** Makes up values that are meant to be valid; whether they are is for a validator to say. */
export class Samples {
  private readonly resolve: (schema: unknown) => unknown;
  private readonly random: Random;

  constructor(resolve: (schema: unknown) => unknown, random: Random) {
    this.resolve = resolve;
    this.random = random;
  }

  value(schema: unknown, depth = 0): unknown {
    const parts = this.parts(schema, depth);
    const some = <Value>(pick: (part: JsonObject) => Value | undefined): Value | undefined =>
      parts.map(pick).find((found) => found !== undefined);
    const constant = parts.find((part) => Object.hasOwn(part, "const"));
    if (constant) return constant["const"];
    const values = parts.flatMap((part) => (Array.isArray(part["enum"]) ? [part["enum"] as unknown[]] : []));
    if (values.length > 0) {
      const common = values[0]!.filter((value) => values.every((list) => list.includes(value)));
      return this.one(common.length > 0 ? common : values.at(-1)!);
    }
    const stated = some(({ type }) => type);
    const types = (Array.isArray(stated) ? stated : [stated]) as (string | undefined)[];
    const has = (...keywords: string[]) =>
      parts.some((part) => keywords.some((keyword) => part[keyword] !== undefined));
    const type =
      (depth > deepest && types.includes("null") ? "null" : this.one(types)) ??
      (has("properties", "required", "additionalProperties", "patternProperties")
        ? "object"
        : has("items", "prefixItems")
          ? "array"
          : "string");
    switch (type) {
      case "object":
        return this.object(parts, depth);
      case "array":
        return this.array(parts, depth);
      case "integer":
        return Math.floor(this.random() * 100);
      case "number":
        return Math.floor(this.random() * 100) + 0.5;
      case "boolean":
        return this.random() < 0.5;
      case "null":
        return null;
      default:
        return this.one(["", "text", "1"]);
    }
  }

  /** All schemas that are to hold of a value: those of `allOf`, and one of each choice. */
  private parts(schema: unknown, depth: number, steps = 0): readonly JsonObject[] {
    const found = this.resolve(schema);
    if (!isObject(found) || steps > 30) return [];
    const { allOf, anyOf, oneOf, ...own } = found;
    const chosen = [anyOf, oneOf].flatMap((choice) =>
      Array.isArray(choice) && choice.length > 0 ? [this.one(choice as unknown[], depth > deepest)] : [],
    );
    const below = [...(Array.isArray(allOf) ? (allOf as unknown[]) : []), ...chosen];
    return [own, ...below.flatMap((each) => this.parts(each, depth, steps + 1))];
  }

  private object(parts: readonly JsonObject[], depth: number): unknown {
    const value: Record<string, unknown> = {};
    const required = new Set(parts.flatMap(({ required: names }) => (Array.isArray(names) ? (names as string[]) : [])));
    const members = new Map<string, unknown[]>();
    for (const { properties } of parts)
      for (const [name, member] of isObject(properties) ? Object.entries(properties) : [])
        members.set(name, [...(members.get(name) ?? []), member]);
    const few = Math.min(0.5, 6 / (members.size + 1));
    for (const name of new Set([...members.keys(), ...required])) {
      if (!required.has(name) && (depth > deepest || this.random() > few)) continue;
      value[name] = this.value({ allOf: members.get(name) ?? [] }, depth + 1);
    }
    for (const { additionalProperties: more, patternProperties: patterns, unevaluatedProperties: rest } of parts) {
      if (isObject(more) && depth <= deepest && this.random() < 0.6) value["further"] = this.value(more, depth + 1);
      if (more === undefined && isObject(rest) && depth <= deepest) value["further"] = this.value(rest, depth + 1);
      for (const [pattern, each] of isObject(patterns) ? Object.entries(patterns) : []) {
        const name = pattern.replace(/[\^$]/g, "").replace(/[^\w-].*$/, "x");
        if (depth <= deepest) value[name === "" ? "x" : name] = this.value(each, depth + 1);
      }
    }
    return value;
  }

  private array(parts: readonly JsonObject[], depth: number): unknown {
    const limit = (keyword: string, standard: number) =>
      parts.map((part) => part[keyword]).find((found) => typeof found === "number") ?? standard;
    const least = limit("minItems", 0) as number;
    const first = parts.flatMap(({ prefixItems }) => (Array.isArray(prefixItems) ? (prefixItems as unknown[]) : []));
    const wanted = Math.max(least, depth > deepest ? 0 : Math.floor(this.random() * (first.length + 3)));
    const count = Math.min(wanted, limit("maxItems", 20) as number, 20);
    const items = parts.map((part) => part["items"]).filter((each) => each !== undefined);
    return Array.from({ length: items.includes(false) ? Math.min(count, first.length) : count }, (_, index) =>
      this.value(index < first.length ? first[index] : { allOf: items }, depth + 1),
    );
  }

  /** One of several; the first where values are not to become deeper. */
  private one<Value>(values: readonly Value[], isFirst = false): Value {
    return values[isFirst ? 0 : Math.floor(this.random() * values.length)]!;
  }
}

/** A value that differs in one place: a member less, or a value of another kind. */
export function changed(value: unknown, random: Random): unknown {
  const places = placesIn(value);
  const place = places[Math.floor(random() * places.length)];
  if (place === undefined) return other(value);
  const copy = structuredClone(value);
  let holder = copy as Record<string, unknown>;
  for (const key of place.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const key = place.at(-1)!;
  if (!Array.isArray(holder) && random() < 0.4) delete holder[key];
  else holder[key] = other(holder[key]);
  return copy;
}

function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null || Object.hasOwn(value, "$bytes")) return [];
  return Object.entries(value).flatMap(([key, each]) => [[...path, key], ...placesIn(each, [...path, key])]);
}

function other(value: unknown): unknown {
  if (typeof value === "string") return 7;
  if (typeof value === "number") return "seven";
  if (typeof value === "boolean") return { no: "boolean" };
  return value === null ? "null" : "something else";
}

/** A value as a literal of TypeScript. */
export function literalOf(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll(JSON.stringify(bytes), "new Blob()")
    .replaceAll('"__proto__":', '["__proto__"]:');
}

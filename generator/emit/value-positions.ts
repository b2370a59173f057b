import { hasReference, isObject, type JsonObject, listIn } from "../document/json.ts";
import type { ValueSettings } from "../model/package-settings.ts";
import { type ValueKind, valueKind } from "./value-rules.ts";

/** Where values stand that JSON.parse would read otherwise: the runtime's `ValuePositions`. */
export type Positions = readonly Position[];

interface Position {
  is?: ValueKind;
  properties?: { [name: string]: number };
  items?: number;
  values?: number;
}

/** What a schema describes below it. */
interface Children {
  /** Schemas of the value itself. */
  readonly same: readonly unknown[];
  readonly properties: readonly (readonly [string, unknown])[];
  readonly items: readonly unknown[];
  /** Schemas of the members that have no schema by name. */
  readonly values: readonly unknown[];
}

/** Finds where values stand that are not as JSON.parse reads them, by schema; recursion among schemas stays one. */
export class ValuePositions {
  private readonly schemas: ReadonlyMap<string, unknown>;
  private readonly settings: ValueSettings;
  /** Whether a schema leads to such a value. */
  private readonly leads = new Map<object, boolean>();
  private readonly ids = new Map<object, number>();

  /** `schemas` are the contents of the named schemas, by id. */
  constructor(schemas: ReadonlyMap<string, unknown>, settings: ValueSettings) {
    this.schemas = schemas;
    this.settings = settings;
    this.mark([...schemas.values()]);
  }

  /** Where such values stand in a value of any of these schemas; undefined where none do. The first position is the value's own. */
  of(schemas: readonly unknown[], kinds: ReadonlySet<ValueKind>): Positions | undefined {
    this.mark(schemas);
    const positions: Position[] = [];
    const known = new Map<string, number>();
    const add = (members: readonly unknown[]): number => {
      const same = this.expand(members);
      const key = [...same]
        .map((schema) => this.idOf(schema))
        .sort((a, b) => a - b)
        .join();
      const found = known.get(key);
      if (found !== undefined) return found;
      const index = positions.push({}) - 1;
      known.set(key, index);
      positions[index] = this.position([...same], kinds, add);
      return index;
    };
    const roots = schemas.filter((schema) => this.isLeading(schema));
    if (roots.length === 0) return undefined;
    add(roots);
    return compact(positions);
  }

  private position(
    same: readonly JsonObject[],
    kinds: ReadonlySet<ValueKind>,
    add: (members: readonly unknown[]) => number,
  ): Position {
    const own = new Set(same.map((schema) => valueKind(schema, this.settings)).filter((kind) => kind !== undefined));
    // An integer that may also be a text: its digits are not to become a number again.
    const isText = same.some((schema) => schema["type"] === "string" && valueKind(schema, this.settings) === undefined);
    const [kind] = own;
    const is = own.size > 1 || (own.size === 1 && isText) ? (own.has("date") ? undefined : "text") : kind;
    const children = same.map(childrenOf);
    const leading = (schemas: readonly unknown[]) => schemas.filter((schema) => this.isLeading(schema));
    const byName = new Map<string, unknown[]>();
    for (const [name, schema] of children.flatMap(({ properties }) => properties))
      byName.set(name, [...(byName.get(name) ?? []), schema]);
    const properties = [...byName]
      .filter(([, schemas]) => leading(schemas).length > 0)
      .map(([name, schemas]) => [name, add(schemas)] as const);
    const items = children.flatMap((each) => each.items);
    const values = children.flatMap((each) => each.values);
    return {
      ...(is !== undefined && kinds.has(is) && { is }),
      ...(properties.length > 0 && { properties: fromEntries(properties) }),
      ...(leading(items).length > 0 && { items: add(items) }),
      ...(leading(values).length > 0 && { values: add(values) }),
    };
  }

  /** The schemas of one value: references followed, compositions and alternatives laid side by side. */
  private expand(schemas: readonly unknown[]): ReadonlySet<JsonObject> {
    const same = new Set<JsonObject>();
    const open = [...schemas];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const schema = this.resolve(next);
      if (!isObject(schema) || same.has(schema)) continue;
      same.add(schema);
      open.push(...childrenOf(schema).same);
    }
    return same;
  }

  private isLeading(schema: unknown): boolean {
    const resolved = this.resolve(schema);
    return isObject(resolved) && this.leads.get(resolved) === true;
  }

  /** Notes for schemas, and all below them, whether they lead to such a value. */
  private mark(roots: readonly unknown[]): void {
    const parents = new Map<object, object[]>();
    const found: object[] = [];
    const open = roots.map((root) => this.resolve(root)).filter(isObject);
    for (let schema = open.pop(); schema; schema = open.pop()) {
      if (this.leads.has(schema)) continue;
      const isLeaf = valueKind(schema, this.settings) !== undefined;
      this.leads.set(schema, isLeaf);
      if (isLeaf) found.push(schema);
      const { same, properties, items, values } = childrenOf(schema);
      for (const each of [...same, ...properties.map(([, child]) => child), ...items, ...values]) {
        const child = this.resolve(each);
        if (!isObject(child)) continue;
        if (this.leads.get(child)) found.push(schema);
        parents.set(child, [...(parents.get(child) ?? []), schema]);
        open.push(child);
      }
    }
    for (let schema = found.pop(); schema; schema = found.pop()) {
      this.leads.set(schema, true);
      for (const parent of parents.get(schema) ?? []) if (!this.leads.get(parent)) found.push(parent);
    }
  }

  private resolve(schema: unknown): unknown {
    let resolved = schema;
    for (let steps = 0; hasReference(resolved) && steps < 100; steps += 1)
      resolved = this.schemas.get(resolved.$ref.replace("#/components/schemas/", ""));
    return resolved;
  }

  private idOf(schema: object): number {
    const id = this.ids.get(schema) ?? this.ids.size;
    this.ids.set(schema, id);
    return id;
  }
}

function childrenOf(schema: JsonObject): Children {
  const map = (field: string) => Object.entries(isObject(schema[field]) ? schema[field] : {});
  return {
    same: ["allOf", "oneOf", "anyOf"].flatMap((field) => listIn(schema, field)),
    properties: map("properties"),
    items: [...(isObject(schema["items"]) ? [schema["items"]] : []), ...listIn(schema, "prefixItems")],
    values: [
      ...(isObject(schema["additionalProperties"]) ? [schema["additionalProperties"]] : []),
      ...map("patternProperties").map(([, child]) => child),
    ],
  };
}

/** The positions that lead to a value, each once, in the order in which they are met; undefined where none does. */
function compact(positions: readonly Position[]): Positions | undefined {
  const live = new Set<number>();
  const isLive = ({ is, ...children }: Position) => is !== undefined || targetsOf(children).some((at) => live.has(at));
  for (let size = -1; size !== live.size; ) {
    size = live.size;
    for (const [index, position] of positions.entries()) if (isLive(position)) live.add(index);
  }
  if (!live.has(0)) return undefined;
  let merged: readonly (Position | undefined)[] = positions.map((each, index) =>
    live.has(index) ? redirected(each, (at) => (live.has(at) ? at : undefined)) : undefined,
  );
  for (let isSettled = false; !isSettled; ) {
    const first = new Map<string, number>();
    for (const [index, position] of merged.entries()) {
      const text = JSON.stringify(position);
      if (position && !first.has(text)) first.set(text, index);
    }
    const same = merged.map((position) => first.get(JSON.stringify(position)));
    isSettled = merged.every((position, index) => !position || same[index] === index);
    merged = merged.map((position, index) =>
      position && same[index] === index ? redirected(position, (at) => same[at]) : undefined,
    );
  }
  const order: number[] = [0];
  for (const index of order) for (const at of targetsOf(merged[index]!)) if (!order.includes(at)) order.push(at);
  return order.map((index) => redirected(merged[index]!, (at) => order.indexOf(at)));
}

function targetsOf({ properties = {}, items, values }: Position): number[] {
  return [...Object.values(properties), items, values].filter((at) => at !== undefined);
}

/** A position whose parts stand elsewhere, or nowhere. */
function redirected(
  { is, properties = {}, items, values }: Position,
  to: (at: number) => number | undefined,
): Position {
  const named = Object.entries(properties).flatMap(([name, at]) => {
    const target = to(at);
    return target === undefined ? [] : [[name, target] as const];
  });
  const item = items === undefined ? undefined : to(items);
  const value = values === undefined ? undefined : to(values);
  return {
    ...(is !== undefined && { is }),
    ...(named.length > 0 && { properties: fromEntries(named) }),
    ...(item !== undefined && { items: item }),
    ...(value !== undefined && { values: value }),
  };
}

/** An object without a prototype, so that any name is a member. */
function fromEntries(entries: readonly (readonly [string, number])[]): { [name: string]: number } {
  const object = Object.create(null) as { [name: string]: number };
  for (const [name, index] of entries) object[name] = index;
  return object;
}

import { isObject, type JsonObject } from "../../document/json.ts";
import { compositionOf, describedIn, partsOf, placesOfAll, valuesOf } from "../../schema/parts.ts";
import { namedSchemas, type Resolve } from "../../schema/references.ts";
import type { ValueSettings } from "../package-settings.ts";
import { compact, fromEntries, nowhere, type Position, type Positions } from "./compact-positions.ts";
import { choiceOf, type ValueChoice } from "./value-choices.ts";
import { kindsAt, type ValueKind, valueKind } from "./value-rules.ts";

/**
 * How many positions a body may have before alternatives are no longer told apart, nor laid side by side: schemas that
 * lead around in themselves can be combined without end.
 */
const mostPositions = 1000;

/** A place whose position is to be written. */
interface Place {
  readonly members: readonly unknown[];
  /** Those, expanded. */
  readonly same: ReadonlySet<JsonObject>;
  /** Whether no choice is made there. */
  readonly isClosed: boolean;
}

/** Schemas while it is asked which of them lead to such a value. */
interface Walk {
  /** Those to look at. */
  readonly open: JsonObject[];
  /** By what is directly below them. */
  readonly parents: Map<object, object[]>;
  /** Those that lead to one. */
  readonly found: object[];
}

/** Finds where values stand that are not as JSON.parse reads them, by schema; recursion among schemas stays one. */
export class ValuePositions {
  private readonly resolve: Resolve;
  private readonly settings: ValueSettings;
  /** Whether a schema leads to such a value. */
  private readonly leads = new Map<object, boolean>();
  private readonly ids = new Map<object, number>();
  /** By kinds and schemas: many operations have the same body. */
  private readonly found = new Map<string, Positions | undefined>();
  private readonly choices = { read: new Map(), written: new Map() } as const satisfies {
    [use: string]: Map<JsonObject, ValueChoice | undefined>;
  };

  /** `schemas` are the contents of the named schemas, by id. */
  constructor(schemas: ReadonlyMap<string, unknown>, settings: ValueSettings) {
    this.resolve = namedSchemas(schemas);
    this.settings = settings;
    this.mark([...schemas.values()]);
  }

  /**
   * Where such values stand in a value of any of these schemas; undefined where none do. The first position is the
   * value's own.
   */
  of(schemas: readonly unknown[], kinds: ReadonlySet<ValueKind>): Positions | undefined {
    this.mark(schemas);
    if (!schemas.some((schema) => this.isLeading(schema))) return undefined;
    const roots = schemas.map((schema) => this.resolve(schema)).filter(isObject);
    const key = [...kinds, ...roots.map((root) => this.idOf(root))].join();
    if (!this.found.has(key)) this.found.set(key, this.find(roots, kinds));
    return this.found.get(key);
  }

  private find(schemas: readonly unknown[], kinds: ReadonlySet<ValueKind>): Positions | undefined {
    const places: Place[] = [];
    const known = new Map<string, number>();
    const add = (schemas: readonly unknown[], closed?: JsonObject): number => {
      const isFull = places.length >= mostPositions;
      const members = isFull ? schemas.filter((schema) => this.isLeading(schema)).slice(0, 1) : schemas;
      const same = this.expand(members, closed);
      const key = `${this.keyOf(same)}/${closed ? this.idOf(closed) : ""}`;
      const found = known.get(key) ?? places.push({ members, same, isClosed: isFull || closed !== undefined }) - 1;
      known.set(key, found);
      return found;
    };
    add(schemas);
    const positions: Position[] = [];
    for (const { members, same, isClosed } of places) {
      const choice = isClosed ? undefined : this.choiceAmong(same, kinds);
      const own = choice ? this.expand([...members, ...choice.rest], choice.of) : same;
      const choices = choice?.told.map(({ test, schema }) => ({ ...test, at: add([...members, schema], choice.of) }));
      positions.push({ ...this.position([...own], kinds, add), ...(choices && { choices }) });
    }
    return compact(positions);
  }

  private position(
    same: readonly JsonObject[],
    kinds: ReadonlySet<ValueKind>,
    add: (members: readonly unknown[]) => number,
  ): Position {
    const { is, texts } = kindsAt(same, this.settings);
    // A text that may be meant as one is not made a number when it is written.
    const isKept = is !== undefined && kinds.has(is) && (texts !== "text" || kinds.has(texts));
    const leading = (schemas: readonly unknown[]) => schemas.some((schema) => this.isLeading(schema));
    const items = same.map((schema) => partsOf(schema).items).filter(isObject);
    const values = same.flatMap(valuesOf);
    const hasRest = leading(items) || leading(values);
    const named = [...placesOfAll(same)].flatMap(([name, schemas]) =>
      leading(schemas) ? [[name, add(schemas)] as const] : hasRest ? [[name, nowhere] as const] : [],
    );
    return {
      ...(isKept && { is }),
      ...(isKept && texts !== undefined && kinds.has(texts) && { texts }),
      ...(named.length > 0 && { properties: fromEntries(named) }),
      ...(leading(items) && { items: add(items) }),
      ...(leading(values) && { values: add(values) }),
    };
  }

  /** The choice that a value of these schemas leaves. */
  private choiceAmong(same: ReadonlySet<JsonObject>, kinds: ReadonlySet<ValueKind>): ValueChoice | undefined {
    const isRead = kinds.has("text");
    const choices = this.choices[isRead ? "read" : "written"];
    for (const schema of same) {
      const choice = choices.has(schema) ? choices.get(schema) : choiceOf(schema, this.knowledge(isRead));
      choices.set(schema, choice);
      if (choice) return choice;
    }
    return undefined;
  }

  private knowledge(isRead: boolean): Parameters<typeof choiceOf>[1] {
    return {
      resolve: (schema) => this.resolve(schema),
      expand: (schemas, closed) => this.expand(schemas, closed),
      isLeading: (schema) => this.isLeading(schema),
      idOf: (schema) => this.idOf(schema),
      outcome: (same) => {
        const { number, text, isInteger } = kindsAt([...same], this.settings);
        // Any number is written as one, and a text in the place of an integer is read as what it is.
        return isRead ? [number, text] : [text ? "text" : isInteger ? "integer" : undefined];
      },
    };
  }

  /** The schemas of one value: references followed, compositions and alternatives laid side by side. */
  private expand(schemas: readonly unknown[], closed?: JsonObject): ReadonlySet<JsonObject> {
    const same = new Set<JsonObject>();
    const open = [...schemas];
    while (open.length > 0) {
      const schema = this.resolve(open.pop());
      if (!isObject(schema) || same.has(schema)) continue;
      same.add(schema);
      open.push(...(schema === closed ? partsOf(schema).all : compositionOf(schema)));
    }
    return same;
  }

  private isLeading(schema: unknown): boolean {
    const resolved = this.resolve(schema);
    return isObject(resolved) && this.leads.get(resolved) === true;
  }

  /** Notes for schemas, and all below them, whether they lead to such a value. */
  private mark(roots: readonly unknown[]): void {
    const open = roots.map((root) => this.resolve(root)).filter((root) => isObject(root) && !this.leads.has(root));
    if (open.length === 0) return;
    const walk: Walk = { open: open as JsonObject[], parents: new Map(), found: [] };
    this.lookAll(walk);
    this.leadAll(walk);
  }

  // V8 optimizes a long loop while it runs; with code after it, it takes that back in each call from then on

  private lookAll(walk: Walk): void {
    for (let schema = walk.open.pop(); schema; schema = walk.open.pop()) this.look(schema, walk);
  }

  private leadAll(walk: Walk): void {
    for (let schema = walk.found.pop(); schema; schema = walk.found.pop()) this.lead(schema, walk);
  }

  private look(schema: JsonObject, { open, parents, found }: Walk): void {
    if (this.leads.has(schema)) return;
    const isLeaf = valueKind(schema, this.settings) !== undefined;
    this.leads.set(schema, isLeaf);
    if (isLeaf) found.push(schema);
    for (const each of describedIn(schema)) {
      const child = this.resolve(each);
      if (!isObject(child)) continue;
      if (this.leads.get(child)) found.push(schema);
      const known = parents.get(child);
      if (known === undefined) parents.set(child, [schema]);
      else known.push(schema);
      open.push(child);
    }
  }

  private lead(schema: object, { parents, found }: Walk): void {
    this.leads.set(schema, true);
    for (const parent of parents.get(schema) ?? []) if (!this.leads.get(parent)) found.push(parent);
  }

  private keyOf(schemas: ReadonlySet<JsonObject>): string {
    return [...schemas]
      .map((schema) => this.idOf(schema))
      .sort((a, b) => a - b)
      .join();
  }

  private idOf(schema: object): number {
    const id = this.ids.get(schema) ?? this.ids.size;
    this.ids.set(schema, id);
    return id;
  }
}

import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { inCurrentDialect } from "../../generator/schema/dialect.ts";
import type { Subschema } from "../../generator/schema/parts.ts";
import { resolvePointer, schemaReference } from "../../generator/schema/references.ts";
import type { Alternative } from "../../generator/schema/view.ts";
import { Views } from "../../generator/schema/views.ts";
import { isSchema } from "../../generator/schema/walk.ts";
import type { Choice, Option } from "./demands.ts";

/** The schemas of one document as values are made up from them: all in the current dialect, each always the same. */
export class Reading {
  readonly #openapi: JsonObject;
  readonly #current = new WeakMap<object, JsonObject>();
  readonly #referred = new WeakSet<object>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #derived = new WeakMap<object, Map<string, unknown>>();
  readonly #targets = new Map<string, Subschema | undefined>();
  readonly #demandedBy = new Map<string, ReadonlyMap<string, number>>();
  readonly #tags = new Map<string, JsonObject>();
  #views: { readonly views: Views; readonly ids: ReadonlyMap<unknown, string> } | undefined;
  #count = 0;

  constructor(openapi: JsonObject) {
    this.#openapi = openapi;
  }

  current(schema: JsonObject): JsonObject {
    const known = this.#current.get(schema);
    if (known !== undefined) return known;
    const current = inCurrentDialect(schema);
    this.#current.set(schema, current);
    this.#current.set(current, current);
    return current;
  }

  /** A schema, or what it refers to where it is a reference and nothing else. */
  currentOf(schema: unknown): Subschema {
    let found = schema;
    for (let steps = 0; isObject(found) && steps < 100; steps += 1) {
      const current = this.current(found);
      const reference = current["$ref"];
      if (typeof reference !== "string" || Object.keys(current).length > 1) return current;
      found = this.target(reference);
    }
    return isSchema(found) && !isObject(found) ? found : true;
  }

  /** What a reference leads to; undefined where that is nothing. */
  target(reference: string): Subschema | undefined {
    if (!this.#targets.has(reference)) this.#targets.set(reference, this.#found(reference));
    return this.#targets.get(reference);
  }

  #found(reference: string): Subschema | undefined {
    const found = resolvePointer(this.#openapi, reference);
    if (!isSchema(found)) return undefined;
    if (typeof found === "boolean") return found;
    const current = this.current(found);
    this.#referred.add(current);
    return current;
  }

  /** Whether a reference has led to the schema. */
  isReferred(schema: JsonObject): boolean {
    return this.#referred.has(schema);
  }

  /** The same number for the same schema. */
  number(schema: object): number {
    let number = this.#numbers.get(schema);
    if (number === undefined) {
      this.#count += 1;
      number = this.#count;
      this.#numbers.set(schema, number);
    }
    return number;
  }

  /** Names a part of a schema. */
  key(schema: JsonObject, part: string): string {
    return `${this.number(schema)} ${part}`;
  }

  /** What is made of a schema under a name, made once. */
  derived<Made>(schema: JsonObject, name: string, make: () => Made): Made {
    const known = this.#derived.get(schema) ?? new Map<string, unknown>();
    this.#derived.set(schema, known);
    if (!known.has(name)) known.set(name, make());
    return known.get(name) as Made;
  }

  /** How many options of a choice require a member, by its name: some choices are among thousands. */
  demandedBy({ key, options }: Choice): ReadonlyMap<string, number> {
    const known = this.#demandedBy.get(key);
    if (known !== undefined) return known;
    const counts = new Map<string, number>();
    for (const name of options.flatMap((option) => [...this.requiredBy(option)]))
      counts.set(name, (counts.get(name) ?? 0) + 1);
    this.#demandedBy.set(key, counts);
    return counts;
  }

  /** The members that the schemas of an option require themselves. */
  requiredBy(option: Option): ReadonlySet<string> {
    const schemas = option.map((each) => this.currentOf(each)).filter(isObject);
    return new Set(schemas.flatMap((each) => listIn(each, "required")).filter((name) => typeof name === "string"));
  }

  /** Objects with a member that is one of these values. */
  tagged(name: string, values: readonly string[]): JsonObject {
    const key = JSON.stringify([name, ...values]);
    const tagged = this.#tags.get(key) ?? {
      required: [name],
      properties: Object.fromEntries([[name, { enum: values }]]),
    };
    this.#tags.set(key, tagged);
    return tagged;
  }

  /** The id of a schema that has a name. */
  idOf(schema: JsonObject): string | undefined {
    return this.#named().ids.get(schema);
  }

  /** The schemas that are made of a named one and told apart by its discriminator. */
  subtypes(schema: JsonObject): readonly Alternative[] {
    if (this.idOf(schema) === undefined) return [];
    const view = this.#named().views.view(schema);
    return view.kind === "object" || view.kind === "intersection" ? (view.subtypes?.alternatives ?? []) : [];
  }

  /** The same by what they are in the current dialect. */
  subtypesByCurrent(schema: JsonObject): ReadonlyMap<unknown, Alternative> {
    return this.derived(schema, "subtypes", () => {
      const entries = this.subtypes(schema).map((subtype) => [this.currentOf(subtype.schema), subtype] as const);
      // the first one counts
      return new Map<unknown, Alternative>(entries.toReversed());
    });
  }

  #named(): { readonly views: Views; readonly ids: ReadonlyMap<unknown, string> } {
    if (this.#views !== undefined) return this.#views;
    const components = resolvePointer(this.#openapi, "#/components/schemas");
    const ids = Object.keys(isObject(components) ? components : {});
    const named = ids.map((id) => ({ id, schema: this.target(schemaReference(id)) }));
    this.#views = { views: new Views(named), ids: new Map(named.map(({ id, schema }) => [schema, id])) };
    return this.#views;
  }
}

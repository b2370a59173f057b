import { isObject, type JsonObject } from "../../document/json.ts";
import { type Discriminator, discriminatorOf, endOfAliases, valuesOfAlternative } from "../discriminator.ts";
import { isLongInteger } from "../long-integers.ts";
import { alternativesOf, partsOf } from "../parts.ts";
import { onlyPart } from "../portions.ts";
import { referredId, schemaReference } from "../references.ts";
import { builtOn, type Subtypes } from "../subtypes.ts";
import { builtIn } from "./bases.ts";
import { conjunctionOf, notNull } from "./conjunction.ts";
import { type Declared, everyOf } from "./declared.ts";

/** What a discriminating member holds where a value is of one schema. */
export interface Label {
  readonly values: readonly unknown[];
  /** Whether the schema itself says something else, and a mapping overrules it. */
  readonly overrules: boolean;
}

/** What schemas are called. */
export interface Naming {
  /** By id, as the documents have them. */
  readonly published: ReadonlyMap<string, unknown>;
  /** The name that a schema has in its document, which discriminators use. */
  nameOf(id: string): string;
  /** The schema in place of which one stands in requests; the schema itself where it is none of these. */
  originalOf(id: string): string;
}

/** Formats whose values may be something else than their text or number in a client. */
const formatsOfValues: ReadonlySet<unknown> = new Set(["int64", "uint64", "date-time", "binary"]);

/** How deep unions are followed. */
const deepest = 30;

/** Tells which values of a discriminating member stand for which schema (OpenAPI 3.1.1, section 4.8.25). */
export class Labels {
  /** As the documents have them: a base may list what is built on it. */
  private readonly contents: ReadonlyMap<string, unknown>;
  private readonly nameOf: (id: string) => string;
  private readonly aliasEnd: (id: string) => string;
  /** Through aliases, to the schema that mappings name. */
  private readonly endOf: (id: string) => string;
  private readonly declared: Declared;
  private readonly bases = new Map<string, readonly Discriminator[]>();
  private readonly subtypes: Subtypes;

  constructor({ published, nameOf, originalOf }: Naming, declared: Declared) {
    this.contents = published;
    this.nameOf = nameOf;
    this.aliasEnd = endOfAliases(published);
    this.endOf = (id) => originalOf(this.aliasEnd(id));
    this.declared = declared;
    this.subtypes = builtIn(published);
  }

  /** Of an alternative of a union; undefined where nothing but the alternative itself tells. */
  ofAlternative(discriminator: Discriminator, id: string): Label | undefined {
    return this.labelOf(discriminator, id, this.effective({ $ref: schemaReference(id) }, discriminator.propertyName));
  }

  /** The ids that a mapping names. */
  isMapped(discriminator: Discriminator, id: string): boolean {
    return valuesOfAlternative(discriminator, id, { endOf: this.endOf }).isMapped;
  }

  /** Of a named schema, by the name of the member, where it is built on schemas that have a discriminator. */
  inherited(id: string): ReadonlyMap<string, Label> {
    const labels = new Map<string, Label>();
    for (const discriminator of this.basesOf(id)) {
      const { propertyName: name } = discriminator;
      const own = this.ofSubtype(discriminator, id);
      if (own === undefined) continue;
      // a value of what is built on this schema is a value of this schema
      const values = everyOf([
        own.values,
        ...[...builtOn(id, this.subtypes)].map(
          (each) => this.ofSubtype(discriminator, each)?.values ?? this.written(each, name),
        ),
      ]);
      if (values !== undefined) labels.set(name, { values, overrules: own.overrules });
    }
    return labels;
  }

  /** What a member holds in the values of a schema, discriminators included; undefined where it may hold anything. */
  effective(schema: unknown, name: string, depth = 0): readonly unknown[] | undefined {
    const id = referredId(schema);
    const found = this.declared.resolve(schema);
    if (!isObject(found) || depth > deepest) return undefined;
    if (id !== undefined) {
      const end = this.aliasEnd(id);
      const base = this.basesOf(end).find(({ propertyName }) => propertyName === name);
      const label = base && this.ofSubtype(base, end);
      if (label !== undefined) return label.values;
    }
    const lists = conjunctionOf(found).choices.map((choice) => {
      const { discriminator } = choice;
      const isOf = discriminator?.propertyName === name;
      return everyOf(
        notNull(choice).map((each) => {
          const own = this.effective(each, name, depth + 1);
          const to = referredId(each);
          return isOf && to !== undefined ? (this.labelOf(discriminator, to, own)?.values ?? own) : own;
        }),
      );
    });
    const references = conjunctionOf(found).references.map((each) => this.effective(each, name, depth + 1));
    return [...lists, ...references].find((list) => list !== undefined) ?? this.declared.literals(found, name);
  }

  /** What a schema says that discriminators call it, by an extension of AutoRest's. */
  private calledBy(id: string): string | undefined {
    const content = this.contents.get(this.endOf(id));
    const value = isObject(content) ? content["x-ms-discriminator-value"] : undefined;
    return typeof value === "string" ? value : undefined;
  }

  private written(id: string, name: string): readonly unknown[] | undefined {
    return this.declared.literals({ $ref: schemaReference(id) }, name);
  }

  private ofSubtype(discriminator: Discriminator, id: string): Label | undefined {
    // a schema that is nothing but another is that one, unless it is called by a name of its own
    const content = this.contents.get(id);
    if (isObject(content) && onlyPart(content) !== undefined && !this.isMapped(discriminator, id)) return undefined;
    return this.labelOf(discriminator, id, this.written(id, discriminator.propertyName));
  }

  /** A list of values in the schema takes precedence over its name, a mapping over both. */
  private labelOf(discriminator: Discriminator, id: string, listed: readonly unknown[] | undefined): Label | undefined {
    const { endOf, nameOf } = this;
    // what a client has there depends on its settings: the member says it
    if (listed?.some(isLongInteger) === true) return undefined;
    // it stands for every value that is none of the others'
    if (discriminator.otherwise !== undefined && endOf(discriminator.otherwise) === endOf(id)) return undefined;
    const { values: texts, isMapped } = valuesOfAlternative(discriminator, id, {
      nameOf: (named) => this.calledBy(named) ?? nameOf(named),
      endOf,
    });
    const both = listed?.filter((value) => texts.includes(String(value)));
    if (both !== undefined && both.length > 0) return { values: both, overrules: false };
    if (listed !== undefined && !isMapped) return undefined;
    const values = this.typed(texts, id, discriminator.propertyName);
    return values.length === 0 ? undefined : { values, overrules: listed !== undefined };
  }

  /** Names as values of the types that the member has. */
  private typed(texts: readonly string[], id: string, name: string): readonly unknown[] {
    const { types, formats } = this.declared.typesOf({ $ref: schemaReference(id) }, name);
    if (formats.some((format) => formatsOfValues.has(format))) return [];
    if (types.size === 0 || types.has("string")) return texts;
    if (texts.some(isLongInteger)) return [];
    return texts.flatMap((text): readonly unknown[] => {
      if (types.has("boolean") && (text === "true" || text === "false")) return [text === "true"];
      const isNumber = types.has("integer") || types.has("number");
      return isNumber && text.trim() !== "" && Number.isFinite(Number(text)) ? [Number(text)] : [];
    });
  }

  /** The discriminators of the schemas that a named one is built on. */
  private basesOf(id: string): readonly Discriminator[] {
    const known = this.bases.get(id);
    if (known !== undefined) return known;
    const found: Discriminator[] = [];
    const seen = new Set<unknown>();
    const visit = (schema: unknown) => {
      if (!isObject(schema) || seen.has(schema)) return;
      seen.add(schema);
      for (const part of partsOf(schema).all) {
        const to = referredId(part);
        const base = to === undefined ? part : this.contents.get(to);
        const discriminator = to !== undefined && isObject(base) ? discriminatorOf(base) : undefined;
        if (discriminator !== undefined && isObject(base) && mayStandFor(base, id)) found.push(discriminator);
        visit(base);
      }
    };
    visit(this.contents.get(id));
    this.bases.set(id, found);
    return found;
  }
}

/** Whether a base with a discriminator is no union, or one that lists what is built on it. */
function mayStandFor(base: JsonObject, id: string): boolean {
  const alternatives = alternativesOf(base);
  return alternatives.length === 0 || alternatives.some((each) => referredId(each) === id);
}

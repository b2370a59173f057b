import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { accessOf } from "./directions/access.ts";
import { type Discriminator, discriminatorOf, endOfAliases, valuesOfAlternative } from "./discriminator.ts";
import { alternativesOf, compositionOf, partsOf, type Subschema } from "./parts.ts";
import { hasAssertions, impliedType, onlyPart, ownPart, typedPart, unionPart, untoldIn } from "./portions.ts";
import { contentsById, referredId, schemaReference } from "./references.ts";
import { builtOn, type Subtypes, subtypesIn } from "./subtypes.ts";
import { allowedValues, isNull, isNullable, typesOf } from "./types.ts";
import type { Alternative, Alternatives, Notes, ReferenceView, View } from "./view.ts";
import { isSchema } from "./walk.ts";

/** A schema with a name. */
export interface NamedSchema {
  readonly id: string;
  readonly schema: unknown;
  /** The name that it has in its document: what a discriminator calls it. Default: the id. */
  readonly published?: string;
}

type Seen = Pick<View, "isNullable" | "notes" | "schemas">;

/**
 * Looks at the schemas of one API. Each is looked at once, and no further than asked: recursion among schemas is no
 * trouble.
 */
export class Views {
  private readonly named: ReadonlyMap<string, NamedSchema>;
  private readonly views = new WeakMap<object, View>();
  /** Parts of schemas that have no schema of their own in the document, by the schema and what part it is. */
  private readonly made = new WeakMap<object, Map<string, JsonObject>>();
  private readonly endOf: (id: string) => string;
  /** The named schemas by their content. */
  private readonly ids: ReadonlyMap<unknown, string>;
  /** The ids of the schemas that have a named one in their `allOf`, by its id. */
  private bases: Subtypes | undefined;

  constructor(schemas: Iterable<NamedSchema>) {
    this.named = new Map([...schemas].map((named) => [named.id, named]));
    this.ids = new Map([...this.named].map(([id, { schema }]) => [schema, id]));
    this.endOf = endOfAliases(new Map([...this.named].map(([id, { schema }]) => [id, schema])));
  }

  /** What a schema says; always the same view for the same schema. */
  view(schema: unknown): View {
    if (!isObject(schema)) return this.look(schema !== false, [], false);
    const known = this.views.get(schema);
    if (known !== undefined) return known;
    const view = this.look(schema, [], false);
    this.views.set(schema, view);
    return view;
  }

  /** What a schema says, or the schema that it refers to in the end; any value where that is nowhere. */
  resolved(schema: unknown): Exclude<View, ReferenceView> {
    let view = this.view(schema);
    for (const seen = new Set<string>(); view.kind === "reference"; ) {
      view = this.view(seen.has(view.id) ? true : (this.named.get(view.id)?.schema ?? true));
      if (view.kind === "reference") seen.add(view.id);
    }
    return view;
  }

  private look(schema: Subschema, outer: readonly Subschema[], isOuterNullable: boolean): View {
    const schemas = [...outer, schema];
    if (!isObject(schema)) return { kind: schema ? "any" : "never", ...seen(schemas, isOuterNullable), untold: [] };
    const id = referredId(schema);
    if (id !== undefined) return { kind: "reference", id, ...seen(schemas, isOuterNullable), untold: [] };
    const only = onlyPart(schema);
    if (only !== undefined) {
      const inner = isSchema(only.schema) ? only.schema : true;
      // a schema that is nothing but itself says nothing
      return this.look(schemas.includes(inner) || inner, schemas, isOuterNullable || only.addsNull);
    }
    if (compositionOf(schema).length === 0) return this.lookAtValue(schema, schemas, isOuterNullable);
    return this.lookAtComposition(schema, seen(schemas, isOuterNullable || isNullable(schema)));
  }

  private lookAtComposition(schema: JsonObject, base: Seen): View {
    const { all } = partsOf(schema);
    const unions = (["oneOf", "anyOf"] as const).filter((keyword) => listIn(schema, keyword).length > 0);
    const own = hasAssertions(schema) ? [this.part(schema, "own", () => ownPart(schema))] : [];
    const [union, ...others] = unions;
    if (union !== undefined && others.length + all.length + own.length + untoldIn(schema).length === 0) {
      const alternatives = alternativesOf(schema);
      const notNull = alternatives.filter((each) => !isNull(each));
      const isNullable = base.isNullable || notNull.length < alternatives.length;
      if (notNull.length === 0) return { kind: "null", ...base, isNullable: false, untold: [] };
      return this.union(schema, notNull, { ...base, isNullable }, union === "oneOf");
    }
    const parts = unions.map((keyword) => this.part(schema, keyword, () => unionPart(schema, keyword)));
    return this.intersection([...own, ...all, ...parts], schema, base);
  }

  /** A schema that is not composed of others. */
  private lookAtValue(schema: JsonObject, schemas: readonly Subschema[], isOuterNullable: boolean): View {
    const types = typesOf(schema);
    const base = { ...seen(schemas, isOuterNullable || isNullable(schema)), untold: untoldIn(schema) };
    const values = allowedValues(schema);
    if (isNull(schema)) return { kind: "null", ...base, isNullable: false };
    if (values !== undefined) {
      const others = values.filter((value) => value !== null);
      const whole = { ...base, isNullable: base.isNullable || others.length < values.length };
      return Object.hasOwn(schema, "const")
        ? { kind: "literal", value: others[0], ...whole }
        : { kind: "enum", values: others, ...whole };
    }
    const [type = impliedType(schema), ...more] = types;
    if (more.length > 0) {
      const alternatives = types.map((each) => ({ schema: this.part(schema, each, () => typedPart(schema, each)) }));
      return { kind: "union", alternatives, isExclusive: false, ...base };
    }
    const isImplied = types.length === 0;
    switch (type) {
      case "object":
        return this.object(schema, { ...base, isImplied });
      case "array": {
        const { prefix, items } = partsOf(schema);
        const list = {
          ...base,
          isImplied,
          ...numbersIn(schema, ["minItems", "maxItems"]),
          isUnique: schema["uniqueItems"] === true,
        };
        return prefix.length > 0 ? { kind: "tuple", prefix, rest: items, ...list } : { kind: "array", items, ...list };
      }
      case "string": {
        const { contentSchema } = schema;
        const texts = textsIn(schema, ["format", "pattern", "contentMediaType", "contentEncoding"]);
        const limits = numbersIn(schema, ["minLength", "maxLength"]);
        return { kind: "string", ...base, ...texts, ...limits, ...(isSchema(contentSchema) && { contentSchema }) };
      }
      case "number":
      case "integer": {
        const bounds = numbersIn(schema, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]);
        return { kind: type, ...base, ...textsIn(schema, ["format"]), ...bounds };
      }
      case "boolean":
        return { kind: "boolean", ...base };
      default:
        return { kind: "any", ...base };
    }
  }

  private object(schema: JsonObject, base: Seen & Pick<View, "untold"> & { readonly isImplied: boolean }): View {
    const { members, required, additional, patterns } = partsOf(schema);
    const { propertyNames } = schema;
    const listed = new Map(
      [...members].map(([name, member]) => {
        const access = accessOf(member, (id) => this.named.get(id)?.schema);
        return [name, { schema: member, isRequired: required.has(name), ...access }] as const;
      }),
    );
    return {
      kind: "object",
      ...base,
      members: listed,
      required,
      index: { additional, patterns },
      ...numbersIn(schema, ["minProperties", "maxProperties"]),
      ...(isSchema(propertyNames) && { propertyNames }),
      ...this.subtypes(schema),
    };
  }

  private intersection(parts: readonly unknown[], schema: JsonObject, base: Seen): View {
    return { kind: "intersection", parts, ...base, untold: untoldIn(schema), ...this.subtypes(schema) };
  }

  private union(schema: JsonObject, alternatives: readonly unknown[], base: Seen, isExclusive: boolean): View {
    const discriminator = discriminatorOf(schema);
    return {
      kind: "union",
      isExclusive,
      ...(discriminator && { discriminator }),
      alternatives: alternatives.map((each) => this.alternative(each, discriminator)),
      ...base,
      untold: untoldIn(schema),
    };
  }

  private alternative(schema: unknown, discriminator: Discriminator | undefined): Alternative {
    const id = referredId(schema);
    if (id === undefined) return { schema };
    if (discriminator === undefined) return { schema, id };
    const nameOf = (named: string) => this.named.get(named)?.published ?? named;
    return { schema, id, ...valuesOfAlternative(discriminator, id, { nameOf, endOf: this.endOf }) };
  }

  /** The schemas that have one with a discriminator, and no alternatives of its own, in their `allOf`. */
  private subtypes(schema: JsonObject): { readonly subtypes?: Alternatives } {
    const discriminator = discriminatorOf(schema);
    const id = this.ids.get(schema);
    if (discriminator === undefined || id === undefined) return {};
    this.bases ??= subtypesIn(contentsById(this.named.values()));
    const found = builtOn(id, this.bases);
    const alternatives = [...found].map((each) => this.alternative({ $ref: schemaReference(each) }, discriminator));
    return { subtypes: { discriminator, alternatives } };
  }

  private part(schema: JsonObject, name: string, make: () => JsonObject): JsonObject {
    const parts = this.made.get(schema) ?? new Map<string, JsonObject>();
    this.made.set(schema, parts);
    const part = parts.get(name) ?? make();
    parts.set(name, part);
    return part;
  }
}

/** What a view tells of the schemas that stand in one place, the outermost first. */
function seen(schemas: readonly Subschema[], isNullable: boolean): Seen {
  const objects = schemas.filter(isObject);
  const first = (keyword: string): unknown => objects.find((schema) => schema[keyword] !== undefined)?.[keyword];
  const text = (keyword: "title" | "description") => {
    const value = objects.map((schema) => schema[keyword]).find((each) => typeof each === "string" && each !== "");
    return typeof value === "string" ? { [keyword]: value } : {};
  };
  const standard = first("default");
  const examples = first("examples");
  const notes: Notes = {
    ...text("title"),
    ...text("description"),
    ...(standard !== undefined && { default: standard }),
    examples: Array.isArray(examples) ? examples : [],
    isDeprecated: first("deprecated") === true,
    isReadOnly: first("readOnly") === true,
    isWriteOnly: first("writeOnly") === true,
  };
  return { schemas, isNullable, notes };
}

/** What stands in fields, as far as it is of the type. */
function textsIn<Field extends string>(
  schema: JsonObject,
  fields: readonly Field[],
): { readonly [Each in Field]?: string } {
  return fieldsIn(schema, fields, (value): value is string => typeof value === "string");
}

function numbersIn<Field extends string>(
  schema: JsonObject,
  fields: readonly Field[],
): { readonly [Each in Field]?: number } {
  return fieldsIn(schema, fields, (value): value is number => typeof value === "number");
}

function fieldsIn<Field extends string, Value>(
  schema: JsonObject,
  fields: readonly Field[],
  isValue: (value: unknown) => value is Value,
): { readonly [Each in Field]?: Value } {
  const found: { [Each in Field]?: Value } = {};
  for (const field of fields) {
    const value = schema[field];
    if (isValue(value)) found[field] = value;
  }
  return found;
}

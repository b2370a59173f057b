import { isObject, type JsonObject, setOwn } from "../document/json.ts";
import { keywords, notes } from "./keywords.ts";
import { copyOf } from "./walk.ts";

type Draft = Record<string, unknown>;

/** One thing that older dialects say in other words than JSON Schema 2020-12 as OpenAPI 3.1 uses it. */
interface Rule {
  isOld(schema: JsonObject): boolean;
  /** Changes a copy that is old, and gives it, or what stands in its place. */
  apply(schema: Draft, nulls: NonNullable<Dialect["nulls"]>): Draft;
}

/** The dialect that a schema was published in. */
export interface Dialect {
  readonly isSwagger?: boolean;
  /**
   * What `nullable: true` does: what its authors mean; by the letter of 3.0.3, where an `enum` without null has none;
   * nothing, as from 3.1. Default: `meant`.
   */
  readonly nulls?: "meant" | "letter" | "nothing";
}

/** `items` was an array of schemas before 2020-12, and `additionalItems` the schema of what follows. */
const listOfItemsIsPrefix: Rule = {
  isOld: ({ items, additionalItems }) => Array.isArray(items) || additionalItems !== undefined,
  apply(schema) {
    const { items, additionalItems } = schema;
    delete schema["additionalItems"];
    if (!Array.isArray(items)) return schema;
    delete schema["items"];
    if (items.length > 0) schema["prefixItems"] = items;
    if (additionalItems !== undefined) schema["items"] = additionalItems;
    return schema;
  },
};

/** Before 2019-09, `dependencies` said which names, or which schema, hold of an object that has a name. */
const dependenciesAreOfTwoKinds: Rule = {
  isOld: ({ dependencies }) => isObject(dependencies),
  apply(schema) {
    const { dependencies } = schema;
    delete schema["dependencies"];
    for (const [name, asked] of Object.entries(isObject(dependencies) ? dependencies : {})) {
      const keyword = Array.isArray(asked) ? "dependentRequired" : "dependentSchemas";
      const known = isObject(schema[keyword]) ? schema[keyword] : {};
      if (Object.hasOwn(known, name)) continue;
      const all = { ...known };
      setOwn(all, name, asked);
      schema[keyword] = all;
    }
    return schema;
  },
};

/** Up to OpenAPI 3.0, `exclusiveMinimum: true` makes `minimum` exclusive. */
function exclusiveBoundIsANumber(exclusive: string, bound: string): Rule {
  return {
    isOld: (schema) => typeof schema[exclusive] === "boolean",
    apply(schema) {
      const isExclusive = schema[exclusive] === true;
      delete schema[exclusive];
      if (isExclusive && schema[bound] !== undefined) {
        schema[exclusive] = schema[bound];
        delete schema[bound];
      }
      return schema;
    },
  };
}

/** OpenAPI deprecated `example` for the `examples` of JSON Schema. */
const exampleIsTheFirstOfExamples: Rule = {
  isOld: ({ example }) => example !== undefined,
  apply(schema) {
    const { example, examples } = schema;
    delete schema["example"];
    if (!Array.isArray(examples) || examples.length === 0) schema["examples"] = [example];
    else {
      const text = JSON.stringify(example);
      schema["examples"] = [example, ...examples.filter((other) => JSON.stringify(other) !== text)];
    }
    return schema;
  },
};

/** An array of one type is that type. */
const oneTypeIsNoList: Rule = {
  isOld: ({ type }) => Array.isArray(type) && (type.length === 1 || new Set(type).size < type.length),
  apply(schema) {
    const types = [...new Set(schema["type"] as unknown[])];
    schema["type"] = types.length === 1 ? types[0] : types;
    return schema;
  },
};

/** Swagger's discriminator is the name of the property alone (section 4.4.20 of 2.0, `discriminator`). */
const discriminatorIsAnObject: Rule = {
  isOld: ({ discriminator }) => typeof discriminator === "string",
  apply(schema) {
    schema["discriminator"] = { propertyName: schema["discriminator"] };
    return schema;
  },
};

/** Keywords that a schema keeps when it becomes one of two alternatives, because they speak of the whole. */
const ofTheWhole: ReadonlySet<string> = new Set(["default", "readOnly", "writeOnly", "xml"]);

/**
 * Up to OpenAPI 3.0 null is no type but `nullable`. Beside a type it adds one (3.0.4, section 4.7.24); published
 * schemas have it beside compositions and references too, and mean it.
 */
function nullIsAType(keyword: "nullable" | "x-nullable"): Rule {
  return {
    isOld: (schema) => schema[keyword] !== undefined,
    apply(schema, nulls) {
      const isNullable = schema[keyword] === true && nulls !== "nothing";
      delete schema[keyword];
      const isListed = Array.isArray(schema["enum"]) && !schema["enum"].includes(null);
      return isNullable && !(nulls === "letter" && isListed) ? withNull(schema) : schema;
    },
  };
}

function withNull(schema: Draft): Draft {
  const { type, enum: values } = schema;
  if (Array.isArray(values) && !values.includes(null)) schema["enum"] = [...(values as unknown[]), null];
  if (type !== undefined) schema["type"] = [...new Set([type, "null"].flat())];
  if (type !== undefined || Array.isArray(values)) return schema;
  const whole: Draft = {};
  const alternative: Draft = {};
  for (const [keyword, value] of Object.entries(schema))
    setOwn(isOfTheWhole(keyword) ? whole : alternative, keyword, value);
  return Object.keys(alternative).length === 0 ? schema : { ...whole, anyOf: [alternative, { type: "null" }] };
}

function isOfTheWhole(keyword: string): boolean {
  if (keyword === "$ref" || keyword === "$dynamicRef") return false;
  const role = keywords.get(keyword)?.role;
  return role === undefined || role === "core" || role === "note" || ofTheWhole.has(keyword);
}

/** In the order in which they are applied. */
const rules: readonly Rule[] = [
  listOfItemsIsPrefix,
  dependenciesAreOfTwoKinds,
  exclusiveBoundIsANumber("exclusiveMinimum", "minimum"),
  exclusiveBoundIsANumber("exclusiveMaximum", "maximum"),
  exampleIsTheFirstOfExamples,
  nullIsAType("nullable"),
  oneTypeIsNoList,
];

/** What Swagger 2.0 says besides; in later documents `x-nullable` is an extension, and such a discriminator a fault. */
const rulesOfSwagger: readonly Rule[] = [discriminatorIsAnObject, nullIsAType("x-nullable"), ...rules];

/** Schemas as they were published, by what stands in their place. */
const published = new WeakMap<object, JsonObject>();

/**
 * A schema in JSON Schema 2020-12 as OpenAPI 3.1 uses it, whatever the version of its document; the very schema where
 * it is that already. The schemas below it are not looked at.
 */
export function inCurrentDialect(schema: JsonObject, { isSwagger = false, nulls = "meant" }: Dialect = {}): JsonObject {
  let current: Draft | undefined;
  let changesMeaning = false;
  const all = isSwagger ? rulesOfSwagger : rules;
  for (let index = 0; index < all.length; index += 1) {
    const rule = all[index]!;
    if (!rule.isOld(current ?? schema)) continue;
    current = rule.apply(current ?? copyOf(schema), nulls);
    changesMeaning ||= rule !== exampleIsTheFirstOfExamples;
  }
  if (current === undefined) return schema;
  // examples tell no schemas apart, and most schemas of many documents have one
  if (changesMeaning) published.set(current, schema);
  return current;
}

/** Whether a schema says in the words of older dialects that null is a value. */
export function isMarkedNullable(schema: JsonObject): boolean {
  return schema["nullable"] === true || schema["x-nullable"] === true;
}

/** The old word by which a schema says that null is a value, and how the current dialect says it. */
export function nullAsType(schema: JsonObject): { readonly field: string; readonly type: string } | undefined {
  const { nullable, type } = schema;
  if (nullable !== true) return undefined;
  return {
    field: "nullable",
    type: typeof type === "string" ? `type: [${type}, "null"]` : 'anyOf with { type: "null" }',
  };
}

/** A reference or null. Whether it is equivalent to others is told by the reference, as it was before null was read. */
export function nullableReference(reference: { readonly $ref: string }): object {
  const schema = { anyOf: [reference, { type: "null" }] };
  published.set(schema, reference);
  return schema;
}

/**
 * A schema as its document has it, notes aside, with what is below it in the current dialect. Whether two schemas are
 * equivalent is told by this: were it told by the dialect, two that became the same by a new rule would get one name
 * where they had two.
 */
export function asPublished(schema: JsonObject): JsonObject {
  return published.get(schema) ?? schema;
}

/** Puts what stands beside a reference and says something to people alone into it. */
export function withNotes(reference: object, siblings: JsonObject): object {
  for (const [key, sibling] of Object.entries(inCurrentDialect(siblings)))
    if (notes.has(key)) setOwn(reference, key, sibling);
  return reference;
}

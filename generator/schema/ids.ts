import { isObject, type JsonObject } from "../document/json.ts";
import { allowedValues, typesOf } from "./types.ts";
import { changeSchemas, withChildren } from "./walk.ts";

/** Says of a schema that its values are ids (true), or that they are none in spite of its format and name (false). */
const mark = "x-twinspec-id";

/** A name whose last word is `id` or `ids`: `userId`, `user_id`, `USER_IDS`; not `paid`. */
const idName = /(?:^|[^a-zA-Z])(?:id|Id|ID)s?$|[a-z\d]I[dD]s?$|(?:^|[^a-zA-Z])IDS$/;

/** Whether the values of a schema that takes integers and strings are ids. */
export function isIdOfTwoTypes(schema: JsonObject): boolean {
  const { [mark]: isMarked = false, format } = schema;
  return (isMarked === true || format === "int64" || format === "uint64") && takesTwo(schema);
}

/** Whether a document says that the integers of a schema are no ids, whatever their format and name. */
export function isSaidToBeNoId(schema: JsonObject): boolean {
  return schema[mark] === false;
}

/** Whether a schema takes integers and strings, and no other values but null. */
function takesTwo(schema: JsonObject): boolean {
  const types = typesOf(schema);
  const isBoth = types.length === 2 && types.includes("string") && types.includes("integer");
  return isBoth && allowedValues(schema) === undefined;
}

/** Marks schemas that a name makes ids. */
export interface IdMarks {
  /** A schema, with those below it marked that members of such names have. */
  below<Schema>(schema: Schema): Schema;
  /** The same, where the schema itself has a name. */
  named<Schema>(name: string, schema: Schema): Schema;
}

/** The marks of names whose last word is `id` or `ids`, and of further names. */
export function idMarks(further: readonly string[]): IdMarks {
  const names = new Set(further);
  const isName = (name: string) => names.has(name) || idName.test(name);
  const below = changeSchemas((schema) => {
    const { properties } = schema;
    if (!isObject(properties) || !Object.keys(properties).some(isName)) return schema;
    return withChildren(schema, (child, key) =>
      typeof key === "string" && properties[key] === child && isName(key) ? marked(child) : child,
    );
  }) as IdMarks["below"];
  return {
    below,
    named: (name, schema) => below(isName(name) ? (marked(schema) as typeof schema) : schema),
  };
}

/** A schema whose values, or those of its items, are ids where they may be. References are not followed. */
function marked<Schema>(schema: Schema): Schema {
  if (!isObject(schema)) return schema;
  if (takesTwo(schema)) return (mark in schema ? schema : { ...schema, [mark]: true }) as Schema;
  if (isObject(schema["properties"])) return schema;
  return withChildren(schema, (child) => marked(child)) as Schema;
}

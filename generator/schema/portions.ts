import type { JsonObject } from "../document/json.ts";
import { type About, type KeywordName, keywords, type TypeName } from "./keywords.ts";
import { alternativesOf, partsOf } from "./parts.ts";
import { isNull } from "./types.ts";

/** The assertions about a value itself that a view has words for. */
const told: ReadonlySet<string> = new Set<KeywordName>([
  ...(["type", "enum", "const", "format"] as const),
  ...(["properties", "patternProperties", "additionalProperties", "propertyNames", "required"] as const),
  ...(["minProperties", "maxProperties", "prefixItems", "items", "minItems", "maxItems", "uniqueItems"] as const),
  ...(["minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] as const),
  "multipleOf",
]);

const compositions: ReadonlySet<string> = new Set<KeywordName>(["allOf", "anyOf", "oneOf"]);

/** The keywords that say what a string holds. */
const contents: ReadonlySet<string> = new Set<KeywordName>(["contentEncoding", "contentMediaType", "contentSchema"]);

/** Whether a schema says of its value more than what it is composed of. */
export function hasAssertions(schema: JsonObject): boolean {
  return Object.keys(schema).some((keyword) => told.has(keyword));
}

/** The keywords of a schema that make values invalid and that no view tells. */
export function untoldIn(schema: JsonObject): readonly string[] {
  return Object.keys(schema).filter((keyword) => {
    const role = keywords.get(keyword)?.role;
    return (role === "assertion" || role === "in-place") && !told.has(keyword) && !compositions.has(keyword);
  });
}

/** The one schema that another is composed of, where it says nothing more of its value than that null is one. */
export function onlyPart(schema: JsonObject): { readonly schema: unknown; readonly addsNull: boolean } | undefined {
  if (hasAssertions(schema) || untoldIn(schema).length > 0) return undefined;
  const { all } = partsOf(schema);
  const alternatives = alternativesOf(schema);
  const others = alternatives.filter((each) => !isNull(each));
  if (all.length + others.length !== 1 || (all.length === 1 && alternatives.length > 0)) return undefined;
  return { schema: all[0] ?? others[0], addsNull: others.length < alternatives.length };
}

/** What a schema says of its value beside what it is composed of. */
export function ownPart(schema: JsonObject): JsonObject {
  return portion(schema, (keyword) => told.has(keyword) || contents.has(keyword));
}

/** The alternatives of a schema, with what tells them apart. */
export function unionPart(schema: JsonObject, keyword: "anyOf" | "oneOf"): JsonObject {
  return portion(schema, (each) => each === keyword || each === "discriminator");
}

/** What a schema of several types says of values of one of them. */
export function typedPart(schema: JsonObject, type: TypeName): JsonObject {
  const about = aboutOf(type);
  const isOfType = (keyword: string) =>
    keyword === "format" ||
    (told.has(keyword) && keywords.get(keyword)?.about === about && about !== undefined) ||
    (type === "string" && contents.has(keyword));
  return { type, ...portion(schema, isOfType) };
}

/** The type that a schema is written for, where it states none. */
export function impliedType(schema: JsonObject): TypeName | undefined {
  const abouts = new Set(Object.keys(schema).map((keyword) => keywords.get(keyword)?.about));
  return (["object", "array"] as const).find((about) => abouts.has(about));
}

function aboutOf(type: TypeName): About | undefined {
  if (type === "integer" || type === "number") return "number";
  return type === "object" || type === "array" || type === "string" ? type : undefined;
}

function portion(schema: JsonObject, isIn: (keyword: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => isIn(keyword)));
}

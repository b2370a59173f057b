import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { plainChance } from "./chance.ts";
import { hasOpposite, type Option } from "./demands.ts";
import type { Reading } from "./reading.ts";
import { patternOf } from "./texts/pattern.ts";
import { textOfPattern } from "./texts/pattern-text.ts";

/** The ways not to be a value of a schema that asks several things, one of which is not so; empty where it is other. */
export function waysAround(schema: JsonObject, reading: Reading): readonly Option[] {
  const { type, ...others } = schema;
  const { properties, required: _, ...further } = others;
  const names = Object.keys(others);
  const not = (name: string, denied: unknown) => reading.derived(schema, `not ${name}`, () => ({ not: denied }));
  if (isObject(properties) && Object.keys(further).length === 0) {
    const ways = [
      ...Object.entries(properties).map(([name, member]) =>
        reading.derived(schema, `other ${name}`, () => ({ required: [name], properties: { [name]: { not: member } } })),
      ),
      ...listIn(schema, "required").map((name) => not(`required ${String(name)}`, { required: [name] })),
      ...(type === undefined ? [] : [not("type", { type })]),
    ];
    return ways.map((way) => [way]);
  }
  if (names.length > 1 && names.every(hasOpposite))
    return names.map((name) => [not(name, { ...(type !== undefined && { type }), [name]: schema[name] })]);
  const parts = groupsOf(schema);
  if (parts.length > 1) return parts.map((part): Option => [not(`${Object.keys(part).join(" ")}`, part)]);
  const around = waysAroundMembers(schema, reading) ?? waysAroundItems(schema, reading);
  if (around !== undefined) return around;
  if (Object.keys(schema).length > 1) return [];
  const all = [...listIn(schema, "allOf"), ...listIn(schema, "oneOf")].map((part) => reading.currentOf(part));
  const denials = all.map((part, index) => not(`${index}`, part));
  if (listIn(schema, "oneOf").length === 0) return denials.map((denial) => [denial]);
  return [denials, ...all.flatMap((part, index) => all.slice(index + 1).map((other): Option => [part, other]))];
}

/** Keywords that say something together, and those that do so alone. */
const together = [
  ["additionalProperties", "properties", "patternProperties"],
  ["items", "prefixItems"],
  ["contains", "minContains", "maxContains"],
  ["if", "then", "else"],
];

/** The parts of a schema that hold for themselves. */
function groupsOf(schema: JsonObject): readonly JsonObject[] {
  const groups = new Map<string, JsonObject>();
  for (const [keyword, value] of Object.entries(schema)) {
    const group = together.find(([first = "", ...others]) => {
      return keyword === first || (others.includes(keyword) && Object.hasOwn(schema, first));
    });
    const name = group?.[0] ?? keyword;
    groups.set(name, { ...groups.get(name), [keyword]: value });
  }
  return [...groups.values()];
}

/** The ways not to be an object of the members that one group of keywords describes. */
function waysAroundMembers(schema: JsonObject, reading: Reading): readonly Option[] | undefined {
  const { propertyNames, patternProperties, additionalProperties, dependentRequired, dependentSchemas } = schema;
  const way = (name: string, make: () => JsonObject): Option => [reading.derived(schema, `way ${name}`, make)];
  const other = (name: string, member: unknown) =>
    way(`other ${name}`, () => ({ required: [name], properties: { [name]: { not: member } } }));
  if (propertyNames !== undefined)
    return [way("names", () => ({ type: "object", minProperties: 1, propertyNames: { not: propertyNames } }))];
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {});
  const matched = patterns.flatMap(([text, member]) => {
    const pattern = patternOf(text);
    const name = pattern && textOfPattern(pattern, plainChance, { least: 0, most: Number.POSITIVE_INFINITY });
    return name === undefined || !pattern?.test(name) ? [] : [other(name, member)];
  });
  if (additionalProperties !== undefined) {
    const members = isObject(schema["properties"]) ? schema["properties"] : {};
    const isFurther = (name: string) =>
      !Object.hasOwn(members, name) && !patterns.some(([text]) => patternOf(text)?.test(name));
    const further = ["property1", "further", "a", "A1", "0"].find(isFurther);
    const described = Object.entries(members).map(([name, member]) => other(name, member));
    return [...(further === undefined ? [] : [other(further, additionalProperties)]), ...described, ...matched];
  }
  if (patterns.length > 0) return matched;
  if (isObject(dependentRequired)) {
    return Object.entries(dependentRequired).flatMap(([name, others]) =>
      (Array.isArray(others) ? others : []).map((lacking) =>
        way(`${name} without ${String(lacking)}`, () => ({ required: [name], not: { required: [lacking] } })),
      ),
    );
  }
  return isObject(dependentSchemas)
    ? Object.entries(dependentSchemas).map(([name, beside]) =>
        way(`${name} alone`, () => ({ type: "object", required: [name], not: beside })),
      )
    : undefined;
}

/** The ways not to be an array of the items that one group of keywords describes, or not to meet a condition. */
function waysAroundItems(schema: JsonObject, reading: Reading): readonly Option[] | undefined {
  const { items, contains, minContains = 1, maxContains, if: condition, then: consequence, else: otherwise } = schema;
  const way = (name: string, make: () => JsonObject): Option => [reading.derived(schema, `way ${name}`, make)];
  const prefix = listIn(schema, "prefixItems");
  if (items !== undefined || prefix.length > 0) {
    const any = (count: number) => Array.from({ length: count }, () => ({}));
    const atPlaces = [...prefix, ...(items === undefined ? [] : [items])].map((item, index) =>
      way(`item ${index}`, () => {
        return { type: "array", minItems: index + 1, prefixItems: [...any(index), { not: item }] };
      }),
    );
    if (items === undefined || prefix.length > 0) return atPlaces;
    return [way("contained", () => ({ type: "array", contains: { not: items } })), ...atPlaces];
  }
  if (contains !== undefined) {
    const least = typeof minContains === "number" ? minContains : 1;
    const fewer =
      least < 2
        ? way("none", () => ({ type: "array", items: { not: contains } }))
        : way("fewer", () => ({ type: "array", contains, minContains: 0, maxContains: least - 1 }));
    const more = way("more", () => ({ type: "array", contains, minContains: Number(maxContains) + 1 }));
    return [...(least > 0 ? [fewer] : []), ...(typeof maxContains === "number" ? [more] : [])];
  }
  if (condition === undefined) return undefined;
  return [
    ...(consequence === undefined ? [] : [way("then", () => ({ allOf: [condition, { not: consequence }] }))]),
    ...(otherwise === undefined ? [] : [way("else", () => ({ allOf: [{ not: condition }, { not: otherwise }] }))]),
  ];
}

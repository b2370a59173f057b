import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { hasOpposite, type Option } from "./demands.ts";
import type { Reading } from "./reading.ts";

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
  if (Object.keys(schema).length > 1) return [];
  const parts = [...listIn(schema, "allOf"), ...listIn(schema, "oneOf")].map((part) => reading.currentOf(part));
  const denials = parts.map((part, index) => not(`${index}`, part));
  if (listIn(schema, "oneOf").length === 0) return denials.map((denial) => [denial]);
  return [denials, ...parts.flatMap((part, index) => parts.slice(index + 1).map((other): Option => [part, other]))];
}

import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { type Discriminator, discriminatorOf } from "../../../generator/schema/discriminator.ts";
import { isLongInteger, takesNumbers } from "../../../generator/schema/long-integers.ts";
import { alternativesOf, partsOf } from "../../../generator/schema/parts.ts";
import { type Resolve, referredId } from "../../../generator/schema/references.ts";
import { allowedValues } from "../../../generator/schema/types.ts";

/** How many schemas are looked into for what a property may be. */
const mostSchemas = 100;

/**
 * The alternatives of a converted schema as its discriminator tells them (OpenAPI 3.1.1, section 4.8.25): the value of
 * the property decides, by the mapping or by the name of a schema, and one that stands for none is refused. A schema
 * whose mapping leaves alternatives out, or contradicts what they say of the property, stays as it is: these values
 * would be guessed. So does a value without the property.
 */
export function discriminated(copy: JsonObject, source: JsonObject, resolve: Resolve): JsonObject {
  const keyword = copy["oneOf"] === undefined ? "anyOf" : "oneOf";
  const discriminator = discriminatorOf(source);
  const { [keyword]: converted, ...rest } = copy;
  if (discriminator === undefined || !Array.isArray(converted)) return copy;
  const { propertyName } = discriminator;
  const schemas = alternativesOf({ [keyword]: source[keyword] });
  const told = schemas.map((schema) => valuesOf(schema, discriminator, resolve));
  if (!told.every((values) => values !== undefined)) return copy;
  const { mapping, otherwise } = discriminator;
  const isOfNumbers = schemas.some((schema) => takesNumbersAt(schema, propertyName, resolve));
  const mapped = isOfNumbers ? numbersOf([...mapping.keys()]) : [...mapping.keys()];
  const values = [...new Set([...mapped, ...told.flat()])];
  const cases = told.map((each, index) => when(propertyName, each, converted[index]));
  const known = { properties: { [propertyName]: { enum: values } } };
  const others = { [keyword]: converted };
  return {
    ...rest,
    allOf: [
      ...(Array.isArray(rest["allOf"]) ? (rest["allOf"] as unknown[]) : []),
      ...(otherwise === undefined ? [known] : []),
      when(propertyName, told.flat(), { allOf: cases }, others),
    ],
  };
}

/** The values that stand for an alternative; undefined where the mapping has none, or none that it takes. */
function valuesOf(schema: unknown, { mapping, propertyName }: Discriminator, resolve: Resolve): unknown[] | undefined {
  const id = referredId(schema);
  if (id === undefined) return undefined;
  const texts = [...mapping].flatMap(([value, to]) => (to === id ? [value] : []));
  const isOfNumbers = takesNumbersAt(schema, propertyName, resolve);
  const mapped: readonly unknown[] = isOfNumbers ? numbersOf(texts) : texts;
  const stated = statedValues(schema, propertyName, resolve);
  if (mapped.length === 0 || (stated !== undefined && !mapped.some((value) => stated.includes(value))))
    return undefined;
  return mapping.has(id) || isOfNumbers ? [...mapped] : [...mapped, id];
}

/** Numbers that a mapping has as texts, as JSON.parse reads them. */
function numbersOf(texts: readonly string[]): number[] {
  return texts.filter((text) => text.trim() !== "" && Number.isFinite(Number(text))).map(Number);
}

/** Whether a property is a number, wherever a schema says so. */
function takesNumbersAt(schema: unknown, name: string, resolve: Resolve): boolean {
  return propertiesIn(schema, name, resolve).some(takesNumbers);
}

/** The values that a schema, or one that holds together with it, allows of a property, as JSON.parse reads them. */
export function statedValues(schema: unknown, name: string, resolve: Resolve): readonly unknown[] | undefined {
  for (const property of propertiesIn(schema, name, resolve)) {
    const values = allowedValues(property);
    if (values !== undefined) return takesNumbers(property) ? values.map(asNumber) : values;
  }
  return undefined;
}

/** What a schema, and what holds together with it, say of a property. */
function propertiesIn(schema: unknown, name: string, resolve: Resolve): JsonObject[] {
  const found: JsonObject[] = [];
  const waiting = [schema];
  for (let count = 0; waiting.length > 0 && count < mostSchemas; count += 1) {
    const target = resolve(waiting.pop());
    if (!isObject(target)) continue;
    const { members, all } = partsOf(target);
    const property = resolve(members.get(name));
    if (isObject(property)) found.push(property);
    waiting.push(...all);
  }
  return found;
}

function asNumber(value: unknown): unknown {
  return isLongInteger(value) ? Number(value) : value;
}

/** What holds of objects whose property has one of the values, and of all others. */
export function when(name: string, values: readonly unknown[], holds: unknown, otherwise?: unknown): JsonObject {
  return {
    if: { type: "object", required: [name], properties: { [name]: { enum: values } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in a schema that nobody awaits
    then: holds,
    ...(otherwise !== undefined && { else: otherwise }),
  };
}

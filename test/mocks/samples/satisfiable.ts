import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc, { type Arbitrary, type GeneratorValue } from "fast-check";

type Schema = Record<string, unknown>;
type Part = () => Schema;

const ajv = new Ajv2020({ strict: false, logger: false, multipleOfPrecision: 6, ownProperties: true });
addFormats.default(ajv);

/** Whether ajv alone has it that a value satisfies a schema. */
export function judge(schema: unknown): ValidateFunction {
  const validate = ajv.compile(schema as Schema);
  ajv.removeSchema(schema as Schema);
  return validate;
}

const texts = [
  ...["", "a", "abc", "Zz9", "red-green", "x y", "1234", "AB12-CD34", "Secret#1word", "a@corp.test", "10.0.0.7"],
  ...["2020-02-29", "2024-01-31T23:59:59Z", "2021-05-06T07:08:09.123+02:00", "https://corp.test/a?b=c", "fe80::1"],
  ...["095be615-a8ad-4c33-8e9c-c7612fbf6c9f", "/a/b", "P3DT4H", "c3RyaW5n", "http://example.com", "naïve", "07:08:09Z"],
];
const patterns = [
  ...["^[a-z]*$", "^\\d+$", "^[A-Z]", "[aeiou]", "\\d", "^.{2,20}$", "-", "Z$", "^20", "^https://", "@corp\\.test$"],
  ...[
    "^(?!foo)",
    "^(?=.*\\d)(?=.*[A-Z]).{3,}$",
    "^\\S+$",
    "^(?!.*--)",
    "^[\\w.-]+$",
    "\\.\\d{3}",
    "4[0-9a-f]{3}-[89ab]",
  ],
  ...["^(?:red|green)", "^[^@]*$", "[^a-z]", "^10\\.", "(?<!z)$", "^\\p{L}+$", "\\bgreen\\b"],
];
const formats = [
  ...["date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference", "uuid"],
  ...["byte", "json-pointer"],
];
const numbers = [-7, -1, 0, 1, 2, 3, 5, 6, 12, 30, 49, 100, 999, 0.5, 1.25, -2.75, 1e6];
const names = ["a", "b", "c", "kind", "x-one"];

const leaf: Arbitrary<unknown> = fc.constantFrom<unknown>(...texts, ...numbers, true, false, null);
const values: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    { arbitrary: leaf, weight: 3 },
    { arbitrary: fc.array(tie("value"), { maxLength: 4 }), weight: 2 },
    {
      arbitrary: fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 4, noNullPrototype: true }),
      weight: 2,
    },
  ),
})).value;

/** Schemas that are satisfied for sure, each with the value that it was built around. */
export const satisfiable: Arbitrary<readonly [schema: Schema, witness: unknown]> = fc.gen().map((gen) => {
  const witness = gen(() => values);
  return [new Builder(gen).around(witness, 1), witness] as const;
});

class Builder {
  readonly #gen: GeneratorValue;

  constructor(gen: GeneratorValue) {
    this.#gen = gen;
  }

  /** A schema that a value satisfies, of several parts each of which it satisfies. */
  around(value: unknown, depth: number): Schema {
    const chosen = this.#partsFor(value, depth).filter(() => this.#chance(0.25));
    const kept = chosen.map((make) => make()).filter((part) => judge(part)(value));
    const typed: Schema = this.#chance(0.85) ? { type: this.#typeOf(value) } : {};
    const merged: Schema = Object.assign({}, typed, ...kept) as Schema;
    return judge(merged)(value) && this.#chance(0.8) ? merged : { ...typed, allOf: kept.length > 0 ? kept : [true] };
  }

  #partsFor(value: unknown, depth: number): readonly Part[] {
    const own =
      typeof value === "string"
        ? this.#textParts(value)
        : typeof value === "number"
          ? this.#numberParts(value)
          : Array.isArray(value)
            ? this.#arrayParts(value, depth)
            : typeof value === "object" && value !== null
              ? this.#objectParts(value as Schema, depth)
              : [];
    return [
      ...own,
      ...(depth > 0 && this.#chance(0.5) ? this.#composedParts(value, depth) : []),
      ...this.#listed(value),
    ];
  }

  #listed(value: unknown): readonly Part[] {
    if (!this.#chance(0.15)) return [];
    const others = [this.#one(leaf), this.#one(leaf), value];
    return [() => ({ enum: others.filter((other, index) => others.findIndex((each) => same(each, other)) === index) })];
  }

  #textParts(value: string): readonly Part[] {
    const pattern = () => this.#of(patterns);
    return [
      () => ({ minLength: this.#upTo(value.length) }),
      () => ({ maxLength: value.length + this.#upTo(5) }),
      () => ({ pattern: pattern() }),
      () => ({ allOf: [{ pattern: pattern() }, { pattern: pattern() }] }),
      ...formats.map((format) => () => ({ format })),
      () => ({ not: { pattern: pattern() } }),
      () => ({ not: { enum: ["string", this.#of(texts)] } }),
      () => ({ not: { maxLength: this.#upTo(value.length) } }),
      () => ({ pattern: `^${value.slice(0, 3).replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}` }),
      ...formats.map((format) => () => ({ format, pattern: pattern() })),
    ];
  }

  #numberParts(value: number): readonly Part[] {
    return [
      () => ({ minimum: value - this.#upTo(20) }),
      () => ({ maximum: value + this.#upTo(20) }),
      () => ({ exclusiveMinimum: value - 1 - this.#upTo(20) }),
      () => ({ exclusiveMaximum: value + 1 + this.#upTo(20) }),
      () => ({ multipleOf: this.#of([0.25, 0.5, 1, 2, 3, 5, 7]) }),
      () => ({ not: { multipleOf: this.#of([1, 2, 3, 5, 10]) } }),
      () => ({ not: { minimum: value + 1 + this.#upTo(5) } }),
      () => ({ not: { const: this.#of(numbers) } }),
      () => ({ not: { minimum: this.#of(numbers), maximum: this.#of(numbers) } }),
    ];
  }

  #arrayParts(value: readonly unknown[], depth: number): readonly Part[] {
    const item = this.#of([...value, 0]);
    const contained = later(() => (depth > 0 ? this.around(item, depth - 1) : {}));
    const count = later(() => value.filter((each) => judge(contained())(each)).length);
    const other = later<Schema>(() => (depth > 0 ? this.#any(depth - 1) : { type: "null" }));
    const each = later(() => value.map((one) => (depth > 0 ? this.around(one, depth - 1) : {})));
    return [
      () => ({ items: { anyOf: [...each(), { type: "boolean" }] } }),
      () => ({ items: contained() }),
      () => ({ prefixItems: each().slice(0, this.#upTo(each().length)).concat([{}]) }),
      () => ({ prefixItems: [...each(), {}], items: other() }),
      () => ({ minItems: this.#upTo(value.length) }),
      () => ({ maxItems: value.length + this.#upTo(3) }),
      () => ({ uniqueItems: true }),
      () => ({ not: { uniqueItems: true } }),
      () => ({ contains: contained(), ...(this.#chance(0.4) && { minContains: this.#upTo(count()) }) }),
      () => ({ contains: contained(), maxContains: count() + this.#upTo(1), minContains: this.#upTo(count()) }),
      () => ({ not: { contains: other() } }),
      () => ({ not: { items: other() } }),
      () => ({ not: { minItems: value.length + 1 } }),
    ];
  }

  #objectParts(value: Schema, depth: number): readonly Part[] {
    const members = later(() =>
      Object.entries(value).map(([name, member]): [string, Schema] => {
        return [name, depth > 0 ? this.around(member, depth - 1) : {}];
      }),
    );
    const other = later<Schema>(() => (depth > 0 ? this.#any(depth - 1) : { type: "null" }));
    const [one, two] = [this.#of(names), this.#of(names)];
    const own = Object.keys(value);
    const properties = later(() => {
      const some = members().filter(() => this.#chance(0.7));
      return { ...Object.fromEntries(some), ...(this.#chance(0.3) && { further: other() }) };
    });
    return [
      () => ({ properties: properties() }),
      () => ({ properties: Object.fromEntries(members()), additionalProperties: false }),
      () => ({ properties: properties(), required: own.filter(() => this.#chance(0.6)) }),
      () => ({ additionalProperties: { anyOf: [...members().map(([, schema]) => schema), other()] } }),
      () => ({ patternProperties: { "^x-": Object.fromEntries(members())["x-one"] ?? other() } }),
      () => ({ minProperties: this.#upTo(own.length) }),
      () => ({ maxProperties: own.length + this.#upTo(2) }),
      () => ({ propertyNames: { pattern: this.#of(["^[a-z]", "^.{1,5}$", "^(?!foo)", "-"]) } }),
      () => ({ dependentRequired: { [one]: [two] } }),
      () => ({ dependentSchemas: { [one]: { required: [two] } } }),
      () => ({ not: { required: [one] } }),
      () => ({ not: { required: [...new Set([one, two])] } }),
      () => ({ not: { properties: { [one]: other() }, required: [one] } }),
    ];
  }

  #composedParts(value: unknown, depth: number): readonly Part[] {
    const own = () => this.around(value, depth - 1);
    const other = () => this.#any(depth - 1);
    const consequence = "then";
    return [
      () => ({ allOf: [own(), own()] }),
      () => ({ anyOf: [other(), own()] }),
      () => ({ oneOf: [own(), other()] }),
      () => ({ oneOf: [other(), other(), own()] }),
      () => ({ not: other() }),
      () => ({ not: { anyOf: [other(), other()] } }),
      () => ({ not: { allOf: [other(), own()] } }),
      () => ({ if: own(), [consequence]: own(), else: other() }),
      () => ({ if: other(), [consequence]: other(), else: own() }),
    ];
  }

  /** A schema of some other value. */
  #any(depth: number): Schema {
    return this.around(this.#one(leaf), depth);
  }

  #typeOf(value: unknown): unknown {
    const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
    if (type === "number" && Number.isInteger(value) && this.#chance(0.7)) return "integer";
    return this.#chance(0.85) ? type : [...new Set([type, this.#of(["string", "null", "integer", "array"])])];
  }

  #chance(probability: number): boolean {
    return this.#gen(() => fc.nat(99)) < probability * 100;
  }

  #upTo(most: number): number {
    return this.#gen(() => fc.nat(most));
  }

  #of<Value>(list: readonly Value[]): Value {
    return this.#one(fc.constantFrom(...list));
  }

  #one<Value>(arbitrary: Arbitrary<Value>): Value {
    return this.#gen(() => arbitrary);
  }
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** What is made once, and only if it is asked for. */
function later<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

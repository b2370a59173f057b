import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { type Direction, Directions, inputId } from "../../generator/schema/directions/directions.ts";
import { referredId, schemaReference } from "../../generator/schema/references.ts";
import { schemasIn } from "../../generator/schema/walk.ts";
import { schemas as anySchemas } from "./arbitraries.ts";

const text = { type: "string" };
const id = { ...text, readOnly: true };
const secret = { ...text, writeOnly: true };
const ref = (name: string) => ({ $ref: schemaReference(name) });
const object = (properties: object, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});

function directionsOf(named: Record<string, unknown> = {}): Directions {
  return new Directions(Object.entries(named).map(([name, schema]) => ({ id: name, schema })));
}

function seen(schema: unknown, direction: Direction, named: Record<string, unknown> = {}): unknown {
  return directionsOf(named).seen(schema, direction);
}

describe("which named schemas are divided", () => {
  const user = object({ id, name: text });
  test.each<[string, object]>([
    ["by a member of its own", user],
    ["by a property", object({ user: ref("User") })],
    ["by a property's property", object({ a: object({ b: ref("User") }) })],
    ["by the items of an array", { type: "array", items: ref("User") }],
    ["by the first items", { type: "array", prefixItems: [ref("User")] }],
    ["by further properties", { type: "object", additionalProperties: ref("User") }],
    ["by properties with a pattern", { type: "object", patternProperties: { "^x": ref("User") } }],
    ["by a part", { allOf: [ref("User"), object({ a: text })] }],
    ["by an alternative", { oneOf: [ref("User"), { type: "null" }] }],
    ["by an alternative of another kind", { anyOf: [text, { type: "array", items: ref("User") }] }],
    ["by being nothing else", ref("User")],
    [
      "by what a discriminator leads to",
      { ...object({ t: text }), discriminator: { propertyName: "t", mapping: { u: ref("User") } } },
    ],
    ["by a member that refers to a schema which only responses have", object({ key: ref("Key") })],
    ["by a member that also says so", object({ key: { allOf: [ref("Plain"), { readOnly: true }] } })],
    ["by a member that is null or so", object({ key: { oneOf: [{ type: "null" }, secret] } })],
  ])("%s", (_, schema) => {
    const named = { User: user, Key: id, Plain: text, Other: object({ a: ref("Plain") }), Tested: schema };
    expect([...directionsOf(named).divided].sort()).toEqual(["Tested", "User"]);
  });

  test.each<[string, object]>([
    ["of a value that is readOnly as a whole", id],
    ["of items that say so, which means nothing", { type: "array", items: id }],
    ["of a map whose values say so, which means nothing", { type: "object", additionalProperties: id }],
    ["of a member that says both", object({ a: { ...text, readOnly: true, writeOnly: true } })],
    ["of a member with that name", object({ readOnly: { type: "boolean" } })],
    ["of an example", { ...object({ a: text }), examples: [{ properties: { a: { readOnly: true } } }] }],
  ])("not %s", (_, schema) => {
    expect([...directionsOf({ Tested: schema }).divided]).toEqual([]);
  });

  test("through circles", () => {
    const named = {
      A: object({ b: ref("B") }),
      B: object({ a: ref("A"), c: ref("C") }),
      C: object({ c: ref("C"), id }),
      D: object({ d: ref("D") }),
    };
    expect([...directionsOf(named).divided].sort()).toEqual(["A", "B", "C"]);
  });

  test("a base with a discriminator, by the schemas that extend it", () => {
    const base = object({ t: text }, "t");
    const cat = { allOf: [ref("Pet"), object({ id })] };
    const told = { ...base, discriminator: { propertyName: "t" } };
    expect([...directionsOf({ Pet: told, Cat: cat }).divided].sort()).toEqual(["Cat", "Pet"]);
    expect([...directionsOf({ Pet: base, Cat: cat }).divided]).toEqual(["Cat"]);
  });
});

describe("a request", () => {
  test.each<[string, object, object]>([
    ["has no member that only responses have", object({ id, name: text }), object({ name: text })],
    ["does not ask for it", object({ id, name: text }, "id", "name"), object({ name: text }, "name")],
    ["has what only requests have", object({ secret, name: text }, "secret"), object({ secret, name: text }, "secret")],
    [
      "does not ask for it where another part describes it",
      { allOf: [object({ id, name: text }), { type: "object", required: ["id", "name"] }] },
      { allOf: [object({ name: text }), { type: "object", required: ["name"] }] },
    ],
    [
      "does not ask for it beside its parts",
      { allOf: [object({ id, name: text })], required: ["id"] },
      { allOf: [object({ name: text })] },
    ],
    [
      "leaves out a part that describes nothing else",
      { allOf: [object({ name: text }), object({ id }, "id")] },
      { allOf: [object({ name: text })] },
    ],
    [
      "has no member of which one part says so",
      { allOf: [object({ id: text, name: text }, "id", "name"), object({ id, a: text })] },
      { allOf: [object({ name: text }, "name"), object({ a: text })] },
    ],
    [
      "leaves out alternatives that only asked for such members",
      { ...object({ id, name: text }), anyOf: [{ required: ["id"] }, { required: ["name"] }] },
      object({ name: text }),
    ],
    [
      "keeps what must not be",
      { ...object({ id, a: text }), not: { required: ["id"] } },
      { ...object({ a: text }), not: { required: ["id"] } },
    ],
    ["looks at each alternative", { oneOf: [object({ id, a: text }), text] }, { oneOf: [object({ a: text }), text] }],
    [
      "looks into what it holds",
      object({
        list: { type: "array", items: object({ id, a: text }, "id") },
        map: { additionalProperties: object({ id, a: text }) },
      }),
      object({
        list: { type: "array", items: object({ a: text }) },
        map: { additionalProperties: object({ a: text }) },
      }),
    ],
    ["of which nothing would be left keeps it all, and asks for nothing", object({ id }, "id"), object({ id })],
    [
      "of which nothing would be left in any part keeps it all",
      { allOf: [object({ id }, "id"), object({ at: id })] },
      { allOf: [object({ id }), object({ at: id })] },
    ],
    [
      "that is a map besides loses the member",
      { ...object({ id }), additionalProperties: text },
      { type: "object", additionalProperties: text },
    ],
    [
      "is itself, whatever it says of itself",
      { ...object({ a: text }), readOnly: true },
      { ...object({ a: text }), readOnly: true },
    ],
  ])("%s", (_, schema, want) => {
    expect(seen(schema, "request")).toEqual(want);
  });

  const named = {
    User: object({ id, name: text }, "id", "name"),
    Alias: ref("User"),
    Plain: object({ id: text, a: text }, "id"),
    Asking: { allOf: [ref("User")], required: ["id"] },
  };

  test.each<[string, object, object]>([
    [
      "refers to what requests hold",
      { type: "array", items: ref("User") },
      { type: "array", items: ref(inputId("User")) },
    ],
    ["refers to aliases of it", object({ u: ref("Alias") }), object({ u: ref(inputId("Alias")) })],
    ["refers to all others as ever", object({ p: ref("Plain") }), object({ p: ref("Plain") })],
    [
      "does not ask for what a base describes",
      { allOf: [ref("User"), object({ a: text }, "id", "a")] },
      { allOf: [ref(inputId("User")), object({ a: text }, "a")] },
    ],
    [
      "writes a base out that knows nothing of it",
      { allOf: [ref("Plain"), object({ id, b: text })] },
      { allOf: [object({ a: text }), object({ b: text })] },
    ],
    [
      "is told apart by a discriminator that leads to what requests hold",
      {
        oneOf: [ref("User"), ref("Plain")],
        discriminator: { propertyName: "t", mapping: { u: ref("User"), p: ref("Plain") } },
      },
      {
        oneOf: [ref(inputId("User")), ref("Plain")],
        discriminator: { propertyName: "t", mapping: { u: ref(inputId("User")), p: ref("Plain") } },
      },
    ],
  ])("%s", (_, schema, want) => {
    expect(seen(schema, "request", named)).toEqual(want);
  });

  test("of a schema that asks again for a member of its base is without it", () => {
    expect(seen(named.Asking, "request", named)).toEqual({ allOf: [ref(inputId("User"))] });
  });
});

describe("a response", () => {
  test("has no member that only requests have, and none is missing for it", () => {
    const user = object({ id, secret, name: text }, "id", "secret");
    expect(seen(user, "response")).toEqual(object({ id, name: text }, "id"));
    expect(seen(object({ user: ref("User") }), "response", { User: user })).toEqual(object({ user: ref("User") }));
    expect(seen({ allOf: [ref("User")], required: ["secret", "name"] }, "response", { User: user })).toEqual({
      allOf: [ref("User")],
      required: ["name"],
    });
  });

  test("is the very schema where there is no difference", () => {
    const user = object({ id, name: text });
    expect(seen(user, "response")).toBe(user);
    const plain = object({ a: text });
    for (const direction of ["request", "response"] as const) expect(seen(plain, direction)).toBe(plain);
  });
});

test("bases that are shared or lead back take no time", () => {
  const levels = Array.from({ length: 60 }, (_, level) => level);
  const named = Object.fromEntries(
    levels.map((level) => {
      const next = ref(`A${(level + 1) % levels.length}`);
      return [
        `A${level}`,
        { allOf: [next, next, object({ [`id${level}`]: id, [`name${level}`]: text }, `id${level}`)] },
      ];
    }),
  );
  const directions = directionsOf({ ...named, Plain: object({ id0: text }) });
  expect(directions.divided.size).toBe(levels.length);
  const whole = { allOf: [ref("A0"), ref("Plain"), { required: ["id0", "id59", "name59"] }] };
  expect(directions.seen(whole, "request")).toEqual({ allOf: [ref(inputId("A0")), { required: ["name59"] }] });
  for (const schema of Object.values(named)) directions.seen(schema, "request");
});

describe("a member that tells alternatives apart", () => {
  const told = { kind: id, name: text };
  const discriminator = { propertyName: "kind", mapping: { cat: ref("Cat"), dog: ref("Dog") } };

  test("is sent in both directions, whatever it says", () => {
    const named = {
      Cat: object(told, "kind"),
      Base: object({ kind: id, at: id }, "kind", "at"),
      Dog: { allOf: [ref("Base"), object({ name: text })] },
      Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator },
      Other: object(told, "kind"),
    };
    expect([...directionsOf(named).divided].sort()).toEqual(["Base", "Dog", "Other", "Pet"]);
    expect(seen(named.Base, "request", named)).toEqual(object({ kind: id }, "kind"));
    expect(seen(named.Pet, "request", named)).toMatchObject({ oneOf: [ref("Cat"), ref(inputId("Dog"))] });
    expect(seen(named.Other, "request", named)).toEqual(object({ name: text }));
  });

  test("is sent with schemas that extend one with a discriminator", () => {
    const named = {
      Base: { ...object({ kind: id }, "kind"), discriminator: { propertyName: "kind" } },
      Cat: { allOf: [ref("Base"), object({ kind: id, at: id, name: text })] },
    };
    expect(seen(named.Cat, "request", named)).toMatchObject({
      allOf: [ref(inputId("Base")), object({ kind: id, name: text })],
    });
  });

  test("tells nothing where only a union without a name is told by it", () => {
    const named = { Cat: object(told, "kind"), Dog: object(told, "kind") };
    const union = { oneOf: [ref("Cat"), ref("Dog")], discriminator };
    expect(seen(union, "request", named)).toEqual({ oneOf: [ref(inputId("Cat")), ref(inputId("Dog"))] });
    expect(seen(union, "response", named)).toBe(union);
  });
});

test("alternatives that have names keep them, whatever stands beside", () => {
  const named = { Cat: object({ t: text, id: text }, "id"), Dog: object({ t: text }) };
  const schema = { ...object({ id }), oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "t" } };
  expect(seen(schema, "request", named)).toEqual({
    type: "object",
    oneOf: [ref("Cat"), ref("Dog")],
    discriminator: { propertyName: "t" },
  });
});

test("a member may have any name", () => {
  const schema = JSON.parse(`{ "properties": { "__proto__": { "type": "string", "readOnly": true }, "constructor": {} },
    "required": ["__proto__", "constructor"] }`) as JsonObject;
  expect(JSON.stringify(seen(schema, "request"))).toBe('{"properties":{"constructor":{}},"required":["constructor"]}');
});

describe("what is said of members by parts and references together", () => {
  const names = ["a", "b", "c", "d"];
  const part = fc.record({
    properties: fc.dictionary(fc.constantFrom(...names), fc.constantFrom<object>(text, text, id, secret), {
      maxKeys: 3,
    }),
    required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
  });
  /** Parts by the names of the schemas that have them in their `allOf`: each extends those that come later. */
  const parts = fc.tuple(part, part, part, fc.subarray([1, 2]), fc.boolean());

  test("holds: a value without what is hidden is one, and without what is asked for is none", () => {
    fc.assert(
      fc.property(
        parts,
        fc.constantFrom<Direction>("request", "response"),
        ([own, base, last, bases, extendsLast], direction) => {
          const asSchema = ({ properties, required }: typeof own) => ({ type: "object", properties, required });
          const named = {
            S0: { allOf: [...bases.map((index) => ref(`S${index}`)), asSchema(own)] },
            S1: extendsLast ? { allOf: [ref("S2")], ...asSchema(base) } : asSchema(base),
            S2: asSchema(last),
          };
          const isLast = bases.includes(2) || (bases.includes(1) && extendsLast);
          const all = [own, ...(bases.includes(1) ? [base] : []), ...(isLast ? [last] : [])];
          const marks = direction === "request" ? id : secret;
          const hidden = new Set(all.flatMap(({ properties }) => names.filter((name) => properties[name] === marks)));
          const asked = new Set(all.flatMap(({ required }) => required).filter((name) => !hidden.has(name)));

          const directions = directionsOf(named);
          const [idIn, schemas] = [
            (name: string) => (direction === "request" && directions.divided.has(name) ? inputId(name) : name),
            Object.entries(named).flatMap(([name, schema]) => [
              [name, directions.seen(schema, "response")],
              [inputId(name), directions.seen(schema, "request")],
            ]) as [string, object][],
          ];
          const validator = new Ajv2020({ strict: false, inlineRefs: false });
          validator.addSchema({ $id: "https://example.com/all", components: { schemas: Object.fromEntries(schemas) } });
          const isValid = validator.getSchema(`https://example.com/all#/components/schemas/${idIn("S0")}`)!;
          const value = Object.fromEntries(names.filter((name) => !hidden.has(name)).map((name) => [name, ""]));
          expect(isValid(value)).toBe(true);
          for (const name of asked) {
            const { [name]: _, ...rest } = value;
            expect(isValid(rest)).toBe(false);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

test("whatever is published, a direction sees the schemas that are there, and sees them again the same", () => {
  const named = fc.tuple(anySchemas, anySchemas, anySchemas).map(([A, B, C]) => ({ A, B, C }));
  fc.assert(
    fc.property(named, (schemas) => {
      const directions = directionsOf(schemas);
      const known = new Set([...Object.keys(schemas), ...[...directions.divided].map(inputId)]);
      for (const direction of ["request", "response"] as const) {
        for (const schema of Object.values(schemas)) {
          const view = directions.seen(schema, direction);
          if (!isObject(view)) continue;
          expect(directions.seen(schema, direction)).toEqual(view);
          const referred = [...schemasIn([view])].flatMap((each) => referredId(each) ?? []);
          expect(
            referred.filter((each) => each in schemas || each.includes(":")).every((each) => known.has(each)),
          ).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});

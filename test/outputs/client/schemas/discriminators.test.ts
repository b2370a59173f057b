import { describe, expect, test } from "vitest";
import { faultsOf, objectOf, refer, texts, typeOf } from "./compiled.ts";

const oneOf = (discriminator: object | string, ...names: string[]) => ({
  oneOf: names.map(refer),
  discriminator: typeof discriminator === "string" ? { propertyName: discriminator } : discriminator,
});
const tag = { type: "string" };
const built = (base: string, ...parts: object[]) => ({ allOf: [refer(base), ...parts] });

describe("a union is told apart", () => {
  const cases: [what: string, schemas: object, want: string][] = [
    [
      "by the names of its schemas",
      { Pet: oneOf("k", "A", "B"), A: objectOf({ k: tag }), B: objectOf({ k: tag }) },
      '({ k: "A" } & A) | ({ k: "B" } & B)',
    ],
    [
      "by its mapping, through an alias",
      {
        Pet: oneOf({ propertyName: "k", mapping: { a: "#/components/schemas/A", b: "Other" } }, "A", "B"),
        ...{ A: objectOf({ k: tag }), B: objectOf({ k: tag }), Other: refer("B") },
      },
      '({ k: "a" } & A) | ({ k: "b" } & B)',
    ],
    [
      "by two values of one schema",
      {
        Pet: oneOf({ propertyName: "k", mapping: { a: "A", aa: "A", b: "B" } }, "A", "B"),
        ...{ A: objectOf({ k: tag }), B: objectOf({ k: tag }) },
      },
      '({ k: "a" | "aa" } & A) | ({ k: "b" } & B)',
    ],
    [
      "but for the schema of all other values, which has no value of its own",
      {
        Pet: oneOf({ propertyName: "k", mapping: { a: "A" }, defaultMapping: "Any" }, "A", "Any"),
        ...{ A: objectOf({ k: tag }), Any: objectOf({ k: tag }) },
      },
      '({ k: "a" } & A) | Any',
    ],
    [
      "by what its schemas list, which takes precedence over their names",
      {
        Pet: oneOf("k", "A", "B"),
        A: objectOf({ k: { const: "a" } }, ["k"]),
        B: objectOf({ k: { enum: ["b", "c"] } }, ["k"]),
      },
      "A | B",
    ],
    [
      "by one of the values that a shared base lists",
      {
        Pet: oneOf({ propertyName: "k", mapping: { a: "A", b: "B" } }, "A", "B"),
        Base: objectOf({ k: { enum: ["a", "b"] } }),
        ...{ A: built("Base", objectOf(texts("x"))), B: built("Base", objectOf(texts("y"))) },
      },
      '({ k: "a" } & A) | ({ k: "b" } & B)',
    ],
    [
      "by a mapping that contradicts what a schema lists",
      {
        Pet: oneOf({ propertyName: "k", mapping: { one: "A", two: "B" } }, "A", "B"),
        ...{ A: objectOf({ k: { const: "first" } }), B: objectOf({ k: tag }) },
      },
      '({ k: "one" } & Without<A, "k">) | ({ k: "two" } & B)',
    ],
    [
      "by booleans",
      {
        Pet: oneOf({ propertyName: "k", mapping: { true: "A", false: "B" } }, "A", "B"),
        ...{ A: objectOf({ k: { type: "boolean" } }), B: objectOf({ k: { type: "boolean" } }) },
      },
      "({ k: true } & A) | ({ k: false } & B)",
    ],
    [
      "by integers",
      {
        Pet: oneOf({ propertyName: "k", mapping: { 1: "A", "-2": "B" } }, "A", "B"),
        ...{ A: objectOf({ k: { type: "integer" } }), B: objectOf({ k: { type: "integer" } }) },
      },
      "({ k: 1 } & A) | ({ k: -2 } & B)",
    ],
    [
      "by what a mapping says of the alternatives of an alternative",
      {
        Pet: oneOf({ propertyName: "k", mapping: { a: "A", b: "B", c: "C" } }, "Inner", "C"),
        Inner: { oneOf: [refer("A"), refer("B")] },
        ...{ A: objectOf({ k: tag }), B: objectOf({ k: tag }), C: objectOf({ k: tag }) },
      },
      '({ k: "a" } & A) | ({ k: "b" } & B) | ({ k: "c" } & C)',
    ],
    [
      "by the discriminator of an alternative that is a union, not by its name",
      {
        Pet: oneOf("k", "Inner", "C"),
        Inner: oneOf({ propertyName: "k", mapping: { a: "A", b: "B" } }, "A", "B"),
        ...{ A: objectOf({ k: tag }), B: objectOf({ k: tag }), C: objectOf({ k: tag }) },
      },
      'Inner | ({ k: "C" } & C)',
    ],
    [
      "not by the name of a schema where the member is no string",
      {
        Pet: oneOf("k", "A", "B"),
        A: objectOf({ k: { type: "integer" } }),
        B: objectOf({ k: { type: "string", format: "date-time" } }),
      },
      "A | B",
    ],
    [
      "with null beside",
      {
        Pet: { ...oneOf("k", "A", "B"), oneOf: [refer("A"), refer("B"), { type: "null" }] },
        ...{ A: objectOf({ k: tag }), B: objectOf({ k: tag }) },
      },
      '({ k: "A" } & A) | ({ k: "B" } & B) | null',
    ],
    [
      "by the value that AutoRest's documents give",
      {
        Pet: oneOf("k", "A", "B"),
        A: { ...objectOf({ k: tag }), "x-ms-discriminator-value": "#a" },
        B: objectOf({ k: tag }),
      },
      '({ k: "#a" } & A) | ({ k: "B" } & B)',
    ],
  ];
  test.each(cases)("%s", async (_, schemas, want) => {
    expect(await typeOf({ schemas }, "Pet")).toBe(`export type Pet = ${want};`);
    expect(await faultsOf({ schemas }, "")).toEqual([]);
  });

  test("where it stands in place, and one schema is in two of them", async () => {
    const schemas = {
      Holder: objectOf(
        {
          first: oneOf({ propertyName: "k", mapping: { a: "A", b: "B" } }, "A", "B"),
          second: oneOf({ propertyName: "k", mapping: { x: "A", y: "B" } }, "A", "B"),
        },
        ["first", "second"],
      ),
      A: objectOf({ k: tag, a: tag }),
      B: objectOf({ k: tag, b: { type: "integer" } }),
    };
    const code = `export function read({ first, second }: Holder): string | number | undefined {
  return first.k === "a" && second.k === "y" ? (first.a ?? second.b) : undefined;
}
export const alone: A = {};
// @ts-expect-error a value of the other union
export const wrong: Holder["first"] = { k: "x" };`;
    expect(await faultsOf({ schemas }, code)).toEqual([]);
  });
});

describe("allOf around a discriminated schema", () => {
  const pets = {
    Pet: oneOf({ propertyName: "k", mapping: { cow: "Cow", hen: "Hen" } }, "Cow", "Hen"),
    Cow: objectOf({ k: tag, milk: { type: "number" } }),
    Hen: objectOf({ k: tag, eggs: { type: "number" } }),
  };

  test("is that schema, with a description or null", async () => {
    const schemas = {
      ...pets,
      Named: { description: "One of them", allOf: [refer("Pet")] },
      Maybe: { anyOf: [{ allOf: [refer("Pet")] }, { type: "null" }] },
    };
    expect(await typeOf({ schemas }, "Named")).toBe("export type Named = Pet;");
    expect(await typeOf({ schemas }, "Maybe")).toBe("export type Maybe = Pet | null;");
  });

  test("keeps the union where it says more", async () => {
    const schemas = { ...pets, Named: built("Pet", objectOf({ name: tag }, ["name"])) };
    const code = `export const hen: Named = { k: "hen", eggs: 1, name: "x" };
export function read(pet: Named): number | undefined {
  return pet.k === "cow" ? pet.milk : pet.eggs;
}
// @ts-expect-error no schema has its own name for a value
export const wrong: Named = { k: "Named", name: "x" };`;
    expect(await faultsOf({ schemas }, code)).toEqual([]);
  });
});

describe("schemas that are built on a base", () => {
  const base = (mapping?: object) => ({
    ...objectOf({ t: tag }, ["t"]),
    discriminator: { propertyName: "t", ...(mapping && { mapping }) },
  });
  const family = (mapping?: object) => ({
    Base: base(mapping),
    Mid: built("Base", objectOf(texts("m"))),
    Leaf: built("Mid", objectOf(texts("l"))),
  });

  test.each<[string, object | undefined, string, string]>([
    ["their names", undefined, "Mid", "Leaf"],
    ["a mapping", { mid: "Mid", leaf: "Leaf" }, "mid", "leaf"],
  ])("have %s at every level", async (_, mapping, mid, leaf) => {
    const code = `export const leaf: Leaf = { t: "${leaf}", m: "", l: "" };
export const middle: Mid[] = [leaf, { t: "${mid}" }];
export const any: Base = { t: "anything" };
// @ts-expect-error a leaf is not in the middle
export const wrong: Leaf = { t: "${mid}" };
// @ts-expect-error the base requires it
export const less: Leaf = { l: "" };`;
    expect(await faultsOf({ schemas: family(mapping) }, code)).toEqual([]);
  });

  test("are told apart by each of two bases", async () => {
    const schemas = {
      Base: base(),
      Other: { ...objectOf({ u: tag }), discriminator: { propertyName: "u", mapping: { both: "Both" } } },
      Both: { allOf: [refer("Base"), refer("Other"), objectOf(texts("z"))] },
    };
    const code = `export const both: Both = { t: "Both", u: "both" };
// @ts-expect-error not its value
export const first: Both = { t: "x", u: "both" };
// @ts-expect-error not its value
export const second: Both = { t: "Both", u: "x" };`;
    expect(await faultsOf({ schemas }, code)).toEqual([]);
  });

  test("keep a value of their own, and a mapping overrules it", async () => {
    const schemas = (mapping?: object) => ({
      Base: base(mapping),
      Cat: built("Base", objectOf({ t: { const: "cat" } })),
    });
    expect(await faultsOf({ schemas: schemas() }, 'export const cat: Cat = { t: "cat" };')).toEqual([]);
    const mapped =
      'export const cat: Cat = { t: "feline" };\n// @ts-expect-error\nexport const no: Cat = { t: "cat" };';
    expect(await faultsOf({ schemas: schemas({ feline: "Cat" }) }, mapped)).toEqual([]);
  });

  test("are not those that only describe it", async () => {
    const schemas = { Base: base(), Star: { description: "The star", allOf: [refer("Base")] } };
    expect(await typeOf({ schemas }, "Star")).toBe("export type Star = Base;");
  });

  test("are what the base is where the settings say so", async () => {
    const given = { schemas: family({ mid: "Mid", leaf: "Leaf" }), client: { baseSchemas: "subtypes" } };
    const code = `export function read(value: Base): string | undefined {
  return value.t === "leaf" ? value.l : value.m;
}
export const leaf: Leaf = { t: "leaf", l: "" };
// @ts-expect-error none of them
export const wrong: Base = { t: "other" };`;
    expect(await faultsOf(given, code)).toEqual([]);
  });

  test("are called the same in requests", async () => {
    const schemas = {
      Base: base({ cat: "Cat" }),
      Cat: built("Base", objectOf({ id: { type: "string", readOnly: true }, name: tag })),
    };
    expect(await typeOf({ schemas }, "CatInput")).toContain('t: "cat";');
    expect(await typeOf({ schemas, client: { baseSchemas: "subtypes" } }, "Base")).toBe("export type Base = Cat;");
  });

  test("are listed by a mapping alone", async () => {
    const schemas = {
      Create: { type: "object", discriminator: { propertyName: "k", mapping: { a: "A", b: "B" } } },
      A: objectOf({ k: tag }, ["k"]),
      B: objectOf({ k: tag }, ["k"]),
    };
    expect(await typeOf({ schemas }, "Create")).toBe('export type Create = ({ k: "a" } & A) | ({ k: "b" } & B);');
  });
});

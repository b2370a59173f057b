import { describe, expect, test } from "vitest";
import { documentWith, validateRequest } from "../validate.ts";

const text = { type: "string" };
const nice = { type: "object", required: ["petType"], properties: { petType: text, miaou: { type: "boolean" } } };
const hunt = {
  type: "object",
  required: ["petType", "kills"],
  properties: { petType: text, kills: { type: "integer" } },
};
const Nice = { $ref: "#/components/schemas/Nice" };
const Hunt = { $ref: "#/components/schemas/Hunt" };
const mapping = { NICE: "#/components/schemas/Nice", HUNT: "#/components/schemas/Hunt" };

const pet = (rest: object = {}) => ({
  oneOf: [Nice, Hunt],
  discriminator: { propertyName: "petType", mapping },
  ...rest,
});

async function messages(schema: object, value: unknown, more: object = {}) {
  const content = { "application/json": { schema } };
  const document = documentWith(
    { requestBody: { content } },
    { components: { schemas: { Nice: nice, Hunt: hunt, ...more } } },
  );
  const body = JSON.stringify(value);
  const { violations } = await validateRequest(document, { headers: { "content-type": "application/json" }, body });
  return violations.map(({ message }) => message);
}

describe.each(["oneOf", "anyOf"])("alternatives in %s that a mapping tells apart", (keyword) => {
  const schema = { [keyword]: [Nice, Hunt], discriminator: { propertyName: "petType", mapping } };

  test("are decided by it, though they overlap", async () => {
    expect(await messages(schema, { petType: "NICE", kills: 2 })).toEqual([]);
    expect(await messages(schema, { petType: "HUNT", kills: 2 })).toEqual([]);
  });

  test("are judged as what the value says", async () => {
    expect(await messages(schema, { petType: "HUNT" })).toEqual(["Request body property kills is required"]);
    expect(await messages(schema, { petType: "NICE", miaou: 1 })).toEqual([
      "Request body property miaou must be boolean",
    ]);
  });

  test("refuse a value that stands for none, with those that do", async () => {
    expect(await messages(schema, { petType: "DOG" })).toEqual([
      "Request body property petType must be one of NICE, HUNT, Nice, Hunt",
    ]);
  });
});

test("a schema's own name stands for it beside the mapping, unless it is mapped to another", async () => {
  expect(await messages(pet(), { petType: "Hunt" })).toEqual(["Request body property kills is required"]);
  const crossed = { Nice: "#/components/schemas/Hunt", Other: "#/components/schemas/Nice" };
  const schema = pet({ discriminator: { propertyName: "petType", mapping: crossed } });
  expect(await messages(schema, { petType: "Nice" })).toEqual(["Request body property kills is required"]);
});

test("inside of lists, members and closed objects", async () => {
  const closed = { type: "object", allOf: [pet()], unevaluatedProperties: false };
  expect(await messages({ type: "array", items: pet() }, [{ petType: "NICE" }, { petType: "DOG" }])).toEqual([
    "Request body property [1].petType must be one of NICE, HUNT, Nice, Hunt",
  ]);
  expect(await messages(closed, { petType: "HUNT", kills: 1 })).toEqual([]);
  expect(await messages(closed, { petType: "HUNT", kills: 1, other: 1 })).toEqual([
    "Request body property other is not allowed: the document describes no such key",
  ]);
});

describe("what the mapping does not tell is judged by the alternatives", () => {
  test("a value without the property, and one that is no object", async () => {
    const nullable = pet({ oneOf: [Nice, Hunt], discriminator: { propertyName: "kind", mapping } });
    expect(await messages(nullable, { petType: "x" })).toEqual([]);
    expect(await messages(pet(), 1)).not.toEqual([]);
  });

  test.each([
    [
      "alternatives that it leaves out",
      { discriminator: { propertyName: "petType", mapping: { NICE: mapping.NICE } } },
    ],
    ["no mapping", { discriminator: { propertyName: "petType" } }],
    ["an alternative without a name", { oneOf: [Nice, Hunt, { type: "null" }] }],
  ])("%s", async (_, rest) => {
    expect(await messages(pet(rest), { petType: "DOG" })).toEqual([]);
  });

  test("a mapping that contradicts its schemas", async () => {
    const Nice = { ...nice, properties: { petType: { const: "nice" } } };
    expect(await messages(pet(), { petType: "nice" }, { Nice })).toEqual([]);
  });

  test("values of a default mapping (OpenAPI 3.2)", async () => {
    const discriminator = { propertyName: "petType", mapping, defaultMapping: mapping.NICE };
    expect(await messages(pet({ discriminator }), { petType: "DOG" })).toEqual([]);
  });
});

describe("a base schema stands for what is built on it", () => {
  const base = (discriminator: object, rest: object = {}) => ({
    type: "object",
    required: ["petType"],
    properties: { petType: text, name: text },
    discriminator: { propertyName: "petType", ...discriminator },
    ...rest,
  });
  const on = (name: string, properties: object, more: object = {}) => ({
    allOf: [{ $ref: `#/components/schemas/${name}` }, { type: "object", properties, ...more }],
  });
  const Cat = on("Pet", { lives: { type: "integer" } }, { required: ["lives"] });
  const Dog = on("Pet", { barks: { type: "boolean" } });
  const Puppy = on("Dog", { age: { type: "integer", maximum: 1 } });
  const mapping = {
    cat: "#/components/schemas/Cat",
    dog: "#/components/schemas/Dog",
    puppy: "#/components/schemas/Puppy",
  };
  const Pet = { $ref: "#/components/schemas/Pet" };
  const schemas = { Pet: base({ mapping }), Cat, Dog, Puppy };
  const judged = (value: unknown, changed: object = {}, schema: object = Pet) =>
    messages(schema, value, { ...schemas, ...changed });

  test("its value says which one, however far below", async () => {
    expect(await judged({ petType: "cat", lives: 7 })).toEqual([]);
    expect(await judged({ petType: "cat" })).toEqual(["Request body property lives is required"]);
    expect(await judged({ petType: "Cat" })).toEqual(["Request body property lives is required"]);
    expect(await judged({ petType: "dog", lives: "x" })).toEqual([]);
    expect(await judged({ petType: "puppy", age: 3, barks: 1 })).toEqual([
      "Request body property barks must be boolean",
      "Request body property age must be <= 1",
    ]);
    expect(await judged({ petType: "cat", lives: 7, name: 1 })).toEqual(["Request body property name must be string"]);
  });

  test("a value that stands for none is refused, with those that do", async () => {
    expect(await judged({ petType: "cow" })).toEqual([
      "Request body property petType must be one of cat, Cat, dog, Dog, puppy, Puppy, Pet",
    ]);
    expect(await judged({})).toEqual(["Request body property petType is required"]);
  });

  test("in lists, members, and behind a description", async () => {
    const list = { type: "array", items: Pet };
    expect(await judged([{ petType: "dog" }, { petType: "cat" }], {}, list)).toEqual([
      "Request body property [1].lives is required",
    ]);
    const described = { allOf: [Pet, { description: "The pet" }] };
    expect(await judged({ petType: "cat" }, {}, described)).toEqual(["Request body property lives is required"]);
  });

  test("what is built on it is judged as itself, whatever else is built so", async () => {
    const Kitten = { $ref: "#/components/schemas/Cat" };
    expect(await judged({ petType: "dog", lives: 7 }, {}, Kitten)).toEqual([]);
    const union = { oneOf: [Kitten, { $ref: "#/components/schemas/Dog" }] };
    expect(await judged({ petType: "dog" }, {}, union)).toEqual([]);
  });

  test("what the schemas say of the property counts where no mapping does", async () => {
    const changed = {
      Pet: base({}),
      Cat: on("Pet", { petType: { const: "feline" }, lives: { type: "integer" } }, { required: ["lives"] }),
      Dog: on("Pet", { petType: { enum: ["canine"] } }),
      Puppy: on("Dog", {}),
    };
    expect(await judged({ petType: "feline" }, changed)).toEqual(["Request body property lives is required"]);
    expect(await judged({ petType: "bovine" }, changed)).toEqual([
      "Request body property petType must be one of feline, Cat, canine, Dog, Puppy, Pet",
    ]);
  });

  test.each<[string, object, string]>([
    ["names alone tell which it is and refuse nothing", { Pet: base({}) }, "Cat"],
    ["a mapping that leaves some out refuses nothing", { Pet: base({ mapping: { cat: mapping.cat } }) }, "cat"],
    ["nor does one with a default", { Pet: base({ mapping, defaultMapping: mapping.dog }) }, "cat"],
  ])("%s", async (_, changed, value) => {
    expect(await judged({ petType: "cow" }, changed)).toEqual([]);
    expect(await judged({ petType: value }, changed)).toEqual(["Request body property lives is required"]);
  });

  test("a schema that is built on itself comes to an end", async () => {
    const Loop = on(
      "Loop",
      {},
      { discriminator: { propertyName: "petType", mapping: { loop: "#/components/schemas/Loop" } } },
    );
    expect(await judged({ petType: "loop" }, { Loop }, { $ref: "#/components/schemas/Loop" })).toEqual([]);
  });
});

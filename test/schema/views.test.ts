import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../generator/document/json.ts";
import { inCurrentDialect } from "../../generator/schema/dialect.ts";
import { schemaReference } from "../../generator/schema/references.ts";
import type { ObjectView, UnionView, View } from "../../generator/schema/view.ts";
import { Views } from "../../generator/schema/views.ts";
import { changeSchemas } from "../../generator/schema/walk.ts";
import { hostileNames, schemas } from "./arbitraries.ts";

const ref = (id: string) => ({ $ref: schemaReference(id) });
const text = { type: "string" };
const number = { type: "number" };
const none = { type: "null" };

function viewsOf(named: Readonly<Record<string, unknown>> = {}): Views {
  return new Views(Object.entries(named).map(([id, schema]) => ({ id, schema })));
}

const view = (schema: unknown) => viewsOf().view(schema);

describe("the kind of a schema", () => {
  test.each<[kind: View["kind"], schema: unknown, more: object]>([
    ["any", true, {}],
    ["any", {}, {}],
    ["any", undefined, {}],
    ["any", { description: "a" }, { notes: { description: "a" } }],
    ["any", { not: text }, { untold: ["not"] }],
    ["any", { minimum: 1 }, {}],
    ["never", false, {}],
    ["null", none, { isNullable: false }],
    ["null", { enum: [null] }, {}],
    ["null", { const: null }, {}],
    ["null", { oneOf: [none] }, {}],
    ["literal", { const: 1 }, { value: 1 }],
    ["literal", { const: { a: 1 } }, { value: { a: 1 } }],
    ["enum", { enum: ["a", "b"] }, { values: ["a", "b"], isNullable: false }],
    ["enum", { type: ["string", "null"], enum: ["a", null] }, { values: ["a"], isNullable: true }],
    ["boolean", { type: "boolean" }, {}],
    [
      "string",
      { type: "string", format: "date", minLength: 1, maxLength: 2, pattern: "a" },
      { format: "date", minLength: 1, maxLength: 2, pattern: "a" },
    ],
    ["string", { type: ["string", "null"] }, { isNullable: true }],
    [
      "string",
      { type: "string", contentMediaType: "application/json", contentSchema: number },
      { contentMediaType: "application/json", contentSchema: number },
    ],
    ["number", { type: "number", exclusiveMinimum: 1, multipleOf: 2 }, { exclusiveMinimum: 1, multipleOf: 2 }],
    ["integer", { type: "integer", format: "int64", maximum: 3 }, { format: "int64", maximum: 3 }],
    [
      "array",
      { type: "array", items: text, minItems: 1, uniqueItems: true },
      { items: text, minItems: 1, isUnique: true, isImplied: false },
    ],
    ["array", { items: text }, { items: text, isImplied: true }],
    ["array", { type: "array" }, { items: undefined }],
    ["tuple", { type: "array", prefixItems: [text, number], items: false }, { prefix: [text, number], rest: false }],
    ["object", { type: "object" }, { isImplied: false }],
    ["object", { properties: { a: text } }, { isImplied: true }],
    ["object", { required: ["a"] }, { isImplied: true, required: new Set(["a"]) }],
    [
      "union",
      { type: ["string", "integer", "null"], minLength: 1, minimum: 2 },
      {
        isNullable: true,
        alternatives: [{ schema: { type: "string", minLength: 1 } }, { schema: { type: "integer", minimum: 2 } }],
      },
    ],
    ["union", { oneOf: [text, number] }, { isExclusive: true, alternatives: [{ schema: text }, { schema: number }] }],
    [
      "union",
      { anyOf: [text, number, none] },
      { isExclusive: false, isNullable: true, alternatives: [{ schema: text }, { schema: number }] },
    ],
    ["intersection", { allOf: [ref("A"), ref("B")] }, { parts: [ref("A"), ref("B")] }],
    [
      "intersection",
      { type: "object", properties: { a: text }, allOf: [ref("A")], title: "t" },
      { parts: [{ type: "object", properties: { a: text } }, ref("A")], notes: { title: "t" } },
    ],
    [
      "intersection",
      { oneOf: [text, number], anyOf: [ref("A"), ref("B")] },
      { parts: [{ oneOf: [text, number] }, { anyOf: [ref("A"), ref("B")] }] },
    ],
    ["intersection", { type: ["object", "null"], allOf: [ref("A")] }, { isNullable: true }],
    ["intersection", { oneOf: [text, number], not: ref("A") }, { untold: ["not"] }],
    ["reference", ref("A"), { id: "A", isNullable: false }],
    ["reference", { anyOf: [ref("A"), none] }, { id: "A", isNullable: true }],
    ["reference", { allOf: [ref("A")], description: "b" }, { id: "A", notes: { description: "b" } }],
  ])("%s: %j", (kind, schema, more) => {
    expect(view(schema)).toMatchObject({ kind, ...more });
  });

  test("is that of the one schema to which another adds null and notes, whose own come first", () => {
    const inner = { type: "string", maxLength: 3, description: "inner", title: "inner", default: "a", readOnly: true };
    const outer = { anyOf: [inner, none], description: "outer", examples: ["b"], deprecated: true };
    const { notes, schemas: seen, ...more } = view(outer);
    expect(more).toEqual({ kind: "string", maxLength: 3, isNullable: true, untold: [] });
    expect(seen).toEqual([outer, inner]);
    expect(notes).toEqual({
      title: "inner",
      description: "outer",
      default: "a",
      examples: ["b"],
      isDeprecated: true,
      isReadOnly: true,
      isWriteOnly: false,
    });
  });

  test("is the same for what OpenAPI 3.0 says in other words", () => {
    const old = inCurrentDialect({ nullable: true, allOf: [ref("A")], description: "a" });
    expect(view(old)).toMatchObject({ kind: "reference", id: "A", isNullable: true, notes: { description: "a" } });
  });
});

describe("an object", () => {
  const views = viewsOf({
    Locked: { type: "string", readOnly: true },
    Alias: ref("Locked"),
  });
  const shown = views.view({
    type: "object",
    properties: {
      id: { type: "integer", readOnly: true },
      secret: { anyOf: [{ type: "string", writeOnly: true }, none] },
      locked: ref("Alias"),
      open: { ...text, description: "o" },
    },
    required: ["id", "open", "other"],
    additionalProperties: number,
    patternProperties: { "^x-": text },
    minProperties: 1,
    propertyNames: { maxLength: 3 },
  }) as ObjectView;

  test("has members, who sends them, and those that must be there", () => {
    const told = [...shown.members].map(([name, { isRequired, isReadOnly, isWriteOnly }]) => [
      name,
      isRequired,
      isReadOnly,
      isWriteOnly,
    ]);
    expect(told).toEqual([
      ["id", true, true, false],
      ["secret", false, false, true],
      ["locked", false, true, false],
      ["open", true, false, false],
    ]);
    expect([...shown.required]).toEqual(["id", "open", "other"]);
  });

  test("says what may be there besides", () => {
    expect(shown.index).toEqual({ additional: number, patterns: new Map([["^x-", text]]) });
    expect(shown).toMatchObject({ minProperties: 1, propertyNames: { maxLength: 3 } });
    expect((view({ type: "object", additionalProperties: false }) as ObjectView).index.additional).toBe(false);
    expect((view({ type: "object" }) as ObjectView).index.additional).toBeUndefined();
  });

  test.each(hostileNames)("may have a member called %s", (name) => {
    const { members, required } = view(
      JSON.parse(`{ "properties": { ${JSON.stringify(name)}: true }, "required": [${JSON.stringify(name)}] }`),
    ) as ObjectView;
    expect([...members]).toEqual([[name, { schema: true, isRequired: true, isReadOnly: false, isWriteOnly: false }]]);
    expect(required.has(name)).toBe(true);
  });
});

describe("a discriminator", () => {
  const discriminator = (mapping?: object) => ({ propertyName: "kind", ...(mapping && { mapping }) });
  const named = {
    Cat: { type: "object" },
    Dog: { type: "object" },
    Puppy: { allOf: [ref("Dog")] },
    Kitten: ref("Cat"),
    Bird: { type: "object" },
  };
  const valuesIn = (schema: JsonObject, views = viewsOf(named)) =>
    (views.view(schema) as UnionView).alternatives.map(({ id, values }) => [id, values]);

  test("tells alternatives by its mapping, several values for one", () => {
    const mapping = { c: ref("Cat"), d: ref("Dog"), dog: ref("Dog") };
    expect(valuesIn({ oneOf: [ref("Cat"), ref("Dog")], discriminator: discriminator(mapping) })).toEqual([
      ["Cat", ["c"]],
      ["Dog", ["d", "dog"]],
    ]);
  });

  test("tells them through named schemas that are nothing but another, on either side", () => {
    const mapping = { p: ref("Puppy"), c: ref("Cat") };
    expect(valuesIn({ oneOf: [ref("Dog"), ref("Kitten")], discriminator: discriminator(mapping) })).toEqual([
      ["Dog", ["p"]],
      ["Kitten", ["c"]],
    ]);
  });

  test("tells those that no mapping names by the names that they have in their document", () => {
    const views = new Views([
      { id: "Bird-1", schema: named.Bird, published: "Bird" },
      { id: "Cat", schema: named.Cat },
    ]);
    const schema = { oneOf: [ref("Bird-1"), ref("Cat"), text], discriminator: discriminator({ c: ref("Cat") }) };
    expect(valuesIn(schema, views)).toEqual([
      ["Bird-1", ["Bird"]],
      ["Cat", ["c"]],
      [undefined, undefined],
    ]);
  });

  test("stands beside alternatives of which one is null", () => {
    const schema = { anyOf: [{ oneOf: [ref("Cat"), ref("Dog")], discriminator: discriminator() }, none] };
    expect(viewsOf(named).view(schema)).toMatchObject({
      kind: "union",
      isNullable: true,
      discriminator: { propertyName: "kind" },
    });
    expect(valuesIn(schema)).toEqual([
      ["Cat", ["Cat"]],
      ["Dog", ["Dog"]],
    ]);
  });

  test("of a base tells the schemas that have it in their allOf, however far", () => {
    const views = viewsOf({
      Pet: { type: "object", discriminator: discriminator({ small: ref("Small") }), properties: { kind: text } },
      Dog: { allOf: [ref("Pet"), { properties: { barks: text } }] },
      Small: { allOf: [ref("Dog")], title: "small" },
      Rock: { type: "object" },
    });
    const pet = views.resolved(ref("Pet")) as ObjectView;
    expect(pet.subtypes?.alternatives.map(({ id, values }) => [id, values])).toEqual([
      ["Dog", ["Dog"]],
      ["Small", ["small"]],
    ]);
    expect((views.resolved(ref("Rock")) as ObjectView).subtypes).toBeUndefined();
  });

  test("says nothing where it is not one", () => {
    for (const wrong of ["kind", { mapping: {} }, { propertyName: 1 }, null])
      expect(valuesIn({ oneOf: [ref("Cat")].concat(ref("Dog")), discriminator: wrong })).toEqual([
        ["Cat", undefined],
        ["Dog", undefined],
      ]);
  });
});

describe("looking", () => {
  test("gives the same view for the same schema, and the same parts", () => {
    const views = viewsOf();
    const schema = { type: "object", allOf: [ref("A")] };
    expect(views.view(schema)).toBe(views.view(schema));
    const [own] = (views.view(schema) as { parts: readonly unknown[] }).parts;
    expect(views.view(own)).toBe(views.view(own));
  });

  test("ends where schemas lead back to themselves", () => {
    const views = viewsOf({
      Node: { type: "object", properties: { next: ref("Node"), all: { items: ref("Node") } } },
      Self: ref("Self"),
      Wrapped: { anyOf: [ref("Wrapped"), none] },
      A: ref("B"),
      B: { allOf: [ref("A")] },
    });
    expect(views.resolved(ref("Node")).kind).toBe("object");
    for (const id of ["Self", "Wrapped", "A", "Nowhere", "__proto__"]) expect(views.resolved(ref(id)).kind).toBe("any");
    const own: Record<string, unknown> = { description: "a" };
    own["anyOf"] = [own];
    expect(views.view(own).kind).toBe("any");
    own["properties"] = { own };
    expect(viewsOf().view(own).kind).toBe("intersection");
  });

  test("does not change a schema, and tells every keyword that it has no words for", () => {
    const current = changeSchemas((schema) => inCurrentDialect(schema));
    fc.assert(
      fc.property(schemas, (schema) => {
        const shown = current(schema);
        const before = structuredClone(shown);
        const { kind, untold } = viewsOf().view(shown);
        expect(shown).toEqual(before);
        if (kind !== "reference" && kind !== "null") expect(untold.includes("not")).toBe("not" in schema);
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import { answers, emitted } from "../../../emit/emitted.ts";
import { faultsOf, objectOf, refer, texts, typeOf } from "./compiled.ts";

const text = { type: "string" };
const number = { type: "number" };

describe("what a schema says in several keywords holds together", () => {
  const cases: [what: string, schema: unknown, want: string][] = [
    [
      "alternatives beside members",
      { ...objectOf(texts("a"), ["a"]), anyOf: [objectOf(texts("p")), objectOf({ q: number })] },
      "{ a: string; } & ({ p?: string; } | { q?: number; })",
    ],
    [
      "alternatives that only require members",
      { ...objectOf(texts("ab")), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      "{ a?: string; b?: string; } & ({ a: string; } | { b: string; })",
    ],
    [
      "alternatives that require members which are long to say",
      { ...objectOf({ a: { type: "array", items: text } }), oneOf: [{ required: ["a"] }, { required: ["z"] }] },
      "{ a?: string[]; } & ({ a: {} | null; } | { z: unknown; })",
    ],
    ["an alternative that takes all", { ...objectOf(texts("a")), anyOf: [{ required: ["a"] }, {}] }, "{ a?: string; }"],
    [
      "oneOf beside anyOf",
      { anyOf: [refer("A"), refer("B")], oneOf: [objectOf(texts("p")), objectOf(texts("q"))] },
      "(A | B) & ({ p?: string; } | { q?: string; })",
    ],
    ["a type beside its values", { type: "string", anyOf: [{ enum: ["a"] }, { minLength: 3 }] }, '"a" | string'],
    ["a type beside references", { type: "object", oneOf: [refer("A"), refer("B")] }, "A | B"],
    ["items beside a list and a text", { items: text, oneOf: [{ type: "array" }, text] }, "string[] | string"],
    [
      "members beside an object and a text",
      { properties: texts("a"), anyOf: [text, { required: ["a"] }] },
      "({ a?: string; } & { a: string; }) | string",
    ],
    ["definitions, which are no member", { ...objectOf(texts("a")), $defs: { b: text } }, "{ a?: string; }"],
    ["null and nothing else", { const: null }, "null"],
    ["values that are objects and lists", { enum: [{ k: 1 }, ["a", 2], null] }, '{ k: 1; } | ["a", 2] | null'],
    ["values of the type that is stated", { type: "string", enum: ["a", 1, "b"] }, '"a" | "1" | "b"'],
    [
      "parts of an allOf as one",
      { allOf: [objectOf(texts("a")), objectOf({ a: { minLength: 1 }, b: number }, ["a"])] },
      "{ a: string; b?: number; }",
    ],
    [
      "values of a member that exclude each other: the last",
      { allOf: [objectOf({ a: { const: "x" } }), objectOf({ a: { const: "y" } })] },
      '{ a?: "y"; }',
    ],
  ];
  test.each(cases)("%s", async (_, Thing, want) => {
    const schemas = { Thing, A: objectOf({ x: number }), B: objectOf({ y: number }) };
    const printed = await typeOf({ schemas }, "Thing");
    expect(printed.replace(/^export (?:type Thing =|interface Thing) ?|;$/g, "")).toBe(want);
    expect(await faultsOf({ schemas }, "")).toEqual([]);
  });
});

describe("what is required", () => {
  const part = objectOf(texts("ab"));
  test.each<[what: string, schema: object]>([
    ["beside an allOf", { allOf: [refer("Part"), objectOf(texts("c"))], required: ["a"] }],
    ["in a part of its own", { allOf: [refer("Part"), { required: ["a"] }] }],
    ["in a part before", { allOf: [{ required: ["a"] }, refer("Part")] }],
    ["in another part", { allOf: [refer("Part"), objectOf(texts("c"), ["a"])] }],
    ["of a part in place", { allOf: [part], required: ["a"] }],
    ["below a part", { allOf: [{ allOf: [refer("Part"), { required: ["a"] }] }] }],
    ["of what may be null", { allOf: [refer("Maybe")], type: "object", required: ["a"] }],
    ["of a union", { allOf: [refer("Either")], required: ["a"] }],
    ["by all alternatives", { allOf: [refer("Part"), { anyOf: [{ required: ["a"] }, { required: ["a", "b"] }] }] }],
  ])("%s is there", async (_, Thing) => {
    const schemas = {
      Thing,
      Part: part,
      Maybe: { anyOf: [refer("Part"), { type: "null" }] },
      Either: { oneOf: [refer("Part"), objectOf(texts("ax"))] },
    };
    const code = `export const read = (thing: NonNullable<Thing>): string => thing.a;
export const thing: Thing = { a: "" };
// @ts-expect-error a is missing
export const wrong: Thing = { b: "" };`;
    expect(await faultsOf({ schemas }, code)).toEqual([]);
  });

  test("and declared nowhere is an unknown member", async () => {
    expect(await typeOf({ schemas: { Thing: objectOf(texts("a"), ["a", "b"]) } }, "Thing")).toBe(
      "export interface Thing { a: string; b: unknown; }",
    );
  });

  test("does not keep a value from being null", async () => {
    const schemas = {
      Maybe: { anyOf: [objectOf(texts("a")), { type: "null" }] },
      Thing: { allOf: [refer("Maybe")], required: ["a"] },
    };
    const code = 'export const none: Thing = null;\nexport const some: Thing = { a: "" };';
    expect(await faultsOf({ schemas }, code)).toEqual([]);
  });
});

describe("members without a name of their own", () => {
  const cases: [what: string, schema: object, want: string][] = [
    [
      "have the types of all",
      { ...objectOf({ a: text, b: { type: "boolean" } }, ["a"]), additionalProperties: number },
      "{ a: string; b?: boolean; [key: string]: number | string | boolean | undefined; }",
    ],
    [
      "match patterns",
      { ...objectOf({ a: number }, ["a"]), patternProperties: { "^s": text }, additionalProperties: false },
      "{ a: number; [key: string]: string | number; }",
    ],
    [
      "match several patterns",
      { type: "object", patternProperties: { "^s": text, "^n": number } },
      "{ [key: string]: string | number; }",
    ],
    ["are any", { ...objectOf(texts("a")), additionalProperties: true }, "{ a?: string; [key: string]: unknown; }"],
    ["are not evaluated", { type: "object", unevaluatedProperties: number }, "{ [key: string]: number; }"],
    [
      "are not evaluated in an allOf",
      { allOf: [refer("A")], unevaluatedProperties: number },
      "A & { [key: string]: number | string | undefined }",
    ],
    [
      "have names that are listed",
      { type: "object", propertyNames: { enum: ["x", "y-z"] }, additionalProperties: number },
      '{ x?: number; "y-z"?: number; }',
    ],
    ["are none at all", { type: "object", additionalProperties: false }, "Record<string, never>"],
    ["are none beside a reference", { allOf: [refer("A"), { type: "object", additionalProperties: false }] }, "A"],
  ];
  test.each(cases)("%s", async (_, Thing, want) => {
    const schemas = { Thing, A: objectOf(texts("a")) };
    const printed = await typeOf({ schemas }, "Thing");
    expect(printed.replace(/^export (?:type Thing =|interface Thing) ?|;$/g, "")).toBe(want);
    expect(await faultsOf({ schemas }, "")).toEqual([]);
  });

  test("fit as literals, and known names keep their types", async () => {
    const Thing = { ...objectOf({ a: text, b: number }, ["a"]), additionalProperties: { type: "boolean" } };
    const code = `export const thing: Thing = { a: "", b: 1, other: true };
export const a: string = thing.a;
// @ts-expect-error of none of the types
export const wrong: Thing = { a: "", other: { b: 1 } };`;
    expect(await faultsOf({ schemas: { Thing } }, code)).toEqual([]);
  });
});

describe("arrays", () => {
  const cases: [what: string, schema: object, want: string][] = [
    ["of no stated type", { items: text }, "string[]"],
    ["of any", { type: "array" }, "unknown[]"],
    ["of nothing", { type: "array", items: false }, "never[]"],
    ["of tuples", { type: "array", items: { prefixItems: [text], items: false, minItems: 1 } }, "[string][]"],
    [
      "with places and a rest",
      { prefixItems: [text, number], minItems: 2, items: text },
      "[string, number, ...string[]]",
    ],
    ["with places alone", { prefixItems: [text, number], items: false, minItems: 2 }, "[string, number]"],
    ["as long as maxItems", { prefixItems: [text, number], minItems: 2, maxItems: 2 }, "[string, number]"],
    ["with places and anything", { prefixItems: [text], minItems: 1 }, "[string, ...unknown[]]"],
    [
      "with places that may be missing",
      { prefixItems: [text, { type: ["number", "null"] }], minItems: 1, unevaluatedItems: false },
      "[string, (number | null)?]",
    ],
    [
      "of objects and lists",
      { type: ["array", "null"], items: { type: ["array", "string"] } },
      "(unknown[] | string)[] | null",
    ],
  ];
  test.each(cases)("%s", async (_, Thing, want) => {
    expect(await typeOf({ schemas: { Thing } }, "Thing")).toBe(`export type Thing = ${want};`);
  });
});

describe("null", () => {
  test.each<[what: string, schema: object, isNullable: boolean]>([
    ["beside an allOf", { nullable: true, allOf: [refer("A")] }, true],
    ["beside an allOf with a type", { type: "object", nullable: true, allOf: [refer("A")] }, true],
    ["in what an allOf builds on alone", { allOf: [refer("Soft"), objectOf(texts("b"))] }, false],
    ["in all parts of an allOf", { allOf: [refer("Soft"), { ...objectOf(texts("b")), nullable: true }] }, true],
    ["in a part that says nothing of it", { allOf: [refer("Soft"), { properties: texts("b") }] }, true],
  ])("%s", async (_, Thing, isNullable) => {
    const schemas = { Thing, A: objectOf(texts("a")), Soft: { ...objectOf(texts("a")), nullable: true } };
    const code = `${isNullable ? "" : "// @ts-expect-error\n"}export const none: Thing = null;`;
    expect(await faultsOf({ schemas, version: "3.0.3" }, code)).toEqual([]);
  });

  test.each([true, false])("beside a reference is taken where the settings say so: %s", async (nullableReferences) => {
    const schemas = { Thing: objectOf({ a: { ...refer("A"), nullable: true, description: "d" } }), A: objectOf({}) };
    const want = nullableReferences ? "A | null" : "A";
    const given = { schemas, version: "3.0.3", nullableReferences };
    expect(await typeOf(given, "Thing")).toBe(`export interface Thing { a?: ${want}; }`);
  });
});

test("optional members take undefined in what requests hold", async () => {
  const schemas = { Sent: objectOf({ a: refer("Inner") }), Inner: objectOf(texts("b")), Got: objectOf(texts("c")) };
  const body = { content: { "application/json": { schema: refer("Sent") } } };
  const post = { operationId: "send", requestBody: body, responses: answers(refer("Got")) };
  const files = await emitted({
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: { "/": { post } },
    components: { schemas },
  });
  expect(files.get("schemas/Sent.ts")).toContain("a?: Inner | undefined;");
  expect(files.get("schemas/Inner.ts")).toContain("b?: string | undefined;");
  expect(files.get("schemas/Got.ts")).toContain("c?: string;");
});

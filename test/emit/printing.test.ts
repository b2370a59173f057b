import { describe, expect, test } from "vitest";
import { type Code, codeOf, printCode, pureCall } from "../../generator/emit/printing/code.ts";
import { type Declaration, printDeclaration } from "../../generator/emit/printing/declarations.ts";
import { lineStart } from "../../generator/emit/printing/layout.ts";
import { printType, type TypeCode } from "../../generator/emit/printing/types.ts";

// What is wanted is what prettier 3.10 makes of it with a print width of 100.

const long = "a".repeat(60);

describe("a value", () => {
  const print = (code: Code) => printCode(code, { ...lineStart, column: 17, tail: 1 });
  test.each<[what: string, value: unknown, want: string]>([
    [
      "is on one line where there is room",
      { a: 1, "b-c": [true, null], d: {} },
      '{ a: 1, "b-c": [true, null], d: {} }',
    ],
    ["is by member where there is none", { a: long, b: [long] }, `{\n  a: "${long}",\n  b: ["${long}"],\n}`],
    ["has members called as words and prototypes", { null: null, true: 1, __proto__: 2 }, "{ null: null, true: 1 }"],
    ["has own members called as prototypes", JSON.parse('{"__proto__":1,"":2}'), '{ ["__proto__"]: 1, "": 2 }'],
    [
      "has each of several objects on a line of its own",
      [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      "[\n  { a: 1, b: 2 },\n  { a: 3, b: 4 },\n]",
    ],
    ["has several objects of one member on one line", [{ a: 1 }, { b: 2 }], "[{ a: 1 }, { b: 2 }]"],
    [
      "has as many numbers on a line as there is room for",
      Array.from({ length: 40 }, (_, index) => index),
      `[\n  ${Array.from({ length: 27 }, (_, index) => `${index},`).join(" ")}\n  ${Array.from({ length: 13 }, (_, index) => `${index + 27},`).join(" ")}\n]`,
    ],
    [
      "has a string on the next line where it is too long",
      { accept: "x".repeat(95) },
      `{\n  accept:\n    "${"x".repeat(95)}",\n}`,
    ],
    ["keeps a string behind a short name", { name: "x".repeat(100) }, `{\n  name: "${"x".repeat(100)}",\n}`],
  ])("%s", (_, value, want) => {
    expect(print(codeOf(value))).toBe(want);
  });

  test("of calls holds on to an only object", () => {
    const call = pureCall("f", codeOf({ a: long, b: long }));
    expect(print(call)).toBe(`/* @__PURE__ */ f({\n  a: "${long}",\n  b: "${long}",\n})`);
    expect(print(pureCall("g", call, codeOf([1])))).toBe(
      `/* @__PURE__ */ g(\n  /* @__PURE__ */ f({\n    a: "${long}",\n    b: "${long}",\n  }),\n  [1],\n)`,
    );
    expect(print(pureCall("g", "x", codeOf({ a: long, b: long })))).toBe(
      `/* @__PURE__ */ g(x, {\n  a: "${long}",\n  b: "${long}",\n})`,
    );
  });
});

describe("a type", () => {
  const print = (type: TypeCode, column = 10) => printType(type, { indent: 2, column, tail: 1 });
  const object: TypeCode = {
    kind: "object",
    members: [{ name: "a", type: "string", isOptional: true, doc: "Says a" }],
  };
  const union = (...of: TypeCode[]): TypeCode => ({ kind: "union", of });
  test.each<[what: string, type: TypeCode, want: string]>([
    ["of an object is by member", object, "{\n    /** Says a */\n    a?: string;\n  }"],
    [
      "of a map is on one line",
      { kind: "object", members: [{ name: "[key: string]", type: "number" }] },
      "{ [key: string]: number }",
    ],
    [
      "of an object or null is as of the object",
      union(object, "null"),
      "{\n    /** Says a */\n    a?: string;\n  } | null",
    ],
    [
      "is on the next line where it fits there",
      union(`"${"a".repeat(48)}"`, `"${"b".repeat(36)}"`),
      `\n    "${"a".repeat(48)}" | "${"b".repeat(36)}"`,
    ],
    ["is by alternative where it does not", union(`"${long}"`, `"${long}"`), `\n    | "${long}"\n    | "${long}"`],
    [
      "of a list of alternatives is in parentheses",
      { kind: "array", of: union("string", "null") },
      "(string | null)[]",
    ],
    [
      "of an intersection in a union is in parentheses",
      union({ kind: "intersection", of: ["A", "B"] }, "C"),
      "(A & B) | C",
    ],
    [
      "with arguments is by argument",
      { kind: "generic", name: "Of", of: [long, long] },
      `Of<\n    ${long},\n    ${long}\n  >`,
    ],
    [
      "of an intersection follows what is no object",
      { kind: "intersection", of: [long, long] },
      `${long} &\n    ${long}`,
    ],
  ])("%s", (_, type, want) => {
    expect(print(type)).toBe(want);
  });
});

describe("a declaration", () => {
  const made = (declaration: Declaration) =>
    (["source", "module", "declaration"] as const).map((form) => printDeclaration(declaration, form));
  test("of a constant has its type, its value, or both", () => {
    expect(made({ kind: "const", name: "a", type: "number", value: "1", doc: "One" })).toEqual([
      "/** One */\nexport const a: number = 1;\n",
      "/** One */\nexport const a = 1;\n",
      "/** One */\nexport declare const a: number;\n",
    ]);
    expect(made({ kind: "const", name: "a", type: "number", value: "1", isLocal: true })).toEqual([
      "const a: number = 1;\n",
      "const a = 1;\n",
      undefined,
    ]);
  });

  test("of a type is none of JavaScript", () => {
    expect(made({ kind: "type", name: "A", typeParameters: ["T"], type: "T[]" })[1]).toBeUndefined();
    expect(made({ kind: "interface", name: "A", extends: ["B"], members: [] })).toEqual([
      "export interface A extends B {}\n",
      undefined,
      "export interface A extends B {}\n",
    ]);
  });

  test("of a function has no types in JavaScript, and no body where it is declared", () => {
    expect(
      made({
        kind: "function",
        name: "f",
        typeParameters: ["T"],
        parameters: [
          { name: "a", type: "T" },
          { name: "b", type: "A", default: "{}" },
          { name: "c", type: "string", isOptional: true },
        ],
        returns: "T",
        body: [["return ", { kind: "call", callee: "g", typeArguments: ["T"], args: ["a", "b", "c"] }]],
      }),
    ).toEqual([
      "export function f<T>(a: T, b: A = {}, c?: string): T {\n  return g<T>(a, b, c);\n}\n",
      "export function f(a, b = {}, c) {\n  return g(a, b, c);\n}\n",
      "export declare function f<T>(a: T, b?: A, c?: string): T;\n",
    ]);
  });
});

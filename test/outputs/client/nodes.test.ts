import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { astToString, type GlobalContext, transformSchemaObject as withTypeScript } from "openapi-typescript";
import { describe, expect, test } from "vitest";
import { typeText } from "../../../generator/emit/printing/types.ts";
import { typescriptForTransforms } from "../../../generator/outputs/client/schemas/nodes.ts";
import {
  type TransformContext,
  transformSchemaObject,
} from "../../../generator/outputs/client/schemas/openapi-typescript.ts";
import { typeCodeOf } from "../../../generator/outputs/client/schemas/type-code.ts";

const require = createRequire(import.meta.url);

/** The members of TypeScript that a module of openapi-typescript names. */
function membersNamedIn(module: string): string[] {
  const text = readFileSync(require.resolve(`openapi-typescript/dist/${module}.cjs`), "utf8");
  const found = [...text.matchAll(/\bts__default\.(?:factory\.)?((?:create|is|add)\w+)/g)].map(([, name = ""]) => name);
  return [...new Set(found)].sort();
}

const has = (name: string) =>
  Object.hasOwn(typescriptForTransforms, name) || Object.hasOwn(typescriptForTransforms.factory, name);

test("openapi-typescript's transforms find every function of TypeScript that they call", () => {
  expect(membersNamedIn("transform/schema-object").filter((name) => !has(name))).toEqual([
    // for lists of the values of enums, and for types that cannot be changed
    "createIndexedAccessTypeNode",
    "createTypeOperatorNode",
  ]);
  expect(membersNamedIn("lib/utils").filter((name) => !has(name))).toEqual([]);
  // for enums, lists of their values, comments, helpers and whole files, none of which is asked for
  expect(membersNamedIn("lib/ts").filter((name) => !has(name))).toEqual([
    "addSyntheticLeadingComment",
    "createArrayLiteralExpression",
    "createEnumDeclaration",
    "createEnumMember",
    "createIndexedAccessTypeNode",
    "createNodeArray",
    "createPrinter",
    "createSourceFile",
    "createVariableDeclaration",
    "createVariableDeclarationList",
    "createVariableStatement",
  ]);
});

describe("a type is what openapi-typescript makes of it with TypeScript", () => {
  const refer = { $ref: "#/components/schemas/Other" };
  const text = { type: "string" };
  const properties = { a: text, "b-c": { type: "integer" }, 1: { type: "boolean" } };
  test.each<[what: string, schema: unknown]>([
    ["an object", { type: "object", required: ["a"], properties }],
    [
      "an object in an object, read only",
      { type: "object", properties: { in: { type: "object", properties, readOnly: true } } },
    ],
    ["any object", { type: "object" }],
    ["a map", { type: "object", additionalProperties: { type: "array", items: text } }],
    ["an object with further members", { type: "object", properties, additionalProperties: true }],
    ["an object with members by pattern", { type: "object", properties, patternProperties: { "^x": text } }],
    ["a list of lists", { type: "array", items: { type: "array", items: { oneOf: [text, { type: "null" }] } } }],
    ["a tuple", { type: "array", prefixItems: [text, { type: "number" }, { enum: ["x"] }] }],
    ["an enum", { type: ["string", "null"], enum: ["a", 'b"c', 1, -2, true, null] }],
    [
      "constants",
      { oneOf: [{ const: "a" }, { const: -1 }, { const: { a: [1, "b"] } }, { const: [] }, { const: false }] },
    ],
    ["several types", { type: ["string", "integer", "array", "object", "boolean"], items: text, properties }],
    [
      "an intersection, with members required",
      {
        allOf: [
          { type: "object", properties },
          { type: "object", properties: { z: text } },
        ],
        required: ["a"],
      },
    ],
    [
      "alternatives beside members",
      { type: "object", properties, anyOf: [{ type: "object", properties: { y: text } }] },
    ],
    ["nothing", { oneOf: [false, text] }],
  ])("%s", (_, schema) => {
    const context = { discriminators: { objects: {}, refsHandled: [] }, emptyObjectsUnknown: true, silent: true };
    const resolve = () => text;
    const ours = transformSchemaObject(schema, {
      path: "#/inline",
      ctx: {
        ...context,
        resolve,
        injectFooter: [{ name: { escapedText: "WithRequired" } }],
        transformProperty: () => undefined,
      } as unknown as TransformContext,
    });
    const code = typeCodeOf(ours, {
      nameOf: () => "Other",
      nameOfType: (name) => name,
      docOf: () => "",
      takesUndefined: false,
    });
    const theirs = withTypeScript(schema as Parameters<typeof withTypeScript>[0], {
      path: "#/inline",
      ctx: { ...context, resolve, injectFooter: [] } as unknown as GlobalContext,
    });
    expect(normal(typeText(code))).toBe(normal(astToString(theirs)));
  });

  test("a reference is the name of what it leads to", () => {
    const ctx = { discriminators: { objects: {}, refsHandled: [] }, resolve: () => text, injectFooter: [] };
    const node = transformSchemaObject(
      { type: "array", items: refer },
      { path: "#/inline", ctx: ctx as unknown as TransformContext },
    );
    expect(
      typeText(
        typeCodeOf(node, {
          nameOf: (reference) => reference,
          nameOfType: String,
          docOf: () => "",
          takesUndefined: false,
        }),
      ),
    ).toBe("#/components/schemas/Other[]");
  });
});

/** A type without line ends, and without what separates or holds together the same in two ways. */
function normal(type: string): string {
  return type
    .replace(/\s+/g, " ")
    .replace(/; \}/g, " }")
    .replace(/[()]/g, "")
    .replace(/"(\d+)"\?/g, "$1?")
    .replace(/(^|[:&<]) ?\| /g, "$1 ")
    .replace(/\s+/g, " ")
    .replace(/\[ | \]/g, (bracket) => bracket.trim())
    .trim();
}

import { expect, test } from "vitest";
import { typeCheck } from "./type-check.ts";

const use = 'import { a } from "./a.js";\nexport const b: string = a;\n';
const files = (a: string) =>
  new Map([
    ["a.ts", `export const a: ${a};\n`],
    ["use.ts", use],
  ]);
const fault = "use.ts:2: Type 'number' is not assignable to type 'string'.";

test("a fault is told as often as it is looked for", () => {
  expect(typeCheck(files("number = 1"))).toEqual([fault]);
  expect(typeCheck(files("number = 1"))).toEqual([fault]);
  expect(typeCheck(files("number = 1"), { "other.ts": "export {};\n" })).toEqual([fault]);
});

test("a module that changed is looked at again with those that import it, one that is gone is missed", () => {
  expect(typeCheck(files('string = "x"'))).toEqual([]);
  expect(typeCheck(files("number = 2"))).toEqual([fault]);
  expect(typeCheck(files('string = "x"'))).toEqual([]);
  expect(typeCheck(new Map([["use.ts", use]]))).toEqual([
    "use.ts:1: Cannot find module './a.js' or its corresponding type declarations.",
  ]);
  expect(typeCheck(files('string = "x"'))).toEqual([]);
});

test("sources say the types of what they export, programs beside them need not", () => {
  const text = "export const sum = [1, 2].map((each) => each + 1);\n";
  expect(typeCheck(new Map([["sum.ts", text]]))).toEqual([
    "sum.ts:1: Variable must have an explicit type annotation with --isolatedDeclarations.",
  ]);
  expect(typeCheck(new Map(), { "sum.ts": text })).toEqual([]);
});

import { expect, test } from "vitest";
import {
  namedSchemas,
  referredId,
  resolvePointer,
  resolver,
  schemaId,
  schemaReference,
} from "../../generator/schema/references.ts";

test("a reference to a named schema gives its id, and the id the reference", () => {
  expect(schemaReference("a.b-c")).toBe("#/components/schemas/a.b-c");
  expect(schemaId(schemaReference("a.b-c"))).toBe("a.b-c");
  expect(schemaId("#/components/responses/a")).toBeUndefined();
});

test.each<[string, unknown, string | undefined]>([
  ["a reference", { $ref: "#/components/schemas/Pet" }, "Pet"],
  ["a reference with a description", { $ref: "#/components/schemas/Pet", description: "a" }, "Pet"],
  ["a reference to something else", { $ref: "#/paths/~1a" }, undefined],
  ["a property called $ref", { $ref: { type: "string" } }, undefined],
  ["a boolean", true, undefined],
])("%s refers to %j", (_, schema, want) => {
  expect(referredId(schema)).toBe(want);
});

test("references are followed to their end, and not for ever", () => {
  const reference = (id: string) => ({ $ref: schemaReference(id) });
  const content = { type: "string" };
  const resolve = namedSchemas(
    new Map<string, unknown>([
      ["end", content],
      ["middle", reference("end")],
      ["begin", reference("middle")],
      ["self", reference("self")],
      ["there", reference("back")],
      ["back", reference("there")],
      ["always", true],
    ]),
  );
  expect(resolve(reference("begin"))).toBe(content);
  expect(resolve(reference("always"))).toBe(true);
  expect(resolve(content)).toBe(content);
  expect(resolve(undefined)).toBeUndefined();
  for (const id of ["self", "there", "nowhere", "__proto__", "constructor"])
    expect(resolve(reference(id))).toBeUndefined();
});

test("a reference without an end is left, although each step makes a new object", () => {
  let steps = 0;
  const resolve = resolver((reference) => {
    steps += 1;
    return { $ref: `${reference}x` };
  });
  expect(resolve({ $ref: "#/" })).toBeUndefined();
  expect(steps).toBeLessThanOrEqual(1_000);
});

test.each<[string, unknown]>([
  ["#/a/b", 1],
  ["#/a~1b/c~0d", 2],
  ["#/a%20b", 3],
  ["#/100%", 4],
  ["#/list/1", "y"],
  ["#/list/2", undefined],
  ["#/__proto__", undefined],
  ["#/a/toString", undefined],
  ["#/a/b/c", undefined],
  ["a.yaml#/a/b", undefined],
  ["#a", undefined],
])("%s refers within its document to %j", (reference, want) => {
  const document = { a: { b: 1 }, "a/b": { "c~d": 2 }, "a b": 3, "100%": 4, list: ["x", "y"] };
  expect(resolvePointer(document, reference)).toBe(want);
});

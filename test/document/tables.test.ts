import { describe, expect, test } from "vitest";
import { didYouMean, suggestionFor } from "../../generator/diagnostics/suggestion.ts";
import { byCodePoint } from "../../generator/document/order.ts";
import { fromPointer, toPointer } from "../../generator/document/source-document.ts";
import { equivalenceText } from "../../generator/schema/equivalence.ts";

test.each<[string, string[], string | undefined]>([
  ["Pett", ["Pet", "Toy"], "Pet"],
  ["PET", ["Pet"], "Pet"],
  ["reponses", ["requestBody", "responses", "description"], "responses"],
  ["ab", ["ac"], "ac"],
  ["a", ["b"], "b"],
  ["abc", ["xyz"], undefined],
  ["zebra", [], undefined],
  ["Pet", ["Pet"], undefined],
  ["cat", ["rat", "bat"], "bat"],
  ["cat", ["bat", "rat"], "bat"],
  ["jsno", ["json", "pretty"], "json"],
  ["qeury", ["path", "query"], "query"],
  ["ab", ["abc", "ba"], "abc"],
  ["petStatus", ["petstatus", "petStatu"], "petstatus"],
])("the suggestion for %s among %j is %s", (word, candidates, want) => {
  expect(suggestionFor(word, candidates)).toBe(want);
  expect(didYouMean(word, candidates)).toBe(want === undefined ? undefined : `did you mean "${want}"?`);
});

test("order is that of code points, on every machine", () => {
  const want = ["", "A", "Z", "a", "aa", "b", "ä", "\ue000", "\uffff", "\u{10000}", "\u{1f600}", "\u{1f600}a"];
  expect([...want].reverse().sort(byCodePoint)).toEqual(want);
  expect(byCodePoint("same", "same")).toBe(0);
});

test.each<[string, string[]]>([
  ["", []],
  ["/", [""]],
  ["/a/b", ["a", "b"]],
  ["/a~1b/~0/~01", ["a/b", "~", "~1"]],
  ["/paths/~1pets~1{id}", ["paths", "/pets/{id}"]],
])("the pointer %j has the keys %j", (pointer, keys) => {
  expect(fromPointer(pointer)).toEqual(keys);
  expect(toPointer(keys)).toBe(pointer);
});

describe("two objects are equivalent", () => {
  const names = (entries: object) => Object.assign(Object.create(null), entries) as object;
  test.each<[string, unknown, unknown, boolean]>([
    [
      "whatever their annotations",
      { type: "string", description: "a", title: "b", "x-c": 1 },
      { type: "string", example: 2 },
      true,
    ],
    ["not when a keyword differs", { type: "string" }, { type: "integer" }, false],
    [
      "not when a property named description differs",
      { properties: names({ description: { type: "string" } }) },
      { properties: names({}) },
      false,
    ],
    [
      "not when a header that begins with x- differs",
      { headers: names({ "x-total": {} }) },
      { headers: names({}) },
      false,
    ],
    [
      "not when the data of an enum differs within what looks like an annotation",
      { enum: [{ title: 1 }] },
      { enum: [{ title: 2 }] },
      false,
    ],
    ["not when a list is in another order", { enum: [1, 2] }, { enum: [2, 1] }, false],
    ['not when 1 is "1"', { const: 1 }, { const: "1" }, false],
    ["not when a reference differs", { $ref: "#/a" }, { $ref: "#/b" }, false],
    ["whatever stands beside a reference", { $ref: "#/a", description: "x" }, { $ref: "#/a" }, true],
  ])("%s", (_, one, other, isSame) => {
    expect(equivalenceText(one) === equivalenceText(other)).toBe(isSame);
  });
});

import { describe, expect, test } from "vitest";
import { parse as parseText } from "yaml";
import { indentYaml } from "../../generator/document/text/indent-yaml.ts";
import { read } from "./read.ts";

describe("YAML that is indented less than YAML 1.2 asks for is read as usual parsers do", () => {
  test.each<[string, string, unknown]>([
    ["a double-quoted scalar that is closed in column 0", 'a:\n  b: "x\n  y\n"\n  c: 1\n', { a: { b: "x y ", c: 1 } }],
    ["a single-quoted scalar", "a:\n  b: 'it''s\ny'\n  c: 1\n", { a: { b: "it's y", c: 1 } }],
    ["one with an empty line", 'a:\n  b: "x\n\ny"\n', { a: { b: "x\ny" } }],
    ["one with escapes", 'a:\n  b: "x \\"q\\" \\\ny"\n  c: "z"\n', { a: { b: 'x "q" y', c: "z" } }],
    ["one in an array", 'a:\n  - "x\ny"\n  - z\n', { a: ["x y", "z"] }],
    ["one beside a key with quotes", "a:\n  'b': \"x\ny\"\n", { a: { b: "x y" } }],
    ["an array in brackets", "a:\n  b: [1,\n2\n]\n  c: 1\n", { a: { b: [1, 2], c: 1 } }],
    ["a map in braces", "a:\n  b: {\n  x: 1\n  }\n  c: 1\n", { a: { b: { x: 1 }, c: 1 } }],
    ["several of them", 'a:\n  b: "x\ny"\n  c: [\n"z\n"\n]\nd: \'\n\'\n', { a: { b: "x y", c: ["z "] }, d: " " }],
  ])("%s", (_, text, value) => {
    expect(parseText(indentYaml(text))).toEqual(value);
    expect(indentYaml(text).split("\n")).toHaveLength(text.split("\n").length);
  });

  test.each<[string, string]>([
    ["text that is fine", 'a: "x\n  y"\n'],
    ["a quote that is not closed", 'a: "x\n'],
    ["the end of the document in a scalar", 'a: "x\n---\n"\n'],
    ["a tab", "a:\n\tb: 1\n"],
  ])("but %s stays as it is", (_, text) => {
    expect(indentYaml(text)).toBe(text);
  });

  test("and places are those of the file", async () => {
    const { api, said } = await read({
      "api.yaml": 'openapi: 3.0.0\ninfo:\n  title: T\n  description: "one\ntwo\n"\npaths:\n  /x: 5\n',
    });
    expect(api.info).toEqual({ title: "T", description: "one two " });
    expect(said).toEqual(["api.yaml:8:7 warning wrong-type: expected a Path Item Object, found the number 5"]);
  });
});

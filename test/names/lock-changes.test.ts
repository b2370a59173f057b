import { describe, expect, test } from "vitest";
import { goneNames, lockChanges } from "../../generator/names/lock/lock-changes.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";

/** A lock of these lines, each with its section before it. */
function lockOf(...lines: string[]) {
  const sections = ["operations", "schemas", "tags", "webhooks"].map((section) => {
    const own = lines
      .filter((line) => line.startsWith(`${section} `))
      .map((line) => `  ${line.slice(section.length + 1)}`);
    return [`${section}:`, ...own].join("\n");
  });
  return parseLock(`version: 1\n${sections.join("\n")}\n`, "lock").lock;
}

const a = 'operations "GET /a": { "name": "a", "registrations": ["d#a"], "arguments": { "query": ["x"] } }';

describe("how a lock differs from an older one", () => {
  test.each<[what: string, before: string[], after: string[], want: object]>([
    ["in nothing", [a], [a], {}],
    ["in a new operation", [], [a], { missing: ["a (GET /a)"] }],
    ["in another name", [a.replace('"a"', '"b"')], [a], { missing: ["a (GET /a)"] }],
    ["in an argument", [a], [a.replace('"x"', '"x", "y z=yZ"')], { missing: ["argument yZ of a"] }],
    [
      "in arguments that none had",
      [a.replace(/, "arguments.*/, " }")],
      [a.replace('"x"', '"x", "y"')],
      { missing: ["the arguments of a"] },
    ],
    ["in an alias", [a], [a.replace('"a",', '"a", "aliases": ["old"],')], { missing: ["alias old of a"] }],
    ["in what it was made from", [a], [a.replace("d#a", "d#b")], { others: ["GET /a is described otherwise"] }],
    ["in what was removed", [a], [a.replace(/ \}$/, ', "removed": true }')], { others: ["GET /a was removed"] }],
    ["in what was released", [a], [], { others: ["GET /a is gone"] }],
    [
      "in what moved",
      [a],
      [a.replace("/a", "/b").replace('"arguments"', '"movedFrom": "GET /a", "arguments"')],
      { others: ["GET /a is GET /b now"] },
    ],
    [
      "in a type",
      [],
      ['schemas "s": { "name": "S", "input": "SInput" }'],
      { missing: ["type S (s)", "type SInput (s)"] },
    ],
    [
      "in what requests hold",
      ['schemas "s": { "name": "S" }'],
      ['schemas "s": { "name": "S", "input": "SInput" }'],
      { missing: ["type SInput (s)"] },
    ],
    [
      "in a type that was removed",
      ['schemas "s": { "name": "S" }'],
      ['schemas "s": { "name": "S", "removed": true }'],
      { others: ["s was removed"] },
    ],
    [
      "in where a type is",
      ['schemas "a.yaml#/S": { "name": "S", "input": "SInput" }', 'schemas "a.yaml#/T": { "name": "T" }'],
      ['schemas "b.yaml#/S": { "name": "S", "input": "SInput" }', 'schemas "b.yaml#/U": { "name": "U" }'],
      { missing: ["type U (b.yaml#/U)"], others: ["a.yaml#/S is b.yaml#/S now", "a.yaml#/T is gone"] },
    ],
    ["in a tag", [], ['tags "T": { "name": "t" }'], { missing: ["module t (T)"] }],
    [
      "in how a tag is written",
      ['tags "Pets": { "name": "pets" }'],
      ['tags "pets": { "name": "pets" }'],
      { others: ["Pets is pets now"] },
    ],
    ["in a webhook", [], ['webhooks "pet POST": { "name": "pet" }'], { missing: ["webhook pet (pet POST)"] }],
    ["in a webhook that is gone", ['webhooks "pet POST": { "name": "pet" }'], [], { others: ["pet POST is gone"] }],
  ])("%s", (_, before, after, want) => {
    expect(lockChanges(lockOf(...before), lockOf(...after))).toEqual({ missing: [], others: [], ...want });
  });
});

describe("the names that are gone", () => {
  const pet = 'operations "GET /p": { "name": "p", "registrations": ["d#p"], "modules": ["cats", "pets"] }';
  test.each<[what: string, before: string[], after: string[], want: string[]]>([
    ["an argument", [a], [a.replace('"x"', '"y"')], ["argument x of a"]],
    ["no argument of a variable that is called otherwise", [a], [a.replace('"x"', '"y=x"')], []],
    ["a module without an operation", ['tags "T": { "name": "t" }'], [], ["module t (T)"]],
    [
      "no module of a tag in another case",
      ['tags "Pets": { "name": "pets" }'],
      ['tags "pets": { "name": "pets" }'],
      [],
    ],
    [
      "no module that an operation stays in",
      [pet, 'tags "Cats": { "name": "cats" }'],
      [pet, 'tags "Cats": { "name": "cats", "removed": true }'],
      [],
    ],
    ["a webhook", ['webhooks "pet POST": { "name": "pet" }'], [], ["webhook pet (pet POST)"]],
  ])("%s", (_, before, after, want) => {
    expect(goneNames(lockOf(...before), lockOf(...after))).toEqual(want);
  });

  test("are not new", () => {
    expect(lockChanges(lockOf(a), lockOf(a.replace('"x"', '"y=x"')))).toEqual({ missing: [], others: [] });
  });
});

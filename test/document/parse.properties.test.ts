import fc from "fast-check";
import { findNodeAtLocation, getNodeValue, type Node, parseTree } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { jsonFinder } from "../../generator/diagnostics/json-finder.ts";
import { parseJson } from "../../generator/document/text/parse-json.ts";
import { parseYaml } from "../../generator/document/text/parse-yaml.ts";
import type { ParsedText } from "../../generator/document/text/parsed-text.ts";

const parse = { json: parseJson, yaml: parseYaml };

function parsed(format: "json" | "yaml", text: string): ParsedText {
  return parse[format]({ file: "/a", path: "a", shown: "a", text, format });
}

/** Any JSON value; its keys are often names that JavaScript knows, or hard to write in YAML. */
const names = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "<<",
    "null",
    "true",
    "1",
    "0x1",
    "~",
    "- a",
    "a: b",
    "#",
    "",
    " ",
  ),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(
      null,
      true,
      false,
      "",
      "yes",
      "0o7",
      "1e3",
      "2020-01-01",
      "=",
      "*a",
      "&a",
      "!a",
      "|",
      "\u2028",
      "\t",
    ),
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    // JSON has no minus zero
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(names, tie("value")), { maxLength: 5 }).map((entries) => {
      const map = {};
      for (const [key, value] of entries)
        Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
      return map;
    }),
  ),
}));

/** Maps with a `<<` whose value is a map, or a list of maps, mean something of their own in YAML. */
function hasMergeKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, child]) => (key === "<<" && typeof child === "object" && child !== null) || hasMergeKey(child),
  );
}

/** The keys on the way to everything in a value. */
function pathsIn(value: unknown): (readonly (number | string)[])[] {
  if (typeof value !== "object" || value === null) return [[]];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [[], ...entries.flatMap(([key, child]) => pathsIn(child).map((path) => [key, ...path]))];
}

/** The repeated keys of a text are told by their offsets, each with what stands under it. */
function entriesUnder(node: Node | undefined, key: string): readonly (readonly [offset: number, value: number])[] {
  const entries = (node?.children ?? []).filter((entry) => entry.children?.[0]?.value === key);
  return entries.map((entry) => [entry.offset, entry.children![1]!.offset]);
}

const texts: readonly [string, (value: unknown) => string][] = [
  ["compact", (value) => JSON.stringify(value)],
  ["indented", (value) => JSON.stringify(value, null, 2)],
];

describe.each(texts)("any %s JSON", (_, write) => {
  test("is read as JSON.parse reads it", () => {
    fc.assert(
      fc.property(values.value, (value) => {
        const { value: got, diagnostics, repeated } = parsed("json", write(value));
        expect(diagnostics).toEqual([]);
        expect(repeated.size).toBe(0);
        expect(JSON.stringify(got)).toBe(JSON.stringify(value));
      }),
    );
  });

  test("has its places where a parser that keeps them has them", () => {
    fc.assert(
      fc.property(values.value, (value) => {
        const text = write(value);
        const root = parseTree(text)!;
        const finder = jsonFinder(text);
        for (const keys of pathsIn(value)) {
          const steps = keys.map((key) => ({ key: String(key) }));
          const node = findNodeAtLocation(root, [...keys])!;
          const key = node.parent?.type === "property" ? node.parent.offset : node.offset;
          expect([finder.offset(steps, "key"), finder.offset(steps, "value")]).toEqual([key, node.offset]);
          expect(JSON.stringify(finder.value(steps))).toBe(JSON.stringify(getNodeValue(node)));
          const beyond = [...steps, { key: "no such key" }];
          expect([finder.offset(beyond, "value"), finder.value(beyond)]).toEqual([undefined, undefined]);
        }
      }),
    );
  });

  test("is read by the YAML reader too, as YAML 1.2 has it", () => {
    fc.assert(
      fc.property(
        values.value.filter((value) => !hasMergeKey(value)),
        (value) => {
          const { value: got, diagnostics } = parsed("yaml", write(value));
          expect(diagnostics).toEqual([]);
          expect(JSON.stringify(got)).toBe(JSON.stringify(value));
        },
      ),
    );
  });
});

test("YAML as the yaml package writes it is read back", () => {
  fc.assert(
    fc.property(
      values.value.filter((value) => !hasMergeKey(value) && !JSON.stringify(value).includes("__proto__")),
      (value) => {
        const { value: got, diagnostics } = parsed("yaml", stringify(value, { aliasDuplicateObjects: false }));
        expect(diagnostics).toEqual([]);
        expect(JSON.stringify(got)).toBe(JSON.stringify(value));
      },
    ),
  );
});

test("each of several entries under one key is found by its offset", () => {
  const text = '\ufeff{ "a": { "k": 1 }, "b": [{}, "]}"], "a": { "k": 2 }, "\\u0061": "\\\\" }';
  const entries = entriesUnder(parseTree(text.replace("\ufeff", " ")), "a");
  expect(entries).toHaveLength(3);
  const finder = jsonFinder(text);
  for (const [offset, value] of entries) expect(finder.offset([{ key: "a", offset }], "value")).toBe(value);
  expect(finder.value([{ key: "a", offset: entries[1]![0] }, { key: "k" }])).toBe(2);
  expect(finder.offset([{ key: "a", offset: 5 }], "value")).toBeUndefined();
});

test("what is not JSON ends all the same", () => {
  for (const text of ["", " ", "{", '{"a', '{"a":', '{"a": [1,', '{"a" 1 }', "[,,]", "]", '{"a": "\\', "{1: 2}", "x"])
    for (const keys of [[], ["a"], ["0"], ["a", "0"]])
      expect(() =>
        jsonFinder(text).offset(
          keys.map((key) => ({ key })),
          "key",
        ),
      ).not.toThrow();
});

test("nothing of JSON with repeated keys is lost", () => {
  const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(names, scalar), { maxLength: 12 }), (entries) => {
      const text = `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(", ")}}`;
      for (const format of ["json", "yaml"] as const) {
        const { value, repeated, diagnostics } = parsed(format, text);
        expect(diagnostics).toEqual([]);
        const all = [
          ...Object.entries(value as object),
          ...(repeated.get(value as object) ?? []).map((entry) => [entry.key, entry.value]),
        ];
        expect(all.map((entry) => JSON.stringify(entry)).sort()).toEqual(
          entries.map((entry) => JSON.stringify(entry)).sort(),
        );
        for (const { key, offset } of repeated.get(value as object) ?? [])
          expect(text.slice(offset)).toMatch(JSON.stringify(key).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      }
    }),
  );
});

test("text that is not JSON is a fault with a place, never an exception", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 3 }), (json, at, noise) => {
      const index = at % (json.length + 1);
      const text = json.slice(0, index) + noise + json.slice(index + 1);
      for (const format of ["json", "yaml"] as const) {
        const { diagnostics } = parsed(format, text);
        for (const { code, at: place } of diagnostics) {
          expect(code).toBe("syntax");
          expect(place!.line).toBeGreaterThan(0);
          expect(place!.line).toBeLessThanOrEqual(text.split("\n").length);
          expect(place!.column).toBeGreaterThan(0);
        }
      }
    }),
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
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

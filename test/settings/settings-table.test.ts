import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readValue, type SettingsFault } from "../../generator/settings/table/read-value.ts";
import type { Kind, Setting } from "../../generator/settings/table/setting.ts";
import { settingsTable } from "../../generator/settings/table/table.ts";
import { textOf } from "../docs/documents.ts";

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(textOf("generator/settings/settings.schema.json")) as object,
);

function faultsOf(value: unknown): SettingsFault[] {
  const faults: SettingsFault[] = [];
  readValue(settingsTable, value, (fault) => faults.push(fault));
  return faults.filter(({ code }) => code === "settings");
}

/** Strings of which some fit each pattern of the table, and some do not. */
const texts = [
  ...["a", "x y", "", "/a/{b}", "//a", "https://a.example", "https://a.example/b", "1.2.3", "@a/b", "client"],
  "./a.mjs",
];

/** Values of a kind, and now and then one that it may refuse. */
function valuesOf(kind: Kind): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom<unknown>(null, true, 0, 1.5, 700, [], ["a"], {}, ...texts);
  return fc.oneof({ depthSize: "max" }, { weight: 40, arbitrary: allowedBy(kind) }, { weight: 1, arbitrary: wrong });
}

function allowedBy(kind: Kind): fc.Arbitrary<unknown> {
  switch (kind.kind) {
    case "string":
      return fc.constantFrom(...texts.filter((text) => kind.pattern?.regExp.test(text) ?? true));
    case "choice":
      return fc.constantFrom(...kind.of);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: kind.minimum ?? 0, max: kind.maximum ?? 99_999 });
    case "list":
      return fc.array(valuesOf(kind.of), { minLength: kind.isNotEmpty ? 1 : 0, maxLength: 3 });
    case "map": {
      const names = kind.names && "of" in kind.names ? kind.names.of : ["a", "b_1"];
      const name = fc.oneof(
        { weight: 40, arbitrary: fc.constantFrom(...names) },
        { weight: 1, arbitrary: fc.constantFrom("then", "1a", "") },
      );
      return fc.dictionary(name, valuesOf(kind.of), { maxKeys: 2 });
    }
    case "group":
      return groupOf(kind.keys);
    case "either":
      return fc.oneof(...kind.of.map(valuesOf));
    case "any":
      return fc.jsonValue();
  }
}

function groupOf(keys: Readonly<Record<string, Setting>>): fc.Arbitrary<unknown> {
  const settings = Object.entries(keys).map(([key, setting]) => {
    const written = setting.formerly === undefined ? [key] : [key, setting.formerly];
    const entry = fc.tuple(fc.constantFrom(...written), valuesOf(setting));
    return fc.option(entry, { freq: setting.isRequired ? 200 : 2 });
  });
  const unknown = fc.option(fc.tuple(fc.constantFrom("ouput", "constructor"), fc.constant(1)), { freq: 2 });
  const rarely = fc.oneof({ weight: 100, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: unknown });
  return fc.tuple(rarely, ...settings).map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)));
}

test("the table and its JSON Schema accept the same settings", () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(valuesOf(settingsTable), (value) => {
      const faults = faultsOf(value);
      seen[faults.length === 0 ? "accepted" : "refused"] += 1;
      expect(faults.length === 0, JSON.stringify(faults)).toBe(validate(value));
    }),
    { numRuns: 1_500, seed: 9 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
});

test("the flagship's settings are accepted by both", () => {
  const settings = parse(textOf("spec/zoho-desk/twinspec.yaml")) as unknown;
  expect(validate(settings), JSON.stringify(validate.errors)).toBe(true);
  expect(faultsOf(settings)).toEqual([]);
});

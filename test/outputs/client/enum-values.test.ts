import { describe, expect, test } from "vitest";
import { defaultSettings, type Settings } from "../../../generator/entry.ts";
import { enumKeys } from "../../../generator/outputs/client/schemas/enum-values.ts";
import { answers, documentWith, emitted } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

describe("the keys of an enum", () => {
  test.each<[string, unknown[], string[]]>([
    [
      "words",
      ["available", "in-progress", "NOT_FOUND", "two words"],
      ["Available", "InProgress", "NotFound", "TwoWords"],
    ],
    ["numbers", [1, -1, 1.5, 0], ["_1", "Minus1", "_1_5", "_0"]],
    ["truth", [true, false], ["True", "False"]],
    ["nothing", [""], ["Empty"]],
    ["names that every object has", ["__proto__", "constructor", "then"], ["Proto", "Constructor", "Then"]],
    ["the same value twice", ["a", "a"], ["A"]],
  ])("are made of %s", (_, values, want) => {
    expect([...enumKeys(values).keys()]).toEqual(want);
    expect([...enumKeys(values).values()]).toEqual([...new Set(values)]);
  });

  test("of values without a letter are told apart", () => {
    const values = ["+", "-", "*", "1", 1, "a b", "a-b", "a_b", "Empty", ""];
    const keys = [...enumKeys(values).keys()];
    expect(new Set(keys).size).toBe(values.length);
    expect(keys.every((key) => /^[A-Za-z_]\w*$/.test(key))).toBe(true);
  });

  test("do not move when a value is added", () => {
    const values = ["a b", "a-b", "+", "1", 1, "", "Empty", "-1", -1, "minus 1", "A b"];
    for (const [index] of values.entries()) {
      const before = [...enumKeys(values.slice(0, index))];
      expect([...enumKeys(values.slice(0, index + 1))].slice(0, index)).toEqual(before);
    }
  });
});

function withEnums(enums: Settings["client"]["values"]["enums"]): Partial<Settings> {
  const { client } = defaultSettings(["-"], "client", import.meta.dirname);
  return { client: { ...client, values: { ...client.values, enums } } };
}

const document = documentWith({
  paths: { "/pet": { get: { operationId: "getPet", responses: answers({ $ref: "#/components/schemas/Status" }) } } },
  schemas: {
    Status: { type: "string", enum: ["available", "sold", '"; process.exit(); //', "*/"], description: "How it is" },
    Level: { type: "integer", enum: [1, 2, -1] },
    Perhaps: { type: ["string", "null"], enum: ["yes", null] },
    Pet: { type: "object", properties: { size: { enum: ["big", "small"] } } },
    Shape: { enum: [{ a: 1 }, "b"] },
  },
});

test.each([
  ["x-enum-varnames", ["Low", "high level", "__proto__"], ["Low", "HighLevel", "Proto"]],
  ["x-enumNames", ["LOW", "HIGH", "LOW"], ["LOW", "HIGH", expect.stringMatching(/^LOW_\w+$/)]],
  ["x-enum-varnames", ["Low", "High"], ["_1", "_2", "_3"]],
  ["x-enum-varnames", "Low", ["_1", "_2", "_3"]],
  ["x-enum-varnames", [" ", 7, "c */ d"], ["_1", "_2", "CD"]],
])("a document has keys of its own for them: %s %j", async (keyword, names, want) => {
  const schemas = { Level: { type: "integer", enum: [1, 2, 3], [keyword]: names } };
  const paths = { "/a": { get: { operationId: "getA", responses: answers({ $ref: "#/components/schemas/Level" }) } } };
  const files = await emitted(documentWith({ paths, schemas }), withEnums("const"));
  const [, value = ""] = /export const Level[^=]*= (\{[^}]*\})/.exec(files.get("schemas/Level.ts")!) ?? [];
  const constant = JSON.parse(value.replace(/(\w+):/g, '"$1":').replace(/,\s*\}/, "}")) as object;
  expect(Object.keys(constant)).toEqual(want);
  expect(Object.values(constant)).toEqual([1, 2, 3]);
});

describe("enums with their values", () => {
  test.each(["const", "open-const"] as const)(
    "are constants beside their types, with %s",
    { timeout: 60_000 },
    async (enums) => {
      const files = await emitted(document, withEnums(enums));
      const consumer = `import { createClient, Level, Perhaps, type Pet, type Shape, Status } from "./index.js";
import { Status as Same } from "./schemas/Status.js";
export const sold: "sold" = Status.Sold;
export const any: Status = Same.Available;
export const levels: Level[] = [Level._1, Level.Minus1];
export const yes: Perhaps = Perhaps.Yes;
export const pet: Pet = { size: "big" };
export const shape: Shape = "b";
export async function isSold(): Promise<boolean> {
  const { data } = await createClient().getPet();
  return data === Status.Sold;
}
`;
      expect(typeCheck(files, { "consumer.ts": consumer })).toEqual([]);
      expect(files.get("schemas/Pet.ts")).not.toContain("const");
      expect(files.get("schemas/Shape.ts")).not.toContain("const");
      const opened = files.get("schemas/Status.ts")!.includes("(string & {})");
      expect(opened).toBe(enums === "open-const");
    },
  );

  test("are modules of a package, which nobody loads who imports none", async () => {
    const files = await emitted(document, { ...withEnums("const"), target: "package" });
    const module = files.get("esm/schemas/Status.js")!;
    expect(module).toContain('  Available: "available",');
    expect(files.get("esm/index.js")).toContain('export { Status } from "./schemas/Status.js";');
    expect(files.has("esm/schemas/Pet.js")).toBe(false);
    const { exports } = JSON.parse(files.get("package.json")!) as { exports: { [entry: string]: object } };
    expect(exports["./schemas/*"]).toEqual({ types: "./esm/schemas/*.d.ts", default: "./esm/schemas/*.js" });
  });

  test("are types alone unless the settings want more", async () => {
    const files = await emitted(document, { target: "package" });
    expect([...files.keys()].filter((path) => /schemas\/.*\.js$/.test(path))).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../../generator/entry.ts";
import type { ValueSettings } from "../../../generator/settings/settings.ts";
import { emitted, everyOutput, inOneLine } from "../../emit/emitted.ts";

const document = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a/{level}:
    post:
      operationId: setLevel
      parameters:
        - { name: level, in: path, required: true, schema: { $ref: "#/components/schemas/Level" } }
        - { name: since, in: query, required: true, schema: { type: integer, format: int64 }, example: 9007199254740995 }
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
components:
  schemas:
    Level: { type: integer, enum: [9007199254740993, 7] }
    Small: { type: integer, enum: [1, 2] }
    Thing:
      type: object
      required: [level]
      properties:
        level: { $ref: "#/components/schemas/Level" }
        levels: { type: array, items: { type: integer, enum: [-9007199254740993, 7] } }
        fixed: { const: 9007199254740993 }
        orNull: { type: [integer, "null"], enum: [9007199254740993, 7, null] }
        both: { allOf: [{ type: integer }, { enum: [9007199254740993, 7] }] }
        fraction: { type: number, enum: [9007199254740993, 1.5] }
        since: { type: integer, format: int64, default: 9007199254740993 }
`;

function filesFor(int64: ValueSettings["int64"]): Promise<ReadonlyMap<string, string>> {
  const { client } = defaultSettings(["-"], undefined, import.meta.dirname);
  const values: ValueSettings = { ...client.values, int64, enums: "const" };
  return emitted(document, { outputs: everyOutput, client: { ...client, values } });
}

describe("listed integers beyond 2^53 are in types what the client reads", () => {
  test("strings, with all values beside them", async () => {
    const files = await filesFor("string");
    const level = inOneLine(files.get("schemas/Level.ts") ?? "");
    expect(level).toContain('export type Level = "9007199254740993" | "7";');
    expect(level).toContain('_9007199254740993: "9007199254740993", _7: "7"');
    const thing = inOneLine(files.get("schemas/Thing.ts") ?? "");
    for (const member of [
      "level: Level;",
      'levels?: ("-9007199254740993" | "7")[]',
      'fixed?: "9007199254740993"',
      'orNull?: "9007199254740993" | "7" | null',
      'both?: "9007199254740993" | "7"',
      // a fraction is none of 64 bits: all of them are numbers
      "fraction?: 9007199254740992 | 1.5",
      "@default 9007199254740993",
    ])
      expect(thing).toContain(member);
    expect(inOneLine(files.get("schemas/Small.ts") ?? "")).toContain("export type Small = 1 | 2;");
    const operation = files.get("operations/setLevel.ts") ?? "";
    expect(operation).toContain('{ is: "digits" }');
  });

  test("BigInts", async () => {
    const files = await filesFor("bigint");
    expect(inOneLine(files.get("schemas/Level.ts") ?? "")).toContain("export type Level = 9007199254740993n | 7n;");
    const thing = inOneLine(files.get("schemas/Thing.ts") ?? "");
    for (const member of ["levels?: (-9007199254740993n | 7n)[]", "fixed?: 9007199254740993n"])
      expect(thing).toContain(member);
    expect(files.get("README.md")).toContain(
      "client.setLevel({ level: 9007199254740993n, since: 9007199254740995n, body: { level: 9007199254740993n } })",
    );
  });

  test("numbers, which have no more digits", async () => {
    const files = await filesFor("number");
    expect(inOneLine(files.get("schemas/Level.ts") ?? "")).toContain("export type Level = 9007199254740992 | 7;");
    expect(files.get("operations/setLevel.ts")).not.toContain("digits");
  });

  test("and examples and tools have the digits", async () => {
    const files = await filesFor("string");
    expect(files.get("README.md")).toContain(
      'client.setLevel({ level: "9007199254740993", since: "9007199254740995", body: { level: "9007199254740993" } })',
    );
    const tools = [...files].filter(([path]) => path.includes("tools")).map(([, text]) => text);
    expect(inOneLine(tools.join("\n"))).toContain('enum: ["9007199254740993", "7"]');
  });
});

test("a discriminator of integers tells its alternatives by numbers", async () => {
  const alternative = (kind: object, more: object) => ({
    type: "object",
    required: ["kind"],
    properties: { kind, ...more },
  });
  const files = await emitted(`openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: find
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
      discriminator:
        propertyName: kind
        mapping: { "9007199254740993": "#/components/schemas/Cat", "7": "#/components/schemas/Dog" }
    Cat: ${JSON.stringify(alternative({ type: "integer", const: 0 }, { lives: { type: "integer" } })).replace(":0}", ":9007199254740993}")}
    Dog: ${JSON.stringify(alternative({ type: "integer", enum: [7] }, { tag: { type: "integer", format: "int64" } }))}
`);
  const text = inOneLine(files.get("operations/find.ts") ?? "");
  expect(text).toContain('{ member: "kind", values: [9007199254740992, "9007199254740993"], at: 2 }');
  expect(text).toContain('{ member: "kind", values: [7], at: 3 }');
  expect(inOneLine(files.get("schemas/Cat.ts") ?? "")).toContain('kind: "9007199254740993";');
  expect(inOneLine(files.get("schemas/Dog.ts") ?? "")).toContain("kind: 7;");
});

import { describe, expect, test } from "vitest";
import { answers, openApi, read } from "./read.ts";

describe("names that JavaScript knows are ordinary names", () => {
  const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
  const entries = (value: (name: string) => string) => names.map((name) => `"${name}":${value(name)}`).join(",");
  const text = `{ "openapi": "3.0.3", "info": { "title": "T", "version": "1" },
    "paths": { ${names.map((name) => `"/${name}": { "get": ${JSON.stringify(answers({ $ref: `#/components/schemas/${name}` }, { operationId: name, parameters: [{ name, in: "query", schema: {} }] }))} }`).join(",")} },
    "components": {
      "schemas": { ${entries(() => `{ "type": "object", "properties": { ${entries(() => '{ "type": "string" }')} } }`)} },
      "securitySchemes": { ${entries(() => '{ "type": "http", "scheme": "bearer" }')} } } }`;

  test.each(["api.json", "api.yaml"])("in %s", async (file) => {
    const { api, said } = await read({ [file]: text });
    expect(said).toEqual([]);
    const sorted = [...names].sort();
    expect(api.operations.map(({ path }) => path)).toEqual(sorted.map((name) => `/${name}`));
    expect(api.operations.map(({ operation }) => operation["operationId"])).toEqual(sorted);
    expect(api.schemas.map(({ wanted }) => wanted)).toEqual(sorted);
    for (const { schema } of api.schemas) {
      const { properties } = schema as { properties: object };
      expect(Object.keys(properties)).toEqual(names);
      for (const property of Object.values(properties)) expect(property).toEqual({ type: "string" });
    }
    expect([...api.securitySchemes.keys()]).toEqual(names);
    expect(Object.hasOwn(Object.prototype, "type")).toBe(false);
  });

  test("as a field, as data and under a merge key", async () => {
    const { api } = await read({
      "api.yaml": `openapi: 3.1.0
x-base: &base { __proto__: { polluted: true } }
components:
  schemas:
    A:
      <<: *base
      __proto__: { type: string }
      default: { __proto__: { polluted: true } }
`,
    });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const { schema } = api.schemas[0]!;
    expect(Object.getPrototypeOf(schema)).toBe(Object.prototype);
    expect(JSON.stringify((schema as Record<string, unknown>)["default"])).toBe('{"__proto__":{"polluted":true}}');
  });
});

describe("YAML that expands to too much", () => {
  test("by aliases of aliases is refused, soon", async () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level}: &a${level} [${level === 0 ? "1, 2" : `*a${level - 1}, *a${level - 1}`}]`,
    );
    const { said } = await read({ "api.yaml": `openapi: 3.1.0\n${levels.join("\n")}\n` });
    expect(said).toEqual([
      expect.stringMatching(/^api\.yaml:\d+:\d+ error syntax: the aliases expand to more than 2,000,000 values$/),
    ]);
  }, 20_000);

  test("by an alias within its own anchor is refused", async () => {
    const { said } = await read({ "api.yaml": "openapi: 3.1.0\nx-a: &a\n  b: *a\n" });
    expect(said).toEqual(['api.yaml:3:6 error syntax: the alias "*a" is inside its own anchor']);
  });

  test("by an alias without an anchor is refused", async () => {
    const { said } = await read({ "api.yaml": "openapi: 3.1.0\nx-a: *b\n" });
    expect(said).toEqual([expect.stringMatching(/^api\.yaml:2:6 error syntax: .*\bb\b/)]);
  });

  test.each(["api.yaml", "api.json"])("by depth in %s is refused or cut off, not a crash", async (file) => {
    const deep = (depth: number) =>
      `{"openapi":"3.1.0","components":{"schemas":{"A":${'{"items":'.repeat(depth)}{}${"}".repeat(depth)}}}}`;
    const cut = await read({ [file]: deep(700) });
    expect(cut.said).toEqual([expect.stringMatching(/ (?:error|warning) nested-too-deeply: .*nested .*deep/)]);
    const bomb = await read({ [file]: deep(20_000) });
    expect(bomb.said).toEqual([expect.stringMatching(/ (?:error|warning) nested-too-deeply: .*nested .*deep/)]);
  });

  test("by depth of data is refused, not a crash", async () => {
    const { said } = await read({
      "api.json": `{"openapi":"3.1.0","components":{"schemas":{"A":{"default":${"[".repeat(100_000)}${"]".repeat(100_000)}}}}}`,
    });
    expect(said).toEqual([expect.stringMatching(/ (?:error|warning) nested-too-deeply: .*nested .*deep/)]);
  });

  test("by a chain of aliases that nests what is flat in the text is refused", async () => {
    const levels = Array.from(
      { length: 3_000 },
      (_, level) => `a${level}: &a${level} [${level === 0 ? "1" : `*a${level - 1}`}]`,
    );
    const { said } = await read({ "api.yaml": `openapi: 3.1.0\n${levels.join("\n")}\n` });
    expect(said).toEqual(["api.yaml:1:1 error nested-too-deeply: the text is nested too deeply"]);
  });

  test("many aliases are read in a time that grows with their number, not with its square", async () => {
    const list = "- *base\n".repeat(20_000);
    const { said } = await read({ "api.yaml": `openapi: 3.1.0\npaths: {}\nx-base: &base { a: 1 }\nx-list:\n${list}` });
    expect(said).toEqual([]);
  }, 20_000);

  test("a bounded number of aliases is read, and merge keys are followed with the own key first", async () => {
    const { api, said } = await read({
      "api.yaml": `openapi: 3.1.0
x-base: &base { type: object, title: base }
x-more: &more { title: more, description: more }
components:
  schemas:
    A: { <<: *base, title: own }
    B: { <<: [*base, *more] }
    C: *base
`,
    });
    expect(said).toEqual([]);
    expect(api.schemas.map(({ schema }) => schema)).toEqual([
      { type: "object", title: "own" },
      { type: "object", title: "base", description: "more" },
      { type: "object", title: "base" },
    ]);
  });
});

test("paths with a fragment, a query or odd characters are kept as they are", async () => {
  const paths = ["/v1/?Action=Y", "/v1/x#2", "/ü/{a b}", "/x/*/y", "//double"];
  const { api } = await read({
    "api.json": openApi(
      Object.fromEntries(
        paths.map((path) => [
          path,
          {
            get: answers(
              {},
              { parameters: path.includes("{") ? [{ name: "a b", in: "path", required: true, schema: {} }] : [] },
            ),
          },
        ]),
      ),
    ),
  });
  expect(api.operations.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
});

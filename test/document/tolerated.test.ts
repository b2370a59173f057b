import { describe, expect, test } from "vitest";
import { answers, openApi, type Read, read } from "./read.ts";

const ok = { responses: { "200": { description: "ok" } } };

function swagger(paths: object, more: object = {}): object {
  return { swagger: "2.0", info: { title: "T", version: "1" }, paths, ...more };
}

function parametersOf({ api }: Read): unknown {
  return api.operations[0]!.operation["parameters"];
}

test.each(["swagger: 2.0", "swagger: 2", "openapi: 3.0", "openapi: 3", "openapi: 3.2"])(
  "a version without quotes is read: %s",
  async (version) => {
    const { api, said } = await read({ "api.yaml": `${version}\npaths: { /x: { get: ${JSON.stringify(ok)} } }` });
    expect(said).toEqual([]);
    expect(api.operations).toHaveLength(1);
  },
);

test("a number that is no version is none without quotes either", async () => {
  const { said } = await read({ "api.yaml": "openapi: 4\npaths: {}" });
  expect(said).toEqual(['api.yaml:1:10 error not-openapi: "4" is not a version of OpenAPI that can be read']);
});

test("a pointer to the key that is the empty text is taken for the whole file", async () => {
  const files = { "api.json": openApi({ "/x": { $ref: "x.json#/" } }), "x.json": { get: ok } };
  const { api, said } = await read(files, ["api.json"]);
  expect(said).toEqual([]);
  expect(api.operations.map(({ path }) => path)).toEqual(["/x"]);
});

describe("the modifiers of a URI Template", () => {
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };

  test.each(["/x/{id*}", "/x/{+id}", "/x/{+id*}"])("are left out of the path: %s", async (path) => {
    const { api, said } = await read({ "api.json": openApi({ [path]: { get: { ...ok, parameters: [id] } } }) });
    expect(said).toEqual([]);
    expect(api.operations.map((operation) => operation.path)).toEqual(["/x/{id}"]);
  });

  test("are part of the name where the parameter is declared by it", async () => {
    const { api, said } = await read({
      "api.json": openApi({ "/x/{id*}": { get: { ...ok, parameters: [{ ...id, name: "id*" }] } } }),
    });
    expect(said).toEqual([]);
    expect(api.operations.map(({ path }) => path)).toEqual(["/x/{id*}"]);
  });
});

test("a variable of a path that nothing declares is a warning, and takes any text", async () => {
  const found = await read({ "api.json": openApi({ "/x/{id}/{id}": { get: ok } }) });
  expect(found.said).toEqual([
    expect.stringContaining("warning path-template"),
    expect.stringContaining("warning path-parameter-undeclared"),
  ]);
  expect(parametersOf(found)).toEqual([{ name: "id", in: "path", required: true, schema: { type: "string" } }]);
});

describe("values of an enum that are of another type than the schema", () => {
  const given = (schema: object) => read({ "api.json": openApi({}, { schemas: { A: schema } }) });

  test.each<[type: unknown, values: readonly unknown[], want: readonly unknown[]]>([
    ["boolean", ["true", "false"], [true, false]],
    ["string", [1, 2.5, true, "x"], ["1", "2.5", "true", "x"]],
    ["integer", ["1", 2, "1"], [1, 2]],
    ["number", ["1.5"], [1.5]],
    [
      ["boolean", "null"],
      ["true", null],
      [true, null],
    ],
  ])("are taken for those of the type %j with the same text: %j", async (type, values, want) => {
    const { api, said } = await given({ type, enum: values });
    expect(said).toEqual([expect.stringMatching(/ warning wrong-type: .* in `enum` (?:is|are) not of the type in/)]);
    expect(api.schemas[0]?.schema).toEqual({ type, enum: want });
  });

  test.each<[type: unknown, values: readonly unknown[], want: object]>([
    ["integer", ["Primary", "Secondary"], { type: "string", enum: ["Primary", "Secondary"] }],
    ["boolean", ["0", "true"], { type: ["boolean", "string"], enum: ["0", true] }],
    ["integer", ["01", 1.5], { type: ["string", "number"], enum: ["01", 1.5] }],
    ["string", ["a", { b: 1 }], { type: ["string", "object"], enum: ["a", { b: 1 }] }],
  ])("are values all the same where the type %j has none with their text: %j", async (type, values, want) => {
    const { api, said } = await given({ type, enum: values });
    expect(said).toContainEqual(expect.stringContaining("; `enum` is taken for what is meant"));
    expect(api.schemas[0]?.schema).toEqual(want);
  });

  test.each([
    { type: "number", enum: [1, 2.5] },
    { type: ["string", "null"], enum: ["a", null] },
    { enum: ["a", 1, true] },
    { type: "object", enum: ["a"] },
  ])("are no fault in %j", async (schema) => {
    const { said } = await given(schema);
    expect(said).toEqual([]);
  });
});

describe("a variable in the query of a path", () => {
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };

  test("is a parameter of the path where one declares it", async () => {
    const { said } = await read({ "api.json": openApi({ "/x?a={id}&b=c": { get: { ...ok, parameters: [id] } } }) });
    expect(said).toEqual([]);
  });

  test("is the query parameter of its name", async () => {
    const query = { ...id, in: "query" };
    const found = await read({ "api.json": openApi({ "/x?id={id}": { get: { ...ok, parameters: [query] } } }) });
    expect(found.said).toEqual([]);
    expect(parametersOf(found)).toEqual([query]);
  });

  test("takes any text where nothing declares it, which is said", async () => {
    const found = await read({ "api.json": openApi({ "/x?a={id}#{b}": { get: ok } }) });
    expect(found.said).toEqual([
      expect.stringMatching(/ warning path-parameter-undeclared: the path parameter "id" of "\/x\?a=\{id\}#\{b\}"/),
    ]);
    expect(parametersOf(found)).toEqual([id]);
  });

  test("is none behind a number sign, which is not sent", async () => {
    const { said } = await read({ "api.json": openApi({ "/x#{id}": { get: { ...ok, parameters: [id] } } }) });
    expect(said).toEqual([expect.stringContaining("warning path-parameter-unused")]);
  });
});

describe("a pattern that JavaScript does not have", () => {
  const patterns = (...all: string[]) => ({
    "api.json": openApi({}, { schemas: { A: { allOf: all.map((pattern) => ({ type: "string", pattern })) } } }),
  });

  test("is no fault where it is translated: needless escapes, and words of other languages", async () => {
    const { said } = await read(patterns("^a\\-b\\:c$", "^\\p{Alpha}+$", "(?i)^x$", "^a++$", "^[\\w-.]+$"));
    expect(said).toEqual([]);
  });

  test("is told where there is no equivalent, also as the name of members", async () => {
    const schemas = {
      A: { type: "string", pattern: "(a" },
      B: { type: "object", patternProperties: { "^[a&&[b]]$": { type: "string" } } },
    };
    const { said } = await read({ "api.json": openApi({}, { schemas }) });
    expect(said).toEqual([
      expect.stringContaining(
        "pattern-invalid: the pattern is not validated: there is no equivalent of an intersection",
      ),
      expect.stringContaining(" warning pattern-invalid: the pattern is not validated: Unterminated group"),
    ]);
  });
});

test("a pattern that takes exponential time is told where it stands", async () => {
  const schemas = {
    A: { type: "string", pattern: "^(a+)+$" },
    B: { type: "object", patternProperties: { "^([\\w.]+/?)*$": { type: "string" } } },
    C: { type: "array", items: { type: "string", pattern: "^[a-z]+(-[a-z]+)*$" } },
    D: { type: "string", pattern: "^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$" },
  };
  const { said } = await read({ "api.json": openApi({}, { schemas }) });
  const costly = "pattern-exponential: matching the pattern takes exponential time for some values";
  expect(said).toEqual([
    expect.stringMatching(/^api\.json:\d+:\d+ warning pattern-exponential/),
    expect.stringMatching(/^api\.json:\d+:\d+ warning pattern-exponential/),
  ]);
  expect(said).toEqual([expect.stringContaining(costly), expect.stringContaining(costly)]);
});

describe("nullable", () => {
  const schemas = {
    A: { type: "string", nullable: true },
    B: { type: "string", enum: ["a"], nullable: true },
  };

  test.each([
    ["3.0.3", true, ["string", "null"], ["a", null]],
    ["3.0.3", false, ["string", "null"], ["a"]],
    ["3.1.0", true, "string", ["a"]],
    ["3.2.0", false, "string", ["a"]],
  ])("of %s, where it means what authors mean: %s", async (version, nullableReferences, type, values) => {
    const file = { "api.json": openApi({}, { schemas }, version) };
    const { api } = await read(file, undefined, { nullableReferences });
    const [a, b] = api.schemas.map(({ schema }) => schema as Record<string, unknown>);
    expect([a?.["type"], b?.["enum"]]).toEqual([type, values]);
  });
});

test("what stands in dependencies is read as schemas, and names of members as names", async () => {
  const schemas = {
    A: { type: "object" },
    B: { dependencies: { a: { $ref: "#/components/schemas/A" }, b: ["a"], c: false } },
  };
  const { api, said } = await read({ "api.json": openApi({}, { schemas }) });
  expect(said).toEqual([]);
  expect(api.schemas.find(({ id }) => id === "B")?.schema).toEqual({
    dependentSchemas: { a: { $ref: "#/components/schemas/A" }, c: false },
    dependentRequired: { b: ["a"] },
  });
});

test("names of members and values that begin like extensions are names in maps of texts and of names", async () => {
  const mapping = { "x-a": "#/components/schemas/A" };
  const schemas = {
    A: { type: "object", dependentRequired: { "x-a": ["b"] }, dependencies: { "x-b": ["c"] } },
    B: { oneOf: [{ $ref: "#/components/schemas/A" }], discriminator: { propertyName: "k", mapping } },
  };
  const { api, said } = await read({ "api.json": openApi({}, { schemas }) });
  expect(said).toEqual([]);
  const found = (name: string) => api.schemas.find(({ id }) => id === name)?.schema;
  expect(found("A")).toMatchObject({ dependentRequired: { "x-a": ["b"], "x-b": ["c"] } });
  expect(found("B")).toMatchObject({ discriminator: { mapping: { "x-a": { $ref: mapping["x-a"] } } } });
});

test("an $id that is a fragment is an anchor, as it was up to draft 7", async () => {
  const schemas = { A: { type: "object", $id: "#a" }, B: { type: "array", items: { $ref: "#a" } } };
  const { api, said } = await read({ "api.json": openApi({}, { schemas }) });
  expect(said).toEqual([]);
  expect(api.schemas.find(({ id }) => id === "B")?.schema).toMatchObject({
    items: { $ref: "#/components/schemas/A" },
  });
});

test("null beside a reference of OpenAPI 3.0 is read, and said to be ignored by the specification", async () => {
  const schemas = {
    A: { type: "object" },
    B: { properties: { a: { $ref: "#/components/schemas/A", nullable: true } } },
  };
  const { api, said } = await read({ "api.json": openApi({}, { schemas }, "3.0.3") });
  expect(said).toEqual([expect.stringMatching(/info nullable-reference: .*; null is taken here all the same$/)]);
  expect(api.schemas.find(({ id }) => id === "B")?.schema).toEqual({
    properties: { a: { anyOf: [{ $ref: "#/components/schemas/A" }, { type: "null" }] } },
  });
});

test("an enum of texts on an array lists the values of its items", async () => {
  const list = (more: object) => ({ type: "array", enum: ["a", "b"], ...more });
  const schemas = { A: list({ items: { type: "string" } }), B: list({}), C: { type: "array", enum: [["a"]] } };
  const { api, said } = await read({ "api.json": openApi({}, { schemas }) });
  expect(said).toEqual(
    Array.from({ length: 2 }, () => expect.stringContaining("warning wrong-type: no value of `enum`")),
  );
  expect(api.schemas.map(({ schema }) => schema)).toEqual([
    { type: "array", items: { type: "string", enum: ["a", "b"] } },
    { type: "array", items: { enum: ["a", "b"] } },
    { type: "array", enum: [["a"]] },
  ]);
});

describe("what a document cannot mean is said at its place, not a crash", () => {
  test("a body of Swagger 2.0 without a schema, whose own type is taken", async () => {
    const body = { name: "b", in: "body", type: "string", required: true };
    const { api, said } = await read({ "api.json": swagger({ "/x": { post: { ...ok, parameters: [body] } } }) });
    expect(said).toEqual([
      expect.stringMatching(/^api\.json:1:\d+ warning missing-field: a body parameter requires the field "schema"/),
    ]);
    expect(api.operations[0]!.operation["requestBody"]).toEqual({
      required: true,
      content: { "application/json": { schema: { type: "string" } } },
    });
  });

  test.each<[string, object]>([
    ["in an operation", { "/x": { get: { ...ok, parameters: [{ name: "q", type: "string" }] } } }],
    ["in a path", { "/x": { parameters: [{ name: "q", type: "string" }], get: ok } }],
  ])("a parameter of Swagger 2.0 without a place, %s", async (_, paths) => {
    const { said } = await read({ "api.json": swagger(paths) });
    expect(said).toEqual([
      expect.stringMatching(/^api\.json:1:\d+ warning missing-field: a Parameter Object requires the field "in"$/),
    ]);
  });

  test.each<[string, object]>([
    ["an operation", { "/x": { get: { ...ok, parameters: {} } } }],
    ["a path", { "/x": { parameters: {}, get: ok } }],
  ])("parameters of Swagger 2.0 that are no list, of %s", async (_, paths) => {
    const { said } = await read({ "api.json": swagger(paths) });
    expect(said).toEqual([
      expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: expected an array, found an object$/),
    ]);
  });

  test("a shared parameter of Swagger 2.0 that is no object", async () => {
    const { said } = await read({ "api.json": swagger({}, { parameters: { q: [] } }) });
    expect(said).toEqual([expect.stringMatching(/warning wrong-type: expected a Parameter Object, found an array$/)]);
  });

  test.each([5, null, {}, ["#/components/schemas/A"]])("a $ref that is %j", async ($ref) => {
    const { said } = await read({ "api.json": openApi({}, { schemas: { A: { properties: { a: { $ref } } } } }) });
    expect(said).toEqual([expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: expected a reference, found /)]);
  });

  test("a schema that is an array, where it is not the items of an old dialect", async () => {
    const { said } = await read({
      "api.json": openApi({ "/x": { get: answers({ properties: { a: { items: [{ type: "string" }] } } }) } }),
      "other.json": openApi({ "/y": { get: answers([]) } }),
    });
    expect(said).toEqual([
      expect.stringMatching(/^other\.json:1:\d+ warning wrong-type: expected a Schema Object, found an array$/),
    ]);
  });
});

describe("a reference into a Swagger 2.0 document leads to what was published there", () => {
  const thing = { type: "object", properties: { a: { type: "string" } } };
  const answer = { "200": { description: "ok", schema: thing } };
  const body = { name: "b", in: "body", schema: { type: "integer" } };
  const query = { name: "q", in: "query", type: "string" };

  test.each([
    "/paths/~1x/post/responses/200/schema",
    "/responses/shared/schema",
    "/paths/~1x/post/parameters/0/schema",
  ])("a schema at %s", async (pointer) => {
    const { api, said } = await read({
      "api.json": swagger(
        {
          "/x": { post: { parameters: [body, query], responses: answer } },
          "/y": { get: { responses: { "200": { description: "ok", schema: { $ref: `#${pointer}` } } } } },
        },
        { responses: { shared: answer["200"] } },
      ),
    });
    expect(said).toEqual([]);
    expect(api.schemas.map(({ schema }) => schema)).toEqual([pointer.includes("parameters") ? body.schema : thing]);
  });

  test("a parameter of another operation, whatever stands before it", async () => {
    const { api, said } = await read({
      "api.json": swagger({
        "/x": { post: { ...ok, parameters: [body, query] } },
        "/y": { post: { ...ok, parameters: [{ $ref: "#/paths/~1x/post/parameters/1" }] } },
        "/z": { post: { ...ok, parameters: [{ $ref: "#/paths/~1x/post/parameters/0" }] } },
      }),
    });
    expect(said).toEqual([]);
    const [, y, z] = api.operations.map(({ operation }) => operation);
    expect(y!["parameters"]).toEqual([{ name: "q", in: "query", schema: { type: "string" } }]);
    expect(z!["requestBody"]).toEqual({ content: { "application/json": { schema: { type: "integer" } } } });
  });
});

test.each(["3.2.0", "3.1.0", "3.0.3", "2.0"])("a header that no request can carry is told, in %s", async (version) => {
  const schema = version === "2.0" ? { type: "string" } : { schema: { type: "string" } };
  const parameters = ["X-Fine", "X Trace", "X:Y", ""].map((name) => ({ name, in: "header", ...schema }));
  const paths = { "/x": { get: { ...ok, parameters } } };
  const { said } = await read({ "api.json": version === "2.0" ? swagger(paths) : openApi(paths, {}, version) });
  expect(said).toEqual(
    ["X Trace", "X:Y", ""].map((name) =>
      expect.stringContaining(`warning value-not-allowed: "${name}" is not a valid name of a header`),
    ),
  );
});

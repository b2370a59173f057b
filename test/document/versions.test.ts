import { describe, expect, test } from "vitest";
import { answered, answers, openApi, read } from "./read.ts";

describe("Swagger 2.0", () => {
  const swagger = `swagger: "2.0"
info: { title: T, version: "1" }
host: api.example.com
basePath: /v2
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: { type: apiKey, name: X-Key, in: header }
paths:
  /pets:
    post:
      parameters:
        - { name: body, in: body, required: true, schema: { $ref: "#/definitions/Pet" } }
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: multi }
        - { name: ids, in: query, type: array, items: { type: integer }, collectionFormat: pipes }
        - $ref: "#/parameters/limit"
      responses:
        "200": { description: ok, schema: { $ref: "#/definitions/Pet" } }
        "404": { $ref: "#/responses/gone" }
  /photos:
    post:
      consumes: [multipart/form-data]
      parameters:
        - { name: file, in: formData, type: file, required: true }
        - { name: note, in: formData, type: string }
      responses: { "204": { description: done } }
parameters:
  limit: { name: limit, in: query, type: integer }
responses:
  gone: { description: gone, schema: { $ref: "#/definitions/Fault" } }
definitions:
  Pet: { type: object, properties: { owner: { $ref: "#/definitions/Owner" } } }
  Owner: { type: string }
  Fault: { type: string }
`;

  test("is converted to OpenAPI 3", async () => {
    const { api, said } = await read({ "api.yaml": swagger });
    expect(said).toEqual([]);
    expect(api.servers.map(({ url }) => url)).toEqual(["https://api.example.com/v2"]);
    expect(api.schemas.map(({ id }) => id)).toEqual(["Fault", "Owner", "Pet"]);
    expect([...api.securitySchemes]).toEqual([["key", { in: "header", name: "X-Key", type: "apiKey" }]]);
    const [pets, photos] = api.operations.map(({ operation }) => operation as Record<string, unknown>);
    expect(pets!["parameters"]).toMatchObject([
      { name: "tags", in: "query", style: "form", explode: true, schema: { type: "array", items: { type: "string" } } },
      { name: "ids", in: "query", style: "pipeDelimited", schema: { type: "array", items: { type: "integer" } } },
      { name: "limit", in: "query", schema: { type: "integer" } },
    ]);
    expect(pets!["requestBody"]).toMatchObject({
      required: true,
      content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
    });
    expect(answered(api)).toEqual({ $ref: "#/components/schemas/Pet" });
    expect(pets!["responses"]).toMatchObject({
      "404": { content: { "application/json": { schema: { $ref: "#/components/schemas/Fault" } } } },
    });
    expect(photos!["requestBody"]).toMatchObject({
      content: {
        "multipart/form-data": {
          schema: {
            type: "object",
            required: ["file"],
            properties: { file: { type: "string", format: "binary" }, note: { type: "string" } },
          },
        },
      },
    });
  });

  test.each<[string, string, string]>([
    ["in a definition", 'owner: { $ref: "#/definitions/Owner" }', 'owner: { $ref: "#/definitions/Ownr" }'],
    [
      "in a response",
      'schema: { $ref: "#/definitions/Pet" } }\n        "404"',
      'schema: { $ref: "#/definitions/Pat" } }\n        "404"',
    ],
  ])("shows a fault %s where it stands in the text", async (_, part, by) => {
    expect(swagger).toContain(part);
    const broken = swagger.replace(part, by);
    const { said } = await read({ "api.yaml": broken });
    const wrong = /#\/definitions\/(Ownr|Pat)/.exec(broken)!;
    const before = broken.slice(0, wrong.index - 1).split("\n");
    expect(said).toEqual([
      expect.stringMatching(
        new RegExp(`^api\\.yaml:${before.length}:${before.at(-1)!.length + 1} warning ref-not-found: `),
      ),
    ]);
  });

  test("is followed into other files, whose definitions stay where they are", async () => {
    const { api, said } = await read(
      {
        "api.yaml": swagger.replaceAll("#/definitions/Owner", "common.yaml#/definitions/Owner"),
        "common.yaml": "definitions: { Owner: { type: integer } }",
      },
      ["api.yaml"],
    );
    expect(said).toEqual([]);
    expect(api.schemas.find(({ sources }) => sources[0]!.startsWith("common.yaml"))!.schema).toEqual({
      type: "integer",
    });
  });
});

describe("versions of OpenAPI 3", () => {
  test.each(["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.2.0"])("%s is read", async (version) => {
    const { api, said } = await read({
      "api.json": openApi({ "/a": { get: answers({ type: "string" }) } }, {}, version),
    });
    expect(said).toEqual([]);
    expect(api.openapi).toBe(version);
  });

  test("a version without quotes is read from YAML", async () => {
    expect((await read({ "api.yaml": "openapi: 3.1\npaths: {}\n" })).said).toEqual([]);
  });

  test.each(["4.0.0", "3.3.0", "1.2", "30.1", ""])("%j is not", async (version) => {
    const { said } = await read({ "api.json": { openapi: version } });
    expect(said).toEqual([
      `api.json:1:12 error not-openapi: "${version}" is not a version of OpenAPI that can be read`,
    ]);
  });

  test("3.1: a type may be an array, a schema a boolean, and a reference may have siblings", async () => {
    const { api, said } = await read({
      "api.json": openApi(
        { "/a": { get: answers({ $ref: "#/components/schemas/A", maxLength: 3 }) } },
        { schemas: { A: { type: ["string", "null"] }, B: true } },
      ),
    });
    expect(said).toEqual([]);
    expect(answered(api)).toEqual({ allOf: [{ $ref: "#/components/schemas/A" }], maxLength: 3 });
    expect(api.schemas.map(({ schema }) => schema)).toEqual([{ type: ["string", "null"] }, true]);
  });

  test("3.0: keywords beside a reference do not count", async () => {
    const { api } = await read({
      "api.json": openApi(
        { "/a": { get: answers({ $ref: "#/components/schemas/A", maxLength: 3 }) } },
        { schemas: { A: {} } },
        "3.0.3",
      ),
    });
    expect(answered(api)).toEqual({ $ref: "#/components/schemas/A" });
  });
});

describe("what OpenAPI 3.2 adds", () => {
  test("the method QUERY and methods of its own are operations", async () => {
    const { api, said } = await read({
      "api.json": openApi(
        { "/a": { query: answers({}), additionalOperations: { COPY: answers({}), LINK: answers({}) } } },
        {},
        "3.2.0",
      ),
    });
    expect(said).toEqual([]);
    expect(api.operations.map(({ method }) => method)).toEqual(["COPY", "LINK", "QUERY"]);
  });

  const pet = { type: "object", properties: { name: { type: "string" } } };
  const self = (address: string, document: object) => ({ ...document, $self: address });

  test("references are relative to `$self`, by which other documents are called", async () => {
    const paths = { "/a": { get: answers({ $ref: "../shared/models#/components/schemas/Pet" }) } };
    const { api, said } = await read({
      "one.json": self("https://example.com/apis/pets", openApi(paths, {}, "3.2.0")),
      "two.json": self("https://example.com/shared/models", openApi({}, { schemas: { Pet: pet } }, "3.2.0")),
    });
    expect(said).toEqual([]);
    expect(api.schemas.map(({ sources }) => sources)).toEqual([["two.json#/components/schemas/Pet"]]);
  });

  test("an `$id` is relative to `$self`, too", async () => {
    const schemas = { Pet: { $id: "schemas/pet", ...pet } };
    const paths = { "/a": { get: answers({ $ref: "https://example.com/apis/schemas/pet" }) } };
    const { api, said } = await read({
      "one.json": self("https://example.com/apis/pets", openApi(paths, { schemas }, "3.2.0")),
    });
    expect(said).toEqual([]);
    expect(answered(api)).toEqual({ $ref: "#/components/schemas/Pet" });
  });

  test("a file beside one with a `$self` is found, and one that settings name for its address first", async () => {
    const paths = { "/a": { get: answers({ $ref: "parts/Pet.json" }) } };
    const files = {
      "one.json": self("https://example.com/apis/pets", openApi(paths, {}, "3.2.0")),
      "parts/Pet.json": pet,
      "other/Pet.json": { type: "string" },
    };
    const beside = await read(files, ["one.json"]);
    expect([beside.said, beside.api.schemas[0]!.schema]).toEqual([[], pet]);
    const references = new Map([["https://example.com/apis/parts/", "other"]]);
    const named = await read(files, ["one.json"], { remote: { references, vendor: [], folder: "." } });
    expect([named.said, named.api.schemas[0]!.schema]).toEqual([[], { type: "string" }]);
    const away = { "/a": { get: answers({ $ref: "https://elsewhere.example/Pet.json" }) } };
    const { said } = await read({ "one.json": self("https://example.com/apis/pets", openApi(away, {}, "3.2.0")) });
    expect(said).toEqual([expect.stringContaining("warning ref-remote")]);
  });

  test.each<[string, string, object, unknown]>([
    ["as data", "application/json", { dataValue: { a: 1 } }, { a: 1 }],
    ["as data and as it is sent", "text/plain", { dataValue: 1, serializedValue: "one" }, 1],
    ["as JSON is sent", "application/problem+json; charset=utf-8", { serializedValue: '{"a":1}' }, { a: 1 }],
    ["as text is sent", "text/csv", { serializedValue: "a,b" }, "a,b"],
    ["as what is no JSON is sent", "application/json", { serializedValue: "{" }, "{"],
    ["by reference", "application/json", { $ref: "#/components/examples/one" }, [1]],
  ])("an example %s has its value", async (_, mediaType, example, want) => {
    const components = { examples: { one: { dataValue: [1] } } };
    const content = { [mediaType]: { examples: { it: example } } };
    const paths = { "/a": { get: { responses: { "200": { description: "ok", content } } } } };
    const { api, said } = await read({ "api.json": openApi(paths, components, "3.2.0") });
    expect(said).toEqual([]);
    const { responses } = api.operations[0]!.operation as {
      responses: Record<string, { content: Record<string, { examples: { it: { value: unknown } } }> }>;
    };
    expect(responses["200"]!.content[mediaType]!.examples.it.value).toEqual(want);
  });

  test.each<[string, object, readonly string[] | undefined]>([
    ["nothing", { it: {} }, undefined],
    ["a summary alone, beside one that has a value", { it: { summary: "It" }, null: { value: null } }, ["null"]],
    [
      "nothing behind a reference",
      { it: { $ref: "#/components/examples/none" }, far: { externalValue: "a.txt" } },
      ["far"],
    ],
    ["a value of each kind", { a: { value: 0 }, b: { dataValue: 0 }, c: { serializedValue: "0" } }, ["a", "b", "c"]],
  ])("an Example Object with %s: those with a value are examples", async (_, examples, kept) => {
    const components = { examples: { none: { description: "None" } } };
    const media = { "application/json": { examples } };
    const operation = {
      parameters: [{ name: "q", in: "query", schema: {}, examples }],
      responses: { "200": { description: "ok", headers: { "X-A": { schema: {}, examples } }, content: media } },
    };
    const { api, said } = await read({ "api.json": openApi({ "/a": { get: operation } }, components, "3.2.0") });
    expect(said).toEqual([]);
    const { parameters, responses } = api.operations[0]!.operation as typeof operation;
    const { headers, content } = responses["200"];
    for (const holder of [parameters[0]!, headers["X-A"], content["application/json"]])
      expect(holder.examples && Object.keys(holder.examples)).toEqual(kept);
  });

  test("security requirements name schemes by reference, too", async () => {
    const key = { type: "apiKey", in: "header", name: "Key" };
    const components = { securitySchemes: { key, "a/b": key } };
    const own = { security: [{ "#/components/securitySchemes/key": [] }, { "a/b": [] }] };
    const paths = { "/a": { get: answers({}) }, "/b": { get: answers({}, own) } };
    const root = {
      ...openApi(paths, components, "3.2.0"),
      security: [{ "api.json#/components/securitySchemes/key": [] }],
    };
    const { api, said } = await read({ "api.json": root });
    expect(said).toEqual([]);
    expect(api.operations.map(({ operation }) => operation["security"])).toEqual([
      [{ key: [] }],
      [{ key: [] }, { "a/b": [] }],
    ]);
    const gone = { ...root, security: [{ "#/components/securitySchemes/kee": [] }] };
    expect((await read({ "api.json": gone })).said).toEqual([
      expect.stringContaining(
        'warning security-scheme-undefined: the security scheme "#/components/securitySchemes/kee"',
      ),
    ]);
  });

  test("a tag in a tag that there is not, or in itself, is told", async () => {
    const tags = [
      { name: "a", parent: "pets" },
      { name: "pet" },
      { name: "b", parent: "c" },
      { name: "c", parent: "b" },
    ];
    const { said, diagnostics } = await read({ "api.json": { ...openApi({}, {}, "3.2.0"), tags } });
    expect(said.map((text) => text.replace(/^\S+ /, ""))).toEqual([
      'warning value-not-allowed: there is no tag "pets"',
      'warning value-not-allowed: the tag "b" is in itself',
      'warning value-not-allowed: the tag "c" is in itself',
    ]);
    expect(diagnostics[0]!.help).toBe('did you mean "pet"?');
  });
});

test.each([
  ["qeury", 'warning wrong-type: a parameter must be in path, query, header, cookie, not in "qeury"; it is ignored'],
  ["body", 'warning wrong-type: a parameter must be in path, query, header, cookie, not in "body"; it is ignored'],
])("a parameter in %j is told", async (place, want) => {
  const parameters = [{ name: "a", in: place, schema: {} }];
  const { said } = await read({ "api.json": openApi({ "/a": { get: answers({}, { parameters }) } }) });
  expect(said).toEqual([expect.stringMatching(/^api\.json:1:\d+ /)]);
  expect(said[0]).toContain(want);
});

test.each(["schemas", "securitySchemes", "parameters"])(
  "components.%s that is no map is told at its place",
  async (field) => {
    const { said } = await read({ "api.yaml": `openapi: 3.1.0\ncomponents:\n  ${field}: [a]\n` });
    expect(said).toEqual([`api.yaml:3:${field.length + 5} warning wrong-type: expected an object, found an array`]);
  },
);

describe("a list or a map of the wrong kind is told at its place", () => {
  const list = "expected an array, found an object";
  const map = "expected an object, found an array";
  const get = (operation: object) => ({ paths: { "/a": { get: { responses: {}, ...operation } } } });

  test.each<[string, object, string]>([
    ["paths", { paths: [] }, map],
    ["paths as text", { paths: "later" }, 'expected an object, found the string "later"'],
    ["webhooks", { webhooks: [] }, map],
    ["servers", { servers: {} }, list],
    ["tags", { tags: { name: "a" } }, list],
    ["security", { security: { key: [] } }, list],
    ["servers of a path", { paths: { "/item": { servers: {} } } }, list],
    ["parameters of a path", { paths: { "/item": { parameters: {} } } }, list],
    ["additionalOperations", { paths: { "/item": { additionalOperations: [] } } }, map],
    ["security of an operation", get({ security: {} }), list],
    ["tags of an operation", get({ tags: { a: 1 } }), list],
    ["parameters of an operation", get({ parameters: {} }), list],
  ])("%s", async (_, root, want) => {
    const { said } = await read({ "api.json": { ...openApi({}), ...root } });
    expect(said).toEqual([expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: /)]);
    expect(said[0]).toContain(want);
  });

  test("one that is left empty is a warning", async () => {
    const { said } = await read({ "api.yaml": "openapi: 3.1.0\npaths:\ntags:\n" });
    expect(said).toEqual([
      expect.stringContaining("warning wrong-type: expected an object, found null"),
      expect.stringContaining("warning wrong-type: expected an array, found null"),
    ]);
  });
});

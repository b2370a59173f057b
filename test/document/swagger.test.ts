import { describe, expect, test } from "vitest";
import { toOpenApi } from "../../generator/document/to-openapi.ts";
import { read } from "./read.ts";

interface Operation {
  readonly parameters?: readonly Record<string, unknown>[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, Record<string, unknown>> };
  readonly responses: Record<string, { readonly content?: Record<string, object> }>;
}

/** The operations of a Swagger 2.0 document after it was upgraded, by `method path`. */
async function upgraded(paths: object, more: object = {}): Promise<ReadonlyMap<string, Operation>> {
  const info = { title: "API", version: "1" };
  const { api, said } = await read({ "api.json": { swagger: "2.0", info, paths, ...more } });
  expect(said).toEqual([]);
  const operations = Object.entries(toOpenApi(api)["paths"] as Record<string, Record<string, Operation>>);
  return new Map(
    operations.flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
    ),
  );
}

async function posted(operation: object, more: object = {}): Promise<Operation> {
  return (await upgraded({ "/toys": { post: { responses: ok, ...operation } } }, more)).get("post /toys")!;
}

const id = { name: "ids", in: "path", required: true, type: "string" };
const ok = { "200": { description: "ok" } };
const toy = { type: "object", properties: { name: { type: "string" } } };
const toyRef = { $ref: "#/components/schemas/Toy" };
const definitions = { Toy: toy };
const body = { name: "toy", in: "body", required: true, schema: { $ref: "#/definitions/Toy" } };
const text = (name: string, more: object = {}) => ({ name, in: "formData", type: "string", ...more });
const urlEncoded = "application/x-www-form-urlencoded";
const multipart = "multipart/form-data";

describe("A shared parameter of Swagger 2.0", () => {
  test("that is a body becomes the body of the operation that refers to it", async () => {
    const given = { consumes: ["application/xml"], parameters: [{ $ref: "#/parameters/toy" }] };
    const { requestBody, parameters } = await posted(given, { definitions, parameters: { toy: body } });
    expect(requestBody).toEqual({ required: true, content: { "application/xml": { schema: toyRef } } });
    expect(parameters ?? []).toEqual([]);
  });

  test("that is in a form becomes a property beside the operation's own", async () => {
    const parameters = [
      text("name"),
      { $ref: "#/parameters/constructor" },
      { $ref: "#/parameters/page" },
      { $ref: "#/parameters/alias" },
    ];
    const shared = {
      constructor: text("size", { required: true }),
      page: { name: "page", in: "query", type: "integer" },
      alias: { $ref: "#/parameters/colour" },
      colour: text("colour"),
    };
    const operation = await posted({ parameters }, { parameters: shared });
    expect(operation.requestBody).toEqual({
      required: true,
      content: {
        [urlEncoded]: {
          schema: {
            type: "object",
            properties: { name: { type: "string" }, size: { type: "string" }, colour: { type: "string" } },
            required: ["size"],
          },
        },
      },
    });
    expect(operation.parameters).toMatchObject([{ name: "page", in: "query", schema: { type: "integer" } }]);
  });

  test("that is missing is reported where it is referred to", async () => {
    const paths = { "/toys": { post: { parameters: [{ $ref: "#/parameters/toString" }], responses: ok } } };
    const { said } = await read({
      "api.json": { swagger: "2.0", info: { title: "API", version: "1" }, paths, parameters: { body } },
    });
    expect(said).toEqual([
      expect.stringMatching(/^api\.json:1:\d+ warning ref-not-found: cannot find "[^"]*\/parameters\/toString"/),
    ]);
  });
});

describe("A body parameter of a Swagger 2.0 path", () => {
  test.each([
    ["stated there", body],
    ["referred to there", { $ref: "#/parameters/toy" }],
  ])("%s is for the methods that have a body and none of their own", async (_, parameter) => {
    const item = {
      get: { responses: ok },
      head: { responses: ok },
      delete: { responses: ok },
      put: { responses: ok },
      patch: { responses: ok, parameters: [{ ...body, schema: { type: "integer" } }] },
      post: { responses: ok, parameters: [text("name")] },
      parameters: [parameter, { name: "id", in: "query", type: "string" }],
    };
    const operations = await upgraded({ "/toys": item }, { definitions, parameters: { toy: body } });
    const schemas = [...operations].map(([key, { requestBody }]) => [
      key.split(" ")[0],
      Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
    ]);
    expect(Object.fromEntries(schemas)).toEqual({
      get: [],
      head: [],
      delete: [],
      put: [["application/json", toyRef]],
      patch: [["application/json", { type: "integer" }]],
      post: [[urlEncoded, { type: "object", properties: { name: { type: "string" } } }]],
    });
    expect(operations.get("get /toys")!.parameters).toMatchObject([{ name: "id", in: "query" }]);
  });

  test("that is in a form gives way to the operation's parameter with its name only", async () => {
    const post = { responses: ok, parameters: [text("name", { maxLength: 3 })] };
    const operations = await upgraded({ "/toys": { parameters: [text("name"), text("size")], post } });
    expect(operations.get("post /toys")!.requestBody!.content[urlEncoded]!["schema"]).toEqual({
      type: "object",
      properties: { size: { type: "string" }, name: { type: "string", maxLength: 3 } },
    });
  });
});

describe("The media types of a Swagger 2.0 operation", () => {
  const own = { consumes: ["application/xml"], produces: ["text/csv"] };
  const root = { consumes: ["application/json"], produces: ["application/hal+json"] };
  const types = ({ requestBody, responses }: Operation) => ({
    consumes: Object.keys(requestBody?.content ?? {}),
    produces: Object.values(responses).flatMap(({ content }) => Object.keys(content ?? {})),
  });
  const operation = { parameters: [body], responses: { "200": { description: "ok", schema: body.schema } } };

  test.each([
    ["are its own rather than the document's", own, root, own],
    ["are the document's when it states none", {}, root, root],
    ["are JSON when neither states any", {}, {}, { consumes: ["application/json"], produces: ["application/json"] }],
    [
      "are JSON when it clears the document's",
      { consumes: [], produces: [] },
      root,
      { consumes: ["application/json"], produces: ["application/json"] },
    ],
  ])("%s", async (_, stated, document, want) => {
    expect(types(await posted({ ...operation, ...stated }, { ...document, definitions }))).toEqual(want);
  });

  test.each([
    ["the document's", {}, root.produces],
    ["its own", own, own.produces],
  ])("are %s in a shared response", async (_, stated, want) => {
    const responses = { gone: { description: "gone", schema: body.schema }, empty: { description: "empty" } };
    const given = {
      ...stated,
      responses: { "404": { $ref: "#/responses/gone" }, "204": { $ref: "#/responses/empty" } },
    };
    const upgradedOperation = await posted(given, { ...root, definitions, responses });
    expect(upgradedOperation.responses).toEqual({
      "404": { description: "gone", content: Object.fromEntries(want.map((type) => [type, { schema: toyRef }])) },
      "204": { description: "empty" },
    });
  });
});

describe("A form of Swagger 2.0", () => {
  const list = (collectionFormat?: string) =>
    text("tags", { type: "array", items: { type: "integer" }, ...(collectionFormat && { collectionFormat }) });

  test.each([
    [undefined, { tags: { style: "form", explode: false } }],
    ["csv", { tags: { style: "form", explode: false } }],
    ["ssv", { tags: { style: "spaceDelimited", explode: false } }],
    ["pipes", { tags: { style: "pipeDelimited", explode: false } }],
    ["tsv", { tags: { style: "tabDelimited", explode: false } }],
    ["multi", undefined],
  ])("writes a list with the collectionFormat %s so", async (collectionFormat, encoding) => {
    const { requestBody } = await posted({ parameters: [list(collectionFormat)] });
    expect(requestBody).toEqual({
      content: {
        [urlEncoded]: {
          schema: { type: "object", properties: { tags: { type: "array", items: { type: "integer" } } } },
          ...(encoding && { encoding }),
        },
      },
    });
  });

  test("keeps what is said about a value", async () => {
    const said = { description: "How big", enum: ["s", "l"], default: "s", maxLength: 1, "x-order": 1 };
    const { requestBody } = await posted({ parameters: [text("size", { ...said, allowEmptyValue: true })] });
    const { schema } = requestBody!.content[urlEncoded]!;
    expect(schema).toEqual({ type: "object", properties: { size: { type: "string", ...said } } });
  });

  test.each([
    [undefined, "string", [urlEncoded]],
    [undefined, "file", [multipart]],
    [[urlEncoded], "string", [urlEncoded]],
    [[urlEncoded, multipart], "string", [urlEncoded, multipart]],
    [[urlEncoded, multipart], "file", [multipart]],
    [["application/json"], "string", [urlEncoded]],
  ])("that consumes %j with a %s is sent as %j", async (consumes, type, want) => {
    const { requestBody } = await posted({ ...(consumes && { consumes }), parameters: [text("toy", { type })] });
    expect(Object.keys(requestBody!.content)).toEqual(want);
    const property = type === "file" ? { type: "string", format: "binary" } : { type };
    for (const { schema } of Object.values(requestBody!.content)) {
      expect(schema).toEqual({ type: "object", properties: { toy: property } });
    }
  });
});

describe("A list in a Swagger 2.0 query", () => {
  test.each([
    [undefined, { style: "form", explode: false }],
    ["csv", { style: "form", explode: false }],
    ["multi", { style: "form", explode: true }],
    ["ssv", { style: "spaceDelimited", explode: false }],
    ["pipes", { style: "pipeDelimited", explode: false }],
    ["tsv", { style: "tabDelimited", explode: false }],
  ])("with the collectionFormat %s is written so", async (collectionFormat, style) => {
    const list = { name: "ids", in: "query", type: "array", items: { type: "integer" } };
    const { parameters } = await posted({ parameters: [{ ...list, ...(collectionFormat && { collectionFormat }) }] });
    const schema = { type: "array", items: { type: "integer" } };
    expect(parameters).toEqual([{ name: "ids", in: "query", schema, ...style }]);
  });
});

test.each(["header", "path"])("A list in a Swagger 2.0 %s is written with its separator", async (place) => {
  for (const [collectionFormat, style] of [
    ["csv", "simple"],
    ["multi", undefined],
    ["ssv", "spaceDelimited"],
    ["pipes", "pipeDelimited"],
    ["tsv", "tabDelimited"],
  ]) {
    const list = { name: "ids", in: place, required: true, type: "array", items: { type: "string" }, collectionFormat };
    const found = await upgraded({
      "/toys/{ids}": { get: { parameters: place === "path" ? [list] : [list, id], responses: ok } },
    });
    const { parameters } = found.get("get /toys/{ids}")!;
    const wanted = { name: "ids", in: place, ...(style && { style, explode: false }) };
    expect(parameters).toContainEqual(expect.objectContaining(wanted));
    expect(parameters!.every(({ style: own }) => style !== undefined || own === undefined)).toBe(true);
  }
});

describe("The servers of Swagger 2.0", () => {
  test.each<[object, string[]]>([
    [{ host: "a.test", schemes: ["https"] }, ["https://a.test"]],
    [{ host: "a.test", basePath: "/v1", schemes: ["http", "https"] }, ["https://a.test/v1", "http://a.test/v1"]],
    [{ host: "a.test", basePath: "v1", schemes: ["wss", "HTTP"] }, ["http://a.test/v1"]],
    [{ host: "a.test:8443" }, ["https://a.test:8443"]],
    [{ host: "a.test", basePath: "", schemes: [] }, ["https://a.test"]],
    [{ host: "localhost:8080", basePath: "/" }, ["http://localhost:8080/"]],
    [{ host: "localhost.a.test" }, ["https://localhost.a.test"]],
    [{ basePath: "v1", schemes: ["https"] }, ["/v1"]],
    [{}, []],
  ])("of %j are %j", async (more, want) => {
    const info = { title: "API", version: "1" };
    const { api, said } = await read({ "api.json": { swagger: "2.0", info, paths: {}, ...more } });
    expect(said).toEqual([]);
    expect(api.servers.map(({ url }) => url)).toEqual(want);
  });

  test.each<[object, string, string]>([
    [{ host: "https://a.test/", basePath: "/v1" }, "a.test", "https://a.test/v1"],
    [{ host: "HTTP://a.test:80" }, "a.test:80", "http://a.test:80"],
    [{ host: "http://a.test", schemes: ["https"] }, "a.test", "https://a.test"],
    [{ host: "//localhost" }, "localhost", "http://localhost"],
    [{ host: "wss://a.test" }, "a.test", "https://a.test"],
  ])("of %j, whose host is an address, are of %s", async (more, host, url) => {
    const info = { title: "API", version: "1" };
    const { api, diagnostics } = await read({ "api.json": { swagger: "2.0", info, paths: {}, ...more } });
    expect(diagnostics.map(({ code, at, message }) => [code, at?.pointer, message])).toEqual([
      ["value-not-allowed", "/host", expect.stringMatching(new RegExp(`^a host has no scheme: .* for "${host}"$`))],
    ]);
    expect(api.servers).toEqual([{ url }]);
  });

  test("are others for an operation with schemes of its own", async () => {
    const paths = { "/a": { get: { schemes: ["http"], responses: ok }, put: { schemes: ["https"], responses: ok } } };
    const info = { title: "API", version: "1" };
    const document = { swagger: "2.0", info, host: "a.test", basePath: "/v1", schemes: ["https"], paths };
    const { api, said } = await read({ "api.json": document });
    expect(said).toEqual([]);
    expect(api.operations.map(({ method, servers }) => [method, servers])).toEqual([
      ["GET", [{ url: "http://a.test/v1" }]],
      ["PUT", undefined],
    ]);
  });
});

test.each(["in the operation", "shared"])(
  "A header of a Swagger 2.0 response that is a list is read, %s",
  async (where) => {
    const tags = { type: "array", items: { type: "string" }, collectionFormat: "pipes", description: "d" };
    const response = { description: "ok", schema: toy, headers: { "X-Tags": tags } };
    const isShared = where === "shared";
    const { responses } = await posted(
      { responses: { "200": isShared ? { $ref: "#/responses/toy" } : response } },
      { responses: { toy: response } },
    );
    expect(responses["200"]).toMatchObject({
      headers: { "X-Tags": { description: "d", schema: { type: "array", items: { type: "string" } } } },
    });
  },
);

test.each([
  ["a null operation", { get: null }],
  ["a null response", { get: { responses: { 200: null } } }],
  ["a null parameter", { get: { parameters: [null], responses: ok } }],
])("%s is a fault of the document, not of twinspec", async (_, item) => {
  const { said } = await read({
    "api.json": { swagger: "2.0", info: { title: "API", version: "1" }, paths: { "/x": item } },
  });
  expect(said.length).toBeGreaterThan(0);
  expect(said.join("\n")).toMatch(/api\.json/);
});

test.each([
  ["#/definitions/Toyy", "#/definitions/Toyy", "#/definitions/Toy"],
  ["#/components/schemas/Toyy", "#/components/schemas/Toyy", "#/definitions/Toy"],
])("A reference that leads nowhere, %s, is told as it is written", async (ref, written, near) => {
  const { diagnostics } = await read({
    "api.json": {
      swagger: "2.0",
      info: { title: "API", version: "1" },
      paths: { "/a": { get: { responses: { 200: { description: "ok", schema: { $ref: ref } } } } } },
      definitions: { Toy: { type: "object" } },
    },
  });
  expect(diagnostics.map(({ code, message, help }) => [code, message, help])).toEqual([
    ["ref-not-found", `cannot find "${written}"`, `did you mean "${near}"?`],
  ]);
});

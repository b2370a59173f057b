import { describe, expect, test } from "vitest";
import { openApi, read } from "./read.ts";

/** What reading a document with these components, or with other fields at its root, says of contradictions. */
async function saidOf(components: object, version = "3.2.0", root: object = {}): Promise<string[]> {
  const { diagnostics } = await read({ "api.json": { ...openApi({}, components, version), ...root } });
  return diagnostics
    .filter(({ code }) => code === "fields-exclusive" || code === "value-not-allowed" || code === "missing-field")
    .map(({ severity, code, at, message }) => `${severity} ${code} ${at?.pointer}: ${message}`);
}

const json = { "application/json": {} };

describe("fields that exclude each other are told", () => {
  test.each<[string, object, string]>([
    [
      "example and examples of a parameter",
      { parameters: { a: { name: "a", in: "query", schema: {}, example: 1, examples: {} } } },
      '/components/parameters/a/examples: "example" and "examples" exclude each other',
    ],
    [
      "example and examples of a header",
      { headers: { a: { schema: {}, example: 1, examples: {} } } },
      '/components/headers/a/examples: "example" and "examples" exclude each other',
    ],
    [
      "example and examples of a media type",
      { requestBodies: { a: { content: { "text/plain": { example: 1, examples: {} } } } } },
      '/components/requestBodies/a/content/text~1plain/examples: "example" and "examples" exclude each other',
    ],
    [
      "schema and content of a parameter",
      { parameters: { a: { name: "a", in: "query", schema: {}, content: json } } },
      '/components/parameters/a/content: "schema" and "content" exclude each other',
    ],
    [
      "value and externalValue of an example",
      { examples: { a: { value: 1, externalValue: "a.json" } } },
      '/components/examples/a/externalValue: "value" and "externalValue" exclude each other',
    ],
    [
      "value and dataValue of an example",
      { examples: { a: { value: 1, dataValue: 1 } } },
      '/components/examples/a/dataValue: "value" and "dataValue" exclude each other',
    ],
    [
      "serializedValue and externalValue of an example",
      { examples: { a: { serializedValue: "1", externalValue: "a.json" } } },
      '/components/examples/a/externalValue: "serializedValue" and "externalValue" exclude each other',
    ],
    [
      "encoding and itemEncoding of a media type",
      { requestBodies: { a: { content: { "multipart/mixed": { encoding: {}, itemEncoding: {} } } } } },
      '/components/requestBodies/a/content/multipart~1mixed/itemEncoding: "encoding" and "itemEncoding" exclude each other',
    ],
    [
      "operationRef and operationId of a link",
      { links: { a: { operationRef: "#/paths/~1a/get", operationId: "a" } } },
      '/components/links/a/operationId: "operationRef" and "operationId" exclude each other',
    ],
    [
      "attribute and nodeType of XML",
      { schemas: { A: { type: "string", xml: { attribute: true, nodeType: "attribute" } } } },
      '/components/schemas/A/xml/attribute: "attribute" and "nodeType" exclude each other',
    ],
  ])("%s", async (_, components, want) => {
    expect(await saidOf(components)).toEqual([`warning fields-exclusive ${want}`]);
  });

  test.each<[string, object[], string[]]>([
    ["a querystring and a query", [{ in: "querystring" }, { in: "query" }], ["1: a `query` parameter cannot stand"]],
    ["two querystrings", [{ in: "querystring" }, { in: "querystring" }], ["1: there can be one `querystring`"]],
    ["a query and a querystring behind references", [{ $ref: "query" }, { $ref: "whole" }], ["0: a `query` parameter"]],
    ["a querystring beside others", [{ in: "querystring" }, { in: "header" }], []],
  ])("%s among the parameters of an operation and of a path item", async (_, parameters, want) => {
    const filled = parameters.map((each, index) =>
      "$ref" in each
        ? { $ref: `#/components/parameters/${each.$ref as string}` }
        : {
            name: `p${index}`,
            ...("in" in each && each.in === "querystring" ? { content: json } : { schema: {} }),
            ...each,
          },
    );
    const shared = {
      query: { name: "q", in: "query", schema: {} },
      whole: { name: "w", in: "querystring", content: json },
    };
    const pathItems = { own: { get: { parameters: filled } }, item: { parameters: filled, get: {} } };
    const said = await saidOf({ pathItems, parameters: shared });
    expect(said.toSorted()).toEqual(
      want
        .flatMap((text) =>
          ["item", "own/get"].map(
            (place) => `warning fields-exclusive /components/pathItems/${place}/parameters/${text}`,
          ),
        )
        .map((text) => expect.stringContaining(text)),
    );
  });

  test("a query of the path item and a querystring of its operation", async () => {
    const whole = { name: "w", in: "querystring", content: json };
    const item = { parameters: [{ name: "q", in: "query", schema: {} }], get: { parameters: [whole] } };
    expect(await saidOf({}, "3.2.0", { paths: { "/a": item } })).toEqual([
      "warning fields-exclusive /paths/~1a/get/parameters: a `query` parameter cannot stand beside a `querystring` parameter",
    ]);
  });
});

describe("values that are not allowed where they stand are told", () => {
  const parameter = (place: string, more: object) => ({
    parameters: { a: { name: "a", in: place, schema: {}, ...more } },
  });
  test.each<[string, string, object, string[]]>([
    [
      "a header with a name that is no token",
      "3.1.0",
      parameter("header", { name: "a[b]" }),
      ['"a[b]" is not a valid name of a header'],
    ],
    [
      "a path parameter with braces",
      "3.1.0",
      parameter("path", { name: "{a}", required: true }),
      ['"{a}" is not a valid name of a path parameter: it has braces'],
    ],
    [
      "allowReserved of a header",
      "3.2.0",
      parameter("header", { allowReserved: true }),
      ['a parameter in "header" has no `allowReserved`; it is ignored'],
    ],
    [
      "allowReserved of a path up to 3.1",
      "3.1.1",
      parameter("path", { allowReserved: true, required: true }),
      ['a parameter in "path" has no `allowReserved`; it is ignored'],
    ],
    ["allowReserved of a path from 3.2 on", "3.2.0", parameter("path", { allowReserved: true, required: true }), []],
    ["allowReserved of a query", "3.1.0", parameter("query", { allowReserved: true }), []],
    [
      "allowReserved of a cookie that is not encoded",
      "3.2.0",
      parameter("cookie", { style: "cookie", allowReserved: true }),
      ['a parameter in "cookie" has no `allowReserved`; it is ignored'],
    ],
    ["allowReserved of a cookie in a form", "3.2.0", parameter("cookie", { allowReserved: true }), []],
    ["anything of that in 3.0, where it is everywhere", "3.0.3", parameter("header", { allowReserved: true }), []],
    [
      "a schema of a querystring",
      "3.2.0",
      parameter("querystring", {}),
      ["a `querystring` parameter has no `schema`, but `content`"],
    ],
    [
      "a style that there is not",
      "3.1.0",
      parameter("query", { style: "comma" }),
      ['"comma" is not a valid style of a parameter in "query"; it is ignored'],
    ],
    ["the style of cookies in cookies", "3.2.0", parameter("cookie", { style: "cookie" }), []],
    [
      "the style of cookies elsewhere",
      "3.2.0",
      parameter("query", { style: "cookie" }),
      ['"cookie" is not a valid style of a parameter in "query"; it is ignored'],
    ],
    [
      "a name of a header of a response",
      "3.2.0",
      { responses: { a: { description: "", headers: { "a=b": { schema: {} } } } } },
      ['"a=b" is not a valid name of a header'],
    ],
    [
      "an unknown node of XML",
      "3.2.0",
      { schemas: { A: { xml: { nodeType: "elemnt" } } } },
      ["`nodeType` must be one of element, attribute, text, cdata, none"],
    ],
    [
      "an additional operation that is a field",
      "3.2.0",
      { pathItems: { a: { additionalOperations: { POST: {} } } } },
      ['the method "POST" is a field of the path item: `post`'],
    ],
    [
      "an additional operation without a method",
      "3.2.0",
      { pathItems: { a: { additionalOperations: { "CO(PY": {} } } } },
      ['"CO(PY" is not a valid method'],
    ],
    ["an additional operation", "3.2.0", { pathItems: { a: { additionalOperations: { COPY: {} } } } }, []],
  ])("%s, in %s", async (_, version, components, want) => {
    const said = await saidOf(components, version);
    expect(said.map((text) => text.replace(/^warning value-not-allowed \S+: /, ""))).toEqual(want);
  });

  test("a false allowReserved, which changes nothing, is a note", async () => {
    expect(await saidOf(parameter("header", { allowReserved: false }))).toEqual([
      'info value-not-allowed /components/parameters/a/allowReserved: a parameter in "header" has no `allowReserved`; it is ignored',
    ]);
  });

  test("no value for a variable of a server", async () => {
    const servers = [{ url: "https://{a}/", variables: { a: { enum: [], default: "a" } } }];
    expect(await saidOf({}, "3.1.0", { servers })).toEqual([
      "warning value-not-allowed /servers/0/variables/a/enum: `enum` must have a value",
    ]);
  });

  test("nothing that a document describes", async () => {
    const { diagnostics } = await read({ "api.yaml": "openapi: 3.1.0\ninfo: { title: A, version: 1.0.0 }\n" });
    expect(diagnostics.map(({ code, at }) => [code, at?.line, at?.column])).toEqual([["missing-field", 1, 1]]);
  });
});

describe("what no client can use is told", () => {
  const operation = (responses: object, more: object = {}) => ({ get: { responses, ...more } });
  const ok = { description: "ok" };

  test.each(["3.0.3", "3.1.0", "3.2.0"])("statuses that are none, in %s", async (version) => {
    const responses = { 200: ok, "4XX": ok, "5xx": ok, default: ok, "x-a": 1, 20: ok, 600: ok, ok, "4XXX": ok };
    expect(await saidOf({}, version, { paths: { "/a": operation(responses) } })).toEqual(
      [20, 600, "ok", "4XXX"].map(
        (key) =>
          `warning value-not-allowed /paths/~1a/get/responses/${key}: ` +
          `"${key}" is not a valid status of a response; it is ignored`,
      ),
    );
  });

  test("in Swagger 2.0 too", async () => {
    const document = {
      swagger: "2.0",
      info: { title: "T", version: "1" },
      paths: { "/a": operation({ ok, 200: ok }) },
    };
    const { said } = await read({ "api.json": document });
    expect(said).toEqual([
      expect.stringMatching(
        /^api\.json:1:\d+ warning value-not-allowed: "ok" is not a valid status of a response; it is/,
      ),
    ]);
  });

  test("types of security schemes, and places of keys", async () => {
    const securitySchemes = {
      a: { type: "apikey", in: "head", name: "k" },
      b: { type: "apiKey", in: "head", name: "k" },
      c: { type: "apiKey", in: "cookie", name: "k" },
      d: { type: "mutualTLS" },
    };
    const at = "warning value-not-allowed /components/securitySchemes";
    expect(await saidOf({ securitySchemes }, "3.1.0")).toEqual([
      `${at}/a/type: the type of a security scheme must be one of apiKey, http, mutualTLS, oauth2, openIdConnect, not "apikey"`,
      `${at}/b/in: an API key must be in query, header, cookie, not in "head"`,
    ]);
  });
});

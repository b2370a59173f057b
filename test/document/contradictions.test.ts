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

  test.each<[string, object, string[]]>([
    ["no type", {}, ['a Security Scheme Object requires the field "type"']],
    ["no scheme", { type: "http" }, ['a security scheme of the type "http" requires the field "scheme"']],
    [
      "no name and no place",
      { type: "apiKey" },
      ["name", "in"].map((field) => `a security scheme of the type "apiKey" requires the field "${field}"`),
    ],
    ["no flows", { type: "oauth2" }, ['a security scheme of the type "oauth2" requires the field "flows"']],
    [
      "no address",
      { type: "openIdConnect" },
      ['a security scheme of the type "openIdConnect" requires the field "openIdConnectUrl"'],
    ],
    ["all that a type requires", { type: "mutualTLS" }, []],
  ])("a security scheme with %s", async (_, scheme, want) => {
    const said = await saidOf({ securitySchemes: { a: scheme } }, "3.1.0");
    expect(said).toEqual(want.map((text) => `warning missing-field /components/securitySchemes/a: ${text}`));
  });

  test.each<[string, string[]]>([
    ["implicit", ["authorizationUrl"]],
    ["password", ["tokenUrl"]],
    ["clientCredentials", ["tokenUrl"]],
    ["authorizationCode", ["authorizationUrl", "tokenUrl"]],
    ["deviceAuthorization", ["deviceAuthorizationUrl", "tokenUrl"]],
  ])("a flow %s without the addresses of tokens", async (flow, fields) => {
    const saidOfFlow = (content: object) =>
      saidOf({ securitySchemes: { a: { type: "oauth2", flows: { [flow]: { scopes: {}, ...content } } } } });
    const at = `warning missing-field /components/securitySchemes/a/flows/${flow}`;
    expect(await saidOfFlow({})).toEqual(
      fields.map((field) => `${at}: the flow "${flow}" requires the field "${field}"`),
    );
    expect(await saidOfFlow(Object.fromEntries(fields.map((field) => [field, "https://a.example/"])))).toEqual([]);
  });

  test.each([
    ["beaer", ['"beaer" is not a registered scheme of HTTP']],
    ["Bearer", []],
    ["BASIC", []],
    ["digest", []],
    ["Zoho-oauthtoken", []],
  ])("the scheme %s of HTTP", async (scheme, want) => {
    const said = await saidOf({ securitySchemes: { a: { type: "http", scheme } } });
    expect(said).toEqual(want.map((text) => `warning value-not-allowed /components/securitySchemes/a/scheme: ${text}`));
  });

  test.each(["parameters", "headers"])("%s that do not say what their value is", async (section) => {
    const named = section === "parameters" ? { name: "a", in: "query" } : {};
    const what = section === "parameters" ? "Parameter" : "Header";
    expect(await saidOf({ [section]: { a: named, b: { ...named, name: "b", schema: {} } } })).toEqual([
      `warning missing-field /components/${section}/a: ` +
        `a ${what} Object requires the field "schema" or "content"; any value is taken`,
    ]);
  });

  test("but a misspelt field is told as that alone", async () => {
    const parameters = { a: { name: "a", in: "query", shema: { type: "string" } } };
    const { diagnostics } = await read({ "api.json": openApi({}, { parameters }) });
    expect(diagnostics.map(({ code, message, help }) => [code, message, help])).toEqual([
      ["unknown-field", 'a Parameter Object has no field "shema"; it is ignored', 'did you mean "schema"?'],
    ]);
  });
});

describe("servers, tags and versions that contradict themselves are told", () => {
  const url = "https://{region}.example.com/{version}";
  const variables = { region: { default: "eu" }, version: { default: "v1" } };

  async function of(root: object): Promise<unknown[]> {
    const { diagnostics } = await read({ "api.json": { ...openApi({}, {}, "3.1.0"), ...root } });
    return diagnostics.map(({ severity, code, at, message, help }) => [severity, code, at?.pointer, message, help]);
  }

  test.each<[string, object, unknown[]]>([
    ["variables that are all declared", { url, variables }, []],
    ["no variables", { url: "https://example.com" }, []],
    [
      "a variable that nothing declares",
      { url, variables: { region: { default: "eu" } } },
      [
        [
          "server-variable-undeclared",
          "/servers/0/url",
          `the variable "version" of the server "${url}" is not declared; it stays in the URL as it is written`,
          undefined,
        ],
      ],
    ],
    [
      "a misspelt one",
      { url, variables: { regoin: { default: "eu" }, version: { default: "v1" } } },
      [
        [
          "server-variable-undeclared",
          "/servers/0/url",
          `the variable "region" of the server "${url}" is not declared; it stays in the URL as it is written`,
          'did you mean "regoin", the variable that is declared?',
        ],
      ],
    ],
    [
      "one that is not in the URL",
      { url, variables: { ...variables, port: { default: "443" } } },
      [
        [
          "server-variable-unused",
          "/servers/0/variables/port",
          `the server "${url}" has no variable "{port}"`,
          undefined,
        ],
      ],
    ],
    ...(
      [
        ["https://{region", `"{" is not closed in the server`],
        ["https://region}.example.com", `"}" closes nothing in the server`],
        ["https://{}.example.com", "a variable of the server"],
      ] as const
    ).map(([given, start]): [string, object, unknown[]] => [
      `braces that are no variable, ${given}`,
      { url: given },
      [["server-template", "/servers/0/url", expect.stringContaining(start), undefined]],
    ]),
    [
      "one without a default",
      { url, variables: { ...variables, version: {} } },
      [
        [
          "missing-field",
          "/servers/0/variables/version",
          'a Server Variable Object requires the field "default"',
          undefined,
        ],
      ],
    ],
    [
      "a default that is not listed",
      { url, variables: { ...variables, version: { default: "v3", enum: ["v1", "v22"] } } },
      [
        [
          "value-not-allowed",
          "/servers/0/variables/version/default",
          'the default "v3" is not in `enum`',
          'did you mean "v1"?',
        ],
      ],
    ],
  ])("a server with %s", async (_, server, want) => {
    const located = want.map((line) => ["warning", ...(line as unknown[])]);
    expect(await of({ servers: [server] })).toEqual(located);
  });

  test("a tag that is declared twice, with both places", async () => {
    const tags = [{ name: "a" }, { name: "b" }, { name: "a", description: "again" }];
    const { api, diagnostics } = await read({ "api.json": { ...openApi({}), tags } });
    expect(api.tags).toEqual(tags.slice(0, 2));
    expect(
      diagnostics.map(({ code, at, related }) => [code, at?.pointer, related?.map(({ pointer }) => pointer)]),
    ).toEqual([["duplicate-tag", "/tags/2", ["/tags/0"]]]);
  });

  test("but not one that two documents declare", async () => {
    const files = {
      "a.json": { ...openApi({}), tags: [{ name: "a" }] },
      "b.json": { ...openApi({}), tags: [{ name: "a" }] },
    };
    expect((await read(files)).said).toEqual([]);
  });

  test.each([
    ["3.1.0", { type: "string", nullable: true }, 'null is a type there: type: [string, "null"]'],
    ["3.2.0", { $ref: "#/components/schemas/B", nullable: true }, 'null is a type there: anyOf with { type: "null" }'],
    ["3.1.0", { type: "string", nullable: false }, undefined],
    ["3.0.3", { type: "string", nullable: true }, undefined],
  ])("null by a field that is gone: %s %j", async (version, schema, help) => {
    const document = { ...openApi({}), openapi: version, components: { schemas: { A: schema, B: {} } } };
    const { diagnostics } = await read({ "api.json": document });
    const told = diagnostics.filter(({ code }) => code === "unknown-field");
    expect(told.map((one) => [one.severity, one.at?.pointer, one.help])).toEqual(
      help === undefined ? [] : [["warning", "/components/schemas/A/nullable", help]],
    );
  });

  test.each(["jsonSchemaDialect", "$schema"])("a dialect that is no URI: %s", async (field) => {
    const given = (uri: string) =>
      of(field === "$schema" ? { components: { schemas: { A: { $schema: uri } } } } : { jsonSchemaDialect: uri });
    const at = field === "$schema" ? "/components/schemas/A/$schema" : "/jsonSchemaDialect";
    expect(await given("nope")).toEqual([
      [
        "warning",
        "value-not-allowed",
        at,
        `\`${field}\` must be a URI with a scheme, not "nope"; it is ignored`,
        undefined,
      ],
    ]);
    expect(await given("https://json-schema.org/draft/2020-12/schema")).toEqual([]);
  });

  test("two versions, of which that of OpenAPI 3 holds", async () => {
    const { api, diagnostics } = await read({ "api.json": { ...openApi({ "/a": { get: {} } }), swagger: "2.0" } });
    expect(api.openapi).toBe("3.1.0");
    expect(diagnostics.map(({ severity, code, at, message }) => [severity, code, at?.pointer, message])).toEqual([
      ["warning", "fields-exclusive", "/swagger", '"openapi" and "swagger" exclude each other; "swagger" is ignored'],
    ]);
  });

  test("two versions, of which that of OpenAPI is none", async () => {
    const document = { swagger: "2.0", openapi: "nope", info: { title: "T", version: "1" }, paths: {} };
    const { diagnostics } = await read({ "api.json": document });
    expect(diagnostics.map(({ severity, code, at, message }) => [severity, code, at?.pointer, message])).toEqual([
      ["warning", "fields-exclusive", "/openapi", '"openapi" and "swagger" exclude each other; "openapi" is ignored'],
    ]);
  });
});

import { describe, expect, onTestFinished, test } from "vitest";
import { defaultSettings } from "../../../generator/entry.ts";
import { answers, documentWith, documentWithOperation, emitted, inOneLine } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

/** Everything that was emitted, to be type-checked in one go. */
const emittedFiles = new Map<string, string>();
let modules = 0;

/** Keeps files for the type check; the runtime, which is always the same, only once. */
function keep(target: "package" | "source", files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const module = path.replace(/^esm\//, "");
    if (!path.endsWith(target === "source" ? ".ts" : ".d.ts")) continue;
    if (module.startsWith("runtime/")) emittedFiles.set(`${target}/${module}`, text);
    else
      emittedFiles.set(
        `${target}/${modules}/${module}`,
        text.replace(/"(?:\.\.?\/)+runtime\//g, `"${module.includes("/") ? "../../" : "../"}runtime/`),
      );
  }
}

/** The module of one operation as TypeScript source; what else is emitted, for both targets, is kept for the type check. */
async function operationModule(document: object, name = "doThing"): Promise<string> {
  modules += 1;
  const source = await emitted(document);
  keep("source", source);
  keep("package", await emitted(document, { target: "package" }));
  const text = source.get(`operations/${name}.ts`);
  onTestFinished(({ task }) => {
    if (task.result?.state === "fail") console.error(text);
  });
  return text ?? `there is no ${name} among ${[...source.keys()].join(", ")}`;
}

const json = (schema: unknown) => ({ content: { "application/json": { schema } } });
const query = (name: string, rest: object = {}) => ({ name, in: "query", schema: { type: "string" }, ...rest });
const path = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });

describe("names", () => {
  test("a further name of an operation is the same function, and deprecated", async () => {
    const twin = (operationId: string) => ({ operationId, responses: { 204: { description: "Done" } } });
    const text = `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/things":{"get":${JSON.stringify(twin("getThings"))}},"/things":{"get":${JSON.stringify(twin("getThings2"))}}}}`;
    const files = await emitted(text);
    expect(files.get("operations/getThings.ts")).toContain(
      [
        "/**",
        " * Another name of {@link getThings}: the very same function.",
        " *",
        " * @deprecated Use {@link getThings}.",
        " */",
        "export const getThings2: typeof getThings = getThings;",
      ].join("\n"),
    );
    expect([...files.keys()].filter((file) => file.startsWith("operations/"))).toEqual(["operations/getThings.ts"]);
  });

  test("a reserved word is escaped", async () => {
    const module = await operationModule(
      documentWithOperation({ operationId: "delete" }, { method: "delete" }),
      "delete_",
    );
    expect(module).toContain("export const delete_: Operation<[], Delete_Data, Delete_Error>");
    expect(module).toContain('name: "delete_"');
  });

  test("a schema called as a type of the runtime gets its place, and the runtime's type another local name", async () => {
    const module = await operationModule(
      documentWithOperation(
        { responses: answers({ $ref: "#/components/schemas/Operation" }) },
        { schemas: { Operation: { type: "object" } } },
      ),
    );
    expect(module).toContain('import type { Operation } from "../schemas/Operation.js";');
    expect(module).toContain(
      'import { type Operation as Operation_, operation } from "../runtime/request/operation.js";',
    );
    expect(module).toContain("export const doThing: Operation_<[], DoThingData, DoThingError>");
  });

  test("a schema called as a type of the operation itself is imported under another name", async () => {
    const module = await operationModule(
      documentWithOperation(
        { responses: answers({ $ref: "#/components/schemas/DoThingData" }) },
        { schemas: { DoThingData: { type: "string" } } },
      ),
    );
    expect(module).toContain('import type { DoThingData as DoThingData_ } from "../schemas/DoThingData.js";');
    expect(module).toContain("export type DoThingData = DoThingData_;");
  });

  test("operations called as the functions of the runtime are no less functions", async () => {
    for (const name of ["operation", "writeStyled", "readBody", "onOwnServer", "writeJson"]) {
      const module = await operationModule(
        documentWithOperation(
          {
            operationId: name,
            parameters: [query("filter", { style: "deepObject", explode: true, schema: { type: "object" } })],
            requestBody: json({ type: "object" }),
            responses: answers({ type: "string" }, "text/plain"),
            servers: [{ url: "https://elsewhere.example.com" }],
          },
          { method: "post", servers: [{ url: "https://api.example.com" }] },
        ),
        name,
      );
      expect(module).toMatch(new RegExp(`export const ${name}: (?:Streamed<[^]+?> &\\s+)?Operation<`));
      expect(module).not.toContain(`import { ${name} }`);
    }
  });

  test("types that an operation's name makes do not hide those of the platform", async () => {
    const module = await operationModule(
      documentWithOperation(
        { operationId: "form", requestBody: { content: { "multipart/form-data": { schema: { type: "object" } } } } },
        { method: "post" },
      ),
      "form",
    );
    expect(module).toContain("| FormData | undefined;");
    expect(module).toContain("export type Form_Data = undefined;");
    expect(module).toContain("export type Form_Error = ");
  });

  test("schemas called as types of the platform do not hide them", async () => {
    const module = await operationModule(
      documentWithOperation(
        {
          requestBody: { content: { "image/png": {} } },
          responses: answers({ $ref: "#/components/schemas/ArrayBufferView" }),
        },
        { method: "post", schemas: { ArrayBufferView: { type: "string" } } },
      ),
    );
    expect(module).toContain("import type { ArrayBufferView as ArrayBufferView_ }");
    expect(module).toContain("| ArrayBufferView |");
  });
});

describe("doc comments", () => {
  test.each([
    ["alone", [{ nowhere: ["x"] }], []],
    ["beside a scheme with scopes", [{ nowhere: ["x"], oauth: ["a"] }], [["a"]]],
    ["as an alternative, which nobody can check", [{ nowhere: ["x"] }, { oauth: ["a"] }], []],
  ])("what a scheme that no document defines asks for is no scope: %s", async (_, security, want) => {
    const flows = { clientCredentials: { tokenUrl: "https://a.example.com/token", scopes: { a: "" } } };
    const module = await operationModule(
      documentWithOperation({ security }, { components: { securitySchemes: { oauth: { type: "oauth2", flows } } } }),
    );
    expect(/scopes: (\[\[.*?\]\])/.exec(module)?.[1] ?? "[]").toBe(JSON.stringify(want));
  });

  test("an operation shows what it does, its request and its scopes", async () => {
    const module = await operationModule(
      documentWithOperation(
        { summary: "Do the thing", description: "At length.", security: [{ oauth: ["a", "b"] }, { oauth: ["c"] }] },
        {
          components: {
            securitySchemes: {
              oauth: {
                type: "oauth2",
                flows: { clientCredentials: { tokenUrl: "/token", scopes: { a: "", b: "", c: "" } } },
              },
            },
          },
        },
      ),
    );
    expect(module).toContain(
      "/**\n * Do the thing\n *\n * At length.\n *\n * `GET /things`\n *\n * Scopes: `c`, or `a` and `b`\n */\nexport const doThing",
    );
    expect(module).toContain('scopes: [["c"], ["a", "b"]]');
  });

  test("no comment has a link, which the compiler would parse, but that of a deprecated name", async () => {
    const text = { schema: { type: "string" } };
    const message = { content: { "application/json": text, "text/plain": text } };
    const described = (operationId: string) => ({
      operationId,
      requestBody: message,
      responses: { 200: { description: "", ...message }, 400: { description: "", ...message } },
      parameters: ["query", "header"].map((place) => ({ in: place, name: "n", ...text })),
    });
    const document = documentWith({
      paths: { "/things": { post: described("addThing") } },
      webhooks: { added: { post: described("thingAdded") } },
      schemas: { State: { type: "string", enum: ["on", "off"] } },
    });
    const { client } = defaultSettings(["-"], "client", import.meta.dirname);
    const files = await emitted(document, {
      target: "package",
      client: { ...client, values: { ...client.values, enums: "const" } },
    });
    const declarations = [...files].filter(([path]) => path.endsWith(".d.ts"));
    expect(declarations.length).toBeGreaterThan(20);
    // TypeScript parses comments with these tags where it parses no others.
    const linking = declarations.filter(([, declaration]) => /@(?:see|link)/i.test(declaration));
    expect(linking.map(([path]) => path)).toEqual([]);
  });

  test("deprecated operations, parameters and properties are marked so", async () => {
    const module = await operationModule(
      documentWithOperation({
        deprecated: true,
        parameters: [query("old", { deprecated: true, description: "Not any more." })],
        responses: answers({ type: "object", properties: { former: { type: "string", deprecated: true } } }),
      }),
    );
    expect(module).toContain(" * `GET /things`\n *\n * @deprecated\n */\nexport const doThing");
    expect(module).toContain("   * Not any more.\n   *\n   * @deprecated\n   */\n  old?: string | undefined;");
    expect(module).toMatch(/\/\*\* @deprecated \*\/\s+former\?: string;/);
  });
});

describe("arguments", () => {
  test("an operation without any takes none", async () => {
    const module = await operationModule(documentWithOperation({}));
    expect(module).toContain("export const doThing: Operation<[], DoThingData, DoThingError>");
    expect(module).not.toContain("DoThingArguments");
  });

  test("say what their schemas require, and their defaults", async () => {
    const schema = { type: "integer", minimum: 1, maximum: 100, default: 10 };
    const parameter = query("limit", { description: "How many", schema, deprecated: true });
    expect(await operationModule(documentWithOperation({ parameters: [parameter] }))).toContain(
      "  /**\n   * How many\n   *\n   * @minimum 1\n   * @maximum 100\n   * @default 10\n   * @deprecated\n   */\n  limit?:",
    );
  });

  test("they are optional as a whole when each is", async () => {
    const module = await operationModule(documentWithOperation({ parameters: [query("q")] }));
    expect(module).toContain("  q?: string | undefined;\n");
    expect(module).toContain("Operation<[args?: DoThingArguments]");
  });

  test("they are required as a whole when one is", async () => {
    const module = await operationModule(
      documentWithOperation({ parameters: [query("q"), path("id")] }, { path: "/things/{id}" }),
    );
    expect(module).toContain("  id: string;\n");
    expect(module).toContain("  q?: string | undefined;\n");
    expect(module).toContain("Operation<[args: DoThingArguments]");
  });

  test("a body is required when the document says so", async () => {
    const body = (required: boolean) => ({ requestBody: { required, ...json({ type: "integer" }) } });
    expect(await operationModule(documentWithOperation(body(true), { method: "post" }))).toContain("  body: number;\n");
    expect(await operationModule(documentWithOperation(body(false), { method: "post" }))).toContain(
      "  body?: number | undefined;\n",
    );
  });

  test("parameters of one name in two places are told apart by their place", async () => {
    const module = await operationModule(
      documentWithOperation({ parameters: [query("id"), path("id")] }, { path: "/things/{id}" }),
    );
    expect(module).toContain("  pathId: string;\n");
    expect(module).toContain("  queryId?: string | undefined;\n");
    expect(module).toContain('{ name: "id", in: "path", argument: "pathId" }');
    expect(module).toContain("On the wire: `id`.");
  });

  test("a parameter called body is told apart from the body", async () => {
    const module = await operationModule(
      documentWithOperation({ parameters: [query("body")], requestBody: json({ type: "object" }) }, { method: "post" }),
    );
    expect(module).toContain('argument: "requestBody"');
    expect(module).toContain("  queryBody?: string | undefined;\n");
    expect(module).toContain("  requestBody?: Record<string, unknown> | undefined;\n");
  });

  test("names that every object has are not taken for arguments", async () => {
    const names = ["__proto__", "constructor", "toString"];
    const module = await operationModule(documentWithOperation({ parameters: names.map((name) => query(name)) }));
    for (const name of names) expect(module).toContain(`name: ${JSON.stringify(name)}, in: "query", argument: "`);
    expect(module).not.toMatch(/^ {2}(?:__proto__|constructor|toString)\?/m);
  });

  test("names that are no identifiers are camelCased", async () => {
    const module = await operationModule(
      documentWithOperation({
        parameters: [query("page[size]"), { name: "X-Request-Id", in: "header", schema: { type: "string" } }],
      }),
    );
    expect(module).toContain("  pageSize?: string | undefined;\n");
    expect(module).toContain("  xRequestId?: string | undefined;\n");
  });
});

describe("a requestBody", () => {
  test.each(["get", "head"])("of %s, which fetch refuses to send, is no argument", async (method) => {
    const module = await operationModule(documentWithOperation({ requestBody: json({ type: "object" }) }, { method }));
    expect(module).toContain("Operation<[], DoThingData");
    expect(module).not.toContain("body:");
  });
});

describe("what writes a parameter", () => {
  const cases: [what: string, parameter: object, want: string][] = [
    ["a primitive in the query by the runtime's default", query("q"), '{ name: "q", in: "query" }'],
    [
      "a list in the query by the default",
      query("q", { schema: { type: "array", items: { type: "integer" } } }),
      '{ name: "q", in: "query" }',
    ],
    [
      "a list that is not exploded by style",
      query("q", { explode: false, schema: { type: "array", items: { type: "string" } } }),
      '{ name: "q", in: "query", explode: false, write: writeStyled }',
    ],
    [
      "an object by style",
      query("q", { style: "deepObject", explode: true, schema: { type: "object" } }),
      '{ name: "q", in: "query", style: "deepObject", explode: true, write: writeStyled }',
    ],
    ["what may be an object by style", query("q", { schema: {} }), '{ name: "q", in: "query", write: writeStyled }'],
    [
      "reserved characters by style",
      query("q", { allowReserved: true }),
      '{ name: "q", in: "query", allowReserved: true, write: writeStyled }',
    ],
    [
      "content as its media type has it",
      { name: "q", in: "query", ...json({ type: "object" }) },
      '{ name: "q", in: "query", content: "application/json", write: writeStyled }',
    ],
    [
      "integers of 64 bits inside of it with all their digits",
      { name: "q", in: "query", ...json({ type: "array", items: { type: "integer", format: "int64" } }) },
      '{ name: "q", in: "query", content: "application/json", write: /* @__PURE__ */ writeValues([{ items: 1 }, { is: "digits" }], writeStyled) }',
    ],
    [
      "a header by writeHeader",
      { name: "q", in: "header", schema: { type: "string" } },
      '{ name: "q", in: "header", write: writeHeader }',
    ],
    [
      "an object in a header by style",
      { name: "q", in: "header", schema: { type: "object" } },
      '{ name: "q", in: "header", write: writeStyled }',
    ],
    [
      "a cookie by style",
      { name: "q", in: "cookie", schema: { type: "string" } },
      '{ name: "q", in: "cookie", write: writeStyled }',
    ],
    [
      "a reference to a primitive by the default",
      query("q", { schema: { $ref: "#/components/schemas/Name" } }),
      '{ name: "q", in: "query" }',
    ],
    ["an enumeration by the default", query("q", { schema: { enum: ["a", 1] } }), '{ name: "q", in: "query" }'],
    [
      "a nullable string by the default",
      query("q", { schema: { type: ["string", "null"] } }),
      '{ name: "q", in: "query" }',
    ],
  ];
  test.each(cases)("%s", async (_, parameter, want) => {
    const schemas = { Name: { type: "string" } };
    const module = await operationModule(documentWithOperation({ parameters: [parameter] }, { schemas }));
    expect(inOneLine(module)).toContain(`parameters: [${want}]`);
  });

  test.each<[string, object, string, string]>([
    [
      "application/x-www-form-urlencoded",
      { type: "object", properties: { a: { type: "string" } } },
      'parameters: [{ name: "all", in: "query", content: "application/x-www-form-urlencoded", write: writeQueryString }]',
      "all?: { a?: string | undefined; } | undefined;",
    ],
    [
      "application/json",
      { type: "object", properties: { id: { type: "integer", format: "int64" } } },
      'content: "application/json", write: /* @__PURE__ */ writeValues([{ properties: { id: 1 } }, { is: "digits" }], writeQueryString)',
      "all?: { /** @format int64 */ id?: string | undefined; } | undefined;",
    ],
    ["text/plain", { type: "string" }, 'content: "text/plain", write: writeQueryString', "all?: string | undefined;"],
  ])("the whole query as %s", async (mediaType, schema, description, type) => {
    const parameters = [{ name: "all", in: "querystring", content: { [mediaType]: { schema } } }];
    const module = inOneLine(await operationModule(documentWithOperation({ parameters }, { openapi: "3.2.0" })));
    expect(module).toContain(description);
    expect(module).toContain(type);
  });

  test.each([
    ["/e?filename={filename}", [path("filename")], "/e?filename={filename}"],
    ["/e?filename={filename}", [], "/e?filename={filename}"],
    ["/e?q={q}", [query("q")], "/e"],
    ["/e?a=1&q={q}#2", [query("q")], "/e?a=1#2"],
    ["/e?a={b}&q={q}", [query("q"), path("b")], "/e?a={b}"],
  ])("a variable in the query of %s is sent once", async (template, parameters, want) => {
    const document = documentWithOperation({ operationId: "doThing", parameters }, { path: template });
    const module = inOneLine(await operationModule(document));
    expect(module).toContain(`path: "${want}"`);
    expect(module).toMatch(/args: DoThingArguments|args\?: DoThingArguments/);
  });

  test("headers that OpenAPI describes elsewhere are no arguments", async () => {
    const parameters = ["Accept", "content-type", "Authorization"].map((name) => ({
      name,
      in: "header",
      schema: { type: "string" },
    }));
    expect(await operationModule(documentWithOperation({ parameters }))).not.toContain("Arguments");
  });
});

describe("bodies", () => {
  const object = { type: "object", properties: { a: { type: "string" } } };
  const cases: [mediaType: string, schema: unknown, description: string, type: RegExp][] = [
    ["application/json", object, "body: jsonBody, read", /body\?: \{\s+a\?: string \| undefined;\s+\} \| undefined;/],
    [
      "application/merge-patch+json",
      object,
      'body: /* @__PURE__ */ bodyOf({ content: ["application/merge-patch+json"], writers: [writeJson] })',
      /body\?: \{/,
    ],
    [
      "application/x-www-form-urlencoded",
      object,
      'body: /* @__PURE__ */ bodyOf({ content: ["application/x-www-form-urlencoded"], writers: [writeForm] })',
      /\} \| URLSearchParams \| undefined;/,
    ],
    [
      "multipart/form-data",
      { type: "object", properties: { file: { type: "string", format: "binary" } } },
      'body: /* @__PURE__ */ bodyOf({ content: ["multipart/form-data"], writers: [writeMultipart] })',
      /file\?: Blob \| undefined;\s+\} \| FormData \| undefined;/,
    ],
    ...["application/x-www-form-urlencoded", "multipart/form-data"].map((type): (typeof cases)[number] => [
      type,
      {
        type: "object",
        properties: { in: { type: "object", properties: { id: { type: "integer", format: "int64" } } } },
      },
      "writers: [/* @__PURE__ */ writeValues([{ properties: { in: 1 } }, ",
      /id\?: string \| undefined;/,
    ]),
    [
      "application/octet-stream",
      { type: "string", format: "binary" },
      'body: /* @__PURE__ */ bodyOf({ content: ["application/octet-stream"], writers: [writeRaw] })',
      /body\?: Blob \| ArrayBuffer \| ArrayBufferView \| ReadableStream \| string \| undefined;/,
    ],
    [
      "multipart/form-data",
      { type: "object", properties: { file: { type: "string", contentMediaType: "application/octet-stream" } } },
      'body: /* @__PURE__ */ bodyOf({ content: ["multipart/form-data"], writers: [writeMultipart] })',
      /file\?: Blob \| undefined;/,
    ],
    ...[{ contentMediaType: "application/octet-stream" }, { contentMediaType: "image/png" }, { format: "binary" }].map(
      (file): (typeof cases)[number] => [
        "multipart/form-data",
        { type: "object", properties: { file, files: { type: "array", items: file } } },
        'body: /* @__PURE__ */ bodyOf({ content: ["multipart/form-data"], writers: [writeMultipart] })',
        /file\?: Blob \| undefined;\s+files\?: Blob\[\] \| undefined;/,
      ],
    ),
    [
      "multipart/form-data",
      {
        oneOf: [
          { type: "string", format: "binary" },
          { type: "array", items: { type: "string", format: "binary" } },
        ],
      },
      "writers: [writeMultipart]",
      /body\?: Blob \| Blob\[\] \| FormData \| undefined;/,
    ],
    [
      "application/json",
      { type: "string", format: "binary" },
      "bodyOf({ writers: [writeBytes] })",
      /body\?: Blob \| ArrayBuffer \| ArrayBufferView \| ReadableStream \| string \| undefined;/,
    ],
    [
      "application/json",
      { type: "object", properties: { file: { type: "string", format: "binary" } } },
      "body: jsonBody, read",
      /file\?: string \| undefined;/,
    ],
    [
      "application/x-www-form-urlencoded",
      { type: "object", properties: { file: { type: "string", format: "binary" } } },
      "writers: [writeForm]",
      /file\?: string \| undefined;/,
    ],
    ["application/json", undefined, "writers: [writeJson]", /body\?: unknown;/],
    ["application/json", { type: "object" }, "writers: [writeJson]", /body\?: Record<string, unknown> \|/],
    [
      "multipart/form-data",
      {
        type: "object",
        properties: {
          picture: { type: "string", contentMediaType: "image/png", contentEncoding: "base64" },
          page: { type: "string", contentMediaType: "text/html" },
        },
      },
      'body: /* @__PURE__ */ bodyOf({ content: ["multipart/form-data"], writers: [writeMultipart] })',
      /picture\?: string \| undefined;\s+page\?: string \| undefined;/,
    ],
    [
      "image/png",
      undefined,
      'body: /* @__PURE__ */ bodyOf({ content: ["image/png"], writers: [writeRaw] })',
      /body\?: Blob \|/,
    ],
    [
      "text/plain",
      { type: "string" },
      'body: /* @__PURE__ */ bodyOf({ content: ["text/plain"], writers: [writeRaw] })',
      /body\?: string \| undefined;/,
    ],
    [
      "application/xml",
      object,
      'body: /* @__PURE__ */ bodyOf({ content: ["application/xml"], writers: [writeRaw] })',
      /body\?: string \| undefined;/,
    ],
    [
      "application/x-ndjson",
      object,
      'body: /* @__PURE__ */ bodyOf({ content: ["application/x-ndjson"], writers: [writeRaw] })',
      /body\?: Blob \|/,
    ],
    [
      "*/*",
      object,
      'body: /* @__PURE__ */ bodyOf({ content: ["*/*"], writers: [writeRaw, writeJson] })',
      /body\?: \{\s+a\?: string \| undefined;/,
    ],
  ];
  test.each(cases)("%s", async (mediaType, schema, description, type) => {
    const module = await operationModule(
      documentWithOperation(
        { requestBody: { content: { [mediaType]: schema === undefined ? {} : { schema } } } },
        { method: "post" },
      ),
    );
    expect(inOneLine(module)).toContain(description);
    expect(inOneLine(module)).toMatch(type);
  });

  test("of several kinds take the types of each, JSON first", async () => {
    const content = {
      "multipart/form-data": { schema: object },
      "application/json": { schema: object },
      "text/csv": {},
    };
    const module = await operationModule(documentWithOperation({ requestBody: { content } }, { method: "post" }));
    expect(inOneLine(module)).toContain(
      'content: ["application/json", "multipart/form-data", "text/csv"], writers: [writeMultipart, writeRaw, writeJson]',
    );
    expect(inOneLine(module)).toContain("type AnyBody = { a?: string | undefined; } | FormData | string;");
  });

  test("hold a file in a form and text in JSON, also where named schemas do", async () => {
    const file = { type: "string", format: "binary" };
    const named = (id: string) => ({ $ref: `#/components/schemas/${id}` });
    const holder = (member: unknown) => ({ type: "object", properties: { file: member } });
    const schemas = {
      Upload: holder(file),
      Stored: holder(file),
      Both: holder(named("Scan")),
      Scan: file,
      Alone: file,
    };
    const content = (id: string, type: string) => ({ content: { [type]: { schema: named(id) } } });
    const files = await emitted(
      documentWith({
        schemas,
        paths: {
          "/a": {
            post: {
              requestBody: content("Upload", "multipart/form-data"),
              responses: { 200: { description: "", ...content("Stored", "application/json") } },
            },
          },
          "/b": {
            post: {
              requestBody: content("Both", "multipart/form-data"),
              responses: { 200: { description: "", ...content("Both", "application/json") } },
            },
          },
          "/d": { post: { requestBody: content("Both", "application/json"), responses: { 204: { description: "" } } } },
          "/c": { get: { responses: { 200: { description: "", ...content("Alone", "application/json") } } } },
        },
      }),
    );
    const member = (id: string) => /file\?: (\w+)/.exec(files.get(`schemas/${id}.ts`)!)?.[1];
    expect(["Upload", "Stored", "Both"].map(member)).toEqual(["Blob", "string", "Scan"]);
    expect(files.get("schemas/Scan.ts")).toContain("type Scan = Blob;");
    expect(files.get("operations/postD.ts")).toContain("bodyOf({ writers: [writeJson] })");
    expect(files.get("operations/getC.ts")).toContain("export type GetCData = Blob;");
  });

  test("carry the encoding of their properties", async () => {
    const content = {
      "multipart/form-data": {
        schema: object,
        encoding: { a: { contentType: "text/csv" }, "b-c": { style: "deepObject", explode: true } },
      },
    };
    const module = await operationModule(documentWithOperation({ requestBody: { content } }, { method: "post" }));
    expect(inOneLine(module)).toContain(
      'encoding: { a: { contentType: "text/csv" }, "b-c": { style: "deepObject", explode: true } }',
    );
  });

  test("carry the headers of parts that can have one value alone", async () => {
    const header = (schema: object) => ({ schema });
    const headers = {
      "X-Kind": header({ const: "a" }),
      "X-Only": header({ type: "string", enum: ["b"] }),
      "X-Default": header({ type: "integer", default: 3 }),
      "X-Any": header({ type: "string" }),
      "X-Evil": header({ const: "a\r\nX-Worse: 1" }),
      "X-Evil\r\nX": header({ const: "a" }),
      "Content-Type": header({ const: "text/plain" }),
    };
    const content = { "multipart/form-data": { schema: object, encoding: { a: { headers } } } };
    const module = await operationModule(documentWithOperation({ requestBody: { content } }, { method: "post" }));
    expect(inOneLine(module)).toContain(
      'encoding: { a: { headers: { "X-Kind": "a", "X-Only": "b", "X-Default": "3" } } }',
    );
  });
});

describe("answers", () => {
  const cases: [what: string, responses: object, data: string, more?: string][] = [
    ["204 is undefined", { 204: { description: "" } }, "undefined", "read: readUntyped"],
    ["JSON by its schema", answers({ type: "array", items: { type: "string" } }), "string[]"],
    [
      "problem JSON by its schema",
      answers({ type: "boolean" }, "application/vnd.api+json"),
      "boolean",
      'accept: "application/vnd.api+json"',
    ],
    ["text is a string", answers({ type: "string" }, "text/plain"), "string", 'accept: "text/plain", read: readBody'],
    [
      "a picture is a Blob",
      answers({ type: "string", format: "binary" }, "image/png"),
      "Blob",
      'accept: "image/png", read: readFile',
    ],
    [
      "a file that is labelled JSON is a Blob too, and may come as what it is",
      answers({ type: "string", format: "binary" }),
      "Blob",
      'accept: "application/json, */*", read: readFile',
    ],
    [
      "a file of any type is a Blob",
      answers({ type: "string", format: "binary" }, "*/*"),
      "Blob",
      'accept: "*/*", read: readFile',
    ],
    [
      "events are a stream",
      answers({ type: "string" }, "text/event-stream"),
      "AsyncGenerator<ServerSentEvent, void, undefined>",
      'read: /* @__PURE__ */ readStream("text", "events")',
    ],
    [
      "JSON lines are a stream",
      answers({}, "application/jsonl"),
      "AsyncGenerator<unknown, void, undefined>",
      'read: /* @__PURE__ */ readStream("json", "lines")',
    ],
    ["JSON without a schema is unknown", answers(undefined), "unknown"],
    ["200 or 204 is either", { ...answers({ type: "string" }), 204: { description: "" } }, "string | undefined"],
    [
      "default is both where nothing else succeeds",
      { default: { description: "", ...json({ type: "integer" }) } },
      "number",
    ],
    ["a range counts", { "2XX": { description: "", ...json({ type: "integer" }) } }, "number"],
    ["no response at all is undefined", {}, "undefined"],
  ];
  test.each(cases)("%s", async (_, responses, data, more = "") => {
    const module = await operationModule(documentWithOperation({ responses }));
    expect(inOneLine(module)).toContain(`export type DoThingData = ${data};`);
    expect(inOneLine(module)).toContain(more);
  });

  test("failures are the 4xx, the 5xx and the default", async () => {
    const responses = {
      200: { description: "" },
      404: { description: "", ...json({ type: "string" }) },
      "5XX": { description: "", ...json({ type: "integer" }) },
      default: { description: "", ...json({ type: "boolean" }) },
    };
    const module = await operationModule(documentWithOperation({ responses }));
    expect(module).toContain("export type DoThingData = undefined;");
    expect(module).toContain("export type DoThingError = ErrorOf<string> | ErrorOf<number> | ErrorOf<boolean>;");
    expect(inOneLine(module)).toContain(
      'DoThingErrors { 404: ErrorOf<string>; "5XX": ErrorOf<number>; default: ErrorOf<boolean>; }',
    );
  });

  test("responses that only their examples tell apart are one type", async () => {
    const refused = (example: string) => ({
      description: "",
      content: {
        "application/json": {
          schema: { type: "object", properties: { title: { type: "string", description: "What is wrong", example } } },
        },
      },
    });
    const module = await operationModule(
      documentWithOperation({ responses: { "400": refused("Bad"), "401": refused("Who?"), "403": refused("No") } }),
    );
    expect(module.split("/** What `doThing` responds with when it fails. */")[1]).toMatch(
      /^\nexport type DoThingError = \{\n {2}\/\*\*\n {3}\* What is wrong\n {3}\*\n {3}\* @example "Bad"\n {3}\*\/\n {2}title\?: string;\n\};\n/,
    );
  });

  test("a failure without a body is the response, one that nothing describes anything but undefined", async () => {
    const module = await operationModule(
      documentWithOperation({ responses: { 200: { description: "" }, 404: { description: "" } } }),
    );
    expect(module).toContain("export type DoThingError = Response;");
    expect(await operationModule(documentWithOperation({}))).toContain("export type DoThingError = UnknownError;");
  });

  test.each([
    ["that nothing describes", {}],
    ["without a body", { 404: { description: "" } }],
    ["in JSON", { 404: { description: "", ...json({ type: "object", properties: { code: { type: "string" } } }) } }],
    ["in JSON without a schema", { default: { description: "", ...json(undefined) } }],
    ["in text", { 404: { description: "", content: { "text/plain": {} } } }],
  ])("where there is no error %s there is data", async (_, failures) => {
    const files = await emitted(
      documentWithOperation({
        responses: {
          ...answers({ type: "object", required: ["a"], properties: { a: { type: "string" } } }),
          ...failures,
        },
      }),
    );
    const consumer = `import { createClient } from "./index.js";
const { data, error } = await createClient().doThing();
if (error !== undefined) throw error;
export const a: string = data.a;
const result = await createClient().doThing();
export const b: string | undefined = result.error !== undefined ? undefined : result.data.a;
`;
    expect(typeCheck(files, { "consumer.ts": consumer })).toEqual([]);
  });

  test("optional arguments may be undefined", async () => {
    const files = await emitted(documentWithOperation({ parameters: [query("q")] }));
    const consumer = `import { createClient } from "./index.js";
declare const q: string | undefined;
await createClient().doThing({ q });
`;
    expect(typeCheck(files, { "consumer.ts": consumer })).toEqual([]);
  });

  test("HEAD has no body", async () => {
    const module = await operationModule(
      documentWithOperation({ responses: answers({ type: "string" }) }, { method: "head" }),
    );
    expect(module).toContain("export type DoThingData = undefined;");
    expect(module).toContain("export type DoThingError = Response;");
  });
});

describe("security", () => {
  const scheme = { components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } } };

  test("an operation whose document says that it needs none is sent without a token", async () => {
    const document = documentWithOperation({ security: [] }, { ...scheme, security: [{ key: [] }] });
    expect(inOneLine(await operationModule(document))).toContain(
      "= /* @__PURE__ */ withoutAuth(/* @__PURE__ */ operation({",
    );
  });

  test.each([
    ["none is said of any", {}, {}],
    ["the whole document says none", {}, { security: [] }],
    ["it is one of several ways", { security: [{}, { key: [] }] }, {}],
  ])("one is sent with a token where %s", async (_, operation, document) => {
    const module = await operationModule(documentWithOperation(operation, { ...scheme, ...document }));
    expect(module).not.toContain("withoutAuth");
  });
});

describe("servers", () => {
  test("an operation on a server of its own says so", async () => {
    const module = await operationModule(
      documentWithOperation(
        { servers: [{ url: "https://uploads.example.com/{v}", variables: { v: { default: "v2" } } }] },
        { servers: [{ url: "https://api.example.com" }] },
      ),
    );
    expect(inOneLine(module)).toContain("= /* @__PURE__ */ onOwnServer(/* @__PURE__ */ operation({");
    expect(inOneLine(module)).toContain('}), "https://uploads.example.com/v2");');
  });

  test("one on the server of the API does not", async () => {
    const server = { url: "https://api.example.com" };
    expect(await operationModule(documentWithOperation({ servers: [server] }, { servers: [server] }))).not.toContain(
      "onOwnServer",
    );
  });
});

describe("modules of tags", () => {
  test("each exports its operations, untagged ones are in default", async () => {
    const operation = (operationId: string, tags?: string[]) => ({
      get: { operationId, tags, responses: { 204: { description: "" } } },
    });
    const files = await emitted(
      documentWith({
        paths: {
          "/a": operation("a", ["Big Things"]),
          "/b": operation("b", ["Big Things", "client"]),
          "/c": operation("c"),
        },
      }),
    );
    keep("source", files);
    expect(files.get("by-tag/big-things.ts")).toMatch(
      /export \* from "\.\.\/operations\/a\.js";\nexport \* from "\.\.\/operations\/b\.js";\n$/,
    );
    expect(files.get("by-tag/client_.ts")).toMatch(/\nexport \* from "\.\.\/operations\/b\.js";\n$/);
    expect(files.get("by-tag/default.ts")).toMatch(/\nexport \* from "\.\.\/operations\/c\.js";\n$/);
  });
});

test("all that the tests above emitted type-checks, as source and as declarations", { timeout: 120_000 }, () => {
  expect(emittedFiles.size).toBeGreaterThan(500);
  expect(typeCheck(emittedFiles)).toEqual([]);
});

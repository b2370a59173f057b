import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { build, defaultSettings, readSettings, type Settings } from "../../../generator/entry.ts";
import { toolName } from "../../../generator/outputs/tools/tools-module.ts";
import type { Tool, ToolSet } from "../../../generator/runtime/tools/definitions.ts";
import { toolDefinitions } from "../../../generator/runtime/tools/definitions.ts";
import { answers, documentWith, documentWithOperation, emitted, everyOutput } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";
import { payloads } from "../../hostile/document.ts";

interface Emitted {
  tools: Record<string, Tool>;
  schemas: ToolSet["schemas"];
  unavailable: Record<string, string>;
}

/** The data of an emitted module, which stands in it as JavaScript literals. */
function dataOf(text: string | undefined): Emitted {
  const part = (name: string) => {
    const start = (text ?? "").indexOf(" = ", text!.search(new RegExp(`const ${name}\\b`))) + 3;
    return text!.slice(start, text!.indexOf(";\n", start));
  };
  return new Function(
    `return { tools: ${part("tools")}, schemas: ${part("schemas")}, unavailable: ${part("unavailable")} }`,
  )() as Emitted;
}

async function toolOf(
  operation: object,
  parts: object = {},
  settings: Partial<Settings> = {},
): Promise<Emitted & { input: Record<string, unknown> }> {
  const document = documentWithOperation(operation, { method: "post", ...parts });
  const data = dataOf((await emitted(document, { outputs: everyOutput, ...settings })).get("tools.ts"));
  return { ...data, input: (Object.values(data.tools)[0]?.input ?? {}) as Record<string, unknown> };
}

const body = (schema: object, type = "application/json") => ({
  requestBody: { required: true, content: { [type]: { schema } } },
});

describe("a tool", () => {
  test("takes the flat arguments of its operation, as JSON Schema of its own", async () => {
    const { tools, schemas } = await toolOf(
      {
        summary: "Do a thing",
        description: "Does it.",
        parameters: [
          {
            name: "X-Id",
            in: "header",
            required: true,
            description: "Which",
            schema: { type: ["string"], "x-own": 1 },
          },
          { name: "p", in: "query", schema: { $ref: "#/components/schemas/Node" } },
        ],
        ...body({ type: "object", properties: { example: { type: "string", example: "x" } } }),
        deprecated: true,
      },
      {
        schemas: {
          Node: { properties: { next: { $ref: "#/components/schemas/Node" } }, discriminator: { propertyName: "a" } },
          Unused: {},
        },
      },
    );
    expect(tools).toEqual({
      doThing: {
        description: "Do a thing\n\nDoes it.\n\nDeprecated.",
        input: {
          type: "object",
          properties: {
            xId: { type: "string", description: "Which" },
            p: { $ref: "#/$defs/Node" },
            body: { type: "object", properties: { example: { type: "string", examples: ["x"] } } },
          },
          required: ["xId", "body"],
          additionalProperties: false,
        },
      },
    });
    expect(schemas).toEqual({ Node: { properties: { next: { $ref: "#/$defs/Node" } } } });
  });

  test("says in words of 2020-12 what OpenAPI 3.0 says, and no pattern that JavaScript does not have", async () => {
    const schema = {
      type: "object",
      properties: {
        a: { type: "string", nullable: true, enum: ["x"] },
        b: { type: "integer", minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false },
        c: { type: "string", pattern: "[^&&[a]]" },
        d: { type: "string", pattern: "^\\P{InBasicLatin}\\-$" },
        e: { type: "object", patternProperties: { "^a\\-": { type: "string" }, "(?i)a": { type: "integer" } } },
      },
    };
    const { input } = await toolOf(body(schema), { openapi: "3.0.3" });
    expect((input["properties"] as { body: { properties: object } }).body.properties).toEqual({
      a: { type: ["string", "null"], enum: ["x", null] },
      b: { type: "integer", exclusiveMinimum: 1, maximum: 5 },
      c: { type: "string" },
      d: { type: "string", pattern: "^[\\u{80}-\\u{10ffff}]-$" },
      e: { type: "object", patternProperties: { "^a-": { type: "string" } } },
    });
  });

  test.each(["application/xml", "text/xml", "application/yaml", "application/vnd.a+xml; charset=utf-8"])(
    "takes a body of %s as the text that the client takes",
    async (type) => {
      const text = { type: "string", contentMediaType: type };
      const bodyOf = async (schema: object) => (await toolOf(body(schema, type))).input["properties"];
      expect(await bodyOf({ type: "object", properties: { a: {} } })).toEqual({ body: text });
      expect(await bodyOf({ type: "array", items: {} })).toEqual({ body: text });
      expect(await bodyOf({ type: "string", maxLength: 5 })).toEqual({ body: { type: "string", maxLength: 5 } });
      const example = { requestBody: { content: { [type]: { example: { a: 1 } } } } };
      expect((await toolOf(example)).input["properties"]).toEqual({ body: text });
    },
  );

  describe("takes integers of 64 bits as the client does:", () => {
    const id = { type: "integer", format: "int64" };
    const thing = {
      type: "object",
      properties: {
        id: { ...id, minimum: 1, example: 5, default: 7 },
        none: { type: ["integer", "null"], format: "uint64" },
        mixed: { type: ["integer", "string"], format: "int64" },
        port: { type: ["integer", "string"] },
        small: { type: "integer" },
        listed: { ...id, enum: [1, 2] },
      },
      example: { id: 5, none: null, mixed: 6, port: 80, small: 7, listed: 1 },
    };
    const operation = {
      parameters: [
        { name: "X-Ids", in: "header", schema: { type: "array", items: id }, example: [1, 2] },
        { name: "since", in: "query", schema: { ...id, nullable: true } },
      ],
      ...body({ $ref: "#/components/schemas/Thing" }),
    };
    const settingsOf = (int64: "string" | "number" | "bigint") => {
      const { client } = defaultSettings(["-"], "client", import.meta.dirname);
      return { client: { ...client, values: { ...client.values, int64 } } };
    };

    test.each(["string", "bigint"] as const)("as text, where they are %s", async (int64) => {
      const text = { type: "string", pattern: "^-?\\d+$", format: "int64" };
      const { input, schemas } = await toolOf(
        operation,
        { openapi: "3.0.3", schemas: { Thing: thing } },
        settingsOf(int64),
      );
      expect(input["properties"]).toEqual({
        xIds: { type: "array", items: text, examples: [["1", "2"]] },
        since: { ...text, type: ["string", "null"] },
        body: { $ref: "#/$defs/Thing" },
      });
      expect(schemas["Thing"]).toEqual({
        type: "object",
        properties: {
          id: { ...text, minimum: 1, default: "7", examples: ["5"] },
          none: { type: ["string", "null"], format: "uint64", pattern: "^\\d+$" },
          mixed: { type: ["integer", "string"], format: "int64" },
          port: { type: ["integer", "string"] },
          small: { type: "integer" },
          listed: { ...id, enum: [1, 2] },
        },
        examples: [{ id: "5", none: null, mixed: "6", port: 80, small: 7, listed: 1 }],
      });
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile({ ...input, $defs: schemas });
      for (const value of ["9223372036854775807", "-1"])
        expect(validate({ xIds: [value], body: { id: value } })).toBe(true);
      expect(validate({ xIds: ["five"], body: {} })).toBe(false);
    });

    test("as numbers, where they are numbers", async () => {
      const { input } = await toolOf(operation, { openapi: "3.0.3", schemas: { Thing: thing } }, settingsOf("number"));
      expect(input["properties"]).toMatchObject({
        xIds: { items: id, examples: [[1, 2]] },
        since: { type: ["integer", "null"] },
      });
    });
  });

  test.each<[reason: string | undefined, operation: object]>([
    [
      "it takes a file",
      body({ type: "object", properties: { file: { type: ["string"], format: "binary" } } }, "multipart/form-data"),
    ],
    ["it takes a file", body({}, "application/octet-stream")],
    ["it takes a file", { requestBody: { content: { "image/png": {}, "text/csv": { schema: { type: "string" } } } } }],
    [undefined, body({ type: "string", format: "binary" }, "text/csv")],
    ["it responds with a file", { responses: answers({ type: "string", format: "binary" }, "image/png") }],
    ["it responds with a stream", { responses: answers({}, "text/event-stream") }],
    [undefined, body({ type: "object" }, "application/x-www-form-urlencoded")],
    [undefined, { responses: answers({ type: "string" }, "text/plain") }],
  ])("is none where %s", async (reason, operation) => {
    const { tools, unavailable } = await toolOf(operation);
    expect(unavailable).toEqual(reason === undefined ? {} : { doThing: reason });
    expect(Object.keys(tools)).toEqual(reason === undefined ? ["doThing"] : []);
  });

  test("has a name and a description that every assistant takes", async () => {
    for (const name of ["größe", "a$b", "x".repeat(65), "日本語", "ok_Name-1"])
      expect(toolName(name)).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(toolName("größe")).not.toBe(toolName("grüße"));
    expect(toolName("ok_Name-1")).toBe("ok_Name-1");
    const { tools } = await toolOf({ operationId: "größe", description: "🙂".repeat(2000), tags: ["tools", "links"] });
    const [[name, tool] = []] = Object.entries(tools);
    expect(name).toBe(toolName("größe"));
    expect(tool?.operation).toBe("größe");
    expect(tool?.description.length).toBeLessThanOrEqual(1024);
    expect(tool?.description).not.toMatch(/\p{Surrogate}/u);
  });
});

test("every tool of the flagship has a schema that a validator compiles, and takes what the documents show", async () => {
  const { settings } = readSettings("spec/zoho-desk/twinspec.yaml", process.cwd());
  const { files, model } = await build({ ...settings!, target: "source", importExtension: "js" });
  const { tools, schemas, unavailable } = dataOf(files!.get("tools.ts"));
  const names = model!.operations.map(({ name }) => name);
  expect([...Object.keys(tools), ...Object.keys(unavailable)].sort()).toEqual(names.sort());
  const operations = Object.fromEntries(names.map((name) => [name, { description: { method: "GET" } }]));
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  for (const { inputSchema } of toolDefinitions({ tools, schemas, operations, unavailable })) {
    const validate = ajv.compile(inputSchema);
    const properties = inputSchema["properties"] as Record<string, { examples?: unknown[] }>;
    const shown = Object.entries(properties).flatMap(([name, { examples }]) => (examples ? [[name, examples[0]]] : []));
    validate(Object.fromEntries(shown));
    expect((validate.errors ?? []).filter(({ keyword }) => keyword !== "required")).toEqual([]);
  }
  expect(tools["getSessionAnalytics"]?.aliases).toEqual(["getSessionAnalytics2"]);
});

const consumer = `
import { createClient } from "./client.js";
import { apiSession, type BrowserSession, browserSession, callTool, createSessionResults, diagnose, toolDefinitions, type ToolEnvelope } from "./tools.js";
const api = createClient();
const results = createSessionResults();
const envelope: ToolEnvelope = await callTool(api, "browserStatus", {}, { sessionId: apiSession("1"), results });
for (const { cause, evidence, advice } of diagnose(envelope)) [cause, evidence, advice] satisfies string[];
toolDefinitions(["browserStatus"])[0]?.inputSchema.type satisfies "object" | undefined;
const { data } = await api.browserStatus();
const show = (session: BrowserSession): object => session;
show(browserSession(data!));
// @ts-expect-error what the assistant says of a browser is not marked as such
show(data!);
// @ts-expect-error an API session is no browser's
show(apiSession("1"));
// @ts-expect-error nor is the state of a browser an API session
await results.get(browserSession(data!));
// @ts-expect-error neither to call tools in
await callTool(api, "browserStatus", {}, { sessionId: browserSession(data!) });
// @ts-expect-error nor is an identifier in it one
await callTool(api, "browserStatus", {}, { sessionId: browserSession(data!).session_id ?? undefined });
// @ts-expect-error wherever one is taken
apiSession(browserSession(data!).session_id ?? "");
await callTool(api, "browserStatus", {}, { sessionId: "a plain text" });
const browserId: string | null = browserSession(data!).session_id;
browserSession(data!).tool_result satisfies object;
// @ts-expect-error nor is its envelope that of an API call
diagnose(data!);
// @ts-expect-error nor is an envelope the state of a browser
const status: typeof data = envelope;
`;

test("the module is typed, and the state of a browser is no API session", async () => {
  const status = {
    type: "object",
    required: ["session_id", "tool_result"],
    properties: { session_id: { type: ["string", "null"] }, tool_result: { type: "object" } },
  };
  const document = documentWith({
    paths: { "/status": { get: { operationId: "browserStatus", responses: answers(status) } } },
  });
  for (const target of ["source", "package"] as const) {
    const files = await emitted(document, { target, outputs: everyOutput });
    const folder = target === "package" ? "esm/" : "";
    const types = new Map([...files].filter(([path]) => path.endsWith(target === "package" ? ".d.ts" : ".ts")));
    expect(typeCheck(types, { [`${folder}consumer.ts`]: consumer })).toEqual([]);
    if (target === "source") expect(typeCheck(types)).toEqual([]);
    const loads = (path: string): boolean => /tools/.test(files.get(`${path}.js`) ?? "");
    if (target === "package")
      expect(["esm/client", "esm/index", "esm/operations", "esm/transport"].filter(loads)).toEqual([]);
  }
});

test("the identifier of an API session is no cookie of the API's browser sessions, wherever it is given", async () => {
  const { auth } = defaultSettings(["-"], "client", import.meta.dirname);
  const text = (
    await emitted(documentWith({}), { outputs: everyOutput, auth: { ...auth, sessionCookies: ["DESKSID"] } })
  ).get("tools.ts")!;
  expect(text).toContain('sessionCookies: ["DESKSID"]');
  expect(text).toMatch(/apiSession\(id: SessionId\): ApiSession \{\s+return apiSession_\(id, api\.sessionCookies\);/);
  expect(text).toMatch(/return createSessionResults_\(options, api\.sessionCookies\);/);
});

test("tags do not take the modules of links and tools", async () => {
  const files = await emitted(documentWithOperation({ tags: ["Tools", "links"] }), {
    target: "package",
    outputs: everyOutput,
  });
  expect([...files.keys()].filter((path) => /^esm\/by-tag\/.*\.js$/.test(path))).toEqual([
    "esm/by-tag/links_.js",
    "esm/by-tag/tools_.js",
  ]);
});

test.each(payloads)("%s comes out of a definition as it went in, or not at all", async (_, text) => {
  const { tools } = await toolOf({
    operationId: text,
    summary: text,
    ...body({
      type: "object",
      title: text,
      properties: Object.fromEntries([[text, { type: "string", pattern: text, const: text }]]),
    }),
  });
  const [[name, tool] = []] = Object.entries(tools);
  expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  const { body: schema } = (tool!.input as { properties: { body: { title: string; properties: object } } }).properties;
  expect(schema.title).toBe(text);
  expect(Object.keys(schema.properties)).toEqual([text]);
  expect(tool!.description).not.toMatch(/[\p{Cc}\p{Cf}](?<![\n\t\u200d])/u);
  expect("PWNED" in globalThis).toBe(false);
});

import { posix } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { documentWith, emitted, inOneLine } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const responses = { 200: { description: "ok" } };
const payload = (schema: unknown, type = "application/json") => ({ requestBody: { content: { [type]: { schema } } } });
const integer = { type: "integer", format: "int64" };
const pet = {
  type: "object",
  required: ["id", "at"],
  properties: { id: integer, at: { type: "string", format: "date-time" } },
};
const parameter = (name: string, schema: object, more = {}) => ({ name, in: "header", schema, ...more });

function webhookWith(operation: object, more: object = {}): object {
  return documentWith({ webhooks: { newPet: { post: { responses, ...operation } } }, schemas: { Pet: pet }, ...more });
}

async function moduleOf(document: object, settings = {}): Promise<string> {
  const files = await emitted(document, settings);
  expect(typeCheck(files)).toEqual([]);
  return inOneLine(files.get("webhooks/newPet.ts") ?? [...files.keys()].join());
}

describe("the module of a webhook", () => {
  test("has the types of what it carries and takes, and what reads it", async () => {
    const fault = { description: "", content: { "application/json": { schema: { type: "string" } } } };
    const module = await moduleOf(
      webhookWith({
        summary: "A pet is new",
        deprecated: true,
        parameters: [parameter("X-Event", { type: "string" }, { required: true, description: "Which" })],
        ...payload({ $ref: "#/components/schemas/Pet" }),
        responses: { 204: { description: "" }, "4XX": fault },
      }),
    );
    expect(module).toContain("export type NewPetPayload = Pet;");
    expect(module).toContain('export interface NewPetHeaders { /** Which */ readonly "X-Event": string; }');
    expect(module).toContain(
      "export type NewPetResponse = { readonly status: 204; readonly body?: undefined; } | " +
        '{ readonly status: Statuses["4XX"]; readonly body: string; };',
    );
    expect(module).toContain("/** * A pet is new * * The webhook `newPet` (POST). * * @deprecated */");
    expect(module).toContain('newPet: Webhook<"newPet", NewPetPayload, NewPetHeaders, {}> = {');
    expect(module).toContain('parse: /* @__PURE__ */ parseValues([{ properties: { id: 1 } }, { is: "digits" }])');
  });

  test("takes no response for another one: a range and the default are all but what is listed", async () => {
    const json = (type: string) => ({ description: "", content: { "application/json": { schema: { type } } } });
    const bodies = { 200: json("string"), 404: json("integer"), "4xx": json("boolean"), default: { description: "" } };
    const files = await emitted(webhookWith({ responses: bodies }));
    const use = `import type { NewPetResponse } from "./webhooks/newPet.js";
export const taken: NewPetResponse[] = [
  { status: 200, body: "" }, { status: 404, body: 1 }, { status: 400, body: true }, { status: 500 }, { status: 302 },
];
// @ts-expect-error: the listed status has a body
export const noBody: NewPetResponse = { status: 200 };
// @ts-expect-error: the range has one
export const noBodyOfRange: NewPetResponse = { status: 422 };
// @ts-expect-error: the body of another status of the range
export const another: NewPetResponse = { status: 404, body: true };`;
    expect(typeCheck(new Map([...files, ["use.ts", use]]))).toEqual([]);
    const alone = await moduleOf(webhookWith({ responses: { default: json("string") } }));
    expect(alone).toContain("readonly status: number; readonly body: string;");
  });

  test("has values as the settings say", async () => {
    const client = { values: { int64: "bigint", dates: "Date", enums: "closed" } };
    const { defaultSettings } = await import("../../../generator/entry.ts");
    const settings = defaultSettings(["-"], "client", import.meta.dirname).client;
    const module = await moduleOf(webhookWith(payload(pet)), {
      client: { ...settings, values: { ...settings.values, ...client.values } },
    });
    expect(module).toContain("id: bigint;");
    expect(module).toContain("at: Date;");
    expect(module).toContain('{ is: "bigint" }, { is: "date" }');
  });

  test.each<[string, object, string, string]>([
    ["no body", {}, "undefined", "content: []"],
    [
      "JSON that may be left out",
      { requestBody: { required: false, ...payload({ type: "string" }).requestBody } },
      "string | undefined",
      "isOptional: true",
    ],
    [
      "a form",
      payload({ type: "object" }, "application/x-www-form-urlencoded"),
      "URLSearchParams",
      'content: ["application/x-www-form-urlencoded"]',
    ],
    [
      "a form with files",
      payload({ type: "object" }, "multipart/form-data"),
      "FormData",
      'content: ["multipart/form-data"]',
    ],
    ["XML", payload({ type: "object" }, "application/xml"), "string", 'content: ["application/xml"]'],
    ["a picture", payload({ type: "string", format: "binary" }, "image/png"), "Blob", 'content: ["image/png"]'],
    ["anything", payload({ type: "string" }, "*/*"), "string", 'content: ["*/*"]'],
  ])("with %s", async (_, operation, type, code) => {
    const module = await moduleOf(webhookWith(operation));
    expect(module).toContain(`export type NewPetPayload = ${type};`);
    expect(module).toContain(code);
  });

  test("reads parameters as their types say, and all else as the text that it is", async () => {
    const parameters = [
      parameter("a", { type: "integer" }),
      parameter("b", integer),
      parameter("c", { type: "boolean" }),
      parameter("d", { type: "array", items: { type: "number" } }),
      parameter("e", { type: "object" }),
      parameter("f", { enum: ["x", "y"] }),
      parameter("g", { type: ["string", "null"] }),
      { ...parameter("h", { type: "array", items: { type: "string" } }), in: "query" },
      { ...parameter("i", { type: "array", items: { type: "string" } }), in: "query", explode: false },
      { ...parameter("id", { type: "string" }), in: "path", required: true },
    ];
    const module = await moduleOf(webhookWith({ parameters }));
    const members = [
      "a?: number",
      "b?: string",
      "c?: boolean",
      "d?: number[]",
      "e?: string",
      'f?: "x" | "y"',
      "g?: string",
    ];
    for (const member of members) expect(module).toContain(`readonly ${member};`);
    expect(module).toContain(
      'headers: [{ name: "a", is: "number" }, { name: "b" }, { name: "c", is: "boolean" }, ' +
        '{ name: "d", is: "number", list: "commas" }, { name: "e" }, { name: "f" }, { name: "g" }]',
    );
    expect(module).toContain('query: [{ name: "h", list: "repeated" }, { name: "i", list: "commas" }]');
  });
});

test("a callback is named after itself, and says whose it is", async () => {
  const callbacks = { tick: { "{$request.body#/url}": { post: { ...payload({ type: "string" }), responses } } } };
  const paths = {
    "/subscriptions": { post: { operationId: "subscribe", callbacks, responses } },
    "/orders": { post: { operationId: "order", callbacks, responses } },
  };
  const files = await emitted(documentWith({ paths }));
  expect(inOneLine(files.get("webhooks/tick.ts")!)).toContain("A callback of `order` and `subscribe`: `tick` (POST).");
  expect(files.get("webhooks.ts")).toContain('export * from "./webhooks/tick');
});

test("a package has the entries only where there are webhooks, and a tag keeps its own", async () => {
  const entries = async (document: object) => {
    const files = await emitted(document, { target: "package" });
    const { exports } = JSON.parse(files.get("package.json")!) as { exports: Record<string, unknown> };
    return [Object.keys(exports).filter((entry) => entry.includes("webhooks")), [...files.keys()].join()] as const;
  };
  const tagged = { "/hooks": { get: { operationId: "list", tags: ["webhooks"], responses } } };
  expect((await entries(webhookWith({})))[0]).toEqual(["./webhooks", "./webhooks/*"]);
  expect((await entries(webhookWith({}, { paths: tagged })))[0]).toEqual(["./webhooks/all", "./webhooks/*"]);
  const [none, files] = await entries(documentWith({ paths: tagged }));
  expect(none).toEqual([]);
  expect(files).not.toContain("runtime/webhooks");
});

test("what is received narrows in a program", async () => {
  const files = await emitted(
    documentWith({
      webhooks: {
        newPet: { post: { ...payload(pet), responses } },
        "pet-sold": {
          post: {
            ...payload({ type: "object", required: ["price"], properties: { price: { type: "number" } } }),
            responses: { 200: { description: "" } },
          },
        },
      },
    }),
  );
  const program = `
import { newPet, parseWebhook, petSold, WebhookError, type NewPetPayload, type PetSoldResponse } from "./webhooks.ts";
declare const request: Request;
export async function receive(): Promise<PetSoldResponse> {
  const { payload } = await parseWebhook(newPet, request, { verify: async ({ text, headers }) => text === headers["x"] });
  const whole: NewPetPayload = payload;
  const id: string = payload.id;
  // @ts-expect-error: of the other webhook
  payload.price;
  const any = await parseWebhook([newPet, petSold], request, { choose: ({ headers }) => headers["x-event"] });
  if (any.name === "petSold") any.payload.price.toFixed();
  // @ts-expect-error: it may be the other
  else any.payload.price;
  // @ts-expect-error: of several, something must tell which
  await parseWebhook([newPet, petSold], request);
  try {
    await parseWebhook(petSold, { headers: { a: ["b"] }, body: new Uint8Array() });
  } catch (error) {
    if (error instanceof WebhookError && error.reason === "signature") return { status: 200 };
  }
  return { status: 200, ...(whole && id ? {} : {}) };
}
`.replaceAll('./webhooks.ts"', './webhooks.js"');
  expect(typeCheck(files, { "program.ts": program })).toEqual([]);
});

test("a program that receives one holds the other, the client and its transport not", async () => {
  const other = { post: { ...payload({ type: "string" }), responses } };
  const files = await emitted(
    documentWith({ webhooks: { newPet: { post: { ...payload(pet), responses } }, "pet-sold": other } }),
    { target: "package" },
  );
  const { outputFiles } = await build({
    stdin: { contents: 'export { newPet, parseWebhook } from "./webhooks.js";' },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    plugins: [
      {
        name: "emitted",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^[a-z]/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
          onResolve({ filter: /^\./ }, ({ path, importer }) => ({
            path: posix.join(posix.dirname(importer), path),
            namespace: "emitted",
            sideEffects: false,
          }));
          onLoad({ filter: /./ }, ({ path }) => ({ contents: files.get(`esm/${path}`)! }));
        },
      },
    ],
  });
  const text = outputFiles[0]!.text;
  expect(text).toContain('"newPet"');
  expect(text).not.toMatch(/pet-sold|createClient|middleware|openapi-fetch/);
  expect(text.length).toBeLessThan(5500);
});

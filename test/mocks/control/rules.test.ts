import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { ResponseRule } from "../../../mocks/control/response-rule.ts";
import type { Reload } from "../../../mocks/control-api/mock-api.ts";
import type { MockOptions } from "../../../mocks/server/mock.ts";
import { UnreadableSpecError } from "../../../mocks/server/read-spec.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const text = { type: "string" };
const pet = { type: "object", properties: { id: { type: "integer", format: "int64" }, name: text } };
const content = { "application/json": { schema: pet, examples: { rex: { value: { id: 1, name: "Rex" } } } } };
const petId = { name: "petId", in: "path", required: true, schema: text };
const document = documentOf({
  "/pets/{petId}": {
    get: {
      operationId: "getPet",
      tags: ["pets"],
      parameters: [petId, { name: "lang", in: "query", schema: text }],
      responses: { "200": { description: "", content }, "404": { description: "", content: { "text/html": {} } } },
    },
  },
  "/pets": {
    post: {
      operationId: "addPet",
      requestBody: { content: { "application/json": { schema: {} } } },
      responses: { "201": { description: "", content } },
    },
  },
});

async function withRules(...responses: ResponseRule[]) {
  const mock = await serve(document, { responses });
  return async (target: string, sent?: unknown) => {
    const init = sent !== undefined && {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent) },
    };
    const response = await fetch(`${mock.url}${target}`, init || {});
    return [response.status, await response.text(), response.headers.get("x-a")] as const;
  };
}

describe("a response by rules", () => {
  test("is the first one that fits; what fits none is the document's", async () => {
    const get = await withRules(
      { operation: "getPet", when: { petId: "9" }, status: 404, headers: { "content-type": "text/plain" }, body: "no" },
      { operation: "GET /pets/{petId}", patterns: { petId: "^1" }, body: { name: "Ada" } },
      { operation: "getPet", patterns: { petId: "^1" }, body: { name: "never" } },
    );
    expect(await get("/pets/9")).toEqual([404, "no", null]);
    expect(await get("/pets/17")).toEqual([200, '{"name":"Ada"}', null]);
    expect(await get("/pets/2")).toEqual([200, '{"id":1,"name":"Rex"}', null]);
  });

  test.each<[string, NonNullable<ResponseRule["when"]>, unknown, boolean]>([
    ["nested", { body: { owner: { id: 7 } } }, { owner: { id: 7, name: "x" } }, true],
    ["nested, another value", { body: { owner: { id: 7 } } }, { owner: { id: 8 } }, false],
    ["a place", { "body.tags.1": "b" }, { tags: ["a", "b"] }, true],
    ["a JSON Pointer", { "body#/a~1b/0": 1 }, { "a/b": [1] }, true],
    ["a JSON Pointer to nothing", { "body#/a~1b/0": 1 }, {}, false],
    ["what objects inherit", { "body.constructor": {} }, {}, false],
  ])("fits arguments by equality: %s", async (_, when, sent, fits) => {
    const send = await withRules({ operation: "addPet", when, status: 202, body: {} });
    expect((await send("/pets", sent))[0]).toBe(fits ? 202 : 201);
  });

  test("is given as often as it says, with its delay, from an example", async () => {
    const get = await withRules({ operation: "getPet", example: "rex", headers: { "x-a": "1" }, delay: 50, times: 1 });
    const start = performance.now();
    expect(await get("/pets/5")).toEqual([200, '{"id":1,"name":"Rex"}', "1"]);
    expect(performance.now() - start).toBeGreaterThan(45);
    expect((await get("/pets/5"))[2]).toBeNull();
  });

  test("gives way to what a test scripts, and counts anew after reset", async () => {
    const mock = await serve(document, { responses: [{ operation: "getPet", body: { name: "rule" }, times: 1 }] });
    const name = async () => ((await (await fetch(`${mock.url}/pets/5`)).json()) as { name: string }).name;
    mock.respond("getPet", { body: { name: "test" } }, { times: 1 });
    expect([await name(), await name(), await name()]).toEqual(["test", "rule", "Rex"]);
    mock.reset();
    expect([await name(), await name()]).toEqual(["rule", "Rex"]);
  });
});

describe("templates", () => {
  const filled = async (body: unknown, target = "/pets/5?lang=de", more: Partial<ResponseRule> = {}) =>
    (await (await withRules({ operation: "getPet", body, ...more }))(target))[1];

  test.each<[string, unknown, unknown]>([
    ["an argument in a text", { name: "Pet {{args.petId}} ({{ args.lang }})" }, { name: "Pet 5 (de)" }],
    ["an argument in the place of a text", { id: "{{args.petId}}" }, { id: 5 }],
    [
      "what is not there",
      { name: "<{{args.none}}>", id: "{{args.none}}", tags: ["{{args.none}}"] },
      { name: "<>", tags: [null] },
    ],
    ["braces", { name: "\\{{args.petId}} {a} }}" }, { name: "{{args.petId}} {a} }}" }],
    ["keys, which are none", { "{{args.petId}}": 1 }, { "{{args.petId}}": 1 }],
  ])("%s", async (_, body, wanted) => {
    expect(JSON.parse(await filled(body))).toEqual(wanted);
  });

  test("values keep what they are, and digits beyond JavaScript's numbers", async () => {
    const send = await withRules({ operation: "addPet", body: { id: "{{args.body.id}}", name: "{{args.body.tags}}" } });
    const response = await send("/pets", JSON.parse('{"id":"9007199254740993","tags":["a",{"b":null}]}'));
    expect(response[1]).toBe('{"id":9007199254740993,"name":["a",{"b":null}]}');
  });

  test("what is filled in is data", async () => {
    const hostile = `{{args.lang}}$&\\{{"><script>`;
    const target = `/pets/${encodeURIComponent(hostile)}?lang=x`;
    expect(JSON.parse(await filled({ name: "{{args.petId}}!" }, target))).toEqual({ name: `${hostile}!` });
    expect(await filled("<p title='{{args.petId}}'>", target, { status: 404 })).toBe(
      "<p title='{{args.lang}}$&#38;\\{{&#34;&#62;&#60;script&#62;'>",
    );
    const get = await withRules({ operation: "getPet", headers: { "x-a": "{{args.petId}}" }, body: {} });
    expect((await get("/pets/a%0d%0aSet-Cookie:%20b=1"))[2]).toBe("a%0D%0ASet-Cookie: b=1");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    const several = await withRules({ operation: "getPet", headers: { "x-a": ["{{args.petId}}", "b"] }, body: {} });
    expect((await several("/pets/a%0ab"))[2]).toBe("a%0Ab, b");
    const send = await withRules({ operation: "addPet", body: { name: "{{args.body.__proto__.polluted}}." } });
    expect((await send("/pets", { a: 1 }))[1]).toBe('{"name":"."}');
  });

  test.each([["{{petId}}"], ["{{args}}"], ["{{args.}}"], ["{{args.petId"], ["{{#each args}}"], ["{{args.a {b}}}"]])(
    "%s is none",
    async (name) => {
      await expect(serve(document, { responses: [{ operation: "getPet", body: { name } }] })).rejects.toThrow(
        "is not a valid template",
      );
    },
  );
});

async function projectOf(settings: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rules-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "api.json"), JSON.stringify(document));
  await writeFile(join(folder, "twinspec.yaml"), settings);
  return folder;
}

async function started(folder: string, options: Partial<MockOptions> = {}) {
  const mock = await startMock({ spec: folder, auth: "off", ...options });
  onTestFinished(() => mock.close());
  return mock;
}

describe("rules in the settings", () => {
  test("are those of the mock, by names of the client", async () => {
    const folder = await projectOf(`input: api.json
names:
  getPet: readPet
mock:
  responses:
    - operation: readPet
      when: { petId: 9 }
      body: { name: "{{args.petId}}" }
`);
    const mock = await started(folder);
    expect(await (await fetch(`${mock.url}/pets/9`)).json()).toEqual({ name: "9" });
    expect(mock.unexpectedViolations).toEqual([]);
  });

  test("are followed with the documents; what is wrong leaves the last good ones in place", async () => {
    const settings = (name: string) => `input: api.json
mock:
  responses:
    - { operation: getPet, body: { name: ${name} } }
`;
    const folder = await projectOf(settings("one"));
    const reloads: Reload[] = [];
    const mock = await started(folder, { watch: true, onReload: (reload) => reloads.push(reload) });
    const name = async () => ((await (await fetch(`${mock.url}/pets/9`)).json()) as { name: string }).name;
    expect(await name()).toBe("one");
    await writeFile(join(folder, "twinspec.yaml"), settings("two"));
    await vi.waitFor(async () => expect(await name()).toBe("two"), 5000);
    await writeFile(join(folder, "twinspec.yaml"), settings('"{{wrong}}"'));
    await vi.waitFor(() => expect(reloads.at(-1)?.kind).toBe("kept"), 5000);
    expect(await name()).toBe("two");
  });

  test.each<[string, string, string, number, string | undefined]>([
    ["operation: getPets", "", 'there is no operation "getPets"', 4, 'did you mean "getPet"?'],
    ["operation: GET /pets/{id}", "", 'there is no operation "GET /pets/{id}"', 4, undefined],
    [
      "operation: getPet",
      'patterns: { petId: "(" }',
      'the pattern of "petId" is not a valid regular expression',
      5,
      undefined,
    ],
    ["operation: getPet", "body: { name: '{{petId}}' }", '"{{petId}}" is not a valid template', 5, undefined],
    ["operation: getPet", "headers: { x-a: '{{args}}' }", '"{{args}}" is not a valid template', 5, undefined],
    ["operation: getPet", "body: 1\n      example: rex", 'a response has "example" or "body", not both', 5, undefined],
    [
      "operation: getPet",
      "stauts: 404",
      'the settings have no key "mock.responses.0.stauts"',
      5,
      'did you mean "status"?',
    ],
    ["operation: getPet", "when: { id: 9 }", 'getPet has no argument "id"', 5, "it has petId"],
    ["operation: getPet", "patterns: { 'body.a': a }", 'getPet has no argument "body"', 5, "it has petId"],
    ["operation: getPet", "body: { a: ['{{args.petid}}'] }", 'getPet has no argument "petid"', 5, "it has petId"],
    ["operation: getPet", "headers: { x-a: 'a {{args.body.a}}' }", 'getPet has no argument "body"', 5, "it has petId"],
    ["operation: getPet", "base64: '!!!'", "this is not valid Base64", 5, undefined],
    ["operation: getPet", "headers: { x a: b }", '"x a" is not a valid name of a header', 5, undefined],
    ["operation: getPet", "status: 99", '"mock.responses.0.status" must be >= 200', 5, undefined],
  ])("what is wrong has a place: %s %s", async (operation, more, message, line, help) => {
    const folder = await projectOf(`input: api.json
mock:
  responses:
    - ${operation}
      ${more}
`);
    const error: unknown = await startMock({ spec: folder }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnreadableSpecError);
    const [diagnostic] = (error as UnreadableSpecError).diagnostics.filter(({ severity }) => severity === "error");
    expect(diagnostic).toMatchObject({ code: "settings", at: { line } });
    expect(diagnostic?.message).toContain(message);
    if (help !== undefined) expect(diagnostic?.help).toContain(help);
  });
});

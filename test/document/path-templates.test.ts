import { describe, expect, test } from "vitest";
import { templateFaults } from "../../generator/document/faults/path-templates.ts";
import { createTransport } from "../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../generator/runtime/request/operation.ts";
import { writeStyled } from "../../generator/runtime/request/parameters.ts";
import { documentOf } from "../mocks/document.ts";
import { serve } from "../mocks/serve.ts";
import { openApi, read } from "./read.ts";

const ok = { responses: { "200": { description: "ok" } } };
const twice = (name: string) => `has the variable "{${name}}" twice; both have one value`;

describe("what is wrong with how a path writes its variables", () => {
  test.each<[string, string[]]>([
    ["/a/{b}/{c}", []],
    ["/a/{b}{c}.{d}", []],
    ["/a?b={b}&c={c}", []],
    ["/a/{+b*}", []],
    ["/a/{b", ['"{" is not closed in']],
    ["/a/{b}/{c/{d}", ['"{" is not closed in']],
    ["/a/b}", ['"}" closes nothing in']],
    ["/a/{{b}}", ['"{" is not closed in']],
    ["/a/{}", ["a variable of the path"]],
    ["/a/{b}/{b}", [twice("b")]],
    ["/a/{b}/{b}/{b}?c={c}&d={c}", [twice("b"), twice("c")]],
    ["/a/{b}#{b}{", []],
    ["/a/{B}/{b}", []],
  ])("%s", (path, want) => {
    const faults = templateFaults(path);
    expect(faults).toEqual(want.map((text) => expect.stringContaining(text)));
    for (const fault of faults) expect(fault).toContain(`the path "${path}"`);
  });

  test("is a warning at the path, once, whatever its methods are", async () => {
    const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
    const files = { "api.yaml": JSON.stringify(openApi({ "/a/{id}/{b": { parameters: [id], get: ok, put: ok } })) };
    const { api, said } = await read(files);
    expect(api.operations).toHaveLength(2);
    expect(said).toEqual([
      'api.yaml:1:66 warning path-template: "{" is not closed in the path "/a/{id}/{b"; it is sent as it is written',
    ]);
  });

  test("a text of nothing but braces takes no time", () => {
    const before = process.cpuUsage();
    templateFaults(`/${"{".repeat(100_000)}${"{a".repeat(100_000)}`);
    expect(process.cpuUsage(before).user).toBeLessThan(2e6);
  });
});

describe("the client sends what the mock finds", () => {
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } } as const;
  test.each(["/b/{id}/{id}", "/b/{id}/{y", "/b/}/{id}"])("of %s", async (path) => {
    const mock = await serve(
      documentOf({ [path]: { get: { parameters: [id], responses: { "204": { description: "ok" } } } } }),
    );
    type Call = Operation<[args: { id: string }], unknown, unknown>;
    const get = operation<Call>({
      name: "get",
      method: "GET",
      path,
      parameters: [{ name: "id", in: "path", write: writeStyled }],
    });
    expect((await get(createTransport({ baseUrl: mock.url }), { id: "a b" })).response.status).toBe(204);
  });
});

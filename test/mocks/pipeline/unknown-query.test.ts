import { describe, expect, test } from "vitest";
import type { ServerOptions } from "../../../mocks/server/mock.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const query = (name: string, schema: object, rest: object = {}) => ({ name, in: "query", schema, ...rest });
const text = { type: "string" };
const integers = { type: "array", items: { type: "integer" } };
const closed = { type: "object", properties: { color: text }, additionalProperties: false };
const responses = { 204: { description: "" } };
const openapi = documentOf(
  {
    "/pets": {
      get: {
        parameters: [
          query("limit", { type: "integer" }),
          query("ids", integers),
          query("filter", closed, { style: "deepObject", explode: true }),
          query("look", closed),
        ],
        responses,
      },
    },
    "/all": { get: { parameters: [query("any", { type: "object", additionalProperties: text })], responses } },
    "/none": { get: { responses } },
  },
  {
    components: {
      securitySchemes: {
        key: { type: "apiKey", in: "query", name: "api_key" },
        token: { type: "http", scheme: "bearer" },
      },
    },
  },
);

async function ask(target: string, options: ServerOptions = {}) {
  const mock = await serve(openapi, options);
  const response = await fetch(`${mock.url}${target}`);
  const [entry] = mock.requests;
  return {
    status: response.status,
    header: response.headers.get("sl-violations"),
    unexpected: mock.unexpectedViolations,
    found: entry?.violations.map(({ severity, code, location, source }) => [severity, code, location.at(-1), source]),
    arguments: entry?.arguments,
  };
}

const noted = (name: string) => ["Warning", "unknown-query", name, "request"];

describe("a query argument that nothing describes", () => {
  test.each([
    ["/pets?limt=5&limit=1", "limt"],
    ["/none?x", "x"],
    ["/pets?limit[]=1", "limit[]"],
    ["/pets?colour=red&color=red", "colour"],
    ["/pets?filters[color]=red", "filters[color]"],
    ["/none?a&a&a=1", "a"],
  ])("%s is noted in the journal alone", async (target, name) => {
    const expected = { status: 204, header: null, unexpected: [], found: [noted(name)] };
    expect(await ask(target)).toMatchObject(expected);
  });

  test("is refused where the setting says that it is an error", async () => {
    const { status, found, unexpected } = await ask("/pets?limt=5", { unknownQuery: "error" });
    expect({ status, found }).toEqual({ status: 422, found: [["Error", "unknown-query", "limt", "request"]] });
    expect(unexpected).toEqual(["GET /pets?limt=5: Query parameter limt is one that the document does not describe"]);
  });

  test("is an error that is noted, or nothing, as the settings of invalid requests have it", async () => {
    const error = { unknownQuery: "error" } as const;
    expect(await ask("/none?x", { ...error, onInvalidRequest: "note" })).toMatchObject({
      status: 204,
      header: expect.stringContaining("unknown-query"),
    });
    expect(await ask("/none?x", { ...error, onInvalidRequest: "ignore" })).toMatchObject({ status: 204, found: [] });
    expect(await ask("/none?x", { unknownQuery: "ignore" })).toMatchObject({ status: 204, found: [] });
  });

  test("counts to twenty, however many there are", async () => {
    const many = Array.from({ length: 500 }, (_, index) => `a${index}`).join("&");
    expect((await ask(`/none?${many}`)).found).toHaveLength(20);
  });

  test.each([
    ["parameters", "/pets?limit=1&ids=1&filter[color]=red&color=red"],
    ["brackets of an array", "/pets?ids[]=1&ids[]=2"],
    ["what says which response is preferred", "/pets?__code=204"],
    ["a key of the document, and a token", "/none?api_key=1&access_token=2"],
    ["members of a map", "/all?a=1&b=2"],
    ["an empty query", "/none?"],
  ])("it is not: %s", async (_, target) => {
    expect(await ask(target, { unknownQuery: "error", auth: "off" })).toMatchObject({ status: 204, found: [] });
  });

  test("it is not: the organization of a token", async () => {
    const oauth = { organization: { name: "orgId", in: ["query"] as const } };
    expect(await ask("/none?orgId=1", { unknownQuery: "error", oauth })).toMatchObject({ status: 204, found: [] });
  });
});

test("brackets behind the name of an array are read, unless the setting says no", async () => {
  const target = "/pets?ids[]=1&ids[]=2";
  expect((await ask(target)).arguments).toEqual({ ids: [1, 2] });
  const strict = await ask(`${target}&filter[color]=red`, { queryBrackets: false });
  expect(strict.arguments).toEqual({ filter: { color: "red" } });
  expect(strict.found).toEqual([noted("ids[]")]);
});

import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const text = { type: "string" };
const tags = { type: "array", items: { type: "object", required: ["Key"], properties: { Key: text } } };
const only = (name: string, value: string) => ({
  ...{ name, in: "query", required: true },
  schema: { type: "string", enum: [value] },
});
const responses = { "200": { description: "" } };
const xml = { content: { "text/xml": { schema: { type: "object", required: ["Tags"], properties: { Tags: tags } } } } };

/** Two actions of one address, as documents of AWS have them. */
const document = documentOf(
  Object.fromEntries(
    ["TagUser", "ListTags"].map((action) => {
      const parameters = [only("Action", action), only("Version", "2010-05-08")];
      const Tags = { name: "Tags", in: "query", required: action === "TagUser", schema: tags };
      const Limits = { name: "Limits", in: "query", schema: { type: "object", properties: { Max: text } } };
      return [
        `/#Action=${action}`,
        {
          get: { operationId: `get${action}`, parameters: [...parameters, Tags, Limits], responses },
          post: { operationId: `post${action}`, parameters, requestBody: { required: true, ...xml }, responses },
        },
      ];
    }),
  ),
);

async function sent(form: string, { method = "POST", type = "application/x-www-form-urlencoded; charset=utf-8" } = {}) {
  const mock = await serve(document);
  const init = method === "GET" ? {} : { method, body: form, headers: { "content-type": type } };
  const { status } = await fetch(method === "GET" ? `${mock.url}/?${form}` : `${mock.url}/`, init);
  const [request] = mock.requests;
  return {
    ...{ status, operation: request?.operation?.operationId, args: request?.arguments },
    codes: request?.violations.map(({ location, code }) => `${location.slice(1).join(".")} ${code}`),
  };
}

const head = "Action=TagUser&Version=2010-05-08";

describe("an action in a form, as AWS's clients send it", () => {
  test.each<[string, string, object]>([
    ["members", "Tags.member.1.Key=a+b&Tags.member.2.Key=c", { Tags: [{ Key: "a b" }, { Key: "c" }] }],
    ["a flat list, in any order", "Tags.10.Key=b&Tags.2.Key=a", { Tags: [{ Key: "a" }, { Key: "b" }] }],
    ["entries of a map", "Map.entry.1.key=k&Map.entry.1.value=v", { Map: [{ key: "k", value: "v" }] }],
    ["lists in lists", "F.member.1.Name=n&F.member.1.Values.member.1=v", { F: [{ Name: "n", Values: ["v"] }] }],
    ["objects", "Limits.Max=1&Limits.Min.At=2", { Limits: { Max: "1", Min: { At: "2" } } }],
    [
      "names of objects' own members",
      "__proto__.x=1&constructor.1=2",
      { ["__proto__"]: { x: "1" }, constructor: ["2"] },
    ],
    ["one name twice", "a=1&a.b=2", { a: { b: "2" } }],
    ["nothing else", "", {}],
  ])("is read with %s", async (_, fields, body) => {
    const { status, operation, args, codes } = await sent([head, fields].filter(Boolean).join("&"));
    expect([status, operation, codes]).toEqual([200, "postTagUser", []]);
    expect(args).toMatchObject({ Action: "TagUser", Version: "2010-05-08" });
    expect(JSON.stringify(args?.["body"])).toBe(JSON.stringify({ Action: "TagUser", Version: "2010-05-08", ...body }));
  });

  test("has its required parameters of the query in the form", async () => {
    expect(await sent("Action=TagUser")).toMatchObject({ status: 422, codes: ["query.Version required"] });
    expect(await sent("Action=TagUser&Version=1")).toMatchObject({ status: 422, codes: ["query.Version enum"] });
  });

  test("is none where it names no action, or is no form", async () => {
    expect(await sent("Version=2010-05-08")).toMatchObject({ status: 415 });
    expect(await sent(head, { type: "text/plain" })).toMatchObject({ status: 415 });
  });

  test("may be in the query, with arrays and objects by the dots of their names", async () => {
    const query = `${head}&Tags.member.1.Key=a&Limits.Max=1`;
    expect(await sent(query, { method: "GET" })).toEqual({
      ...{ status: 200, operation: "getTagUser", codes: [] },
      args: { Action: "TagUser", Version: "2010-05-08", Tags: [{ Key: "a" }], Limits: { Max: "1" } },
    });
    expect(await sent(head, { method: "GET" })).toMatchObject({ status: 422, codes: ["query.Tags required"] });
    expect(await sent(`${head}&TagsX.1=a`, { method: "GET" })).toMatchObject({ codes: ["query.Tags required"] });
  });
});

describe("an array whose items have a name of their own, in the query of an action", () => {
  const named = (name: string, item: string, more: object = {}) => ({
    ...{ name, in: "query" },
    schema: { type: "array", items: { allOf: [{ $ref: "#/components/schemas/One" }, { xml: { name: item } }] } },
    ...more,
  });
  const parameters = [
    ...[only("Action", "Get"), named("Names", "Name", { required: true }), named("Filters", "Filter")],
    ...[named("Rows", "Row"), { name: "Row", in: "query", schema: { type: "array", items: text } }],
  ];
  const list = documentOf(
    { "/#Action=Get": { get: { operationId: "get", parameters, responses } } },
    { components: { schemas: { One: {} } } },
  );
  const args = async (query: string) => {
    const mock = await serve(list);
    await fetch(`${mock.url}/?Action=Get&${query}`);
    const [request] = mock.requests;
    return [request?.violations.map(({ code }) => code), { ...request?.arguments, Action: undefined }];
  };

  test.each<[string, string, object]>([
    ["its own name and theirs", "Names.Name.1=a&Names.Name.2=b", { Names: ["a", "b"] }],
    ["theirs alone", "Name.2=b&Name.1=a", { Names: ["a", "b"] }],
    ["its own alone", "Names.1=a", { Names: ["a"] }],
    ["members", "Names.member.1=a", { Names: ["a"] }],
    [
      "objects",
      "Name.1=a&Filter.1.Name=n&Filter.1.Value.1=v",
      { Filters: [{ Name: "n", Value: ["v"] }], Names: ["a"] },
    ],
    ["a name that is another parameter's", "Name.1=a&Row.1=r", { Names: ["a"], Row: ["r"] }],
  ])("is read by %s", async (_, query, want) => {
    expect(await args(query)).toEqual([[], { ...want, Action: undefined }]);
  });

  test.each(["NameX.1=a", "Name.First=a", "Nam.1=a"])("is missing where it is none of them: %s", async (query) => {
    expect(await args(query)).toEqual([["required"], { Action: undefined }]);
  });
});

import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { Result } from "../../../generator/runtime/core/result.ts";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { ApiError, unwrap } from "../../../generator/runtime/response/api-error.ts";
import { ContentError, readBody, readFile, readUntyped } from "../../../generator/runtime/response/read-body.ts";
import { type CannedResponse, serveEcho } from "../echo-server.ts";

const echo = serveEcho();

type Read = "json" | "any" | "file" | "untyped";

function get(read: Read, canned: CannedResponse, method = "GET", accept = "*/*"): Promise<Result<unknown, unknown>> {
  echo.response = canned;
  const call = operation<Operation<[], unknown, unknown>>({
    name: "getThing",
    method,
    path: "/thing",
    ...(read === "any" && { read: readBody, accept }),
    ...(read === "file" && { read: readFile }),
    ...(read === "untyped" && { read: readUntyped }),
  });
  return call(createTransport({ baseUrl: echo.url }));
}

const typed = (type: string, body: string | Uint8Array = "", status = 200): CannedResponse => ({
  status,
  headers: { "Content-Type": type },
  body,
});

describe.each(["json", "any"] as const)("an operation that reads %s", (read) => {
  test.each<[string, CannedResponse, unknown]>([
    ["JSON", typed("application/json; charset=utf-8", '{"a":1}'), { a: 1 }],
    ["JSON with a suffix", typed("application/vnd.api+json", "[1]"), [1]],
    ["JSON in capitals", typed("Application/JSON", "1"), 1],
    ["the JSON null", typed("application/json", "null"), null],
    ["an empty JSON body", typed("application/json"), undefined],
    ["204", { status: 204, headers: {} }, undefined],
    ["205", { status: 205, headers: {}, body: "" }, undefined],
    ["a chunked empty body", { headers: { "Transfer-Encoding": "chunked" }, body: "" }, undefined],
    ["JSON without a type", { headers: {}, body: '{"a":1}' }, { a: 1 }],
    ["JSON that is labelled as HTML", typed("text/html", '{"a":1}'), read === "json" ? { a: 1 } : '{"a":1}'],
  ])("gives the data of %s", async (_, canned, want) => {
    const result = await get(read, canned);
    expect(result.data).toEqual(want);
    expect(result.error).toBeUndefined();
    expect(result.response.ok).toBe(true);
  });
  test("gives nothing for HEAD", async () => {
    expect((await get(read, typed("application/json", '{"a":1}'), "HEAD")).data).toBeUndefined();
  });
  test("rejects malformed JSON with the response and the text, which no log shows", async () => {
    const canned = typed("application/json", '{"token":abc');
    const failure = await get(read, canned).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ContentError);
    expect(failure).toMatchObject({
      name: "ContentError",
      message: "getThing: application/json is not JSON",
      operation: "getThing",
      status: 200,
      body: '{"token":abc',
      response: { status: 200 },
    });
    expect(inspect(failure) + JSON.stringify(failure)).not.toMatch(/abc|127\.0/);
  });
  test.each<[string, CannedResponse, unknown]>([
    ["JSON", typed("application/problem+json", '{"title":"no"}', 404), { title: "no" }],
    ["an HTML page", typed("text/html", "<h1>502", 502), "<h1>502"],
    ["malformed JSON", typed("application/json", "{", 500), "{"],
  ])("gives the error of %s", async (_, canned, want) => {
    const result = await get(read, canned);
    expect(result.error).toEqual(want);
    expect(result).not.toHaveProperty("data");
    expect(result.response.status).toBe(canned.status);
  });
  test.each<[string, CannedResponse]>([
    ["an empty body", typed("application/json", "", 500)],
    ["a chunked empty body", { status: 500, headers: { "Transfer-Encoding": "chunked" }, body: "" }],
    ["304", { status: 304, headers: {} }],
    ["the JSON false", typed("application/json", "false", 400)],
    ["the JSON null", typed("application/json", "null", 400)],
  ])("gives the response as the error of %s", async (_, canned) => {
    const result = await get(read, canned);
    expect(result.error).toBe(result.response);
    expect(result).not.toHaveProperty("data");
    expect(result.response.status).toBe(canned.status);
  });
});

test.each<[string, CannedResponse]>([
  ["a page", typed("text/html; charset=utf-8", "<title>Sign in</title>")],
  ["text", typed("text/plain", "hello")],
  ["text without a type", { headers: {}, body: "hello" }],
])("an operation that reads JSON rejects %s", async (_, canned) => {
  const failure = await get("json", canned).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ContentError);
  const type = canned.headers?.["Content-Type"] ?? null;
  expect(failure).toMatchObject({ message: `getThing: ${type} is not JSON`, body: canned.body });
});

describe("a page in response to an operation that declares", () => {
  const page = typed("text/html", "<title>Sign in</title>");
  test.each(["application/json, image/png", "application/vnd.api+json, application/pdf"])(
    "%s is rejected",
    async (accept) => {
      await expect(get("any", page, "GET", accept)).rejects.toThrow("getThing: text/html is not JSON");
    },
  );
  test.each(["application/json, text/html", "application/json, text/csv", "application/json, */*", "text/*"])(
    "%s is data",
    async (accept) => {
      expect((await get("any", page, "GET", accept)).data).toBe(page.body);
    },
  );
});

test.each<[string, CannedResponse, unknown]>([
  ["text", typed("text/plain", "OK"), "OK"],
  ["a page", typed("text/html", "<p>"), "<p>"],
  ["JSON", typed("application/json", "[1]"), [1]],
  ["malformed JSON", typed("application/json", "["), "["],
  ["an empty text", typed("text/html", ""), undefined],
  ["204", { status: 204, headers: {} }, undefined],
])("an operation that declares no content takes %s", async (_, canned, want) => {
  expect((await get("untyped", canned)).data).toEqual(want);
});

describe("an operation that reads any type", () => {
  test.each<[string, CannedResponse, unknown]>([
    ["text without a type", { headers: {}, body: "hello" }, "hello"],
    ["a page", typed("text/html", "<p>hello"), "<p>hello"],
  ])("gives the data of %s", async (_, canned, want) => {
    expect((await get("any", canned)).data).toEqual(want);
  });
  const bytes = new Uint8Array([0, 255, 128]);
  test.each([
    "image/png",
    "application/octet-stream",
    "application/pdf",
    "multipart/mixed; boundary=json",
    "image/svg+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    'multipart/related; type="application/json"',
  ])("gives %s as a Blob", async (type) => {
    const { data } = await get("any", typed(type, bytes));
    expect(data).toBeInstanceOf(Blob);
    expect([...new Uint8Array(await (data as Blob).arrayBuffer())]).toEqual([...bytes]);
    expect((data as Blob).type).toBe(type.replace("; ", ";"));
  });
  test.each(["text/csv", "application/xml", "application/atom+xml", "application/yaml"])(
    "gives %s as a string, JSON in it or not",
    async (type) => {
      expect((await get("any", typed(type, "1"))).data).toBe("1");
      expect((await get("any", typed(type, ""))).data).toBe("");
    },
  );
  test.each(["text/event-stream", "application/x-ndjson", "application/jsonl"])(
    "gives %s as a stream",
    async (type) => {
      const { data } = await get("any", typed(type, "data: 1\n\n"));
      expect(data).toBeInstanceOf(ReadableStream);
      expect(await new Response(data as ReadableStream).text()).toBe("data: 1\n\n");
    },
  );
});

describe("an operation that responds with with files alone", () => {
  test.each<[string, CannedResponse, string]>([
    ["a file", typed("application/pdf", "%PDF"), "%PDF"],
    ["JSON", typed("application/json", '{"a":1}'), '{"a":1}'],
    ["text", typed("text/csv", "a,b"), "a,b"],
    ["a file that is labelled as a page", typed("text/html", "%PDF"), "%PDF"],
    ["an empty file", typed("application/pdf"), ""],
    ["a file without a type", { headers: {}, body: "%PDF" }, "%PDF"],
  ])("gives %s as a Blob", async (_, canned, want) => {
    const { data } = await get("file", canned);
    expect(data).toBeInstanceOf(Blob);
    expect(await (data as Blob).text()).toBe(want);
  });

  test("gives nothing where there is no body", async () => {
    expect((await get("file", { status: 204, headers: {} })).data).toBeUndefined();
  });

  test("rejects a page", async () => {
    const page = "\ufeff \n<!doctype html><title>Sign in</title>";
    const failure = await get("file", typed("text/html; charset=utf-8", page)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ContentError);
    expect(failure).toMatchObject({ message: "getThing: text/html; charset=utf-8 is not a file", status: 200 });
    expect((failure as ContentError).body).toContain("<title>Sign in</title>");
    expect(inspect(failure)).not.toContain("Sign in");
  });
});

test("an operation that reads JSON takes JSON that is labelled as text", async () => {
  expect((await get("json", typed("text/plain", '{"a":1}'))).data).toEqual({ a: 1 });
});

describe("unwrap", () => {
  test("gives the data of a promise and of a result", async () => {
    expect(await unwrap(get("json", typed("application/json", '{"a":1}')))).toEqual({ a: 1 });
    expect(unwrap(await get("json", typed("application/json", '{"a":1}')))).toEqual({ a: 1 });
  });
  test("throws an error with the operation, the status, the body and the response", async () => {
    const result = await get("json", typed("application/json", '{"code":7}', 404));
    const failure = await unwrap(Promise.resolve(result)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({
      name: "ApiError",
      message: "getThing: 404 Not Found: 7",
      operation: "getThing",
      status: 404,
      body: { code: 7 },
      response: result.response,
    });
    expect(() => unwrap(result)).toThrow(ApiError);
  });
  test("throws an error without a body when the response has none", async () => {
    const failure = await unwrap(get("json", typed("application/json", "", 500))).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ status: 500, body: undefined });
  });
  test("throws when an error has no body, and names the URL for the raw client", async () => {
    echo.response = { status: 500, headers: {} };
    const result = await createTransport({ baseUrl: echo.url }).raw.GET("/thing");
    expect(() => unwrap(result)).toThrow(`${echo.url}/thing: 500`);
  });
});

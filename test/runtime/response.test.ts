import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError } from "../../generator/runtime/api-error.ts";
import { type Operation, operation } from "../../generator/runtime/operation.ts";
import { readBody } from "../../generator/runtime/read-body.ts";
import type { Result } from "../../generator/runtime/result.ts";
import { createTransport } from "../../generator/runtime/transport.ts";
import { unwrap } from "../../generator/runtime/unwrap.ts";
import { type Answer, type EchoServer, startEchoServer } from "./echo-server.ts";

let echo: EchoServer;
beforeAll(async () => {
  echo = await startEchoServer();
});
afterAll(() => echo[Symbol.asyncDispose]());

type Read = "json" | "any";

function get(read: Read, answer: Answer, method = "GET"): Promise<Result<unknown, unknown>> {
  echo.answer = answer;
  const call = operation<Operation<[], unknown, unknown>>({
    name: "getThing",
    method,
    path: "/thing",
    ...(read === "any" && { read: readBody, accept: "*/*" }),
  });
  return call(createTransport({ baseUrl: echo.url }));
}

const typed = (type: string, body: string | Uint8Array = "", status = 200): Answer => ({
  status,
  headers: { "Content-Type": type },
  body,
});

describe.each(["json", "any"] as const)("an operation that reads %s", (read) => {
  test.each<[string, Answer, unknown]>([
    ["JSON", typed("application/json; charset=utf-8", '{"a":1}'), { a: 1 }],
    ["JSON with a suffix", typed("application/vnd.api+json", "[1]"), [1]],
    ["JSON in capitals", typed("Application/JSON", "1"), 1],
    ["the JSON null", typed("application/json", "null"), null],
    ["an empty JSON body", typed("application/json"), undefined],
    ["204", { status: 204, headers: {} }, undefined],
    ["205", { status: 205, headers: {}, body: "" }, undefined],
    ["a chunked empty body", { headers: { "Transfer-Encoding": "chunked" }, body: "" }, undefined],
    ["JSON without a type", { headers: {}, body: '{"a":1}' }, { a: 1 }],
    ["text without a type", { headers: {}, body: "hello" }, "hello"],
    ["text", typed("text/html", "<p>hello"), "<p>hello"],
  ])("gives the data of %s", async (_, answer, want) => {
    const result = await get(read, answer);
    expect(result.data).toEqual(want);
    expect(result.error).toBeUndefined();
    expect(result.response.ok).toBe(true);
  });
  test("gives nothing for HEAD", async () => {
    expect((await get(read, typed("application/json", '{"a":1}'), "HEAD")).data).toBeUndefined();
  });
  test("rejects malformed JSON with the response and the text", async () => {
    const failure = await get(read, typed("application/json", '{"a":')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: "getThing: malformed JSON", body: '{"a":', response: { status: 200 } });
    expect((failure as Error).cause).toBeInstanceOf(SyntaxError);
  });
  test.each<[string, Answer, unknown]>([
    ["JSON", typed("application/problem+json", '{"title":"no"}', 404), { title: "no" }],
    ["an HTML page", typed("text/html", "<h1>502", 502), "<h1>502"],
    ["malformed JSON", typed("application/json", "{", 500), "{"],
  ])("gives the error of %s", async (_, answer, want) => {
    const result = await get(read, answer);
    expect(result.error).toEqual(want);
    expect(result).not.toHaveProperty("data");
    expect(result.response.status).toBe(answer.status);
  });
  test.each<[string, Answer]>([
    ["an empty body", typed("application/json", "", 500)],
    ["a chunked empty body", { status: 500, headers: { "Transfer-Encoding": "chunked" }, body: "" }],
    ["304", { status: 304, headers: {} }],
    ["the JSON false", typed("application/json", "false", 400)],
    ["the JSON null", typed("application/json", "null", 400)],
  ])("gives the response as the error of %s", async (_, answer) => {
    const result = await get(read, answer);
    expect(result.error).toBe(result.response);
    expect(result).not.toHaveProperty("data");
    expect(result.response.status).toBe(answer.status);
  });
});

describe("an operation that reads any type", () => {
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
    echo.answer = { status: 500, headers: {} };
    const result = await createTransport({ baseUrl: echo.url }).raw.GET("/thing");
    expect(() => unwrap(result)).toThrow(`${echo.url}/thing: 500`);
  });
});

import { describe, expect, test } from "vitest";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { expandPathWithQuery, writeStyled } from "../../../generator/runtime/request/parameters.ts";
import { serveEcho } from "../echo-server.ts";

type Arguments = { [name: string]: unknown };

const echo = serveEcho();

async function target(path: string, args: Arguments, base = "", write?: typeof writeStyled): Promise<string> {
  const names = [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name))];
  const parameters = [
    ...names.map((name) => ({ name, in: "path", ...(write && { write }) }) as const),
    { name: "limit", in: "query" } as const,
  ];
  const call = operation<Operation<[args: Arguments], unknown, unknown>>({
    name: "getTicket",
    method: "GET",
    path,
    ...(/[?#]/.test(path) && { expand: expandPathWithQuery }),
    parameters,
  });
  echo.requests = [];
  await call(createTransport({ baseUrl: echo.url + base }), args);
  return echo.takeRequest().url;
}

test.each([
  ["/tickets/{id}", { id: "1" }, "/tickets/1"],
  ["/tickets/{id}", { id: "a/b?c#d%e" }, "/tickets/a%2Fb%3Fc%23d%25e"],
  ["/tickets/{id}", { id: "../admin" }, "/tickets/..%2Fadmin"],
  ["/tickets/{id}", { id: "..." }, "/tickets/..."],
  ["/tickets/{id}", { id: "%2e%2e" }, "/tickets/%252e%252e"],
  ["/tickets/{id}", { id: 0 }, "/tickets/0"],
  ["/tickets/{id}", { id: "ü {x}" }, "/tickets/%C3%BC%20%7Bx%7D"],
  ["/files/{name}.{ext}", { name: "a", ext: "" }, "/files/a."],
  ["/{a}/{b}/{a}", { a: 1, b: "{a}" }, "/1/%7Ba%7D/1"],
  ["/v1/{a:b}", { "a:b": "x" }, "/v1/x"],
  ["/v1/{a/b?c}", { "a/b?c": "x" }, "/v1/x"],
  ["/v1/{__proto__}", JSON.parse('{"__proto__":"x"}'), "/v1/x"],
  ["/v1/{$&}", { "$&": "$&" }, "/v1/%24%26"],
  ["/v1/?Action=Y", {}, "/v1/?Action=Y"],
  ["/v1/?Action=Y", { limit: 2 }, "/v1/?Action=Y&limit=2"],
  ["/v1/?Action={action}&b=c?d", { action: "a&b", limit: 2 }, "/v1/?Action=a%26b&b=c?d&limit=2"],
  ["/v1/x?limit=9&a=b", { limit: 2 }, "/v1/x?a=b&limit=2"],
  ["/v1/x?limit=9", { limit: [1, 2] }, "/v1/x?limit=1&limit=2"],
  ["/v1/x?limit", { limit: 2 }, "/v1/x?limit=2"],
  ["/v1/x?limit=9&limits=8", {}, "/v1/x?limit=9&limits=8"],
  ["/v1/x#2", { limit: 2 }, "/v1/x?limit=2"],
  ["/v1/x?a=b#2", {}, "/v1/x?a=b"],
] as [string, Arguments, string][])("%s with %j is %s", async (path, args, want) => {
  expect(await target(path, args)).toBe(want);
});

test("the path of the base URL stays", async () => {
  expect(await target("/tickets/{id}", { id: 1 }, "/api/v1/")).toBe("/api/v1/tickets/1");
});

describe("an argument that would change the path is refused", () => {
  test.each([
    ["/a/{id}/b", { id: "" }],
    ["/a/{id}/b", { id: "." }],
    ["/a/{id}", { id: ".." }],
    ["/a/{x}{id}", { x: ".", id: "." }],
    ["/a/.{id}", { id: "" }],
    ["/a/{id}", { id: [] }],
    ["/a/{id}", {}],
    ["/a/{id}", { id: null }],
    ["/a/x-{id}", { id: undefined }],
  ] as [string, Arguments][])("%s with %j", async (path, args) => {
    const failure = await target(path, args).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(String(failure)).toMatch(/getTicket: .*\{id\}/);
    expect(echo.requests).toEqual([]);
  });
  test("also as percent-triplets that allowReserved keeps", async () => {
    const write: typeof writeStyled = (draft, parameter, value) =>
      writeStyled(draft, { ...parameter, allowReserved: true }, value);
    await expect(target("/a/{id}", { id: "%2E." }, "", write)).rejects.toThrow(/getTicket/);
  });
});

test.each([
  "http://user:hunter2@a.example",
  "https://hunter2@a.example/v1",
  " http://hunter2@a.example",
  "http:hunter2@a.example",
])("a password in the base URL %s is refused without showing it, whoever gives it", async (baseUrl) => {
  const call = operation<Operation<[], unknown, unknown>>({ name: "ping", method: "GET", path: "/users/@me" });
  const calls = [() => call(createTransport({ baseUrl })), () => call(createTransport({}), { baseUrl })];
  for (const refused of calls) {
    const error: unknown = await refused().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toBe("ping: baseUrl has a password");
  }
});

import { describe, expect, test } from "vitest";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { createFetch, type FetchOptions, type RetryEvent } from "../../../generator/runtime/fetch/create-fetch.ts";
import { NetworkError } from "../../../generator/runtime/fetch/errors.ts";
import { bodyOf, jsonBody, writeRaw } from "../../../generator/runtime/request/body.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { serveScripts } from "./scripted-server.ts";
import { createTestClock } from "./test-clock.ts";

const server = serveScripts();

/** A fetch that does not wait, and what it would have waited. */
function quick(options: FetchOptions = {}) {
  const clock = createTestClock();
  return { fetch: createFetch({ random: () => 0.5, clock, ...options }), waited: clock.waited };
}

const failing = (status: number, errorCode?: string, headers?: Record<string, string>) => ({
  status,
  body: JSON.stringify({ errorCode }),
  ...(headers && { headers }),
});

describe("a request is sent again", () => {
  test.each([408, 425, 429, 500, 502, 503, 504])("after %i, twice, with back-off and full jitter", async (status) => {
    const { fetch, waited } = quick();
    server.script = [failing(status), failing(status), { body: '{"ok":1}' }];
    expect(await (await fetch(server.url)).json()).toEqual({ ok: 1 });
    expect(server.requests.length).toBe(3);
    expect(waited).toEqual([150, 300]);
  });

  test("after a connection that breaks before the response, and within the body of JSON or of an error", async () => {
    for (const broken of [{ fault: "reset" }, { fault: "truncated" }, { fault: "truncated", status: 404 }] as const) {
      server.script = [{ ...broken, body: '{"ok":0}' }, { body: '{"ok":1}' }];
      expect(await (await quick().fetch(server.url)).json()).toEqual({ ok: 1 });
    }
  });

  test("after an error whose body breaks off, as its status and headers say, which stay in the end", async () => {
    const { fetch, waited } = quick();
    const broken = { status: 429, headers: { "Retry-After": "7" }, body: '{"ok":0}', fault: "truncated" } as const;
    server.script = [broken];
    const response = await fetch(server.url);
    expect(waited).toEqual([7000, 7000]);
    expect([response.status, response.headers.get("Retry-After"), await response.text()]).toEqual([429, "7", '{"ok']);
  });

  test("as it was, whatever a fetch of one's own does to the request that it is given", async () => {
    const sent: (string | null)[] = [];
    const { fetch } = quick({
      async fetch(request) {
        request.headers.append("X-Signature", "one");
        sent.push(request.headers.get("X-Signature"));
        return new Response(null, { status: 503 });
      },
    });
    await fetch(server.url);
    expect(sent).toEqual(["one", "one", "one"]);
  });

  test("not after an error whose body breaks off behind a code that makes it final", async () => {
    const body = `{"errorCode":"THRESHOLD_EXCEEDED","message":"${"x".repeat(200)}"}`;
    server.script = [{ status: 429, body, fault: "truncated" }];
    const retry = { codeField: "errorCode", stop: ["THRESHOLD_EXCEEDED"] };
    expect((await quick({ retry }).fetch(server.url)).status).toBe(429);
    expect(server.requests.length).toBe(1);
  });

  test("and the last response is given, whole, when none is better", async () => {
    server.script = [failing(503, "A"), failing(503, "B"), failing(503, "C"), failing(503, "D")];
    const response = await quick().fetch(server.url);
    expect([response.status, await response.json()]).toEqual([503, { errorCode: "C" }]);
  });

  test("and the last error is thrown, with the number of attempts", async () => {
    server.script = [{ fault: "reset" }];
    const error = await quick()
      .fetch(server.url)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      attempts: 3,
      message: expect.stringMatching(
        /^GET http:\/\/127.0.0.1:\d+\/: the network failed \(fetch failed: \w+\), sent 3 times$/,
      ),
      cause: { message: "fetch failed" },
    });
    expect(server.requests.length).toBe(3);
  });

  test.each([
    ["text", "a text"],
    ["bytes", new TextEncoder().encode("a text")],
    ["a Blob", new Blob(["a text"])],
    ["a form", new URLSearchParams({ a: "text" })],
  ])("with the same body: %s", async (_, body) => {
    server.script = [{ status: 503 }, { fault: "reset" }, {}];
    expect((await quick().fetch(server.url, { method: "PUT", body })).status).toBe(200);
    const [first, ...others] = server.requests;
    expect(first!.body.replaceAll("+", " ").replace("=", " ")).toBe("a text");
    expect(others.map((request) => request.body)).toEqual([first!.body, first!.body]);
    expect(others.map(({ headers }) => headers["content-type"])).toEqual(Array(2).fill(first!.headers["content-type"]));
  });

  test("with parts of a multipart body", async () => {
    const body = new FormData();
    body.set("file", new Blob(["content"]), "a.txt");
    server.script = [{ status: 503 }, {}];
    await quick().fetch(server.url, { method: "PUT", body });
    expect(server.requests.length).toBe(2);
    expect(server.requests[0]!.body).toContain("content");
    expect(server.requests[1]!.body).toBe(server.requests[0]!.body);
  });

  test("whatever its method is, where it has an Idempotency-Key or the caller says so", async () => {
    for (const init of [{ headers: { "Idempotency-Key": "1" } }, { retry: { methods: ["post"] } }]) {
      server.script = [{ status: 503 }, {}];
      expect((await quick().fetch(server.url, { method: "POST", body: "1", ...init })).status).toBe(200);
    }
  });

  test("as often as the caller says", async () => {
    server.script = [{ status: 503 }];
    for (const [retry, times] of [
      [false, 1],
      [0, 1],
      [1, 2],
      [{ attempts: 4 }, 4],
      [{}, 3],
    ] as const) {
      server.requests = [];
      await quick({ retry }).fetch(server.url);
      expect(server.requests.length).toBe(times);
      server.requests = [];
      await quick({ retry: 7 }).fetch(server.url, {
        retry: typeof retry === "object" ? { attempts: 3, ...retry } : retry,
      });
      expect(server.requests.length).toBe(times);
    }
  });
});

describe("a request is not sent again", () => {
  test.each(["POST", "PATCH"])("where its method is %s, which is not idempotent", async (method) => {
    server.script = [{ status: 503 }];
    expect((await quick().fetch(server.url, { method })).status).toBe(503);
    server.script = [{ fault: "reset" }];
    await expect(quick().fetch(server.url, { method })).rejects.toMatchObject({ name: "NetworkError", attempts: 1 });
    expect(server.requests.length).toBe(2);
  });

  test.each([200, 204, 400, 401, 403, 404, 409, 422, 501])("after %i", async (status) => {
    server.script = [{ status }];
    expect((await quick().fetch(server.url)).status).toBe(status);
    expect(server.requests.length).toBe(1);
  });

  test("where its body is a stream", async () => {
    const body = () => new Blob(["streamed"]).stream();
    server.script = [{ status: 503 }];
    await quick().fetch(server.url, { method: "PUT", body: body(), duplex: "half" } as RequestInit);
    expect(server.requests.map((request) => request.body)).toEqual(["streamed"]);

    const upload: Operation<[args: { body: ReadableStream | Blob }], undefined, unknown> = operation({
      name: "upload",
      method: "PUT",
      path: "/files",
      body: bodyOf({ content: ["application/octet-stream"], writers: [writeRaw] }),
    });
    const transport = createTransport({ baseUrl: server.url, fetch: quick().fetch });
    server.requests = [];
    await upload(transport, { body: body() });
    expect(server.requests.map((request) => request.body)).toEqual(["streamed"]);
    server.requests = [];
    await upload(transport, { body: new Blob(["blob"]) });
    expect(server.requests.map((request) => request.body)).toEqual(["blob", "blob", "blob"]);
  });

  test("where the code in the body of the error says stop, although its status is that of others", async () => {
    const retry = { codeField: "errorCode", stop: ["THRESHOLD_EXCEEDED"] };
    server.script = [failing(429, "TOO_MANY_REQUESTS"), failing(429, "THRESHOLD_EXCEEDED"), {}];
    const response = await quick({ retry }).fetch(server.url);
    expect([response.status, await response.json()]).toEqual([429, { errorCode: "THRESHOLD_EXCEEDED" }]);
    expect(server.requests.length).toBe(2);
  });

  test("where that code stands deeper", async () => {
    const retry = { codeField: "error.code", stop: ["17"] };
    server.script = [{ status: 429, body: '{"error":{"code":17}}' }, {}];
    expect((await quick({ retry }).fetch(server.url)).status).toBe(429);
  });

  test.each([
    "",
    "<h1>",
    "null",
    '{"errorCode":',
    '{"other":1}',
    `{"__proto__":{"errorCode":"STOP"}}`,
    `"${"x".repeat(2e6)}"`,
  ])("only where there is such a code: not for %.20s", async (body) => {
    server.script = [{ status: 429, body }, {}];
    expect((await quick({ retry: { codeField: "errorCode", stop: ["STOP"] } }).fetch(server.url)).status).toBe(200);
  });
});

describe("Retry-After", () => {
  const inSeconds = (value: string, headers = {}) => ({ status: 503, headers: { "Retry-After": value, ...headers } });
  test.each([
    ["seconds", "7", {}, 7000],
    ["a date", "Sun, 22 Nov 2026 10:00:09 GMT", { Date: "Sun, 22 Nov 2026 10:00:04 GMT" }, 5000],
    ["less than the back-off", "0", {}, 150],
    ["a date that is over", "Sun, 22 Nov 2020 10:00:09 GMT", {}, 150],
    ["what nobody can read", "soon", {}, 150],
  ])("of %s is waited for", async (_, value, headers, want) => {
    const { fetch, waited } = quick();
    server.script = [inSeconds(value, headers), {}];
    await fetch(server.url);
    expect(waited).toEqual([want]);
  });

  test("that asks for more than the maximum makes the response final", async () => {
    server.script = [inSeconds("61"), {}];
    expect((await quick().fetch(server.url)).status).toBe(503);
    server.script = [inSeconds("61"), {}];
    expect((await quick({ retry: { maximumRetryAfter: 61_000 } }).fetch(server.url)).status).toBe(200);
  });

  test("is not looked at where the caller says so", async () => {
    const { fetch, waited } = quick({ retry: { respectRetryAfter: false } });
    server.script = [inSeconds("3600"), {}];
    expect((await fetch(server.url)).status).toBe(200);
    expect(waited).toEqual([150]);
  });
});

describe("onRetry", () => {
  test("is told what happened and how long the wait is", async () => {
    const events: RetryEvent[] = [];
    const getThing: Operation<[], unknown, unknown> = operation({ name: "getThing", method: "GET", path: "/thing" });
    const { fetch } = quick({ onRetry: (event) => void events.push(event), retry: { codeField: "errorCode" } });
    server.script = [failing(429, "TOO_MANY_REQUESTS"), { fault: "reset" }, {}];
    await getThing(createTransport({ baseUrl: server.url, fetch }));
    const request = { method: "GET", url: `${server.url}/thing` };
    expect(events).toMatchObject([
      {
        operation: "getThing",
        request,
        attempts: 1,
        delay: 150,
        reason: { kind: "status", status: 429, code: "TOO_MANY_REQUESTS" },
      },
      {
        operation: "getThing",
        request,
        attempts: 2,
        delay: 300,
        reason: { kind: "network", error: { name: "NetworkError" } },
      },
    ]);
  });

  test("ends the call with what it throws", async () => {
    const stop = new Error("enough");
    server.script = [{ status: 503 }];
    const { fetch } = quick({ onRetry: () => Promise.reject(stop) });
    await expect(fetch(server.url)).rejects.toBe(stop);
    expect(server.requests.length).toBe(1);
  });
});

describe("a call of an operation", () => {
  const createThing: Operation<[args: { body: unknown }], unknown, unknown> = operation({
    name: "createThing",
    method: "POST",
    path: "/things",
    body: jsonBody,
  });

  test("says otherwise than the client", async () => {
    server.script = [{ status: 503 }, {}];
    const transport = createTransport({ baseUrl: server.url, fetch: quick({ retry: false }).fetch });
    const retry = { attempts: 2, methods: ["POST"] };
    const { response } = await createThing(transport, { body: { id: 1 } }, { retry });
    expect(response.status).toBe(200);
    expect(server.requests.map(({ body }) => body)).toEqual(['{"id":1}', '{"id":1}']);
  });

  test("keeps the client's stop codes where it says how often", async () => {
    const defaults = { retry: { codeField: "errorCode", stop: ["STOP"] } };
    const fetch = createFetch({ clock: createTestClock(), retry: 5 }, defaults);
    server.script = [failing(429, "GO"), failing(429, "STOP"), {}];
    expect((await fetch(server.url, { retry: 8 })).status).toBe(429);
    expect(server.requests.length).toBe(2);
  });
});

test("the body of a response that is not the last is let go of", async () => {
  let cancelled = 0;
  const endless = () =>
    new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(2 ** 19)),
      cancel: () => {
        cancelled += 1;
      },
    });
  const { fetch } = quick({ fetch: async () => new Response(endless(), { status: 503 }) });
  const response = await fetch("http://127.0.0.1");
  expect(cancelled).toBe(2);
  await response.body!.cancel();
  expect(cancelled).toBe(3);
});

test.each([
  [{ retry: -1 }, "a request cannot be sent 0 times"],
  [{ retry: { attempts: 1.5 } }, "a request cannot be sent 1.5 times"],
  [{ timeout: 0 }, "timeout is a number of milliseconds above 0, or false, not 0"],
  [{ deadline: Number.NaN }, "deadline is a number of milliseconds above 0, or false, not NaN"],
  [{ concurrency: 0 }, "concurrency is a whole number of requests from 1, not 0"],
])("%j is refused", (options, message) => {
  expect(() => createFetch(options)).toThrow(message);
});

import { afterEach, describe, expect, test, vi } from "vitest";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import type { Clock } from "../../../generator/runtime/fetch/clock.ts";
import { createFetch } from "../../../generator/runtime/fetch/create-fetch.ts";
import { NetworkError, TimeoutError } from "../../../generator/runtime/fetch/errors.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { serveScripts } from "./scripted-server.ts";
import { createManualClock, createTestClock } from "./test-clock.ts";

const server = serveScripts();
afterEach(() => vi.useRealTimers());

const stream = { headers: { "Content-Type": "application/octet-stream" } };
const thrown = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);
/** Until a condition holds. */
const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { interval: 2, timeout: 10_000 });

/** A clock on which so many waits are over at once, and all further ones never. */
function stoppingAfter(waits: number): Clock & { readonly waited: number[] } {
  const { waited, now, setTimeout, clearTimeout } = createTestClock();
  return {
    waited,
    now,
    clearTimeout,
    setTimeout: (callback, milliseconds) => setTimeout(waited.length < waits ? callback : () => {}, milliseconds),
  };
}

describe("a timeout", () => {
  test("ends an attempt that gets no response, and another one begins", async () => {
    server.script = [{ fault: "none" }, { body: '{"ok":1}' }];
    const fetch = createFetch({ timeout: 100, retry: { backOff: { initial: 1 } } });
    expect(await (await fetch(server.url)).json()).toEqual({ ok: 1 });
  });

  test("is a TimeoutError at last, told apart from a failing network and an overall deadline", async () => {
    server.script = [{ fault: "none" }];
    const error = await thrown(createFetch({ timeout: 20, retry: { backOff: { initial: 1 } } })(server.url));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).not.toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      name: "TimeoutError",
      message: `GET ${server.url}/: no response within 20 ms, sent 3 times`,
      timeout: 20,
      attempts: 3,
    });
  });

  test("covers the body of JSON and of an error", async () => {
    for (const status of [200, 404]) {
      server.script = [{ status, fault: "hanging" }];
      expect(await thrown(createFetch({ timeout: 20, retry: false })(server.url))).toBeInstanceOf(TimeoutError);
    }
  });

  test("leaves other bodies their time", async () => {
    const clock = createManualClock();
    let finish = () => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("first"));
        finish = () => controller.close();
      },
    });
    const response = await createFetch({ timeout: 1, clock, fetch: async () => new Response(body) })(server.url);
    clock.advance(1);
    finish();
    expect(await response.text()).toBe("first");
  });

  test("is set, and switched off, for one call", async () => {
    const fetch = createFetch({ timeout: 20, retry: false });
    server.script = [{ fault: "none" }];
    expect(await thrown(fetch(server.url, { timeout: 7 }))).toMatchObject({ timeout: 7 });
    const controller = new AbortController();
    const call = thrown(fetch(`${server.url}/other`, { timeout: false, signal: controller.signal }));
    await until(() => server.requests.some(({ url }) => url === "/other"));
    controller.abort("by hand");
    expect(await call).toBe("by hand");
  });

  test("ends a fetch that does not listen to signals", async () => {
    const fetch = createFetch({ timeout: 5, retry: false, fetch: () => new Promise(() => {}) });
    expect(await thrown(fetch(server.url))).toBeInstanceOf(TimeoutError);
  });
});

describe("a deadline", () => {
  test("ends a call whose attempts get no response", async () => {
    server.script = [{ fault: "none" }];
    const error = await thrown(createFetch({ deadline: 30, retry: 5 })(server.url));
    expect(error).toMatchObject({
      name: "DeadlineError",
      message: `GET ${server.url}/: not done within 30 ms`,
      deadline: 30,
      attempts: 1,
    });
  });

  test("tells what made the last attempt fail", async () => {
    server.script = [{ fault: "reset" }, { fault: "none" }];
    const clock = createManualClock();
    let retries = 0;
    const onRetry = () => void retries++;
    const call = thrown(createFetch({ deadline: 100, clock, onRetry, retry: { backOff: { initial: 1 } } })(server.url));
    await until(() => retries === 1);
    clock.advance(1);
    await until(() => server.requests.length === 2);
    clock.advance(100);
    const cause = { name: "NetworkError", attempts: 1 };
    expect(await call).toMatchObject({ name: "DeadlineError", attempts: 2, cause });
  });

  test("is the limit of waiting too: where the wait would be longer, the response at hand is given", async () => {
    server.script = [{ status: 503, headers: { "Retry-After": "5" } }, {}];
    expect((await createFetch({ deadline: 4000 })(server.url)).status).toBe(503);
    server.script = [{ fault: "reset" }, {}];
    expect(
      await thrown(createFetch({ deadline: 1000, retry: { backOff: { initial: 9000, jitter: false } } })(server.url)),
    ).toBeInstanceOf(NetworkError);
    expect(server.requests.length).toBe(2);
  });

  test("covers waiting for a slot", async () => {
    server.script = [{ fault: "none" }];
    const clock = createManualClock();
    const fetch = createFetch({ concurrency: 1, clock });
    const controller = new AbortController();
    const first = thrown(fetch(server.url, { signal: controller.signal }));
    const second = thrown(fetch(server.url, { deadline: 20 }));
    await until(() => server.requests.length === 1);
    clock.advance(20);
    expect(await second).toMatchObject({ name: "DeadlineError", attempts: 0 });
    controller.abort();
    await first;
    expect(server.requests.length).toBe(1);
  });

  test("covers every body", async () => {
    server.script = [{ ...stream, fault: "hanging", body: "first last" }];
    const clock = createManualClock();
    const response = await createFetch({ deadline: 60, clock })(server.url);
    clock.advance(60);
    expect(await thrown(response.text())).toMatchObject({ name: "DeadlineError", deadline: 60 });
  });
});

describe("the caller's signal", () => {
  const reason = { why: "a reason of any type" };

  test.each(["before", "no response", "JSON", "stream"])("ends a call with its own reason: %s", async (when) => {
    server.script = [
      when === "stream" ? { ...stream, fault: "hanging" } : { fault: when === "JSON" ? "hanging" : "none" },
    ];
    for (const limits of [{}, { timeout: 10_000, deadline: 10_000 }]) {
      const controller = new AbortController();
      if (when === "before") controller.abort(reason);
      const onRetry = vi.fn();
      const fetch = createFetch({ ...limits, onRetry });
      const call = fetch(server.url, { signal: controller.signal }).then((response) => response.text());
      const outcome = thrown(call);
      if (when !== "before") await until(() => server.requests.length > 0);
      if (when === "stream") await new Promise((resolve) => setTimeout(resolve, 20));
      controller.abort(reason);
      expect(await outcome).toBe(reason);
      expect(onRetry).not.toHaveBeenCalled();
      server.requests = [];
    }
  });

  test("ends the wait before another attempt", async () => {
    const clock = stoppingAfter(0);
    server.script = [{ status: 503 }];
    const controller = new AbortController();
    const call = thrown(createFetch({ clock })(server.url, { signal: controller.signal }));
    await until(() => clock.waited.length === 1);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(server.requests.length).toBe(1);
  });

  test("takes a call out of the queue, and the next one gets its slot", async () => {
    server.script = [{ fault: "none" }, { body: '"third"' }];
    const fetch = createFetch({ concurrency: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [fetch(server.url, { signal: first.signal }), fetch(server.url, { signal: second.signal })].map(
      thrown,
    );
    const third = fetch(server.url);
    await until(() => server.requests.length === 1);
    second.abort(reason);
    expect(await calls[1]).toBe(reason);
    first.abort(reason);
    expect(await calls[0]).toBe(reason);
    expect(await (await third).json()).toBe("third");
    expect(server.requests.length).toBe(2);
  });
});

describe("concurrency", () => {
  test("no more requests are on their way than allowed, in the order of the calls", async () => {
    let now = 0;
    let most = 0;
    const sent: string[] = [];
    const fetch = createFetch({
      concurrency: 3,
      async fetch(request) {
        sent.push(new URL(request.url).pathname);
        now += 1;
        most = Math.max(most, now);
        const response = await globalThis.fetch(request);
        now -= 1;
        return response;
      },
    });
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
    await Promise.all(paths.map((path) => fetch(`${server.url}${path}`)));
    expect([most, sent]).toEqual([3, paths]);
  });

  test("a request that waits to be sent again, or whose download nobody reads, takes no slot", async () => {
    const clock = stoppingAfter(0);
    const fetch = createFetch({ concurrency: 1, clock });
    server.script = [{ status: 503 }, { ...stream, fault: "hanging" }, { body: '"third"' }];
    const controller = new AbortController();
    const waiting = thrown(fetch(server.url, { signal: controller.signal }));
    const download = await fetch(server.url);
    expect(await (await fetch(server.url)).json()).toBe("third");
    await download.body!.cancel();
    controller.abort();
    await waiting;
  });

  test("a failing request releases its slot", async () => {
    const fetch = createFetch({ concurrency: 1, retry: false, fetch: () => Promise.reject(new Error("broken")) });
    for (let count = 0; count < 3; count++) await expect(fetch(server.url)).rejects.toThrow("broken");
  });
});

describe("what fails outside of the client", () => {
  const getThing: Operation<[], unknown, unknown> = operation({ name: "getThing", method: "GET", path: "/thing" });

  test("an exception of a middleware passes as it is", async () => {
    const broken = new TypeError("a bug in a middleware");
    const fail = () => Promise.reject(broken);
    for (const middleware of [[{ onRequest: fail }], [{ onResponse: fail }]]) {
      const transport = createTransport({ baseUrl: server.url, fetch: createFetch(), middleware });
      expect(await thrown(getThing(transport))).toBe(broken);
    }
    expect(server.requests.length).toBe(1);
  });

  test("what a fetch of the caller throws passes as it is, unless it is a failure of the network", async () => {
    const faults = ["undefined is not a function", "networkConfig is not a function", "no network in { network: 1 }"];
    const noFile = Object.assign(new Error("ENOENT: no such file, open 'token.txt'"), { code: "ENOENT" });
    for (const own of [
      ...faults.map((text) => new TypeError(text)),
      noFile,
      new Error("no token"),
      "text",
      undefined,
    ]) {
      let sent = 0;
      const fetch = () => {
        sent += 1;
        return Promise.reject(own);
      };
      expect(await thrown(createFetch({ fetch })(server.url))).toBe(own);
      expect(sent).toBe(1);
    }
    const failures = [
      "Failed to fetch",
      "Load failed",
      "NetworkError when attempting to fetch resource.",
      "The network connection was lost.",
      "The Internet connection appears to be offline.",
      "Network connection lost.",
      "network error",
      "Error in body stream",
      "error sending request for url (http://a.example/)",
      "terminated",
    ].map((text) => new TypeError(text));
    for (const own of [...failures, Object.assign(new Error("x"), { code: "ECONNRESET" })]) {
      const error = await thrown(createFetch({ fetch: () => Promise.reject(own), retry: false })(server.url));
      expect(error).toBeInstanceOf(NetworkError);
      expect((error as Error).cause).toBe(own);
    }
  });

  test("a download that breaks off is a failure of the network", async () => {
    server.script = [{ ...stream, fault: "truncated", body: "first last" }];
    const response = await createFetch()(server.url);
    expect(await thrown(response.text())).toMatchObject({ name: "NetworkError", attempts: 1 });
  });

  test("the operation is named", async () => {
    server.script = [{ fault: "reset" }];
    const transport = createTransport({ baseUrl: `${server.url}/api`, fetch: createFetch() });
    const error = await thrown(getThing(transport, { retry: false }));
    expect(error).toMatchObject({
      operation: "getThing",
      message: expect.stringContaining(`getThing: GET ${server.url}/api/thing: the network failed`),
    });
  });
});

describe("a response", () => {
  test("keeps its address, its status and its headers", async () => {
    server.script = [
      { status: 302, headers: { Location: "/there" } },
      { status: 404, headers: { "X-A": "b" }, body: '{"a":1}' },
    ];
    const response = await createFetch()(`${server.url}/here`);
    const { url, redirected, status, statusText, type, ok } = response;
    expect({ url, redirected, status, statusText, type, ok }).toEqual({
      url: `${server.url}/there`,
      redirected: true,
      status: 404,
      statusText: "Not Found",
      type: "basic",
      ok: false,
    });
    expect([response.headers.get("X-A"), await response.json()]).toEqual(["b", { a: 1 }]);
  });

  test("is the same for a download, which comes piece by piece", async () => {
    server.script = [{ ...stream, fault: "hanging", body: "first last" }];
    const response = await createFetch()(`${server.url}/file`);
    expect(response.url).toBe(`${server.url}/file`);
    const reader = response.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("first");
    await reader.cancel();
  });

  test("is whole where its JSON is longer than what is read ahead", async () => {
    const text = JSON.stringify("x".repeat(3 * 2 ** 20));
    server.script = [{ body: text }];
    expect(await (await createFetch()(server.url)).text()).toBe(text);
  });

  test.each([204, 205, 304])("without a body has none: %i", async (status) => {
    server.script = [{ status, headers: { "Content-Length": "0" }, body: "" }];
    const response = await createFetch()(server.url);
    expect([response.status, await response.text()]).toEqual([status, ""]);
  });
});

test("fake timers move the waits", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const responses = [503, 503, 200];
  const fetch = createFetch({ fetch: async () => new Response(null, { status: responses.shift()! }), random: () => 1 });
  const call = fetch("http://127.0.0.1");
  await vi.advanceTimersByTimeAsync(299);
  expect(responses.length).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(responses.length).toBe(1);
  await vi.advanceTimersByTimeAsync(600);
  expect((await call).status).toBe(200);
});

test("what sends a request knows the operation, at every attempt", async () => {
  const getThing: Operation<[], unknown, unknown> = operation({ name: "getThing", method: "GET", path: "/thing" });
  const seen: unknown[] = [];
  const fetch = createFetch({
    clock: createTestClock(),
    fetch: async (request) => {
      seen.push((request as { description?: { name: string } }).description?.name);
      return new Response(null, { status: 503 });
    },
  });
  await getThing(createTransport({ baseUrl: server.url, fetch }));
  expect(seen).toEqual(["getThing", "getThing", "getThing"]);
});

test("what openapi-fetch passes beside the request reaches what sends it", async () => {
  const seen: unknown[] = [];
  const fetch = createFetch({
    fetch: async (...input: unknown[]) => {
      seen.push(input[1]);
      return new Response("{}");
    },
  });
  const transport = createTransport({ baseUrl: server.url, fetch, requestInitExt: { dispatcher: "one" } });
  await transport.raw.GET("/");
  expect(seen).toEqual([{ dispatcher: "one" }]);
});

test("a call leaves no listeners on its signal, and no timers", async () => {
  let listeners = 0;
  let timers = 0;
  const request = new Request("http://127.0.0.1");
  const { signal } = request;
  vi.spyOn(signal, "addEventListener").mockImplementation(() => void listeners++);
  vi.spyOn(signal, "removeEventListener").mockImplementation(() => void listeners--);
  const clock: Clock = { now: () => 0, setTimeout: () => ++timers, clearTimeout: () => void timers-- };
  const respond = async () => new Response("{}", { headers: { "Content-Type": "application/json" } });
  for (const limits of [{}, { timeout: 1000, deadline: 1000 }]) {
    Object.defineProperty(request, "signal", { value: signal, configurable: true });
    await createFetch({ fetch: respond, clock, concurrency: 1, ...limits })(request);
    expect([listeners, timers]).toEqual([0, 0]);
  }
});

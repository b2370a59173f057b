import { describe, expect, test } from "vitest";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { createFetch } from "../../../generator/runtime/fetch/create-fetch.ts";
import { type ClientLimits, createSend } from "../../../generator/runtime/fetch/send.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { readBody } from "../../../generator/runtime/response/read-body.ts";
import { serveScripts } from "./scripted-server.ts";

const server = serveScripts();

const getThing: Operation<[], unknown, unknown> = operation({
  name: "getThing",
  method: "GET",
  path: "/thing",
  read: readBody,
});
const thrown = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);
const quick = { backOff: { initial: 1 } };

/** As a client is made. */
function connect(options: ClientLimits & { fetch?: typeof fetch } = {}) {
  const fetch = createSend(options as object);
  return createTransport({ baseUrl: server.url, fetch });
}

describe("a client without a fetch of its own", () => {
  test("sends again, and gives up with an error that says what happened", async () => {
    server.script = [{ status: 503 }, { fault: "truncated", body: '{"ok":0}' }, { body: '{"ok":1}' }];
    expect((await getThing(connect({ retry: quick }))).data).toEqual({ ok: 1 });
    server.script = [{ fault: "none" }];
    const error = await thrown(getThing(connect({ timeout: 20, retry: quick })));
    expect(error).toMatchObject({ name: "TimeoutError", operation: "getThing", attempts: 3, timeout: 20 });
    server.script = [{ fault: "reset" }];
    expect(await thrown(getThing(connect({ retry: false })))).toMatchObject({ name: "NetworkError", attempts: 1 });
  });

  test("reads all of a JSON body within the attempt, however long it is", async () => {
    const text = JSON.stringify("x".repeat(3 * 2 ** 20));
    server.script = [{ body: text, fault: "truncated" }, { body: text }];
    expect((await getThing(connect({ retry: quick }))).data).toBe(JSON.parse(text));
  });

  test("gives other bodies as they come", async () => {
    server.script = [{ headers: { "Content-Type": "text/plain" }, body: "first last" }];
    const { data, response } = await getThing(connect());
    expect([data, response.url]).toEqual(["first last", `${server.url}/thing`]);
  });

  test("gives an error its body to read again", async () => {
    server.script = [{ status: 404, body: '{"a":1}' }];
    const { error, response } = await getThing(connect());
    expect([error, response.bodyUsed, response.status]).toEqual([{ a: 1 }, true, 404]);
  });

  test("ends with the signal of the caller, and its reason", async () => {
    const reason = { why: "mine" };
    expect(await thrown(getThing(connect(), { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });

  test.each([{ deadline: 20 }, { retry: { codeField: "code", stop: ["A"] } }])(
    "refuses %j rather than be without it",
    async (limits) => {
      const error = await thrown(getThing(connect(), limits));
      expect((error as Error).message).toContain("createClient({ fetch: createFetch() })");
      expect(server.requests).toEqual([]);
    },
  );
});

describe("a client with a fetch made by createFetch", () => {
  test("has its limits", async () => {
    server.script = [{ fault: "none" }];
    const transport = connect({ fetch: createFetch({ deadline: 20 }) as typeof fetch });
    expect(await thrown(getThing(transport))).toMatchObject({ name: "DeadlineError", deadline: 20 });
    expect(await thrown(getThing(transport, { deadline: 10 }))).toMatchObject({ deadline: 10 });
  });

  test("takes no others", () => {
    for (const limits of [{ timeout: 1 }, { retry: false }] as const)
      expect(() => connect({ ...limits, fetch: createFetch() as typeof fetch })).toThrow("fetch has limits already");
  });
});

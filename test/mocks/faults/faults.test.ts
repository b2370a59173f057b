import { describe, expect, test } from "vitest";
import type { MockServer } from "../../../mocks/server/mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";
import { serve } from "../serve.ts";

const limited = {
  description: "",
  headers: {
    "Retry-After": { schema: { type: "integer" }, example: 5 },
    "X-Rate-Limit-Remaining-v3": { schema: { type: "integer" }, example: 12 },
    "X-Rate-Limit-Request-Weight-v3": { schema: { type: "integer" }, example: 3 },
  },
  content: {
    "application/json": {
      examples: {
        thresholdExceeded: { value: { errorCode: "THRESHOLD_EXCEEDED" } },
        tooManyRequests: { value: { errorCode: "TOO_MANY_REQUESTS" } },
      },
    },
  },
};

const tickets = documentOf({
  "/tickets": {
    get: {
      operationId: "listTickets",
      parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
      responses: { ...json({ type: "array" }, [{ id: "7" }]), "429": limited },
    },
  },
  "/agents": {
    get: { operationId: "listAgents", responses: json({ type: "array" }, []) },
    delete: { operationId: "deleteAgents", responses: { "204": { description: "" } } },
  },
});

const ask = (mock: MockServer, fault: string, path = "/tickets", init: RequestInit = {}) =>
  fetch(`${mock.url}${path}`, { ...init, headers: { "x-twinspec-fault": fault } });

describe("by header on one request", () => {
  test("a status that the document describes has its body, another one problem details", async () => {
    const mock = await serve(tickets);
    const described = await ask(mock, "status=429;example=tooManyRequests");
    expect([described.status, await described.json()]).toEqual([429, { errorCode: "TOO_MANY_REQUESTS" }]);
    const other = await ask(mock, "status=503");
    expect(other.headers.get("content-type")).toBe("application/problem+json");
    expect([other.status, await other.json()]).toMatchObject([503, { status: 503 }]);
    expect((await fetch(`${mock.url}/tickets`)).status).toBe(200);
    expect(mock.requests.map(({ faults }) => faults)).toEqual([["status"], ["status"], []]);
  });

  test("latency comes before the response", async () => {
    const mock = await serve(tickets);
    const start = performance.now();
    const response = await ask(mock, "latency=120");
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
    expect(await response.json()).toEqual([{ id: "7" }]);
  });

  test("a reset ends the connection without a response", async () => {
    const mock = await serve(tickets);
    const error = await ask(mock, "reset").catch((cause: unknown) => cause);
    expect((error as { cause?: { code?: string } }).cause?.code).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(mock.requests).toMatchObject([{ status: 0, faults: ["reset"] }]);
    expect((await fetch(`${mock.url}/tickets`)).status).toBe(200);
  });

  test("a truncated body promises more than it has", async () => {
    const mock = await serve(tickets);
    const response = await ask(mock, "truncated-body");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe(String('[{"id":"7"}]'.length));
    await expect(response.text()).rejects.toThrow();
  });

  test("a response without a body cannot be truncated, so its connection is reset", async () => {
    const mock = await serve(tickets);
    await expect(ask(mock, "truncated-body", "/agents", { method: "DELETE" })).rejects.toThrow();
  });

  test.each(["/tickets", "/agents"])("malformed JSON of %s is whole and says that it is JSON", async (path) => {
    const mock = await serve(tickets);
    const response = await ask(mock, "malformed-json", path);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    const text = await response.text();
    expect(response.headers.get("content-length")).toBe(String(text.length));
    expect(() => JSON.parse(text)).toThrow();
  });

  test("malformed JSON stands in place of no content too", async () => {
    const mock = await serve(tickets);
    const response = await ask(mock, "malformed-json", "/agents", { method: "DELETE" });
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow();
  });

  test.each([
    ["html-page", 502],
    ["html-page=401", 401],
  ])("%s is the page of a gateway", async (fault, status) => {
    const mock = await serve(tickets);
    const response = await ask(mock, fault);
    expect([response.status, response.headers.get("content-type")]).toEqual([status, "text/html; charset=utf-8"]);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  test("a slow stream has its headers early and its whole body late", async () => {
    const mock = await serve(tickets);
    const start = performance.now();
    const response = await ask(mock, "slow-stream=200");
    const headers = performance.now() - start;
    expect(await response.json()).toEqual([{ id: "7" }]);
    const whole = performance.now() - start;
    expect(whole).toBeGreaterThanOrEqual(190);
    expect(whole - headers).toBeGreaterThan(100);
  });

  test("a rate limit has Retry-After only where it is given, and says that nothing remains", async () => {
    const mock = await serve(tickets);
    const bare = await ask(mock, "rate-limit");
    expect([bare.status, await bare.json()]).toEqual([429, { errorCode: "TOO_MANY_REQUESTS" }]);
    expect(bare.headers.get("retry-after")).toBeNull();
    expect(bare.headers.get("x-rate-limit-remaining-v3")).toBe("0");
    expect(bare.headers.get("x-rate-limit-request-weight-v3")).toBe("3");
    expect((await ask(mock, "rate-limit=30")).headers.get("retry-after")).toBe("30");
    const without = await ask(mock, "rate-limit=30;rateHeaders=false");
    expect(without.headers.get("retry-after")).toBe("30");
    expect(without.headers.get("x-rate-limit-remaining-v3")).toBeNull();
  });

  test("daily credits are the document's other 429, with Retry-After", async () => {
    const mock = await serve(tickets);
    const response = await ask(mock, "daily-credits=7200");
    expect([response.status, await response.json()]).toEqual([429, { errorCode: "THRESHOLD_EXCEEDED" }]);
    expect(response.headers.get("retry-after")).toBe("7200");
    expect((await ask(mock, "daily-credits")).headers.get("retry-after")).toBe("3600");
  });

  test("a rate limit of an operation that describes none has problem details and the usual header", async () => {
    const mock = await serve(tickets);
    const response = await ask(mock, "rate-limit", "/agents");
    expect(response.status).toBe(429);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("x-ratelimit-remaining")).toBe("0");
  });

  test("several faults are made together", async () => {
    const mock = await serve(tickets);
    const start = performance.now();
    const response = await ask(mock, "latency=100-150, malformed-json");
    expect(performance.now() - start).toBeGreaterThanOrEqual(95);
    await expect(response.json()).rejects.toThrow();
  });

  test("of several that would respond, the last does", async () => {
    const mock = await serve(tickets);
    expect((await ask(mock, "status=500, status=503")).status).toBe(503);
  });

  test.each([
    ["stauts=503", 'there is no fault "stauts"; did you mean "status"?'],
    ["status", "the fault status needs a value: status=<status>"],
    ["status=99", 'status is a number from 200 to 599, not "99"'],
    ["latency=99999999", 'latency is at most 60000 milliseconds, not "99999999"'],
    ["latency=300-100", 'latency is a number from 300 to 60000, not "100"'],
    ["reset=1", "the fault reset takes no value"],
    ["reset;probabilty=1", 'the fault reset has no parameter "probabilty"; did you mean "probability"?'],
    ["constructor", 'there is no fault "constructor"'],
  ])("%s makes no sense and gets 400 that says why", async (fault, want) => {
    const mock = await serve(tickets);
    const response = await ask(mock, fault);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain(want);
  });
});

describe("by operation", () => {
  test("a test plans a fault for so many requests", async () => {
    const mock = await serve(tickets);
    mock.fault("listTickets", { kind: "status", status: 503 }, { times: 2 });
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await fetch(`${mock.url}/tickets`)).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect((await fetch(`${mock.url}/agents`)).status).toBe(200);
  });

  test("a kind that is not there is refused where a test plans it", async () => {
    const mock = await serve(tickets);
    const bogus = { kind: "stauts", status: 503 } as never;
    expect(() => mock.fault("listTickets", bogus)).toThrow('there is no fault "stauts"; did you mean "status"?');
  });

  test("of two that would respond, the later comes first and the other has its turn after it", async () => {
    const mock = await serve(tickets);
    mock.fault("listTickets", "status=500", { times: 1 });
    mock.fault("listTickets", "latency=1, status=503", { times: 1 });
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await fetch(`${mock.url}/tickets`)).status);
    expect(statuses).toEqual([503, 500, 200]);
    expect(mock.requests.map(({ faults }) => faults)).toEqual([["status", "latency"], ["status"], []]);
  });

  test("options plan them for good, for one operation or for all, and a test's come first", async () => {
    const mock = await serve(tickets, { faults: { listTickets: ["status=500"], "*": ["status=503"] } });
    const status = async (path: string) => (await fetch(`${mock.url}${path}`)).status;
    expect(await status("/agents")).toBe(503);
    mock.fault("*", "html-page=401", { times: 1 });
    expect(await status("/tickets")).toBe(401);
    expect(await status("/tickets")).toBe(503);
  });

  test("options that make no sense keep the mock from starting", async () => {
    await expect(startServer(tickets, { faults: { listTickets: ["stat"] } })).rejects.toThrow(
      'there is no fault "stat"',
    );
    await expect(startServer(tickets, { faults: { listTicket: ["reset"] } })).rejects.toThrow(
      'did you mean "listTickets"?',
    );
  });
});

describe("what takes long", () => {
  const gone = async (promise: Promise<unknown>) => expect(promise).rejects.toThrow();

  test("a latency ends with its connection", async () => {
    const mock = await serve(tickets);
    await gone(ask(mock, "latency=30000", "/tickets", { signal: AbortSignal.timeout(50) }));
    const [entry] = await mock.waitForRequests({ timeout: 2_000 });
    expect(entry?.duration).toBeLessThan(5_000);
  });

  test("so does the delay of a scripted response", async () => {
    const mock = await serve(tickets);
    mock.respond("listTickets", { delay: 30_000 });
    await gone(fetch(`${mock.url}/tickets`, { signal: AbortSignal.timeout(50) }));
    const [entry] = await mock.waitForRequests({ timeout: 2_000 });
    expect(entry?.duration).toBeLessThan(5_000);
  });

  test("nothing takes longer than an hour, nor, by a header that anybody may send, than a minute", async () => {
    const mock = await serve(tickets);
    const tooLong = await ask(mock, "latency=60001");
    expect([tooLong.status, (await tooLong.json()).detail]).toEqual([
      ...[400, 'X-Twinspec-Fault: latency is at most 60000 milliseconds, not "60001".'],
    ]);
    const slow = await ask(mock, "slow-stream=1-60001");
    expect([slow.status, (await slow.json()).title]).toEqual([400, "Not a fault"]);
    expect(() => mock.fault("*", { kind: "latency", milliseconds: [1, 3_600_001] })).toThrow("at most 3600000");
    expect(() => mock.fault("*", { kind: "latency", milliseconds: Number.NaN })).toThrow("at most 3600000");
    expect(() => mock.fault("*", "latency=3600000")).not.toThrow();
  });

  test("a mock that takes no faults by header does not look at it", async () => {
    const mock = await serve(tickets, { faultHeader: false, faults: { listTickets: ["status=500"] } });
    expect((await ask(mock, "status=418", "/agents")).status).toBe(200);
    expect((await ask(mock, "no fault at all")).status).toBe(500);
  });
});

describe("chance", () => {
  const statusesOf = async (mock: MockServer, paths: readonly string[]) => {
    const statuses: string[] = [];
    for (const path of paths) statuses.push(`${path} ${(await fetch(`${mock.url}${path}`)).status}`);
    return statuses;
  };
  const faults = { "*": ["status=503;probability=0.5"] };
  const paths = Array.from({ length: 12 }, (_, index) => `/tickets?limit=${index % 6}`);

  test("follows the seed", async () => {
    const first = await statusesOf(await serve(tickets, { faults, seed: 1 }), paths);
    expect(await statusesOf(await serve(tickets, { faults, seed: 1 }), paths)).toEqual(first);
    expect(await statusesOf(await serve(tickets, { faults, seed: 2 }), paths)).not.toEqual(first);
    expect(new Set(first.map((line) => line.slice(-3)))).toEqual(new Set(["200", "503"]));
  });

  test("does not depend on the order of other requests", async () => {
    const first = await statusesOf(await serve(tickets, { faults, seed: 1 }), paths);
    const reversed = await statusesOf(await serve(tickets, { faults, seed: 1 }), [
      ...paths.slice(0, 6).reverse(),
      ...paths.slice(6).reverse(),
    ]);
    expect(reversed.toSorted()).toEqual(first.toSorted());
  });

  test("0 is never", async () => {
    const mock = await serve(tickets, { faults: { "*": ["status=503;probability=0"] } });
    expect(await statusesOf(mock, ["/tickets", "/tickets"])).toEqual(["/tickets 200", "/tickets 200"]);
  });
});

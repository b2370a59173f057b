import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createFetch } from "../../../generated/zoho-desk/esm/fetch.js";
import * as desk from "../../../generated/zoho-desk/esm/index.js";
import { type Mock, startMock } from "../../../mocks/index.ts";
import { createTestClock } from "./test-clock.ts";

const spec = fileURLToPath(new URL("../../../spec/zoho-desk", import.meta.url));
const orgId = "60001280952";
let mock: Mock<typeof desk>;
let auth: string;

beforeAll(async () => {
  mock = await startMock<typeof desk>({ spec });
  auth = (await mock.issueToken({ scopes: mock.operations.flatMap(({ scopes }) => scopes.flat()) })).accessToken;
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

/** A client that does not wait, and what it would have waited. */
function quickClient(options: Parameters<typeof createFetch>[0] = {}) {
  const clock = createTestClock();
  const fetch = createFetch({ clock, random: () => 0.5, ...options });
  return {
    client: desk.createClient({ baseUrl: mock.url, auth, fetch }),
    waited: clock.waited,
  };
}

const thrown = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe("the emitted client and a mock with faults", () => {
  test.each(["status=503", "reset", "truncated-body", "html-page=502", "rate-limit"])(
    "gets over %s, twice",
    async (fault) => {
      const { client, waited } = quickClient();
      mock.fault("getTickets", fault, { times: 2 });
      const { data, response } = await client.getTickets({ orgId });
      expect([response.status, data?.data.length]).toEqual([200, expect.any(Number)]);
      expect(mock.requests.length).toBe(3);
      expect(waited).toEqual([150, 300]);
    },
  );

  test("waits as long as the API says", async () => {
    const { client, waited } = quickClient();
    mock.fault("getTickets", "rate-limit=7", { times: 1 });
    expect((await client.getTickets({ orgId })).response.status).toBe(200);
    expect(waited).toEqual([7000]);
  });

  test("stops where the day's credits are gone, by the code and not for the long wait", async () => {
    const { client } = quickClient();
    mock.fault("getTickets", "daily-credits=1");
    const { error } = await client.getTickets({ orgId });
    expect(error).toMatchObject({ errorCode: "THRESHOLD_EXCEEDED" });
    expect(mock.requests.length).toBe(1);
  });

  test("does not send what is not idempotent again, unless the call says so", async () => {
    const { client } = quickClient();
    const body = { subject: "A subject", departmentId: "1892000000006907", contactId: "1892000000042032" };
    mock.fault("createTicket", "status=500", { times: 1 });
    expect((await client.createTicket({ orgId, body })).response.status).toBe(500);
    mock.fault("createTicket", "status=500", { times: 1 });
    const { response } = await client.createTicket({ orgId, body }, { retry: { methods: ["POST"] } });
    expect(response.status).toBe(200);
  });

  test("gives up with an error that says what happened", async () => {
    const { client } = quickClient();
    mock.fault("getTickets", "reset");
    expect(await thrown(client.getTickets({ orgId }))).toMatchObject({
      name: "NetworkError",
      operation: "getTickets",
      attempts: 3,
    });
    mock.reset();
    mock.fault("getTickets", "rate-limit");
    const error = await thrown(desk.unwrap(client.getTickets({ orgId })));
    expect(desk.isApiError(error, desk.getTickets) && error.body).toMatchObject({ errorCode: "TOO_MANY_REQUESTS" });
    expect((error as Error).message).toMatch(/^getTickets: 429 Too Many Requests: TOO_MANY_REQUESTS: ./);
  });

  test("ends slow attempts, and slow calls", async () => {
    const client = desk.createClient({ baseUrl: mock.url, auth, fetch: createFetch({ random: () => 0 }) });
    mock.fault("getTickets", "latency=2000", { times: 1 });
    expect((await client.getTickets({ orgId }, { timeout: 500 })).response.status).toBe(200);
    mock.fault("getTickets", "latency=2000");
    expect(await thrown(client.getTickets({ orgId }, { deadline: 50 }))).toMatchObject({ name: "DeadlineError" });
    mock.reset();
    mock.fault("getTickets", "slow-stream=5000");
    expect(await thrown(client.getTickets({ orgId }, { timeout: 100, retry: false }))).toMatchObject({
      name: "TimeoutError",
    });
  });

  test("a single operation has all of it by createFetch", async () => {
    const { getTickets } = await import("../../../generated/zoho-desk/esm/operations/getTickets.js");
    const { createTransport } = await import("../../../generated/zoho-desk/esm/transport.js");
    const transport = createTransport({ baseUrl: mock.url, auth, fetch: createFetch({ clock: createTestClock() }) });
    mock.fault("getTickets", "status=503", { times: 2 });
    expect((await getTickets(transport, { orgId })).response.status).toBe(200);
  });

  test("a hundred calls keep within the concurrency of the client", async () => {
    let now = 0;
    let most = 0;
    const { client } = quickClient({
      concurrency: 5,
      async fetch(request) {
        now += 1;
        most = Math.max(most, now);
        return globalThis.fetch(request).finally(() => {
          now -= 1;
        });
      },
    });
    mock.fault("getTickets", "rate-limit;probability=0.2");
    const results = await Promise.all(Array.from({ length: 100 }, () => client.getTickets({ orgId }, { retry: 20 })));
    expect(results.map(({ response }) => response.status)).toEqual(Array(100).fill(200));
    expect(most).toBeLessThanOrEqual(5);
  });
});

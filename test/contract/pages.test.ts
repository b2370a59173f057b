import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as desk from "../../generated/zoho-desk/esm/index.js";
import { items } from "../../generated/zoho-desk/esm/pages.js";
import { type Mock, startMock } from "../../mocks/index.ts";

const spec = fileURLToPath(new URL("../../spec/zoho-desk", import.meta.url));

let mock: Mock<typeof desk>;
let client: desk.Client;

beforeAll(async () => {
  mock = await startMock<typeof desk>({ spec });
  const scopes = mock.operations.flatMap((operation) => operation.scopes.flat());
  client = desk.createClient({
    baseUrl: mock.url,
    auth: (await mock.issueToken({ scopes })).accessToken,
    orgId: "60001280952",
  });
});
beforeEach(() => mock.reset());
afterAll(() => mock.close());

const session = (sessionId: string) => ({
  sessionId,
  departmentId: "1892000000006907",
  agentId: null,
  channel: "WHATSAPP",
  status: "ENDED" as const,
  startTime: "2026-03-02T09:14:05.000Z",
  endTime: null,
  messageCount: 1,
});
const asked = () => mock.requests.map(({ url }) => decodeURIComponent(new URL(url, mock.url).search));

test("session analytics are iterated with an empty filter", async () => {
  const ids: string[] = [];
  for await (const { sessionId } of client.getSessionAnalytics.items({ p: {} })) ids.push(sessionId);
  expect(ids.length).toBeGreaterThan(0);
  expect(asked()).toEqual(["?p[limit]=50"]);
});

test("session analytics come page by page, from inside the filter, until there are none", async () => {
  mock.respond("getSessionAnalytics", ({ arguments: { p } }) => {
    const from = Number(p?.from ?? 0);
    return from < 4
      ? { status: 200, body: { data: [session(`${from + 1}`), session(`${from + 2}`)] } }
      : { status: 204 };
  });
  const ids: string[] = [];
  const filter = { p: { channel: "WHATSAPP" } };
  for await (const { sessionId } of client.getSessionAnalytics.items(filter, { pageSize: 2 })) ids.push(sessionId);
  expect(ids).toEqual(["1", "2", "3", "4"]);
  expect(asked()).toEqual([
    "?p[channel]=WHATSAPP&p[limit]=2",
    "?p[channel]=WHATSAPP&p[limit]=2&p[from]=2",
    "?p[channel]=WHATSAPP&p[limit]=2&p[from]=4",
  ]);
});

test("a server that ignores where the page begins is found out", async () => {
  const found = client.getSessionAnalytics.items({ p: { limit: 3 } });
  const iterate = async () => {
    for await (const _ of found);
  };
  await expect(iterate()).rejects.toThrow('getSessionAnalytics: the same page came twice; the server ignores "p.from"');
});

test("a page that fails is an ApiError, after the items that came", async () => {
  mock.respond("getSessionAnalytics", { status: 403, body: { errorCode: "FORBIDDEN", message: "no" } });
  mock.respond("getSessionAnalytics", { status: 200, body: { data: [session("1")] } }, { times: 1 });
  const ids: string[] = [];
  const iterate = async () => {
    const found = items(desk.getSessionAnalytics, client, {}, { pageSize: 1 });
    for await (const { sessionId } of found) ids.push(sessionId);
  };
  const failure = await iterate().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(desk.ApiError);
  expect(failure).toMatchObject({ status: 403, body: { errorCode: "FORBIDDEN" } });
  expect(ids).toEqual(["1"]);
});

test("followers of an account, whose answer may be an error with status 200, come by the settings", async () => {
  mock.respond("getAccountFollowers", { status: 200, body: { errorCode: "FORBIDDEN", message: "no" } }, { times: 1 });
  const found = client.getAccountFollowers.items({ accountId: "1892000000975384" });
  await expect(found.next()).rejects.toThrow('getAccountFollowers: the response has no list at "data"');
});

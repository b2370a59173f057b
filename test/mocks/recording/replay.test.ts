import { afterEach, describe, expect, test } from "vitest";
import type { Recording } from "../../../mocks/recording/recording.ts";
import { createMemoryStore } from "../../../mocks/storage/memory-store.ts";
import type { Store } from "../../../mocks/storage/store.ts";
import { closeAll, startApi, startMockOf } from "./api.ts";

afterEach(closeAll);

const asJson = { "content-type": "application/json" };

/** Recordings as somebody might write them by hand: what is left out is as in GET /tickets with an empty list. */
async function storeOf(
  recordings: Record<string, { request?: Partial<Recording["request"]>; response?: Partial<Recording["response"]> }>,
): Promise<Store> {
  const store = createMemoryStore();
  for (const [key, { request, response }] of Object.entries(recordings)) {
    await store.set(key, {
      request: { method: "GET", path: "/tickets", ...request },
      response: { status: 200, headers: asJson, body: { json: [] }, ...response },
    });
  }
  return store;
}

function tickets(id: string) {
  return { body: { json: [{ id }] } };
}

describe("a recording is the response to a request", () => {
  test("whatever the order of its parameters and properties, and whoever sends it", async () => {
    const store = await storeOf({
      "getTickets/0001": {
        request: {
          query: { limit: "10", status: ["a", "b"], appKey: "[redacted]" },
          headers: { authorization: "[redacted]", "user-agent": "other" },
        },
        response: tickets("1"),
      },
      "createTicket/0001": {
        request: {
          method: "POST",
          headers: asJson,
          body: { json: { id: "1", tags: ["x", "y"], password: "[redacted]" } },
        },
        response: { status: 201, body: { json: { id: "1" } } },
      },
    });
    const mock = await startMockOf({ replay: true }, store);
    for (const query of [
      "limit=10&status=a&status=b&appKey=mine",
      "status=a&status=b&limit=10",
      "status=a&limit=10&status=b",
    ]) {
      expect(await (await fetch(`${mock.url}/tickets?${query}`)).json()).toEqual([{ id: "1" }]);
    }
    for (const body of ['{"id":"1","tags":["x","y"],"password":"mine"}', '{"tags":["x","y"], "id":"1"}']) {
      const response = await fetch(`${mock.url}/tickets`, { method: "POST", headers: asJson, body });
      expect([response.status, await response.json()]).toEqual([201, { id: "1" }]);
    }
  });

  test("but not one whose path, query, list order or body is another", async () => {
    const store = await storeOf({
      "getTickets/0001": { request: { query: { status: ["a", "b"] } } },
      "getTicket/0001": { request: { path: "/tickets/1" } },
      "createTicket/0001": { request: { method: "POST", headers: asJson, body: { json: { id: "1" } } } },
    });
    const mock = await startMockOf({ replay: true }, store);
    const post = (body: string) => fetch(`${mock.url}/tickets`, { method: "POST", headers: asJson, body });
    const statuses = [
      await fetch(`${mock.url}/tickets?status=b&status=a`),
      await fetch(`${mock.url}/tickets?status=a&status=b&limit=1`),
      await fetch(`${mock.url}/tickets`),
      await fetch(`${mock.url}/tickets/2`),
      await post('{"id":"2"}'),
      await post('{"id":"1","subject":"s"}'),
      await post("[]"),
    ].map(({ status }) => status);
    expect(statuses).toEqual(statuses.map(() => 404));
  });

  test("in the order of the recordings, the last one again and again, and from the start after a reset", async () => {
    const store = await storeOf({
      "getTickets/10": { response: tickets("c") },
      "getTickets/9": { response: tickets("b") },
      "getTickets/1": { response: tickets("a") },
      "getTickets/2": { request: { query: { limit: "1" } }, response: tickets("other") },
    });
    const mock = await startMockOf({ replay: true }, store);
    const ids = async (count: number): Promise<string[]> => {
      const found: string[] = [];
      for (let index = 0; index < count; index += 1) {
        const [one] = (await (await fetch(`${mock.url}/tickets`)).json()) as { id: string }[];
        found.push(one?.id ?? "");
      }
      return found;
    };
    expect(await ids(5)).toEqual(["a", "b", "c", "c", "c"]);
    mock.reset();
    expect(await ids(2)).toEqual(["a", "b"]);
  });

  test("that of the same negotiation and the same described headers where there is one", async () => {
    const store = await storeOf({
      "getTickets/0001": {
        request: { headers: { accept: "application/json", orgid: "1" } },
        response: tickets("first"),
      },
      "getTickets/0002": {
        request: { headers: { accept: "application/json", orgid: "2" } },
        response: tickets("second"),
      },
      "getTickets/0003": {
        request: { headers: { accept: "application/json", orgid: "1", "if-none-match": '"1"' } },
        response: { status: 304, headers: {}, body: undefined },
      },
    });
    const mock = await startMockOf({ replay: true }, store);
    const get = async (headers: Record<string, string>) => {
      const response = await fetch(`${mock.url}/tickets`, { headers: { accept: "application/json", ...headers } });
      return response.status === 304 ? 304 : await response.json();
    };
    expect(await get({ orgid: "2" })).toEqual([{ id: "second" }]);
    expect(await get({ orgid: "1", "if-none-match": '"1"' })).toBe(304);
    expect(await get({ orgid: "1" })).toEqual([{ id: "first" }]);
    expect(await get({ orgid: "3", "x-trace": "9" })).toEqual([{ id: "first" }]);
  });

  test("HEAD by what GET was recorded to bring", async () => {
    const mock = await startMockOf({ replay: true }, await storeOf({ "getTickets/0001": { response: tickets("1") } }));
    const response = await fetch(`${mock.url}/tickets`, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([200, "12", ""]);
    expect(response.headers.get("sl-violations")).toBeNull();
  });

  test("of the same operation, whatever its folder is called", async () => {
    const mock = await startMockOf({ replay: true }, await storeOf({ "formerName/0001": { response: tickets("1") } }));
    expect((await fetch(`${mock.url}/tickets`)).status).toBe(200);
  });
});

test("ids of 19 digits and decimals come back digit for digit", async () => {
  const body = '{"id":1892000000006907123,"list":[0.1234567890123456789,1.0,1e400],"text":"1892000000006907123"}';
  const api = await startApi((_, response) => response.writeHead(200, asJson).end(body));
  const store = createMemoryStore();
  const recorder = await startMockOf({ record: api.url }, store);
  await fetch(`${recorder.url}/files/1`);
  expect(await store.get("getFile/0001")).toMatchObject({
    response: { body: { json: { id: "1892000000006907123" }, numbers: ["/id", "/list/0", "/list/2"] } },
  });
  const mock = await startMockOf({ replay: true }, store);
  expect(await (await fetch(`${mock.url}/files/1`)).text()).toBe(body.replace("1.0", "1"));
});

test("forms match field by field, uploads whatever their boundary, and secrets in them match any", async () => {
  const api = await startApi((request, response) => response.end(String(request.headers["content-type"]).slice(0, 9)));
  const store = createMemoryStore();
  const upload = (text: string): FormData => {
    const form = new FormData();
    form.set("password", crypto.randomUUID());
    form.set("file", new File([Buffer.from(`\0${text}`)], "a.bin"));
    return form;
  };
  const send = async (url: string, body: BodyInit) => (await fetch(`${url}/files/1`, { method: "POST", body })).status;
  const recorder = await startMockOf({ record: api.url }, store);
  await send(recorder.url, upload("a"));
  await send(recorder.url, new URLSearchParams("a=1&token=x&b=2"));
  const mock = await startMockOf({ replay: true }, store);
  expect(await send(mock.url, upload("a"))).toBe(200);
  expect(await send(mock.url, upload("b"))).toBe(404);
  expect(await send(mock.url, new URLSearchParams("b=2&a=1&token=y"))).toBe(200);
  expect(await send(mock.url, new URLSearchParams("b=3&a=1"))).toBe(404);
});

describe("without a recording", () => {
  test("a request gets 404 with the nearest ones and what they differ in, without secrets", async () => {
    const store = await storeOf({
      "getTickets/0001": { request: { query: { limit: "10" } } },
      "getTickets/0002": { request: { query: { limit: "10", status: "a" } } },
      "getTicket/0001": { request: { path: "/tickets/1" } },
    });
    const mock = await startMockOf({ replay: true }, store);
    const response = await fetch(`${mock.url}/tickets?limit=20&appKey=s3cret`);
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    expect(await response.json()).toEqual({
      type: expect.stringContaining("NO_RECORDING"),
      title: "No recording of this request",
      status: 404,
      detail:
        "There is no recording of GET /tickets?limit=20&appKey=[redacted]. The nearest: " +
        'getTickets/0001 (query parameter limit was "10", not "20"), ' +
        'getTickets/0002 (query parameter limit was "10", not "20"; query parameter status was "a", not absent).',
      nearest: [
        { recording: "getTickets/0001", differences: ['query parameter limit was "10", not "20"'] },
        { recording: "getTickets/0002", differences: expect.any(Array) },
      ],
    });
    const other = (await (await fetch(`${mock.url}/tickets/2`)).json()) as { detail: string };
    expect(other.detail).toContain('getTicket/0001 (path parameter id was "1", not "2")');
    const none = (await (await fetch(`${mock.url}/files/2`)).json()) as { detail: string };
    expect(none.detail).toBe(
      "There is no recording of GET /files/2. None is of getFile; there are 3 recordings of other requests.",
    );
  });

  test("a body is compared property by property", async () => {
    const store = await storeOf({
      "createTicket/0001": {
        request: { method: "POST", headers: asJson, body: { json: { id: "1", tags: ["a"], password: "[redacted]" } } },
      },
    });
    const mock = await startMockOf({ replay: true }, store);
    const body = '{"id":"2","tags":["a","b"],"password":"s3cret","__proto__":1}';
    const response = await fetch(`${mock.url}/tickets`, { method: "POST", headers: asJson, body });
    const { nearest } = (await response.json()) as { nearest: { differences: string[] }[] };
    expect(nearest[0]?.differences).toEqual([
      "body /__proto__ was absent, not 1",
      'body /id was "1", not "2"',
      "body /tags had 1 items, not 2",
    ]);
  });

  test("what a test scripted comes first all the same", async () => {
    const mock = await startMockOf({ replay: true });
    mock.respond("getTickets", { status: 200, body: [{ id: "scripted" }] });
    expect(await (await fetch(`${mock.url}/tickets`)).json()).toEqual([{ id: "scripted" }]);
  });
});

describe("access", () => {
  const recorded = { "getTickets/0001": {} };

  test("is not checked, for tokens are those of the outside", async () => {
    const mock = await startMockOf({ replay: true, oauth: { mode: "strict" } }, await storeOf(recorded));
    expect((await fetch(`${mock.url}/tickets`, { headers: { authorization: "Bearer theirs" } })).status).toBe(200);
    expect((await fetch(`${mock.url}/tickets`)).status).toBe(200);
  });

  test("is checked where that is asked for", async () => {
    const mock = await startMockOf({ replay: true, auth: "strict" }, await storeOf(recorded));
    expect((await fetch(`${mock.url}/tickets`)).status).toBe(401);
    const { accessToken } = await mock.issueToken({ scopes: ["tickets.READ"] });
    expect((await fetch(`${mock.url}/tickets`, { headers: { authorization: `Bearer ${accessToken}` } })).status).toBe(
      200,
    );
  });

  test("a recorded token endpoint responds as it did, with any secret; one that was not recorded is the mock's own", async () => {
    const token = { status: 200, headers: asJson, body: { json: { access_token: "[redacted]", expires_in: 7 } } };
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const body = { text: "grant_type=client_credentials&client_secret=[redacted]" };
    const store = await storeOf({
      "undescribed/0001": { request: { method: "POST", path: "/oauth/token", headers: form, body }, response: token },
    });
    const ask = async (url: string) => {
      const sent = new URLSearchParams({ client_secret: "mine", grant_type: "client_credentials" });
      return (await fetch(`${url}/oauth/token`, { method: "POST", body: sent })).json();
    };
    expect(await ask((await startMockOf({ replay: true }, store)).url)).toMatchObject({ expires_in: 7 });
    expect(await ask((await startMockOf({ replay: true })).url)).not.toMatchObject({ expires_in: 7 });
  });
});

test("responses are validated again, but not what was redacted in them", async () => {
  const store = await storeOf({
    "getTicket/0001": { request: { path: "/tickets/1" }, response: { body: { json: { id: 5, subject: "s" } } } },
    "getTickets/0001": { response: { body: { json: [{ id: "1", state: "[redacted]" }] } } },
  });
  const mock = await startMockOf({ replay: true }, store);
  expect((await fetch(`${mock.url}/tickets/1`)).headers.get("sl-violations")).toContain(
    "body property id must be string",
  );
  expect((await fetch(`${mock.url}/tickets`)).headers.get("sl-violations")).toBeNull();
});

test("a recording that cannot be used is named", async () => {
  const store = createMemoryStore();
  await store.set("getTickets/0001", { request: { method: "GET", path: "/tickets" }, response: { status: "200" } });
  const mock = await startMockOf({ replay: true }, store);
  const response = await fetch(`${mock.url}/tickets`);
  expect([response.status, await response.text()]).toEqual([
    500,
    expect.stringContaining('getTickets/0001 cannot be used: \\"response.status\\"'),
  ]);
});

test("a mock does not record and replay at once", async () => {
  await expect(startMockOf({ replay: true, record: "http://127.0.0.1:1" })).rejects.toThrow("records or replays");
});

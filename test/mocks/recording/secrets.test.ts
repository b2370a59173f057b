import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openRecordingsFolder } from "../../../mocks/recording/recordings-folder.ts";
import type { ServerOptions } from "../../../mocks/server/mock.ts";
import { createMemoryStore } from "../../../mocks/storage/memory-store.ts";
import { closeAll, recordingsIn, startApi, startMockOf } from "./api.ts";

afterEach(closeAll);

const asJson = { "content-type": "application/json" };
const asForm = { "content-type": "application/x-www-form-urlencoded" };
const oauth = { path: "/oauth/token", headers: asForm, method: "POST" };
const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJl";

interface Exchange {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly response?: { status?: number; headers?: Record<string, string | string[]>; body?: string | Buffer };
}

/** Each plants the text PLANTED (or what is made of it) in one more place. */
const planted: Record<string, Exchange> = {
  "a bearer token": { headers: { authorization: "Bearer PLANTED" } },
  "a token with a prefix of the API's own": { headers: { authorization: "Zoho-oauthtoken PLANTED" } },
  "a password of basic authentication that the response repeats": {
    headers: { authorization: `Basic ${Buffer.from("me:PLANTED").toString("base64")}` },
    response: { headers: asJson, body: '{"hint":"you said PLANTED"}' },
  },
  cookies: { headers: { cookie: "theme=dark; sid=PLANTED" } },
  "a declared API key in the query": { path: "/tickets?appKey=PLANTED&limit=1" },
  "usual headers of keys": {
    headers: { "x-api-key": "PLANTED", "x-amz-security-token": "PLANTED", "private-token": "PLANTED" },
  },
  "usual parameters of the query": {
    path: "/tickets?access_token=PLANTED&client_secret=PLANTED&user%5Bpassword%5D=PLANTED",
  },
  "the address to return to": { path: `/tickets?next=${encodeURIComponent("https://app/cb?token=PLANTED")}` },
  "a cookie that is set": { response: { headers: { "set-cookie": ["a=1; Path=/", "session=PLANTED; HttpOnly"] } } },
  "a form for a token": {
    ...oauth,
    body: "grant_type=authorization_code&code=PLANTED&code_verifier=PLANTED&client_secret=PLANTED",
  },
  "an assertion": { ...oauth, body: "grant_type=urn:x&assertion=PLANTED&client_assertion=PLANTED" },
  "a device code": { ...oauth, body: "grant_type=urn:device&device_code=PLANTED" },
  "a token request as JSON": {
    path: "/oauth/token",
    method: "POST",
    headers: asJson,
    body: '{"grant_type":"authorization_code","code":"PLANTED","refresh_token":"PLANTED"}',
  },
  "the token endpoint's response": {
    ...oauth,
    body: "grant_type=refresh_token&refresh_token=PLANTED",
    response: {
      headers: asJson,
      body: '{"access_token":"PLANTED","refresh_token":"PLANTED","id_token":"PLANTED","code":"PLANTED"}',
    },
  },
  "the token endpoint's response as a form": {
    ...oauth,
    response: { headers: asForm, body: "access_token=PLANTED&scope=a" },
  },
  "the token endpoint's response with the wrong media type": {
    ...oauth,
    response: { headers: { "content-type": "text/html" }, body: '{"data":{"access_token":"PLANTED"}}' },
  },
  "a redirect with a code": {
    response: { status: 302, headers: { location: "https://app/cb?code=PLANTED&state=PLANTED" } },
  },
  "a redirect with a code alone": { response: { status: 302, headers: { location: "https://app/cb?code=PLANTED" } } },
  "a redirect with a token in its fragment": {
    response: { status: 302, headers: { location: "https://app/cb#access_token=PLANTED&state=PLANTED" } },
  },
  "a user in an address": { response: { status: 302, headers: { location: "https://me:PLANTED@app/x" } } },
  "properties at any depth": {
    method: "POST",
    headers: asJson,
    body: '{"a":[{"clientSecret":"PLANTED","credentials":{"password":["PLANTED"]}}]}',
    response: {
      headers: asJson,
      body: '{"list":[[{"apiKey":"PLANTED","token":{"value":"PLANTED"}}],{"name":"password","value":"PLANTED"}]}',
    },
  },
  "a token that the response repeats under innocent names, in keys and in addresses": {
    path: "/tickets?view=PLANTED",
    headers: { authorization: "Bearer PLANTED" },
    response: {
      headers: { ...asJson, "x-debug": "was PLANTED" },
      body: '{"echo":"PLANTED","PLANTED":1,"url":"https://x/PLANTED?a=1"}',
    },
  },
  "a token that the path repeats": { path: "/tickets/PLANTED", headers: { authorization: "Bearer PLANTED" } },
  "JSON in a text": { response: { headers: asJson, body: '{"log":"sent {\\"password\\": \\"PLANTED\\"}"}' } },
  "addresses in a body": { response: { headers: asJson, body: '{"next":"https://x/a?page=2&access_token=PLANTED"}' } },
  "a page that posts a code": {
    response: {
      headers: { "content-type": "text/html" },
      body: '<form><input type="hidden" name="id_token" value="PLANTED"><a href="/x?token=PLANTED&amp;client_secret=PLANTED">',
    },
  },
  "a user in an address within a body": { response: { headers: asJson, body: '{"git":"https://me:PLANTED@x/y"}' } },
  attributes: { response: { headers: { "content-type": "text/xml" }, body: '<a password="PLANTED"/>' } },
  XML: { response: { headers: { "content-type": "text/xml" }, body: "<a><x:password>PLANTED</x:password></a>" } },
  "lines of JSON": {
    response: { headers: { "content-type": "application/x-ndjson" }, body: '{"a":1}\n{"token":"PLANTED"}\n' },
  },
  "parts of a form": {
    path: "/files/1",
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=b" },
    body: '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nPLANTED\r\n--b--\r\n',
  },
  bytes: {
    path: "/files/1",
    headers: { authorization: "Bearer PLANTED" },
    response: { headers: { "content-type": "image/png" }, body: Buffer.from("\0\x01PLANTED\xff", "latin1") },
  },
  "undescribed paths": { path: "/login", method: "POST", headers: asJson, body: '{"password":"PLANTED"}' },
  "JSON that is not JSON": { response: { headers: asJson, body: '{"password":"PLANTED", oops' } },
};

describe("a recording never has", () => {
  test.each(Object.entries(planted))("%s", async (_, exchange) => {
    const secret = "pl4nted-S3cret/value";
    const plant = (text: string): string =>
      text.replaceAll("PLANTED", /%|\?|=|:\/\//.test(text) ? encodeURIComponent(secret) : secret);
    const { folder, records } = await record(exchange, plant, secret);
    const files = await filesOf(folder);
    expect(files).toHaveLength(1);
    for (const [name, text] of files) {
      for (const needle of [secret, encodeURIComponent(secret), Buffer.from(`me:${secret}`).toString("base64")]) {
        expect(name).not.toContain(needle);
        expect(text).not.toContain(needle);
      }
      for (const [base64] of text.matchAll(/[A-Za-z0-9+/]{12,}=*/g)) {
        expect(Buffer.from(base64, "base64").toString("latin1")).not.toContain(secret);
      }
      expect(text).toContain("[redacted]");
    }
    expect(JSON.stringify(records.map(({ url, headers, path }) => ({ url, headers, path })))).not.toMatch(
      exchange.path?.includes("PLANTED") && exchange.headers?.["authorization"] ? /^$/ : /pl4nted/,
    );
  });

  test("a JSON Web Token, wherever it stands", async () => {
    const { folder } = await record(
      { response: { headers: asJson, body: `{"x":"see ${jwt}."}` } },
      (text) => text,
      jwt,
    );
    const [[, text] = ["", ""]] = await filesOf(folder);
    expect(text).toContain('"see [redacted]."');
  });
});

test("what only looks like a secret stays", async () => {
  const body = {
    state: "Open",
    code: "ABC",
    nextPageToken: "p2",
    tokens: 12,
    token_type: "bearer",
    has_password: true,
    password: null,
    secret: false,
    keys: ["a"],
    assertion: "holds",
    text: "bearer instruments and a token of thanks; state=CA",
    url: "https://x/tickets?state=open&code=7",
    location: "Europe/Berlin",
  };
  const api = await startApi((_, response) => response.writeHead(200, asJson).end(JSON.stringify(body)));
  const store = createMemoryStore();
  const mock = await startMockOf({ record: api.url }, store);
  const headers = { cookie: "consent=accepted; zone=Europe/Berlin", "idempotency-key": "k-1", "x-page-token": "p1" };
  await fetch(`${mock.url}/tickets?state=open&code=7&page_token=p1`, { headers });
  await fetch(`${mock.url}/files/1`, { method: "POST", body: "state=CA&code=SUMMER20", headers: asForm });
  expect(await recordingsIn(store)).toMatchObject({
    "getTickets/0001": {
      request: {
        query: { state: "open", code: "7", page_token: "p1" },
        headers: { "idempotency-key": "k-1", "x-page-token": "p1", cookie: "[redacted]" },
      },
      response: { body: { json: body } },
    },
    "putFile/0001": { request: { body: { text: "state=CA&code=SUMMER20" } } },
  });
});

test("a name from a document or a client never becomes a path", async () => {
  const folder = await mkdtemp(join(tmpdir(), "twinspec-recording-"));
  const api = await startApi((_, response) => response.end("ok"));
  const store = openRecordingsFolder(join(folder, "in"));
  const mock = await startMockOf({ record: api.url }, store);
  await fetch(`${mock.url}/..%2f..%2f..%2fout/%00/con`);
  await fetch(`${mock.url}/__proto__/constructor`);
  expect(await readdir(folder)).toEqual(["in"]);
  expect((await filesOf(join(folder, "in"))).map(([name]) => name).sort()).toEqual([
    "undescribed/0001.json",
    "undescribed/0002.json",
  ]);
  await rm(folder, { recursive: true });
});

async function record(
  { path = "/tickets", method = "GET", headers = {}, body, response = {} }: Exchange,
  plant: (text: string) => string,
  secret: string,
) {
  const folder = await mkdtemp(join(tmpdir(), "twinspec-recording-"));
  const given = new Map(Object.entries(response.headers ?? {}));
  const api = await startApi((_, outgoing) => {
    for (const [name, value] of given)
      outgoing.setHeader(name, typeof value === "string" ? plant(value) : value.map(plant));
    const bytes = Buffer.isBuffer(response.body)
      ? Buffer.from(response.body.toString("latin1").replaceAll("PLANTED", secret), "latin1")
      : (response.body ?? "")
          .replaceAll("://me:PLANTED", `://me:${encodeURIComponent(secret)}`)
          .replaceAll("PLANTED", secret);
    outgoing.writeHead(response.status ?? 200).end(bytes);
  });
  const store = openRecordingsFolder(folder);
  const options: ServerOptions = { record: api.url };
  const mock = await startMockOf(options, store);
  const sent = Object.entries(headers).map(([name, value]) => {
    const basic = /^Basic (.*)$/.exec(value)?.[1];
    const text =
      basic === undefined
        ? value.replaceAll("PLANTED", secret)
        : `Basic ${encode(decode(basic).replace("PLANTED", secret))}`;
    return [name, text] as const;
  });
  const isForm = headers["content-type"] === asForm["content-type"];
  await fetch(
    mock.url + plant(path).replace("/tickets/pl4nted-S3cret/value", `/tickets/${encodeURIComponent(secret)}`),
    {
      method,
      redirect: "manual",
      headers: Object.fromEntries(sent),
      ...(body !== undefined && { body: isForm ? plant(body) : body.replaceAll("PLANTED", secret) }),
    },
  );
  closings.push(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return { folder, records: mock.requests };
}

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

async function filesOf(folder: string): Promise<(readonly [name: string, text: string])[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".json"));
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const));
}

function decode(text: string): string {
  return Buffer.from(text, "base64").toString("latin1");
}

function encode(text: string): string {
  return Buffer.from(text, "latin1").toString("base64");
}

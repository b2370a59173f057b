import { resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { connectMock } from "../../../mocks/control-api/connect-mock.ts";
import type { RequestLogEntry } from "../../../mocks/pipeline/request-log.ts";
import type { Mock, MockOptions } from "../../../mocks/server/mock.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";

const spec = resolve("docs/examples/petstore.yaml");

async function start(options: Partial<MockOptions> = {}): Promise<Mock> {
  const mock = await startMock({ spec, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** Sends a request with a token of these scopes, and gives what the journal has of it. */
async function sent(mock: Mock, path: string, { scopes = ["pets:read", "pets:write"], ...init }: Sent = {}) {
  const { accessToken } = await mock.issueToken({ scopes });
  const headers = { authorization: `Bearer ${accessToken}`, ...init.headers };
  await fetch(mock.url + path, { ...init, headers }).catch(() => undefined);
  return latest(mock);
}

interface Sent extends RequestInit {
  readonly scopes?: readonly string[];
  readonly headers?: Record<string, string>;
}

const latest = ({ requests }: Mock): RequestLogEntry => requests.at(-1)!;
const json = { "content-type": "application/json" };

describe("a request in the journal says why its response is what it is", () => {
  test("an example of the document, or what is made up for its schema", async () => {
    const mock = await start();
    expect((await sent(mock, "/pets")).reason).toEqual({ kind: "example" });
    const dynamic = await start({ dynamic: true, seed: 1 });
    expect((await sent(dynamic, "/pets")).reason).toEqual({ kind: "made-up" });
  });

  test("a scripted response, by its identifier; a function's; a rule of the settings", async () => {
    const rule = { operation: "listPets", status: 404 };
    const mock = await start({ responses: [rule] });
    expect((await sent(mock, "/pets")).reason).toEqual({ kind: "rule" });
    const id = await mock.addResponse({ operation: "listPets", status: 404 });
    expect((await sent(mock, "/pets")).reason).toEqual({ kind: "script", id });
    await mock.respond("listPets", () => undefined);
    expect((await sent(mock, "/pets")).reason).toEqual({ kind: "script", id });
    await mock.removeResponse(id);
    expect((await sent(mock, "/pets")).reason).toEqual({ kind: "rule" });
  });

  test("the state", async () => {
    const mock = await start({ stateful: true });
    expect((await sent(mock, "/pets")).reason).toEqual({ kind: "state" });
  });

  test("a fault in its place; one that spoils it leaves the reason", async () => {
    const mock = await start();
    await mock.fault("listPets", "status=503", { times: 1 });
    expect(await sent(mock, "/pets")).toMatchObject({ reason: { kind: "fault" }, faults: ["status"], status: 503 });
    await mock.fault("listPets", "reset", { times: 1 });
    expect(await sent(mock, "/pets")).toMatchObject({ reason: { kind: "fault" }, status: 0 });
    await mock.fault("listPets", "malformed-json", { times: 1 });
    expect(await sent(mock, "/pets")).toMatchObject({ reason: { kind: "example" }, faults: ["malformed-json"] });
  });

  test("what is refused: no access, a request that breaks the document, no operation", async () => {
    const mock = await start();
    expect((await sent(mock, "/pets", { scopes: [] })).reason).toEqual({ kind: "access" });
    expect((await sent(mock, "/pets?limit=1000")).reason).toEqual({ kind: "request" });
    expect((await sent(mock, "/pets", { method: "POST", body: "{", headers: json })).reason).toEqual({
      kind: "request",
    });
    expect((await sent(mock, "/pots")).reason).toEqual({ kind: "no-operation" });
  });

  test("a response that would have broken the document", async () => {
    const mock = await start({ errors: true });
    await mock.respond("getPet", { body: { name: 1 } });
    expect(await sent(mock, "/pets/1")).toMatchObject({ reason: { kind: "invalid-response" }, status: 500 });
  });

  test("nothing that can be sent, and a preflight", async () => {
    const mock = await start();
    expect((await sent(mock, "/pets", { headers: { prefer: "code=418" } })).reason).toEqual({ kind: "problem" });
    const preflight = { origin: "http://127.0.0.1:1", "access-control-request-method": "GET" };
    await fetch(`${mock.url}/pets`, { method: "OPTIONS", headers: preflight });
    expect(latest(mock).reason).toEqual({ kind: "cors" });
  });
});

describe("and what was found out about its access", () => {
  test("the scopes of the token", async () => {
    const mock = await start();
    const { access } = await sent(mock, "/pets", { scopes: ["pets:read", "other"] });
    expect(access).toEqual({ isGranted: true, given: ["pets:read", "other"] });
  });

  test("those that it lacks, and why without a token", async () => {
    const mock = await start();
    const { access } = await sent(mock, "/pets", { scopes: ["other"] });
    expect(access).toEqual({
      isGranted: false,
      given: ["other"],
      missing: ["pets:read"],
      detail: expect.stringContaining("pets:read"),
    });
    await fetch(`${mock.url}/pets`);
    expect(latest(mock).access).toEqual({ isGranted: false, detail: expect.stringContaining("listPets needs") });
  });

  test("nothing where access is not checked", async () => {
    const mock = await start({ auth: "off" });
    await fetch(`${mock.url}/pets`);
    expect(latest(mock)).not.toHaveProperty("access");
  });
});

describe("and what was sent", () => {
  test("headers and text, in a process and over HTTP", async () => {
    const mock = await start();
    await mock.respond("getPet", {
      body: { id: "9", name: "Zoë" },
      headers: { "X-Page": "2", "set-cookie": "session=s3cret", location: "/next?access_token=s3cret" },
    });
    const { response, id } = await sent(mock, "/pets/9");
    expect(response).toMatchObject({ text: '{"id":"9","name":"Zoë"}' });
    expect(response?.headers).toMatchObject({
      "content-type": "application/json",
      "x-page": "2",
      "set-cookie": "[redacted]",
      location: "/next?access_token=[redacted]",
    });
    const remote = await connectMock(mock.url);
    expect((await remote.requests).find((entry) => entry.id === id)?.response).toEqual(response);
  });

  test("bytes as Base64, a long body cut, none at all, a connection that was reset", async () => {
    const mock = await start({ journal: { bodyBytes: 10 } });
    await mock.respond("getPhoto", { body: Buffer.from([0xff, 0, 1]) });
    expect((await sent(mock, "/pets/1/photo")).response).toMatchObject({ base64: "/wAB" });
    await mock.respond("getPet", { body: { id: "9", name: "Ada Lovelace" } });
    expect((await sent(mock, "/pets/9")).response).toMatchObject({
      text: '{"id":"9",',
      cutBody: { bytes: 32, sha256: expect.stringMatching(/^[\da-f]{64}$/) },
    });
    const { response } = await sent(mock, "/pets/1", { method: "DELETE" });
    expect(response).toEqual({ headers: expect.any(Object) });
    await mock.fault("listPets", "reset");
    expect((await sent(mock, "/pets")).response).toEqual({ headers: {} });
  });

  test("malformed JSON as it is", async () => {
    const mock = await start();
    await mock.respond("getPet", { body: { id: "9", name: "Ada" } });
    await mock.fault("getPet", "malformed-json");
    expect((await sent(mock, "/pets/9")).response).toMatchObject({ text: '{"id":"9","name":"Ada",' });
  });

  test("no token of an OAuth endpoint", async () => {
    const mock = await start();
    const [endpoint = ""] = mock.endpoints.filter((each) => each.startsWith("POST") && each.includes("token"));
    const body = new URLSearchParams({ grant_type: "client_credentials", client_id: "a", client_secret: "b" });
    await fetch(mock.url + endpoint.replace("POST ", ""), { method: "POST", body });
    const { reason, response } = latest(mock);
    expect(reason).toEqual({ kind: "oauth" });
    expect(response).toEqual({ headers: expect.objectContaining({ "content-type": "application/json" }) });
  });

  test("it is in no log of a line, and survives a reading of the documents", async () => {
    const mock = await start();
    const { response } = await sent(mock, "/pets");
    expect(response?.text).toContain("Rex");
    expect(JSON.stringify(latest(mock))).not.toContain("Rex");
    await mock.reload();
    expect(latest(mock).response).toEqual(response);
  });
});

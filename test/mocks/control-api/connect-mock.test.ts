import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { describe, expect, expectTypeOf, onTestFinished, test } from "vitest";
import { type AnyMock, connectMock, type RemoteMock } from "../../../mocks/control-api/connect-mock.ts";
import { ControlError } from "../../../mocks/control-api/control-errors.ts";
import type { Mock, MockOptions } from "../../../mocks/server/mock.ts";
import { startMock, startMocks } from "../../../mocks/server/start-mock.ts";

const spec = resolve("docs/examples/petstore.yaml");

async function started(options: Partial<MockOptions> = {}): Promise<Mock> {
  const mock = await startMock({ spec, auth: "off", ...options });
  onTestFinished(() => mock.close());
  return mock;
}

async function connected(mock: Mock): Promise<RemoteMock> {
  const remote = await connectMock(mock.url);
  onTestFinished(() => remote.close());
  return remote;
}

/** One program for both: what is asked of a mock is awaited. */
const ways: readonly (readonly [string, (mock: Mock) => Promise<AnyMock>])[] = [
  ["in this process", async (mock) => mock],
  ["over HTTP", connected],
];

test("both are one interface", () => {
  expectTypeOf<Mock>().toExtend<AnyMock>();
  expectTypeOf<RemoteMock>().toExtend<AnyMock>();
  expectTypeOf<RemoteMock["requests"]>().toExtend<Promise<Mock["requests"]>>();
});

describe.each(ways)("a mock %s", (_, reach) => {
  async function reached(options: Partial<MockOptions> = {}) {
    const mock = await reach(await started(options));
    const get = async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(mock.url + path, { headers });
      return [response.status, await response.json().catch(() => undefined)];
    };
    return { mock, get };
  }

  test("responds as it is told, to whom it is told, so often", async () => {
    const { mock, get } = await reached();
    await mock.respond("getPet", { body: { id: "9", name: "Ada" } }, { times: 1, when: { petId: 9 } });
    await mock.respond(
      "listPets",
      { status: 503, headers: { "retry-after": "1" }, delay: 1 },
      { patterns: { limit: "^7$" } },
    );
    expect(await get("/pets/9")).toEqual([200, { id: "9", name: "Ada" }]);
    expect((await get("/pets/9"))[1]).not.toEqual({ id: "9", name: "Ada" });
    expect([(await get("/pets?limit=7"))[0], (await get("/pets?limit=8"))[0]]).toEqual([503, 200]);
    const [response] = await mock.listResponses();
    expect(response).toMatchObject({ operation: "listPets", status: 503 });
    expect([await mock.removeResponse(response!.id), await mock.removeResponse(response!.id)]).toEqual([true, false]);
    await mock.respond("getPet", { body: new Uint8Array([1, 2]), headers: { "content-type": "image/png" } });
    const bytes = await (await fetch(`${mock.url}/pets/9`)).arrayBuffer();
    expect([...new Uint8Array(bytes)]).toEqual([1, 2]);
  });

  test("fills the arguments of a request into a response that is a template", async () => {
    const { mock, get } = await reached();
    await mock.addResponse({ operation: "getPet", isTemplate: true, body: { id: "{{args.petId}}", name: "Ada" } });
    expect(await get("/pets/9")).toEqual([200, { id: "9", name: "Ada" }]);
    await expect(async () =>
      mock.addResponse({ operation: "getPet", isTemplate: true, body: "{{9}}" }),
    ).rejects.toThrow("not a valid template");
  });

  test("makes faults", async () => {
    const { mock, get } = await reached();
    await mock.fault("listPets", "status=503", { times: 1 });
    await mock.fault("getPet", { kind: "html-page" });
    expect([(await get("/pets"))[0], (await get("/pets"))[0], (await get("/pets/1"))[0]]).toEqual([503, 200, 502]);
    const faults = await mock.listFaults();
    expect(faults).toMatchObject([{ operation: "getPet", faults: [{ kind: "html-page" }] }]);
    expect(await mock.removeFault(faults[0]!.id)).toBe(true);
    expect((await get("/pets/1"))[0]).toBe(200);
  });

  test("tells of its requests: all, some, those to come, each", async () => {
    const { mock, get } = await reached();
    const watching = mock.watchRequests({ after: 0 });
    const waiting = mock.waitForRequests({ operation: "getPet", count: 2 });
    for (const path of ["/pets/1", "/pets", "/pets/2", "/pet"]) await get(path);
    expect((await waiting).map(({ url }) => url)).toEqual(["/pets/1", "/pets/2"]);
    expect((await mock.requests).map(({ status, operation }) => [status, operation?.name])).toEqual([
      ...[
        [200, "getPet"],
        [200, "listPets"],
        [200, "getPet"],
        [404, undefined],
      ],
    ]);
    expect((await mock.findRequests({ status: 404 })).map(({ id }) => id)).toEqual([4]);
    expect((await mock.findRequests({ after: 1, limit: 2 })).map(({ id }) => id)).toEqual([2, 3]);
    expect(await mock.droppedRequests).toBe(0);
    const seen: number[] = [];
    for await (const { id } of watching) {
      seen.push(id);
      if (id === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    const all = mock.watchJournal({ after: 3 });
    const only = mock.watchRequests({ after: 3 });
    expect((await all.next()).value).toMatchObject({ id: 4 });
    expect((await only.next()).value).toMatchObject({ id: 4 });
    await mock.clearRequests();
    await get("/pets/3");
    expect((await all.next()).value).toBe("cleared");
    expect((await all.next()).value).toMatchObject({ id: 5 });
    expect((await only.next()).value).toMatchObject({ id: 5 });
    await Promise.all([all.return?.(), only.return?.()]);
    const [miss] = await mock.nearMisses({ method: "GET", path: "/pet" });
    expect(miss).toMatchObject({ operation: { name: "listPets" }, differences: ['"pet" is not "pets"'] });
    expect((await mock.coverage()).unmatched).toBe(1);
    await mock.clearRequests();
    expect(await mock.requests).toEqual([]);
    await expect(mock.waitForRequests({ timeout: 10 })).rejects.toThrow("0 of 1 requests came within 10 ms");
    await expect(mock.waitForRequests({ signal: AbortSignal.timeout(20) })).rejects.toThrow();
  });

  test("issues tokens, and ends them", async () => {
    const { mock, get } = await reached({ auth: "strict" });
    const { accessToken, expiresAt } = await mock.issueToken({ scopes: ["pets:read"], expiresIn: 60 });
    expect(expiresAt).toBeGreaterThan(Date.now());
    const header = { authorization: `Bearer ${accessToken}` };
    expect((await get("/pets", header))[0]).toBe(200);
    await mock.expire(accessToken);
    expect((await get("/pets", header))[0]).toBe(401);
    await mock.revoke(accessToken);
    expect(await mock.tokens()).toMatchObject([{ accessToken, isRevoked: true, scopes: ["pets:read"] }]);
    expect([await mock.approveDevice("NONE"), await mock.denyDevice("NONE")]).toEqual([false, false]);
    expect([await mock.auth, (await mock.scopes()).names]).toEqual(["strict", ["pets:read", "pets:write"]]);
    expect((await mock.scopes()).has("pets:none")).toBe(false);
    expect(await mock.endpoints).toContain("POST /oauth/token");
  });

  test("knows scopes by the rules of the settings", async () => {
    const scopes = { lists: "any-of", isCaseSensitive: false, implies: new Map([["pets:all", ["pets:*"]]]) } as const;
    const { mock } = await reached({ scopes });
    const { has } = await mock.scopes();
    const wanted = ["pets:read", "PETS:READ", "pets:all", "Pets:Anything", "openid", "cats:read"];
    expect(wanted.filter(has)).toEqual(wanted.slice(0, -1));
  });

  test("keeps state that is seeded, read and reset", async () => {
    const { mock, get } = await reached({ stateful: true });
    await mock.seedState([{ path: "/pets", records: [{ id: "7", name: "Ada" }] }]);
    expect((await get("/pets/7"))[1]).toEqual({ id: "7", name: "Ada" });
    expect(await mock.readState()).toEqual([{ path: "/pets", records: [{ id: "7", name: "Ada" }] }]);
    await mock.resetState();
    expect((await get("/pets/7"))[0]).toBe(404);
  });

  test("tells what breaks the document, and of itself", async () => {
    const { mock, get } = await reached();
    await get("/pets?limit=x");
    expect(await mock.unexpectedViolations).toEqual([expect.stringContaining("limit must be integer")]);
    await mock.allowViolations("listPets");
    expect([await mock.unexpectedViolations, await mock.notes]).toEqual([[], []]);
    expect([await mock.unchecked(), await mock.unsatisfied(), await mock.diagnostics]).toEqual([[], [], []]);
    expect((await mock.operations).map(({ name }) => name)).toContain("getPet");
    expect((await mock.placedOperations())[0]?.place?.line).toBeGreaterThan(1);
    expect((await mock.sampleRequest())?.target).toBe("/events");
    expect(await mock.reload()).toMatchObject({ kind: "reloaded", added: [], removed: [] });
    await mock.respond("getPet", { status: 404 });
    await mock.reset();
    expect((await get("/pets/1"))[0]).toBe(200);
    expect(await mock.requests).toHaveLength(1);
  });

  test("throws the same errors", async () => {
    const { mock } = await reached();
    const asked: readonly (readonly [() => unknown, string, string])[] = [
      [
        () => mock.respond("getPat", {}),
        "UnknownOperationError",
        'there is no operation "getPat"; did you mean "getPet"?',
      ],
      [() => mock.respond("getPet", { body: 1, example: "x" }), "ScriptError", "a scripted response has a body"],
      [() => mock.fault("*", "stauts=1"), "FaultSyntaxError", 'there is no fault "stauts"; did you mean "status"?'],
      [() => mock.readState(), "StateError", "the mock keeps no state; start it with --stateful, or stateful: true"],
      [() => mock.findRequests({ operation: "getPat" }), "UnknownOperationError", "there is no operation"],
      [() => mock.waitForRequests({ timeout: 1 }), "MissingRequestsError", "0 of 1 requests came within 1 ms"],
    ];
    for (const [work, name, message] of asked) {
      const error: unknown = await Promise.resolve()
        .then(work)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name, message: expect.stringContaining(message) });
    }
  });
});

describe("over HTTP alone", () => {
  test("many requests come in several pages", async () => {
    const mock = await started();
    const remote = await connected(mock);
    for (let count = 0; count < 1_001; count += 91)
      await Promise.all(Array.from({ length: 91 }, () => fetch(`${mock.url}/pets`)));
    expect((await remote.requests).map(({ id }) => id)).toEqual(mock.requests.map(({ id }) => id));
    expect(mock.requests).toHaveLength(1_001);
  });

  test("what is no data is refused before anything is sent", async () => {
    const mock = await started();
    const remote = await connected(mock);
    const refused = [
      remote.respond("getPet", () => ({ status: 404 })),
      remote.respond("getPet", {}, { when: () => true }),
      remote.respond("getPet", {}, { when: { petId: expect.any(String) } }),
      remote.respond("getPet", { body: new FormData() }),
      remote.sendWebhook("newPet", { url: mock.url, headers: () => ({}) }),
    ];
    for (const one of refused)
      await expect(one).rejects.toThrow(
        expect.objectContaining({ name: "TypeError", message: expect.stringMatching(/cannot be carried/) }),
      );
    expect(await mock.listResponses()).toEqual([]);
  });

  test("integers of 64 bits keep their digits", async () => {
    const mock = await started();
    const remote = await connected(mock);
    await remote.respond("getPet", { body: { id: 9223372036854775807n, name: "x" } });
    expect(await (await fetch(`${mock.url}/pets/1`)).json()).toEqual({ id: "9223372036854775807", name: "x" });
  });

  test("one of several APIs is reached by its prefix, or by its control API", async () => {
    const mocks = await startMocks({ apis: { "/a": { spec, auth: "off" }, "/b": { spec } } });
    onTestFinished(() => mocks.close());
    for (const address of [mocks.apis["/a"].url, `${mocks.apis["/a"].url}/__twinspec/`]) {
      const remote = await connectMock(address);
      expect([remote.url, remote.port, remote.host]).toEqual([mocks.apis["/a"].url, mocks.port, "127.0.0.1"]);
      await remote.respond("getPet", { status: 404 });
      expect((await fetch(`${remote.url}/pets/1`)).status).toBe(404);
      await remote.close();
    }
  });

  test("what was waited for and watched ends when the connection is closed, and the mock goes on", async () => {
    const mock = await started();
    const remote = await connectMock(mock.url);
    const watching = remote.watchRequests();
    const waiting = remote.waitForRequests().catch((error: unknown) => error);
    await remote.close();
    expect(await waiting).toMatchObject({ message: expect.stringContaining("closed") });
    expect(await watching.next()).toEqual({ done: true, value: undefined });
    expect((await fetch(`${mock.url}/pets/1`)).status).toBe(200);
  });

  test("where there is none, none that may be controlled, or another token, that is said", async () => {
    const errorOf = (address: string, token?: string) =>
      connectMock(address, token === undefined ? {} : { token }).catch((error: unknown) => error);
    const off = await started({ control: false });
    const guarded = await started({ control: { token: "t" } });
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => server.once("listening", listening));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    expect(await errorOf(`http://127.0.0.1:${port}`)).toEqual(
      new ControlError(`there is no mock at http://127.0.0.1:${port}`),
    );
    expect(await errorOf(off.url)).toMatchObject({ name: "ControlError", status: 404 });
    expect(await errorOf(guarded.url)).toMatchObject({ name: "ControlError", status: 401 });
    expect(await errorOf(guarded.url, "other")).toMatchObject({ status: 401 });
    expect(await errorOf(guarded.url, "t")).toMatchObject({ url: guarded.url });
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { ScriptError } from "../../../mocks/control/response-types.ts";
import type { MockOptions } from "../../../mocks/server/mock.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";

const spec = resolve("docs/examples/petstore.yaml");

async function start(options: Partial<MockOptions> = {}) {
  const mock = await startMock({ spec, auth: "off", ...options });
  onTestFinished(() => mock.close());
  const get = async (path: string) => {
    const response = await fetch(mock.url + path);
    return [response.status, await response.json()];
  };
  return { mock, get };
}

describe("scripted responses as data", () => {
  test("respond as those of respond do; of both, the last one wins", async () => {
    const { mock, get } = await start();
    mock.respond("getPet", { body: { id: "1", name: "first" } });
    await mock.addResponse({ operation: "getPet", when: { petId: 17 }, body: { id: "2", name: "second" }, times: 1 });
    expect(await get("/pets/17")).toEqual([200, { id: "2", name: "second" }]);
    expect(await get("/pets/17")).toEqual([200, { id: "1", name: "first" }]);
    await mock.addResponse({ operation: "getPet", status: 404, body: { title: "gone" } });
    expect(await get("/pets/17")).toEqual([404, { title: "gone" }]);
    mock.respond("getPet", { body: { id: "3", name: "third" } });
    expect(await get("/pets/17")).toEqual([200, { id: "3", name: "third" }]);
  });

  test("are listed with what is left of them, and taken back one by one or all", async () => {
    const { mock, get } = await start();
    mock.respond("getPet", () => undefined);
    mock.respond("getPet", { body: { id: "1", name: "own" } }, { times: 3 });
    const id = await mock.addResponse({ operation: "getPet", body: { id: "1", name: "stored" }, times: 2 });
    await get("/pets/1");
    expect(await mock.listResponses()).toEqual([
      { id: expect.any(String), operation: "getPet", isShared: false, isComputed: true },
      {
        ...{ id: expect.any(String), operation: "getPet", body: { id: "1", name: "own" }, times: 3, left: 3 },
        ...{ isShared: false, isComputed: false },
      },
      {
        ...{ id, operation: "getPet", body: { id: "1", name: "stored" }, times: 2, left: 1 },
        ...{ isShared: true, isComputed: false },
      },
    ]);
    expect([await mock.removeResponse(id), await mock.removeResponse(id)]).toEqual([true, false]);
    const [, own] = await mock.listResponses();
    expect(await mock.removeResponse(own!.id)).toBe(true);
    expect(await mock.listResponses()).toHaveLength(1);
    mock.reset();
    expect(await mock.listResponses()).toEqual([]);
  });

  test("that make no sense are refused, and nothing is kept", async () => {
    const { mock } = await start();
    await expect(mock.addResponse({ operation: "getPat" })).rejects.toThrow('did you mean "getPet"?');
    await expect(mock.addResponse({ operation: "getPet", patterns: { petId: "[" } })).rejects.toThrow(TypeError);
    await expect(mock.addResponse({ operation: "getPet", when: { id: "1" } })).rejects.toThrow(
      'getPet has no argument "id"; it has petId',
    );
    await expect(mock.addResponse({ operation: "listPets", patterns: { "body.name": "a" } })).rejects.toThrow(
      'listPets has no argument "body"; it has tag, limit, cursor',
    );
    for (const part of [{ body: { name: "{{args.petid}}" } }, { headers: { "x-a": "{{args.petid}}" } }]) {
      const rule = { operation: "getPet", ...part };
      await expect(mock.addResponse({ ...rule, isTemplate: true })).rejects.toThrow('has no argument "petid"');
      expect(await mock.removeResponse(await mock.addResponse(rule))).toBe(true);
    }
    for (const more of [
      { body: "x", base64: "eA==" },
      { example: "rex", base64: "eA==" },
      { base64: "!!!" },
      { base64: "eA===" },
      { base64: "e" },
      { headers: { "x-a": "1\n2" } },
    ])
      await expect(mock.addResponse({ operation: "getPet", ...more })).rejects.toThrow(ScriptError);
    expect(await mock.listResponses()).toEqual([]);
  });
});

describe("faults as data", () => {
  test("happen to an operation or to all, for so many requests, together where they are of one text", async () => {
    const { mock, get } = await start();
    const id = await mock.addFault({ operation: "getPet", fault: "latency=1, status=503", times: 1 });
    expect(await mock.listFaults()).toEqual([
      {
        ...{ id, operation: "getPet", left: 1, isShared: true },
        faults: [
          { kind: "latency", milliseconds: 1 },
          { kind: "status", status: 503 },
        ],
      },
    ]);
    expect((await get("/pets/1"))[0]).toBe(503);
    expect((await get("/pets/1"))[0]).toBe(200);
    expect(mock.requests.map(({ faults }) => faults)).toEqual([["status", "latency"], []]);
    const all = await mock.addFault({ operation: "*", fault: { kind: "status", status: 502 } });
    expect((await get("/pets/1"))[0]).toBe(502);
    expect([await mock.removeFault(all), await mock.removeFault(all)]).toEqual([true, false]);
    expect((await get("/pets/1"))[0]).toBe(200);
  });

  test("of this process are listed and taken back, too", async () => {
    const { mock, get } = await start();
    mock.fault("getPet", "status=503");
    const [fault] = await mock.listFaults();
    expect(fault).toMatchObject({ operation: "getPet", faults: [{ kind: "status", status: 503 }], isShared: false });
    expect(await mock.removeFault(fault!.id)).toBe(true);
    expect((await get("/pets/1"))[0]).toBe(200);
    await expect(mock.addFault({ operation: "*", fault: "stauts=1" })).rejects.toThrow('did you mean "status"?');
  });
});

test("mocks with one storage have them in common, and each use counts once", async () => {
  const storage = mkdtempSync(join(tmpdir(), "twinspec-plans-"));
  onTestFinished(() => rmSync(storage, { recursive: true, force: true }));
  const [first, second] = [await start({ storage }), await start({ storage })];
  await first.mock.addResponse({ operation: "getPet", body: { id: "1", name: "both" }, times: 4 });
  await first.mock.addFault({ operation: "listPets", fault: "status=503", times: 1 });
  const names = await Promise.all(
    [first, second, first, second, first, second].map(async ({ get }) => {
      const [, pet] = (await get("/pets/1")) as [number, { name: string }];
      return pet.name;
    }),
  );
  expect(names.filter((name) => name === "both")).toHaveLength(4);
  expect((await second.get("/pets"))[0]).toBe(503);
  expect((await first.get("/pets"))[0]).toBe(200);
  await first.mock.addResponse({ operation: "getPet", body: { id: "1", name: "both" } });
  second.mock.reset();
  expect(await second.mock.listResponses()).toEqual([]);
  expect(await first.mock.listResponses()).toEqual([]);
});

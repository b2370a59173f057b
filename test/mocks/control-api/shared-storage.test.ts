import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { connectMock } from "../../../mocks/control-api/connect-mock.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { missingRedis, type RedisServer, startRedis } from "../storage/redis-server.ts";

const spec = resolve("docs/examples/petstore.yaml");

let redis: RedisServer | undefined;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twinspec-controlled-"));
  if (missingRedis === undefined) redis = await startRedis();
});
afterAll(async () => {
  await redis?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function reached(storage: string) {
  const mock = await startMock({ spec, storage, stateful: true, auth: "strict" });
  onTestFinished(() => mock.close());
  const remote = await connectMock(mock.url);
  const get = async (path: string, token: string) =>
    (await fetch(mock.url + path, { headers: { authorization: `Bearer ${token}` } })).status;
  return { remote, get };
}

describe.each([
  ["a folder", () => folder, undefined],
  ["Redis", () => redis?.url ?? "", missingRedis],
] as const)("two mocks with %s", (_, location, missing) => {
  test.skipIf(missing !== undefined)(
    `are controlled through either one${missing === undefined ? "" : ` (${missing})`}`,
    { timeout: 30_000 },
    async () => {
      const [first, second] = [await reached(location()), await reached(location())];
      const { accessToken: token } = await first.remote.issueToken({ scopes: ["pets:read", "pets:write"] });
      expect([await first.get("/pets/1", token), await second.get("/pets/1", token)]).toEqual([200, 200]);

      // A response that one was told, of which each use counts once.
      await first.remote.respond("getPet", { status: 404, body: { title: "Gone" } }, { times: 3 });
      const statuses = await Promise.all(
        [first, second, first, second, first, second].map(({ get }) => get("/pets/1", token)),
      );
      expect(statuses.sort()).toEqual([200, 200, 200, 404, 404, 404]);

      // A fault that the other was told, and that the first takes back.
      await second.remote.fault("listPets", "status=503");
      expect([await first.get("/pets", token), await second.get("/pets", token)]).toEqual([503, 503]);
      const [fault] = await first.remote.listFaults();
      expect(await first.remote.removeFault(fault!.id)).toBe(true);
      expect([await first.get("/pets", token), await second.get("/pets", token)]).toEqual([200, 200]);

      // Records, and the end of a token.
      await second.remote.seedState([{ path: "/pets", records: [{ id: "7", name: "Ada" }] }]);
      expect([await first.get("/pets/7", token), await first.get("/pets/1", token)]).toEqual([200, 404]);
      await second.remote.revoke(token);
      expect(await first.get("/pets/7", token)).toBe(401);

      // A new test begins for both; the journal is each one's own.
      await second.remote.respond("getPet", { status: 404 });
      await first.remote.reset();
      expect(await second.remote.listResponses()).toEqual([]);
      expect(await first.remote.requests).toEqual([]);
      expect(await second.remote.requests).not.toEqual([]);
    },
  );
});

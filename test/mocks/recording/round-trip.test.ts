import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startMock, startMocks } from "../../../mocks/server/start-mock.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twinspec-recording-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const spec = "spec/zoho-desk";

test("what one mock responds with is recorded through another, and replayed by a third without the first", async () => {
  const recording = join(folder, "recordings");
  const targets = [
    "/api/v1/tickets?from=1&limit=2&orgId=2389290",
    "/api/v1/tickets/1892000000143237?include=contacts&orgId=2389290",
    "/api/v1/agents?limit=5&orgId=2389290",
  ];
  const responses: unknown[] = [];
  {
    await using upstream = await startMock({ spec });
    await using recorder = await startMock({ spec, record: upstream.url, recording });
    const scopes = new Set(upstream.operations.flatMap((operation) => operation.scopes.flat()));
    const { accessToken } = await upstream.issueToken({ scopes: [...scopes] });
    const headers = { authorization: `Zoho-oauthtoken ${accessToken}` };
    for (const target of targets) responses.push(await read(await fetch(recorder.url + target, { headers })));
    responses.push(await read(await fetch(recorder.url + targets[0])));
    expect(responses.map((response) => (response as { status: number }).status)).toEqual([200, 200, 200, 401]);
    expect(
      recorder.requests.map(({ violations }) => violations.filter(({ severity }) => severity === "Error")),
    ).toEqual([[], [], [], []]);
    for (const name of await readdir(recording, { recursive: true })) {
      if (name.endsWith(".json")) expect(await readFile(join(recording, name), "utf8")).not.toContain(accessToken);
    }
  }
  expect((await readdir(recording, { recursive: true })).filter((name) => name.endsWith(".json")).sort()).toEqual([
    "getAgents/0001.json",
    "getTicket/0001.json",
    "getTickets/0001.json",
    "getTickets/0002.json",
  ]);

  await using mock = await startMock({ spec, replay: true, recording });
  const replayed: unknown[] = [];
  for (const target of [...targets, targets[0]]) {
    replayed.push(await read(await fetch(mock.url + target, { headers: { authorization: "Zoho-oauthtoken any" } })));
  }
  expect(replayed).toEqual(responses);
});

test("recordings of several APIs on one port have a folder each", async () => {
  const document = join(folder, "ping.json");
  const paths = { "/ping": { get: { operationId: "ping", responses: { "200": { description: "" } } } } };
  await writeFile(document, JSON.stringify({ openapi: "3.0.3", info: { title: "Ping", version: "1" }, paths }));
  await using upstream = await startMock({ spec: document });
  const recording = join(folder, "recordings");
  const one = { spec: document, record: upstream.url, recording };
  await using mocks = await startMocks({ apis: { "/a": one, "/b/c": one } });
  await fetch(`${mocks.url}/a/ping`);
  await fetch(`${mocks.url}/b/c/ping`);
  expect((await readdir(recording, { recursive: true })).filter((name) => name.endsWith(".json")).sort()).toEqual([
    "a/ping/0001.json",
    "b/c/ping/0001.json",
  ]);
});

test("two mocks with one folder never write one file", async () => {
  const document = join(folder, "ping.json");
  const paths = { "/ping": { get: { operationId: "ping", responses: { "200": { description: "" } } } } };
  await writeFile(document, JSON.stringify({ openapi: "3.0.3", info: { title: "Ping", version: "1" }, paths }));
  await using upstream = await startMock({ spec: document });
  const options = { spec: document, record: upstream.url, recording: join(folder, "recordings") };
  await using first = await startMock(options);
  await using second = await startMock(options);
  const urls = [first, second, first, second, first, second].map(({ url }) => `${url}/ping`);
  const statuses = await Promise.all(urls.map(async (url) => (await fetch(url)).status));
  expect(statuses).toEqual(urls.map(() => 200));
  expect((await readdir(join(folder, "recordings", "ping"))).sort()).toEqual(
    urls.map((_, index) => `000${index + 1}.json`),
  );
});

test("a folder that is not there cannot be replayed, and is not made", async () => {
  const recording = join(folder, "recrodings");
  await expect(startMock({ spec, replay: true, recording })).rejects.toThrow(
    `there is no folder ${recording} to replay`,
  );
  expect(await readdir(folder)).toEqual([]);
});

test("a file that is not a recording, or not JSON, is named", async () => {
  await writeFile(join(folder, "0001.json"), "{}");
  await using mock = await startMock({ spec, replay: true, recording: folder });
  expect((await fetch(`${mock.url}/api/v1/tickets`)).status).toBe(404);
  await rm(join(folder, "0001.json"));
  const nested = await mkdtemp(join(folder, "getTickets-"));
  await writeFile(join(nested, "0001.json"), "{ oops");
  await using broken = await startMock({ spec, replay: true, recording: folder });
  const response = await fetch(`${broken.url}/api/v1/tickets`);
  expect([response.status, await response.text()]).toEqual([500, expect.stringContaining("0001.json is not JSON")]);
});

async function read(response: Response): Promise<unknown> {
  const names = ["content-type", "www-authenticate"];
  return {
    status: response.status,
    headers: names.map((name) => response.headers.get(name)),
    body: await response.json(),
  };
}

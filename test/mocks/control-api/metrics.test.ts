import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { MockOptions } from "../../../mocks/server/mock.ts";
import { startMock, startMocks } from "../../../mocks/server/start-mock.ts";
import { parseOpenMetrics } from "../metrics/open-metrics-parser.ts";

const spec = resolve("docs/examples/petstore.yaml");

async function start(options: Partial<MockOptions> = {}) {
  const mock = await startMock({ spec, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** The value of a sample; undefined where there is none with these labels. */
async function read(url: string, sample: string, labels: Record<string, string> = {}): Promise<number | undefined> {
  const response = await fetch(`${url}/__twinspec/metrics`);
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "application/openmetrics-text; version=1.0.0; charset=utf-8",
  ]);
  const found = [...parseOpenMetrics(await response.text()).values()]
    .flatMap(({ samples }) => samples)
    .find((one) => one.name === sample && Object.entries(labels).every(([name, value]) => one.labels[name] === value));
  return found?.value;
}

test("requests are counted by operation and status, also to OAuth endpoints and to nothing", async () => {
  const mock = await start();
  const { accessToken } = await mock.issueToken({ scopes: ["pets:read"], refreshToken: true });
  const get = (path: string, headers = {}) => fetch(mock.url + path, { headers }).then((one) => one.arrayBuffer());
  const authorization = `Bearer ${accessToken}`;
  for (let turn = 0; turn < 3; turn += 1) await get("/pets/1", { authorization });
  await get("/pets/1");
  await get("/nothing/here");
  await get("/also/nothing");
  await fetch(`${mock.url}/oauth/token`, { method: "POST" });
  const count = (operation: string, status: string) =>
    read(mock.url, "twinspec_requests_total", { api: "", operation, status });
  expect([await count("getPet", "200"), await count("getPet", "401"), await count("", "404")]).toEqual([3, 1, 2]);
  expect(await count("POST /oauth/token", "400")).toBe(1);
  expect(await read(mock.url, "twinspec_request_duration_seconds_count", { operation: "getPet" })).toBe(4);
  expect(await read(mock.url, "twinspec_violations_total", { source: "request", severity: "Error" })).toBe(2);
  expect(await read(mock.url, "twinspec_tokens", { kind: "access" })).toBe(1);
  expect(await read(mock.url, "twinspec_tokens", { kind: "refresh" })).toBe(1);
  expect(await read(mock.url, "twinspec_journal_requests")).toBe(7);
  expect(await read(mock.url, "twinspec_journal_size_bytes")).toBeGreaterThan(1_000);
  expect(await read(mock.url, "process_resident_memory_bytes")).toBeGreaterThan(1e7);
  // The memory makes nobody wait.
  expect(await read(mock.url, "twinspec_storage_operation_duration_seconds_count")).toBeUndefined();
  // A counter never goes back.
  mock.reset();
  await mock.reload();
  expect(await count("getPet", "200")).toBe(3);
});

test("the time of a storage is told", async () => {
  const storage = await mkdtemp(join(tmpdir(), "twinspec-metrics-"));
  onTestFinished(() => rm(storage, { recursive: true, force: true }));
  const mock = await start({ storage });
  await mock.issueToken({ scopes: ["pets:read"] });
  const sample = "twinspec_storage_operation_duration_seconds_count";
  expect(await read(mock.url, sample, { operation: "set" })).toBeGreaterThan(0);
  expect(await read(mock.url, "twinspec_storage_failures_total", { operation: "set" })).toBe(0);
});

test("several APIs are told apart by their prefix, at the root all", async () => {
  const mocks = await startMocks({ apis: { "/a": { spec, auth: "off" }, "/b": { spec, auth: "off" } } });
  onTestFinished(() => mocks.close());
  await fetch(`${mocks.url}/b/pets/1`);
  const labels = { api: "/b", operation: "getPet", status: "200" };
  expect(await read(mocks.url, "twinspec_requests_total", labels)).toBe(1);
  expect(await read(`${mocks.url}/b`, "twinspec_requests_total", labels)).toBe(1);
  expect(await read(`${mocks.url}/a`, "twinspec_requests_total", labels)).toBeUndefined();
});

test("what makes labels from a document is escaped", async () => {
  const { writeFile, mkdir } = await import("node:fs/promises");
  const folder = await mkdtemp(join(tmpdir(), "twinspec-metrics-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder, { recursive: true });
  const path = '/a"b\\c';
  const document = {
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: { [path]: { get: { responses: {} } } },
  };
  await writeFile(join(folder, "openapi.json"), JSON.stringify(document));
  const mock = await start({ spec: join(folder, "openapi.json") });
  await fetch(`${mock.url}/a%22b%5Cc`);
  const response = await fetch(`${mock.url}/__twinspec/metrics`);
  expect([...parseOpenMetrics(await response.text()).keys()]).toContain("twinspec_requests");
});

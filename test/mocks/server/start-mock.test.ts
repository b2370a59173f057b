import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type MockOptions,
  type MocksOptions,
  RecordingOptionError,
  startMock,
  startMocks,
  UnreadableSpecError,
} from "../../../mocks/index.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twinspec-mock-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, text);
  return file;
}

function document(operationId: string): string {
  return `
openapi: 3.1.0
info: { title: Sessions, version: "1" }
paths:
  /sessions/{sessionId}:
    get:
      operationId: ${operationId}
      parameters:
        - { name: sessionId, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: the session
          content:
            application/json:
              schema: { $ref: "./Common.yaml#/components/schemas/Session" }
`;
}

const common = `
openapi: 3.1.0
info: { title: Common, version: "1" }
paths: {}
components:
  schemas:
    Session: { type: object, properties: { id: { type: string } } }
`;

test("a folder of documents that refer to each other is one API, and an operation registered twice is served once", async () => {
  await write("Common.yaml", common);
  await write("A.yaml", document("getSession2"));
  await write("B.yaml", document("getSession"));
  await using mock = await startMock({ spec: folder });
  expect(mock.operations).toEqual([
    {
      method: "GET",
      path: "/sessions/{sessionId}",
      operationId: "getSession",
      name: "getSession",
      aliases: ["getSession2"],
      scopes: [],
    },
  ]);
  const response = await fetch(`${mock.url}/sessions/7`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ id: "string" });
});

test("several files are one API", async () => {
  await write("Common.yaml", common);
  const first = await write("A.yaml", document("getSession"));
  const second = await write(
    "C.json",
    '{"openapi":"3.0.3","info":{},"paths":{"/ping":{"get":{"responses":{"204":{"description":""}}}}}}',
  );
  await using mock = await startMock({ spec: [first, second] });
  expect(mock.operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    "GET /ping",
    "GET /sessions/{sessionId}",
  ]);
  expect((await fetch(`${mock.url}/ping`)).status).toBe(204);
});

test("a dangling reference is told and does not keep the mock from responding", async () => {
  const file = await write("A.yaml", document("getSession"));
  await using mock = await startMock({ spec: file });
  expect(mock.diagnostics).toMatchObject([{ severity: "warning", code: "file-not-found" }]);
  expect((await fetch(`${mock.url}/sessions/7`)).status).toBe(200);
});

test("a file that is not there is an error that carries the diagnostics", async () => {
  const file = join(folder, "missing.yaml");
  const error = await startMock({ spec: file }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(UnreadableSpecError);
  expect((error as UnreadableSpecError).message).toContain("missing.yaml");
  expect((error as UnreadableSpecError).diagnostics).toMatchObject([{ severity: "error" }]);
});

test("a broken lock is an error, since the operations would have other names than their client", async () => {
  await write("api/A.yaml", document("getSession"));
  await write("api/Common.yaml", common);
  await write("api/twinspec.lock.yaml", "<<<<<<< HEAD\nversion: 1\n");
  const error = await startMock({ spec: join(folder, "api") }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(UnreadableSpecError);
  expect((error as UnreadableSpecError).message).toMatch(/twinspec\.lock\.yaml:1:\d+ lock-syntax: /);
});

test("requests are written down under the names that the lock has for arguments, as the client has them", async () => {
  const query = "        - { name: sessionId, in: query, schema: { type: string } }\n      responses:";
  await write("api/A.yaml", document("getSession").replace("      responses:", query));
  await write("api/Common.yaml", common);
  const line = '"GET /sessions/{}": { "name": "getSession", "arguments": { "path": ["sessionId"] } }';
  await write("api/twinspec.lock.yaml", `version: 1\noperations:\n  ${line}\n`);
  await using mock = await startMock({ spec: join(folder, "api") });
  await fetch(`${mock.url}/sessions/7?sessionId=8`);
  expect(mock.requests.at(-1)?.arguments).toEqual({ sessionId: "7", querySessionId: "8" });
});

test("an error that is printed does not have the texts of the documents in it", async () => {
  await write("Common.yaml", common);
  await write("twinspec.yaml", "input: [broken.yaml]\n");
  await write("broken.yaml", "openapi: 3.1.0\npaths:\n\t/x: {}\n# a line of text\n");
  const other = await startMock({ spec: folder }).catch((cause: unknown) => cause);
  expect((other as UnreadableSpecError).sources.texts.size).toBeGreaterThan(0);
  expect(inspect(other)).not.toContain("a line of text");
});

test.each([
  { stateful: true, record: "http://127.0.0.1:9" },
  { stateful: true, replay: true },
])("%j says twice where responses come from", async (options) => {
  const file = await write("A.yaml", document("getSession"));
  const recording = folder;
  await expect(startMock({ spec: file, recording, ...options })).rejects.toThrow(RecordingOptionError);
});

test("broken YAML is an error that says where", async () => {
  const file = await write("broken.yaml", "openapi: 3.1.0\npaths:\n\t/x: {}\n");
  const error = await startMock({ spec: file }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(UnreadableSpecError);
  expect((error as UnreadableSpecError).message).toMatch(/broken\.yaml:3:\d+ syntax: /);
});

test("settings name an OAuth endpoint for faults and responses", async () => {
  await write(
    "openapi.yaml",
    `openapi: 3.1.0
info: { title: Pets, version: "1" }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /oauth/token, scopes: {} } } }
paths: { /pets: { get: { operationId: listPets, responses: { "200": { description: "" } } } } }
`,
  );
  const responses = '[{ operation: "POST /oauth/token", status: 418, body: {} }]';
  const faults = '{ "POST /oauth/token": ["status=503;probability=0"] }';
  await write("twinspec.yaml", `mock: { responses: ${responses}, faults: ${faults}, shutdownTimeout: 0 }\n`);
  await using mock = await startMock({ spec: folder });
  expect((await fetch(`${mock.url}/oauth/token`, { method: "POST" })).status).toBe(418);
});

test.each([
  [3, "200"],
  [0, "broken"],
])("a mock that is closed gives requests in flight %i seconds: %s", async (shutdownTimeout, outcome) => {
  const spec = await write("sessions.yaml", document("getSession"));
  await write("Common.yaml", common);
  const mock = await startMock({ spec, shutdownTimeout });
  const headers = { "x-twinspec-fault": "latency=1200" };
  const slow = fetch(`${mock.url}/sessions/1`, { headers }).then(
    ({ status }) => String(status),
    () => "broken",
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closed = performance.now();
  await mock.close();
  expect(await slow).toBe(outcome);
  expect(performance.now() - closed).toBeLessThan(2_500);
});

describe("from JavaScript, without types", () => {
  test.each<[given: unknown, message: RegExp]>([
    ["a.yaml", /a text was given: await startMock\(\{ spec: "openapi\.yaml" \}\)/],
    [{ log: false }, /no "spec" was given: await startMock\(\{ spec: "openapi\.yaml" \}\)/],
    [{ spec: [] }, /no "spec"/],
    [undefined, /no "spec"/],
  ])("%j is no mock, and the error says what to write", async (given, message) => {
    const started = startMock(given as MockOptions);
    await expect(started).rejects.toThrow(TypeError);
    await expect(started).rejects.toThrow(message);
  });

  test.each<[given: unknown, message: RegExp]>([
    [{ spec: "a.yaml" }, /startMocks takes \{ apis: /],
    [{ apis: { "/a": "a.yaml" } }, /a text was given: \{ apis: \{ "\/a": \{ spec: "openapi\.yaml" \} \} \}/],
  ])("%j are no mocks", async (given, message) => {
    await expect(startMocks(given as MocksOptions<string>)).rejects.toThrow(message);
  });
});

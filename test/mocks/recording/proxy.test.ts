import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { workspaceWith } from "../../commands/running-mock.ts";

const document = `openapi: 3.0.3
info: { title: Things, version: "1" }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: { read: Read } } } }
paths:
  /things:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { "200": { description: "", content: { application/json: { schema: { type: array } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [id] } } } }
      responses: { "201": { description: "" } }
  /later:
    post:
      deprecated: true
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [id] } } } }
      responses: { "200": { description: "", content: { application/json: { example: { from: document } } } } }
  /mine:
    get:
      security: [{ oauth: [read] }]
      deprecated: true
      responses: { "200": { description: "", content: { application/json: { schema: { type: object } } } } }
`;

/** A proxy of an API that keeps the requests it gets. */
async function proxy(options: object = {}) {
  const received: Pick<IncomingMessage, "headers" | "method" | "url">[] = [];
  const api = createServer((request, response) => {
    received.push(request);
    const path = request.url?.split("?")[0];
    if (path === "/later") response.writeHead(501, { "content-type": "application/json" }).end('{"from":"api"}');
    else response.writeHead(200, { "content-type": "application/json" }).end(path === "/things" ? "[]" : "{}");
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => api.once("listening", listening));
  onTestFinished(() => void api.close());
  const workspace = workspaceWith({ "things.yaml": document });
  onTestFinished(() => workspace.dispose());
  const record = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const mock = await startMock({
    spec: join(workspace.folder, "things.yaml"),
    record,
    recording: false,
    auth: "lenient",
    ...options,
  });
  onTestFinished(() => mock.close());
  const send = async (target: string, init: RequestInit = {}) => {
    const response = await fetch(`${mock.url}${target}`, init);
    const violations = JSON.parse(response.headers.get("sl-violations") ?? "[]") as { readonly code: string }[];
    return { status: response.status, codes: violations.map(({ code }) => code), response };
  };
  return { received, send, folder: workspace.folder };
}

const wrong = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
const right = { ...wrong, body: '{"id":1}' };

test("requests go on, violations of both sides are noted, and nothing is written", async () => {
  const place = await mkdtemp(join(tmpdir(), "twinspec-proxy-"));
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  const before = process.cwd();
  process.chdir(place);
  onTestFinished(() => process.chdir(before));
  const { received, send } = await proxy();
  expect(await send("/things?limit=x")).toMatchObject({ status: 200, codes: ["type"] });
  expect(await send("/things", wrong)).toMatchObject({ status: 200, codes: ["required", "status"] });
  expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /things?limit=x", "POST /things"]);
  expect(await readdir(place)).toEqual([]);
});

describe("what the API does not have yet (501)", () => {
  test("the mock responds with", async () => {
    const { send } = await proxy();
    const { status, response } = await send("/later", right);
    expect([status, await response.json()]).toEqual([200, { from: "document" }]);
  });

  test("the mock refuses where the request is not valid", async () => {
    const { received, send } = await proxy();
    expect((await send("/later", wrong)).status).toBe(422);
    expect(received).toHaveLength(1);
  });

  test("is not recorded", async () => {
    const place = await mkdtemp(join(tmpdir(), "twinspec-proxy-"));
    onTestFinished(() => rm(place, { recursive: true, force: true }));
    const { send } = await proxy({ recording: place });
    expect((await send("/later", right)).status).toBe(200);
    expect(await readdir(place)).toEqual([]);
    await send("/things");
    expect(await readdir(place)).toHaveLength(1);
  });
});

describe("access", () => {
  test("that is missing is noted, and the API decides", async () => {
    const { received, send } = await proxy();
    const { status, codes } = await send("/mine");
    expect({ status, codes }).toEqual({ status: 200, codes: ["missingToken"] });
    expect(received).toHaveLength(1);
  });

  test("is had with any token, which goes on, and a deprecated operation says so", async () => {
    const { received, send } = await proxy();
    const { codes, response } = await send("/mine", { headers: { authorization: "Bearer theirs" } });
    expect(codes).toEqual([]);
    expect(response.headers.get("deprecation")).toBe("true");
    expect(received[0]?.headers.authorization).toBe("Bearer theirs");
  });

  test("is not looked at unless the options say how", async () => {
    const { send } = await proxy({ auth: undefined });
    expect((await send("/mine")).codes).toEqual([]);
  });

  test("that is missing is a 401 where violations are errors", async () => {
    const { received, send } = await proxy({ errors: true });
    expect((await send("/mine")).status).toBe(401);
    expect(received).toEqual([]);
  });
});

test("with errors a wrong request is refused, and a wrong response is a 500", async () => {
  const { received, send } = await proxy({ errors: true });
  expect((await send("/things", wrong)).status).toBe(422);
  expect(received).toEqual([]);
  expect((await send("/things", right)).codes).toEqual(["status"]);
});

test("requests that are not judged go on as they are, also where violations are errors", async () => {
  const { received, send } = await proxy({ errors: true, onInvalidRequest: "ignore" });
  expect(await send("/things?limit=x")).toMatchObject({ status: 200, codes: [] });
  expect(received).toHaveLength(1);
});

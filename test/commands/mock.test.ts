import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { startIn, stopAll, workspaceWith } from "./running-mock.ts";

const tickets = `openapi: 3.1.0
info: { title: Tickets, version: "1" }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: /token, scopes: { tickets.read: Read } } }
paths:
  /tickets:
    get:
      operationId: getTickets
      security: [{ oauth: [tickets.read] }]
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        "200": { description: The tickets, content: { application/json: { schema: { type: array }, example: [1] } } }
`;

afterEach(stopAll);

test("the banner lists operations and scopes, and its line for the shell gets a response", async () => {
  const { printed, stop, url } = await startIn(workspaceWith({ "tickets.yaml": tickets }), "tickets.yaml");
  expect(printed.err).toContain("  GET     /tickets  (tickets.read)\n");
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(printed.err).toContain("Bound to 127.0.0.1, for this machine alone.\n");
  const [, token = "", target = ""] = /Try: curl -i -H 'Authorization: Bearer (\S+)' '(\S+)'\n/.exec(printed.err) ?? [];
  const response = await fetch(target, { headers: { authorization: `Bearer ${token}` } });
  expect([response.status, await response.json()]).toEqual([200, [1]]);
  expect((await fetch(target)).status).toBe(401);
  await fetch(`${url}/tickets?limit=x`, { headers: { authorization: `Bearer ${token}` } });
  expect(await stop()).toBe(0);
  expect(printed.out).toBe(`twinspec is listening on ${url}\n`);
  expect(printed.err).toMatch(
    /\nGET \/tickets → 200 {2}getTickets {2}\d+ ms\nGET \/tickets → 401 {2}getTickets {2}\d+ ms\nGET \/tickets\?limit=x → 422 {2}getTickets {2}\d+ ms\n {2}Query parameter limit must be integer\nstopped\n$/,
  );
});

test("the line for the shell has the credentials of every kind, so that its response is no refusal", async () => {
  const key = (place: string) => `{ type: apiKey, in: ${place}, name: X-Key }`;
  const schemes = {
    header: key("header"),
    query: key("query"),
    cookie: key("cookie"),
    whole: "{ type: apiKey, in: header, name: Authorization }",
    basic: "{ type: http, scheme: basic }",
    bearer: "{ type: http, scheme: bearer }",
    digest: "{ type: http, scheme: Digest }",
    oauth: "{ type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: {} } } }",
    connect: "{ type: openIdConnect, openIdConnectUrl: https://example.com/.well-known/openid-configuration }",
  };
  const needs = [...Object.keys(schemes).map((name) => `{ ${name}: [] }`), "{ header: [], query: [], oauth: [] }"];
  const documents = needs.map((need) => {
    const security = `[{ nowhere: [], header: [], cookie: [], basic: [] }, ${need}]`;
    const defined = Object.entries(schemes).map(([name, scheme]) => `    ${name}: ${scheme}\n`);
    const path = "  /x: { get: { responses: { '200': { description: ok } } } }\n";
    const info = `openapi: 3.1.0\ninfo: { title: T, version: "1" }\nsecurity: ${security}\n`;
    return `${info}components:\n  securitySchemes:\n${defined.join("")}paths:\n${path}`;
  });
  const files = Object.fromEntries(documents.map((document, index) => [`${index}.yaml`, document]));
  const { printed } = await startIn(
    workspaceWith(files),
    ...documents.map((_, index) => `/a${index}=${index}.yaml`),
    ...["--auth", "strict"],
  );
  const lines = [...printed.err.matchAll(/^Try: curl -i (.*)'(\S+)'$/gm)];
  expect(lines).toHaveLength(needs.length);
  for (const [line, options = "", target = ""] of lines) {
    const headers = [...options.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = "", value = ""]) => [name, value]);
    const { status } = await fetch(target, { headers: headers as [string, string][] });
    expect([line, status]).toEqual([line, 200]);
  }
});

test("--auth off lets everybody in, --fault spoils every response, --log json keeps credentials and arguments out", async () => {
  const workspace = workspaceWith({ "tickets.yaml": tickets });
  const args = ["tickets.yaml", "--auth", "off", "--fault", "latency=1, status=503", "--log", "json"];
  const { printed, stop, url } = await startIn(workspace, ...args);
  expect(printed.err).toContain(`Try: curl -i '${url}/tickets'\n`);
  expect((await fetch(`${url}/tickets`, { headers: { authorization: "Bearer s3cret" } })).status).toBe(503);
  await stop();
  const [ready, entry = {}] = printed.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(ready).toEqual({ message: `twinspec is listening on ${url}`, url });
  expect(entry).toMatchObject({ status: 503, faults: ["status", "latency"], headers: { authorization: "[redacted]" } });
  expect(entry).not.toHaveProperty("arguments");
});

describe("who has access where nobody says it", () => {
  const anyToken = "Any token is accepted; with --auth strict, or --token and its scopes, this mock's own alone.\n";
  const noTokens = tickets.replace(/components:[\s\S]*?(?=paths:)/, "").replace(/ +security.*\n/, "");

  test.each<[title: string, args: string[], settings: string | undefined, status: number, isSaid: boolean]>([
    ["a document alone: any token, and it is said how to be strict", [], undefined, 200, true],
    ["settings that say nothing of access: the same", [], "title: Tickets\n", 200, true],
    ["settings of scopes: this mock's tokens", [], "scopes: { caseSensitive: false }\n", 401, false],
    [
      "settings of the authorization server: the same",
      [],
      "mock: { oauth: { accessTokenLifetime: 60 } }\n",
      401,
      false,
    ],
    ["--token: the same", ["--token", "tickets.read"], undefined, 401, false],
    ["--auth strict: the same", ["--auth", "strict"], undefined, 401, false],
    ["--auth lenient: any token, and nobody has to be told", ["--auth", "lenient"], undefined, 200, false],
  ])("%s", async (_, args, settings, status, isSaid) => {
    const files = { "tickets.yaml": tickets, ...(settings !== undefined && { "twinspec.yaml": settings }) };
    const { printed, url } = await startIn(workspaceWith(files), ...(settings ? [] : ["tickets.yaml"]), ...args);
    const headers = { authorization: "Bearer anything" };
    expect((await fetch(`${url}/tickets`, { headers })).status).toBe(status);
    expect(printed.err.includes(anyToken)).toBe(isSaid);
    const refused = await fetch(`${url}/tickets`);
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain(status === 200 ? "any token will do" : "get one from POST /token");
  });

  test("of a document without tokens nothing is said", async () => {
    const { printed, url } = await startIn(workspaceWith({ "tickets.yaml": noTokens }), "tickets.yaml");
    expect(printed.err).not.toContain("Any token");
    expect((await fetch(`${url}/tickets`)).status).toBe(200);
  });
});

test("settings beside the documents hold: access and faults", async () => {
  const settings = `auth: { prefix: Ticket-token }\nmock:\n  oauth: { mode: lenient }\n  faults: { getTickets: ["status=429"] }\n`;
  const workspace = workspaceWith({ "tickets.yaml": tickets, "twinspec.yaml": settings });
  const { stop, url } = await startIn(workspace);
  const ask = async (authorization: string) => (await fetch(`${url}/tickets`, { headers: { authorization } })).status;
  expect(await ask("Ticket-token any")).toBe(429);
  await stop();
});

test.each<[args: string[], exit: number, want: string]>([
  [["--fault", "stauts=503"], 2, 'error: "--fault": there is no fault "stauts"; did you mean "status"?\n'],
  [["--host", "192.0.2.1"], 1, "192.0.2.1"],
])("%j cannot be: it is said in a line, and the exit code is %i", async (args, exit, want) => {
  const workspace = workspaceWith({ "tickets.yaml": tickets });
  const { code, err } = await workspace.run("mock", "tickets.yaml", "--port", "0", ...args);
  expect(code).toBe(exit);
  expect(err).toContain(want);
  expect(err).toMatch(/^error: .*\n(?:help: .*\n)?$/);
});

test("faults of the settings for an operation that is not there are reported with a suggestion", async () => {
  const workspace = workspaceWith({
    "tickets.yaml": tickets,
    "twinspec.yaml": 'mock: { faults: { getTicket: ["reset"] } }\n',
  });
  expect(await workspace.run("mock", "--port", "0")).toEqual({
    code: 1,
    out: "",
    err: 'error: there is no operation "getTicket"; did you mean "getTickets"?\n',
  });
});

test("a port in use is said", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const workspace = workspaceWith({ "tickets.yaml": tickets });
  expect(await workspace.run("mock", "tickets.yaml", "--port", String(port))).toEqual({
    code: 1,
    out: "",
    err: `error: port ${port} of 127.0.0.1 is in use; take another, or 0 for a free one\n`,
  });
  other.close();
});

test("SIGTERM lets a request in flight end, takes no other, and ends the process then", async () => {
  const workspace = workspaceWith({ "tickets.yaml": tickets });
  const { url, printed, stop } = await startIn(workspace, "tickets.yaml", "--auth", "off");
  const slow = fetch(`${url}/tickets`, { headers: { "x-twinspec-fault": "latency=2000" } });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const stopped = stop("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await expect(fetch(`${url}/tickets`)).rejects.toThrow();
  expect((await slow).status).toBe(200);
  expect(await stopped).toBe(0);
  expect(printed.err.endsWith("stopped\n")).toBe(true);
});

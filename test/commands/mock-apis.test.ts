import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { placesOf } from "../../generator/commands/mock/banner.ts";
import { startIn, stopAll, workspaceWith } from "./running-mock.ts";
import { cli } from "./workspace.ts";

afterEach(stopAll);

/** A document with operations for the names, which need the scope of the first. */
function documentOf(...names: string[]): string {
  const operations = names.map(
    (name) => `  /${name}:
    get:
      operationId: ${name}
      security: [{ oauth: [${names[0]}.read] }]
      responses: { "200": { description: ok, content: { application/json: { example: ${name} } } } }
`,
  );
  return `openapi: 3.1.0
info: { title: ${names[0]}, version: "1" }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /oauth/token, scopes: { ${names[0]}.read: Read } } } }
paths:
${operations.join("")}`;
}

test("several APIs are served on one port, each under its prefix, with lines for the shell that work", async () => {
  const workspace = workspaceWith({ "desk.yaml": documentOf("tickets"), "crm.yaml": documentOf("leads") });
  const args = ["/desk=desk.yaml", "/zoho/crm=crm.yaml", "--log", "json"];
  const { printed, stop, url } = await startIn(workspace, ...args);
  expect(printed.err).toContain("/desk: desk.yaml, 1 operation\n  GET     /desk/tickets  (tickets.read)\n");
  expect(printed.err).toContain("  POST    /zoho/crm/oauth/token  (OAuth)\n");
  const lines = [...printed.err.matchAll(/Try: curl -i -H '(Authorization): (Bearer \S+)' '(\S+)'\n/g)];
  expect(lines.map(([, , , target]) => target)).toEqual([`${url}/desk/tickets`, `${url}/zoho/crm/leads`]);
  for (const [, , authorization = "", target = ""] of lines)
    expect((await fetch(target, { headers: { authorization } })).status).toBe(200);
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  expect(await stop()).toBe(0);
  const logged = printed.out
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged.map(({ api, url: path, status }) => [api, path, status])).toEqual([
    ["/desk", "/tickets", 200],
    ["/zoho/crm", "/leads", 200],
    [undefined, "/elsewhere", 404],
  ]);
});

test("folders with settings are served under their names, with and without naming them", async () => {
  const files = {
    "spec/desk/api.yaml": documentOf("tickets"),
    "spec/desk/twinspec.yaml": "auth: { prefix: Desk-token }\n",
    "spec/crm/api.yaml": documentOf("leads"),
    "spec/crm/twinspec.yaml": "{}\n",
  };
  const workspace = workspaceWith(files);
  const all = await startIn(workspace, "--token", "tickets.read", "--token", "/crm=leads.read,leads.wirte");
  expect(all.printed.err).toContain("/crm: spec/crm, 1 operation\n");
  const [, token = ""] =
    /Token at \/desk for tickets\.read: Authorization: (Desk-token \S+)\n/.exec(all.printed.err) ?? [];
  expect((await fetch(`${all.url}/desk/tickets`, { headers: { authorization: token } })).status).toBe(200);
  expect(all.printed.err).toContain('warning: the API at /crm has no scope "leads.wirte"');
  expect(all.printed.err).toMatch(/Token at \/crm for leads\.read leads\.wirte: Authorization: Bearer \S+\n/);
  await all.stop();
  const one = await startIn(workspace, "spec/desk");
  expect(one.printed.err).toContain("  GET     /tickets  (tickets.read)\n");
});

test("a long list of operations is cut, and whole with --verbose", async () => {
  const names = Array.from({ length: 60 }, (_, index) => `things${String(index).padStart(2, "0")}`);
  const workspace = workspaceWith({ "api.yaml": documentOf(...names) });
  const cut = await startIn(workspace, "api.yaml");
  expect(cut.printed.err).toContain("  GET     /things39  (things00.read)\n  … 20 more; --verbose shows all\n");
  expect(cut.printed.err).not.toContain("/things40");
  const whole = await startIn(workspace, "api.yaml", "--verbose");
  expect(whole.printed.err).toContain("  GET     /things59  (things00.read)\n");
});

test("a token is issued at the start, and a scope that the API does not know is said with the near one", async () => {
  const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
  const { printed, url } = await startIn(workspace, "api.yaml", "--token", "tickets.raed, tickets.read");
  expect(printed.err).toContain('warning: the API has no scope "tickets.raed"; did you mean "tickets.read"?\n');
  const [, token = ""] =
    /\nToken for tickets\.raed tickets\.read: Authorization: (Bearer \S+)\n/.exec(printed.err) ?? [];
  expect((await fetch(`${url}/tickets`, { headers: { authorization: token } })).status).toBe(200);
});

test("documents, changed or broken, are followed, and what became of that is said", async () => {
  const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
  const { printed, says, stop, url } = await startIn(workspace, "api.yaml", "--auth", "off");
  workspace.write("api.yaml", documentOf("leads", "deals"));
  await says("reloaded: 2 operations added, 1 removed\n");
  expect(printed.err).toContain(
    "+ GET     /deals  (leads.read)\n+ GET     /leads  (leads.read)\n- GET     /tickets  (tickets.read)\n",
  );
  expect((await fetch(`${url}/deals`)).status).toBe(200);
  workspace.write("api.yaml", "openapi: 3.1.0\npaths:\n\t/x: {}\n");
  await says("not reloaded: the last good version is served until this is fixed\n");
  expect(printed.err).toContain("api.yaml:3:1 error syntax: ");
  expect((await fetch(`${url}/deals`)).status).toBe(200);
  workspace.write("api.yaml", documentOf("leads", "deals"));
  await says("reloaded: 2 operations, none added or removed\n");
  expect(await stop("SIGINT")).toBe(0);
});

test("--no-watch leaves everything as it was read", async () => {
  const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
  const { printed, stop } = await startIn(workspace, "api.yaml", "--no-watch");
  workspace.write("api.yaml", documentOf("leads"));
  // Longer than a change takes to be seen.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await stop();
  expect(printed.err).not.toContain("reloaded");
});

test("Prism's spellings are understood", async () => {
  const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
  const args = ["-h", "localhost", "--ignoreExamples", "--cors=false", "--errors", "false", "--verboseLevel", "silent"];
  const { printed, stop, url } = await startIn(workspace, ...args, "--auth", "off", "api.yaml");
  const response = await fetch(`${url}/tickets`, { headers: { origin: "http://a.example" } });
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
  expect(await response.text()).not.toBe('"tickets"');
  await stop();
  expect(printed.out).toMatch(/^twinspec is listening on \S+\n$/);
  expect(printed.err).not.toContain("→");
});

test("with --multiprocess the server has a process of its own, whose log is printed and which stops with this one", async () => {
  const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
  const { printed, stop, url } = await startIn(workspace, "api.yaml", "-m", "--auth", "off");
  expect((await fetch(`${url}/tickets`)).status).toBe(200);
  expect(await stop("SIGINT")).toBe(0);
  expect(printed.out).toBe(`twinspec is listening on ${url}\n`);
  expect(printed.err).toMatch(/\nGET \/tickets → 200 {2}tickets {2}\d+ ms\nstopped\n$/);
  await expect(fetch(`${url}/tickets`)).rejects.toThrow();
});

test.runIf(existsSync("/proc/self/task"))(
  "with --multiprocess the end of the server's process is said and makes the exit code",
  async () => {
    const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
    const { child, printed, ended } = await startIn(workspace, "api.yaml", "-m");
    const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim().split(" ");
    expect(children).toHaveLength(1);
    process.kill(Number(children[0]), "SIGKILL");
    expect(await ended()).toBe(1);
    expect(printed.err).toMatch(/error: the server's process was ended by SIGKILL\n$/);
  },
);

test("a document from standard input is served", async () => {
  const workspace = workspaceWith({});
  const child = spawn(process.execPath, [...cli, "mock", "-", "--port", "0", "--auth", "off"], {
    cwd: workspace.folder,
  });
  child.stdin.end(documentOf("tickets"));
  let printed = "";
  for await (const chunk of child.stderr) {
    printed += String(chunk);
    if (printed.includes("Stop with Ctrl+C.")) break;
  }
  expect(printed).toContain("  GET     /tickets  (tickets.read)\n");
  child.kill("SIGKILL");
});

test("where responses come from and where things are stored is said, without passwords", () => {
  const said = (options: Record<string, string>, ...flags: string[]) =>
    placesOf({ text: (name) => options[name], is: (name) => flags.includes(name) });
  expect(said({})).toEqual([]);
  expect(said({ record: "https://api.example.com/v1", storage: "redis://user:s3cret@redis.example:6379/0" })).toEqual([
    "Requests go to https://api.example.com/v1, and are recorded in recordings.",
    "Tokens and state are stored in redis://redis.example:6379/0.",
  ]);
  expect(said({ recording: "rediss://:s3cret@redis.example" }, "replay")).toEqual([
    "Responses are those recorded in rediss://redis.example.",
  ]);
});

test("a store that cannot be reached is said without its password", async () => {
  const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
  const { code, err } = await workspace.run(
    "mock",
    "api.yaml",
    "--port",
    "0",
    "--storage",
    "redis://user:s3cret@127.0.0.1:1/0",
  );
  expect(code).toBe(1);
  expect(err).toMatch(/^error: .*127\.0\.0\.1:1/);
  expect(err).not.toContain("s3cret");
});

test.each([
  [
    ["--record", "http://a.example", "--replay"],
    '"--record" and "--replay" cannot be combined: each says where responses come from',
  ],
  [["--replay", "--stateful"], '"--replay" and "--stateful" cannot be combined: each says where responses come from'],
  [
    ["--record", "http://a.example", "--dynamic"],
    '"--dynamic" and "--record" cannot be combined: the recorded API responds',
  ],
  [["--recording", "folder"], '"--recording" needs "--record" or "--replay"'],
  [["--record", "ftp://a.example"], '"--record" must be the http or https address of an API, not "ftp://a.example"'],
  [["--token", " , "], '"--token  , " names no scope'],
  [["--token", "/crm=a"], '"--token /crm=a": there is no API at /crm'],
  [["--port", ""], '"--port" must be a number from 0 to 65535, not ""'],
  [
    ["--verboseLevel", "loud"],
    '"--verboseLevel" must be one of trace, debug, info, warn, error, fatal, silent, not "loud"',
  ],
  [["/desk=api.yaml"], '"api.yaml" has no prefix, but others have'],
])("%j cannot be", async (args, want) => {
  const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
  const { code, err } = await workspace.run("mock", "api.yaml", ...args);
  expect({ code, err: err.split("\nhelp: ")[0] }).toEqual({ code: 2, err: `error: ${want}` });
});

test.each([
  [["/desk/=api.yaml"], '"/desk/" is not a valid prefix'],
  [["/desk="], '"/desk=" names no document'],
  [["/a=api.yaml", "/b=api.yaml", "--record", "http://a.example"], '"--record" needs exactly one API'],
])("%j cannot be served", async (args, want) => {
  const workspace = workspaceWith({ "api.yaml": documentOf("tickets") });
  const { code, err } = await workspace.run("mock", ...args);
  expect(code).toBe(2);
  expect(err).toContain(want);
});

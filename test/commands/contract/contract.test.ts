import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ContractRun } from "../../../generator/commands/contract/reports/report.ts";
import { selfSigned } from "../../mocks/recording/self-signed.ts";
import { stopAll, workspaceWith } from "../running-mock.ts";
import { boxes, boxesWith, closeServers, startBoxes } from "./small-server.ts";

afterEach(async () => {
  stopAll();
  vi.unstubAllEnvs();
  await closeServers();
});

/** A folder with the document, where runs are written down. */
function workspaceOf(document = boxes) {
  const workspace = workspaceWith({ "boxes.yaml": document });
  mkdirSync(join(workspace.folder, "node_modules"));
  return workspace;
}

describe("a server", () => {
  test("that does what its documents say: exit code 0, and nothing but reads", async () => {
    const { url, asked } = await startBoxes();
    const { code, out, err } = await workspaceOf().run("contract", "boxes.yaml", "--url", url, "--seed", "1");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toMatch(/^boxes\.yaml: no findings; 5 operations, \d+ cases, \d+ requests; seed 1\n/);
    expect(err).toContain("  2: it changes something, and writes are not allowed (addBox, removeBox)\n");
    expect(err).toContain("help: --allow-writes tests what changes something, too: on a test system\n");
    expect(new Set(asked.map((line) => line.split(" ")[0]))).not.toContain("POST");
    expect(asked.filter((line) => /^(?:POST|DELETE|PUT|PATCH)/.test(line))).toEqual([]);
  });

  test("that is wrong: exit code 1, with the finding, its place, curl, call and response", async () => {
    const { url } = await startBoxes({ name: 5 });
    const { code, out, err } = await workspaceOf().run("contract", "boxes.yaml", "--url", url, "--seed", "1");
    expect(code).toBe(1);
    expect(out).toContain("getBox  GET /boxes/{boxId}\n  response-body: ");
    expect(out).toContain("  at:   boxes.yaml:13:43\n");
    expect(out).toContain(`  curl: curl '${url}/boxes/1'\n`);
    expect(out).toContain('  call: client.getBox({ boxId: "1" })\n');
    expect(out).toContain('  got:  200 application/json  {"id":"1","name":5}\n');
    expect(err).toContain(`again: twinspec contract boxes.yaml --url ${url} --seed 1\n`);
  });

  test("with --allow-writes everything is called, and what was made is removed", async () => {
    const { url, asked } = await startBoxes();
    const args = ["boxes.yaml", "--url", url, "--allow-writes", "--seed", "1", "--only", "addBox"];
    const { err } = await workspaceOf().run("contract", ...args);
    expect(asked.some((line) => line.startsWith("POST"))).toBe(true);
    expect(asked.some((line) => line.startsWith("DELETE"))).toBe(true);
    expect(err).not.toContain("left on the server");
  });

  test("gets arguments of the command line and the settings in each request, and shows no secret one", async () => {
    const { url, asked } = await startBoxes({ name: 5 });
    vi.stubEnv("BOX", "s3cret-box");
    const workspace = workspaceWith({
      "boxes.yaml": boxes,
      "twinspec.yaml": "input: boxes.yaml\ncontract: { arguments: { limit: 7, boxId: other } }\n",
    });
    mkdirSync(join(workspace.folder, "node_modules"));
    const args = ["--url", url, "--only", "listBoxes", "--only", "getBox", "--argument", "path.boxId=env:BOX"];
    const { code, out, err } = await workspace.run("contract", ...args);
    expect(code).toBe(1);
    expect(new Set(asked)).toEqual(new Set(["GET /boxes?limit=7", "HEAD /boxes?limit=7", "GET /boxes/s3cret-box"]));
    expect(out).toContain(`/boxes/'"$BOX"`);
    expect(out + err).not.toContain("s3cret");
  });

  test("is asked for nothing that settings or command line leave out, and --only may not mean it", async () => {
    const { url, asked } = await startBoxes();
    const workspace = workspaceWith({
      "boxes.yaml": boxes,
      "twinspec.yaml": "input: boxes.yaml\nexclude: [getBox]\n",
    });
    mkdirSync(join(workspace.folder, "node_modules"));
    const own = await workspace.run("contract", "--url", url, "--seed", "1");
    expect(own.err).toContain("no findings; 4 operations");
    const given = await workspace.run(
      "contract",
      "--url",
      url,
      "--seed",
      "1",
      "--exclude",
      "POST",
      "--exclude",
      "/boxes",
    );
    expect(given.err).toContain("no findings; 3 operations");
    expect(asked.filter((line) => line.startsWith("GET /boxes/")).length).toBeGreaterThan(0);
    const gone = await workspace.run("contract", "--url", url, "--include", "GET", "--only", "addBox");
    expect(gone.err).toContain('"--only": ');
    expect(gone.code).toBe(2);
    const none = await workspace.run("contract", "--mock", "--include", "tag:boxs");
    expect(none.err).toContain("error choice-empty");
    expect(none.code).toBe(1);
  });

  test("that cannot be reached is one error, and no list of findings", async () => {
    const { code, out, err } = await workspaceOf().run("contract", "boxes.yaml", "--url", "http://127.0.0.1:1");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe(
      "error: the server of boxes.yaml at http://127.0.0.1:1 does not respond: the connection is refused\n",
    );
  });

  test("whose certificate nobody trusts is one error, which says what trusts it", async () => {
    const server = createServer(selfSigned, (_, outgoing) => outgoing.end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, out, err } = await workspaceOf().run("contract", "boxes.yaml", "--url", url);
    server.close();
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(
      `${url} does not respond: its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT); NODE_`,
    );
  });

  test("that has nothing to test: exit code 1, as nothing was tested", async () => {
    const { url } = await startBoxes();
    const empty = "openapi: 3.1.0\ninfo: { title: Empty, version: '1' }\npaths: {}\n";
    const none = await workspaceOf(empty).run("contract", "boxes.yaml", "--url", url);
    expect({ code: none.code, out: none.out }).toEqual({ code: 1, out: "" });
    expect(none.err).toContain("error: nothing was tested\n");
    const skipped = await workspaceOf().run("contract", "boxes.yaml", "--url", url, "--only", "addBox");
    expect(skipped.code).toBe(1);
    expect(skipped.err).toContain("help: --allow-writes tests what changes something, too: on a test system\n");
  });

  test("whose address lacks the path of its operations is told so", async () => {
    const { url } = await startBoxes();
    const args = ["boxes.yaml", "--url", `${url}/elsewhere`, "--skip", "listSizes"];
    const { code, out, err } = await workspaceOf().run("contract", ...args);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("error: nothing was tested\n");
    expect(err).toContain("help: --url must have the path that all operations begin with,");
  });

  test("without the record that one operation asks for is not told that its address is wrong", async () => {
    const { url } = await startBoxes();
    const document = boxes.replace('example: "1"', "example: nowhere").replace("  /boxes:", "  /crates:");
    const args = ["boxes.yaml", "--url", url, "--seed", "1", "--only", "getBox", "--only", "listSizes"];
    const { code, err } = await workspaceOf(document).run("contract", ...args);
    expect(code).toBe(0);
    expect(err).toContain("1: the first request had the status 404 (getBox)");
    expect(err).not.toContain("--url must have");
  });

  test("several operations at once, and the same cases as the command says again", async () => {
    const { url, asked } = await startBoxes({ name: 5 });
    const args = ["boxes.yaml", "--url", url, "--seed", "3", "--concurrency", "3"];
    const { err } = await workspaceOf().run("contract", ...args);
    expect(err).toContain("5 operations");
    expect(err).toContain("--concurrency 3 --seed 3\n");
    const first = [...asked.splice(0)].sort();
    await workspaceOf().run("contract", ...args);
    expect(asked.sort()).toEqual(first);
  });

  test.each([[[]], [["--stateful"]]])("its own mock finds nothing %j", async (further: string[]) => {
    const { code, out, err } = await workspaceOf(boxesWith("[{ oauth: [boxes.read] }]")).run(
      ...(["contract", "boxes.yaml", "--mock", "--seed", "1", ...further] as const),
    );
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).not.toContain("skipped");
  });
});

test.each<[args: string[], want: string[]]>([
  [["--only", "get*"], ["getBox"]],
  [["--only", "GET /sizes"], ["listSizes"]],
  [
    ["--only", "listSizes", "--only", "getBox"],
    ["getBox", "listSizes"],
  ],
  [
    ["--skip", "tag:reading"],
    ["addBox", "listSizes", "removeBox"],
  ],
  [["--only", "GET /**", "--skip", "list*"], ["getBox"]],
])("%j chooses operations", async (args, want) => {
  const { url } = await startBoxes();
  const all = ["boxes.yaml", "--url", url, "--max-cases", "2", "--format", "json", ...args];
  const { out } = await workspaceOf().run("contract", ...all);
  const { apis } = JSON.parse(out) as ContractRun;
  expect(apis[0]?.operations.map(({ operation }) => operation.name).sort()).toEqual(want);
});

test("steps of a finding have the headers of every request, and no secret", async () => {
  const { url } = await startBoxes({ keeps: true });
  vi.stubEnv("X_KEY", "s3cret-of-mine");
  const args = ["--allow-writes", "--header", "X-A: b", "--header", "X-Key: env:X_KEY", "--format", "json"];
  const { out } = await workspaceOf().run("contract", "boxes.yaml", "--url", url, ...args);
  const { apis } = JSON.parse(out) as ContractRun;
  const steps = apis[0]?.operations.flatMap(({ findings }) => findings.flatMap(({ sequence = [] }) => sequence)) ?? [];
  expect(steps.length).toBeGreaterThan(1);
  for (const { curl } of steps) expect(curl).toMatch(/curl -H 'X-A: b' -H "X-Key: \$X_KEY" /);
  expect(out).not.toContain("s3cret");
});

test("rules are chosen, and what is not reported fails no run", async () => {
  const { url } = await startBoxes({ name: 5 });
  const run = (...args: string[]) => workspaceOf().run("contract", "boxes.yaml", "--url", url, "--seed", "1", ...args);
  expect((await run("--rule", "response-body")).out).toContain("response-body: ");
  const { code, out, err } = await run("--skip-rule", "response-body");
  expect([code, out]).toEqual([0, ""]);
  expect(err).toContain("no findings");
});

test.each<[args: string[], error: RegExp, help: RegExp]>([
  [["--url", "http://127.0.0.1", "--skip-rule", "server-eror"], /there is no rule "server-eror"/, /server-error/],
  [[], /no server was named/, /--url http/],
  [["--url", "http://api.example.com"], /api\.example\.com is another machine: .* that read/, /--yes/],
  [["--url", "http://api.example.com", "--allow-writes"], /records are created, changed and deleted/, /--yes/],
  [["--url", "127.0.0.1:3000"], /must be the address of a server/, /did you mean "http:\/\/127\.0\.0\.1:3000"/],
  [["--url", "http://me:s3cr3t@127.0.0.1"], /holds a password/, /--auth/],
  [["--url", "http://127.0.0.1", "--mock"], /"--url" and "--mock" cannot be combined/, /--help/],
  [["--url", "http://127.0.0.1", "--stateful"], /"--stateful" says how the mock of "--mock" is/, /--help/],
  [["--mock", "--auth", "token"], /"--auth" and "--mock" cannot be combined/, /--help/],
  [["--url", "http://127.0.0.1", "--auth", "keyy=env:KEY"], /no security scheme "keyy"/, /did you mean "key"/],
  [["--mock", "--only", "listBoxs"], /there is no operation "listBoxs"; did you mean "listBoxes"/, /inspect/],
  [["--mock", "--skip", "tag:readin"], /tag "readin"; did you mean "reading"/, /inspect/],
  [["--mock", "--only", "get*", "--skip", "getBox"], /leave no operation to test/, /--help/],
  [["--mock", "--only", "put*"], /no operation with a name like "put\*"/, /inspect/],
  [["--mock", "--seed", "x"], /"--seed" must be a whole number from 0, not "x"/, /--help/],
  [["--mock", "--time-budget", "soon"], /must be a time such as 500ms, 90s, 5m or 1h/, /--help/],
  [["--mock", "--report", "junti=a.xml"], /"--report" must be junit=file/, /did you mean "junit"/],
  [["--mock", "--report", "html="], /"--report html" needs a file/, /--help/],
  [["--mock", "--argument", "limit"], /"--argument" must be a name, "=" and a value, not "limit"/, /orgId=600/],
  [["--mock", "--rate", "-1"], /"--rate" has no value/, /--rate=-/],
  [["--mock", "--argument", "limit="], /"--argument limit=" has no value/, /--help/],
  [["--mock", "--argument", "boxid=env:NO_BOX"], /the environment has no NO_BOX/, /export NO_BOX/],
  [["--mock", "--argument", "boxd=1"], /no operation has a parameter "boxd"/, /did you mean "boxId"/],
  [["--mock", "--argument", "query.boxId=1"], /no operation has a query parameter "boxId"/, /inspect/],
  [["--mock", "--header", "X"], /"--header" must be a name, a colon and a value/, /X-Tenant/],
  [["--mock", "--alow-writes"], /there is no option "--alow-writes"/, /did you mean "--allow-writes"/],
])("%j is a usage error", async (args, error, help) => {
  vi.stubEnv("KEY", "s3cr3t");
  const { code, out, err } = await workspaceOf().run("contract", "boxes.yaml", ...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(new RegExp(`^error: .*${error.source}.*\\nhelp: .*${help.source}.*\\n$`));
  expect(err).not.toContain("s3cr3t");
});

test("several APIs, each with its own server", async () => {
  const [one, two] = [await startBoxes(), await startBoxes({ name: 5 })];
  const workspace = workspaceWith({
    "spec/a/boxes.yaml": boxes,
    "spec/a/twinspec.yaml": "title: A\n",
    "spec/b/boxes.yaml": boxes,
    "spec/b/twinspec.yaml": "title: B\n",
  });
  const missing = await workspace.run("contract", "--url", one.url);
  expect(missing.code).toBe(2);
  expect(missing.err).toContain(`name the API before it: --url spec/a=${one.url}\n`);
  const args = ["--url", `spec/a=${one.url}`, "--url", `spec/b=${two.url}`, "--format", "json"];
  const { code, out } = await workspace.run("contract", ...args);
  expect(code).toBe(1);
  const { apis } = JSON.parse(out) as ContractRun;
  expect(apis.map(({ name, url }) => [name, url])).toEqual([
    ["spec/a", one.url],
    ["spec/b", two.url],
  ]);
  expect(apis.map(({ operations }) => operations.some(({ findings }) => findings.length > 0))).toEqual([false, true]);
});

describe("secrets", () => {
  const canary = "cAnary/s3cret+1";
  const forms = [canary, encodeURIComponent(canary), Buffer.from(canary).toString("base64").replace(/=+$/, "")];

  test.each<[title: string, security: string, scheme: string, args: string[]]>([
    ["a key in a header", "[{ key: [] }]", "", ["--auth", "key=env:CANARY"]],
    [
      "a key in the query",
      "[{ q: [] }]",
      "q: { type: apiKey, in: query, name: secret_key }",
      ["--auth", "q=env:CANARY"],
    ],
    ["a cookie", "[{ c: [] }]", "c: { type: apiKey, in: cookie, name: session }", ["--auth", "c=env:CANARY"]],
    ["basic", "[{ b: [] }]", "b: { type: http, scheme: basic }", ["--auth", "b=env:BASIC"]],
    ["a token", "[{ oauth: [boxes.read] }]", "", ["--auth", "token", "--auth-expired", "oauth=env:CANARY"]],
    ["a header", "[]", "", ["--header", "X-Any: env:CANARY"]],
  ])(
    "%s is nowhere in what is printed and written, although the server sends it back",
    async (_, needs, scheme, args) => {
      vi.stubEnv("CANARY", canary);
      vi.stubEnv("TWINSPEC_TOKEN", canary);
      vi.stubEnv("BASIC", `ada:${canary}`);
      const { url, asked } = await startBoxes({ echoes: true });
      const document = boxesWith(needs).replace("  securitySchemes:\n", `  securitySchemes:\n    ${scheme}\n`);
      const workspace = workspaceOf(document);
      const reports = ["--report", "html=r.html", "--report", "junit=r.xml", "--report", "ctrf=r.json"];
      let shown = "";
      for (const format of ["pretty", "github", "json"]) {
        const run = ["boxes.yaml", "--url", url, ...args, ...reports, "--format", format, "--verbose", "--seed", "1"];
        const { code, out, err } = await workspace.run("contract", ...run);
        expect(code).toBe(1);
        shown += out + err;
      }
      expect(asked.length).toBeGreaterThan(10);
      const written = workspace.files().filter((file) => file !== "boxes.yaml");
      expect(written).toEqual(expect.arrayContaining(["r.html", "r.json", "r.xml"]));
      for (const file of written) shown += workspace.read(file);
      expect(shown).toContain("listBoxes");
      for (const form of [...forms, Buffer.from(`ada:${canary}`).toString("base64").replace(/=+$/, "")])
        expect(shown.includes(form), form).toBe(false);
    },
  );

  test("a refusal of the token endpoint is one error without the secret", async () => {
    vi.stubEnv("TWINSPEC_CLIENT_ID", "us");
    vi.stubEnv("TWINSPEC_CLIENT_SECRET", canary);
    const body = { error: "invalid_client", error_description: `no ${canary}` };
    const { url, asked } = await startBoxes({ token: { status: 401, body } });
    const workspace = workspaceOf(boxesWith("[{ oauth: [boxes.read] }]"));
    const args = ["boxes.yaml", "--url", url, "--auth", "client-credentials"];
    const { code, out, err } = await workspace.run("contract", ...args);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^error: there is no token for the scheme "oauth": .*invalid_client.*\n$/);
    expect(err).not.toContain(canary);
    expect(asked).toEqual(["POST /token"]);
  });
});

test("annotations stand alone on standard output", async () => {
  const { url } = await startBoxes({ name: 5 });
  const args = ["boxes.yaml", "--url", url, "--format", "github"];
  const { code, out } = await workspaceOf().run("contract", ...args);
  expect(code).toBe(1);
  expect(out).toMatch(/^(?:::error file=boxes\.yaml,line=\d+,col=\d+,title=.*\n)+$/);
});

test("a report that cannot be written is an error of its own", async () => {
  const { url } = await startBoxes();
  const { code, err } = await workspaceOf().run(
    "contract",
    "boxes.yaml",
    "--url",
    url,
    "--report",
    "html=boxes.yaml/r",
  );
  expect(code).toBe(1);
  expect(err).toMatch(/error: the report boxes\.yaml\/r could not be written: /);
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startIn, stopAll, workspaceWith } from "./running-mock.ts";

const things = `openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      operationId: getThings
      responses: { "204": { description: None } }
`;

afterEach(stopAll);

async function started(...args: string[]) {
  const workspace = workspaceWith({ "things.yaml": things });
  const { url, printed } = await startIn(workspace, "things.yaml", ...args);
  const { port } = new URL(url);
  const statusOf = async (path: string, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return (await fetch(`http://127.0.0.1:${port}/__twinspec/${path}`, { headers })).status;
  };
  const control = (token?: string) => statusOf("operations", token);
  return { control, health: () => statusOf("health"), printed, workspace };
}

const note = "The control API is off, as other machines reach the mock; --control-token turns it on.\n";

test("the control API is there, and off with --no-control", async () => {
  const { control, health, printed } = await started();
  expect([await control(), await health()]).toEqual([200, 200]);
  expect(printed.err).not.toContain(note);
  const off = await started("--no-control");
  expect([await off.control(), await off.health()]).toEqual([404, 404]);
});

test("where other machines reach the mock it needs a token, but for the health, and that is said", async () => {
  const { control, health, printed } = await started("--host", "0.0.0.0");
  expect([await control(), await health()]).toEqual([403, 200]);
  expect(printed.err).toContain(note);
  const guarded = await started("--host", "0.0.0.0", "--control-token", "t0ken");
  expect([await guarded.control(), await guarded.control("t0ken"), await guarded.health()]).toEqual([401, 200, 200]);
  expect(guarded.printed.err).not.toContain(note);
});

test("the banner names the inspector, where there is one", async () => {
  const { printed } = await started();
  const [, page = ""] = /^Inspector: (\S+)$/m.exec(printed.err) ?? [];
  expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/__twinspec\/$/);
  const everywhere = await started("--host", "0.0.0.0", "--control-token", "t0ken");
  expect(everywhere.printed.err).toMatch(/^Inspector: http:\/\/127\.0\.0\.1:\d+\/__twinspec\/$/m);
  for (const args of [["--no-control"], ["--host", "0.0.0.0"]])
    expect((await started(...args)).printed.err).not.toContain("Inspector:");
});

test("--open opens it with the program of the system", async () => {
  const workspace = workspaceWith({ "things.yaml": things, "opened.txt": "" });
  const opened = join(workspace.folder, "opened.txt");
  const browser = join(workspace.folder, "browser");
  writeFileSync(browser, `#!/bin/sh\nprintf '%s' "$1" > '${opened}'\n`, { mode: 0o755 });
  process.env["BROWSER"] = browser;
  try {
    const { url } = await startIn(workspace, "things.yaml", "--open");
    await expect.poll(() => readFileSync(opened, "utf8")).toBe(`${url}/__twinspec/`);
    process.env["BROWSER"] = join(workspace.folder, "none");
    const { printed } = await startIn(workspace, "things.yaml", "--open");
    await expect.poll(() => printed.err).toContain("The browser could not be opened");
  } finally {
    delete process.env["BROWSER"];
  }
});

test("the token may be in the environment", async () => {
  process.env["TWINSPEC_CONTROL_TOKEN"] = "fr0m";
  try {
    const { control } = await started();
    expect([await control(), await control("fr0m")]).toEqual([401, 200]);
    const off = await started("--no-control");
    expect(await off.control()).toBe(404);
  } finally {
    delete process.env["TWINSPEC_CONTROL_TOKEN"];
  }
});

test.each([
  [["--no-control", "--control-token", "x"], '"--no-control" and "--control-token" cannot be combined'],
  [["--no-control", "--open"], '"--no-control" and "--open" cannot be combined'],
  [["--control-token", "a b"], '"--control-token" must be ASCII characters without spaces'],
])("%j is refused", async (args, message) => {
  const workspace = workspaceWith({ "things.yaml": things });
  const { code, err } = await workspace.run("mock", "things.yaml", ...args);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

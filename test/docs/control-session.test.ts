import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { startMock } from "../../mocks/index.ts";

const run = promisify(execFile);
const pathOf = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
const guide = readFileSync(pathOf("guides/control-api.md"), "utf8");

/** Why a program of the guide is not run; empty where it is. */
function missing(...commands: readonly string[]): string {
  const absent = commands.filter((command) => spawnSync(command, ["--version"]).status !== 0);
  return absent.length === 0 ? "" : ` (skipped: there is no ${absent.join(" and no ")} on the PATH)`;
}

async function started() {
  const mock = await startMock({ spec: pathOf("examples/petstore.yaml"), auth: "strict" });
  onTestFinished(() => mock.close());
  return mock;
}

async function tokenOf(mock: Awaited<ReturnType<typeof started>>): Promise<string> {
  return (await mock.issueToken({ scopes: ["pets:read"] })).accessToken;
}

/** The first block of a language behind a heading. */
function blockOf(heading: string, language: string): string {
  const section = guide.slice(guide.indexOf(`\n## ${heading}\n`));
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(section)?.[1] ?? "";
}

const shell = missing("bash", "curl");
test.skipIf(shell !== "")(`the session with curl alone does what it says${shell}`, { timeout: 60_000 }, async () => {
  const mock = await started();
  const session = blockOf("With curl", "sh").replace("http://127.0.0.1:4010", mock.url);
  expect(session).toContain(mock.url);
  const { stdout } = await run("bash", ["-euc", session]);
  const { requests } = JSON.parse(stdout.slice(stdout.indexOf('{"requests"'))) as {
    requests: Record<string, unknown>[];
  };
  expect(requests).toMatchObject([
    { url: "/pets/17", status: 404, headers: { authorization: "[redacted]" }, operation: { name: "getPet" } },
    { url: "/pets", status: 503, faults: ["status"] },
    { url: "/pets/93", status: 200, faults: [], arguments: { petId: "93" } },
  ]);
  const pet = await fetch(`${mock.url}/pets/93`, { headers: { authorization: `Bearer ${await tokenOf(mock)}` } });
  expect(await pet.json()).toEqual({ id: "93", name: "Ada 93" });
  const [, { scopes } = { scopes: [] }] = [undefined, ...(await mock.tokens())];
  expect(scopes).toEqual(["pets:read", "pets:write"]);
});

const python = missing("python3");
test.skipIf(python !== "")(
  `the script in Python prints what the guide says${python}`,
  { timeout: 60_000 },
  async () => {
    const mock = await started();
    const { stdout } = await run("python3", [pathOf("examples/control.py"), mock.url]);
    expect(stdout).toBe(blockOf("With Python", "text"));
    expect(stdout.split("\n")).toHaveLength(4);
  },
);

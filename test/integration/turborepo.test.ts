import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cli, pets, petsWith, Workspace } from "../commands/workspace.ts";

const turbo = createRequire(import.meta.url).resolve("turbo/bin/turbo");
const guide = readFileSync(fileURLToPath(new URL("../../docs/guides/many-apis.md", import.meta.url)), "utf8");

/** The turbo.json of the guide. */
const turboJson = [...guide.matchAll(/```json\n(.*?)```/gs)]
  .map(([, text = ""]) => text)
  .find((text) => text.includes("tasks"))!;

let here: Workspace;
beforeAll(async () => {
  here = new Workspace({ "turbo.json": turboJson });
  const twinspec = `node "${cli[0]}"`;
  const scripts = { "api:generate": `${twinspec} generate --frozen`, "api:check": `${twinspec} check` };
  here.write(
    "package.json",
    JSON.stringify({ name: "top", private: true, packageManager: "npm@10.8.2", workspaces: ["packages/*"] }),
  );
  here.write("package-lock.json", JSON.stringify({ name: "top", lockfileVersion: 3, packages: {} }));
  for (const name of ["desk", "crm"]) {
    here.write(`packages/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", scripts }));
    here.write(`packages/${name}/openapi.yaml`, pets);
    here.write(`packages/${name}/twinspec.yaml`, "input: openapi.yaml\noutput: client\ntarget: source\n");
  }
  // the locks, as they are committed
  expect((await here.run("generate")).code).toBe(0);
});
afterAll(() => here.dispose());

/** What became of each package's task: whether it ran, or its result was found. */
async function running(task: string): Promise<Record<string, string>> {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_CACHE: "local:rw", CI: "1", NO_COLOR: "1" };
  const args = [turbo, "run", task, "--no-daemon", "--output-logs=hash-only", "--no-update-notifier"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: here.folder, env });
  const said = stdout.matchAll(/^(\w+):api:\w+: cache (miss|hit)/gm);
  return Object.fromEntries([...said].map(([, name, found]) => [name!, found!]));
}

test("with the turbo.json of the guide the second run is found, and a document that changes runs its own API alone", async () => {
  expect(await running("api:generate")).toEqual({ desk: "miss", crm: "miss" });
  rmSync(join(here.folder, "packages/crm/client"), { recursive: true });
  expect(await running("api:generate")).toEqual({ desk: "hit", crm: "hit" });
  expect(existsSync(join(here.folder, "packages/crm/client/index.ts"))).toBe(true);
  here.write(
    "packages/desk/openapi.yaml",
    petsWith("name: { type: string }", "name: { type: string }, age: { type: integer }"),
  );
  expect(await running("api:generate")).toEqual({ desk: "miss", crm: "hit" });
  expect(here.read("packages/desk/client/schemas/Pet.ts")).toContain("age");
});

test("a check is found until the client or a document changes", async () => {
  expect(await running("api:check")).toEqual({ desk: "miss", crm: "miss" });
  expect(await running("api:check")).toEqual({ desk: "hit", crm: "hit" });
  here.write("packages/crm/client/index.ts", "export {};\n");
  await expect(running("api:check")).rejects.toThrow(/crm#api:check/);
});

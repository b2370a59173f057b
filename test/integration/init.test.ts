import { execFileSync, spawn } from "node:child_process";
import { chmodSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { cli, type Printed, pets, Workspace } from "../commands/workspace.ts";

let made: Workspace;

beforeAll(() => {
  made = new Workspace({
    "package.json": '{ "name": "shop", "private": true }\n',
    "spec/pets.yaml": pets,
    ".gitignore": "node_modules\n",
    // what `npm install -D twinspec` puts there
    "node_modules/.bin/twinspec": `#!/bin/sh\nexec ${[process.execPath, ...cli].map((each) => `"${each}"`).join(" ")} "$@"\n`,
  });
  chmodSync(join(made.folder, "node_modules/.bin/twinspec"), 0o755);
  git("init", "-q", "-b", "main");
});
afterAll(() => made.dispose());

function git(...args: string[]): string {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@a.example"];
  return execFileSync("git", [...identity, ...args], { cwd: made.folder, encoding: "utf8" });
}

/** Runs a line of a shell. */
async function shell(line: string): Promise<Printed> {
  const env = { ...process.env, PATH: `${join(process.execPath, "..")}${delimiter}${process.env["PATH"]}` };
  const child = spawn("sh", ["-c", line], { cwd: made.folder, env });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, out, err };
}

/** What the workflow runs, but the installation. */
function workflowLines(): string[] {
  const { jobs } = parse(made.read(".github/workflows/twinspec.yml")) as {
    jobs: { check: { steps: { run?: string }[] } };
  };
  return jobs.check.steps.flatMap(({ run }) => (run === undefined || run === "npm install" ? [] : [run]));
}

const timeout = 60_000;

test("a repository that init set up generates, checks and mocks by its scripts", { timeout }, async () => {
  expect((await made.spawn(["init"])).code).toBe(0);
  expect(await shell("npm run --silent api:generate")).toMatchObject({ code: 0 });
  expect(made.files()).toEqual(expect.arrayContaining(["pets-client/package.json", "twinspec.lock.yaml"]));
  git("add", ".");
  git("commit", "-qm", "Set the client up");
  expect(git("check-attr", "merge", "twinspec.lock.yaml").trim()).toBe("twinspec.lock.yaml: merge: union");

  expect(workflowLines()).toEqual(
    ["api:check", "api:contract"].map((script) => `npm run ${script} -- --format github`),
  );
  for (const line of workflowLines()) expect(await shell(line)).toMatchObject({ code: 0 });

  const mock = spawn("npm", ["run", "--silent", "api:mock", "--", "--port", "0"], { cwd: made.folder, detached: true });
  try {
    const url = await new Promise<string>((done) => {
      let said = "";
      for (const stream of [mock.stdout, mock.stderr])
        stream.on("data", (text: Buffer) => {
          said += text.toString();
          const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
          if (found) done(found);
        });
    });
    expect((await fetch(`${url}/pets/1`)).status).toBe(200);
  } finally {
    process.kill(-mock.pid!);
  }
});

test("its workflow fails when the document changes, with an annotation", { timeout }, async () => {
  made.write("spec/pets.yaml", pets.replace("getPet", "readPet"));
  const [line = ""] = workflowLines();
  const { code, out } = await shell(line);
  expect(code).toBe(1);
  expect(out).toMatch(/^::error .*/m);
});

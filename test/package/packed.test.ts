import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeBinary, nodeVersions } from "./node-versions.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

const document = `openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
servers: [{ url: https://api.example.com }]
paths:
  /things/{id}:
    get:
      operationId: getThing
      tags: [things]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object, properties: { since: { type: string } } } }
      responses:
        "200":
          description: The thing
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Thing" }
              example: { id: t1, name: A thing }
components:
  schemas:
    Thing:
      type: object
      required: [id, name]
      properties:
        id: { type: string }
        name: { type: string }
`;

const program = `import { startMock } from "twinspec/mocks";
import { createClient, getThing, unwrap } from "client";
import { getThing as alone } from "client/operations/getThing";

const mock = await startMock({ spec: "things.yaml", port: 0 });
const client = createClient({ baseUrl: mock.url, auth: "a token" });
const thing = unwrap(await client.getThing({ id: "t1", filter: { since: "today" } }));
const url = mock.requests[0].url;
await mock.close();
console.log(JSON.stringify({ node: process.versions.node.split(".")[0], thing, url, isOne: alone === getThing }));
`;

/** Whether `dist` was built after everything that it is built from: CI builds before it tests. */
function isBuilt(): boolean {
  const built = statSync(join(root, "dist/generator/cli.js"), { throwIfNoEntry: false });
  const folders = ["generator", "mocks", "generated/twinspec-control"];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  // The time of a folder tells of files that are gone.
  const sources = ["package-lock.json", "tsconfig.json", "tsconfig.build.json", ...folders, ...files];
  return built !== undefined && sources.every((file) => statSync(join(root, file)).mtimeMs < built.mtimeMs);
}

/** An empty project outside of the repository, with twinspec installed as it would be published. */
let project: string;
let files: string[];

const npm = (args: string[], cwd: string) =>
  run("npm", args, { cwd, maxBuffer: 1e8, shell: process.platform === "win32" });
const install = ["install", "--prefer-offline", "--no-audit", "--no-fund"];

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "twinspec-packed-"));
  if (!isBuilt()) await npm(["run", "build"], root);
  const { stdout } = await npm(["pack", "--json", "--ignore-scripts", "--pack-destination", project], root);
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  files = packed!.files.map(({ path }) => path);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  await npm([...install, `./${packed!.filename}`], project);
  writeFileSync(join(project, "things.yaml"), document);
  writeFileSync(join(project, "program.js"), program);
}, 600_000);
afterAll(() => rmSync(project, { recursive: true, force: true }), 60_000);

test("the packed package holds what runs, and no tests, documents or settings of ours but what the mock serves itself", () => {
  expect(files).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "README.md",
      "package.json",
      "dist/generator/cli.js",
      "dist/generator/entry.d.ts",
      "dist/inspector/index.html",
      "dist/mocks/index.js",
      "docs/guides/getting-started.md",
      "generator/runtime/request/operation.ts",
    ]),
  );
  expect(files.filter((file) => /^(?:test|spec|generated|mocks|\.)/.test(file)).sort()).toEqual([
    "spec/twinspec-control/openapi.yaml",
    "spec/twinspec-control/twinspec.lock.yaml",
    "spec/twinspec-control/twinspec.yaml",
  ]);
});

test("publint finds nothing in it", { timeout: 60_000 }, async () => {
  const { stdout } = await run(process.execPath, [
    join(root, "node_modules/publint/src/cli.js"),
    join(project, "node_modules", "twinspec"),
    "--strict",
  ]);
  expect(stdout).toContain("All good!");
});

describe("installed into an empty project", () => {
  test("`npx twinspec generate` makes a client of a given file", { timeout: 120_000 }, async () => {
    const { stderr } = await npm(
      ["exec", "--no", "--", "twinspec", "generate", "things.yaml", "--output", "client"],
      project,
    ).catch((error: { stderr: string }) => error);
    expect(stderr).toContain("1 operation");
    expect(existsSync(join(project, "client", "esm", "operations", "getThing.js"))).toBe(true);
    expect(JSON.parse(readFileSync(join(project, "client", "package.json"), "utf8"))).toMatchObject({
      name: "client",
      type: "module",
    });
    await npm([...install, "./client"], project);
  });

  test("`npx twinspec check` says that it is up to date", { timeout: 60_000 }, async () => {
    await npm(["exec", "--no", "--", "twinspec", "check", "things.yaml", "--output", "client"], project);
  });

  test.each(nodeVersions)(
    "plain JavaScript calls it against the mock on Node %i",
    { timeout: 300_000 },
    async (major) => {
      const { stdout, stderr } = await run(await nodeBinary(major), ["program.js"], { cwd: project });
      expect(JSON.parse(stdout)).toEqual({
        node: String(major),
        thing: { id: "t1", name: "A thing" },
        url: "/things/t1?filter%5Bsince%5D=today",
        isOne: true,
      });
      expect(stderr).toBe("");
    },
  );

  test("TypeScript finds the types of twinspec, of its mocks and of the client", { timeout: 120_000 }, async () => {
    const source = `import { check, type Settings } from "twinspec";
import { startMock, type Mock } from "twinspec/mocks";
import { createClient } from "client";
import type { Thing } from "client/schemas/Thing";
import { getThing } from "client/things";
import { createTransport } from "client/transport";
export const mock: Promise<Mock> = startMock({ spec: "things.yaml" });
export const output: Settings["output"] = undefined;
export const checked: typeof check = check;
const { data } = await createClient().getThing({ id: "t1" });
export const thing: Thing | undefined = data;
export const again: Thing | undefined = (await getThing(createTransport(), { id: "t1" })).data;
// @ts-expect-error there is no thing without id
getThing(createTransport(), {});
`;
    mkdirSync(join(project, "types"), { recursive: true });
    writeFileSync(join(project, "types", "use.ts"), source);
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const flags = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--lib",
      "es2023,dom,esnext.disposable",
      "--skipLibCheck",
      "types/use.ts",
    ];
    const { stdout } = await run(process.execPath, [tsc, ...flags], { cwd: project }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  });
});

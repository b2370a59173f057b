import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Workspace } from "../commands/workspace.ts";
import { linkPackages } from "./linked-twinspec.ts";
import { type RanJob, WorkflowRunner } from "./workflow.ts";

const document = `openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://pets.example }]
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://pets.example/token
          scopes: { "pets:read": reads, "pets:write": writes, "toys:read": reads }
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties: { id: { type: string }, name: { type: string } }
      example: { id: "1", name: Rex }
paths:
  /pets:
    get:
      operationId: listPets
      security: [{ oauth: ["pets:read"] }]
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
    post:
      operationId: addPet
      security: [{ oauth: ["pets:write"] }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
      responses:
        "201":
          description: made
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
  /toys:
    get:
      operationId: listToys
      security: [{ oauth: ["toys:read"] }]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: array, items: { type: string } } } }
`;

const consumer = `import type { Client } from "pets-client";

/** Adds a pet unless there is one with its name. */
export async function adopt(client: Client, name: string): Promise<string | undefined> {
  const { data: pets = [] } = await client.listPets({ limit: 10 });
  const known = pets.find((pet) => pet.name === name);
  if (known) return known.id;
  const { data } = await client.addPet({ body: { id: "2", name } });
  return data?.id;
}
`;

const consumerTest = `import { expect } from "vitest";
import { adopt } from "../src/adopt.ts";
import { test } from "./pets-mock.ts";

test("a pet that is there is not added", async ({ client, mock }) => {
  mock.respond("listPets", { body: [{ id: "7", name: "Ada" }] });

  expect(await adopt(client, "Ada")).toBe("7");
  expect(mock.findRequests({ operation: "addPet" })).toEqual([]);
});
`;

const tsconfig = {
  compilerOptions: {
    ...{ strict: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true },
    ...{ target: "ES2022", module: "ESNext", moduleResolution: "Bundler", lib: ["ES2023", "DOM"], types: [] },
  },
  include: ["src"],
};

let shop: Workspace;
let runner: WorkflowRunner;

beforeAll(async () => {
  shop = new Workspace({
    "package.json": JSON.stringify({ name: "shop", type: "module", devDependencies: { vitest: "4", twinspec: "1" } }),
    "package-lock.json": "{}",
    "tsconfig.json": JSON.stringify(tsconfig),
    "spec/pets.yaml": document,
    ".gitignore": "node_modules\ncoverage\n",
  });
  runner = new WorkflowRunner(shop.folder);
  await linkPackages(shop.folder, ["vitest", "openapi-fetch", "oauth4webapi", "typescript"]);
  git("init", "-q", "-b", "main");
});
afterAll(() => {
  runner.dispose();
  shop.dispose();
});

function git(...args: string[]): void {
  const who = ["-c", "user.name=me", "-c", "user.email=me@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...who, ...args], { cwd: shop.folder, stdio: "ignore" });
}

function commit(message: string): void {
  git("add", "-A");
  git("commit", "-q", "-m", message);
}

/** What the compiler says of the consumer. */
function compile(): string {
  try {
    return execFileSync(process.execPath, ["node_modules/typescript/bin/tsc"], { cwd: shop.folder, encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** What the steps of a job printed that failed. */
function failuresOf({ steps }: RanJob): string[] {
  return steps.flatMap(({ run, code, text }) => (code === 0 ? [] : [`${run}\n${text}`]));
}

test("a project is set up, and its workflow runs", { timeout: 180_000 }, async () => {
  const { code, err } = await shop.run("init", "--yes");
  expect([code, err]).toEqual([
    0,
    `found    npm, vitest
created  twinspec.yaml: the settings
extended package.json: the scripts api:generate, api:check, api:diff, api:mock, api:contract, api:coverage, api:test
created  .gitattributes: branches keep the lines of both in locks; generated files are not merged
created  vitest.config.ts: the reporter that tells what tests exercise
created  test/pets-mock.ts: a mock and a client for tests
created  test/pets.test.ts: a first test
created  .github/workflows/twinspec.yml: checks the client on pushes and pull requests
next: npm run api:generate
`,
  ]);
  expect((await shop.run("generate")).err).toContain("next: npm install ./pets-client, then import { createClient }");
  symlinkSync(join(shop.folder, "pets-client"), join(shop.folder, "node_modules/pets-client"), "junction");
  const before = shop.files();
  expect((await shop.run("init", "--yes")).err).toBe("found    npm, vitest\nnothing is left to do\n");
  expect(shop.files()).toEqual(before);
  shop.write("src/adopt.ts", consumer);
  shop.write("test/adopt.test.ts", consumerTest);
  expect(compile()).toBe("");
  commit("a client of the pets");

  const { steps, isGood, summary } = await runner.run("check", "push");
  expect(
    steps.map(({ run, code }) => [run, code]),
    steps.map(({ text }) => text).join("\n"),
  ).toEqual([
    ["npm ci", 0],
    ["npm run api:check -- --format github", 0],
    ["npm run api:contract -- --format github", 0],
    ["npm run api:test", 0],
    ['npm --silent run api:coverage -- --format markdown >> "$GITHUB_STEP_SUMMARY"', 0],
  ]);
  expect(isGood).toBe(true);
  expect(summary).toContain("| operations | 1 | 3 | 33 % |\n");
});

test("a change that breaks is told until client and consumer are mended", { timeout: 180_000 }, async () => {
  git("update-ref", "refs/remotes/origin/main", "main");
  git("checkout", "-q", "-b", "version-2");
  const changed = [
    ["{ id: { type: string }", "{ id: { type: integer }"],
    ['id: "1"', "id: 1"],
  ] as const;
  shop.write(
    "spec/pets.yaml",
    changed.reduce((text, [old, now]) => text.replace(old, now), document),
  );
  commit("version 2 of the pets");

  const stale = await runner.run("check", "pull_request");
  expect(stale.steps.map(({ code }) => code).slice(0, 3)).toEqual([0, 1, 0]);
  expect(stale.steps[1]!.text).toContain("::error file=pets-client/esm/schemas/Pet.d.ts,");

  const diff = await runner.run("diff", "pull_request");
  expect(diff.steps.map(({ code }) => code)).toEqual([0, 0, 0, 1]);
  const report = `### ${basename(shop.folder)}: 1 breaking change; 0.0.0 would become 0.1.0

<details open><summary>Breaking (1)</summary>

| where | what | kind |
| --- | --- | --- |
| <code>addPet args.body.id, addPet data.id, listPets data&#91;&#93;.id</code> | it is number now, not string<br>\
<code>origin/main&#58;spec/pets.yaml&#58;16&#58;21 -&#62; spec/pets.yaml&#58;16&#58;21</code> | type-changed |

</details>
`;
  expect(diff.summary).toBe(report);
  expect(runner.comments).toEqual([`<!-- twinspec diff -->\n${report}`]);
  expect(diff.steps[3]!.text).toContain(
    "::error file=spec/pets.yaml,line=16,col=21,title=breaking%3A type-changed::addPet args.body.id",
  );

  expect((await shop.run("generate")).code).toBe(0);
  expect(compile()).toContain("src/adopt.ts(7,14): error TS2322: Type 'number' is not assignable to type 'string'.");
  for (const [file, old, now] of [
    ["src/adopt.ts", "Promise<string", "Promise<number"],
    ["src/adopt.ts", 'id: "2"', "id: 2"],
    ["test/adopt.test.ts", 'id: "7"', "id: 7"],
    ["test/adopt.test.ts", '"7"', "7"],
  ] as const)
    shop.write(file, shop.read(file).replace(old, now));
  expect(compile()).toBe("");
  commit("the client of version 2, and its consumer");
  expect(failuresOf(await runner.run("check", "pull_request"))).toEqual([]);
  expect((await runner.run("diff", "pull_request")).isGood).toBe(false);
  expect(runner.comments).toEqual([`<!-- twinspec diff -->\n${report}`]);
});

test("the scopes that the consumer needs are told", async () => {
  const { code, out } = await shop.run("scopes", "--project", ".", "--granted", "pets:read toys:read");
  expect([code, out]).toEqual([
    1,
    `pets-client: 2 operations in use

  addPet: pets:write
    src/adopt.ts:8:33
  listPets: pets:read
    src/adopt.ts:5:44

The least set of scopes
  pets:read
  pets:write

Missing
  pets:write

What cannot be called
  addPet: pets:write  src/adopt.ts:8:33

Granted and not needed
  toys:read

`,
  ]);
});

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ask, Cancelled } from "../../generator/commands/init/questions.ts";
import type { Answers } from "../../generator/init/answers.ts";
import { surveyOf } from "../../generator/init/survey.ts";
import { pets, Workspace } from "./workspace.ts";

const opened: Workspace[] = [];

afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

const project = '{\n  "name": "shop",\n  "version": "1.0.0"\n}\n';

function workspace(files: Readonly<Record<string, string>>, { git = true } = {}): Workspace {
  const made = new Workspace(files);
  opened.push(made);
  if (git) execFileSync("git", ["init", "-q", "-b", "main"], { cwd: made.folder });
  return made;
}

describe("what init writes", () => {
  test("says first what settings that were there lack, so that what comes next runs", async () => {
    const made = workspace({ "package.json": project, "pets.yaml": pets, "twinspec.yaml": "input: pets.yaml\n" });
    const { err } = await made.run("init", "--yes");
    const output = "set `output` in twinspec.yaml, the folder of the client, then npm run api:generate\n";
    expect(err).toContain(output);
    made.write("twinspec.yaml", "input: pets.yaml\noutput: client\n");
    expect((await made.run("init", "--yes")).err).not.toContain("set `output`");
  });

  test("is settings, scripts, the line for locks and a workflow; a second run has nothing to do", async () => {
    const made = workspace({ "package.json": project, "spec/pets.yaml": pets });
    const { code, out, err } = await made.run("init");
    expect([code, out]).toEqual([0, ""]);
    expect(err).toBe(
      `found    npm, no test runner
created  twinspec.yaml: the settings
extended package.json: the scripts api:generate, api:check, api:diff, api:mock, api:contract
created  .gitattributes: branches keep the lines of both in locks; generated files are not merged
created  .github/workflows/twinspec.yml: checks the client on pushes and pull requests
next: npm install -D twinspec, then npm run api:generate
`,
    );
    expect(made.read("twinspec.yaml")).toBe(
      `# yaml-language-server: $schema=node_modules/twinspec/generator/settings/settings.schema.json
input: spec/pets.yaml
output: pets-client
package:
  name: pets-client
`,
    );
    expect(JSON.parse(made.read("package.json"))).toEqual({
      name: "shop",
      version: "1.0.0",
      scripts: {
        "api:generate": "twinspec generate",
        "api:check": "twinspec check",
        "api:diff": "twinspec diff",
        "api:mock": "twinspec mock",
        "api:contract": "twinspec contract --mock",
      },
    });
    expect(made.read(".gitattributes")).toBe("twinspec*lock.yaml merge=union\npets-client/** -merge\n");
    const before = made.files().map((file) => [file, made.read(file)]);
    const again = await made.run("init");
    expect([again.code, again.err]).toEqual([
      0,
      "found    npm, no test runner\nnothing is left to do\nnext: npm install -D twinspec, then npm run api:generate\n",
    ]);
    expect(made.files().map((file) => [file, made.read(file)])).toEqual(before);
  });

  test.each<[what: string, files: Record<string, string>, args: string[]]>([
    ["an output that git ignores", { ".gitignore": "pets-client\n" }, []],
    ["source files, which lie among others", { "tsconfig.json": "{}" }, ["--target", "source"]],
    ["a path that is a pattern to git", {}, ["--output", "my [client]"]],
  ])("has no line for %s", async (_, files, args) => {
    const made = workspace({ "package.json": project, "pets.yaml": pets, ...files });
    expect(await made.run("init", "--yes", ...args)).toMatchObject({ code: 0 });
    expect(made.read(".gitattributes")).toBe("twinspec*lock.yaml merge=union\n");
  });

  test("is printed by --dry-run alone", async () => {
    const made = workspace({ "package.json": project, "pets.yaml": pets });
    const before = made.files();
    const { code, out, err } = await made.run("init", "--dry-run");
    expect([code, err]).toEqual([0, "found    npm, no test runner\n4 files would be written\n"]);
    expect(out.match(/^\+\+\+ .*$/gm)).toEqual(
      ["twinspec.yaml", "package.json", ".gitattributes", ".github/workflows/twinspec.yml"].map(
        (file) => `+++ ${file}\t`,
      ),
    );
    expect(out).toContain("+input: pets.yaml\n+output: pets-client\n");
    expect(made.files()).toEqual(before);
  });

  test("follows the options", async () => {
    const made = workspace({ "package.json": project, "a.yaml": pets, "b.yaml": pets });
    const options = ["--output", "src/api", "--target", "source", "--ci", "none", "--yes"];
    const { code, err } = await made.run("init", "a.yaml", "https://a.example/b.yaml", ...options);
    expect([code, err]).toEqual([
      0,
      expect.stringContaining("kept     .github/workflows/twinspec.yml: not written; `--ci"),
    ]);
    expect(parse(made.read("twinspec.yaml"))).toEqual({
      input: ["a.yaml", "https://a.example/b.yaml"],
      output: "src/api",
      target: "source",
    });
    expect(made.files()).not.toContain(".github/workflows/twinspec.yml");
  });

  test.each([
    ["openapi.yaml", "shop-api", "shop-api-client"],
    ["spec/zohoDesk/openapi.json", "x", "zoho-desk-client"],
    ["Pet Store.openapi.yaml", "x", "pet-store-client"],
    ["api.yaml", "v1", "api-client"],
  ])("%s in %s is generated to %s", async (document, folder, output) => {
    const made = workspace({ [`${folder}/package.json`]: project, [`${folder}/${document}`]: pets });
    await inFolder(made, folder, "--yes");
    expect(parse(made.read(`${folder}/twinspec.yaml`))).toMatchObject({ input: document, output });
  });

  test("is about the client that is there", async () => {
    const made = workspace({ "package.json": project, "pets.yaml": pets });
    await made.run("generate", "pets.yaml", "--output", "api");
    await made.run("init", "--yes");
    expect(parse(made.read("twinspec.yaml"))).toEqual({ input: "pets.yaml", output: "api", package: { name: "api" } });
    expect((await made.run("generate")).err).toMatch(/nothing changed in api|written to api/);
    expect(made.files()).toContain("twinspec.lock.yaml");
  });

  test("hides no settings below spec/", async () => {
    const files = { "spec/pets/twinspec.yaml": "output: ../../client\n", "spec/pets/pets.yaml": pets };
    const made = workspace({ "package.json": project, ...files });
    const { code, err } = await made.run("init");
    expect([code, err]).toEqual([0, expect.stringContaining("extended package.json")]);
    expect(made.files()).not.toContain("twinspec.yaml");
    expect(made.read(".gitattributes")).toBe("twinspec*lock.yaml merge=union\n");
  });

  test("leaves what is there, and says so", async () => {
    const scripts = { "api:generate": "echo", "api:mock": "twinspec mock" };
    const made = workspace({
      "package.json": JSON.stringify({ scripts }),
      "pets.yaml": pets,
      ".gitattributes": "*.png binary",
      ".github/workflows/twinspec.yml": "mine",
      "twinspec.json": '{ "input": "pets.yaml", "output": "c" }',
    });
    const { code, err } = await made.run("init");
    expect([code, err]).toEqual([
      0,
      `found    npm, no test runner
extended package.json: the scripts api:check, api:diff, api:contract; api:generate is there and stays
extended .gitattributes: branches keep the lines of both in locks
next: npm install -D twinspec, then npm run api:generate
`,
    ]);
    expect(JSON.parse(made.read("package.json"))).toEqual({
      scripts: {
        ...scripts,
        "api:check": "twinspec check",
        "api:diff": "twinspec diff",
        "api:contract": "twinspec contract --mock",
      },
    });
    expect(made.read(".gitattributes")).toBe("*.png binary\ntwinspec*lock.yaml merge=union\n");
    expect(made.read(".github/workflows/twinspec.yml")).toBe("mine");
    expect(made.files()).not.toContain("twinspec.yaml");
    expect((await made.run("init")).err).toContain("nothing is left to do\n");
  });

  test("writes no workflow for settings that are there, unless it is asked for", async () => {
    const made = workspace({ "package.json": project, "pets.yaml": pets, "twinspec.yaml": "input: pets.yaml\n" });
    expect((await made.run("init")).err).toContain("kept     .github/workflows/twinspec.yml: not written");
    expect((await made.run("init", "--ci", "github")).err).toContain("created  .github/workflows/twinspec.yml");
  });

  test.each([
    ["tabs", '{\n\t"scripts": {\n\t\t"z": "1"\n\t}\n}', '{\n\t"scripts": {\n\t\t"z": "1",\n\t\t"api:generate"'],
    [
      "four spaces and no end",
      '{\n    "b": 1,\n    "a": 2\n}',
      '    "a": 2,\n    "scripts": {\n        "api:generate"',
    ],
    [
      "line ends of Windows",
      '{\r\n  "scripts": {}\r\n}\r\n',
      '"scripts": {\r\n    "api:generate": "twinspec generate",\r\n',
    ],
    ["a mark at its start", '\ufeff{\n  "a": 1\n}\n', '\ufeff{\n  "a": 1,\n  "scripts": {\n'],
  ])("keeps a package.json as it is written: %s", async (_, text, wanted) => {
    const made = workspace({ "package.json": text, "pets.yaml": pets });
    await made.run("init", "--yes");
    expect(made.read("package.json")).toContain(wanted);
    expect(made.read("package.json").endsWith("\n")).toBe(text.endsWith("\n"));
  });

  test("is scripts that take a folder whose name begins with a dash for a folder", async () => {
    const made = workspace({ "package.json": project, "-api/pets.yaml": pets });
    await inFolder(made, "-api", "--yes");
    const { scripts } = JSON.parse(made.read("package.json")) as { scripts: Record<string, string> };
    expect(scripts["api:generate"]).toBe("twinspec generate ./-api");
    expect((await made.run("generate", "./-api")).code).toBe(0);
  });

  test.each([
    ["pnpm add -w -D", { "package.json": project, "pnpm-workspace.yaml": "packages: [a/*]\n", "pnpm-lock.yaml": "" }],
    ["pnpm add -D", { "package.json": project, "pnpm-workspace.yaml": "dedupe: true\n", "pnpm-lock.yaml": "" }],
    ["yarn add -W -D", { "package.json": '{ "private": true, "workspaces": ["a/*"] }', "yarn.lock": "" }],
    ["yarn add -D", { "package.json": '{ "workspaces": { "packages": ["a/*"] } }', "yarn.lock": "__metadata:\n" }],
    ["npm install -D", { "package.json": '{ "workspaces": ["a/*"] }', "package-lock.json": "{}" }],
  ])("is followed by what installs twinspec: %s", async (command, files) => {
    const made = workspace({ ...files, "pets.yaml": pets });
    expect((await made.run("init", "--yes")).err).toContain(`next: ${command} twinspec, then`);
  });

  test("is said to leave out a project that the workflow of another one does not check", async () => {
    const made = workspace({
      "a/package.json": project,
      "a/pets.yaml": pets,
      "b/package.json": project,
      "b/c.yaml": pets,
    });
    await inFolder(made, "a", "--yes");
    expect((await inFolder(made, "a", "--yes")).err).not.toContain("workflow");
    expect((await inFolder(made, "b", "--yes")).err).toContain(
      "kept     ../.github/workflows/twinspec.yml: is there and stays; it does not name b, so that nothing is checked in it",
    );
  });

  test("is said to be incomplete without a package.json and without a repository", async () => {
    const made = workspace({ "pets.yaml": pets }, { git: false });
    const { code, err } = await made.run("init", "--yes");
    expect([code, err]).toEqual([
      0,
      `found    npm, no test runner
created  twinspec.yaml: the settings
kept     package.json: there is none, so that no scripts are written; \`npm init -y\` makes one
created  .gitattributes: branches keep the lines of both in locks; generated files are not merged
kept     .github/workflows/twinspec.yml: not written, as this is no git repository; \`git init\` makes one
next: npx twinspec generate
`,
    ]);
    expect((await made.run("init", "--yes")).err).toContain("nothing is left to do");
    expect(made.read(".gitattributes")).toBe("twinspec*lock.yaml merge=union\npets-client/** -merge\n");
  });
});

/** Runs `init` in a folder of a workspace. */
async function inFolder(made: Workspace, folder: string, ...args: string[]) {
  const below = Object.assign(Object.create(Workspace.prototype) as Workspace, { folder: join(made.folder, folder) });
  return below.run("init", ...args);
}

type Steps = readonly Record<string, unknown>[];
const stepsOf = (made: Workspace): Steps => {
  const { jobs } = parse(made.read(".github/workflows/twinspec.yml")) as { jobs: { check: { steps: Steps } } };
  return jobs.check.steps.slice(1);
};

/** The contract step, and what comes after it. */
const inAnyCase = { if: ["$", "{{ !cancelled() && steps.install.outcome == 'success' }}"].join("") };

describe("the workflow", () => {
  const node = { "node-version": 22 };
  const check = "api:check --format github";
  const contract = "api:contract --format github";
  test.each<[string, Record<string, string>, Steps]>([
    [
      "npm",
      { "package-lock.json": "{}" },
      [
        { uses: "actions/setup-node@v4", with: { ...node, cache: "npm" } },
        { id: "install", run: "npm ci" },
        { run: "npm run api:check -- --format github" },
        { ...inAnyCase, run: "npm run api:contract -- --format github" },
      ],
    ],
    [
      "pnpm",
      { "pnpm-lock.yaml": "" },
      [
        { uses: "pnpm/action-setup@v4", with: { version: 10 } },
        { uses: "actions/setup-node@v4", with: { ...node, cache: "pnpm" } },
        { id: "install", run: "pnpm install --frozen-lockfile" },
        { run: `pnpm run ${check}` },
        { ...inAnyCase, run: `pnpm run ${contract}` },
      ],
    ],
    [
      "yarn 1",
      { "yarn.lock": "" },
      [
        { uses: "actions/setup-node@v4", with: { ...node, cache: "yarn" } },
        { id: "install", run: "yarn install --frozen-lockfile" },
        { run: `yarn run ${check}` },
        { ...inAnyCase, run: `yarn run ${contract}` },
      ],
    ],
    [
      "yarn by its field",
      { "yarn.lock": "", "package-lock.json": "{}", "package.json": '{ "packageManager": "yarn@4.9.1" }' },
      [
        { run: "corepack enable" },
        { uses: "actions/setup-node@v4", with: { ...node, cache: "yarn" } },
        { id: "install", run: "yarn install --immutable" },
        { run: `yarn run ${check}` },
        { ...inAnyCase, run: `yarn run ${contract}` },
      ],
    ],
    [
      "yarn by its lock file",
      { "yarn.lock": "# generated\n\n__metadata:\n  version: 8\n" },
      [
        { uses: "actions/setup-node@v4", with: { ...node, cache: "yarn" } },
        { id: "install", run: "yarn install --immutable" },
        { run: `yarn run ${check}` },
        { ...inAnyCase, run: `yarn run ${contract}` },
      ],
    ],
    [
      "bun",
      { "bun.lock": "" },
      [
        { uses: "actions/setup-node@v4", with: node },
        { uses: "oven-sh/setup-bun@v2" },
        { id: "install", run: "bun install --frozen-lockfile" },
        { run: `bun run ${check}` },
        { ...inAnyCase, run: `bun run ${contract}` },
      ],
    ],
  ])("installs by %s", async (_, files, steps) => {
    const made = workspace({ "package.json": project, "pets.yaml": pets, ...files });
    const { err } = await made.run("init", "--yes");
    expect(stepsOf(made)).toEqual(steps);
    expect(err).toMatch(/next: (?:npm install|\w+ add) -D twinspec, then \w+ run api:generate\n/);
  });

  test("installs a workspace at its top, and checks the package", async () => {
    const made = workspace({
      "package.json": '{ "packageManager": "pnpm@10.4.0" }',
      "pnpm-lock.yaml": "",
      "packages/shop/package.json": project,
      "packages/shop/apis/pets.yaml": pets,
    });
    await inFolder(made, "packages/shop/apis", "--yes");
    expect(stepsOf(made)).toEqual([
      { uses: "pnpm/action-setup@v4", with: { package_json_file: "package.json" } },
      { uses: "actions/setup-node@v4", with: { "node-version": 22, cache: "pnpm" } },
      { id: "install", run: "pnpm install --frozen-lockfile" },
      { run: "pnpm run api:check --format github", "working-directory": "packages/shop" },
      { ...inAnyCase, run: "pnpm run api:contract --format github", "working-directory": "packages/shop" },
    ]);
    expect(JSON.parse(made.read("packages/shop/package.json"))).toMatchObject({
      scripts: { "api:check": "twinspec check apis" },
    });
    expect(made.read("packages/shop/apis/twinspec.yaml")).toMatch("$schema=../../../node_modules/twinspec/");
    expect(made.files()).toContain(".gitattributes");
  });

  test("installs a project of its own in a repository of several", async () => {
    const made = workspace({ "a/package.json": project, "a/package-lock.json": "{}", "a/pets.yaml": pets });
    await inFolder(made, "a", "--yes");
    expect(stepsOf(made)).toEqual([
      {
        uses: "actions/setup-node@v4",
        with: { "node-version": 22, cache: "npm", "cache-dependency-path": "a/package-lock.json" },
      },
      { id: "install", run: "npm ci", "working-directory": "a" },
      { run: "npm run api:check -- --format github", "working-directory": "a" },
      { ...inAnyCase, run: "npm run api:contract -- --format github", "working-directory": "a" },
    ]);
  });

  test("has no text that GitHub would read as an expression or a pattern", async () => {
    const expression = ["$", "{{x}}"].join("");
    const made = workspace({ [`${expression}/package.json`]: project, [`${expression}/pets.yaml`]: pets });
    execFileSync("git", ["checkout", "-qb", `a+${expression}'"#`], { cwd: made.folder });
    await inFolder(made, expression, "--yes");
    const { on } = parse(made.read(".github/workflows/twinspec.yml")) as { on: object };
    expect(on).toEqual({ push: null, pull_request: null });
    expect(stepsOf(made).at(-1)).toMatchObject({ "working-directory": ["$", "{{ '$", "{{' }}x}}"].join("") });
  });

  test("is not written for a repository that is not on GitHub", async () => {
    const made = workspace({ "package.json": project, "pets.yaml": pets });
    execFileSync("git", ["remote", "add", "origin", "https://gitlab.com/a/b.git"], { cwd: made.folder });
    expect((await made.run("init", "--yes")).err).toContain("kept     .github/workflows/twinspec.yml: not written");
  });
});

describe("what init refuses, with nothing written", () => {
  test.each<[string, Record<string, string>, string[], number, string]>([
    ["no document", {}, [], 2, "error: there is no OpenAPI document below this folder\nhelp: name it: "],
    [
      "several documents",
      { "b.yaml": pets, "a.json": '{"swagger":"2.0"}' },
      [],
      2,
      "error: there are 2 documents: a.json, b.yaml\nhelp: name those of one API: ",
    ],
    [
      "a document that is not there",
      { "pets.yaml": pets },
      ["pet.yaml"],
      2,
      'error: "pet.yaml" does not exist\nhelp: these are documents: pets.yaml\n',
    ],
    ["a file that is none", { "a.json": "{}" }, ["a.json"], 2, 'error: "a.json" is not an OpenAPI document\n'],
    [
      "the folder itself as output",
      { "pets.yaml": pets },
      ["-o", "."],
      2,
      'error: "--output" must be a folder for the client alone, not ".": it is the folder of the project\n',
    ],
    ...[
      ["a document as output", "pets.yaml", "it is a file"],
      ["a folder below a file", "spec/pets.yaml/client", '"pets.yaml" is a file'],
      ["the folder of the documents", "spec", "the documents are in it"],
      ["a folder around the project", "..", "the project is in it"],
      ["no folder", "", "it is empty"],
    ].map(([what, output, why]): [string, Record<string, string>, string[], number, string] => [
      `${what} as output`,
      { "pets.yaml": pets, "spec/pets.yaml": pets },
      ["spec/pets.yaml", "-o", output!],
      2,
      `error: "--output" must be a folder for the client alone, not "${output}": ${why}\n`,
    ]),
    [
      "a name that npm refuses",
      { "pets.yaml": pets },
      ["--name", "A b"],
      2,
      'error: "A b" is not a valid name of an npm package\n',
    ],
    [
      "a name of no package",
      { "pets.yaml": pets },
      ["--name", "a", "--target", "source"],
      2,
      'error: "--name" is for a package',
    ],
    [
      "options beside settings",
      { "twinspec.yml": "" },
      ["--output", "c"],
      2,
      'error: twinspec.yml is there already, and says what "--output" is\n',
    ],
    ["an unknown option", {}, ["--yess"], 2, 'error: there is no option "--yess"\nhelp: did you mean "--yes"?\n'],
    [
      "a package.json that is no JSON",
      { "pets.yaml": pets, "package.json": '{\n  "a": 1,\n}' },
      [],
      1,
      "error: package.json:3:1 is not valid JSON: property name expected\n",
    ],
    [
      "scripts that are no object",
      { "pets.yaml": pets, "package.json": '{"scripts":[]}' },
      [],
      1,
      "error: `scripts` in package.json must be an object\n",
    ],
  ])("%s", async (_, files, args, code, message) => {
    const made = workspace(files);
    const before = made.files();
    const printed = await made.run("init", ...args);
    expect([printed.code, printed.err]).toEqual([code, expect.stringContaining(message)]);
    expect(made.files()).toEqual(before);
  });

  test("documents that git ignores, or that were built, are none", async () => {
    const made = workspace({ "pets.yaml": pets, "dist/a.yaml": pets, "tmp/b.yaml": pets, ".gitignore": "tmp\n" });
    await made.run("init", "--yes");
    expect(parse(made.read("twinspec.yaml"))).toMatchObject({ input: "pets.yaml" });
  });

  test("a file where a folder should be leaves no file behind", async () => {
    const made = workspace({ "package.json": project, "pets.yaml": pets, ".github": "" });
    const before = made.files().map((file) => [file, made.read(file)]);
    const { code, err } = await made.run("init", "--yes", "--ci", "github");
    expect([code, err]).toEqual([1, expect.stringMatching(/^error: nothing was written: \.github\/workflows: /)]);
    expect(made.files().map((file) => [file, made.read(file)])).toEqual(before);
  });
});

/** Answers the questions of `init`, each with keys once it is asked. */
async function asked(
  made: Workspace,
  given: Partial<Answers>,
  keys: readonly (readonly [question: string, keys: string])[],
) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  let shown = "";
  const open = [...keys];
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      shown += chunk.toString();
      const [next] = open;
      if (next && shown.includes(next[0])) {
        open.shift();
        shown = "";
        setTimeout(() => input.write(next[1]), 20);
      }
      done();
    },
  });
  Object.assign(output, { isTTY: true, columns: 100, rows: 40 });
  return ask(await surveyOf(made.folder), given, { input, output });
}

describe("on a terminal, init asks", () => {
  const enter = "\r";

  test("for what is not given, and proposes what it finds", async () => {
    const made = workspace({ "package.json": project, "spec/pets.yaml": pets });
    const answers = await asked(made, {}, [
      ["What is to be generated?", enter],
      ["Where to?", enter],
      ["What is the package called?", "-2\r"],
      ["Write a workflow", "n"],
    ]);
    expect(answers).toEqual({
      ...{ inputs: ["spec/pets.yaml"], target: "package", output: "pets-client", name: "pets-client-2" },
      ...{ ci: "none", tests: "none" },
    });
  });

  test("for another folder where there is a file", async () => {
    const made = workspace({ "pets.yaml": pets });
    const answers = await asked(made, { target: "source", ci: "none" }, [
      ["Where to?", `\u0015pets.yaml${enter}`],
      ["name a folder for the client alone: it is a file", `\u0015src/pets${enter}`],
    ]);
    expect(answers.output).toBe("src/pets");
  });

  test("whether the tests that it finds are to meet the mock", async () => {
    const devDependencies = '{ "devDependencies": { "vitest": "4" } }';
    const made = workspace({ "package.json": devDependencies, "pets.yaml": pets });
    const given = { target: "source", output: "src/api", ci: "none" } as const;
    const question = "Add a first test with the mock, and the reporter? The tests are run by vitest";
    expect((await asked(made, given, [[question, "\r"]])).tests).toBe("vitest");
    expect((await asked(made, given, [[question, "n"]])).tests).toBe("none");
  });

  test("which of several documents describe the API", async () => {
    const made = workspace({ "a.yaml": pets, "b.yaml": pets, "c.yaml": pets });
    const given = { target: "source", output: "src/api", ci: "none" } as const;
    const answers = await asked(made, given, [["Which documents", " \u001b[B\u001b[B \r"]]);
    expect(answers.inputs).toEqual(["a.yaml", "c.yaml"]);
  });

  test("for a document where it finds none, until there is one", async () => {
    const made = workspace({ "api/x.txt": "" });
    const given = { target: "source", output: "src/api", ci: "none" } as const;
    const answers = await asked(made, given, [
      ["Where is the document?", `nope${enter}`],
      ["there is no such file", `\u0015https://a.example/openapi.json${enter}`],
    ]);
    expect(answers.inputs).toEqual(["https://a.example/openapi.json"]);
  });

  test.each([
    ["Ctrl-C", "\u0003"],
    ["Escape", "\u001b"],
  ])("and nothing is written on %s", async (_, key) => {
    const made = workspace({ "package.json": project, "pets.yaml": pets });
    await expect(asked(made, {}, [["What is to be generated?", key]])).rejects.toThrow(Cancelled);
  });
});

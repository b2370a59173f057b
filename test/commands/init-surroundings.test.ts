import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { withReporter } from "../../generator/init/reporter.ts";
import { surveyOf } from "../../generator/init/survey.ts";
import { pets, petsWith, Workspace } from "./workspace.ts";

const opened: Workspace[] = [];

afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

function workspace(files: Readonly<Record<string, string>>): Workspace {
  const made = new Workspace(files);
  opened.push(made);
  execFileSync("git", ["init", "-q", "-b", "main"], { cwd: made.folder });
  return made;
}

const shop = (more: object = {}) => ({ "package.json": JSON.stringify({ name: "shop", ...more }) });

/** The runs of the steps of a job. */
function runsOf(made: Workspace): string[] {
  const { jobs } = parse(made.read(".github/workflows/twinspec.yml")) as {
    jobs: { check: { steps: { run?: string }[] } };
  };
  return jobs.check.steps.flatMap(({ run }) => run ?? []);
}

describe("the test runner is found", () => {
  const vitest = { devDependencies: { vitest: "^4.0.0" } };
  test.each<[what: string, files: Readonly<Record<string, string>>, found: object | undefined]>([
    ["by what is installed", shop(vitest), { name: "vitest" }],
    ["by its script", shop({ scripts: { test: "vitest run" } }), { name: "vitest", script: "test" }],
    [
      "by its script, before what is installed",
      shop({ scripts: { test: "tsx --test" }, ...vitest }),
      { name: "node", script: "test" },
    ],
    [
      "with the script of another name that runs it",
      shop({ scripts: { test: "npm-run-all", "test:unit": "vitest" }, ...vitest }),
      { name: "vitest", script: "test:unit" },
    ],
    ["Jest, by its settings in the package.json", shop({ jest: {} }), { name: "jest" }],
    ["Jest, by its configuration", { ...shop(), "jest.config.cjs": "" }, { name: "jest" }],
    ["node:test", shop({ scripts: { unit: "node --test test/" } }), { name: "node", script: "unit" }],
    ["none, of which nothing says anything", shop({ scripts: { test: "mocha" } }), undefined],
  ])("%s", async (_, files, found) => {
    const made = workspace({ ...files, "pets.yaml": pets });
    expect((await surveyOf(made.folder)).tests).toEqual(found);
  });

  test("at the top of the workspace", async () => {
    const made = workspace({ ...shop({ workspaces: ["a"], ...vitest }), "a/package.json": "{}", "a/pets.yaml": pets });
    expect((await surveyOf(join(made.folder, "a"))).tests).toEqual({ name: "vitest" });
  });
});

describe("vitest gets", () => {
  const listing = petsWith("/pets/{petId}:", "/pets:").replace(/ {6}parameters:\n.*\n/, "");

  test("a fixture, a first test that calls an operation, and the reporter", async () => {
    const made = workspace({
      ...shop({ devDependencies: { vitest: "4" } }),
      "pets.yaml": listing,
      "tsconfig.json": "{}",
      "tests/x.test.ts": "",
    });
    const { err } = await made.run("init", "--yes");
    expect(err).toContain(`created  vitest.config.ts: the reporter that tells what tests exercise
created  tests/pets-mock.ts: a mock and a client for tests
created  tests/pets.test.ts: a first test
`);
    expect(made.read("tests/pets.test.ts")).toBe(`import { expect } from "vitest";
import { test } from "./pets-mock";

test("the API responds", async ({ client, mock }) => {
  const { response } = await client.getPet();

  expect(response.ok).toBe(true);
  expect(mock.requests.map((request) => request.operation?.name)).toEqual(["getPet"]);
});
`);
    expect(JSON.parse(made.read("package.json"))).toMatchObject({
      scripts: { "api:coverage": "twinspec coverage report coverage/contract", "api:test": "vitest run" },
    });
    expect(runsOf(made).slice(-2)).toEqual([
      "npm run api:test",
      'npm --silent run api:coverage -- --format markdown >> "$GITHUB_STEP_SUMMARY"',
    ]);
    const before = made.files().map((file) => [file, made.read(file)]);
    expect((await made.run("init", "--yes")).err).toContain("nothing is left to do\n");
    expect(made.files().map((file) => [file, made.read(file)])).toEqual(before);
  });

  test("files in JavaScript where the project is, and the client as source files by their path", async () => {
    const made = workspace({ ...shop({ scripts: { test: "vitest" } }), "pets.yaml": pets });
    await made.run("init", "--yes", "--target", "source");
    expect(made.read("test/pets-mock.js")).toContain('import { createClient } from "../src/pets-client/index.js";\n');
    expect(made.read("test/pets.test.js")).toContain('import { test } from "./pets-mock.js";\n');
    expect(made.files()).not.toContain("test/pets-mock.ts");
  });

  test("nothing of it with --tests none, and all of it, beside settings that are there, with --tests vitest", async () => {
    const settings = "input: pets.yaml\noutput: api/pets\npackage: { name: '@me/pets' }\n";
    const made = workspace({
      ...shop({ devDependencies: { vitest: "4" } }),
      "pets.yaml": listing,
      "twinspec.yaml": settings,
    });
    expect((await made.run("init", "--yes")).err).not.toContain("vitest.config.ts");
    expect((await made.run("init", "--tests", "none")).err).not.toContain("vitest.config.ts");
    expect((await made.run("init", "--tests", "vitest")).code).toBe(0);
    expect(made.read("test/pets-mock.js")).toContain('import { createClient } from "@me/pets";\n');
    expect(made.read("test/pets.test.js")).toContain("client.getPet();\n");
  });

  test("no file in place of one that is there, and is told of a configuration that it must change itself", async () => {
    const own = 'import shared from "./shared";\n\nexport default shared;\n';
    const made = workspace({
      ...shop({ devDependencies: { vitest: "4" } }),
      "pets.yaml": pets,
      "vitest.config.mts": own,
      "test/pets-mock.js": "mine",
    });
    const { err } = await made.run("init", "--yes");
    expect(err).toContain(
      'kept     vitest.config.mts: stays; add "twinspec/vitest/reporter" to test.reporters, which tells what tests exercise\n',
    );
    expect([made.read("vitest.config.mts"), made.read("test/pets-mock.js")]).toEqual([own, "mine"]);
  });

  const both = '["default", "twinspec/vitest/reporter"]';
  test.each([
    ["export default {};\n", `export default { test: { reporters: ${both} } };\n`],
    [
      'import { defineConfig } from "vitest/config";\nexport default defineConfig({\n  plugins: [react()],\n});\n',
      `import { defineConfig } from "vitest/config";\nexport default defineConfig({\n  test: { reporters: ${both} },\n  plugins: [react()],\n});\n`,
    ],
    [
      "export default defineConfig({ test: { globals: true } });",
      `export default defineConfig({ test: { reporters: ${both}, globals: true } });`,
    ],
    [
      'export default { test: { reporters: ["dot", ["junit", { outputFile: "a.xml" }]], } };',
      'export default { test: { reporters: ["dot", ["junit", { outputFile: "a.xml" }], "twinspec/vitest/reporter"], } };',
    ],
    [
      "export default { test: { reporters: 'dot' } };",
      "export default { test: { reporters: ['dot', \"twinspec/vitest/reporter\"] } };",
    ],
    [
      "export default {\r\n\ttest: {\r\n\t\tglobals: true,\r\n\t},\r\n};\r\n",
      `export default {\r\n\ttest: {\r\n\t\treporters: ${both},\r\n\t\tglobals: true,\r\n\t},\r\n};\r\n`,
    ],
    ["export default mergeConfig(base, { test: {} });", undefined],
    ["export default defineConfig(({ mode }) => ({ test: {} }));", undefined],
    ["export default { test: { ...base } };", undefined],
    ["export default { test: { reporters } };", undefined],
    ["module.exports = {};", undefined],
  ])("the reporter beside what its configuration has: %j", async (text, wanted) => {
    expect(await withReporter(text)).toBe(wanted);
  });
});

test.each([
  ["jest", { scripts: { test: "jest" } }],
  ["node", { scripts: { test: "node --test" } }],
])("%s meets a mock beside it, and gets no files", async (_, description) => {
  const made = workspace({ ...shop(description), "pets.yaml": pets });
  const { err } = await made.run("init", "--yes");
  expect(err).not.toMatch(/test\/|config/);
  expect(JSON.parse(made.read("package.json"))).toMatchObject({
    scripts: { "api:coverage": "twinspec coverage report http://127.0.0.1:4010" },
  });
  expect(runsOf(made).slice(-3).join("\n")).toMatch(
    /^npm run api:mock .* &\ncurl .*\n\nnpm run test\nnpm --silent run/,
  );
});

describe("in a workspace", () => {
  test.each<[what: string, files: Readonly<Record<string, string>>, found: string]>([
    ["of npm", shop({ workspaces: ["packages/*"] }), "npm, a workspace, no test runner"],
    [
      "of Yarn",
      { ...shop({ workspaces: { packages: ["packages/*"] } }), "yarn.lock": "" },
      "yarn, a workspace, no test runner",
    ],
    [
      "of pnpm, with nothing installed yet",
      { ...shop(), "pnpm-workspace.yaml": "packages: [packages/*]\n" },
      "pnpm, a workspace, no test runner",
    ],
    [
      "of Turborepo",
      { ...shop({ workspaces: ["packages/*"] }), "turbo.json": "{}" },
      "npm, a workspace, Turborepo, no test runner",
    ],
    [
      "of Nx",
      { ...shop({ workspaces: ["packages/*"], packageManager: "pnpm@10.0.0" }), "nx.json": "{}" },
      "pnpm, a workspace, Nx, no test runner",
    ],
  ])("%s, a client at its top is one of its packages", async (_, files, found) => {
    const made = workspace({ ...files, "pets.yaml": pets });
    expect((await made.run("init", "--yes")).err).toContain(`found    ${found}\n`);
    expect(parse(made.read("twinspec.yaml"))).toMatchObject({ output: "packages/pets-client" });
  });

  const member = { "packages/shop/package.json": '{ "name": "shop" }', "packages/shop/pets.yaml": pets };

  async function initMember(made: Workspace, ...args: string[]) {
    const below = { folder: join(made.folder, "packages/shop") };
    return (Object.assign(Object.create(Workspace.prototype), below) as Workspace).run("init", "--yes", ...args);
  }

  test("Turborepo gets tasks, and its comments stay", async () => {
    const turbo = '{\n  // ours\n  "tasks": {\n    "build": {}\n  }\n}\n';
    const made = workspace({ ...shop({ workspaces: ["packages/*"] }), "turbo.json": turbo, ...member });
    expect((await initMember(made)).err).toContain(
      "extended ../../turbo.json: the tasks api:generate, api:check for Turborepo\n",
    );
    expect(made.read("turbo.json")).toBe(`{
  // ours
  "tasks": {
    "build": {},
    "api:generate": {
      "outputs": [
        "pets-client/**",
        "twinspec.lock.yaml"
      ]
    },
    "api:check": {}
  }
}
`);
    expect((await initMember(made)).err).toContain("nothing is left to do");
  });

  test("Turborepo of version 1, and a project at the top, have names of their own", async () => {
    const made = workspace({ ...shop({ workspaces: ["a/*"] }), "turbo.json": '{ "pipeline": {} }', "pets.yaml": pets });
    await made.run("init", "--yes");
    expect(JSON.parse(made.read("turbo.json"))).toEqual({
      pipeline: { "//#api:generate": { outputs: ["a/pets-client/**", "twinspec.lock.yaml"] }, "//#api:check": {} },
    });
  });

  test("Nx gets defaults for its targets", async () => {
    const made = workspace({ ...shop({ workspaces: ["packages/*"] }), "nx.json": "{}", ...member });
    await initMember(made);
    expect(JSON.parse(made.read("nx.json"))).toEqual({
      targetDefaults: {
        "api:generate": { cache: true, outputs: ["{projectRoot}/pets-client", "{projectRoot}/twinspec.lock.yaml"] },
        "api:check": { cache: true },
      },
    });
  });

  test.each([
    ["turbo.json", "tasks", "", "/**"],
    ["nx.json", "targetDefaults", "{projectRoot}/", ""],
  ])("a second package has its outputs in the task of %s, too, and what people wrote stays", async (...given) => {
    const [file, section, start, end] = given;
    const theirs = { [section]: { "api:generate": { dependsOn: ["docs"], outputs: ["docs/api.html"] } } };
    const made = workspace({
      ...shop({ workspaces: ["packages/*"] }),
      [file]: JSON.stringify(theirs),
      ...member,
    });
    const { err } = await initMember(made);
    expect(err).toContain(`extended ../../${file}: the tasks api:check for `);
    expect(err).toContain("; the outputs of api:generate\n");
    expect(JSON.parse(made.read(file))).toMatchObject({
      [section]: {
        "api:generate": {
          dependsOn: ["docs"],
          outputs: ["docs/api.html", `${start}pets-client${end}`, `${start}twinspec.lock.yaml`],
        },
      },
    });
    expect((await initMember(made)).err).toContain("nothing is left to do");
  });

  test("documents outside of the package are in no task, whose result would be kept although they change", async () => {
    const made = workspace({
      ...shop({ workspaces: ["packages/*"] }),
      "turbo.json": "{}",
      "packages/shop/package.json": "{}",
      "spec/pets.yaml": pets,
    });
    const below = { folder: join(made.folder, "packages/shop") };
    const inside = Object.assign(Object.create(Workspace.prototype), below) as Workspace;
    expect((await inside.run("init", "../../spec/pets.yaml", "--yes")).err).toContain(
      "kept     ../../turbo.json: has no tasks for Turborepo, as the documents are not in the package\n",
    );
    expect(made.read("turbo.json")).toBe("{}");
  });

  test("settings of a task runner that are no JSON stay as they are", async () => {
    const made = workspace({ ...shop({ workspaces: ["packages/*"] }), "turbo.json": "{ nope", ...member });
    expect((await initMember(made)).err).toContain(
      "kept     ../../turbo.json: is not as expected, and gets no tasks\n",
    );
    expect(made.read("turbo.json")).toBe("{ nope");
  });
});

import { afterEach, describe, expect, test } from "vitest";
import { pets, Workspace } from "./workspace.ts";

const opened: Workspace[] = [];

afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

function workspace(files: Readonly<Record<string, string>>): Workspace {
  const made = new Workspace({ "pets.yaml": pets, ...files });
  opened.push(made);
  return made;
}

/** The line after the verdict, if there is one. */
async function step(files: Readonly<Record<string, string>>, ...args: string[]): Promise<string | undefined> {
  const { code, err } = await workspace(files).run("generate", ...args);
  expect(code).toBe(0);
  return /^next.*$/m.exec(err)?.[0];
}

const app = (more: object = {}) => ({ "package.json": JSON.stringify({ name: "app", ...more }) });
const named = 'then import { createClient } from "client"';
const line = (text: string) => `${text}, ${named}`;

describe("after generate comes the next step", () => {
  test.each<[what: string, files: Readonly<Record<string, string>>, output: string, expected: string | undefined]>([
    ["the folder of the package, not its name", app(), "client", line("next: npm install ./client")],
    ["a folder below", app(), "src/client", line("next: npm install ./src/client")],
    [
      "the package.json that is nearest",
      { ...app(), "apps/web/package.json": "{}" },
      "apps/web/client",
      line("next in apps/web: npm install ./client"),
    ],
    ["pnpm, by its lock file", { ...app(), "pnpm-lock.yaml": "" }, "client", line("next: pnpm add file:./client")],
    ["yarn", { ...app(), "yarn.lock": "" }, "client", line("next: yarn add file:./client")],
    [
      "yarn from version 2 on",
      { ...app({ packageManager: "yarn@4.9.1" }), "yarn.lock": "" },
      "src/client",
      line("next: yarn add client@portal:./src/client"),
    ],
    [
      "the package manager of the workspace that the project is in",
      { "package.json": "{}", "pnpm-lock.yaml": "", ".git/HEAD": "", "apps/web/package.json": "{}" },
      "apps/web/client",
      line("next in apps/web: pnpm add file:./client"),
    ],
    [
      "the top of a workspace, where pnpm and Yarn 1 ask whether it is meant",
      { ...app(), "pnpm-workspace.yaml": 'packages: ["packages/*"]\n', "pnpm-lock.yaml": "" },
      "client",
      line("next: pnpm add -w file:./client"),
    ],
    ["a folder with a space", app(), "my app/client", line('next: npm install "./my app/client"')],
    ["bun", { ...app(), "bun.lock": "" }, "client", line("next: bun add ./client")],
    [
      "a workspace, which is linked",
      app({ workspaces: ["packages/*"] }),
      "packages/client",
      "next: npm install, as packages/client is a workspace",
    ],
    [
      "a workspace of pnpm",
      { ...app(), "pnpm-workspace.yaml": 'packages: ["packages/*"]\n', "pnpm-lock.yaml": "" },
      "packages/client",
      "next: pnpm install, as packages/client is a workspace",
    ],
    [
      "a folder that is no workspace",
      app({ workspaces: ["packages/*"] }),
      "packages/a/client",
      line("next: npm install ./packages/a/client"),
    ],
    ["nothing where it is installed", app({ dependencies: { client: "file:client" } }), "client", undefined],
    ["nothing where it is for development", app({ devDependencies: { client: "file:client" } }), "client", undefined],
  ])("%s", async (_, files, output, expected) => {
    expect(await step(files, "pets.yaml", "-o", output)).toBe(expected);
  });

  test("outside of any project: once, by the whole path", async () => {
    const here = workspace({ ".git/HEAD": "" });
    const first = await here.run("generate", "pets.yaml", "-o", "client");
    expect(first.err).toContain(line(`\nnext in your project: npm install ${here.folder}/client`));
    expect((await here.run("generate", "pets.yaml", "-o", "client")).err).not.toContain("next");
  });

  test("for source files: the packages that they import", async () => {
    const source = { "twinspec.yaml": "input: pets.yaml\noutput: src/api\ntarget: source\n" };
    expect(await step({ ...source, ...app() })).toBe("next: npm install openapi-fetch");
    expect(await step({ ...source, ...app({ dependencies: { "openapi-fetch": "^0.17.0" } }) })).toBeUndefined();
  });

  test("not for programs", async () => {
    expect(await step(app(), "pets.yaml", "-o", "client", "--format", "json")).toBeUndefined();
  });
});

describe("package.json", () => {
  const settings = "input: pets.yaml\noutput: client\n";
  const described = async (more: string): Promise<Record<string, unknown>> => {
    const here = workspace({ "twinspec.yaml": `${settings}${more}` });
    expect(await here.run("generate")).toMatchObject({ code: 0 });
    return JSON.parse(here.read("client/package.json")) as Record<string, unknown>;
  };

  test("is private until a name is configured, or as the settings say", async () => {
    expect(await described("")).toMatchObject({ name: "client", private: true });
    expect(await described("package: { name: '@me/pets' }\n")).not.toHaveProperty("private");
    expect(await described("package: { name: '@me/pets', private: true }\n")).toHaveProperty("private", true);
    expect(await described("package: { private: false }\n")).not.toHaveProperty("private");
  });

  test("has licence and repository as package.json spells them", async () => {
    expect(await described("package: { license: MIT, repository: 'github:me/pets' }\n")).toMatchObject({
      license: "MIT",
      repository: "github:me/pets",
    });
    const directory = "package: { repository: { url: 'https://a.test/me/pets.git', directory: client } }\n";
    expect((await described(directory))["repository"]).toEqual({
      type: "git",
      url: "https://a.test/me/pets.git",
      directory: "client",
    });
    const { code, err } = await workspace({ "twinspec.yaml": `${settings}package: { licence: MIT }\n` }).run(
      "generate",
    );
    expect(code).toBe(1);
    expect(err).toContain('did you mean "license"?');
  });
});

test("a document's name begins no line of its own where the lock is named, nor does an output's in check", async () => {
  const here = workspace({ "a\n::error::x.yaml": pets });
  const { code, err } = await here.run("generate", "a\n::error::x.yaml", "-o", "client\n::error::y");
  expect([code, err]).toEqual([0, expect.stringContaining("names are kept in twinspec.a\ufffd::error::x.lock.yaml")]);
  const checked = await here.run("check", "a\n::error::x.yaml", "-o", "gone\n::error::y");
  expect([checked.code, checked.out]).toEqual([1, expect.stringContaining("missing: gone\ufffd::error::y")]);
  for (const format of [[], ["--format", "github"]]) {
    const { out } = await here.run("check", "a\n::error::x.yaml", "-o", "gone\n::error::y", ...format);
    expect(`${err}${checked.out}${checked.err}${out}`).not.toMatch(/^::error::/m);
  }
});

describe("what an input cannot be", () => {
  const message = "must be a file, a folder, a glob, or an http or https URL, not";

  test.each([
    ["nothing", '""'],
    ["a URL of another kind", "ftp://files.test/api.yaml"],
    ["a URL of a file", "file:///api.yaml"],
  ])("%s, in the settings", async (_, input) => {
    const { code, err } = await workspace({ "twinspec.yaml": `input: ${input}\noutput: client\n` }).run("generate");
    expect(code).toBe(1);
    expect(err).toContain(`twinspec.yaml:1:8 error settings: "input" ${message} "${input.replaceAll('"', "")}"`);
    const inList = await workspace({ "twinspec.yaml": `input: [pets.yaml, ${input}]\noutput: c\n` }).run("generate");
    expect(inList.err).toContain(message);
  });

  test.each(["", "ftp://files.test/api.yaml"])("%j, on the command line", async (input) => {
    const { code, err } = await workspace({}).run("generate", input, "-o", "client");
    expect(code).toBe(2);
    expect(err).toContain(`"${input}" is not a file, a folder, a glob, or an http or https URL`);
  });

  test("left out beside a package.json, where everything below would be one API", async () => {
    const here = workspace({ ...app(), "twinspec.yaml": "output: client\n", "openapi.yaml": pets });
    const { code, err } = await here.run("generate");
    expect(code).toBe(1);
    expect(err).toContain("twinspec.yaml error settings: `input` is missing");
    expect(err).toContain("help: add `input: openapi.yaml`");
  });

  test("left out elsewhere, it is every document in the folder", async () => {
    expect(await workspace({ "twinspec.yaml": "output: client\n" }).run("generate")).toMatchObject({ code: 0 });
  });
});

test("a fault of the command line that does not exist is a mistake of usage", async () => {
  const { code, err } = await workspace({}).run("mock", "pets.yaml", "--fault", "nonsense");
  expect(code).toBe(2);
  expect(err).toContain('error: "--fault": there is no fault "nonsense"');
});

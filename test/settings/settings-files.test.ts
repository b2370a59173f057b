import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readSettings } from "../../generator/entry.ts";
import { pets, Workspace } from "../commands/workspace.ts";

const opened: Workspace[] = [];

function workspace(files: Readonly<Record<string, string>>): Workspace {
  const made = new Workspace({ "pets.yaml": pets, ...files });
  opened.push(made);
  return made;
}

afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

describe("settings are found", () => {
  test.each([
    ["twinspec.yaml", "input: pets.yaml\n"],
    ["twinspec.yml", "input: [pets.yaml]\n"],
    ["twinspec.json", '{ "$schema": "settings.schema.json", "input": "pets.yaml" }'],
  ])("in %s, with one input or a list of them", async (name, text) => {
    const { code, out } = await workspace({ [name]: text }).run("inspect");
    expect(code).toBe(0);
    expect(out).toContain("getPet  GET /pets/{petId}");
  });

  test("below spec/, in a file of any of these names", async () => {
    const here = workspace({
      "spec/a/twinspec.yml": "input: ../../pets.yaml\nroot: ../..\n",
      "spec/b/twinspec.json": '{ "input": "../../pets.yaml", "root": "../.." }',
    });
    const { out } = await here.run("inspect");
    expect(out.match(/^spec\/.: .*$/gm)).toEqual([
      "spec/a: Pets 1, 1 operation, 1 schema",
      "spec/b: Pets 1, 1 operation, 1 schema",
    ]);
  });

  test.each(["twinspec.yaml", "twinspec.yml"])("and %s is no document, whatever it holds", async (name) => {
    const { code, err } = await workspace({ [name]: "names:\n  openapi: getPet\n" }).run("inspect");
    expect(code).toBe(0);
    expect(err).not.toContain("not-openapi");
  });
});

test.each([
  ["twinspec.yaml", "input: pets.yaml\npackage: { name: a, name: b }\n", "2:21"],
  [
    "twinspec.yaml",
    "client:\n  servers:\n    us: { url: 'https://a.test' }\n    us: { url: 'https://b.test' }\n",
    "4:5",
  ],
  ["twinspec.json", '{\n  "package": { "name": "a", "name": "b" }\n}', "2:29"],
])("a key that %s has twice below another one is shown where it is", async (name, text, place) => {
  const { code, err } = await workspace({ [name]: text }).run("inspect");
  expect(code).toBe(1);
  expect(err).toMatch(new RegExp(`^${name}:${place} error settings: the key "\\w+" occurs twice\n`));
});

describe("a setting under its former name", () => {
  const written = "input: pets.yaml\nmock: { oauth: { answerScope: false } }\n";

  test("is understood, and the warning names the new one", () => {
    const here = workspace({ "twinspec.yaml": written });
    const { settings, diagnostics } = readSettings(join(here.folder, "twinspec.yaml"), here.folder);
    expect(settings?.mock.oauth.responseScope).toBe(false);
    const [{ code, severity, message, at, help } = {}, ...others] = diagnostics.all;
    expect(others).toEqual([]);
    expect({ code, severity, message, line: at?.line, column: at?.column, help }).toEqual({
      code: "setting-renamed",
      severity: "warning",
      message: '"mock.oauth.answerScope" is now called "mock.oauth.responseScope"',
      line: 2,
      column: 18,
      help: "rename it",
    });
  });

  test.each([
    ["", [], 0, "twinspec.yaml:2:18 warning setting-renamed: "],
    ["", ["--strict"], 1, "twinspec.yaml:2:18 error setting-renamed: "],
    ["severity: { setting-renamed: off }\n", ["--strict"], 0, ""],
  ] as const)("is a warning as any other: with %j and %j", async (more, args, code, err) => {
    const printed = await workspace({ "twinspec.yaml": `${written}${more}` }).run("inspect", ...args);
    expect(printed.code).toBe(code);
    expect(printed.err.split("setting-renamed: ").length - 1).toBe(err === "" ? 0 : 1);
    expect(printed.err).toContain(err);
  });
});

describe("what a person wrote for the package", () => {
  const files = {
    "twinspec.yaml":
      "input: pets.yaml\noutput: client\npackage: { name: pets, readme: docs/start.md, examples: demo }\n",
    "docs/start.md": '## Pets first\r\n\n```ts\nimport { createClient } from "pets";\n```\n',
    "demo/list.ts": "export const a = 1;\n",
    "demo/more/b.ts": "export const b = 1;\n",
    "demo/.hidden": "no",
  };

  test("begins its README and is copied as its examples, and is watched by check", async () => {
    const here = workspace(files);
    expect((await here.run("generate")).code).toBe(0);
    const readme = here.read("client/README.md");
    expect(readme).toMatch(
      /^# pets\n\nTyped client for Pets, version 1: .*\n\n## Pets first\n\n```ts\nimport [\s\S]*?## Getting started\n/s,
    );
    expect(readme).not.toContain("\r");
    expect(here.read("client/examples/more/b.ts")).toBe(files["demo/more/b.ts"]);
    expect(here.read("client/examples/list.ts")).toBe(files["demo/list.ts"]);
    const { files: packed } = JSON.parse(here.read("client/package.json")) as { files: string[] };
    expect(packed).toContain("examples");
    expect((await here.run("check")).code).toBe(0);
    here.write("demo/list.ts", "export const a = 2;\n");
    expect((await here.run("check")).code).toBe(1);
    expect((await here.run("generate")).code).toBe(0);
    expect(here.read("client/examples/list.ts")).toBe("export const a = 2;\n");
  });

  test.each([
    ["readme", "docs", 'twinspec.yaml:2:20 error settings: "docs" is not a file that can be read'],
    ["readme", "none.md", 'twinspec.yaml:2:20 error settings: "none.md" is not a file that can be read'],
    ["examples", "none", 'twinspec.yaml:2:22 error settings: "none" is not a folder that can be read'],
    ["examples", "pets.yaml", 'twinspec.yaml:2:22 error settings: "pets.yaml" is not a folder that can be read'],
  ])("is an error where %s: %s cannot be read", async (key, path, message) => {
    const text = `input: pets.yaml\npackage: { ${key}: ${path} }\n`;
    const { code, err } = await workspace({ ...files, "twinspec.yaml": text }).run("inspect");
    expect(code).toBe(1);
    expect(err).toContain(message);
  });
});

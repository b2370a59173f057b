import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { pets, Workspace } from "../commands/workspace.ts";

const opened: Workspace[] = [];
const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

afterEach(() => {
  vi.unstubAllEnvs();
  for (const made of opened.splice(0)) made.dispose();
});

/** A script that puts a line before every TypeScript file of a folder, and says what it was given. */
const script = `
const { readdirSync, readFileSync, writeFileSync, appendFileSync } = require("node:fs");
const { join } = require("node:path");
const [folder] = process.argv.slice(-1);
appendFileSync("calls.txt", JSON.stringify(process.argv.slice(2).map((each) => each === folder ? "FOLDER" : each)) + "\\n");
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
  if (name.endsWith(".ts")) writeFileSync(join(folder, name), process.env.LINE + "\\n" + readFileSync(join(folder, name), "utf8"));
`;

function workspace(postProcess: string, files: Readonly<Record<string, string>> = {}): Workspace {
  const settings = `input: pets.yaml\noutput: src/api\ntarget: source\npostProcess: ${postProcess}\n`;
  const made = new Workspace({ "pets.yaml": pets, "twinspec.yaml": settings, "format.cjs": script, ...files });
  vi.stubEnv("LINE", "// formatted");
  opened.push(made);
  return made;
}

async function expectGood(here: Workspace, ...args: [string, ...string[]]): Promise<void> {
  expect(await here.run(...args)).toMatchObject({ code: 0 });
}

describe("postProcess", () => {
  test("runs a command before the files are written, and check compares after it", async () => {
    const here = workspace("node format.cjs --some 'two words'");
    await expectGood(here, "generate");
    expect(here.read("src/api/index.ts")).toMatch(/^\/\/ formatted\n\/\/ Generated/);
    expect(here.read("calls.txt")).toBe('["--some","two words","FOLDER"]\n');
    await expectGood(here, "check", "--full");
    await expectGood(here, "generate");
    expect(here.files().filter((path) => path.includes(".twinspec-"))).toEqual([]);

    here.write("src/api/index.ts", here.read("src/api/index.ts").replace("// formatted\n", ""));
    const { code, out } = await here.run("check");
    expect(code).toBe(1);
    expect(out).toContain("+// formatted");
  });

  test("whose result is another one now makes the files stale", async () => {
    const here = workspace("node format.cjs");
    await expectGood(here, "generate");
    vi.stubEnv("LINE", "// otherwise");
    expect(await here.run("check", "--full")).toMatchObject({ code: 1 });
    // as the formatter's own run over the whole project leaves them
    for (const path of here.files().filter((each) => each.startsWith("src/api/") && each.endsWith(".ts")))
      here.write(path, here.read(path).replace("// formatted", "// otherwise"));
    await expectGood(here, "check");
    await expectGood(here, "generate");
  });

  test("that the settings have no longer makes the files stale", async () => {
    const here = workspace("node format.cjs");
    await expectGood(here, "generate");
    here.write("twinspec.yaml", "input: pets.yaml\noutput: src/api\ntarget: source\n");
    expect(await here.run("check")).toMatchObject({ code: 1 });
  });

  test("takes several commands, one after the other, and a place for the folder", async () => {
    const here = workspace('["node format.cjs", "node format.cjs first {folder}"]');
    await expectGood(here, "generate");
    expect(here.read("src/api/index.ts")).toMatch(/^(?:\/\/ formatted\n){2}\/\/ Generated/);
    expect(here.read("calls.txt")).toBe('["FOLDER"]\n["first","FOLDER"]\n');
  });

  test("has no shell", async () => {
    const here = workspace("node format.cjs $HOME ; touch pwned && touch pwned");
    await expectGood(here, "generate");
    expect(here.read("calls.txt")).toBe('["$HOME",";","touch","pwned","&&","touch","pwned","FOLDER"]\n');
    expect(here.files()).not.toContain("pwned");
  });

  test.each([
    [
      "node fail.cjs",
      'the command "node fail.cjs" of `postProcess` fails: it ends with 3: no such thing; at all',
      undefined,
    ],
    ["no-such-program", 'the command "no-such-program" of `postProcess` fails: there is no program', "install it"],
    ["prettier", 'the command "prettier" of `postProcess` fails: there is no', "npm install --save-dev prettier"],
  ])("that fails (%s) is told, and nothing is written", async (command, message, help) => {
    const here = workspace(command, { "fail.cjs": 'console.error("no such thing\\n\\n  at all"); process.exit(3);' });
    const before = here.files();
    const path = process.env["PATH"];
    // without the programs of this project
    process.env["PATH"] = join(process.execPath, "..");
    const { code, err } = await here.run("generate").finally(() => (process.env["PATH"] = path));
    expect(code).toBe(1);
    expect(err).toContain(`twinspec.yaml error post-process-failed: ${message}`);
    if (help !== undefined) expect(err).toContain(`help: ${help}`);
    expect(err).toMatch(/: nothing was written\n$/);
    expect(here.files()).toEqual(before);
  });

  test("biome lays out as the project has it configured", async () => {
    const biome = JSON.stringify({ formatter: { indentStyle: "tab", lineWidth: 60 } });
    const here = workspace("biome", { "biome.json": biome, "package.json": '{ "type": "module" }' });
    mkdirSync(join(here.folder, "node_modules"));
    symlinkSync(join(modules, "@biomejs"), join(here.folder, "node_modules/@biomejs"));
    await expectGood(here, "generate");
    expect(here.read("src/api/client.ts")).toMatch(/^\t\S/m);
    await expectGood(here, "check", "--full");
    // its own run over the project changes nothing
    const contents = () => {
      const paths = here.files().filter((path) => path.startsWith("src/"));
      return Object.fromEntries(paths.map((path) => [path, here.read(path)]));
    };
    const written = contents();
    const command = [join(modules, "@biomejs/biome/bin/biome"), "format", "--write", "src"];
    execFileSync(process.execPath, command, { cwd: here.folder, stdio: "ignore" });
    expect(contents()).toEqual(written);
  });

  test.each([
    ["breaks", "writeFileSync(file, '{')"],
    ["removes", "rmSync(file)"],
    ["sorts", "writeFileSync(file, JSON.stringify(Object.fromEntries(Object.entries(read()).sort())))"],
  ])("a command that %s the manifest does no harm", async (_, statement) => {
    const breaking = `
const { readFileSync, rmSync, writeFileSync } = require("node:fs");
const file = require("node:path").join(process.argv.at(-1), "twinspec.manifest.json");
const read = () => JSON.parse(readFileSync(file, "utf8"));
${statement};
`;
    const here = workspace("node break.cjs", { "break.cjs": breaking });
    await expectGood(here, "generate");
    await expectGood(here, "check");
    await expectGood(here, "check", "--full");
    expect((await here.run("generate")).err).toContain("nothing changed");
  });
});

describe("what git ignores", () => {
  const settings = "input: pets.yaml\noutput: client\n";
  const folder = (ignored: string, more = ""): Workspace =>
    workspace("biome", { ".gitignore": ignored, "twinspec.yaml": `${settings}${more}` });
  const repository = (ignored: string, more?: string): Workspace => {
    const here = folder(ignored, more);
    execFileSync("git", ["init", "--quiet"], { cwd: here.folder });
    return here;
  };

  test("is told, with the rule and its place", async () => {
    const here = repository("node_modules/\n# built\nclient/\n");
    const { code, err } = await here.run("generate");
    expect(code).toBe(0);
    expect(err).toMatch(
      /^\.gitignore:3:?\S* warning output-ignored: git ignores all \d+ files of "client": no commit/m,
    );
    expect(err).toContain("the rule is `client/`");
    expect(await here.run("generate", "--strict")).toMatchObject({ code: 1 });
  });

  test("is told where it is a part", async () => {
    const here = repository("schemas/\n");
    const { err } = await here.run("generate");
    expect(err).toMatch(/git ignores 1 of \d+ files of "client", such as "esm\/schemas\/Pet.d.ts": no commit/);
  });

  test.each([
    ["client/\n", "!/client/"],
    ["*.d.ts\n", "!/client/**"],
    ["schemas/\n", "!/client/**"],
  ])("%j is mended by the exception that is named", async (rule, exception) => {
    const here = repository(rule);
    expect((await here.run("generate")).err).toContain(`add \`${exception}\` below it`);
    here.write(".gitignore", `${rule}${exception}\n`);
    expect((await here.run("generate")).err).not.toContain("ignore");
  });

  test("is not told where the settings say so, nothing is ignored, or there is no repository", async () => {
    const meant = repository("client/\n", "severity: { output-ignored: off }\n");
    expect((await meant.run("generate", "--strict")).err).not.toContain("ignore");
    const clean = repository("dist/\n");
    expect((await clean.run("generate")).err).not.toContain("ignore");
    const none = folder("client/\n");
    expect((await none.run("generate")).err).not.toContain("ignore");
  });
});

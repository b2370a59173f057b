import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Workspace } from "./workspace.ts";

/** A document with an operation a path, and a schema and a tag for each. */
function document(operations: Readonly<Record<string, string>>): string {
  const paths = Object.fromEntries(
    Object.entries(operations).map(([path, operationId]) => {
      const schema = { $ref: `#/components/schemas/${path.slice(1)}` };
      const responses = { 200: { description: "Good", content: { "application/json": { schema } } } };
      return [path, { get: { operationId, tags: [path.slice(1)], responses } }];
    }),
  );
  const schemas = Object.fromEntries(
    Object.keys(operations).map((path) => [
      path.slice(1),
      { type: "object", properties: { [path]: { type: "string" } } },
    ]),
  );
  return JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths, components: { schemas } });
}

let here: Workspace;
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.test", ...args], { cwd: here.folder, stdio: "pipe" });

beforeEach(async () => {
  here = new Workspace({
    "twinspec.yaml": "input: api.json\noutput: client\nseverity: { output-ignored: off }\n",
    ".gitignore": "client\n",
    "api.json": document({ "/pets": "listPets" }),
  });
  git("init", "--quiet", "--initial-branch=main");
});
afterEach(() => here.dispose());

async function generate(...args: string[]): Promise<string> {
  const { code, err } = await here.run("generate", ...args);
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
  return err;
}

async function onBranch(
  name: string,
  operations: Readonly<Record<string, string>>,
  files: readonly string[] = ["twinspec.lock.yaml"],
): Promise<void> {
  git("checkout", "--quiet", "-b", name, "main");
  here.write("api.json", document(operations));
  await generate();
  // a merge of the document is not what is tested
  git("add", ...files);
  git("commit", "--quiet", "-m", name);
}

const step =
  "for branches that meet: add the line `twinspec*lock.yaml merge=union` to .gitattributes, or run `twinspec init`\n";

test("two branches that each added and renamed operations meet without a conflict, and no name changes", async () => {
  const first = await here.run("generate");
  expect(first.err).toContain(step);
  here.write(".gitattributes", "twinspec*lock.yaml merge=union\n");
  git("add", "twinspec.lock.yaml", ".gitattributes", ".gitignore");
  git("commit", "--quiet", "-m", "base");

  await onBranch("ours", { "/pets": "findPets", "/toys": "listToys", "/cats": "listCats" });
  await onBranch("theirs", { "/pets": "getPets", "/toys": "getToys", "/dogs": "listDogs" });
  git("merge", "--quiet", "-m", "both", "ours");
  expect(here.read("twinspec.lock.yaml")).not.toContain("<<<<");

  here.write("api.json", document({ "/pets": "x", "/toys": "y", "/cats": "z", "/dogs": "w" }));
  const before = here.read("twinspec.lock.yaml");
  const { code, out } = await here.run("check");
  expect({ code, before: here.read("twinspec.lock.yaml") }).toEqual({ code: 1, before });
  expect(out).toMatch(/^-.*\n/m);
  const err = await generate();
  expect(err).toContain(
    'info lock-duplicate: "GET /toys" occurs twice in the lock, with different names: getToys, and listToys, which becomes an alias of it\n',
  );
  // the excerpt is of the lock that was read, not of the one that was written since
  expect(err).toMatch(
    /lock-duplicate: "GET \/toys" .*\n(?:.*\n)? *\d+ \| {3}"GET \/toys": \{ "name": "\w+Toys".*\n +\| {3}\^\n/,
  );
  const modules = here.files().flatMap((path) => /operations\/(\w+)\.js$/.exec(path)?.[1] ?? []);
  expect(modules).toEqual(["getToys", "listCats", "listDogs", "listPets"]);
  expect(here.read("client/esm/operations/getToys.js")).toContain("export const listToys = getToys;");
  for (const type of ["Pets", "Toys", "Cats", "Dogs"])
    expect(here.files()).toContain(`client/esm/schemas/${type}.d.ts`);

  expect(await here.run("check", "--full")).toMatchObject({ code: 0 });
  expect(await generate("--strict", "--frozen")).not.toContain("lock-duplicate");
});

test("the line for .gitattributes is told once, and only where git does not know it", async () => {
  expect(await generate()).toContain(step);
  expect(await generate()).not.toContain(".gitattributes");
  execFileSync("rm", ["-r", "client", "twinspec.lock.yaml"], { cwd: here.folder });
  here.write(".gitattributes", "twinspec*lock.yaml merge=union\n");
  expect(await generate()).not.toContain(".gitattributes");
});

test("conflict markers are told with their line where git knows nothing of it", async () => {
  await generate();
  git("add", "twinspec.lock.yaml", ".gitignore");
  git("commit", "--quiet", "-m", "base");
  await onBranch("ours", { "/pets": "listPets", "/toys": "listToys" });
  await onBranch("theirs", { "/pets": "listPets", "/toys": "getToys" });
  expect(() => git("merge", "--quiet", "-m", "both", "ours")).toThrow();
  const { code, err } = await here.run("generate");
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(/^twinspec\.lock\.yaml:\d+:1 error lock-syntax: the lock contains conflict markers/),
  });
});

test.each([
  ["--force writes all anew", "", ["--force"]],
  ["git merges none of them by -merge, and generate alone is enough", "client/** -merge\n", []],
])("of a committed output that branches changed, %s", async (_, attributes, options) => {
  here.write(".gitattributes", `twinspec*lock.yaml merge=union\n${attributes}`);
  here.write(".gitignore", "");
  await generate();
  git("add", "client", "twinspec.lock.yaml", ".gitattributes", ".gitignore");
  git("commit", "--quiet", "-m", "base");
  const files = ["client", "twinspec.lock.yaml"];
  await onBranch("ours", { "/pets": "listPets", "/toys": "listToys" }, files);
  await onBranch("theirs", { "/pets": "listPets", "/cats": "listCats" }, files);
  expect(() => git("merge", "--quiet", "-m", "both", "ours")).toThrow();
  here.write("api.json", document({ "/pets": "listPets", "/toys": "listToys", "/cats": "listCats" }));
  if (options.length > 0)
    expect((await here.run("generate")).err).toContain(
      "contains conflict markers of a merge\nhelp: settle the conflicts",
    );
  await generate(...options);
  expect(await here.run("check", "--full")).toMatchObject({ code: 0 });
});

import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pets, petsWith, Workspace } from "./workspace.ts";

/** A small file of the package, and a line of it to change. */
const edited = "client/package.json";

describe("a generated file that was changed by hand", () => {
  let here: Workspace;
  let original: string;

  beforeAll(async () => {
    here = new Workspace({ "pets.yaml": pets, "twinspec.yaml": "input: [pets.yaml]\noutput: client\n" });
    const { code, err } = await here.run("generate");
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringMatching(/: 1 operation.* written to client in \S+ s\n(?:next.*\n)?names are kept .*\n$/),
    });
    original = here.read(edited);
  });
  afterAll(() => here.dispose());

  test("checks as up to date before", async () => {
    const { code, out, err } = await here.run("check");
    expect({ code, out, err }).toEqual({ code: 0, out: "", err: expect.stringMatching(/: up to date\n$/) });
  });

  test("is not overwritten, and is told with its path", async () => {
    here.write(edited, original.replace('"module"', '"commonjs"'));
    const before = here.files();
    const { code, err } = await here.run("generate");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^client\/package\.json error file-edited: "package\.json" was changed by hand\nhelp: undo the change, or pass --force to discard it\n\n.*: nothing was written\n$/,
    );
    expect(here.read(edited)).toContain('"commonjs"');
    expect(here.files()).toEqual(before);
  });

  test("fails check with the lines that differ", async () => {
    const { code, out, err } = await here.run("check");
    expect(code).toBe(1);
    expect(out).toContain("changed: package.json\n");
    expect(out).toMatch(/^ {2}-.*"commonjs"/m);
    expect(out).toMatch(/^ {2}\+.*"module"/m);
    expect(err).toMatch(
      /: stale: 1 file changed; run `twinspec generate --force` \(it discards what was changed by hand\)\n$/,
    );
  });

  test("is an annotation at its path for GitHub", async () => {
    const { code, out } = await here.run("check", "--format", "github");
    expect(code).toBe(1);
    expect(out).toBe(
      "::error file=client/package.json,title=output-stale::the generated file is changed%0Aundo the change, or run `twinspec generate --force`, which discards it\n",
    );
  });

  test("is overwritten with --force, byte for byte", async () => {
    expect(await here.run("generate", "--force")).toMatchObject({ code: 0 });
    expect(here.read(edited)).toBe(original);
  });

  test("that is removed, and one that is added beside it, fail check", async () => {
    rmSync(join(here.folder, "client/README.md"));
    here.write("client/esm/added.js", "export {};\n");
    const { code, out, err } = await here.run("check");
    expect(code).toBe(1);
    expect(out).toBe("missing: README.md\nunexpected: esm/added.js (delete it, or move it out of this folder)\n");
    expect(err).toMatch(
      /: stale: 1 file missing, 1 file unexpected; run `twinspec generate`, and remove what it did not write\n$/,
    );
    const { out: json } = await here.run("check", "--format", "json");
    expect(JSON.parse(json)).toMatchObject([
      {
        differences: [
          { kind: "missing", path: "README.md" },
          { kind: "unexpected", path: "esm/added.js" },
        ],
        diagnostics: [],
      },
    ]);
    expect(await here.run("generate")).toMatchObject({ code: 0 });
    const { err: left } = await here.run("check");
    expect(left).toMatch(/: stale: 1 file unexpected; remove what twinspec did not write\n$/);
    const { out: annotation } = await here.run("check", "--format", "github");
    expect(annotation).toBe(
      "::error file=client/esm/added.js,title=output-stale::the generated file is unexpected%0Adelete it, or move it out of this folder: twinspec did not write it\n",
    );
    rmSync(join(here.folder, "client/esm/added.js"));
    expect(await here.run("check")).toMatchObject({ code: 0 });
  });

  test("a document that changed since fails check, and a new operation fails generate --frozen", async () => {
    const more = petsWith(
      "components:",
      "  /toys: { get: { operationId: listToys, responses: { default: { description: d } } } }\ncomponents:",
    );
    here.write("pets.yaml", more);
    const lock = here.read("twinspec.lock.yaml");
    const frozen = await here.run("generate", "--frozen");
    expect(frozen.code).toBe(1);
    expect(frozen.err).toContain("error lock-stale: the lock lacks names of this API");
    expect(here.read("twinspec.lock.yaml")).toBe(lock);
    expect(await here.run("check")).toMatchObject({ code: 1 });
    here.write("pets.yaml", pets);
  });

  test("a file that is no longer written is removed by generate, unless it was changed by hand", async () => {
    const settings = "input: [pets.yaml]\noutput: client\n";
    const there = new Workspace({ "pets.yaml": pets, "twinspec.yaml": `${settings}outputs: [client, tools]\n` });
    expect(await there.run("generate")).toMatchObject({ code: 0 });
    there.write("twinspec.yaml", `${settings}outputs: [client]\n`);
    const gone = "client/esm/tools.js";
    const { code, out } = await there.run("check", "--format", "github");
    expect(code).toBe(1);
    expect(out).toContain(
      `file=${gone},title=output-stale::the generated file is unexpected%0Arun \`twinspec generate\` and commit what it writes\n`,
    );
    there.write(gone, `${there.read(gone)}// mine\n`);
    expect((await there.run("check")).err).toMatch(/; run `twinspec generate --force` \(it discards .*\)\n$/);
    expect(await there.run("generate")).toMatchObject({ code: 1 });
    expect(await there.run("generate", "--force")).toMatchObject({ code: 0 });
    expect(there.files()).not.toContain(gone);
    expect(await there.run("check")).toMatchObject({ code: 0 });
    there.dispose();
  });

  test("a package of a version that built elsewhere is stale, and updated without leftovers", async () => {
    const settings = "input: [pets.yaml]\noutput: client\n";
    const there = new Workspace({ "pets.yaml": pets, "twinspec.yaml": settings });
    expect(await there.run("generate")).toMatchObject({ code: 0 });
    const now = there.files();
    renameSync(join(there.folder, "client/esm"), join(there.folder, "client/dist"));
    const manifest = there.read("client/twinspec.manifest.json");
    there.write("client/twinspec.manifest.json", manifest.replaceAll('"esm/', '"dist/'));
    const { code, out } = await there.run("check");
    expect(code).toBe(1);
    expect(out).toMatch(/^unexpected: dist\/index\.js$/m);
    expect(out).toMatch(/^missing: esm\/index\.js$/m);
    expect(await there.run("generate")).toMatchObject({ code: 0 });
    expect(there.files()).toEqual(now);
    there.dispose();
  });

  test("a file in the way that twinspec never wrote is told apart", async () => {
    const there = new Workspace({ "pets.yaml": pets, "client/package.json": "{}", "client/notes.txt": "mine" });
    const { code, err } = await there.run("generate", "pets.yaml", "-o", "client");
    expect({ code, err }).toEqual({
      code: 1,
      err: 'client/package.json error file-not-ours: "package.json" is in the way: twinspec did not write it\nhelp: choose another output folder, or move it\n\npets.yaml: nothing was written\n',
    });
    expect(there.files()).toEqual(["client/notes.txt", "client/package.json", "pets.yaml"]);
    there.dispose();
  });
});

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultSettings } from "../../generator/entry.ts";
import { digests, formatManifest } from "../../generator/output/manifest.ts";
import { edits, obstacles, wantedIn } from "../../generator/output/own-files.ts";
import { writeGenerated } from "../../generator/output/write-output.ts";
import { manifestName } from "../../generator/settings/find-settings.ts";
import { pets, Workspace } from "./workspace.ts";

let folder: string;
let output: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-output-"));
  output = join(folder, "client");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function filesOf(texts: Record<string, string>): Map<string, string> {
  const files = new Map(Object.entries(texts));
  files.set(manifestName, formatManifest({ settings: "", documents: new Map(), files: digests(files) }));
  return files;
}

async function write(texts: Record<string, string>): Promise<void> {
  const settings = { ...defaultSettings(["-"], output, folder), output };
  await writeGenerated(settings, { files: filesOf(texts), lock: { new: "" } }, {});
}

function readOutput(path: string): string | undefined {
  const file = join(output, path);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, "utf8") : undefined;
}

function addForeign(path: string, text: string): void {
  mkdirSync(join(output, path, ".."), { recursive: true });
  writeFileSync(join(output, path), text);
}

describe("writing an output folder", () => {
  test("keeps what is not ours, beside and between our files, and removes what is no longer written", async () => {
    await write({ "esm/a.js": "a", "esm/old/b.js": "b" });
    addForeign("examples/x.ts", "mine");
    addForeign("esm/old/notes.md", "mine too");
    await write({ "esm/a.js": "a2" });
    expect(readOutput("esm/a.js")).toBe("a2");
    expect(readOutput("esm/old/b.js")).toBeUndefined();
    expect(readOutput("examples/x.ts")).toBe("mine");
    expect(readOutput("esm/old/notes.md")).toBe("mine too");
  });

  test("a version before that was killed after it had moved the old folder away left it to the next run", async () => {
    await write({ "a.js": "a" });
    addForeign("README.mine", "mine");
    renameSync(output, join(folder, ".client.twinspec-old"));
    await write({ "a.js": "a" });
    expect([readOutput("a.js"), readOutput("README.mine")]).toEqual(["a", "mine"]);
  });

  test("leaves alone what is as it is to be, so that no program looks at it again", async () => {
    await write({ "a.js": "a", "b.js": "b" });
    const written = statSync(join(output, "a.js")).ino;
    const itself = statSync(output).ino;
    await write({ "a.js": "a", "b.js": "other" });
    expect([statSync(join(output, "a.js")).ino, statSync(output).ino]).toEqual([written, itself]);
    expect(readOutput("b.js")).toBe("other");
  });

  test("puts a folder where a file was, a file where a folder was, and a name in other case", async () => {
    await write({ "esm/a.js": "a", "esm/b": "b", "esm/Case.js": "c" });
    await write({ esm: "file" });
    expect(readOutput("esm")).toBe("file");
    await write({ "esm/b/c.js": "c", "esm/case.js": "d" });
    expect([readOutput("esm/b/c.js"), readOutput("esm/case.js")]).toEqual(["c", "d"]);
    await write({ "esm/b": "b", "esm/Case.js": "e" });
    expect([readOutput("esm/b"), readOutput("esm/Case.js")]).toEqual(["b", "e"]);
    expect(readdirSync(join(output, "esm")).sort()).toEqual(["Case.js", "b"]);
  });

  test("leaves no folder that it emptied", async () => {
    await write({ "a.js": "a", "x/y/z.js": "z" });
    await write({ "a.js": "a" });
    expect(readdirSync(output).sort()).toEqual(["a.js", manifestName]);
  });

  test("a folder keeps its mode, a new one has that of any other new folder", async () => {
    await write({ "a.js": "a" });
    mkdirSync(join(folder, "other"));
    expect(statSync(output).mode).toBe(statSync(join(folder, "other")).mode);
    chmodSync(output, 0o750);
    await write({ "a.js": "b" });
    expect(statSync(output).mode & 0o777).toBe(0o750);
  });

  test("a link to a folder stays a link", async () => {
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real"), output);
    await write({ "a.js": "a" });
    expect(readFileSync(join(folder, "real", "a.js"), "utf8")).toBe("a");
  });
});

test("an output of which nothing is there is one line of `check`, and one annotation", async () => {
  const here = new Workspace({ "pets.yaml": pets, "twinspec.yaml": "input: pets.yaml\noutput: client\n" });
  try {
    await here.run("generate");
    rmSync(join(here.folder, "client"), { recursive: true });
    const { code, out, err } = await here.run("check", "--full");
    expect([code, out]).toEqual([1, expect.stringMatching(/^missing: client, with \d+ files\n$/)]);
    expect(err).toMatch(/: stale: \d+ files missing; run `twinspec generate`\n$/);
    const github = await here.run("check", "--format", "github");
    expect(github.out.match(/^::error .*$/gm)).toEqual([expect.stringContaining("the generated client is missing")]);
    here.write("client/own.txt", "");
    expect((await here.run("check")).out).toContain("missing: package.json\n");
  } finally {
    here.dispose();
  }
});

describe("what is in the way", () => {
  const codes = (files: Map<string, string>) =>
    [obstacles, edits].flatMap((why) => why(wantedIn(output, files))).map(({ code, message }) => `${code} ${message}`);

  test("a file that was changed by hand and would be removed is reported", async () => {
    await write({ "a.js": "a", "b.js": "b" });
    writeFileSync(join(output, "b.js"), "precious");
    expect(codes(filesOf({ "a.js": "a" }))).toEqual(['file-edited "b.js" was changed by hand, and would be removed']);
  });

  test("a folder where a file is to be written is reported", async () => {
    mkdirSync(join(output, "a.js"), { recursive: true });
    expect(codes(filesOf({ "a.js": "a" }))).toEqual(['file-not-ours "a.js" is in the way: it is not a file']);
  });

  test("a manifest that cannot be read is one fault, and says the way out", async () => {
    await write({ "a.js": "a", "b.js": "b" });
    writeFileSync(join(output, manifestName), "{");
    const [fault, ...others] = edits(wantedIn(output, filesOf({ "a.js": "2" })));
    expect([fault?.code, fault?.help, others.length]).toEqual([
      "manifest-broken",
      "restore it, or pass --force to regenerate everything",
      0,
    ]);
  });

  test("a manifest that git could not merge is told as that", async () => {
    await write({ "a.js": "a" });
    writeFileSync(join(output, manifestName), '{\n "files": {\n<<<<<<< HEAD\n  "a.js": "x"\n');
    expect(edits(wantedIn(output, filesOf({ "a.js": "2" })))).toMatchObject([
      { message: `"${manifestName}" contains conflict markers of a merge`, help: expect.stringContaining("--force") },
    ]);
  });
});

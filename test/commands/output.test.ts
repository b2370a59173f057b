import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
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
import { digests, formatManifest, manifestName, readManifest } from "../../generator/output/manifest.ts";
import { conflicts } from "../../generator/output/own-files.ts";
import { writeOutput } from "../../generator/output/write-output.ts";

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

function write(texts: Record<string, string>): void {
  writeOutput(output, filesOf(texts), readManifest(output));
}

function readOutput(path: string): string | undefined {
  const file = join(output, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function addForeign(path: string, text: string): void {
  mkdirSync(join(output, path, ".."), { recursive: true });
  writeFileSync(join(output, path), text);
}

describe("writing an output folder", () => {
  test("keeps what is not ours, beside and between our files, and removes what is no longer written", () => {
    write({ "esm/a.js": "a", "esm/old/b.js": "b" });
    addForeign("examples/x.ts", "mine");
    addForeign("esm/old/notes.md", "mine too");
    write({ "esm/a.js": "a2" });
    expect(readOutput("esm/a.js")).toBe("a2");
    expect(readOutput("esm/old/b.js")).toBeUndefined();
    expect(readOutput("examples/x.ts")).toBe("mine");
    expect(readOutput("esm/old/notes.md")).toBe("mine too");
  });

  test("a run that ended before the new folder took its place leaves the old one, foreign files included", () => {
    write({ "a.js": "a" });
    addForeign("README.mine", "mine");
    renameSync(output, join(folder, ".client.twinspec-old"));
    write({ "a.js": "a" });
    expect([readOutput("a.js"), readOutput("README.mine")]).toEqual(["a", "mine"]);
  });

  test("a run that ended after it leaves what is not ours to the next, which moves it over", () => {
    write({ "a.js": "a", "gone.js": "gone" });
    addForeign("README.mine", "mine");
    renameSync(output, join(folder, ".client.twinspec-old"));
    mkdirSync(output);
    for (const [path, text] of filesOf({ "a.js": "new" })) writeFileSync(join(output, path), text);
    write({ "a.js": "new" });
    expect([readOutput("a.js"), readOutput("README.mine"), readOutput("gone.js")]).toEqual(["new", "mine", undefined]);
    expect(existsSync(join(folder, ".client.twinspec-old"))).toBe(false);
  });

  test("a folder keeps its mode, a new one has that of any other new folder", () => {
    write({ "a.js": "a" });
    mkdirSync(join(folder, "other"));
    expect(statSync(output).mode).toBe(statSync(join(folder, "other")).mode);
    chmodSync(output, 0o750);
    write({ "a.js": "b" });
    expect(statSync(output).mode & 0o777).toBe(0o750);
  });

  test("a link to a folder stays a link", () => {
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real"), output);
    write({ "a.js": "a" });
    expect(readFileSync(join(folder, "real", "a.js"), "utf8")).toBe("a");
  });
});

describe("what is in the way", () => {
  const codes = (files: Map<string, string>) =>
    conflicts(output, files, readManifest(output)).map(({ code, message }) => `${code} ${message}`);

  test("a file that was changed by hand and would be removed is reported", () => {
    write({ "a.js": "a", "b.js": "b" });
    writeFileSync(join(output, "b.js"), "precious");
    expect(codes(filesOf({ "a.js": "a" }))).toEqual(['file-edited "b.js" was changed by hand, and would be removed']);
  });

  test("a folder where a file is to be written is reported", () => {
    mkdirSync(join(output, "a.js"), { recursive: true });
    expect(codes(filesOf({ "a.js": "a" }))).toEqual(['file-not-ours "a.js" is in the way: it is not a file']);
  });

  test("a manifest that cannot be read is one fault, and says the way out", () => {
    write({ "a.js": "a", "b.js": "b" });
    writeFileSync(join(output, manifestName), "<<<<<<< ours");
    const [fault, ...others] = conflicts(output, filesOf({ "a.js": "2" }), readManifest(output));
    expect([fault?.code, fault?.help, others.length]).toEqual([
      "manifest-broken",
      "restore it, or pass --force to regenerate everything",
      0,
    ]);
  });
});

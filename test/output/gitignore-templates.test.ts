import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentWithOperation, emitted } from "../emit/emitted.ts";

/** Templates of github.com/github/gitignore (CC0), without comments. */
const templates = readFileSync(new URL("fixtures/gitignore-templates.txt", import.meta.url), "utf8")
  .split(/^### /m)
  .slice(1)
  .map((text) => [text.slice(0, text.indexOf("\n")), text.slice(text.indexOf("\n") + 1)] as const);

let folder: string;
let files: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-gitignore-"));
  // as on disks where case does not count
  execFileSync("git", ["init", "--quiet", folder]);
  execFileSync("git", ["config", "core.ignorecase", "true"], { cwd: folder });
  const outputs = await Promise.all(
    (["package", "source"] as const).map((target) => emitted(documentWithOperation({ tags: ["pets"] }), { target })),
  );
  const written = outputs.flatMap((texts, index) => [...texts.keys()].map((path) => `client-${index}/${path}`));
  const paths = [
    ...written,
    "client/twinspec.manifest.json",
    "twinspec.lock.yaml",
    "twinspec.pets.lock.yaml",
    "twinspec.yaml",
  ];
  expect(paths.some((path) => path.startsWith("client-0/esm/by-tag/"))).toBe(true);
  files = paths.join("\n");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(templates)("the .gitignore template of %s hides nothing that is generated", (_, text) => {
  writeFileSync(join(folder, ".gitignore"), text);
  const args = ["check-ignore", "--no-index", "--verbose", "--stdin"];
  let hidden = "";
  try {
    hidden = execFileSync("git", args, { cwd: folder, input: files, encoding: "utf8" });
  } catch (error) {
    // exits with 1 where nothing is ignored
    if ((error as { status?: number }).status !== 1) throw error;
  }
  expect(hidden).toBe("");
});

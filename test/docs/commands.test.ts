import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../generator/commands/commands.ts";
import { build, defaultSettings, readSettings } from "../../generator/entry.ts";
import { userBlocks } from "./examples.ts";

const folder = mkdtempSync(join(tmpdir(), "twinspec-docs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blocksOf = (language: string) =>
  userBlocks
    .filter((block) => block.language === language)
    .map((block) => [`${block.document}:${block.line}`, block.code] as const);

describe("commands", () => {
  const lines = blocksOf("sh").flatMap(([place, code]) =>
    [...code.matchAll(/^(?:npx )?twinspec ([\w-]+)(.*)$/gm)].map(([line, name, rest]) => ({ place, line, name, rest })),
  );

  test("are shown", () => {
    expect(lines.length).toBeGreaterThan(10);
  });

  test.each(lines)("$place: $line", async ({ name, rest = "" }) => {
    expect(Object.keys(commands)).toContain(name);
    const { command } = await commands[name!]!.load();
    const flags = [...rest.matchAll(/(?<=\s)--([\w-]+)/g)].map(([, flag = ""]) => flag);
    expect(flags.filter((flag) => !Object.hasOwn(command.options, flag))).toEqual([]);
  });
});

describe("settings", () => {
  const files = blocksOf("yaml").filter(([, code]) => code.startsWith("# twinspec.yaml\n"));

  beforeAll(() => {
    writeFileSync(join(folder, "readme.md"), "What the reader of the guide wrote.\n");
    mkdirSync(join(folder, "examples"));
  });

  test("are shown", () => {
    expect(files.length).toBeGreaterThan(5);
  });

  test.each(files)("%s are valid", (_place, code) => {
    const file = join(folder, "twinspec.yaml");
    writeFileSync(file, code);
    const { diagnostics } = readSettings(file, folder);
    expect(diagnostics.all.map(({ message }) => message)).toEqual([]);
  });
});

test("the document of the getting started generates without a word", async () => {
  const [, code] = blocksOf("yaml").find(([place]) => place.includes("getting-started"))!;
  const { files, diagnostics } = await build(defaultSettings(["-"], "client", folder), { standardInput: code });
  expect(diagnostics).toEqual([]);
  expect(files?.size).toBeGreaterThan(0);
});

import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bundled } from "../bundled.ts";
import { pets, petsWith, Workspace } from "./workspace.ts";

// Tests may run as root, whom no mode of a file refuses: what stands in the place of a file is something else.

let here: Workspace;

beforeEach(async () => {
  here = new Workspace({ "pets.yaml": pets, "twinspec.yaml": "input: [pets.yaml]\noutput: client\n" });
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  // names that would change without the lock
  here.write("pets.yaml", petsWith("operationId: getPet", "operationId: fetchPet"));
});
afterEach(() => here.dispose());

/** What can stand in the place of a file, and what is said of it. */
const inPlace: readonly [what: string, put: (path: string) => void, reason: string][] = [
  ["a folder", (path) => mkdirSync(path), "it is a folder"],
  ["a link that leads nowhere", (path) => symlinkSync("nowhere", path), "it is a link that leads nowhere"],
  ["links that lead in a circle", circle, "it is a link that leads in a circle"],
  ["a link to a folder", (path) => symlinkSync(".", path), "it is a folder"],
  ["a pipe", (path) => execFileSync("mkfifo", [path]), "it is no file"],
  ["a link to a device without end", (path) => symlinkSync("/dev/zero", path), "it is no file"],
];

function huge(path: string): void {
  writeFileSync(path, "");
  truncateSync(path, 101 * 2 ** 20);
}

function circle(path: string): void {
  symlinkSync(`${path}.other`, path);
  symlinkSync(path, `${path}.other`);
}

function put(path: string, how: (path: string) => void): void {
  const file = join(here.folder, path);
  rmSync(file, { recursive: true, force: true });
  how(file);
}

const commands: readonly [string, ...string[]][] = [
  ["generate"],
  ["generate", "--force"],
  ["generate", "--frozen"],
  ["check"],
  ["check", "--full"],
  ["inspect"],
  ["mock", "--port", "0"],
];

const emptied: typeof inPlace = [
  ["an empty file", (path) => writeFileSync(path, ""), "it is empty"],
  ["a file of spaces", (path) => writeFileSync(path, " \n\n"), "it is empty"],
  ["a huge file", huge, "it is larger than 100 MiB"],
];

describe.each([...inPlace, ...emptied])("%s in the place of the lock", (_, how, reason) => {
  test.each(commands)("ends %s %s with an error, and nothing is overwritten", async (name, ...args) => {
    put("twinspec.lock.yaml", how);
    const before = here.files();
    const { code, err } = await here.run(name, ...args);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(`twinspec.lock.yaml error file-unreadable: the lock cannot be read: ${reason}\n`),
    });
    expect(here.files()).toEqual(before);
    expect(here.read("client/esm/operations/getPet.js")).not.toContain("fetchPet");
  });
});

test.each(inPlace)("%s in the place of the settings is not taken for no settings", async (_, how, reason) => {
  mkdirSync(join(here.folder, "api"));
  here.write("api/pets.yaml", pets);
  put("api/twinspec.yaml", how);
  const before = here.files();
  for (const [name, ...args] of [
    ["generate", "api", "-o", "other"],
    ["inspect", "api"],
    ["mock", "api"],
  ] as const) {
    const { code, err } = await here.run(name, ...args);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(`error file-unreadable: the settings file cannot be read: ${reason}\n`),
    });
  }
  expect(here.files()).toEqual(before);
});

test.each(inPlace)("%s in the place of the manifest stops generate, and is stale", async (_, how) => {
  put("client/twinspec.manifest.json", how);
  const before = here.files();
  const { code, err } = await here.run("generate");
  expect(code).toBe(1);
  expect(err).toContain("error manifest-broken: ");
  expect(await here.run("check")).toMatchObject({ code: 1 });
  expect(here.files()).toEqual(before);
});

test("a link in the place of a generated file is not written over, nor is what it leads to", async () => {
  put("client/README.md", (path) => symlinkSync("../mine.md", path));
  const { code, err } = await here.run("generate");
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringContaining('error file-not-ours: "README.md" is in the way'),
  });
  expect(readlinkSync(join(here.folder, "client/README.md"))).toBe("../mine.md");
  expect(here.files()).not.toContain("mine.md");
  expect(await here.run("check")).toMatchObject({ code: 1 });
});

test("a file without permission, as a lock may be, is none that is not there", async () => {
  const program = readFileSync(await bundled("generator/settings/file-text.ts"), "utf8");
  const ask = `try { console.log(fileText("twinspec.lock.yaml")) } catch (error) { console.log(error.name, error.message) }`;
  here.write("read.mjs", `${program}\n${ask}\n`);
  chmodSync(here.folder, 0o755);
  // root may read everything
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const read = () =>
    spawnSync(process.execPath, ["read.mjs"], { cwd: here.folder, encoding: "utf8", ...nobody }).stdout;
  expect(read()).toContain("version: 1");
  chmodSync(join(here.folder, "twinspec.lock.yaml"), 0o000);
  expect(read()).toMatch(/^UnreadableFileError .*permission/);
});

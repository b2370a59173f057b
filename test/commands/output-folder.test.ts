import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Printed, pets, Workspace } from "./workspace.ts";

const opened: Workspace[] = [];

function workspace(files: Readonly<Record<string, string>>): Workspace {
  const made = new Workspace({ "pets.yaml": pets, ...files });
  opened.push(made);
  return made;
}

afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

/** A fault of usage: exit code 2, and nothing is written. */
async function refused(here: Workspace, ...args: [string, ...string[]]): Promise<Printed["err"]> {
  const before = here.files();
  const { code, out, err } = await here.run(...args);
  expect({ code, out, files: here.files() }).toEqual({ code: 2, out: "", files: before });
  return err;
}

describe("two APIs with one output folder", () => {
  const both = (second: string) => ({
    "spec/a/twinspec.yaml": "input: ../../pets.yaml\nroot: ../..\noutput: ../../client\n",
    "spec/b/twinspec.json": JSON.stringify({ input: "../../pets.yaml", root: "../..", output: second }),
  });
  const message = (folder: string) =>
    `error: "spec/a/twinspec.yaml" and "spec/b/twinspec.json" have the same output folder: "${folder}"\nhelp: give each API an \`output\` of its own\n`;

  test.each(["generate", "check"])("are refused by %s", async (command) => {
    const here = workspace(both("../../x/../client/"));
    expect(await refused(here, command)).toBe(message("client"));
    expect(await refused(here, command, "spec/a", "spec/b")).toBe(message("client"));
  });

  test("that is a link to it are refused", async () => {
    const here = workspace(both("../../link/client"));
    symlinkSync(here.folder, join(here.folder, "link"));
    expect(await refused(here, "generate")).toBe(message("link/client"));
  });

  test("are inspected all the same, and one that is named twice is generated", async () => {
    const here = workspace(both("../../client"));
    expect(await here.run("inspect")).toMatchObject({ code: 0 });
    expect(await here.run("generate", "spec/a", "spec/a/twinspec.yaml")).toMatchObject({ code: 0 });
  });
});

test("no output folder of one API is told before another is written", async () => {
  const here = workspace({
    "spec/a/twinspec.yaml": "input: ../../pets.yaml\nroot: ../..\noutput: ../../client\n",
    "spec/b/twinspec.yaml": "input: ../../pets.yaml\nroot: ../..\n",
  });
  expect(await refused(here, "generate")).toMatch(/^error: no output folder was named\n/);
});

describe("a path that does not exist", () => {
  const files = { "spec/pets/twinspec.yaml": "input: ../../pets.yaml\nroot: ../..\noutput: ../../client\n" };

  test.each([
    ["nope", 'error: "nope" does not exist\nhelp: twinspec generate --help shows how it is used\n'],
    ["pet.yaml", 'error: "pet.yaml" does not exist\nhelp: did you mean "pets.yaml"?\n'],
    ["spec/pet", 'error: "spec/pet" does not exist\nhelp: did you mean "spec/pets"?\n'],
    ["pets.yaml/x", 'error: "pets.yaml/x" does not exist\nhelp: twinspec generate --help shows how it is used\n'],
    ["none/pets.yaml", 'error: "none/pets.yaml" does not exist\nhelp: twinspec generate --help shows how it is used\n'],
  ])("is told: generate %s", async (path, err) => {
    expect(await refused(workspace(files), "generate", path)).toBe(err);
  });

  test("is told beside a folder with settings", async () => {
    const err = 'error: "spec/pet" does not exist\nhelp: did you mean "spec/pets"?\n';
    expect(await refused(workspace(files), "generate", "spec/pets", "spec/pet")).toBe(err);
  });

  test.each(["*.yaml", "https://api.test/openapi.json", "-"])("is not %s", async (input) => {
    expect(await refused(workspace(files), "check", input)).toMatch(/^error: no output folder was named\n/);
  });
});

describe("an output folder that cannot be replaced as a whole", () => {
  const help = "help: name a folder for the client alone, such as `client`\n";
  const settings = { "api/twinspec.yaml": "input: ../pets.yaml\nroot: ..\noutput: .\n" };

  test.each([".", "..", "../../"])("as it is the working folder or above it: %s", async (output) => {
    const here = workspace({});
    const written = output === "." ? '"."' : '".*"';
    expect(await refused(here, "generate", "pets.yaml", "-o", output)).toMatch(
      new RegExp(`^error: the output folder ${written} (is|contains) the working folder\n${help}$`),
    );
  });

  test("as it is that of the settings", async () => {
    expect(await refused(workspace(settings), "generate", "api")).toBe(
      `error: the output folder "api" holds the settings\n${help}`,
    );
  });

  test("as it is that of a document", async () => {
    const here = workspace({ "api/pets.yaml": pets });
    const err = `error: the output folder "api" holds the documents\n${help}`;
    expect(await refused(here, "generate", "api/pets.yaml", "-o", "api")).toBe(err);
    expect(await refused(here, "generate", "api", "-o", "api")).toBe(err);
  });
});

test("a near name that holds an escape sequence does not reach the terminal as one", async () => {
  const here = workspace({ "petstore\u001b.yaml": pets });
  const err = await refused(here, "generate", "petstore.yaml");
  expect(err).toMatch(/^error: "petstore\.yaml" does not exist\nhelp: did you mean "petstore/);
  expect(err).not.toContain("\u001b");
});

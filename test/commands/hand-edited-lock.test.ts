import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Workspace } from "./workspace.ts";

const document = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "T", version: "1" },
  tags: [{ name: "Pets" }],
  servers: [{ url: "https://example.com", description: "Main" }],
  paths: {
    "/pets": {
      get: {
        operationId: "listPets",
        tags: ["Pets"],
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        responses: {
          200: {
            description: "Pets",
            content: {
              "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Pet" } } },
            },
          },
        },
      },
    },
    "/toys": { get: { operationId: "listToys", responses: { 204: { description: "Done" } } } },
  },
  components: {
    schemas: {
      Pet: { type: "object", properties: { id: { type: "string", readOnly: true } } },
      Toy: { type: "object", properties: { name: { type: "string" } } },
    },
  },
});

const lockFile = "twinspec.lock.yaml";

let here: Workspace;
beforeEach(async () => {
  here = new Workspace({ "pets.json": document, "twinspec.yaml": "input: pets.json\noutput: client\n" });
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  // the first run loads the generator
}, 60_000);
afterEach(() => here.dispose());

/** Changes the lock by hand; the part must be there. */
function edit(part: string, by: string): void {
  const before = here.read(lockFile);
  if (!before.includes(part)) throw new Error(`there is no ${part} in ${before}`);
  here.write(
    lockFile,
    before.replaceAll(part, () => by),
  );
}

function lineOf(part: string): number {
  return (
    here
      .read(lockFile)
      .split("\n")
      .findIndex((line) => line.includes(part)) + 1
  );
}

describe("a name that was changed in the lock by hand is told, with its name of before, which stays as an alias:", () => {
  test("of an operation", async () => {
    edit('"name": "listPets"', '"name": "allPets"');
    const at = `${lockFile}:${lineOf("allPets")}:3`;
    const said = `${at} info lock-edited: GET /pets was renamed in the lock by hand: it is allPets, and listPets stays as a deprecated alias\n`;
    for (const [command, ...args] of [["check"], ["inspect"], ["generate", "--frozen"]] as const) {
      const { err } = await here.run(command, ...args);
      expect(err).toContain(said);
    }
    const { code, err } = await here.run("generate");
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining(said) });
    expect(here.read(lockFile)).toContain('"name": "allPets", "aliases": ["listPets"]');
    expect(here.read("client/esm/operations/allPets.js")).toContain("export const listPets = allPets;");
    expect((await here.run("generate")).err).not.toContain("lock-edited");
  });

  test("of a type, and of what requests hold in place of it", async () => {
    edit('"name": "Pet"', '"name": "Animal"');
    const { code, err } = await here.run("generate");
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringContaining(
        "#/components/schemas/Pet was renamed in the lock by hand: it is Animal, and Pet stays as a deprecated alias\n",
      ),
    });
    expect(here.files()).toContain("client/esm/schemas/Animal.d.ts");
    expect(here.read("client/esm/schemas/Pet.d.ts")).toContain("export type Pet = Animal;");
  });
});

test("a component that is renamed keeps its type where the lock is told, as the warning says", async () => {
  here.write("pets.json", document.replaceAll("schemas/Pet", "schemas/Animal").replace('"Pet":', '"Animal":'));
  const { err } = await here.run("generate");
  expect(err).toContain("schema pets.json#/components/schemas/Pet was removed");
  const [, aliases = ""] = /if it was renamed, write `([^`]+)` on the line of its new name in the lock/.exec(err) ?? [];
  edit('"name": "Animal"', `"name": "Animal", ${aliases}`);
  expect(await here.run("generate")).toMatchObject({ code: 0, err: expect.not.stringContaining("warning") });
  expect(here.read("client/esm/schemas/Pet.d.ts")).toContain("export type Pet = Animal;");
  expect(await here.run("generate", "--frozen")).toMatchObject({ code: 0 });
});

test("a committed lock is taken as it is where git ignores the output, which may be that of another branch", async () => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=n", "-c", "user.email=e@example.com", ...args], { cwd: here.folder });
  git("init", "--quiet");
  here.write(".gitignore", "client/\n");
  edit('"name": "listPets"', '"name": "allPets"');
  git("add", ".");
  git("commit", "--quiet", "-m", "all");
  const before = here.read(lockFile);
  const { code, err } = await here.run("generate");
  expect({ code, err }).toMatchObject({ code: 0, err: expect.not.stringContaining("lock-edited") });
  expect(here.read(lockFile)).toBe(before);
  edit('"name": "allPets"', '"name": "everyPet"');
  expect((await here.run("generate")).err).toContain("it is everyPet, and allPets stays as a deprecated alias");
});

describe("what has no aliases is a warning that names it:", () => {
  test.each<[what: string, part: string, by: string, want: string]>([
    ["an argument", '"limit"', '"limit=count"', "argument limit of listPets (GET /pets)"],
    ["a module", '"name": "pets"', '"name": "animals"', "module pets (Pets)"],
    ["a server", '"name": "main"', '"name": "first"', "server main (https://example.com)"],
  ])("%s", async (_, part, by, want) => {
    edit(part, by);
    const { code, err } = await here.run("generate");
    expect(code).toBe(0);
    expect(err).toContain(`warning lock-edited: the lock was changed by hand: ${want} is in the output, and goes\n`);
    expect((await here.run("generate", "--strict")).err).not.toContain("lock-edited");
  });

  test("an alias that was removed, and a line with a name that the documents do not give", async () => {
    edit('"name": "listPets"', '"name": "allPets"');
    await here.run("generate");
    edit('"aliases": ["listPets"], ', "");
    expect((await here.run("check")).err).toContain("listPets (GET /pets) is in the output, and goes\n");
    here.write(
      lockFile,
      here
        .read(lockFile)
        .split("\n")
        .filter((line) => !line.includes('"GET /pets"'))
        .join("\n"),
    );
    expect((await here.run("generate")).err).toContain("allPets (GET /pets) is in the output, and goes\n");
  });
});

describe("a name that cannot be is an error with its place:", () => {
  test.each<[what: string, part: string, by: string, want: string]>([
    ["no identifier", '"listPets"', '"list pets"', '"list pets" cannot be the name of an operation'],
    ["a reserved word", '"name": "Toy"', '"name": "Error"', '"Error" cannot be the name of a schema'],
    [
      "that of another operation",
      '"listToys"',
      '"listPets"',
      '"GET /toys" and "GET /pets" have the same name in the lock',
    ],
    [
      "that of another type",
      '"name": "Toy"',
      '"name": "Pet"',
      '"pets.json#/components/schemas/Toy" was renamed in the lock by hand to Pet, which is the name of another',
    ],
    ["that of another type in another case", '"name": "Toy"', '"name": "PET"', "to PET, which is the name of another"],
    ["a key without a method", '"GET /toys"', '"/toys"', '"/toys" is not the key of an operation'],
    [
      "a key with the name of a variable",
      '"GET /toys"',
      '"GET /toys/{id}"',
      '"GET /toys/{id}" is not the key of an operation',
    ],
    ["a method in small letters", '"GET /toys"', '"get /toys"', '"get /toys" is not the key of an operation'],
  ])("%s", async (_, part, by, want) => {
    const line = lineOf(part);
    edit(part, by);
    const before = here.read(lockFile);
    for (const command of ["generate", "check"]) {
      const { code, err } = await here.run(command);
      expect(code).toBe(1);
      expect(err).toMatch(new RegExp(`^twinspec\\.lock\\.yaml:${line}:3 error lock-\\w+: `, "m"));
      expect(err).toContain(want);
    }
    expect(here.read(lockFile)).toBe(before);
  });
});

describe("an output whose lock is gone", () => {
  test("has its names of before, and says so", async () => {
    here.write(
      "pets.json",
      document
        .replace("listPets", "getPets")
        .replaceAll("schemas/Pet", "schemas/Animal")
        .replace('"Pet":', '"Animal":'),
    );
    await here.run("generate");
    const lock = here.read(lockFile);
    rmSync(join(here.folder, lockFile));
    const said = `warning lock-gone: the lock of "client" is gone: there is no "${lockFile}"; its names are those that the output was made with\n`;
    for (const [command, ...args] of [["check"], ["generate", "--frozen"]] as const) {
      const { code, err } = await here.run(command, ...args);
      expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(said) });
    }
    const { code, err } = await here.run("generate");
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining(said) });
    expect(here.read(lockFile)).toBe(lock);
    expect(here.files()).toContain("client/esm/operations/listPets.js");
    expect((await here.run("check")).code).toBe(0);
  });

  test("and that does not say which names it had is an error with the way out", async () => {
    const manifest = JSON.parse(here.read("client/twinspec.manifest.json")) as Record<string, unknown>;
    delete manifest["names"];
    here.write("client/twinspec.manifest.json", JSON.stringify(manifest));
    rmSync(join(here.folder, lockFile));
    const files = here.files();
    const { code, err } = await here.run("generate");
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining(`there is no "${lockFile}", and the output does not say which names it had\n`),
    });
    expect(err).toContain("help: restore it, such as by `git checkout`; for new names, remove the output too\n");
    expect(here.files()).toEqual(files);
    rmSync(join(here.folder, "client"), { recursive: true });
    expect((await here.run("generate")).code).toBe(0);
  });
});

describe("a lock that is not there, and no output", () => {
  beforeEach(() => {
    for (const path of [lockFile, "client"]) rmSync(join(here.folder, path), { recursive: true });
  });

  test.each([
    ["dependencies", "file:client"],
    ["devDependencies", "link:./client"],
    ["dependencies", "workspace:*"],
  ])("is missed where the package.json has the client in %s as %s", async (kind, range) => {
    const project = { name: "app", [kind]: { client: range } };
    here.write("package.json", JSON.stringify(project));
    const { code, err } = await here.run("generate");
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringContaining(
        `warning lock-gone: the lock of "client" is gone, if there was one: "package.json" depends on it, and there is no "${lockFile}"; all names are new\n`,
      ),
    });
    expect(await here.run("generate")).toMatchObject({ code: 0, err: expect.not.stringContaining("lock-gone") });
  });

  test("is not missed where nothing tells that there was one, and the new lock is named", async () => {
    here.write("package.json", JSON.stringify({ name: "app", dependencies: { client: "^1.0.0" } }));
    const { code, err } = await here.run("generate");
    expect({ code, err }).toMatchObject({ code: 0, err: expect.not.stringContaining("lock-gone") });
    expect(err).toContain(`names are kept in ${lockFile} from now on: commit it\n`);
    expect((await here.run("generate")).err).not.toContain("names are kept");
  });
});

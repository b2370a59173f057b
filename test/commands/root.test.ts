import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startMock } from "../../mocks/index.ts";
import { petsWith, Workspace } from "./workspace.ts";

const spaces: Workspace[] = [];

function workspace(files: Readonly<Record<string, string>>): Workspace {
  const space = new Workspace(files);
  spaces.push(space);
  return space;
}

afterEach(() => {
  for (const space of spaces.splice(0)) space.dispose();
});

const pet = "type: object\nproperties: { name: { type: string } }\n";
const pets = (reference: string) => petsWith("#/components/schemas/Pet", reference);

test("a file beside the documents' folder is read, and it is said which folder holds everything", async () => {
  const here = workspace({ "api/v1/pets.yaml": pets("../common/Pet.yaml"), "api/common/Pet.yaml": pet });
  const { code, err } = await here.run("generate", "api/v1/pets.yaml", "-o", "client", "--verbose");
  expect(err).toContain(
    'info root-widened: documents refer to a file outside of "api/v1": the root folder is "api"\n' +
      "help: pass `--root`, or set `root` in the settings, to choose another one\n",
  );
  expect(code).toBe(0);
  expect(here.files()).toContain("client/esm/schemas/Pet.d.ts");
});

test("names do not move when a document begins to refer to such a file", async () => {
  const more = `${pets("../common/Pet.yaml")}    Toy: { type: object }\n`;
  const here = workspace({ "api/pets.yaml": more.replace("../common/Pet.yaml", "#/components/schemas/Pet") });
  here.write("common/Pet.yaml", pet);
  await here.run("generate", "api/pets.yaml", "-o", "client");
  const file = here.files().find((each) => /twinspec\b.*\.lock\.yaml$/.test(each)) ?? "";
  const lock = here.read(file);
  here.write("api/pets.yaml", more);
  const { code } = await here.run("generate", "api/pets.yaml", "-o", "client");
  expect(code).toBe(0);
  const kept = lock.split("\n").filter((line) => /Toy|getPet/.test(line));
  expect(kept.length).toBeGreaterThan(1);
  expect(here.read(file).split("\n")).toEqual(expect.arrayContaining(kept));
});

test("the repository is the limit, wherever the command runs", async () => {
  const here = workspace({
    "repository/api/pets.yaml": pets("../common/Pet.yaml"),
    "repository/common/Pet.yaml": pet,
    "repository/api/others.yaml": pets("../../Pet.yaml").replace("openapi: 3.0.3", "openapi: 3.0.2"),
    "Pet.yaml": pet,
  });
  mkdirSync(join(here.folder, "repository/.git"));
  const within = await here.run("generate", "repository/api/pets.yaml", "-o", "client");
  expect(within.code).toBe(0);
  const beyond = await here.run("generate", "repository/api/others.yaml", "-o", "other");
  expect(beyond.code).toBe(0);
  expect(beyond.err).toContain(`"Pet.yaml" is outside the API's root folder "repository"`);
  const named = await here.run("generate", "repository/api/others.yaml", "-o", "other", "--root", ".");
  expect([named.code, named.err]).toEqual([0, expect.not.stringContaining("root")]);
});

test.each([".env", "notes.txt", "link.yaml"])(
  "%s beside the documents' folder is not taken for a document",
  async (file) => {
    const here = workspace({ "api/pets.yaml": pets(`../${file}`), ".env": "SECRET: 1", "notes.txt": "SECRET: 1" });
    if (file === "link.yaml") symlinkSync(join(here.folder, ".env"), join(here.folder, file));
    const { code, err } = await here.run("generate", "api/pets.yaml", "-o", "client");
    expect([code, err]).toEqual([0, expect.stringContaining("warning ref-outside-root")]);
    const written = here.files().filter((each) => each.startsWith("client/"));
    expect([err, ...written.map((each) => here.read(each))].join()).not.toContain("SECRET");
  },
);

test("with settings, their folder is what paths are relative to, and `root` is the limit", async () => {
  const here = workspace({ "api/pets.yaml": pets("../common/Pet.yaml"), "common/Pet.yaml": pet });
  here.write("api/twinspec.yaml", "output: ../client\n");
  expect((await here.run("generate", "api")).code).toBe(0);
  expect(JSON.parse(here.read("client/twinspec.manifest.json")).documents).toEqual({
    "../common/Pet.yaml": expect.any(String),
    "pets.yaml": expect.any(String),
  });
  expect((await here.run("check", "api")).code).toBe(0);
  here.write("api/twinspec.yaml", "output: ../client\nroot: .\n");
  const { code, err } = await here.run("generate", "api");
  expect([code, err]).toEqual([1, expect.stringContaining('is outside the API\'s root folder "api"')]);
  expect((await here.run("generate", "api", "--root", ".")).code).toBe(0);
});

test("a root that is no folder is a usage error with a near name", async () => {
  const here = workspace({ "api/pets.yaml": pets("#/components/schemas/Pet") });
  const { code, err } = await here.run("generate", "api/pets.yaml", "-o", "client", "--root", "apy");
  expect([code, err]).toEqual([2, 'error: "--root" must be a folder, not "apy"\nhelp: did you mean "api"?\n']);
});

test("a mock reads as far, and no further than its root", async () => {
  const here = workspace({ "api/pets.yaml": pets("../common/Pet.yaml"), "common/Pet.yaml": pet });
  mkdirSync(join(here.folder, ".git"));
  const spec = join(here.folder, "api/pets.yaml");
  await using mock = await startMock({ spec });
  expect(await (await fetch(`${mock.url}/pets/1`)).json()).toEqual({ name: expect.any(String) });
  await using confined = await startMock({ spec, root: join(here.folder, "api") });
  expect(confined.diagnostics.map(({ code }) => code)).toEqual(["ref-outside-root"]);
});

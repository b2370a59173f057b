import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { bundled } from "../bundled.ts";
import { pets, petsWith, Workspace } from "./workspace.ts";

const opened: Workspace[] = [];
afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

function workspace(files: Readonly<Record<string, string>>): Workspace {
  const made = new Workspace(files);
  opened.push(made);
  return made;
}

const toys = petsWith("operationId: getPet", "operationId: getToy");

/** The locks that are there. */
function locksIn(here: Workspace): string[] {
  return here.files().filter((path) => path.endsWith("lock.yaml"));
}

async function generate(here: Workspace, ...args: readonly string[]): Promise<string> {
  const { code, err } = await here.run("generate", ...args);
  expect({ code, err }).toMatchObject({ code: 0 });
  return err;
}

describe("without settings, the lock lies", () => {
  test.each<[where: string, files: Record<string, string>, args: string[], lock: string]>([
    [
      "beside a document",
      { "api/pets.yaml": pets },
      ["api/pets.yaml", "-o", "src/client"],
      "api/twinspec.pets.lock.yaml",
    ],
    ["in a folder of documents", { "api/pets.yaml": pets }, ["api", "-o", "client"], "api/twinspec.lock.yaml"],
    [
      "beside several documents",
      { "api/a/pets.yaml": pets, "api/b/toys.yaml": toys.replace("/pets/", "/toys/") },
      ["api/a/pets.yaml", "api/b/toys.yaml", "-o", "src/client"],
      "api/twinspec.client.lock.yaml",
    ],
    [
      "beside what a pattern names",
      { "api/pets.yaml": pets },
      ["api/*.yaml", "-o", "src/client"],
      "api/twinspec.client.lock.yaml",
    ],
    [
      "beside the package.json for a document that npm installs",
      { "node_modules/pets/pets.yaml": pets, "package.json": "{}" },
      ["node_modules/pets/pets.yaml", "-o", "src/client"],
      "twinspec.src-client.lock.yaml",
    ],
    [
      "beside the package.json for a document below the output",
      { "client/api/pets.yaml": pets, "package.json": "{}" },
      ["client/api/pets.yaml", "-o", "client"],
      "twinspec.client.lock.yaml",
    ],
  ])("%s", async (_, files, args, lock) => {
    const here = workspace(files);
    await generate(here, ...args);
    expect(locksIn(here)).toEqual([lock]);
    expect((await here.run("check", ...args)).code).toBe(0);
    // whoever deletes the output keeps every name
    rmSync(join(here.folder, args.at(-1)!), { recursive: true });
    for (const [path, text] of Object.entries(files))
      here.write(path, text.replace("operationId: get", "operationId: fetch"));
    await generate(here, ...args);
    expect(here.files().filter((path) => /operations\/get\w+\.js$/.test(path))).not.toEqual([]);
    expect(here.files().filter((path) => /operations\/fetch/.test(path))).toEqual([]);
  });

  test("beside the package.json for standard input", async () => {
    const here = workspace({ "package.json": "{}" });
    for (const text of [pets, petsWith("operationId: getPet", "operationId: fetchPet")]) {
      expect(await here.spawn(["generate", "-", "-o", "src/client"], text)).toMatchObject({ code: 0 });
      expect(locksIn(here)).toEqual(["twinspec.src-client.lock.yaml"]);
      expect(here.files()).toContain("src/client/esm/operations/getPet.js");
      rmSync(join(here.folder, "src/client"), { recursive: true });
    }
  });

  test("beside the package.json where git ignores the documents, and at the top of a repository without one", async () => {
    const here = workspace({ "tmp/pets.yaml": pets, ".gitignore": "tmp\n" });
    execFileSync("git", ["init", "--quiet"], { cwd: here.folder });
    await generate(here, "tmp/pets.yaml", "-o", "src/client");
    expect(locksIn(here)).toEqual(["twinspec.src-client.lock.yaml"]);
    here.write("package.json", "{}");
    await generate(here, "tmp/pets.yaml", "-o", "src/client");
    expect(locksIn(here)).toEqual(["twinspec.src-client.lock.yaml"]);
  });
});

test("documents in a folder that may not be written to have it beside the package.json, unless it is there", async () => {
  const program = readFileSync(await bundled("generator/settings/lock-place.ts"), "utf8");
  const given = `{ inputs: ["api/pets.yaml"], folder: process.cwd(), output: process.cwd() + "/client" }`;
  const here = workspace({
    "api/pets.yaml": pets,
    "package.json": "{}",
    "place.mjs": `${program}\nprocess.stdout.write(lockPlace(${given}));\n`,
  });
  const modes = { "": 0o777, api: 0o555 };
  for (const [folder, mode] of Object.entries(modes)) chmodSync(join(here.folder, folder), mode);
  // root may write everywhere
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const place = () => {
    const found = spawnSync(process.execPath, ["place.mjs"], { cwd: here.folder, encoding: "utf8", ...nobody });
    return found.stderr === "" ? relative(here.folder, found.stdout) : found.stderr;
  };
  expect(place()).toBe("twinspec.client.lock.yaml");
  chmodSync(join(here.folder, "api"), 0o777);
  here.write("api/twinspec.pets.lock.yaml", "version: 1\n");
  chmodSync(join(here.folder, "api"), 0o555);
  expect(place()).toBe("api/twinspec.pets.lock.yaml");
  chmodSync(join(here.folder, "api"), 0o777);
});

test("two APIs whose documents share a folder have a lock each, and so have two documents of one name", async () => {
  const here = workspace({
    "pets.yaml": pets,
    "toys.yaml": toys,
    "toys.json": JSON.stringify({ openapi: "3.0.3", info: { title: "T", version: "1" }, paths: {} }),
  });
  await generate(here, "pets.yaml", "-o", "a/client");
  await generate(here, "toys.yaml", "-o", "b/client");
  await generate(here, "toys.json", "-o", "c/client");
  expect(locksIn(here)).toEqual([
    "twinspec.pets.lock.yaml",
    "twinspec.toys.json.lock.yaml",
    "twinspec.toys.yaml.lock.yaml",
  ]);
  expect(here.read("twinspec.pets.lock.yaml")).toContain('"getPet"');
  expect(here.read("twinspec.toys.yaml.lock.yaml")).toContain('"getToy"');
});

test("what a shell makes of a pattern finds the document alone", async () => {
  const here = workspace({ "pets.yaml": pets });
  await generate(here, "pets.yaml", "-o", "client");
  const files = here.files().filter((path) => !path.includes("/"));
  expect(files.filter((path) => path.startsWith("pets."))).toEqual(["pets.yaml"]);
  await generate(here, ...files.filter((path) => path.endsWith(".yaml")), "-o", "client");
  expect(locksIn(here)).toEqual(["twinspec.pets.lock.yaml"]);
});

test("a lock is no document of the folder that it is in", async () => {
  const here = workspace({ "api/pets.yaml": pets });
  await generate(here, "api/pets.yaml", "-o", "client");
  await generate(here, "api", "-o", "other");
  expect(here.read("api/twinspec.lock.yaml")).toContain('"getPet"');
});

describe("a lock at a place of before is read, moved and told:", () => {
  const renamed = petsWith("operationId: getPet", "operationId: fetchPet");
  const moved = (from: string, to: string) =>
    `info lock-moved: the lock "${from}" is from before; it belongs at "${to}"\nhelp: \`twinspec generate\` moves it there, and every name stays: commit both\n`;

  test("in the output", async () => {
    const here = workspace({ "pets.yaml": pets });
    await generate(here, "pets.yaml", "-o", "client");
    const lock = here.read("twinspec.pets.lock.yaml");
    rmSync(join(here.folder, "twinspec.pets.lock.yaml"));
    here.write("client/twinspec.lock.yaml", lock);
    here.write("pets.yaml", renamed);
    for (const args of [["check"], ["generate", "--frozen"], ["inspect"]] as const) {
      const { err } = await here.run(args[0], "pets.yaml", "-o", "client", ...args.slice(1));
      expect(locksIn(here)).toEqual(["client/twinspec.lock.yaml"]);
      if (args[0] === "generate") expect(err).toContain(moved("client/twinspec.lock.yaml", "twinspec.pets.lock.yaml"));
    }
    const said = await generate(here, "pets.yaml", "-o", "client");
    expect(said).toContain(moved("client/twinspec.lock.yaml", "twinspec.pets.lock.yaml"));
    expect(locksIn(here)).toEqual(["twinspec.pets.lock.yaml"]);
    expect(here.files()).toContain("client/esm/operations/getPet.js");
    expect(await generate(here, "pets.yaml", "-o", "client")).not.toContain("lock-moved");
  });

  test("in the output, where nothing else changed", async () => {
    const here = workspace({ "pets.yaml": pets });
    await generate(here, "pets.yaml", "-o", "client");
    renameSync(join(here.folder, "twinspec.pets.lock.yaml"), join(here.folder, "client/twinspec.lock.yaml"));
    expect((await here.run("check", "pets.yaml", "-o", "client")).code).toBe(0);
    await generate(here, "pets.yaml", "-o", "client");
    expect(locksIn(here)).toEqual(["twinspec.pets.lock.yaml"]);
  });

  test("of a document that has another name now", async () => {
    const here = workspace({ "pets-1.yaml": pets });
    await generate(here, "pets-1.yaml", "-o", "client");
    rmSync(join(here.folder, "pets-1.yaml"));
    here.write("pets-2.yaml", renamed);
    const said = await generate(here, "pets-2.yaml", "-o", "client");
    expect(said).toContain(moved("twinspec.pets-1.lock.yaml", "twinspec.pets-2.lock.yaml"));
    expect(locksIn(here)).toEqual(["twinspec.pets-2.lock.yaml"]);
    expect(here.files()).toContain("client/esm/operations/getPet.js");
  });

  test("where settings are written for what was generated without", async () => {
    const here = workspace({ "pets.yaml": pets });
    await generate(here, "pets.yaml", "-o", "client");
    here.write("twinspec.yaml", "input: pets.yaml\noutput: client\n");
    here.write("pets.yaml", renamed);
    expect(await generate(here)).toContain(moved("twinspec.pets.lock.yaml", "twinspec.lock.yaml"));
    expect(locksIn(here)).toEqual(["twinspec.lock.yaml"]);
    expect(here.files()).toContain("client/esm/operations/getPet.js");
  });
});

test("of two locks the one that is not read is told", async () => {
  const here = workspace({ "pets.yaml": pets });
  await generate(here, "pets.yaml", "-o", "client");
  here.write("client/twinspec.lock.yaml", here.read("twinspec.pets.lock.yaml"));
  expect(await generate(here, "pets.yaml", "-o", "client")).toContain(
    'client/twinspec.lock.yaml warning lock-unused: there are two locks: "twinspec.pets.lock.yaml" is read, and "client/twinspec.lock.yaml" is not\n',
  );
  expect(locksIn(here)).toHaveLength(2);
});

test("a manifest that names another file than a lock has none moved", async () => {
  const here = workspace({ "pets.yaml": pets, "precious.yaml": "version: 1\n" });
  await generate(here, "pets.yaml", "-o", "client");
  const path = "client/twinspec.manifest.json";
  here.write(path, here.read(path).replace("../twinspec.pets.lock.yaml", "../precious.yaml"));
  rmSync(join(here.folder, "twinspec.pets.lock.yaml"));
  await generate(here, "pets.yaml", "-o", "client");
  expect(here.read("precious.yaml")).toBe("version: 1\n");
});

test("the mock has the names of the lock that lies beside its document", async () => {
  const here = workspace({ "pets.yaml": pets });
  await generate(here, "pets.yaml", "-o", "client");
  here.write("pets.yaml", petsWith("operationId: getPet", "operationId: fetchPet"));
  const { out } = await here.run("inspect", "pets.yaml");
  expect(out).toContain("getPet");
});

describe("a lock that a frozen run left where it was is found by the next run", () => {
  test.each<[what: string, change: (here: Workspace) => void, args: string[], place: string]>([
    [
      "after settings were added",
      (here) => here.write("twinspec.yaml", "input: pets.yaml\noutput: client\n"),
      [],
      "twinspec.lock.yaml",
    ],
    [
      "after the document got another name",
      (here) => renameSync(join(here.folder, "pets.yaml"), join(here.folder, "shop.yaml")),
      ["shop.yaml", "-o", "client"],
      "twinspec.shop.lock.yaml",
    ],
  ])("%s", async (_, change, args, place) => {
    const here = workspace({ "pets.yaml": pets });
    await generate(here, "pets.yaml", "-o", "client");
    here.write("pets.yaml", toys);
    await generate(here, "pets.yaml", "-o", "client");
    change(here);
    await here.run("generate", ...args, "--frozen");
    expect(locksIn(here)).toEqual(["twinspec.pets.lock.yaml"]);
    await generate(here, ...args);
    expect(locksIn(here)).toEqual([place]);
    expect(here.read(place)).toContain('"name": "getPet"');
    expect(await here.run("check", ...args)).toMatchObject({ code: 0 });
  });
});

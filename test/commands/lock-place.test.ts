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
      "api/twinspec.src-client.lock.yaml",
    ],
    [
      "beside what a pattern names",
      { "api/pets.yaml": pets },
      ["api/*.yaml", "-o", "src/client"],
      "api/twinspec.src-client.lock.yaml",
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

describe("the lock of before is found without the output, where", () => {
  const other = JSON.stringify({ openapi: "3.0.3", info: { title: "T", version: "1" }, paths: {} });
  const renamed = petsWith("operationId: getPet", "operationId: fetchPet");
  const client = (here: Workspace) => rmSync(join(here.folder, "client"), { recursive: true, force: true });

  test("a document of the same name comes beside the only one, and goes again", async () => {
    const here = workspace({ "pets.yaml": pets });
    await generate(here, "pets.yaml", "-o", "client");
    client(here);
    here.write("pets.json", other);
    here.write("pets.yaml", renamed);
    // the new one has nothing to do with that lock
    await generate(here, "pets.json", "-o", "other");
    expect(here.read("twinspec.pets.json.lock.yaml")).not.toContain("getPet");
    expect(await generate(here, "pets.yaml", "-o", "client")).toContain("info lock-moved: ");
    expect(locksIn(here)).toEqual(["twinspec.pets.json.lock.yaml", "twinspec.pets.yaml.lock.yaml"]);
    expect(here.files()).toContain("client/esm/operations/getPet.js");
    client(here);
    rmSync(join(here.folder, "pets.json"));
    await generate(here, "pets.yaml", "-o", "client");
    expect(here.read("twinspec.pets.lock.yaml")).toContain('"name": "getPet"');
    expect(locksIn(here)).toEqual(["twinspec.pets.json.lock.yaml", "twinspec.pets.lock.yaml"]);
  });

  test("nothing tells which of two documents of one name it is that of, which is an error", async () => {
    const [plain, later] = ["getPing", "fetchPing"].map((id) =>
      JSON.stringify({
        openapi: "3.0.3",
        info: { title: "T", version: "1" },
        paths: { "/ping": { get: { operationId: id, responses: { 204: { description: "Done" } } } } },
      }),
    ) as [string, string];
    const here = workspace({ "ping.json": plain });
    await generate(here, "ping.json", "-o", "client");
    client(here);
    here.write("ping.json", later);
    here.write("ping.yaml", other);
    for (const command of ["generate", "check"]) {
      const { code, err } = await here.run(command, "ping.json", "-o", "client");
      expect({ code, err }).toMatchObject({
        code: 1,
        err: expect.stringContaining(
          'error lock-ambiguous: "twinspec.ping.lock.yaml" may be the lock of "ping.json" or of "ping.yaml", and nothing in it tells which\n',
        ),
      });
      expect(err).toContain(
        "help: rename it to `twinspec.ping.json.lock.yaml` or `twinspec.ping.yaml.lock.yaml`, whichever it is\n",
      );
    }
    expect(locksIn(here)).toEqual(["twinspec.ping.lock.yaml"]);
    renameSync(join(here.folder, "twinspec.ping.lock.yaml"), join(here.folder, "twinspec.ping.json.lock.yaml"));
    await generate(here, "ping.json", "-o", "client");
    expect(here.files()).toContain("client/esm/operations/getPing.js");
  });

  test.each<[what: string, before: string[], after: string[], place: string, hasBoth: boolean]>([
    ["a document joins", ["a/pets.yaml"], ["a/pets.yaml", "b/toys.yaml"], "twinspec.client.lock.yaml", true],
    ["a folder joins", ["a"], ["a", "b"], "twinspec.client.lock.yaml", true],
    ["the folder takes the place of a document", ["a/pets.yaml"], ["a"], "a/twinspec.lock.yaml", true],
    ["one of two documents goes", ["a/pets.yaml", "b/toys.yaml"], ["a/pets.yaml"], "a/twinspec.pets.lock.yaml", false],
  ])("%s", async (_, before, after, place, hasBoth) => {
    const here = workspace({ "a/pets.yaml": pets, "b/toys.yaml": toys.replace("/pets/", "/toys/") });
    await generate(here, ...before, "-o", "client");
    const [lock = ""] = locksIn(here);
    const text = here.read(lock);
    client(here);
    here.write("a/pets.yaml", renamed);
    const said = await generate(here, ...after, "-o", "client");
    expect(said).toContain("info lock-moved: ");
    expect(said).toContain(`"${lock}"`);
    expect(here.files()).toContain("client/esm/operations/getPet.js");
    expect(here.read(place)).toContain('"name": "getPet"');
    // what another client may be made with stays
    expect(locksIn(here)).toEqual(hasBoth ? [place, lock].sort() : [place]);
    if (hasBoth) expect(here.read(lock)).toBe(text);
    expect(await here.run("check", ...after, "-o", "client")).toMatchObject({ code: 0 });
  });

  test("settings are written", async () => {
    const here = workspace({ "pets.yaml": pets });
    await generate(here, "pets.yaml", "-o", "client");
    client(here);
    here.write("pets.yaml", renamed);
    here.write("twinspec.yaml", "input: pets.yaml\noutput: client\n");
    expect(await generate(here)).toContain('its names are taken from "twinspec.pets.lock.yaml"\n');
    expect(here.files()).toContain("client/esm/operations/getPet.js");
  });

  test("two clients become one, unless both use a name", async () => {
    const here = workspace({ "a/pets.yaml": pets, "b/toys.yaml": toys.replace("/pets/", "/toys/") });
    await generate(here, "a/pets.yaml", "-o", "client");
    await generate(here, "b/toys.yaml", "-o", "toys");
    here.write("a/pets.yaml", renamed);
    here.write("b/toys.yaml", toys.replace("/pets/", "/toys/").replace("getToy", "fetchToy"));
    client(here);
    const said = await generate(here, "a/pets.yaml", "b/toys.yaml", "-o", "client");
    expect(said).toContain('names are taken from "a/twinspec.pets.lock.yaml" and "b/twinspec.toys.lock.yaml"\n');
    expect(here.files().filter((path) => /^client\/esm\/operations\/(?:get|fetch).*\.js$/.test(path))).toEqual([
      "client/esm/operations/getPet.js",
      "client/esm/operations/getToy.js",
    ]);
    client(here);
    rmSync(join(here.folder, "twinspec.client.lock.yaml"));
    const clashing = here.read("b/twinspec.toys.lock.yaml").replace('"name": "getToy"', '"name": "getPet"');
    here.write("b/twinspec.toys.lock.yaml", clashing);
    const { code, err } = await here.run("generate", "a/pets.yaml", "b/toys.yaml", "-o", "client");
    expect(code).toBe(1);
    expect(err).toContain('error lock-ambiguous: there is no "twinspec.client.lock.yaml", and the names of ');
    here.write("twinspec.client.lock.yaml", "version: 1\n");
    await generate(here, "a/pets.yaml", "b/toys.yaml", "-o", "client");
    expect(here.files()).toContain("client/esm/operations/fetchPet.js");
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

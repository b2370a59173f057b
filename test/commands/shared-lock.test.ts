import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { pets, petsWith, Workspace } from "./workspace.ts";

const opened: Workspace[] = [];
afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

const toys = petsWith("operationId: getPet", "operationId: getToy").replace("/pets/", "/toys/");

function workspace(): Workspace {
  const made = new Workspace({ "api/pets.yaml": pets, "api/toys.yaml": toys, "api/more.yaml": toys });
  opened.push(made);
  return made;
}

async function generate(here: Workspace, ...args: readonly string[]): Promise<string> {
  const { code, err } = await here.run("generate", ...args);
  expect({ code, err }).toMatchObject({ code: 0 });
  return err;
}

function locksIn(here: Workspace): string[] {
  return here.files().filter((path) => path.endsWith("lock.yaml"));
}

const first = ["api/pets.yaml", "api/more.yaml", "-o", "a/client"];
const second = ["api/pets.yaml", "api/toys.yaml", "-o", "b/client"];

describe("two outputs of one name outside of the folder of their documents", () => {
  test("have a lock each", async () => {
    const here = workspace();
    for (const args of [first, second]) await generate(here, ...args);
    expect(locksIn(here)).toEqual(["api/twinspec.a-client.lock.yaml", "api/twinspec.b-client.lock.yaml"]);
    for (const args of [first, second]) expect(await here.run("check", ...args)).toMatchObject({ code: 0 });
  });

  test.each([
    ["with", false],
    ["without", true],
  ])("keep the names of the lock that they shared, %s the outputs", async (_, isGone) => {
    const here = workspace();
    await generate(here, ...second);
    renameSync(
      join(here.folder, "api/twinspec.b-client.lock.yaml"),
      join(here.folder, "api/twinspec.client.lock.yaml"),
    );
    here.write(
      "b/client/twinspec.manifest.json",
      here.read("b/client/twinspec.manifest.json").replace("twinspec.b-client.lock", "twinspec.client.lock"),
    );
    if (isGone) rmSync(join(here.folder, "b"), { recursive: true });
    const shared = here.read("api/twinspec.client.lock.yaml");
    here.write("api/pets.yaml", petsWith("operationId: getPet", "operationId: fetchPet"));
    for (const args of [first, second]) {
      const said = await generate(here, ...args);
      expect(said).toContain('its names are taken from "api/twinspec.client.lock.yaml"');
      expect(said).not.toContain("warning");
      expect(here.files()).toContain(`${args.at(-1)}/esm/operations/getPet.js`);
    }
    // another output may be made with it
    expect(here.read("api/twinspec.client.lock.yaml")).toBe(shared);
    for (const args of [first, second]) expect(await generate(here, ...args)).not.toContain("lock");
  });
});

test("a lock is not that of a document beside those that a pattern names", async () => {
  const here = workspace();
  here.write("api/more.yaml", petsWith("operationId: getPet", "operationId: fetchPet"));
  await generate(here, "api/pets.yaml", "-o", "a");
  const said = await generate(here, "api/{more,toys}.yaml", "-o", "b");
  expect(said).not.toContain("lock-moved");
  expect(here.read("api/twinspec.b.lock.yaml")).toContain('"name": "fetchPet"');
  const both = await generate(here, "api/p*.yaml", "-o", "c");
  expect(both).toContain('its names are taken from "api/twinspec.pets.lock.yaml"');
});

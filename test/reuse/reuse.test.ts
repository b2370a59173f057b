import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { build, type Generated, generate } from "../../generator/entry.ts";
import { Reuse } from "../../generator/reuse.ts";
import { readSettings } from "../../generator/settings/read-settings.ts";
import type { SettingsWithOutput } from "../../generator/settings/settings.ts";
import { Workspace } from "../commands/workspace.ts";
import { randomOf } from "../document/shuffle.ts";
import { type Api, choices, edits, filesOf, newApi, reaching } from "./edits.ts";

let here: Workspace | undefined;
afterEach(() => here?.dispose());

/** The settings in a folder, and how a run over them goes about it. */
function runIn(folder: string): [settings: SettingsWithOutput, options: NonNullable<Parameters<typeof build>[1]>] {
  const { settings, diagnostics } = readSettings(join(folder, "twinspec.json"), folder);
  return [settings as SettingsWithOutput, { workingFolder: folder, settingsDiagnostics: diagnostics.all }];
}

/** Everything that comes of an API beside what is on disk, lines and columns read. */
function outcomeOf({ files, diagnostics, nameChanges, lockText, documents }: Generated): object {
  const said = diagnostics.map((each) => JSON.parse(JSON.stringify(each)) as object);
  return { files: files && [...files], said, nameChanges, lock: lockText?.new, documents: [...documents] };
}

function textsIn(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

/** An API that is generated again and again: each time as it is generated anew, or else this throws. */
class Watched {
  private readonly reuse = new Reuse();
  private target: unknown;

  /** Writes an API and generates it; whether there was no error. */
  async isGenerated(api: Api, what: string): Promise<boolean> {
    const { folder } = here!;
    for (const [path, text] of Object.entries(filesOf(api))) here!.write(path, text);
    // what is of the other target stays as files that nobody wrote
    if (api.settings["target"] !== this.target) rmSync(join(folder, "client"), { recursive: true, force: true });
    this.target = api.settings["target"];
    const [settings, options] = runIn(folder);
    const anew = await build(settings, options);
    const again = await generate(settings, { ...options, reuse: this.reuse });
    expect(outcomeOf(again), what).toEqual(outcomeOf(anew));
    if (!anew.files) return false;
    expect(textsIn(join(folder, "client")), what).toEqual(new Map([...anew.files].sort()));
    expect(here!.read("twinspec.lock.yaml"), what).toBe(anew.lockText?.new);
    return true;
  }
}

test.each([1, 2])("what is generated again is what is generated anew, after any edits (seed %i)", async (seed) => {
  const random = randomOf(seed);
  here = new Workspace();
  const watched = new Watched();
  const api = newApi();
  const names = Object.keys(edits);
  const done: string[] = [];
  let generated = 0;
  for (let step = 0; step < 30; step += 1) {
    if (await watched.isGenerated(api, `seed ${seed}: ${done.join(", ")}`)) generated += 1;
    for (let count = Math.ceil(random() * 2); count > 0; count -= 1) {
      // what is broken is mended before long
      const name = api.isBroken ? "break the document, or mend it" : names[Math.floor(random() * names.length)]!;
      edits[name]!(api, random);
      done.push(name);
    }
  }
  expect(generated).toBeGreaterThan(15);
});

test("so it is where an edit reaches what it is not in, and where that is undone", async () => {
  here = new Workspace();
  const watched = new Watched();
  for (const [what, edit] of Object.entries(reaching)) {
    const edited = newApi();
    edit(edited);
    // the settings alone come first: they change everything
    expect(await watched.isGenerated({ ...newApi(), settings: edited.settings }, `before: ${what}`)).toBe(true);
    expect(await watched.isGenerated(edited, what), what).toBe(true);
    expect(await watched.isGenerated({ ...newApi(), settings: edited.settings }, `after: ${what}`)).toBe(true);
  }
});

test("so it is where settings alone change, and where that is undone", async () => {
  here = new Workspace();
  const watched = new Watched();
  const api = newApi();
  api.main["openapi"] = "3.0.3";
  api.main.components.schemas["Mood"] = { type: "string", nullable: true, enum: ["good", "bad"] };
  for (const choice of choices) {
    expect(await watched.isGenerated(api, `before: ${JSON.stringify(choice)}`)).toBe(true);
    const chosen = { ...api, settings: { ...api.settings, ...choice } };
    expect(await watched.isGenerated(chosen, JSON.stringify(choice)), JSON.stringify(choice)).toBe(true);
  }
});

test("a file that is changed by hand between two runs is found, and one that is gone is written", async () => {
  here = new Workspace(filesOf(newApi()));
  const [settings, options] = runIn(here.folder);
  const reuse = new Reuse();
  const again = () => generate(settings, { ...options, reuse });
  await again();
  expect((await again()).hasChanged).toBe(false);
  const path = "client/esm/operations/getTree.js";
  const text = here.read(path);
  // as long as before, and at once
  here.write(path, text.replace("getTree", "getTrea"));
  const edited = await again();
  expect(edited.diagnostics.map(({ code }) => code)).toContain("file-edited");
  here.write(path, text);
  rmSync(join(here.folder, "client/esm/operations/getTree.d.ts"));
  expect(await again()).toMatchObject({ hasChanged: true, written: 1 });
  expect(existsSync(join(here.folder, "client/esm/operations/getTree.d.ts"))).toBe(true);
});

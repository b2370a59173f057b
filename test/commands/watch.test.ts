import { type ChildProcess, spawn } from "node:child_process";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cli, Workspace } from "./workspace.ts";

const returns = {
  200: { description: "OK", content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
};

function pets(operations: Record<string, string>, Pet: object = { type: "object" }): string {
  const paths = Object.fromEntries(
    Object.entries(operations).map(([path, operationId]) => [path, { get: { operationId, responses: returns } }]),
  );
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths,
    components: { schemas: { Pet } },
  });
}

/** A command line that goes on. */
class Running {
  readonly child: ChildProcess;
  private said = "";
  private seen = 0;

  constructor(folder: string, args: readonly string[]) {
    this.child = spawn(process.execPath, [...cli, ...args], { cwd: folder });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding("utf8").on("data", (text: string) => (this.said += text));
  }

  /** What is said from the last time on, once it has a line that fits. */
  async says(line: RegExp): Promise<string> {
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      const news = this.said.slice(this.seen);
      if (line.test(news)) {
        this.seen = this.said.length;
        return news;
      }
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(`it says no ${line}, but: ${this.said.slice(this.seen)}`);
  }

  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.child.on("close", done));
    this.child.kill("SIGINT");
    return ended;
  }
}

let here: Workspace;
let running: Running | undefined;
beforeEach(() => {
  here = new Workspace({
    "pets.json": pets({ "/pets": "listPets" }),
    "twinspec.yaml": "input: [pets.json]\noutput: client\n",
  });
});
afterEach(() => {
  running?.child.kill("SIGKILL");
  here.dispose();
});

test("generates again what changed, says so on one line, and lets go of errors that are mended", async () => {
  running = new Running(here.folder, ["generate", "--watch"]);
  expect(await running.says(/Stop with Ctrl\+C\./)).toMatch(
    /: \d+ of \d+ files written to client in \d+\.\d s\nwatching 3 files\. Stop with Ctrl\+C\.\n$/,
  );

  // pieces, and a file that takes the place of another, as editors have it
  here.write("pets.json", "{");
  here.write("new.json", pets({ "/pets": "listPets", "/toys": "listToys" }));
  renameSync(join(here.folder, "new.json"), join(here.folder, "pets.json"));
  const added = await running.says(/listToys/);
  expect(added).toMatch(
    /: pets\.json changed: \d+ of \d+ files written to client in \d+\.\d s\n {2}1 name new: listToys \(GET \/toys\)\n$/,
  );
  expect(here.read("client/esm/operations/listToys.js")).toContain("/toys");

  here.write("pets.json", "{ broken");
  expect(await running.says(/nothing was written/)).toMatch(
    /pets\.json:1:\d+ error syntax: .*\n[\s\S]*: pets\.json changed: nothing was written\n$/,
  );
  here.write(
    "pets.json",
    pets({ "/pets": "listPets", "/toys": "listToys" }, { type: "object", properties: { a: { type: "string" } } }),
  );
  expect(await running.says(/mended/)).toMatch(
    /: pets\.json changed: \d+ of \d+ files written to client in \d+\.\d s; 1 error mended\n$/,
  );

  here.write(
    "fix.yaml",
    'overlay: 1.1.0\ninfo: { title: O, version: "1" }\nactions:\n  - { target: $.paths, update: { /cats: { get: { operationId: listCats } } } }\n',
  );
  here.write("twinspec.yaml", "input: [pets.json]\noutput: client\noverlays: [fix.yaml]\n");
  expect(await running.says(/listCats/)).toMatch(/: twinspec\.yaml changed: /);
  here.write("fix.yaml", here.read("fix.yaml").replaceAll("Cats", "Dogs").replaceAll("cats", "dogs"));
  expect(await running.says(/listDogs/)).toMatch(/: fix\.yaml changed: /);
  here.write("twinspec.yaml", "input: [pets.json\n");
  await running.says(/twinspec\.yaml changed: nothing was written/);
  here.write("twinspec.yaml", "input: [pets.json]\noutput: client\n");
  await running.says(/twinspec\.yaml changed: .*mended/);

  here.write("intro.md", "What it is.");
  here.write("examples/one.ts", "1;");
  here.write(
    "twinspec.yaml",
    "input: [pets.json]\noutput: client\npackage: { readme: intro.md, examples: examples }\n",
  );
  await running.says(/twinspec\.yaml changed: /);
  here.write("intro.md", "What it is for.");
  await running.says(/intro\.md changed: /);
  expect(here.read("client/README.md")).toContain("What it is for.");
  here.write("examples/one.ts", "2;");
  await running.says(/one\.ts changed: /);
  expect(here.read("client/examples/one.ts")).toContain("2;");

  expect(await running.stop()).toBe(0);
  expect(await running.says(/stopped/)).toBe("stopped\n");
});

test("generates nothing for a file that is written as it was, and a document that comes into a folder is one", async () => {
  here.write("twinspec.yaml", "output: client\n");
  running = new Running(here.folder, ["generate", "-w"]);
  await running.says(/Stop with Ctrl\+C\./);
  here.write("pets.json", here.read("pets.json"));
  here.write("notes.txt", "x");
  await new Promise((done) => setTimeout(done, 400));
  here.write("cats.json", pets({ "/cats": "listCats" }));
  expect(await running.says(/listCats/)).toMatch(/^[^\n]*: cats\.json changed: /);
});

test("a document that comes to fit a pattern is one, and an output of one's own is followed too", async () => {
  const output = (word: string) =>
    `export default { name: "list", emit: () => ({ files: new Map([["list.txt", "${word}"]]) }) };`;
  here.write("list.mjs", output("first"));
  here.write("pets.json", pets({ "/pets": "listPets" }));
  here.write("twinspec.yaml", "input: ['p*.json']\noutput: client\noutputs: [client, ./list.mjs]\n");
  running = new Running(here.folder, ["generate", "-w"]);
  await running.says(/Stop with Ctrl\+C\./);
  here.write("list.mjs", output("second"));
  await running.says(/: list\.mjs changed: /);
  expect(here.read("client/list.txt")).toBe("second");
  here.write("cats.json", pets({ "/cats": "listCats" }));
  await new Promise((done) => setTimeout(done, 400));
  here.write("pups.json", pets({ "/pups": "listPups" }));
  expect(await running.says(/listPups/)).toMatch(/^[^\n]*: pups\.json changed: /);
});

test.each<[string[], string]>([
  [["-"], '"--watch" needs files, and "-" is none'],
  [["https://example.com/openapi.json"], '"--watch" needs files, and "https://example.com/openapi.json" is none'],
  [["--format", "json"], '"--watch" is for people: it has no other format than pretty'],
])("%j is a mistake", async (more, want) => {
  const { code, err } = await here.run("generate", "--watch", "-o", "client", ...more);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(want) });
});

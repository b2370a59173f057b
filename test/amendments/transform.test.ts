import { afterEach, beforeEach, expect, test } from "vitest";
import { Workspace } from "../commands/workspace.ts";

const document = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: { "/pets": { get: { operationId: "listPets", responses: {} } } },
});

let here: Workspace;
beforeEach(() => {
  here = new Workspace({
    "pets.json": document,
    "twinspec.yaml": "input: [pets.json]\noutput: client\ntransform: ./transform.mjs\n",
  });
});
afterEach(() => here.dispose());

async function names(): Promise<string[]> {
  const { out } = await here.run("inspect", "--format", "json");
  const [{ operations = [] }] = JSON.parse(out) as [{ operations?: { name: string }[] }];
  return operations.map(({ name }) => name);
}

test("a transform is given each document, after the overlays, and returns what it becomes", async () => {
  here.write(
    "transform.mjs",
    `export default (document, { file }) => {
  for (const item of Object.values(document.paths)) item.get.operationId += " " + file + " " + item["x-say"];
  return document;
};\n`,
  );
  here.write(
    "o.json",
    JSON.stringify({
      overlay: "1.0.0",
      info: { title: "O", version: "1" },
      actions: [{ target: "$.paths.*", update: { "x-say": "hi" } }],
    }),
  );
  here.write("twinspec.yaml", `${here.read("twinspec.yaml")}overlays: [o.json]\n`);
  expect(await names()).toEqual(["listPetsPetsJsonHi"]);
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  expect(await here.run("check")).toMatchObject({ code: 0 });
  here.write("transform.mjs", 'export default (d) => ({ ...d, info: { ...d.info, title: "Cats" } });\n');
  expect(await here.run("check")).toMatchObject({ code: 1 });
});

test("an entry under a key that stands twice stays", async () => {
  here.write(
    "pets.json",
    document.replace(
      '"paths":{',
      '"paths":{"/pets":{"get":{"operationId":"second","responses":{"200":{"description":"x"}}}},',
    ),
  );
  here.write("transform.mjs", "export default (d) => d;\n");
  const before = await names();
  here.write("twinspec.yaml", "input: [pets.json]\n");
  expect(await names()).toEqual(before);
  expect(before).toHaveLength(2);
});

test.each<[string, string | undefined, RegExp]>([
  [
    "is not there",
    undefined,
    /twinspec\.yaml:3:12 error file-not-found: the transform "\.\/transform\.mjs" does not exist/,
  ],
  [
    "throws",
    "export default () => {\n  throw new Error('no pets');\n};\n",
    /transform\.mjs:2:9 error transform-failed: the transform ".*" failed on "pets\.json": no pets/,
  ],
  [
    "exports no function",
    "export const a = 1;\n",
    /twinspec\.yaml:3:12 error transform-failed: the transform ".*" exports no function as default/,
  ],
  ["returns nothing", "export default () => {};\n", /it returns nothing, and must return the document/],
  ["is asynchronous", "export default async (d) => d;\n", /it returns a promise, and must return the document itself/],
  ["returns no object", "export default () => [];\n", /it must return an object/],
  ["returns a circle", "export default (d) => ((d.self = d), d);\n", /nested too deeply, or holds itself/],
])("a transform that %s is an error with its place", async (_, text, want) => {
  if (text !== undefined) here.write("transform.mjs", text);
  const { code, err } = await here.run("generate");
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(want) });
  expect(here.files().filter((file) => file.startsWith("client/"))).toEqual([]);
});

test.each([
  [
    "is no JavaScript",
    "transform.mjs",
    'const name = "🐈é"; export default (d) => {\n  return "🐈é"; const = d;\n};\n',
    "transform.mjs:2:23 error transform-failed: the transform \"transform.mjs\" cannot be loaded: Unexpected token '='\n",
  ],
  [
    "imports what there is not",
    "transform.mjs",
    '\nimport { nothing } from "node:fs";\nexport default nothing;\n',
    "transform.mjs:2:1 error transform-failed: ",
  ],
  [
    "is no TypeScript",
    "transform.ts",
    'const cat: string = "🐈"; export default (d: object): object => d d;\n',
    'transform.ts:1:66 error transform-failed: the transform "transform.ts" cannot be loaded: ',
  ],
])("a module that %s is an error with its line", async (_, file, text, want) => {
  here.write("twinspec.yaml", `input: [pets.json]\noutput: client\ntransform: ${file}\n`);
  here.write(file, text);
  // as Node loads it, and not what runs the tests
  const { code, err } = await here.spawn(["generate"]);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(want) });
});

import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { analyze, type Diagnostic, readSettings } from "../../generator/entry.ts";
import { startMock } from "../../mocks/index.ts";
import { Workspace } from "../commands/workspace.ts";

const document = `openapi: 3.1.0
info: { title: Pets, version: "1" }
tags: [{ name: pets }, { name: old }, { name: new }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets, old]
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        - { name: from, in: query, schema: { type: integer } }
      responses: { "200": { description: OK } }
    post:
      operationId: addPet
      responses: { "201": { description: Made } }
`;

let here: Workspace;
beforeEach(() => {
  here = new Workspace({ "pets.yaml": document });
});
afterEach(() => here.dispose());

/** The operations of the document with overlays, and what is said of them. */
async function overlaid(...overlays: string[]) {
  const files = overlays.map((_, index) => `${index + 1}.overlay.yaml`);
  for (const [index, text] of overlays.entries()) here.write(files[index]!, text);
  here.write("twinspec.yaml", `input: [pets.yaml]\noverlays: [${files.join(", ")}]\n`);
  const { settings } = readSettings(`${here.folder}/twinspec.yaml`, here.folder);
  const { model, diagnostics } = await analyze(settings!, { workingFolder: here.folder });
  return { operations: model?.operations ?? [], tags: model?.tags ?? [], said: diagnostics.map(said) };
}

function said({ severity, code, message, at, help }: Diagnostic): string {
  const more = help === undefined ? "" : `; ${help}`;
  return `${at?.file}:${at?.line}:${at?.column} ${severity} ${code}: ${message}${more}`;
}

/** An overlay with these actions. */
function overlay(actions: string, version = "1.1.0", more = ""): string {
  return `overlay: ${version}\ninfo: { title: O, version: "1" }\n${more}actions:\n${actions.replace(/^/gm, "  ")}\n`;
}

const remove = (target: string) => `- { target: "${target}", remove: true }`;

describe("an action", () => {
  test("merges objects, appends to arrays, replaces primitives", async () => {
    const { operations, said } = await overlaid(
      overlay(`- target: $.paths['/pets'].get
  update: { operationId: findPets, parameters: [{ name: sort, in: query, schema: { type: string } }] }
- target: $.paths['/pets'].get.tags
  update: new
- target: $.paths['/pets'].post.operationId
  update: makePet
- target: $.paths
  update: { /owners: { get: { operationId: listOwners, responses: {} } } }`),
    );
    expect(said).toEqual([]);
    expect(operations.map(({ name }) => name)).toEqual(["findPets", "listOwners", "makePet"]);
    expect(operations[0]!.parameters.map(({ name }) => name)).toEqual(["limit", "from", "sort"]);
  });

  test("removes all that it selects, from the last", async () => {
    const { operations, said } = await overlaid(
      overlay(`${remove("$.paths.*.get.parameters[*]")}\n${remove("$.paths.*.post")}`),
    );
    expect(said).toEqual([]);
    expect(operations.map(({ name, parameters }) => [name, parameters])).toEqual([["listPets", []]]);
  });

  test("copies what another JSONPath selects, in 1.1", async () => {
    const moved = `- target: $.paths
  update: { /animals: {} }
- target: $.paths['/animals']
  copy: $.paths['/pets']
${remove("$.paths['/pets']")}`;
    const { operations, said } = await overlaid(overlay(moved));
    expect(said).toEqual([]);
    expect(operations.map(({ path }) => path)).toEqual(["/animals", "/animals"]);
    const of10 = await overlaid(overlay(moved, "1.0.0"));
    expect(of10.said).toContain(
      '1.overlay.yaml:7:5 error overlay-invalid: an action has no "copy"; say `overlay: 1.1.0`',
    );
  });

  test("sees what those before it did, in this overlay and in others", async () => {
    const { operations, said } = await overlaid(
      overlay(`- target: $.paths['/pets'].get\n  update: { x-kind: read }`),
      overlay(`- target: $.paths.*[?@['x-kind'] == 'read']\n  update: { operationId: one }`, "1.0.0"),
      overlay(`- target: $..[?@.operationId == 'one']\n  update: { operationId: two }`),
    );
    expect(said).toEqual([]);
    expect(operations.map(({ name }) => name)).toEqual(["addPet", "two"]);
  });

  test("changes no other place that has the same YAML anchor", async () => {
    here.write(
      "pets.yaml",
      document.replace("get:\n", "get: &get\n").replace("    post:", "  /cats: { get: *get }\n  /more:\n    post:"),
    );
    const { operations } = await overlaid(
      overlay(`- target: $.paths['/cats'].get\n  update: { operationId: listCats }`),
    );
    expect(operations.map(({ name }) => name)).toEqual(["addPet", "listCats", "listPets"]);
  });
});

describe("a diagnostic", () => {
  test("is in the document where that says it, and in the overlay where that does", async () => {
    const { said } = await overlaid(
      overlay(`${remove("$.paths['/pets'].get.parameters[0]")}
- target: $.paths['/pets'].get.parameters
  update: { $ref: "#/components/parameters/Sort" }
- target: $.paths['/pets'].get.parameters[0]
  update: { x-more: true }`),
    );
    const nowhere = said.filter((each) => each.includes("ref-not-found"));
    expect(nowhere).toEqual([expect.stringMatching(/^1\.overlay\.yaml:6:2\d .* ref-not-found: /)]);
    here.write(
      "pets.yaml",
      document.replace("- { name: from, in: query, schema: { type: integer } }", '- { $ref: "#/x" }'),
    );
    const shifted = await overlaid(overlay(remove("$.paths['/pets'].get.parameters[0]")));
    expect(shifted.said.filter((each) => each.includes("ref-not-found"))).toEqual([
      expect.stringMatching(/^pets\.yaml:11:1\d .* ref-not-found: /),
    ]);
  });

  test("is in the document of Swagger 2.0 as it was published", async () => {
    here.write(
      "pets.yaml",
      `swagger: "2.0"
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: OK, schema: { $ref: "#/definitions/Pets" } } }
definitions:
  Pet: { type: object, properties: { owner: { $ref: "#/definitions/Owner" } } }
`,
    );
    const { said } = await overlaid(
      overlay(`- target: $.definitions\n  update: { Pets: { type: array, items: { $ref: "#/definitions/Pat" } } }`),
    );
    const found = said.filter((each) => each.includes("ref-not-found"));
    expect(found.join("\n")).toMatch(/1\.overlay\.yaml:5:\d+ .*Pat"/);
    expect(found.join("\n")).toMatch(/pets\.yaml:9:\d+ .*Owner"/);
  });
});

describe("what is wrong is said with its place", () => {
  test.each<[string, string, string]>([
    [
      "a target that selects nothing",
      overlay(remove("$.paths['/pet']")),
      "1.overlay.yaml:4:15 warning overlay-unmatched: the target selects nothing in any document",
    ],
    [
      "no JSONPath",
      overlay(remove("$.paths[")),
      '1.overlay.yaml:4:15 error overlay-invalid: "$.paths[" is not a JSONPath (RFC 9535): unclosed bracketed selection at character 8',
    ],
    [
      "a field of another name",
      overlay('- { target: "$", updates: {} }'),
      '1.overlay.yaml:4:20 error overlay-invalid: an action has no "updates"; did you mean "update"?',
    ],
    [
      "no change",
      overlay('- { target: "$.info" }'),
      "1.overlay.yaml:4:5 error overlay-invalid: an action needs `update`, `remove: true` or, in 1.1, `copy`",
    ],
    [
      "another version",
      overlay(remove("$.info.title"), "2.0.0"),
      '1.overlay.yaml:1:10 error overlay-invalid: "2.0.0" is not a version of Overlay that can be read; 1.0 and 1.1 can be',
    ],
    [
      "no overlay",
      "openapi: 3.1.0\n",
      '1.overlay.yaml:1:1 error overlay-invalid: "1.overlay.yaml" is not an overlay: it has no `overlay` at its root',
    ],
    [
      "no actions",
      'overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: []\n',
      "1.overlay.yaml:3:10 error overlay-invalid: `actions` must be an array with at least one action",
    ],
    [
      "the whole document gone",
      overlay(remove("$")),
      "1.overlay.yaml:4:15 error overlay-invalid: a whole document cannot be removed",
    ],
    [
      "values that cannot be merged",
      overlay('- { target: "$", update: { info: [] } }'),
      "1.overlay.yaml:4:36 error overlay-invalid: an array cannot be merged with an object",
    ],
    [
      "values of several kinds",
      overlay(`- { target: "$['info', 'openapi']", update: {} }`),
      "1.overlay.yaml:4:15 error overlay-invalid: the target selects objects and primitive values, which cannot be changed alike",
    ],
    ["YAML that is none", "overlay: [", "1.overlay.yaml:1:11 error syntax: "],
  ])("%s", async (_, text, want) => {
    const { said } = await overlaid(text);
    expect(said.filter((each) => each.startsWith("1.overlay")).join("\n")).toContain(want);
  });

  test("a file that is not there", async () => {
    here.write("twinspec.yaml", "input: [pets.yaml]\noutput: client\noverlays:\n  - gone.yaml\n");
    const { code, err } = await here.run("generate");
    expect(code).toBe(1);
    expect(err).toContain('twinspec.yaml:4:5 error file-not-found: the overlay "gone.yaml" does not exist');
  });
});

test.each([
  ["cannot be read", overlay(remove("$.paths["))],
  ["is not there", undefined],
  ["cannot be applied", overlay(`${remove("$.paths.*.post")}\n- { target: $.info, update: { title: [] } }`)],
])("an overlay that %s is all that is said: nothing is named, written or served without it", async (_, broken) => {
  here.write("pets.yaml", `${document}  /old: { get: { responses: {} } }\n`);
  here.write("o.yaml", overlay("- target: $.paths['/pets'].get\n  update: { operationId: findPets }"));
  here.write("twinspec.yaml", "input: [pets.yaml]\noutput: client\noverlays: [o.yaml]\nvendor: [specs.example.com]\n");
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  const files = here.files().filter((file) => file !== "o.yaml");
  if (broken === undefined) rmSync(join(here.folder, "o.yaml"));
  else here.write("o.yaml", broken);
  for (const command of ["generate", "check", "inspect", "vendor", "scopes"]) {
    const { code, err } = await here.run(command, "--verbose");
    expect({ command, code }).toEqual({ command, code: 1 });
    expect(err.match(/ (?:error|warning|note) [a-z-]+/g)).toEqual([
      expect.stringMatching(/ error (?:overlay-invalid|file-not-found)/),
    ]);
  }
  await expect(startMock({ spec: here.folder })).rejects.toThrow(/overlay/);
  expect(here.files().filter((file) => file !== "o.yaml")).toEqual(files);
});

test("`extends` chooses the document, and an address of elsewhere all of them", async () => {
  here.write("cats.yaml", document.replaceAll("pets", "cats").replaceAll("Pet", "Cat"));
  const text = (extended: string) =>
    overlay(
      `- target: $.paths.*.post.responses['201']\n  update: { description: X }\n- target: $.paths.*.get\n  remove: true`,
      "1.1.0",
      `extends: ${extended}\n`,
    );
  here.write("o.yaml", text("./cats.yaml"));
  here.write("twinspec.yaml", "input: [pets.yaml, cats.yaml]\noverlays: [o.yaml]\n");
  const names = async () => {
    const [{ operations }] = JSON.parse((await here.run("inspect", "--format", "json")).out) as [
      { operations: { name: string }[] },
    ];
    return operations.map(({ name }) => name);
  };
  expect(await names()).toEqual(["addCat", "addPet", "listPets"]);
  here.write("o.yaml", text("https://example.com/openapi.yaml"));
  expect(await names()).toEqual(["addCat", "addPet"]);
});

test("check sees that an overlay changed, and the mock serves what it says", async () => {
  here.write("o.yaml", overlay(remove("$.paths.*.post")));
  here.write("twinspec.yaml", "input: [pets.yaml]\noutput: client\noverlays: [o.yaml]\n");
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  expect(await here.run("check")).toMatchObject({ code: 0 });
  expect(here.read("client/twinspec.manifest.json")).toContain('"o.yaml"');
  const mock = await startMock({ spec: here.folder });
  expect(mock.operations.map(({ name }) => name)).toEqual(["listPets"]);
  await mock.close();
  here.write("o.yaml", overlay(remove("$.paths.*.get")));
  expect(await here.run("check")).toMatchObject({ code: 1 });
});

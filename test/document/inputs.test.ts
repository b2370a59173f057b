import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { answers, openApi, read, withoutPlaces } from "./read.ts";

const toys = openApi(
  { "/toys": { get: answers({ $ref: "#/components/schemas/Toy" }) } },
  { schemas: { Toy: { type: "object" } } },
);
const pets = openApi({ "/pets": { get: answers({ type: "string" }) } });
const yaml = stringify(toys);

describe("one document", () => {
  const wide = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

  test.each<[string, Record<string, string | Uint8Array>, string[], object]>([
    ["as a file of YAML", { "toys.yaml": yaml }, ["toys.yaml"], {}],
    ["as a file of JSON", { "toys.json": JSON.stringify(toys) }, ["toys.json"], {}],
    [
      "as indented JSON with a byte order mark",
      { "toys.json": `\ufeff${JSON.stringify(toys, null, 2)}` },
      ["toys.json"],
      {},
    ],
    [
      "as YAML with a byte order mark and CRLF",
      { "toys.yaml": `\ufeff${yaml.replaceAll("\n", "\r\n")}` },
      ["toys.yaml"],
      {},
    ],
    ["as JSON in UTF-16, as PowerShell writes it", { "toys.json": wide(JSON.stringify(toys)) }, ["toys.json"], {}],
    ["as YAML in UTF-16 of the other order, in a folder", { "toys.yaml": wide(yaml).swap16() }, ["."], {}],
    ["as a folder", { "toys.yml": yaml }, ["."], {}],
    ["as a glob", { "api/toys.yaml": yaml, "api/note.yaml": "a: 1" }, ["api/*.yaml"], { root: "api" }],
    ["as a file named twice", { "toys.yaml": yaml }, ["toys.yaml", "./toys.yaml"], {}],
    ["as a file and by its folder", { "toys.yaml": yaml }, ["toys.yaml", "."], {}],
    ["as JSON in a file without an extension", { toys: JSON.stringify(toys) }, ["toys"], {}],
  ])("%s gives the same API", async (_, files, inputs, options) => {
    const want = await read({ "toys.yaml": yaml }, ["toys.yaml"]);
    const { api, said } = await read(files, inputs, options);
    expect(said).toEqual([]);
    const named = (value: unknown) => JSON.stringify(value).replace(/toys(\.\w+)?#/g, "toys#");
    expect(named(withoutPlaces(api))).toBe(named(withoutPlaces(want.api)));
    expect(api.operations.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /toys"]);
  });

  test.each([yaml, JSON.stringify(toys)])("comes from standard input, whether YAML or JSON", async (standardInput) => {
    const { api, said } = await read({}, ["-"], { standardInput });
    expect(said).toEqual([]);
    expect(api.operations.map(({ path }) => path)).toEqual(["/toys"]);
  });

  test("from standard input is shown as such", async () => {
    const { said } = await read({}, ["-"], { standardInput: "openapi: 3.0.3\npaths:\n\t/x: {}" });
    expect(said).toEqual(["<stdin>:3:1 error syntax: a tab is used for indentation"]);
  });
});

describe("several documents", () => {
  test("are one API, whatever order they are named in", async () => {
    const files = { "a/toys.json": toys, "b/pets.json": pets };
    const one = await read(files, ["a/toys.json", "b/pets.json"]);
    const other = await read(files, ["b/pets.json", "a/toys.json"]);
    expect(one.said).toEqual([]);
    expect(one.api.operations.map(({ path }) => path)).toEqual(["/pets", "/toys"]);
    expect(withoutPlaces(other.api)).toEqual(withoutPlaces(one.api));
  });

  test("in a folder are found among other files, at any depth, but not in node_modules", async () => {
    const { api } = await read({
      "toys.json": toys,
      "deep/er/pets.yaml": stringify(pets),
      "package.json": { name: "x" },
      "schemas/Toy.yaml": "type: object",
      "node_modules/x/other.json": openApi({ "/other": {} }),
      "twinspec.yaml": "input: [openapi]",
    });
    expect(api.operations.map(({ path }) => path)).toEqual(["/pets", "/toys"]);
  });

  test("in a folder are found on one line with the version last; what only mentions OpenAPI is not", async () => {
    const { api, said } = await read({
      "api/toys.json": '{"paths":{"/toys":{"get":{"responses":{"200":{"description":"ok"}}}}},"openapi":"3.1.0"}',
      "api/package.json": { dependencies: { openapi: "3.0.0", swagger: "2.0.0" } },
    });
    expect(said).toEqual([]);
    expect(api.operations.map(({ path }) => path)).toEqual(["/toys"]);
    const none = await read({ "package.json": { dependencies: { openapi: "3.0.0" } } });
    expect(none.said).toEqual(['. error no-documents: no OpenAPI document was found in "."']);
  });

  test("that cannot be read do not hide the others", async () => {
    const { api, said } = await read({ "toys.json": toys, "broken.yaml": "openapi: 3.0.0\n\tpaths:" }, [
      "toys.json",
      "broken.yaml",
      "none.yaml",
    ]);
    expect(api.operations).toHaveLength(1);
    expect(said.toSorted()).toEqual([
      "broken.yaml:2:1 error syntax: a tab is used for indentation",
      'none.yaml error file-not-found: the file "none.yaml" does not exist',
    ]);
  });

  test.each([
    ["a schema", "Pet.yaml", "", "{type: "],
    ["a schema in it", "Pet.yaml", "#/Pet", "Pet: {type: "],
    ["a schema of JSON", "Pet.json", "", '{"type": "object"'],
    ["a schema that is empty JSON", "Pet.json", "", ""],
  ])("that others refer to and that have faults of syntax are told with their places: %s", async (...given) => {
    const [, file, fragment, text] = given;
    const schema = `{ $ref: "${file}${fragment}" }`;
    const { said } = await read(
      {
        [file]: text,
        "api.yaml": `openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses: { "200": { description: ok, content: { application/json: { schema: ${schema} } } } }
`,
      },
      ["api.yaml"],
    );
    expect(said).toContainEqual(expect.stringMatching(new RegExp(`^${file}:1:\\d+ error syntax: `)));
    expect(said).toContainEqual(
      expect.stringMatching(
        /^api\.yaml:6:\d+ warning ref-not-found: cannot find "Pet\.[^"]*": "Pet\.\w+" cannot be read$/,
      ),
    );
    expect(said).not.toContainEqual(expect.stringContaining("wrong-type"));
  });

  test("that others refer to as path items, and that have faults of syntax, are told with their places", async () => {
    const { said } = await read(
      {
        "pets.yaml": "get: {",
        "api.yaml": `openapi: 3.1.0\ninfo: { title: Pets, version: "1" }\npaths: { /pets: { $ref: pets.yaml } }\n`,
      },
      ["api.yaml"],
    );
    expect(said).toContainEqual(expect.stringMatching(/^pets\.yaml:1:\d+ error syntax: /));
    expect(said).toContainEqual(expect.stringContaining('cannot find "pets.yaml": "pets.yaml" cannot be read'));
  });

  test("in one file of YAML are a fault: only one would be read", async () => {
    const { said } = await read({ "both.yaml": `${stringify(toys)}---\n${stringify(pets)}` }, ["both.yaml"]);
    const line = stringify(toys).split("\n").length;
    expect(said).toEqual([
      `both.yaml:${line}:1 error syntax: the file contains several YAML documents; only one is supported`,
    ]);
  });

  test.each(["---\n", "...\n", "---\n# the end\n"])("are not several where YAML ends with %j", async (end) => {
    const { api, said } = await read({ "toys.yaml": `---\n${stringify(toys)}${end}` }, ["toys.yaml"]);
    expect(said).toEqual([]);
    expect(api.operations.map(({ path }) => path)).toEqual(["/toys"]);
  });

  test("in a glob that matches nothing are a fault", async () => {
    expect((await read({ "toys.json": toys }, ["*.yaml"])).said).toEqual([
      '*.yaml error no-documents: no OpenAPI document was found in "*.yaml"',
    ]);
  });
});

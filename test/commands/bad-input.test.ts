import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { pets, petsWith, Workspace } from "./workspace.ts";

const opened: Workspace[] = [];

function workspace(files: Readonly<Record<string, string>> = {}): Workspace {
  const made = new Workspace(files);
  opened.push(made);
  return made;
}

afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

interface BadInput {
  readonly files: Readonly<Record<string, string>>;
  /** Default: the document that has a fault is refused as a whole. */
  readonly args?: readonly string[];
  /** What is printed, without the last line. */
  readonly want: string;
}

/** One fault each: exactly this is printed, the exit code is 1, and nothing is written. */
function each(cases: Readonly<Record<string, BadInput>>): void {
  test.each(Object.entries(cases))(
    "%s",
    async (_, { files, args = ["pets.yaml", "-o", "client", "--strict"], want }) => {
      const here = workspace(files);
      const before = here.files();
      const { code, out, err } = await here.run("generate", ...args);
      expect(err).toBe(`${want.replace(/^\n/, "")}\n${/.*: nothing was written\n$/.exec(err)?.[0]}`);
      expect({ code, out, files: here.files() }).toEqual({ code: 1, out: "", files: before });
    },
  );
}

describe("a document that cannot be read", () => {
  each({
    "a missing file is told with the name that is nearly the same": {
      files: { "pets.yaml": pets },
      args: ["pet.yaml", "-o", "client"],
      want: `
pet.yaml error file-not-found: the file "pet.yaml" does not exist
help: did you mean "pets.yaml"?
`,
    },
    "a missing file in a missing folder": {
      files: {},
      args: ["nowhere/pet.yaml", "-o", "client"],
      want: `
nowhere/pet.yaml error file-not-found: the file "nowhere/pet.yaml" does not exist
`,
    },
    "a missing file is shown where the settings name it": {
      files: { "pets.yaml": pets, "twinspec.yaml": "output: client\ninput:\n  - pet.yaml\n" },
      args: [],
      want: `
twinspec.yaml:3:5 error file-not-found: the file "pet.yaml" does not exist
2 | input:
3 |   - pet.yaml
  |     ^
help: did you mean "pets.yaml"?
`,
    },
    "a tab as indentation in YAML": {
      files: { "pets.yaml": petsWith("    get:", "\tget:") },
      want: `
pets.yaml:5:1 error syntax: a tab is used for indentation
4 |   /pets/{petId}:
5 |  get:
  | ^
help: indent YAML with spaces only
`,
    },
    "half a line of YAML in the middle of a map": {
      files: { "pets.yaml": petsWith("description: ok", "descr") },
      want: `
pets.yaml:11:11 error syntax: a key is not followed by a colon
10 |         "200":
11 |           descr
   |           ^
`,
    },
    "half a line of YAML at the end of a map": {
      files: { "pets.yaml": pets.replace(/ {2}schemas:[\s\S]*$/, "  schemas: {}\n  respon\n") },
      want: `
pets.yaml:17:3 error syntax: a key is not followed by a colon
16 |   schemas: {}
17 |   respon
   |   ^
`,
    },
    "YAML that ends within a map": {
      files: { "pets.yaml": pets.slice(0, pets.indexOf("{ $ref") + 7) },
      want: `
pets.yaml:14:30 error syntax: a map is not closed: "}" is missing
13 |             application/json:
14 |               schema: { $ref:
   |                              ^
`,
    },
    "JSON without a comma": {
      files: { "pets.json": `{\n  "openapi": "3.0.3",\n  "info": { "title": "x" "version": "1" },\n  "paths": {}\n}` },
      args: ["pets.json", "-o", "client"],
      want: `
pets.json:3:26 error syntax: comma expected in JSON
2 |   "openapi": "3.0.3",
3 |   "info": { "title": "x" "version": "1" },
  |                          ^
`,
    },
    "JSON that ends too early": {
      files: { "pets.json": `{\n  "openapi": "3.0.3",\n  "paths": {\n` },
      args: ["pets.json", "-o", "client"],
      want: `
pets.json:4:1 error syntax: close brace expected in JSON
3 |   "paths": {
4 | 
  | ^
`,
    },
    "a document that is not OpenAPI": {
      files: { "pets.yaml": "name: pets\nversion: 1\n" },
      want: `
pets.yaml:1:1 error not-openapi: "pets.yaml" is not an OpenAPI document: it has neither \`openapi\` nor \`swagger\`
1 | name: pets
  | ^
`,
    },
    "a document with openapi misspelt": {
      files: { "pets.yaml": `# pets\n${petsWith("openapi:", "opanapi:")}` },
      want: `
pets.yaml:2:1 error not-openapi: "pets.yaml" is not an OpenAPI document: it has neither \`openapi\` nor \`swagger\`
1 | # pets
2 | opanapi: 3.0.3
  | ^
help: did you mean "openapi"?
`,
    },
    "a document of a version that nobody published": {
      files: { "pets.yaml": petsWith("openapi: 3.0.3", "openapi: 4.0.0") },
      want: `
pets.yaml:1:10 error not-openapi: "4.0.0" is not a version of OpenAPI that can be read
1 | openapi: 4.0.0
  |          ^
help: Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 can be
`,
    },
    "an empty document": {
      files: { "pets.yaml": "" },
      want: `
pets.yaml:1:1 error not-openapi: "pets.yaml" is not an OpenAPI document: it is empty
1 | 
  | ^
`,
    },
    "a folder without a document": {
      files: { "docs/README.md": "# none" },
      args: ["docs", "-o", "client"],
      want: `
docs error no-documents: no OpenAPI document was found in "docs"
help: a document is a .yaml, .yml or .json file with \`openapi\` or \`swagger\` at its root
`,
    },
  });
});

describe("a fault in a document", () => {
  each({
    "a reference one letter off": {
      files: { "pets.yaml": petsWith("schemas/Pet", "schemas/Pett") },
      want: `
pets.yaml:14:31 error ref-not-found: cannot find "#/components/schemas/Pett"
13 |             application/json:
14 |               schema: { $ref: "#/components/schemas/Pett" }
   |                               ^
help: did you mean "#/components/schemas/Pet"?

pets.yaml:14:31 error left-out: 1 part that cannot be read is left out; the only operation lacks something: GET /pets/{petId}
13 |             application/json:
14 |               schema: { $ref: "#/components/schemas/Pett" }
   |                               ^
`,
    },
    "a reference one letter off in JSON": {
      files: {
        "pets.json": `{ "openapi": "3.1.0",\n  "components": { "schemas": {\n    "Pet": {},\n    "Pets": { "items": { "$ref": "#/components/schemas/Pat" } } } } }\n`,
      },
      args: ["pets.json", "-o", "client", "--strict"],
      want: `
pets.json:4:34 error ref-not-found: cannot find "#/components/schemas/Pat"
3 |     "Pet": {},
4 |     "Pets": { "items": { "$ref": "#/components/schemas/Pat" } } } } }
  |                                  ^
help: did you mean "#/components/schemas/Pet"?

pets.json:1:1 error no-operations: the documents describe no operations
1 | { "openapi": "3.1.0",
  | ^

pets.json:4:34 error left-out: 1 part that cannot be read is left out; no operation lacks anything by that
3 |     "Pet": {},
4 |     "Pets": { "items": { "$ref": "#/components/schemas/Pat" } } } } }
  |                                  ^
`,
    },
    "a relative file one letter off": {
      files: { "pets.yaml": petsWith("#/components/schemas/Pet", "schemas/Pett.yaml"), "schemas/Pet.yaml": "{}" },
      want: `
pets.yaml:14:31 error file-not-found: the file "schemas/Pett.yaml" does not exist
13 |             application/json:
14 |               schema: { $ref: "schemas/Pett.yaml" }
   |                               ^
help: did you mean "schemas/Pet.yaml"?

pets.yaml:14:31 error left-out: 1 part that cannot be read is left out; the only operation lacks something: GET /pets/{petId}
13 |             application/json:
14 |               schema: { $ref: "schemas/Pett.yaml" }
   |                               ^
`,
    },
    "a reference into another file one letter off": {
      files: { "pets.yaml": petsWith("#/components", "common.yaml#/component"), "common.yaml": pets },
      want: `
pets.yaml:14:31 error ref-not-found: cannot find "common.yaml#/component/schemas/Pet"
13 |             application/json:
14 |               schema: { $ref: "common.yaml#/component/schemas/Pet" }
   |                               ^
help: did you mean "common.yaml#/components/schemas/Pet"?

pets.yaml:14:31 error left-out: 1 part that cannot be read is left out; the only operation lacks something: GET /pets/{petId}
13 |             application/json:
14 |               schema: { $ref: "common.yaml#/component/schemas/Pet" }
   |                               ^
`,
    },
    "a misspelt responses key": {
      files: { "pets.yaml": petsWith("      responses:", "      reponses:") },
      want: `
pets.yaml:9:7 error unknown-field: an Operation Object has no field "reponses"; it is ignored
8 |         - { name: petId, in: path, required: true, schema: { type: string } }
9 |       reponses:
  |       ^
help: did you mean "responses"?

pets.yaml:10:9 error left-out: 1 part that cannot be read is left out; the only operation lacks something: GET /pets/{petId}
 9 |       reponses:
10 |         "200":
   |         ^
`,
    },
    "a path parameter that nothing declares": {
      files: { "pets.yaml": petsWith("/pets/{petId}", "/pets/{petId}/toys/{toy}") },
      want: `
pets.yaml:5:5 error path-parameter-undeclared: the path parameter "toy" of "/pets/{petId}/toys/{toy}" is not declared; any string is taken
4 |   /pets/{petId}/toys/{toy}:
5 |     get:
  |     ^
`,
    },
    "a path parameter that is declared under another spelling": {
      files: { "pets.yaml": petsWith("name: petId", "name: petID") },
      want: `
pets.yaml:5:5 error path-parameter-undeclared: the path parameter "petId" of "/pets/{petId}" is not declared; any string is taken
4 |   /pets/{petId}:
5 |     get:
  |     ^
help: did you mean "petID", the path parameter that is declared?
`,
    },
    "a remote reference": {
      files: { "pets.yaml": petsWith("#/components/schemas/Pet", "http://169.254.169.254/latest#/a") },
      want: `
pets.yaml:14:31 error ref-remote: "http://169.254.169.254/latest" is a remote reference, which is not fetched
13 |             application/json:
14 |               schema: { $ref: "http://169.254.169.254/latest#/a" }
   |                               ^
help: name the file that it is in \`references\` of the settings; \`vendor\` fetches over https: only, except from this machine

pets.yaml:14:31 error left-out: 1 part that cannot be read is left out; the only operation lacks something: GET /pets/{petId}
13 |             application/json:
14 |               schema: { $ref: "http://169.254.169.254/latest#/a" }
   |                               ^
help: for documents on the web, name their files in \`references\` of the settings, or list their hosts in \`vendor\` and run \`twinspec vendor\`
`,
    },
    "a reference to a file outside the root that exists": {
      files: { "api/pets.yaml": petsWith("#/components/schemas/Pet", "../secret.yaml"), "secret.yaml": "a: 1" },
      args: ["api/pets.yaml", "-o", "client", "--root", "api", "--strict"],
      want: `
api/pets.yaml:14:31 error ref-outside-root: "secret.yaml" is outside the API's root folder "api"
13 |             application/json:
14 |               schema: { $ref: "../secret.yaml" }
   |                               ^
help: pass \`--root\`, or set \`root\` in the settings, with a folder that contains all documents

api/pets.yaml:14:31 error left-out: 1 part that cannot be read is left out; the only operation lacks something: GET /pets/{petId}
13 |             application/json:
14 |               schema: { $ref: "../secret.yaml" }
   |                               ^
help: for files outside of the root, pass \`--root\`, or set \`root\` in the settings
`,
    },
    "a reference to a file outside the root that does not exist tells no more, and names nothing that is there": {
      files: { "api/pets.yaml": petsWith("#/components/schemas/Pet", "../secre.yaml"), "secret.yaml": "a: 1" },
      args: ["api/pets.yaml", "-o", "client", "--root", "api", "--strict"],
      want: `
api/pets.yaml:14:31 error ref-outside-root: "secre.yaml" is outside the API's root folder "api"
13 |             application/json:
14 |               schema: { $ref: "../secre.yaml" }
   |                               ^
help: pass \`--root\`, or set \`root\` in the settings, with a folder that contains all documents

api/pets.yaml:14:31 error left-out: 1 part that cannot be read is left out; the only operation lacks something: GET /pets/{petId}
13 |             application/json:
14 |               schema: { $ref: "../secre.yaml" }
   |                               ^
help: for files outside of the root, pass \`--root\`, or set \`root\` in the settings
`,
    },
  });

  test.each([
    ["../../../../../../../../etc/passwd"],
    ["file:///etc/passwd"],
    ["/etc/passwd"],
    ["..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd"],
  ])("the reference %s is not read", async (reference) => {
    const here = workspace({ "api/pets.yaml": petsWith("#/components/schemas/Pet", reference) });
    const { code, err } = await here.run("generate", "api/pets.yaml", "-o", "client");
    expect(code).toBe(0);
    expect(err).toContain("api/pets.yaml:14:31 warning ref-outside-root: ");
    expect(here.files().map((file) => here.read(file))).not.toContainEqual(expect.stringContaining("root:x:0"));
    expect(err).toContain(`is outside the API's root folder "."`);
  });

  test("a symbolic link that leads out of the root is not read", async () => {
    const other = "const: SECRET";
    const here = workspace({ "api/pets.yaml": petsWith("#/components/schemas/Pet", "link.yaml"), "other.yaml": other });
    symlinkSync(join(here.folder, "other.yaml"), join(here.folder, "api/link.yaml"));
    const { code, err } = await here.run("generate", "api/pets.yaml", "-o", "client", "--root", "api");
    expect(code).toBe(0);
    expect(err).toContain(`api/pets.yaml:14:31 warning ref-outside-root: "api/link.yaml" is outside`);
    const written = here.files().filter((file) => file.startsWith("client/"));
    expect(written.map((file) => here.read(file)).join()).not.toContain("SECRET");
  });

  test("several faults are all told in one run, each once", async () => {
    const twice = petsWith("      responses:", "      reponses:").replace("petId, in", "petID, in");
    const { code, err } = await workspace({ "pets.yaml": twice }).run(
      "generate",
      "pets.yaml",
      "-o",
      "client",
      "--strict",
    );
    expect(code).toBe(1);
    expect(err.match(/^pets\.yaml.*$/gm)).toEqual([
      expect.stringContaining("pets.yaml:9:7 error unknown-field"),
      expect.stringContaining("pets.yaml:5:5 error path-parameter-undeclared"),
      expect.stringContaining("pets.yaml:10:9 error left-out: 1 part"),
      "pets.yaml: nothing was written",
    ]);
  });
});

describe("an output folder that cannot be written", () => {
  each({
    "a folder below a file": {
      files: { "pets.yaml": pets, blocked: "a file" },
      args: ["pets.yaml", "-o", "blocked/client"],
      want: `
blocked/client error output-unwritable: cannot write to "blocked/client": not a directory
help: name a folder that can be created or written to
`,
    },
    "a folder whose name a file has": {
      files: { "pets.yaml": pets, client: "a file" },
      want: `
client error output-unwritable: cannot write to "client": not a directory
help: name a folder that can be created or written to
`,
    },
  });

  test("a folder that the system never makes", async () => {
    if (process.platform !== "linux") return;
    const here = workspace({ "pets.yaml": pets });
    const { code, err } = await here.run("generate", "pets.yaml", "-o", "/proc/none/client");
    expect(code).toBe(1);
    expect(err).toMatch(/error output-unwritable: cannot write to ".*proc\/none\/client": no such file or directory\n/);
    expect(here.files()).toEqual(["pets.yaml"]);
  });
});

describe("settings", () => {
  const settings = (text: string) => ({ "pets.yaml": pets, "twinspec.yaml": `input: [pets.yaml]\n${text}` });
  each({
    "an unknown key": {
      files: settings("ouput: client\n"),
      args: [],
      want: `
twinspec.yaml:2:1 error settings: the settings have no key "ouput"
1 | input: [pets.yaml]
2 | ouput: client
  | ^
help: did you mean "output"?
`,
    },
    "an unknown key that resembles none": {
      files: settings("scopes:\n  zebra: 1\n"),
      args: [],
      want: `
twinspec.yaml:3:3 error settings: the settings have no key "scopes.zebra"
2 | scopes:
3 |   zebra: 1
  |   ^
help: known keys: lists, caseSensitive, implies
`,
    },
    "a value that is none of those allowed": {
      files: settings("target: pakage\n"),
      args: [],
      want: `
twinspec.yaml:2:9 error settings: "target" must be one of package, source, not "pakage"
1 | input: [pets.yaml]
2 | target: pakage
  |         ^
help: did you mean "package"?
`,
    },
    "a string where a list belongs": {
      files: settings("auth: { sessionCookies: SID }\n"),
      args: [],
      want: `
twinspec.yaml:2:25 error settings: "auth.sessionCookies" must be a list
1 | input: [pets.yaml]
2 | auth: { sessionCookies: SID }
  |                         ^
`,
    },
    "a number where a string or a list belongs": {
      files: { "pets.yaml": pets, "twinspec.yaml": "input: 1\n" },
      args: [],
      want: `
twinspec.yaml:1:8 error settings: "input" must be a string or a list
1 | input: 1
  |        ^
`,
    },
    "a number or a boolean where a string belongs": {
      files: settings("package: { name: true, version: 1.0 }\n"),
      args: [],
      want: `
twinspec.yaml:2:18 error settings: "package.name" must be a string
1 | input: [pets.yaml]
2 | package: { name: true, version: 1.0 }
  |                  ^
help: put it in quotes

twinspec.yaml:2:33 error settings: "package.version" must be a string
1 | input: [pets.yaml]
2 | package: { name: true, version: 1.0 }
  |                                 ^
help: put it in quotes
`,
    },
    "a comment in JSON": {
      files: { "pets.yaml": pets, "twinspec.json": '{\n  // the documents\n  "input": "pets.yaml"\n}\n' },
      args: [],
      want: `
twinspec.json:2:3 error syntax: invalid comment token in JSON
1 | {
2 |   // the documents
  |   ^
help: JSON has no comments; a .yaml file may have them
`,
    },
    "a value that does not look as it must": {
      files: settings("package: { name: My Pets }\n"),
      args: [],
      want: `
twinspec.yaml:2:18 error settings: "package.name" must be an npm package name (lower-case letters, digits, \`-\`, \`.\`, \`_\` and \`~\`), not "My Pets"
1 | input: [pets.yaml]
2 | package: { name: My Pets }
  |                  ^
`,
    },
    "a word of another YAML for true, a key without a value, and a separator that is not one": {
      files: settings("package: { private: yes }\nscopes:\nauth: { scopeSeparator: ; }\nclient: { pages: { a: 1 } }\n"),
      args: [],
      want: `
twinspec.yaml:2:21 error settings: "package.private" must be true or false
1 | input: [pets.yaml]
2 | package: { private: yes }
  |                     ^
help: did you mean true?

twinspec.yaml:3:8 error settings: "scopes" must be a map
2 | package: { private: yes }
3 | scopes:
  |        ^
help: write a value, or remove the key

twinspec.yaml:4:25 error settings: "auth.scopeSeparator" must be one of " ", ",", not ";"
3 | scopes:
4 | auth: { scopeSeparator: ; }
  |                         ^
help: did you mean " "?

twinspec.yaml:5:23 error settings: "client.pages.a" must be true, false or a map
4 | auth: { scopeSeparator: ; }
5 | client: { pages: { a: 1 } }
  |                       ^
`,
    },
    "an output that is not there": {
      files: settings("outputs: [client, tool]\n"),
      args: [],
      want: `
twinspec.yaml:2:19 error settings: "outputs.1" must be an output (client, readme, scopes, links, tools, contract) or the path of a module that exports one (./my-output.ts), not "tool"
1 | input: [pets.yaml]
2 | outputs: [client, tool]
  |                   ^
help: did you mean "tools"?
`,
    },
    "a settings file that is not there, beside one of another name": {
      files: { "pets.yaml": pets, "twinspec.yml": "output: client\n" },
      args: ["twinspec.yaml"],
      want: `
error file-not-found: there is no settings file "twinspec.yaml"
help: did you mean "twinspec.yml"?
`,
    },
    "a key that must be there": {
      files: settings("mock: { oauth: { organization: { name: org } } }\n"),
      args: [],
      want: `
twinspec.yaml:2:32 error settings: "mock.oauth.organization" must have the key "in"
1 | input: [pets.yaml]
2 | mock: { oauth: { organization: { name: org } } }
  |                                ^
`,
    },
    "two settings files in one folder": {
      files: { ...settings("output: client\n"), "twinspec.json": "{}" },
      args: [],
      want: `
twinspec.yaml error settings: one folder has several settings files: "twinspec.yaml" and "twinspec.json"
help: keep one of them
`,
    },
    "settings in JSON": {
      files: { "pets.yaml": pets, "twinspec.json": '{\n  "ouput": "client"\n}\n' },
      args: [],
      want: `
twinspec.json:2:3 error settings: the settings have no key "ouput"
1 | {
2 |   "ouput": "client"
  |   ^
help: did you mean "output"?
`,
    },
    "a setting under its name and its former name": {
      files: settings("mock: { oauth: { responseScope: true, answerScope: false } }\n"),
      args: [],
      want: `
twinspec.yaml:2:39 error settings: "mock.oauth.answerScope" is the former name of "mock.oauth.responseScope", which is there too
1 | input: [pets.yaml]
2 | mock: { oauth: { responseScope: true, answerScope: false } }
  |                                       ^
help: remove it
`,
    },
    "an empty list where something must be named": {
      files: { "pets.yaml": pets, "twinspec.yaml": "input: []\n" },
      args: [],
      want: `
twinspec.yaml:1:8 error settings: "input" must not be empty
1 | input: []
  |        ^
`,
    },
    "a list where the settings belong": {
      files: { "pets.yaml": pets, "twinspec.yaml": "- pets.yaml\n" },
      args: [],
      want: `
twinspec.yaml:1:1 error settings: the settings must be a map
1 | - pets.yaml
  | ^
`,
    },
    "a key that stands twice": {
      files: settings("output: client\noutput: other\n"),
      args: [],
      want: `
twinspec.yaml:3:1 error settings: the key "output" occurs twice
2 | output: client
3 | output: other
  | ^
help: remove one of them
`,
    },
    "an unknown diagnostic code": {
      files: settings("severity: { twin-differ: error }\n"),
      args: [],
      want: `
twinspec.yaml:2:13 error settings: there is no diagnostic with the code "twin-differ"
1 | input: [pets.yaml]
2 | severity: { twin-differ: error }
  |             ^
help: did you mean "twins-differ"?
`,
    },
    "broken YAML": {
      files: { "pets.yaml": pets, "twinspec.yaml": "input: [pets.yaml\noutput: client\n" },
      args: [],
      want: `
twinspec.yaml:2:1 error syntax: a sequence is not closed: "]" is missing
1 | input: [pets.yaml
2 | output: client
  | ^
`,
    },
  });

  test("no output folder is a fault of usage", async () => {
    const { code, err } = await workspace(settings("")).run("generate");
    expect({ code, err }).toEqual({
      code: 2,
      err: "error: no output folder was named\nhelp: pass --output <folder>, or set `output` in twinspec.yaml\n",
    });
  });
});

describe("a lock", () => {
  const locked = (lock: string) => ({
    "pets.yaml": pets,
    "twinspec.yaml": "input: [pets.yaml]\noutput: client\n",
    "twinspec.lock.yaml": lock,
  });
  each({
    "that is not YAML": {
      files: locked("version: 1\noperations: [\n"),
      args: [],
      want: `
twinspec.lock.yaml:3:1 error lock-syntax: the lock is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]
2 | operations: [
3 | 
  | ^
`,
    },
    "that a merge left conflict markers in": {
      files: locked(
        `version: 1\noperations:\n<<<<<<< ours\n  "GET /a": { "name": "a" }\n=======\n  "GET /a": { "name": "b" }\n>>>>>>> theirs\n`,
      ),
      args: [],
      want: `
twinspec.lock.yaml:3:1 error lock-syntax: the lock contains conflict markers of a merge
2 | operations:
3 | <<<<<<< ours
  | ^
help: keep the lines of both branches and remove the markers
`,
    },
    "that holds a name no operation can have": {
      files: locked(`version: 1\noperations:\n  "GET /pets/{}": { "name": "a b" }\n`),
      args: [],
      want: `
twinspec.lock.yaml:3:3 error lock-name: "a b" cannot be the name of an operation
2 | operations:
3 |   "GET /pets/{}": { "name": "a b" }
  |   ^
`,
    },
  });

  test.each([
    ["check", [], "run `twinspec generate` and commit the lock"],
    ["generate", ["--frozen"], "run `twinspec generate` without --frozen and commit the lock"],
  ])("that does not exist fails %s", async (command, options, help) => {
    const here = workspace({ "pets.yaml": pets, "twinspec.yaml": "input: [pets.yaml]\noutput: client\n" });
    const { code, err } = await here.run(command, ...options);
    expect(code).toBe(1);
    expect(err).toContain(
      `twinspec.lock.yaml error lock-stale: there is no lock with the names of this API\nhelp: ${help}\n`,
    );
    expect(here.files()).toEqual(["pets.yaml", "twinspec.yaml"]);
  });

  test("that lacks a new operation fails under --frozen, and stays as it was", async () => {
    const lock = "version: 1\noperations:\nschemas:\ntags:\n";
    const here = workspace(locked(lock));
    const { code, err } = await here.run("generate", "--frozen");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^twinspec\.lock\.yaml error lock-stale: the lock lacks names of this API.*\nhelp: .*without --frozen/,
    );
    expect(here.read("twinspec.lock.yaml")).toBe(lock);
    expect(here.files()).not.toContain("client/package.json");
  });
});

describe("what the settings turn off is said all the same where nothing comes of it", () => {
  const off =
    "input: pets.yaml\noutput: client\nseverity: { file-not-found: off, syntax: off, lock-syntax: warning }\n";
  const lock = "version: 1\noperations:\n<<<<<<< ours\n";
  test.each([
    ["a missing document", {}, "file-not-found: "],
    ["a document that is not YAML", { "pets.yaml": "openapi: [" }, "syntax: "],
    ["a lock that cannot be read", { "pets.yaml": pets, "twinspec.lock.yaml": lock }, "lock-syntax: "],
  ])("%s", async (_, files, reason) => {
    const here = workspace({ "twinspec.yaml": off, ...files });
    const before = here.files();
    for (const command of ["generate", "check", "inspect", "mock"]) {
      const { code, err } = await here.run(command, ...(command === "mock" ? ["--port", "0"] : []));
      expect({ command, code, reason: err.includes(`error ${reason}`) }).toEqual({ command, code: 1, reason: true });
    }
    expect(here.files()).toEqual(before);
  });
});

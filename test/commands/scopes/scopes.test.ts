import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Workspace } from "../workspace.ts";
import { codeWith, document, foundIn } from "./code.ts";

const main = `import { createClient } from "./client/index.js";

export const client = createClient();
await client.listPets();
await client.getPet({ petId: "1" });
const { listToys } = client;
export const toys = () => listToys();
export const call = (name: keyof typeof client) => client[name];
`;

let workspace: Workspace;
beforeAll(async () => {
  workspace = await codeWith({ "src/main.ts": main, "empty/tsconfig.json": '{ "files": ["a.ts"] }', "empty/a.ts": "" });
}, 60_000);
afterAll(() => workspace.dispose());

describe("twinspec scopes, of documents", () => {
  test("tells what each operation needs", async () => {
    const { code, out } = await workspace.run("scopes", "pets.yaml");
    expect(out).toBe(`pets.yaml: 6 operations

  addToy     POST /toys            toys:admin
  deletePet  DELETE /pets/{petId}  admin and pets:write
  getPet     GET /pets/{petId}     admin, or pets:read
  listPets   GET /pets             pets:all, or pets:read
  listToys   GET /toys             toys:read
  status     GET /status           no scopes
`);
    expect(code).toBe(0);
  });

  test("gives programs the alternatives", async () => {
    const { out } = await workspace.run("scopes", "pets.yaml", "--format", "json");
    const [{ operations }] = JSON.parse(out) as [{ operations: object[] }];
    expect(operations[2]).toEqual({
      name: "getPet",
      aliases: [],
      request: "GET /pets/{petId}",
      scopes: [["admin"], ["pets:read"]],
    });
  });

  test("writes a table in Markdown, in which text of documents means nothing", async () => {
    const hostile = new Workspace({ "pets.yaml": document.replaceAll("toys:read", "toys|<b>@team`") });
    const { out } = await hostile.run("scopes", "pets.yaml", "--format", "markdown");
    hostile.dispose();
    expect(out).toContain("| operation | request | needs |\n| --- | --- | --- |\n");
    expect(out).toContain(
      "| <code>listToys</code> | <code>GET /toys</code> | <code>toys&#124;&#60;b&#62;&#64;team&#96;</code> |\n",
    );
  });

  test("says where the documents are wrong", async () => {
    const broken = new Workspace({ "pets.yaml": document.replace("responses: {", "responses: [") });
    const { code, err } = await broken.run("scopes", "pets.yaml");
    broken.dispose();
    expect(err).toContain("pets.yaml:");
    expect(code).toBe(1);
  });
});

describe("twinspec scopes --project", () => {
  test("tells people which operations are in use, where, and the least set", async () => {
    const { code, out, err } = await workspace.run("scopes", "--project", "tsconfig.json");
    expect(out).toBe(`src/client: 3 operations in use

  getPet: admin, or pets:read
    src/main.ts:5:14
  listPets: pets:all, or pets:read
    src/main.ts:4:14
  listToys: toys:read
    src/main.ts:7:27

Not known: what these call is not among the operations above
  src/main.ts:8:52  \`client[name]\` may be any operation

The least set of scopes
  pets:read
  toys:read

`);
    expect(err).toBe("src/client: 3 operations, 2 scopes; 1 place where the operation is not known\n");
    expect(code).toBe(0);
  });

  test("fails with --strict where it is not known what is called", async () => {
    expect((await workspace.run("scopes", "--project", ".", "--strict")).code).toBe(1);
  });

  test("fails on what is not granted, and says what to add", async () => {
    const { code, out, err } = await workspace.run("scopes", "-p", ".", "--granted", "pets:read");
    expect(out).toContain("\nMissing\n  toys:read\n\nWhat cannot be called\n  listToys: toys:read  src/main.ts:7:27\n");
    expect(err).toContain("; missing: toys:read");
    expect(code).toBe(1);
  });

  test("warns of what is granted and not needed, and of what the client does not know", async () => {
    const granted = "pets:read toys:read toys:admin toys:raed";
    const { code, out } = await workspace.run("scopes", "-p", ".", "--granted", granted);
    expect(out).toContain("\nGranted and not needed\n  toys:admin\n  toys:raed\n");
    expect(out).toContain("\nGranted, and named by nothing in the client\n  toys:raed\n");
    expect(out).not.toContain("Missing");
    expect(code).toBe(0);
  });

  test("takes a scope for what it includes, by the rules of the settings", async () => {
    const { code, out } = await workspace.run("scopes", "-p", ".", "--granted", "pets:all toys:read");
    expect(out).not.toContain("not needed");
    expect(code).toBe(0);
  });

  test("does not need a scope whose part is granted by itself", async () => {
    const [found] = await foundIn(workspace, "--granted", "pets:all,pets:read toys:read");
    expect(found?.unused).toEqual(["pets:all"]);
  });

  test("keeps a granted scope that is needed together with one that is missing", async () => {
    const other = await codeWith({
      "src/main.ts":
        'import { createClient } from "./client/index.js";\nawait createClient().deletePet({ petId: "1" });\n',
    });
    const [found] = await foundIn(other, "--granted", "admin");
    other.dispose();
    expect([found?.missing, found?.unused]).toEqual([["pets:write"], []]);
  });

  test("annotates each call that needs what is not granted", async () => {
    const { out } = await workspace.run("scopes", "-p", ".", "--format", "github", "--granted", "pets:read admin");
    expect(out).toBe(
      [
        "::error file=src/main.ts,line=7,col=27,title=scope missing::listToys needs toys:read, which is not granted",
        "::warning file=src/main.ts,line=8,col=52,title=operation not known::`client[name]` may be any operation",
        "::warning title=scope not needed::src/client: admin is granted, and nothing needs it",
        "::notice title=scopes::src/client needs pets:read toys:read",
        "",
      ].join("\n"),
    );
  });

  test("gives programs everything, with places", async () => {
    const { out } = await workspace.run("scopes", "-p", ".", "--format", "json", "--granted", "pets:read");
    const [found] = JSON.parse(out) as [object];
    expect(found).toMatchObject({
      client: "src/client",
      scopes: ["pets:read", "toys:read"],
      isExact: true,
      unknown: [{ file: "src/main.ts", line: 8, column: 52 }],
      missing: ["toys:read"],
      lacking: ["listToys"],
      unused: [],
    });
  });

  test("writes Markdown for a comment", async () => {
    const { out } = await workspace.run("scopes", "-p", ".", "--format", "markdown");
    expect(out).toContain("## Scopes: src/client\n\n### The least set\n\n- <code>pets&#58;read</code>\n");
    expect(out).toContain(
      "| <code>listToys</code> | <code>toys&#58;read</code> | <code>src/main.ts&#58;7&#58;27</code> |\n",
    );
  });
});

describe("what cannot be asked", () => {
  test.each([
    ["no tsconfig file", ["--project", "none/tsconfig.json"], 'there is no "none/tsconfig.json"'],
    ["a folder without one", ["--project", "src"], 'there is no "src/tsconfig.json"'],
    ["code without a client", ["--project", "empty"], 'the code of "empty" has no generated client'],
    ["documents beside code", ["pets.yaml", "--project", "."], '"pets.yaml" cannot stand beside --project'],
    ["a grant without code", ["pets.yaml", "--granted", "a"], '"--granted" needs --project'],
    ["a client that is not there", ["--project", ".", "--client", "x"], 'there is no client "x"'],
  ])("%s is an error", async (_, args, message) => {
    const { code, err } = await workspace.run("scopes", ...args);
    expect(err).toContain(`error: ${message}`);
    expect(code).toBe(2);
  });

  test("a tsconfig file that is not valid is an error", async () => {
    workspace.write("bad/tsconfig.json", "{ nothing }");
    const { code, err } = await workspace.run("scopes", "--project", "bad");
    expect(err).toMatch(/^error: bad\/tsconfig\.json:1:3 \S/);
    expect(code).toBe(2);
  });
});

describe("code with two clients", () => {
  let both: Workspace;
  beforeAll(async () => {
    both = await codeWith({
      "other.yaml": document.replaceAll("pets:", "dogs:"),
      "src/main.ts": `import { createClient } from "./client/index.js";
import { createClient as createOther } from "./other/index.js";
await createClient().listPets();
await createOther().listPets();
`,
    });
    both.write("other/twinspec.yaml", "input: ../other.yaml\noutput: ../src/other\ntarget: source\n");
    await both.run("generate", "other");
  });
  afterAll(() => both.dispose());

  test("is told by client", async () => {
    const found = await foundIn(both);
    expect(found.map(({ client, scopes }) => [client, scopes])).toEqual([
      ["src/client", ["pets:read"]],
      ["src/other", ["dogs:all"]],
    ]);
  });

  test("needs the client's name for a grant", async () => {
    const { code, err } = await both.run("scopes", "-p", ".", "--granted", "pets:read");
    expect(err).toBe(`error: the code has 2 generated clients, and a token is one API's
help: name one: --client src/client, --client src/other
`);
    expect(code).toBe(2);
    const one = await both.run("scopes", "-p", ".", "--granted", "pets:read", "--client", "src/client");
    expect(one.code).toBe(0);
  });
});

describe("an installed package", () => {
  test("is read through a tsconfig file that only refers to others", async () => {
    const installed = await codeWith({
      "tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      "tsconfig.app.json": `{
  "compilerOptions": { "composite": true, "module": "ESNext", "moduleResolution": "Bundler", "lib": ["ES2023", "DOM"], "types": [] },
  "include": ["app"]
}`,
      "package/twinspec.yaml":
        "input: ../pets.yaml\noutput: ../node_modules/pets-client\npackage: { name: pets-client }\n",
      "app/main.ts": 'import { createClient } from "pets-client";\nawait createClient().listToys();\n',
    });
    const made = await installed.run("generate", "package");
    expect(made.err + made.out).toContain("written to");
    const { out, err, code } = await installed.run("scopes", "--project", ".");
    installed.dispose();
    expect(err).toBe("pets-client: 1 operation, 1 scope\n");
    expect(out).toContain("  listToys: toys:read\n    app/main.ts:2:22\n");
    expect(code).toBe(0);
  });
});

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { pets, petsWith, Workspace } from "./workspace.ts";

const workspaces: Workspace[] = [];
afterEach(() => {
  for (const each of workspaces.splice(0)) each.dispose();
});

function workspace(files: Readonly<Record<string, string>>): Workspace {
  const made = new Workspace(files);
  workspaces.push(made);
  return made;
}

const changed = petsWith("name: { type: string }", "name: { type: integer }, age: { type: integer }");

function versions(old = pets, now = changed): Workspace {
  return workspace({ "old.yaml": old, "new.yaml": now });
}

function commit(folder: string): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  git("init", "--quiet", "--initial-branch", "main");
  git("add", ".");
  git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "-m", "First");
}

describe("twinspec diff", () => {
  test("tells people what breaks first, with both places", async () => {
    const { code, out, err } = await versions().run("diff", "old.yaml", "new.yaml");
    expect(out).toBe(`Breaking
  getPet data.name: it is number now, not string
    type-changed  old.yaml:17:40 -> new.yaml:17:40

Additions
  getPet data.age: \`age\` comes, too
    member-added  old.yaml:17:5 -> new.yaml:17:65

`);
    expect(err).toBe("new.yaml: 1 breaking change, 1 addition; 0.0.0 would become 0.1.0\n");
    expect(code).toBe(1);
  });

  test("gives programs each finding with operation, path, kind, level and places", async () => {
    const { code, out } = await versions().run("diff", "old.yaml", "new.yaml", "--format", "json");
    const [report] = JSON.parse(out) as [{ level: string; version: object; findings: object[]; diagnostics: object[] }];
    expect(report.level).toBe("breaking");
    expect(report.version).toEqual({ old: "0.0.0", next: "0.1.0", bump: "major" });
    expect(report.diagnostics).toEqual([]);
    expect(report.findings[0]).toEqual({
      kind: "type-changed",
      level: "breaking",
      operation: "getPet",
      path: "data.name",
      message: "it is number now, not string",
      old: { file: "old.yaml", pointer: "/components/schemas/Pet/properties/name", line: 17, column: 40 },
      new: { file: "new.yaml", pointer: "/components/schemas/Pet/properties/name", line: 17, column: 40 },
    });
    expect(code).toBe(1);
  });

  test("writes a comment for a pull request", async () => {
    const { out } = await versions().run("diff", "old.yaml", "new.yaml", "--format", "markdown");
    expect(out).toContain("<details open><summary>Breaking (1)</summary>");
    expect(out).toContain("| <code>getPet data.name</code> | it is number now, not string<br>");
    expect(out).toContain("<details><summary>Additions (1)</summary>");
  });

  test("annotates the new document in a workflow", async () => {
    const { out } = await versions().run("diff", "old.yaml", "new.yaml", "--format", "github");
    expect(out.split("\n")[0]).toBe(
      "::error file=new.yaml,line=17,col=40,title=breaking%3A type-changed::" +
        "getPet data.name: it is number now, not string (was at old.yaml:17:40)",
    );
    expect(out).toContain("::notice file=new.yaml");
  });

  test("makes a page that loads nothing and runs nothing", async () => {
    const { out } = await versions().run("diff", "old.yaml", "new.yaml", "--format", "html");
    expect(out).toContain("default-src 'none'; style-src 'sha256-");
    expect(out).not.toMatch(/<script|<link|<img| on\w+=| src=| href=| style=/);
    expect(out).toContain("<td><code>getPet data.name</code></td>");
  });

  test.each([
    ["nothing that breaks is no failure", petsWith("name: {", "age: { type: integer }, name: {"), [], 0],
    [
      "anything is one where it is asked for",
      petsWith("name: {", "age: { type: integer }, name: {"),
      ["--fail-on", "any"],
      1,
    ],
    ["nothing at all is never one", `${pets}# words\n`, ["--fail-on", "any"], 0],
    ["a document that cannot be read is one", pets.replace('schemas/Pet"', 'schemas/Pett"'), [], 1],
  ] as const)("%s", async (_, now, options, code) => {
    expect((await versions(pets, now).run("diff", "old.yaml", "new.yaml", ...options)).code).toBe(code);
  });

  test.each([
    [["old.yaml", "new.yaml", "old.yaml"], "two versions are compared, not 3"],
    [["old.yaml", "neww.yaml"], '"neww.yaml" does not exist'],
    [["old.yaml", "new.yaml", "--fail-on", "all"], '"--fail-on" must be one of breaking, any'],
    [["old.yaml", "new.yaml", "--changeset"], "there is no folder .changeset"],
  ] as const)("%j is refused", async (args, message) => {
    const { code, err } = await versions().run("diff", ...args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe("a part of both versions", () => {
  const operation = (name: string, tag: string, more = "") =>
    `  /${name}:\n    get: { operationId: ${name}, tags: [${tag}]${more}, responses: { "204": { description: Gone } } }\n`;
  const document = (...operations: string[]) =>
    `openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\npaths:\n${operations.join("")}`;
  const needed = ", parameters: [{ name: shop, in: query, required: true, schema: { type: string } }]";
  const old = document(operation("listPets", "pets"), operation("listOrders", "orders"));
  const now = document(operation("listPets", "pets", needed), operation("listBills", "bills"));
  const files = { "old.yaml": old, "new.yaml": now };

  test.each([
    [["--include", "tag:pets"], ["argument-added listPets"]],
    [
      ["--exclude", "listPets"],
      ["operation-added listBills", "operation-removed listOrders"],
    ],
    // it came: nothing of the old version is of it
    [["--include", "tag:bills"], ["operation-added listBills"]],
    [["--include", "tag:orders"], ["operation-removed listOrders"]],
  ] as const)("is what %j says", async (options, found) => {
    const { out } = await workspace(files).run("diff", "old.yaml", "new.yaml", ...options, "--format", "json");
    const [{ findings, diagnostics }] = JSON.parse(out) as [
      { findings: { kind: string; operation: string }[]; diagnostics: [] },
    ];
    const ofOperations = findings.filter(({ operation: of }) => of !== undefined);
    expect(ofOperations.map(({ kind, operation: of }) => `${kind} ${of}`).sort()).toEqual(found);
    expect(diagnostics).toEqual([]);
  });

  test("is told where it is none in either", async () => {
    const made = workspace(files);
    const typo = await made.run("diff", "old.yaml", "new.yaml", "--exclude", "tag:pet");
    expect(typo.err).toContain('warning choice-unmatched: there is no operation with the tag "pet"');
    expect(typo.err).toContain('did you mean "pets"?');
    const none = await made.run("diff", "old.yaml", "new.yaml", "--include", "tag:pet");
    expect(none.err.match(/error choice-empty/g)).toHaveLength(1);
    expect(none.code).toBe(1);
  });

  test("is what the settings of one say, where the other is a document alone", async () => {
    const made = workspace({ ...files, "spec/twinspec.yaml": "input: ../new.yaml\ninclude: [tag:pets]\n" });
    const { out } = await made.run("diff", "old.yaml", "spec", "--format", "json");
    expect(out).not.toContain("listOrders");
    expect(out).toContain("listPets");
    made.write("old/twinspec.yaml", "input: ../old.yaml\n");
    expect((await made.run("diff", "old", "spec", "--format", "json")).out).toContain("listOrders");
  });

  test("is none of generated clients", async () => {
    const made = workspace(files);
    await made.run("generate", "old.yaml", "-o", "client");
    const { code, err } = await made.run("diff", "client", "client", "--include", "tag:pets");
    expect(err).toContain('"--include" and "--exclude" choose among operations of documents');
    expect(code).toBe(2);
  });
});

describe("what git has", () => {
  const settings = "input: openapi.yaml\noutput: ../../client\npackage: { version: 1.4.2 }\n";
  const project = () => {
    const made = workspace({ "spec/pets/openapi.yaml": pets, "spec/pets/twinspec.yaml": settings });
    commit(made.folder);
    return made;
  };

  test("is compared with the working tree, of each API", async () => {
    const made = project();
    expect(await made.run("diff")).toMatchObject({ code: 0, err: "spec/pets: nothing changes for consumers\n" });
    made.write("spec/pets/openapi.yaml", changed);
    const { code, out, err } = await made.run("diff");
    expect(err).toBe("spec/pets: 1 breaking change, 1 addition; 1.4.2 would become 2.0.0\n");
    expect(out).toContain("HEAD:spec/pets/openapi.yaml:17:40 -> spec/pets/openapi.yaml:17:40");
    expect(code).toBe(1);
  });

  test("is told below the name of each API, where several changed", async () => {
    const made = project();
    for (const [file, text] of Object.entries({ "openapi.yaml": pets, "twinspec.yaml": settings }))
      made.write(`spec/cats/${file}`, text);
    commit(made.folder);
    made.write("spec/pets/openapi.yaml", changed);
    const one = await made.run("diff");
    expect(one.out).toMatch(/^spec\/pets\n\nBreaking\n {2}getPet data\.name/);
    expect(one.err).toContain("spec/cats: nothing changes for consumers\n");
    made.write("spec/cats/openapi.yaml", changed);
    expect((await made.run("diff")).out).toMatch(/^spec\/cats\n\nBreaking\n[\s\S]*\n\nspec\/pets\n\nBreaking\n/);
  });

  test("is one of the versions by revision and path", async () => {
    const made = project();
    made.write("spec/pets/openapi.yaml", changed);
    expect((await made.run("diff", "main:spec/pets", "spec/pets")).code).toBe(1);
    expect((await made.run("diff", "main:spec/pets/openapi.yaml", "spec/pets/openapi.yaml")).code).toBe(1);
    expect((await made.run("diff", "spec/pets", "HEAD:spec/pets")).code).toBe(1);
    expect((await made.run("diff", "main:spec/pets", "main:spec/pets")).code).toBe(0);
  });

  test("is not what lies there under the whole name, nor on a drive", async () => {
    const made = project();
    made.write("main:spec/pets/twinspec.yaml", "input: openapi.yaml\n");
    made.write("main:spec/pets/openapi.yaml", changed);
    const against = async (old: string) => made.run("diff", old, "spec/pets");
    expect((await against("main:spec/pets")).out).toContain("main:spec/pets/openapi.yaml:17:40 -> spec/pets");
    expect((await against("main:spec/pets")).code).toBe(1);
    expect((await against("main^0:spec/pets")).code).toBe(0);
    for (const path of ["./main:spec/cats", "C:\\spec\\pets", "c:/spec/pets", "/none:spec/pets"])
      expect(await against(path)).toMatchObject({ code: 2, err: expect.stringContaining(`"${path}" does not exist`) });
  });

  test.each(["HEAD:spec/pets", "HEAD:spec/pets/openapi.yaml", "HEAD:.", "HEAD:openapi.yaml", "HEAD:./openapi.yaml"])(
    "is found from a folder below, too: %s",
    async (old) => {
      const made = project();
      made.write("spec/pets/openapi.yaml", changed);
      const inside = Object.assign(Object.create(Workspace.prototype), { folder: join(made.folder, "spec/pets") });
      const { code, out } = await (inside as Workspace).run("diff", old, "openapi.yaml");
      expect(out).toContain("HEAD:spec/pets/openapi.yaml:17:40 -> openapi.yaml:17:40");
      expect(code).toBe(1);
      expect((await (inside as Workspace).run("diff", "HEAD:./spec/pets", ".")).code).toBe(2);
    },
  );

  test("may not have an API yet", async () => {
    const made = project();
    made.write("spec/new/twinspec.yaml", "output: ../../new\n");
    made.write("spec/new/openapi.yaml", pets);
    const { code, err } = await made.run("diff", "spec/new");
    expect(err).toBe("spec/new: it is new: there is nothing to compare it with\n");
    expect(code).toBe(0);
  });

  test.each([
    ["nowhere:spec/pets", '"nowhere" is no revision of this repository'],
    ["main:spec/cats", 'there is nothing at "main:spec/cats"'],
    ["--output=/etc/x:spec/pets", "there is no option"],
  ])("%s is refused", async (old, message) => {
    const { code, err } = await project().run("diff", old, "spec/pets");
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test("leaves nothing behind in the temporary folder", async () => {
    const { readdirSync } = await import("node:fs");
    const { tmpdir } = await import("node:os");
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith("twinspec-revision-"));
    const before = left();
    await project().run("diff", "main:spec/pets", "spec/pets");
    expect(left().filter((name) => !before.includes(name))).toEqual([]);
  });
});

describe("generated clients", () => {
  const settings = "input: openapi.yaml\noutput: client\ntarget: source\n";

  test("are compared by what they declare", async () => {
    const made = workspace({
      "old/openapi.yaml": petsWith("      operationId: getPet", "      tags: [Pets]\n      operationId: getPet"),
      "old/twinspec.yaml": settings,
      "new/openapi.yaml": changed
        .replace("      operationId: getPet", "      tags: [Animals]\n      operationId: getPet")
        .replace("schemas:", "schemas:\n    Cat: { type: object }"),
      "new/twinspec.yaml": settings,
    });
    for (const side of ["old", "new"]) expect((await made.run("generate", side)).code).toBe(0);
    const { code, out } = await made.run("diff", "old/client", "new/client", "--format", "json");
    const [{ findings }] = JSON.parse(out) as [{ findings: { level: string; kind: string; path: string }[] }];
    expect(findings.map(({ level, kind, path }) => `${level} ${kind} ${path}`)).toEqual([
      "breaking type-changed data.name",
      "breaking module-left tags.pets",
      "additive schema-added schemas.Cat",
      "additive member-added data.age",
    ]);
    expect(code).toBe(1);
    expect((await made.run("diff", "old/client", "old/client")).code).toBe(0);
    const { err } = await made.run("diff", "old/client", "new/openapi.yaml");
    expect(err).toContain("a generated client can only be compared with another one");
  });
});

describe("what a release says", () => {
  test("an entry comes before the others, once", async () => {
    const made = versions();
    made.write("CHANGELOG.md", "# Changelog\n\nWords.\n\n## 0.0.0\n\n- First.\n");
    for (let run = 0; run < 2; run += 1)
      await made.run("diff", "old.yaml", "new.yaml", "--write-changelog", "CHANGELOG.md");
    const text = made.read("CHANGELOG.md");
    expect(text.match(/^## .*/gm)).toEqual(["## 0.1.0", "## 0.0.0"]);
    expect(text).toContain("### Breaking\n\n- <code>getPet data.name</code>: it is number now, not string\n");
    expect(text.startsWith("# Changelog\n\nWords.\n\n## 0.1.0")).toBe(true);
  });

  test("a changeset names the package and what goes up", async () => {
    const made = versions();
    made.write(".changeset/config.json", "{}");
    const { err } = await made.run("diff", "old.yaml", "new.yaml", "--changeset");
    const [file = ""] = made.files().filter((name) => /^\.changeset\/.*\.md$/.test(name));
    expect(made.read(file)).toMatch(/^---\n"[\w-]+": major\n---\n\n- <code>getPet data/);
    expect(err).toContain(`written to ${file}`);
  });

  test("nothing is written where nothing changes", async () => {
    const made = versions(pets, pets);
    await made.run("diff", "old.yaml", "new.yaml", "--write-changelog", "CHANGELOG.md");
    expect(made.files()).toEqual(["new.yaml", "old.yaml"]);
  });
});

describe("text of a document", () => {
  const hostile = "</code><script>alert(1)</script>|\\u001b[31m`*_[x](javascript:1)\\n::error::x\\u202e";
  const quoted = (text: string) => JSON.stringify(JSON.parse(`"${text}"`));
  const evil = petsWith(
    "name: { type: string }",
    `name: { type: string, enum: [${quoted(hostile)}] }, ${quoted(hostile)}: { type: string, default: ${quoted(hostile)} }`,
  );

  test.each(["pretty", "json", "markdown", "github", "html"])("is inert in %s", async (format) => {
    const { out, err } = await versions(evil, pets).run("diff", "old.yaml", "new.yaml", "--format", format);
    expect(out.length).toBeGreaterThan(100);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
    expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    if (format !== "json") expect(out + err).not.toContain("\u202e");
    if (/markdown|html/.test(format)) expect(out).not.toMatch(/<script/);
    if (format === "markdown") expect(out).not.toContain("](javascript");
    if (format === "github") expect(out.match(/^::(?:error|notice)/gm)).toHaveLength(out.trimEnd().split("\n").length);
    if (format === "pretty") expect(out).not.toMatch(/^::error::x/m);
    if (format === "json") expect(() => JSON.parse(out) as unknown).not.toThrow();
  });

  test("is inert in a changelog", async () => {
    const made = versions(evil, pets);
    await made.run("diff", "old.yaml", "new.yaml", "--write-changelog", "CHANGELOG.md");
    expect(made.read("CHANGELOG.md")).not.toMatch(/<script|\]\(javascript:|^::error/m);
  });
});

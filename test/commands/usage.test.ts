import { execFileSync, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cli, pets, petsWith, Workspace } from "./workspace.ts";

let here: Workspace;
beforeAll(() => {
  here = new Workspace({ "pets.yaml": pets, "broken.yaml": petsWith("schemas/Pet", "schemas/Pett") });
});
afterAll(() => here.dispose());

describe("a command line that cannot be understood gives 2, and says what is near", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["--outptu", "x"], 'error: there is no option "--outptu"\nhelp: did you mean "--output"?\n'],
    [["--formta=json"], 'error: there is no option "--formta"\nhelp: did you mean "--format"?\n'],
    [["--__proto__"], 'error: there is no option "--__proto__"\nhelp: twinspec generate --help shows how it is used\n'],
    [["-z"], "error: unknown option '-z'\nhelp: twinspec generate --help shows how it is used\n"],
    [
      ["--output"],
      "error: option '-o, --output <value>' argument missing\nhelp: twinspec generate --help shows how it is used\n",
    ],
    [["--strict=yes"], 'error: "--strict" takes no value\nhelp: twinspec generate --help shows how it is used\n'],
    [
      ["pets.yaml", "-o", ""],
      'error: "--output" must be a folder, not ""\nhelp: twinspec generate --help shows how it is used\n',
    ],
    [
      ["--format", "jsno"],
      'error: "--format" must be one of pretty, json, github, not "jsno"\nhelp: did you mean "json"?\n',
    ],
    [
      [],
      "error: there is no twinspec.yaml here, nor below spec/, and no document was named\nhelp: twinspec generate --help shows how it is used\n",
    ],
    [
      ["pets.yaml"],
      "error: no output folder was named\nhelp: pass --output <folder>, or set `output` in twinspec.yaml\n",
    ],
  ];
  test.each(cases)("generate %j", async (args, err) => {
    expect(await here.run("generate", ...args)).toEqual({ code: 2, out: "", err });
  });

  test("explain with a code that is not known", async () => {
    expect(await here.run("explain", "ref-notfound")).toEqual({
      code: 2,
      out: "",
      err: 'error: there is no diagnostic with the code "ref-notfound"\nhelp: did you mean "ref-not-found"?\n',
    });
  });
});

test.each(["generate", "check", "inspect", "mock", "explain"])(
  "%s --help shows every option and examples",
  async (name) => {
    const { code, out, err } = await here.run(name, "--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`Usage: twinspec ${name} `);
    expect(out).toMatch(/\nExamples:\n {2}\S/);
    expect(out).toContain("--help");
    expect(out).toContain("Exit codes: 0 good, 1 findings, 2 usage, 70 a bug in twinspec.");
  },
);

test("inspect lists webhooks and callbacks by their names", async () => {
  const sent = '{ post: { responses: { "200": { description: ok } } } }';
  const paths = `{ /subs: { post: { operationId: subscribe, responses: {}, callbacks: { tick: { "{$url}": ${sent} } } } } }`;
  here.write("hooks.yaml", `openapi: 3.1.0\npaths: ${paths}\nwebhooks: { pet-sold: ${sent} }\n`);
  const { code, out } = await here.run("inspect", "hooks.yaml");
  expect(code).toBe(0);
  expect(out).toContain(`
Webhooks and callbacks: what the API sends
  petSold  POST pet-sold
  tick     POST tick of subscribe
`);
});

test("explain tells cause and fix of a code", async () => {
  const { code, out } = await here.run("explain", "ref-not-found");
  expect(code).toBe(0);
  expect(out).toMatch(/^ref-not-found: .+\n\nCause: .+\nFix: {3}.+\n$/);
});

describe("formats of diagnostics", () => {
  test("json is data with line and column on standard output", async () => {
    const { code, out } = await here.run("generate", "broken.yaml", "-o", "client", "--strict", "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        api: "broken.yaml",
        output: expect.stringMatching(/client$/),
        files: 0,
        diagnostics: [
          {
            code: "ref-not-found",
            severity: "error",
            message: 'cannot find "#/components/schemas/Pett"',
            at: {
              file: "broken.yaml",
              pointer: "/paths/~1pets~1{petId}/get/responses/200/content/application~1json/schema/$ref",
              line: 14,
              column: 31,
            },
            help: 'did you mean "#/components/schemas/Pet"?',
          },
          expect.objectContaining({ code: "left-out", severity: "error" }),
        ],
      },
    ]);
  });

  test("github is one annotation a diagnostic", async () => {
    const { code, out } = await here.run("inspect", "broken.yaml", "--strict", "--format", "github");
    expect({ code, out }).toEqual({
      code: 1,
      out:
        '::error file=broken.yaml,line=14,col=31,title=ref-not-found::cannot find "#/components/schemas/Pett"%0Adid you mean "#/components/schemas/Pet"?\n' +
        "::error file=broken.yaml,line=14,col=31,title=left-out::1 part that cannot be read is left out; " +
        "the only operation lacks something: GET /pets/{petId}\n",
    });
  });
});

describe("text of a document that is hostile", () => {
  const hostile = String.raw`Pe\r\n::error::gone\u001b[31m\u0007\u202e\u009bX`;
  const written = petsWith('"#/components/schemas/Pet"', `"#/components/schemas/${hostile}"`);

  test("cannot begin a workflow command", async () => {
    here.write("hostile.yaml", written);
    const { code, out } = await here.run("generate", "hostile.yaml", "-o", "client", "--strict", "--format", "github");
    expect(code).toBe(1);
    expect(out.match(/^::/gm)).toHaveLength(2);
    expect(out.trimEnd().split("\n")).toHaveLength(2);
    expect(out).not.toContain("\r");
    expect(out).toContain("%0A::error::gone");
  });

  test("cannot steer a terminal, nor begin a line", async () => {
    here.write("hostile.yaml", written);
    const { code, err } = await here.run("generate", "hostile.yaml", "-o", "client", "--strict");
    expect(code).toBe(1);
    expect(err).toContain("::error::gone\ufffd[31m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(err).not.toMatch(/^::error/m);
  });

  test("cannot steer a terminal from the text of the document around a fault", async () => {
    here.write("frame.yaml", petsWith('schemas/Pet" }', 'schemas/Pett" } # \u001b[2J'));
    const { err } = await here.run("generate", "frame.yaml", "-o", "client", "--strict");
    expect(err).toContain("# \ufffd[2J");
    expect(err).not.toContain("\u001b");
  });

  test("cannot begin a line by the name of a file, whatever the format", async () => {
    const name = "a\n::error::x\u001b[2J,y:z%.yaml";
    here.write(name, written);
    for (const format of ["github", "pretty"]) {
      const { out, err } = await here.run("generate", name, "-o", "client", "--strict", "--format", format);
      expect(`${out}${err}`).toContain(format === "github" ? "file=a%0A%3A%3Aerror%3A%3Ax" : "a\ufffd::error::x");
      expect(`${out}${err}`).not.toMatch(/^::error::/m);
      expect(`${out}${err}`).not.toContain("\u001b");
    }
  });

  test("cannot steer a terminal from names that inspect lists", async () => {
    here.write("names.yaml", petsWith("  /pets/{petId}:", String.raw`  "/pe\u001b[31m\nts/{petId}":`));
    const { code, out } = await here.run("inspect", "names.yaml");
    expect(code).toBe(0);
    expect(out).not.toContain("\u001b");
    expect(out).not.toMatch(/^ts/m);
  });
});

describe("as a process of its own", () => {
  test.each([
    [["generat"], 2, 'error: there is no command "generat"\nhelp: did you mean "generate"?\n'],
    [["constructor"], 2, 'error: there is no command "constructor"\nhelp: twinspec --help lists them\n'],
  ])("%j", async (args, code, err) => {
    expect(await here.spawn(args)).toEqual({ code, out: "", err });
  });

  test("a fault is printed on standard error and gives 1", async () => {
    const { code, out, err } = await here.spawn(["generate", "broken.yaml", "-o", "client", "--strict"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe(`broken.yaml:14:31 error ref-not-found: cannot find "#/components/schemas/Pett"
13 |             application/json:
14 |               schema: { $ref: "#/components/schemas/Pett" }
   |                               ^
help: did you mean "#/components/schemas/Pet"?

broken.yaml:14:31 error left-out: 1 part that cannot be read is left out; the only operation lacks something: GET /pets/{petId}
13 |             application/json:
14 |               schema: { $ref: "#/components/schemas/Pett" }
   |                               ^

broken.yaml: nothing was written
`);
  });

  test("a document comes from standard input", async () => {
    const { code, out } = await here.spawn(["inspect", "-"], pets);
    expect(code).toBe(0);
    expect(out).toContain("getPet  GET /pets/{petId}");
  });

  test.each([
    ["inspect /dev/stdin < pets.yaml"],
    ["inspect <(cat pets.yaml)"],
    ["inspect pipe & cat pets.yaml > pipe; wait"],
  ])("a document comes through a pipe: %s", (line) => {
    here.write("pets.yaml", pets);
    if (!here.files().includes("pipe")) execFileSync("mkfifo", [join(here.folder, "pipe")]);
    const command = [process.execPath, ...cli].map((each) => `'${each}'`).join(" ");
    const { stdout, stderr } = spawnSync("bash", ["-c", `${command} ${line}`], {
      cwd: here.folder,
      encoding: "utf8",
      timeout: 30_000,
    });
    expect(stdout + stderr).toContain("getPet  GET /pets/{petId}");
  });

  test.each([
    ["/dev/zero", '"/dev/zero" is a device or a socket, not a file'],
    ["/dev/fd/1234", '"/dev/fd/1234" does not reach twinspec'],
  ])("%s is an error, and nothing is waited for", async (path, want) => {
    const { code, err } = await here.run("generate", path, "-o", "client");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(`error: ${want}\n`) });
  });

  test.each([["a".repeat(300)], ["a\0b"], ["pets.yaml/x"], [`https://localhost:1/${"a".repeat(300)}`]])(
    "%j is no document, which is told",
    async (path) => {
      expect((await here.run("inspect", path)).code).toBeLessThan(3);
    },
  );

  test("of two documents only one comes through a pipe", async () => {
    const { code, err } = await here.run("inspect", "-", "/dev/stdin");
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining("only one document can come through"),
    });
  });

  test("a reader that goes before everything is written is not an error", async () => {
    const child = spawn(process.execPath, [...cli, "explain"], { cwd: here.folder });
    child.stdout.destroy();
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const code = await new Promise<number | null>((done) => child.on("close", done));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});

import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { startMock } from "../../mocks/index.ts";
import { petsWith, Workspace } from "../commands/workspace.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

const spaces: Workspace[] = [];

afterEach(() => {
  for (const space of spaces.splice(0)) space.dispose();
});

/** A project whose document refers to `/v1/common.yaml` of a server, which its settings list. */
function project({ host, url }: Upstream, more: Readonly<Record<string, string>> = {}): Workspace {
  const space = new Workspace({
    "twinspec.yaml": `input: api.yaml\noutput: client\nvendor: ["${host}"]\n`,
    "api.yaml": petsWith("#/components/schemas/Pet", `${url}/v1/common.yaml#/components/schemas/Pet`),
    ...more,
  });
  spaces.push(space);
  return space;
}

const common = `openapi: 3.0.3
info: { title: Common, version: "1" }
paths: {}
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string }, owner: { $ref: "more/Owner.yaml" } } }
`;
const owner = "type: object\nproperties: { phone: { type: string } }\n";
const serving = () => startUpstream({ "/v1/common.yaml": common, "/v1/more/Owner.yaml": owner });

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("`twinspec vendor`", () => {
  test("names an input that is not listed, as one of another port is", async () => {
    await using upstream = await startUpstream({
      "/api.yaml": 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n',
    });
    const address = `${upstream.url}/api.yaml`;
    const here = project(upstream, {
      "twinspec.yaml": `input: ${address}\noutput: client\nvendor: [127.0.0.1]\n`,
    });
    const { code, err } = await here.run("vendor");
    const said = `: nothing is copied: \`vendor\` in the settings does not list "${upstream.host}" of "${address}"\n`;
    expect([code, err]).toEqual([0, expect.stringContaining(said)]);
  });

  test("keeps copies of what documents refer to, and of what those refer to, with digests", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    const folder = `twinspec.vendor/${upstream.host.replace(":", "_")}/v1`;
    const listed = await here.run("vendor", "--dry-run");
    expect(listed.out).toBe(`missing  ${upstream.url}/v1/common.yaml\n         ${folder}/common.yaml\n`);
    expect([listed.code, upstream.asked]).toEqual([0, []]);

    const { code, out, err } = await here.run("vendor");
    expect([code, err]).toEqual([0, expect.stringMatching(/: 2 documents: 2 fetched\n$/)]);
    expect(out).toContain(`fetched  ${upstream.url}/v1/more/Owner.yaml\n         ${folder}/more/Owner.yaml\n`);
    expect(upstream.asked).toEqual(["/v1/common.yaml", "/v1/more/Owner.yaml"]);
    expect(here.files().filter((file) => !file.startsWith("client/"))).toEqual([
      "api.yaml",
      "twinspec.vendor.yaml",
      "twinspec.vendor/.gitattributes",
      `${folder}/common.yaml`,
      `${folder}/more/Owner.yaml`,
      "twinspec.yaml",
    ]);
    expect(here.read(`${folder}/common.yaml`)).toBe(common);
    expect(here.read("twinspec.vendor.yaml")).toBe(
      `# Written by \`twinspec vendor\`: the copies of remote documents, with their SHA-256 digests. Commit both.
"${upstream.url}/v1/common.yaml":
  file: "${folder}/common.yaml"
  sha256: ${sha256(common)}
"${upstream.url}/v1/more/Owner.yaml":
  file: "${folder}/more/Owner.yaml"
  sha256: ${sha256(owner)}
`,
    );

    upstream.asked.length = 0;
    expect((await here.run("generate")).code).toBe(0);
    expect(here.read("client/esm/schemas/CommonPet.d.ts")).toContain("Owner");
    expect((await here.run("check")).code).toBe(0);
    await using mock = await startMock({ spec: here.folder });
    expect(await (await fetch(`${mock.url}/pets/1`)).json()).toMatchObject({ owner: {} });
    const again = await here.run("vendor");
    expect([again.code, again.err]).toEqual([0, expect.stringMatching(/: 2 documents: 2 kept\n$/)]);
    expect(upstream.asked).toEqual([]);
  });

  test("takes nothing for a document of the API that it copied", async () => {
    await using upstream = await serving();
    upstream.paths["/v1/common.yaml"] = common.replace("paths: {}", "paths: { /others: { get: { responses: {} } } }");
    const here = project(upstream);
    here.write("twinspec.yaml", here.read("twinspec.yaml").replace("input: api.yaml\n", ""));
    await here.run("vendor");
    const { out } = await here.run("inspect", "--format", "json");
    expect(JSON.parse(out)[0].operations.map(({ name }: { name: string }) => name)).toEqual(["getPet"]);
  });

  test("takes a document of the API from its address, which `generate` then reads without it", async () => {
    await using upstream = await startUpstream({ "/api.yaml": petsWith("#/components/schemas/Pet", "Pet.yaml") });
    upstream.paths["/Pet.yaml"] = owner;
    const here = project(upstream, {
      "twinspec.yaml": `input: ${upstream.url}/api.yaml\noutput: client\nvendor: [${upstream.url}/]\n`,
    });
    const early = await here.run("generate");
    expect([early.code, early.err]).toEqual([1, expect.stringContaining("ref-vendored: there is no copy of")]);
    expect((await here.run("vendor")).code).toBe(0);
    expect(upstream.asked).toEqual(["/api.yaml", "/Pet.yaml"]);
    expect((await here.run("generate")).code).toBe(0);
    expect(upstream.asked).toEqual(["/api.yaml", "/Pet.yaml"]);
  });

  test("--check says what changed where it comes from, and --update takes it over", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    expect((await here.run("vendor", "--check")).code).toBe(0);
    const before = here.read("twinspec.vendor.yaml");
    upstream.paths["/v1/more/Owner.yaml"] = owner.replace("phone", "mail");
    const { code, out, err } = await here.run("vendor", "--check");
    expect([code, err]).toEqual([1, expect.stringMatching(/: 2 documents: 1 kept, 1 changed\n$/)]);
    expect(out).toContain(`changed  ${upstream.url}/v1/more/Owner.yaml\n`);
    expect(out).toContain("  -properties: { phone: { type: string } }\n  +properties: { mail: { type: string } }\n");
    expect(here.read("twinspec.vendor.yaml")).toBe(before);
    expect((await here.run("vendor", "--update")).err).toMatch(/: 2 documents: 1 kept, 1 updated\n$/);
    expect(here.read("twinspec.vendor.yaml")).toContain(sha256(owner.replace("phone", "mail")));
    expect((await here.run("vendor", "--check")).code).toBe(0);
  });

  test("--update changes a mock that is running", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    await using mock = await startMock({ spec: here.folder, watch: true });
    const pet = async () => JSON.stringify(await (await fetch(`${mock.url}/pets/1`)).json());
    expect(await pet()).toContain('"phone"');
    upstream.paths["/v1/more/Owner.yaml"] = owner.replace("phone", "mail");
    expect((await here.run("vendor", "--update")).code).toBe(0);
    await expect.poll(pet, { timeout: 10_000, interval: 100 }).toContain('"mail"');
  }, 20_000);

  test("removes copies that nothing refers to any more", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    here.write("api.yaml", petsWith("#/components/schemas/Pet", `${upstream.url}/v1/more/Owner.yaml`));
    expect((await here.run("vendor", "--dry-run")).out).toContain(`removed  ${upstream.url}/v1/common.yaml\n`);
    const { err } = await here.run("vendor");
    expect(err).toMatch(/: 2 documents: 1 kept, 1 removed\n$/);
    expect(here.files().filter((file) => file.endsWith("common.yaml"))).toEqual([]);
    expect(here.read("twinspec.vendor.yaml")).not.toContain("common.yaml");
  });

  test("keeps copies that nothing refers to any more where a document cannot be fetched", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    here.write("api.yaml", petsWith("#/components/schemas/Pet", `${upstream.url}/v1/none.yaml`));
    const { out, err } = await here.run("vendor");
    expect(out).toContain(`kept     ${upstream.url}/v1/common.yaml\n`);
    expect(err).toMatch(/: 3 documents: 2 kept, 1 failed; nothing was written\n$/);
    expect(here.read("twinspec.vendor.yaml")).toContain("common.yaml");
  });

  test("writes nothing where one document cannot be fetched", async () => {
    await using upstream = await serving();
    delete upstream.paths["/v1/more/Owner.yaml"];
    const here = project(upstream);
    const { code, err } = await here.run("vendor");
    expect(code).toBe(1);
    expect(err).toContain(
      `/v1/common.yaml:6:79 error vendor-failed: cannot fetch "${upstream.url}/v1/more/Owner.yaml": ` +
        "the server responded with 404\n",
    );
    expect(err).toMatch(/: 2 documents: 1 fetched, 1 failed; nothing was written\n$/);
    expect(here.files()).toEqual(["api.yaml", "twinspec.yaml"]);
  });

  test("says where the address is that cannot be fetched: in the settings, or in a document", async () => {
    await using upstream = await startUpstream({});
    const here = project(upstream, {
      "twinspec.yaml": `output: client\ninput:\n  - ${upstream.url}/a.yaml\n  - api.yaml\nvendor: [${upstream.url}/]\n`,
    });
    const { err } = await here.run("vendor");
    expect(err).toContain(`twinspec.yaml:3:5 error vendor-failed: cannot fetch "${upstream.url}/a.yaml"`);
    expect(err).toContain(`api.yaml:14:31 error vendor-failed: cannot fetch "${upstream.url}/v1/common.yaml"`);
  });

  test.each([
    ["a page", "<!doctype html>\n<title>Sign in</title>\n", 'cannot fetch "…": the server responded with a web page'],
    ["a text", "Sign in first\n", "its root is not an object"],
    ["nothing", "", "it is empty"],
    ["another document", "name: Pets\n", "it has neither `openapi` nor `swagger`"],
    ["another version", 'openapi: "4.0.0"\n', '"4.0.0" is not a version of OpenAPI that can be read'],
    ["a broken document", "openapi: [3.0.3\n", /it is neither JSON nor YAML: .+ \(line \d, column \d+\)\n/],
  ])("keeps no copy of %s in place of an API", async (_, text, reason) => {
    await using upstream = await startUpstream({ "/api": text });
    const here = project(upstream, { "twinspec.yaml": `input: ${upstream.url}/api\nvendor: [${upstream.url}/]\n` });
    const { code, err } = await here.run("vendor");
    expect(code).toBe(1);
    const told = err.replaceAll(`${upstream.url}/api`, "…");
    if (typeof reason === "string") expect(told).toContain(reason);
    else expect(told).toMatch(reason);
    expect(told).toMatch(/^twinspec\.yaml:1:8 error vendor-failed: /);
    expect(told).not.toContain("error syntax");
    expect(err).toMatch(/: 1 document: 1 failed; nothing was written\n$/);
    expect(here.files()).toEqual(["api.yaml", "twinspec.yaml"]);
  });

  test("keeps no copy that no reference could lead into", async () => {
    await using upstream = await serving();
    upstream.paths["/v1/more/Owner.yaml"] = "Sign in first\n";
    const here = project(upstream);
    const { err } = await here.run("vendor");
    expect(err).toContain("responds with is not an OpenAPI document: its root is not an object");
    expect(here.files()).toEqual(["api.yaml", "twinspec.yaml"]);
  });

  test("removes nothing where a document of its own cannot be read, which may refer to it", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    const files = here.files();
    here.write("api.yaml", "openapi: [3.0.3\n");
    const { code, err } = await here.run("vendor");
    expect([code, err]).toEqual([1, expect.stringContaining("api.yaml:2:1 error syntax")]);
    expect(here.files()).toEqual(files);
  });

  test("does not take another document for the copy that is missing", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    rmSync(join(here.folder, "twinspec.vendor"), { recursive: true });
    const listed = here.read("twinspec.vendor.yaml");
    upstream.paths["/v1/more/Owner.yaml"] = "type: string\n";
    const { code, err } = await here.run("vendor");
    expect([code, err]).toEqual([1, expect.stringContaining("is another document now than the one that was copied")]);
    expect(here.read("twinspec.vendor.yaml")).toBe(listed);
    upstream.paths["/v1/more/Owner.yaml"] = owner;
    expect((await here.run("vendor")).code).toBe(0);
    expect((await here.run("generate")).code).toBe(0);
  });

  test("follows redirects of one host, and takes references relative to where the document is", async () => {
    await using upstream = await serving();
    upstream.paths["/latest"] = (_, response) => response.writeHead(302, { location: "/v1/common.yaml" }).end();
    const here = project(upstream);
    here.write("api.yaml", petsWith("#/components/schemas/Pet", `${upstream.url}/latest#/components/schemas/Pet`));
    expect((await here.run("vendor")).code).toBe(0);
    expect(upstream.asked).toEqual(["/latest", "/v1/common.yaml", "/v1/more/Owner.yaml"]);
    expect(here.read("twinspec.vendor.yaml")).toContain(`location: "${upstream.url}/v1/common.yaml"`);
    expect((await here.run("generate")).code).toBe(0);
  });

  test("tells what may not be fetched, with its place", async () => {
    await using upstream = await serving();
    upstream.paths["/v1/more/Owner.yaml"] = 'properties: { a: { $ref: "https://elsewhere.example/a.yaml" } }\n';
    const { code, err } = await project(upstream).run("vendor");
    expect(code).toBe(1);
    expect(err).toMatch(
      /Owner\.yaml:1:26 error ref-remote: "https:\/\/elsewhere\.example\/a\.yaml" is a remote reference, which is not fetched\n/,
    );
  });

  test("refuses options that contradict each other", async () => {
    await using upstream = await serving();
    const { code, err } = await project(upstream).run("vendor", "--check", "--update");
    expect([code, err]).toEqual([2, expect.stringContaining('"--update" and "--check" cannot be combined')]);
  });
});

describe("`twinspec generate` refuses", () => {
  test.each<[string, (here: Workspace, file: string) => void, string]>([
    ["a copy that was changed", (here, file) => here.write(file, `${owner}# more\n`), "was changed: "],
    ["a copy that is missing", (here, file) => rmSync(join(here.folder, file)), "is missing: "],
    [
      "a digest that was changed",
      (here) =>
        here.write("twinspec.vendor.yaml", here.read("twinspec.vendor.yaml").replaceAll(/sha256: ./g, "sha256: -")),
      "was changed: ",
    ],
    ["a list that cannot be read", (here) => here.write("twinspec.vendor.yaml", "a: [b]\n"), "cannot be read"],
    [
      "a list that leads out of the folder of copies",
      (here, file) =>
        here.write("twinspec.vendor.yaml", here.read("twinspec.vendor.yaml").replaceAll(file, "api.yaml")),
      "cannot be read",
    ],
  ])("%s", async (_, change, message) => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    const file = here.files().find((each) => each.endsWith("Owner.yaml")) ?? "";
    change(here, file);
    const { code, err } = await here.run("generate");
    expect([code, err]).toEqual([1, expect.stringMatching(/\.yaml:\d+:\d+ error ref-vendored: /)]);
    expect(err).toContain(message);
    expect(err).toContain("twinspec vendor");
  });

  test("but leaves out an address that the settings list no longer", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    here.write("twinspec.yaml", "input: api.yaml\noutput: client\nvendor: [specs.example.com]\n");
    const { code, err } = await here.run("generate");
    expect([code, err]).toEqual([0, expect.stringContaining("warning ref-remote: ")]);
  });

  test("and not what the client had by it before", async () => {
    await using upstream = await serving();
    const here = project(upstream);
    await here.run("vendor");
    await here.run("generate");
    const client = here.read("client/esm/schemas/CommonPet.d.ts");
    here.write("twinspec.yaml", "input: api.yaml\noutput: client\nvendor: [specs.example.com]\n");
    const { code, err } = await here.run("generate");
    expect([code, err]).toEqual([1, expect.stringContaining("error locked-left-out: the schema ")]);
    expect(here.read("client/esm/schemas/CommonPet.d.ts")).toBe(client);
  });
});

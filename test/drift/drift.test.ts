import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { startIn, stopAll, workspaceWith } from "../commands/running-mock.ts";
import type { Workspace } from "../commands/workspace.ts";
import { applyOverlay } from "./apply-overlay.ts";

afterEach(stopAll);

const pets = (version: string) => ({
  openapi: version,
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      get: {
        operationId: "listPets",
        responses: {
          "200": {
            description: "ok",
            content: { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Pet" } } } },
          },
        },
      },
      post: {
        operationId: "addPet",
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
        responses: { "201": { $ref: "#/components/responses/Added" } },
      },
    },
    "/pets/{id}": {
      get: {
        operationId: "getPet",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: {
          "200": {
            description: "ok",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
          },
        },
      },
    },
  },
  components: {
    responses: { Added: { description: "added", content: { "text/plain": { schema: { type: "string" } } } } },
    schemas: {
      Pet: {
        allOf: [{ $ref: "#/components/schemas/Named" }],
        required: ["age"],
        properties: { kind: { type: "string", enum: ["cat", "dog"] }, age: { type: "string" } },
      },
      Named: {
        type: "object",
        required: ["id", "name"],
        properties: { id: { type: "integer" }, name: { type: "string" } },
      },
    },
  },
});

/** The real API, which does more than its document says. */
async function startReal(): Promise<string> {
  const tom = {
    id: 1,
    name: "Tom",
    age: 7,
    kind: "bird",
    bornAt: "2021-03-04T05:06:07Z",
    owner: { name: "Ada", born: null },
  };
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown, type = "application/json") =>
      response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
    const key = `${request.method} ${request.url}`;
    if (key.startsWith("GET /pets?") || key === "GET /pets") send(200, [tom, { id: 2, name: null, age: "8" }]);
    else if (key === "GET /pets/1") send(200, tom);
    else if (key === "GET /pets/9") send(404, { code: "GONE" }, "application/problem+json");
    else if (key === "POST /pets") send(201, { id: 3, name: "Rex" });
    else if (key === "DELETE /pets/1") response.writeHead(204).end();
    else send(200, { count: 2 });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A folder with the document and recordings of the real API. */
async function recorded(document: object): Promise<Workspace> {
  const workspace = workspaceWith({ "pets.json": JSON.stringify(document, null, 2) });
  const { url, stop } = await startIn(workspace, "pets.json", "--record", await startReal(), "--log", "none");
  const json = { "content-type": "application/json" };
  for (const target of ["/pets", "/pets?limit=5", "/pets/1", "/pets/9", "/statistics", "/pets/12/toys"])
    await fetch(`${url}${target}`);
  await fetch(`${url}/pets`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ id: 3, name: "Rex", color: "red" }),
  });
  await fetch(`${url}/pets/1`, { method: "DELETE" });
  await stop();
  return workspace;
}

interface Told {
  readonly findings: {
    kind: string;
    subject: string;
    message: string;
    count: number;
    examples: string[];
    at?: object;
  }[];
}

describe.each(["3.0.3", "3.1.0"])("recordings beside a document of OpenAPI %s", (version) => {
  test("show what it does not say, each once, with masked values and places", async () => {
    const workspace = await recorded(pets(version));
    const { code, out, err } = await workspace.run("drift", "recordings", "pets.json", "--format", "json");
    expect(code).toBe(1);
    expect(err).toBe("Pets: 8 recordings with 13 things that the documents do not say\n");
    const { findings } = JSON.parse(out) as Told;
    const lines = findings.map(
      ({ kind, subject, count, examples }) => `${kind} ${subject} ${count} ${examples.join()}`,
    );
    expect(lines).toEqual([
      'undocumented-operation GET /statistics 1 {"count":0}',
      'undocumented-operation GET /pets/{id}/toys 1 {"count":0}',
      "undocumented-operation DELETE /pets/{id} 1 ",
      'undocumented-parameter GET /pets: query limit 1 "0"',
      'undocumented-status GET /pets/{id}: 404 1 {"code":"AAAA"}',
      'undocumented-media-type POST /pets: 201 application/json 1 {"id":0,"name":"Aaa"}',
      'undocumented-member POST /pets: request color 1 "aaa"',
      'undocumented-member GET /pets/{id}: 200 bornAt 3 "0000-00-00A00:00:00A"',
      'undocumented-member GET /pets/{id}: 200 owner 3 {"name":"Aaa","born":null}',
      "undocumented-value GET /pets/{id}: 200 kind 3 ",
      "wrong-type GET /pets/{id}: 200 age 3 0",
      "wrong-type GET /pets: 200 [].name 2 null",
      "missing-member POST /pets: request age 1 ",
    ]);
    expect(findings.at(-1)?.at).toMatchObject({ file: "pets.json", pointer: "/components/schemas/Pet" });
    expect(out).not.toMatch(/2021|Ada|Rex/);
  });

  test("have a proposal that, applied, makes the document say all of it", async () => {
    const document = pets(version);
    const workspace = await recorded(document);
    expect((await workspace.run("drift", "recordings", "pets.json", "--overlay", "drift.yaml")).err).toContain(
      "wrote drift.yaml\n",
    );
    const overlay = parse(workspace.read("drift.yaml")) as { extends: string };
    expect(overlay).toMatchObject({ overlay: "1.0.0", extends: "pets.json" });
    applyOverlay(document, overlay);
    workspace.write("pets.json", JSON.stringify(document, null, 2));
    const after = await workspace.run("drift", "recordings", "pets.json");
    expect(after.out).toBe("");
    expect(after.code).toBe(0);
    // What comes of it is a document without faults.
    expect(await workspace.run("inspect", "pets.json")).toMatchObject({ code: 0 });
  });
});

test("what several documents do not say has an overlay for each", async () => {
  const workspace = await recorded(pets("3.1.0"));
  const { paths, components, ...rest } = pets("3.1.0");
  const split = (keys: readonly (keyof typeof paths)[]) =>
    JSON.stringify({ ...rest, components, paths: Object.fromEntries(keys.map((key) => [key, paths[key]])) });
  workspace.write("both/list.json", split(["/pets"]));
  workspace.write("both/one.json", split(["/pets/{id}"]));
  const { err } = await workspace.run("drift", "recordings", "both", "--overlay", "drift.yaml");
  expect(err).toContain("wrote drift.list.yaml\nwrote drift.one.yaml\n");
  expect(parse(workspace.read("drift.one.yaml"))).toMatchObject({ extends: "both/one.json" });
});

test("what Swagger 2.0 does not say is told, and in no overlay", async () => {
  const workspace = await recorded(pets("3.1.0"));
  const response = { description: "ok", schema: { type: "array", items: { type: "object", properties: { id: {} } } } };
  const swagger = {
    ...{ swagger: "2.0", info: { title: "Pets", version: "1" } },
    paths: { "/pets": { get: { produces: ["application/json"], responses: { "200": response } } } },
  };
  workspace.write("old.json", JSON.stringify(swagger));
  const { code, out, err } = await workspace.run("drift", "recordings", "old.json", "--overlay", "drift.yaml");
  expect(code).toBe(1);
  expect(out).toContain("undocumented-member: GET /pets: 200 [].name is a member that is not described\n");
  expect(err).toContain("not in the overlay: GET /pets: 200 [].name is a member that is not described\n");
});

describe("the other formats", () => {
  test("are annotations, and a table whose cells hold nothing but text", async () => {
    const workspace = await recorded(pets("3.1.0"));
    const github = await workspace.run("drift", "recordings", "pets.json", "--format", "github");
    expect(github.out).toMatch(/^::error file=pets\.json,line=\d+,col=\d+,title=document-drift::GET \/statistics/);
    const markdown = await workspace.run("drift", "recordings", "pets.json", "--format", "markdown");
    expect(markdown.out.split("\n").filter((line) => line.startsWith("| "))).toHaveLength(15);
    expect(markdown.out).not.toContain("`");
  });
});

test("wrong command lines are told", async () => {
  const document = JSON.stringify(pets("3.1.0"));
  const workspace = workspaceWith({ "pets.json": document, "empty/readme.md": "", "bad/x/0001.json": "{}" });
  expect((await workspace.run("drift")).err).toContain("error: the folder of recordings is missing\n");
  expect((await workspace.run("drift", "none", "pets.json")).err).toContain('error: "none" is not a folder\n');
  expect(await workspace.run("drift", "empty", "pets.json")).toMatchObject({ code: 2 });
  const bad = await workspace.run("drift", "bad", "pets.json");
  expect([bad.code, bad.err]).toEqual([
    1,
    'error: The recording x/0001 cannot be used: "request" must be an object.\n',
  ]);
});

test("headers that are described and not as they should be are told, others are not", async () => {
  const count = { required: true, schema: { type: "integer" } };
  const ref = { $ref: "#/components/headers/Limit" };
  const document = {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    paths: {
      "/pets": {
        get: {
          responses: { "200": { description: "ok", headers: { "X-Total": count, "X-Limit": ref, "X-Page": count } } },
        },
      },
    },
    components: { headers: { Limit: { required: true, schema: { type: "integer", maximum: 10 } } } },
  };
  const recording = {
    request: { method: "GET", path: "/pets" },
    response: {
      status: 200,
      headers: { "X-Limit": "700", "X-Other": "a", "x-page": "1", "content-type": "text/plain" },
    },
  };
  const workspace = workspaceWith({
    "pets.json": JSON.stringify(document),
    "recordings/listPets/1.json": JSON.stringify(recording),
  });
  const { out, code } = await workspace.run("drift", "recordings", "pets.json", "--format", "json");
  expect(code).toBe(1);
  const { findings } = JSON.parse(out) as Told;
  expect(findings.filter(({ kind }) => kind.endsWith("header")).map((one) => `${one.kind} ${one.subject}`)).toEqual([
    "missing-header GET /pets: 200 X-Total",
    "wrong-header GET /pets: 200 X-Limit",
  ]);
  expect(findings.find(({ kind }) => kind === "wrong-header")?.examples).toEqual(['"000"']);
  await workspace.run("drift", "recordings", "pets.json", "--overlay", "drift.yaml");
  const proposed = structuredClone(document);
  applyOverlay(proposed, parse(workspace.read("drift.yaml")) as { extends: string });
  expect(proposed.paths["/pets"].get.responses["200"].headers["X-Total"].required).toBe(false);
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Mock, startMock } from "../../mocks/index.ts";
import { Workspace } from "../commands/workspace.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const returns = (schema: object) => ({ 200: { description: "OK", content: { "application/json": { schema } } } });

const pets = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  tags: [{ name: "pets" }, { name: "admin" }],
  paths: {
    "/pets": { get: { operationId: "listPets", tags: ["pets"], responses: returns(ref("Animal")) } },
    "/audits": {
      get: { operationId: "listAudits", tags: ["admin"], responses: returns(ref("Audit")) },
      delete: {
        operationId: "deleteAudits",
        tags: ["admin"],
        deprecated: true,
        responses: returns({ $ref: "#/components/schemas/Audti" }),
      },
    },
  },
  webhooks: { audited: { post: { tags: ["admin"], responses: {} } } },
  components: {
    schemas: {
      Animal: {
        type: "object",
        required: ["kind"],
        properties: { kind: { type: "string" } },
        discriminator: { propertyName: "kind" },
      },
      Cat: { allOf: [ref("Animal")], properties: { lives: { type: "integer" } } },
      Audit: { type: "object", properties: { by: ref("Person") } },
      Person: { type: "object", properties: { name: { type: "string" } } },
    },
  },
};

const settings = "input: [pets.json]\noutput: client\n";
let here: Workspace;
beforeEach(async () => {
  here = new Workspace({ "pets.json": JSON.stringify(pets, null, 2), "twinspec.yaml": settings });
  expect(await here.run("generate")).toMatchObject({ code: 0 });
});
afterEach(() => here.dispose());

/** What the client has of a kind. */
function generated(kind: "operations" | "schemas"): string[] {
  const module = new RegExp(`^client/esm/${kind}/(.+)\\.d\\.ts$`);
  return here.files().flatMap((file) => module.exec(file)?.[1] ?? []);
}

describe("a choice in the settings", () => {
  test("leaves out operations, and schemas that nothing uses any more, and no name moves", async () => {
    const lock = here.read("twinspec.lock.yaml");
    expect(generated("schemas")).toEqual(["Animal", "Audit", "Cat", "Person"]);
    here.write("twinspec.yaml", `${settings}exclude: ["tag:admin"]\n`);
    const { code, err } = await here.run("generate", "--strict");
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("1 operation and 2 schemas") });
    expect(generated("operations")).toEqual(["listPets"]);
    expect(generated("schemas")).toEqual(["Animal", "Cat"]);
    expect(here.read("twinspec.lock.yaml")).toBe(lock);
    expect(here.read("client/README.md")).not.toMatch(/audit/i);
    expect(await here.run("check", "--full")).toMatchObject({ code: 0 });
    expect(await here.run("generate", "--frozen")).toMatchObject({ code: 0 });
    here.write("twinspec.yaml", settings);
    expect(await here.run("check")).toMatchObject({ code: 1 });
    expect(await here.run("generate", "--frozen")).toMatchObject({ code: 0 });
    expect(generated("schemas")).toEqual(["Animal", "Audit", "Cat", "Person"]);
  });

  test("names what is left out too, and keeps it", async () => {
    here.write("twinspec.yaml", `${settings}include: ["tag:pets"]\n`);
    const paths = {
      ...pets.paths,
      "/audits/{id}": { get: { operationId: "getAudit", tags: ["admin"], responses: {} } },
    };
    here.write("pets.json", JSON.stringify({ ...pets, paths }));
    expect(await here.run("generate")).toMatchObject({ code: 0 });
    expect(here.read("twinspec.lock.yaml")).toContain("getAudit");
    expect(generated("operations")).toEqual(["listPets"]);
    const inspected = await here.run("inspect");
    expect(inspected.out).toContain("listPets");
    expect(inspected.out).not.toContain("Audit");
  });

  test("says where an entry means nothing, and what is near", async () => {
    here.write("twinspec.yaml", `${settings}include:\n  - tag:pet\n  - listPets\nexclude: [PATCH]\n`);
    const { code, err } = await here.run("generate");
    expect(code).toBe(0);
    expect(err).toContain('twinspec.yaml:4:5 warning choice-unmatched: there is no operation with the tag "pet"');
    expect(err).toContain('help: did you mean "pets"?');
    expect(err).toContain("twinspec.yaml:6:11 warning choice-unmatched: there is no operation with the method PATCH");
  });

  test("fails where it leaves nothing", async () => {
    here.write("twinspec.yaml", `${settings}include: [GET]\nexclude: ["/**"]\n`);
    const { code, err } = await here.run("generate");
    expect(code).toBe(1);
    expect(err).toContain("twinspec.yaml:3:11 error choice-empty: `include` and `exclude` leave no operation");
    expect(err).toContain("nothing was written");
    expect(err).not.toContain("no-operations");
  });

  test("takes what the settings say of what is left out for no fault", async () => {
    const more = `client:
  links: { audit: { url: "/audits/{id}", operations: [listAudits] } }
  pages: { "GET /audits": false }
mock:
  responses: [{ operation: listAudits, body: [] }]
  upstream: { url: "https://api.example.com", operations: ["/audits"] }
`;
    here.write("twinspec.yaml", `${settings}exclude: ["tag:admin"]\n${more}`);
    expect(await here.run("generate")).toMatchObject({ code: 0 });
    const mock: Mock = await startMock({ spec: here.folder });
    await mock.close();
  });
});

test("flags choose in place of the settings", async () => {
  here.write("twinspec.yaml", `${settings}include: ["tag:pets"]\n`);
  const { out } = await here.run("inspect", "--include", "tag:admin", "--exclude", "deprecated", "--format", "json");
  const [{ operations: found }] = JSON.parse(out) as [{ operations: { name: string }[] }];
  expect(found.map(({ name }) => name)).toEqual(["listAudits"]);
  const plain = await here.run("scopes", "pets.json", "--exclude", "DELETE", "--exclude", "tag:pets");
  expect(plain.out).toContain("listAudits");
  expect(plain.out).not.toMatch(/listPets|deleteAudits/);
});

test("the mock has what is chosen, and neither contract tests nor coverage know more", async () => {
  here.write("twinspec.yaml", `${settings}exclude: ["tag:admin"]\n`);
  const mock = await startMock({ spec: here.folder, port: 0 });
  try {
    expect(mock.operations.map(({ name }) => name)).toEqual(["listPets"]);
    expect((await fetch(`${mock.url}/audits`)).status).toBe(404);
  } finally {
    await mock.close();
  }
  const chosen = await startMock({ spec: here.folder, port: 0, exclude: ["tag:pets"], include: ["GET"] });
  try {
    expect(chosen.operations.map(({ name }) => name)).toEqual(["listAudits"]);
  } finally {
    await chosen.close();
  }
});

test("diff says that an operation is gone that is chosen no more", async () => {
  here.write("old/twinspec.yaml", "input: [../pets.json]\n");
  here.write("new/twinspec.yaml", 'input: [../pets.json]\nexclude: ["tag:admin"]\n');
  const { out } = await here.run("diff", "old", "new");
  expect(out).toContain("listAudits");
  expect(out).not.toContain("listPets");
});

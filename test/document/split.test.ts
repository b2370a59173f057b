import { describe, expect, test } from "vitest";
import { schemaReference } from "../../generator/schema/references.ts";
import { answered, answers, openApi, read } from "./read.ts";

const user = { type: "object", properties: { name: { type: "string" } } };

/** Reads a document with these components, and other files that are parts of it. */
async function split(schemas: object, files: Record<string, object>, refs: readonly string[] = []) {
  const [first = "#/components/schemas/User"] = refs;
  const paths = Object.fromEntries([first, ...refs.slice(1)].map(($ref, at) => [`/${at}`, { get: answers({ $ref }) }]));
  const found = await read({ "api.json": openApi(paths, { schemas }), ...files }, ["api.json"]);
  const names = found.api.schemas.map(({ wanted, sources }) => [wanted, ...sources]);
  return { ...found, names };
}

describe("a component that is nothing but a reference into another file is what it refers to", () => {
  test.each([
    ["user.json", { "user.json": user }],
    ["./models/UserModel.json", { "models/UserModel.json": user }],
    ["parts.json#/components/schemas/User", { "parts.json": { components: { schemas: { User: user } } } }],
    ["parts.json#/definitions/users/0", { "parts.json": { definitions: { users: [user] } } }],
    ["index.json#/member", { "index.json": { member: { $ref: "user.json" } }, "user.json": user }],
  ])("called by its name, at %s", async ($ref, files) => {
    const { api, said, names } = await split({ User: { $ref } }, files, ["#/components/schemas/User", $ref]);
    expect(said).toEqual([]);
    expect(names.map(([wanted]) => wanted)).toEqual(["User"]);
    expect(names[0]).toContain("api.json#/components/schemas/User");
    expect(api.schemas[0]!.schema).toEqual(user);
    expect([answered(api, 0), answered(api, 1)].map((each) => (each as { $ref: string }).$ref)).toEqual([
      schemaReference(api.schemas[0]!.id),
      schemaReference(api.schemas[0]!.id),
    ]);
  });

  test("with a description beside the reference", async () => {
    const { names } = await split({ User: { $ref: "user.json", description: "who" } }, { "user.json": user });
    expect(names).toEqual([["User", "api.json#/components/schemas/User", "user.json#"]]);
  });

  test("but of several names, the one that the file has too, and the others refer to it", async () => {
    const schemas = { Owner: { $ref: "user.json" }, User: { $ref: "user.json" } };
    const { api, names } = await split(schemas, { "user.json": user });
    expect(names).toEqual([
      ["Owner", "api.json#/components/schemas/Owner"],
      ["User", "api.json#/components/schemas/User", "user.json#"],
    ]);
    expect(api.schemas[0]!.schema).toEqual({ $ref: schemaReference(api.schemas[1]!.id) });
  });

  test("but of several other names the first, whatever their order", async () => {
    const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { $ref: "user.json" }]));
    for (const order of [
      ["Owner", "Member"],
      ["Member", "Owner"],
    ]) {
      const { names } = await split(named(order), { "user.json": user }, ["#/components/schemas/Owner"]);
      expect(names).toEqual([
        ["Member", "api.json#/components/schemas/Member", "user.json#"],
        ["Owner", "api.json#/components/schemas/Owner"],
      ]);
    }
  });

  test("but not where it says more, or refers to its own file, or only seems to", async () => {
    const schemas = {
      User: { allOf: [{ $ref: "user.json" }], required: ["name"] },
      Same: { $ref: "#/components/schemas/User" },
      Closed: { $ref: "user.json", additionalProperties: false },
    };
    const { names } = await split(schemas, { "user.json": user });
    expect(names.map(([wanted]) => wanted)).toEqual(["Closed", "Same", "User", "user"]);
  });

  test("in several documents of one API", async () => {
    const part = openApi({}, { schemas: { User: { $ref: "common.json#/components/schemas/User" } } });
    const { api, said } = await read({
      "a.json": part,
      "b.json": part,
      "common.json": openApi({}, { schemas: { User: user } }),
    });
    expect(said).toEqual([]);
    expect(api.schemas.map(({ wanted, sources }) => [wanted, sources.length])).toEqual([["User", 3]]);
  });

  test("also where references lead in a circle, which is said", async () => {
    const { said } = await split(
      { User: { $ref: "a.json" } },
      { "a.json": { $ref: "b.json" }, "b.json": { $ref: "a.json" } },
    );
    expect(said.length).toBeGreaterThan(0);
    expect(said.every((line) => line.includes("ref-cycle"))).toBe(true);
  });
});

describe("a whole map may be in another file", () => {
  test("of schemas, and its entries are components", async () => {
    const { said, names } = await split(
      { $ref: "all.json" },
      { "all.json": { User: user, Unused: { type: "string" } } },
    );
    expect(said).toEqual([]);
    expect(names).toEqual([
      ["Unused", "all.json#/Unused"],
      ["User", "all.json#/User"],
    ]);
  });

  test("but for entries beside the reference, which win", async () => {
    const { said, names } = await split(
      { $ref: "all.json#/definitions/more", Own: { type: "string" }, User: { type: "integer" } },
      { "all.json": { definitions: { more: { User: user, Pet: { $ref: "pet.json" } } } }, "pet.json": user },
    );
    expect(said).toEqual([]);
    expect(names).toEqual([
      ["Own", "api.json#/components/schemas/Own"],
      ["Pet", "all.json#/definitions/more/Pet", "pet.json#"],
      ["User", "api.json#/components/schemas/User"],
    ]);
  });

  test("of paths, of security schemes and of all components", async () => {
    const key = { type: "apiKey", in: "header", name: "X-Key" };
    const { api, said } = await read(
      {
        "api.json": { ...openApi({ $ref: "paths.json" }, { $ref: "parts.json" }), security: [{ key: [] }] },
        "paths.json": {
          "/a": { get: answers({ $ref: "api.json#/components/schemas/User" }) },
          "/b": { $ref: "b.json" },
        },
        "b.json": { get: answers({ $ref: "all.json#/User" }) },
        "parts.json": { schemas: { $ref: "all.json" }, securitySchemes: { $ref: "security.json" } },
        "all.json": { User: user },
        "security.json": { key },
      },
      ["api.json"],
    );
    expect(said).toEqual([]);
    expect(api.operations.map(({ path, operation }) => [path, operation["security"]])).toEqual([
      ["/a", [{ key: [] }]],
      ["/b", [{ key: [] }]],
    ]);
    expect([...api.securitySchemes]).toEqual([["key", key]]);
    expect(api.schemas.map(({ wanted }) => wanted)).toEqual(["User"]);
  });

  test("that leads back to itself", async () => {
    const { api } = await split(
      { $ref: "all.json", User: user },
      { "all.json": { $ref: "more.json", Pet: user }, "more.json": { $ref: "all.json", Toy: user } },
    );
    expect(api.schemas.map(({ wanted }) => wanted)).toEqual(["Pet", "Toy", "User"]);
  });
});

test("what stands beside the reference of a path item counts, and wins", async () => {
  const parameter = (name: string, type = "string") => ({ name, in: "query", schema: { type } });
  const { api, said } = await read(
    {
      "api.json": openApi({
        "/a": { $ref: "a.json", parameters: [parameter("own"), parameter("both", "integer")], put: answers({}) },
      }),
      "a.json": {
        parameters: [parameter("both"), parameter("other")],
        get: answers({ type: "string" }),
        put: answers({ type: "string" }),
      },
    },
    ["api.json"],
  );
  expect(said).toEqual([]);
  expect(api.operations.map(({ method }) => method)).toEqual(["GET", "PUT"]);
  expect(answered(api, 1)).toEqual({});
  expect(api.operations[0]!.operation["parameters"]).toEqual([
    parameter("both", "integer"),
    parameter("other"),
    parameter("own"),
  ]);
});

describe("Swagger 2.0 in several files", () => {
  const ok = { "200": { description: "ok" } };
  const thing = { type: "object", properties: { name: { type: "string" } } };
  const swagger = (paths: object, more: object = {}) => ({
    swagger: "2.0",
    info: { title: "T", version: "1" },
    produces: ["application/json"],
    paths,
    ...more,
  });
  const body = { name: "b", in: "body", required: true, schema: { $ref: "schemas.json#/Thing" } };

  test("has path items, operations, parameters and responses in parts, whose references lead on from there", async () => {
    const { api, said } = await read(
      {
        "api.json": swagger(
          {
            "/a": { $ref: "parts/paths.json#/a" },
            "/b": {
              get: { $ref: "parts/paths.json#/operation" },
              post: { parameters: [{ $ref: "#/parameters/body" }], responses: ok },
            },
          },
          {
            parameters: { body: { $ref: "parts/parameters.json#/body" } },
            definitions: { Own: { type: "string" } },
          },
        ),
        "parts/paths.json": {
          a: {
            parameters: [{ $ref: "parameters.json#/tags" }],
            put: {
              parameters: [{ $ref: "parameters.json#/body" }],
              responses: { "200": { $ref: "#/responses/ok" }, "404": { $ref: "../parts/responses.json#/lost" } },
            },
          },
          operation: {
            parameters: [{ $ref: "./parameters.json#/limit" }],
            responses: { "200": { $ref: "#/responses/ok" } },
          },
          responses: { ok: { description: "ok", schema: { $ref: "schemas.json#/Thing" } } },
        },
        "parts/parameters.json": {
          body,
          tags: { name: "tags", in: "query", type: "array", items: { type: "string" }, collectionFormat: "pipes" },
          limit: { name: "limit", in: "query", type: "integer" },
        },
        "parts/responses.json": { lost: { description: "lost", schema: { $ref: "../api.json#/definitions/Own" } } },
        "parts/schemas.json": { Thing: thing },
      },
      ["api.json"],
    );
    expect(said).toEqual([]);
    const ref = (id: string) => ({ $ref: `#/components/schemas/${id}` });
    const json = (id: string) => ({ content: { "application/json": { schema: ref(id) } } });
    const [a, b, posted] = ["PUT /a", "GET /b", "POST /b"].map(
      (key) => api.operations.find(({ method, path }) => `${method} ${path}` === key)?.operation,
    );
    const tags = { name: "tags", in: "query", style: "pipeDelimited", explode: false };
    expect(a).toMatchObject({
      parameters: [{ ...tags, schema: { type: "array", items: { type: "string" } } }],
      requestBody: { required: true, ...json("Thing") },
      responses: { "200": json("Thing"), "404": json("Own") },
    });
    expect(b).toMatchObject({
      parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
      responses: { "200": json("Thing") },
    });
    expect(posted).toMatchObject({ requestBody: { required: true, ...json("Thing") } });
    expect(api.schemas.map(({ sources }) => sources)).toEqual([
      ["api.json#/components/schemas/Own"],
      ["parts/schemas.json#/Thing"],
    ]);
  });

  test("has bodies in documents of their own, which may refer back", async () => {
    const back = { get: { parameters: [{ $ref: "api.json#/parameters/limit" }], responses: ok } };
    const { api, said } = await read({
      "api.json": swagger(
        { "/a": { post: { parameters: [{ $ref: "common.json#/parameters/body" }], responses: ok } } },
        { parameters: { limit: { name: "limit", in: "query", type: "integer" } } },
      ),
      "common.json": swagger({ "/b": back }, { parameters: { body: { ...body, schema: thing } } }),
    });
    expect(said).toEqual([]);
    const [a, b] = api.operations.map(({ operation }) => operation);
    expect(a!["requestBody"]).toEqual({ required: true, content: { "application/json": { schema: thing } } });
    expect(b!["parameters"]).toEqual([{ name: "limit", in: "query", schema: { type: "integer" } }]);
  });

  test("says what it cannot find", async () => {
    const operation = { parameters: [{ $ref: "gone.json#/limit" }, { $ref: "parts.json#/lmit" }], responses: ok };
    const { said } = await read({ "api.json": swagger({ "/a": { get: operation } }), "parts.json": { limit: {} } }, [
      "api.json",
    ]);
    expect(said).toEqual([
      expect.stringMatching(/^api\.json:1:\d+ warning file-not-found: /),
      expect.stringMatching(/^api\.json:1:\d+ warning ref-not-found: cannot find "parts\.json#\/lmit"$/),
    ]);
  });

  test("reads no file outside of the root", async () => {
    const { said } = await read(
      {
        "api/api.json": swagger({ "/a": { $ref: "../secret.json" }, "/b": { get: { responses: ok } } }),
        "secret.json": { get: { responses: ok } },
      },
      ["api/api.json"],
      { root: "api" },
    );
    expect(said).toEqual([expect.stringContaining("warning ref-outside-root")]);
  });
});

import { describe, expect, test } from "vitest";
import { answered, answers, openApi, read } from "./read.ts";

const pet = { type: "object", properties: { name: { type: "string" } } };

describe("a relative reference is followed", () => {
  test("at a schema, which keeps the name of its file", async () => {
    const { api, said } = await read({
      "api.json": openApi({ "/a": { get: answers({ $ref: "schemas/Pet.yaml" }) } }),
      "schemas/Pet.yaml": "type: object\nproperties: { owner: { $ref: ./Owner.yaml } }",
      "schemas/Owner.yaml": "type: string",
    });
    expect(said).toEqual([]);
    expect(answered(api)).toEqual({ $ref: "#/components/schemas/Pet" });
    expect(api.schemas.map(({ wanted, schema }) => [wanted, schema])).toEqual([
      ["Owner", { type: "string" }],
      ["Pet", { type: "object", properties: { owner: { $ref: "#/components/schemas/Owner" } } }],
    ]);
  });

  test("at a path item, an operation, a parameter, a response and a whole map of properties", async () => {
    const { api, said } = await read({
      "api.json": openApi({
        "/a/{id}": { $ref: "paths.json#/item" },
        "/b": { get: { $ref: "paths.json#/operation" } },
      }),
      "paths.json": {
        item: { parameters: [{ $ref: "#/id" }], get: { responses: { "200": { $ref: "./more/answers.json#/ok" } } } },
        operation: { responses: { "200": { $ref: "more/answers.json#/ok" } } },
        id: { name: "id", in: "path", required: true, schema: { type: "string" } },
      },
      "more/answers.json": {
        ok: {
          description: "ok",
          content: { "application/json": { schema: { type: "object", properties: { $ref: "#/fields" } } } },
        },
        fields: { name: { type: "string" } },
      },
    });
    expect(said).toEqual([]);
    expect(api.operations.map(({ path }) => path)).toEqual(["/a/{id}", "/b"]);
    expect(api.operations[0]!.operation["parameters"]).toMatchObject([{ name: "id", in: "path" }]);
    const want = { type: "object", properties: { name: { type: "string" } } };
    expect([answered(api, 0), answered(api, 1)]).toEqual([want, want]);
  });

  test("at a description and at an example that are files of their own", async () => {
    const { api, said } = await read({
      "api.json": openApi({
        "/a": {
          get: answers(pet, {
            description: { $ref: "texts/a.yaml#/long" },
            requestBody: { content: { "application/json": { examples: { one: { $ref: "texts/one.json" } } } } },
          }),
        },
      }),
      "texts/a.yaml": "long: |\n  first\n  second\n",
      "texts/one.json": { value: { name: "Rex", $ref: "is data here" } },
    });
    expect(said).toEqual([]);
    const [{ operation }] = api.operations as unknown as [{ operation: Record<string, unknown> }];
    expect(operation["description"]).toBe("first\nsecond\n");
    expect(operation["requestBody"]).toEqual({
      content: { "application/json": { examples: { one: { value: { $ref: "is data here", name: "Rex" } } } } },
    });
  });

  test("through further references, and encoded as RFC 6901 and RFC 3986 have it", async () => {
    const { api, said } = await read({
      "api.json": openApi(
        { "/a": { get: answers({ $ref: "#/components/schemas/A~1b%20c~0d" }) } },
        { schemas: { "A/b c~d": { $ref: "#/components/schemas/Pet" }, Pet: pet } },
      ),
    });
    expect(said).toEqual([]);
    expect(api.schemas.find(({ id }) => id === "Pet")!.schema).toEqual(pet);
    expect(api.schemas).toHaveLength(2);
  });

  test("to a file with a space and a name that is encoded", async () => {
    const { said } = await read({
      "api.json": openApi({ "/a": { get: answers({ $ref: "my%20pet.yaml" }) } }),
      "my pet.yaml": "type: string",
    });
    expect(said).toEqual([]);
  });
});

describe("a reference that goes in circles", () => {
  test("through schemas is kept", async () => {
    const { api, said } = await read({
      "api.json": openApi(
        { "/a": { get: answers({ $ref: "#/components/schemas/Node" }) } },
        { schemas: { Node: { properties: { next: { $ref: "#/components/schemas/Node" } } } } },
      ),
    });
    expect(said).toEqual([]);
    expect(api.schemas[0]!.schema).toEqual({ properties: { next: { $ref: "#/components/schemas/Node" } } });
  });

  test("with nothing in between is a fault at its place", async () => {
    const { said } = await read({
      "api.yaml": `openapi: 3.1.0
components:
  schemas:
    A: { $ref: "#/components/schemas/B" }
    B: { $ref: "#/components/schemas/A" }
  parameters:
    P: { $ref: "#/components/parameters/P" }
`,
    });
    expect(said.toSorted()).toEqual([
      'api.yaml:4:16 warning ref-cycle: "#/components/schemas/B" refers to itself',
      'api.yaml:5:16 warning ref-cycle: "#/components/schemas/A" refers to itself',
      'api.yaml:7:16 warning ref-cycle: "#/components/parameters/P" refers to itself',
    ]);
  });
});

describe("a reference that leads nowhere", () => {
  test("is one fault, though several operations share it", async () => {
    const { said } = await read({
      "api.yaml": `openapi: 3.0.3
paths:
  /a:
    parameters: [{ $ref: "#/components/parameters/limitt" }]
    get: { responses: {} }
    post: { responses: {} }
components:
  parameters:
    limit: { name: limit, in: query, schema: { type: integer } }
`,
    });
    expect(said).toEqual(['api.yaml:4:26 warning ref-not-found: cannot find "#/components/parameters/limitt"']);
  });

  test("to a security scheme is one warning at the document's list, though every operation inherits it", async () => {
    const { said, diagnostics } = await read({
      "api.yaml": `openapi: 3.1.0
security: [{ ouath: [] }]
paths:
  /a: { get: {}, post: {} }
  /b: { get: { security: [{ key: [] }] } }
components:
  securitySchemes: { oauth: { type: http, scheme: bearer } }
`,
    });
    expect(said).toEqual([
      'api.yaml:2:14 warning security-scheme-undefined: the security scheme "ouath" is not defined',
      'api.yaml:5:29 warning security-scheme-undefined: the security scheme "key" is not defined',
    ]);
    expect(diagnostics.map(({ help }) => help)).toEqual(['did you mean "oauth"?', undefined]);
  });

  test.each([
    ["#/components/schemas/pet", 'did you mean "#/components/schemas/Pet"?'],
    ["#/component/schemas/Pet", 'did you mean "#/components/schemas/Pet"?'],
    ["#/components/schemas/Zebra", undefined],
    ["#Pet", undefined],
    ["#/components/schemas/constructor", undefined],
    ["#/__proto__/toString", undefined],
  ])("%s", async ($ref, help) => {
    const { diagnostics } = await read({
      "api.json": openApi({ "/a": { get: answers({ $ref }) } }, { schemas: { Pet: pet } }),
    });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.help).toBe(help);
    expect(diagnostics[0]!.severity).toBe("warning");
  });
});

describe("components of one name in several documents", () => {
  const paths = (path: string) => ({ [path]: { get: answers({ $ref: "#/components/schemas/Fault" }) } });
  const fault = { type: "object", properties: { code: { type: "string" } }, description: "one" };

  test("are one if they are equivalent, whatever their descriptions and key order", async () => {
    const { api } = await read({
      "a.json": openApi(paths("/a"), { schemas: { Fault: fault } }),
      "b.json": openApi(paths("/b"), {
        schemas: { Fault: { description: "other", properties: { code: { type: "string" } }, type: "object" } },
      }),
    });
    expect(api.schemas.map(({ id, sources }) => [id, sources])).toEqual([
      ["Fault", ["a.json#/components/schemas/Fault", "b.json#/components/schemas/Fault"]],
    ]);
  });

  test("live on both when they differ", async () => {
    const { api } = await read({
      "a.json": openApi(paths("/a"), { schemas: { Fault: fault } }),
      "b.json": openApi(paths("/b"), { schemas: { Fault: { type: "string" } } }),
    });
    expect(api.schemas.map(({ wanted, qualifiers }) => [wanted, qualifiers])).toEqual([
      ["Fault", ["a"]],
      ["Fault", ["b"]],
    ]);
    const [one, other] = api.operations.map((_, index) => (answered(api, index) as { $ref: string }).$ref);
    expect(api.schemas.map(({ id }) => `#/components/schemas/${id}`)).toEqual([one, other]);
    expect(one).not.toBe(other);
  });

  const knot = (leaf: object) => ({
    schemas: {
      Fault: { properties: { parts: { items: { $ref: "#/components/schemas/Part" } } } },
      Part: {
        properties: { whole: { $ref: "#/components/schemas/Fault" }, leaf: { $ref: "#/components/schemas/Leaf" } },
      },
      Leaf: leaf,
    },
  });

  test("are one when they refer to each other in the same way", async () => {
    const { api } = await read({
      "a.json": openApi(paths("/a"), knot({ type: "string" })),
      "b.json": openApi(paths("/b"), knot({ type: "string" })),
    });
    expect(api.schemas.map(({ wanted }) => wanted)).toEqual(["Fault", "Leaf", "Part"]);
  });

  test("live on when something that they reach differs", async () => {
    const { api } = await read({
      "a.json": openApi(paths("/a"), knot({ type: "string" })),
      "b.json": openApi(paths("/b"), knot({ type: "integer" })),
    });
    expect(api.schemas.map(({ wanted }) => wanted)).toEqual(["Fault", "Fault", "Leaf", "Leaf", "Part", "Part"]);
    for (const { schema, qualifiers } of api.schemas.filter(({ wanted }) => wanted === "Fault")) {
      const { $ref } = (schema as { properties: { parts: { items: { $ref: string } } } }).properties.parts.items;
      const part = api.schemas.find(({ id }) => $ref === `#/components/schemas/${id}`)!;
      expect(part.qualifiers).toEqual(qualifiers);
    }
  });
});

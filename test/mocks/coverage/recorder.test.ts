import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Coverage } from "../../../mocks/coverage/coverage.ts";
import type { ServerOptions } from "../../../mocks/server/mock.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const pet = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: { type: "integer", readOnly: true },
    name: { type: "string" },
    kind: { type: "string", enum: ["cat", "dog"] },
    secret: { type: "string", writeOnly: true },
    owner: { $ref: "#/components/schemas/Owner" },
  },
};

const components = {
  schemas: {
    Pet: pet,
    Owner: {
      type: "object",
      properties: { name: { type: "string" }, pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } } },
    },
    Problem: { type: "object", properties: { code: { type: "string", enum: ["GONE", "NEVER_THERE"] } } },
  },
  securitySchemes: {
    oauth: {
      type: "oauth2",
      flows: { clientCredentials: { tokenUrl: "/token", scopes: { "pets.read": "", "pets.all": "" } } },
    },
    key: { type: "apiKey", in: "header", name: "X-Key" },
  },
};

const jsonOf = (schema: unknown, example?: unknown) => ({
  "application/json": { schema, ...(example !== undefined && { example }) },
});

const openapi = documentOf(
  {
    "/pets": {
      get: {
        parameters: [
          { name: "page", in: "query", schema: { type: "integer", minimum: 1 } },
          { name: "sort", in: "query", schema: { type: "string", enum: ["name", "age"] } },
          { name: "kinds", in: "query", schema: { type: "array", items: { type: "string", enum: ["cat", "dog"] } } },
        ],
        responses: {
          "200": {
            description: "",
            content: jsonOf({ type: "array", items: { $ref: "#/components/schemas/Pet" } }, [{ id: 1, name: "Tom" }]),
          },
        },
      },
      post: {
        security: [{ oauth: ["pets.all"] }, { key: [] }],
        requestBody: { content: { ...jsonOf({ $ref: "#/components/schemas/Pet" }), "text/plain": {} } },
        responses: { "201": { description: "" } },
      },
    },
    "/pets/{id}": {
      get: {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: {
          "200": { description: "", content: jsonOf({ $ref: "#/components/schemas/Pet" }, { id: 1, name: "Tom" }) },
          "404": { description: "", content: jsonOf({ $ref: "#/components/schemas/Problem" }, { code: "GONE" }) },
          "4XX": { description: "", content: jsonOf({ $ref: "#/components/schemas/Problem" }) },
        },
      },
    },
  },
  { components },
);

async function started(options: ServerOptions = {}) {
  const mock = await serve(openapi, options);
  const send = (target: string, init?: RequestInit) => fetch(`${mock.url}${target}`, init);
  const post = (body: unknown, headers: Record<string, string> = { "x-key": "k" }) =>
    send("/pets", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  return { mock, send, post };
}

/** The items of an operation as `kind name`, the covered ones apart. */
function itemsOf(coverage: Coverage, key: string) {
  const operation = coverage.operations.find(({ method, path }) => `${method} ${path}` === key);
  const named = (isCovered: boolean) =>
    (operation?.items ?? []).filter((item) => item.isCovered === isCovered).map(({ kind, name }) => `${kind} ${name}`);
  return { covered: named(true), open: named(false) };
}

describe("what there is to exercise", () => {
  test("is there before any request, each once", async () => {
    const { mock } = await started();
    expect(itemsOf(mock.coverage(), "GET /pets")).toEqual({
      covered: [],
      open: [
        "operation called",
        "parameter query page: given",
        "parameter query page: left out",
        "parameter query sort: given",
        "parameter query sort: left out",
        "value query sort=name",
        "value query sort=age",
        "parameter query kinds: given",
        "parameter query kinds: left out",
        "value query kinds=cat",
        "value query kinds=dog",
        "status 200",
        "response-media-type 200 application/json",
        "response-member 200 [].id",
        "response-member 200 [].name",
        "response-member 200 [].kind",
        "response-member 200 [].owner",
        "response-member 200 [].owner.name",
        "response-member 200 [].owner.pets",
        "page second page",
      ],
    });
    expect(itemsOf(mock.coverage(), "POST /pets").open).toEqual([
      "operation called",
      "request-media-type application/json",
      "request-member name",
      "request-member kind",
      "request-member secret",
      "request-member owner",
      "value kind=cat",
      "value kind=dog",
      "request-member owner.name",
      "request-member owner.pets",
      "request-media-type text/plain",
      "request-media-type left out",
      "status 201",
      "security oauth (pets.all)",
      "scope pets.all",
      "security key",
    ]);
  });

  test("has the error codes of a status' own examples, else those of its schema", async () => {
    const { mock } = await started();
    const { open } = itemsOf(mock.coverage(), "GET /pets/{id}");
    expect(open.filter((item) => item.startsWith("error-code"))).toEqual([
      "error-code 404 code=GONE",
      "error-code 4XX code=GONE",
      "error-code 4XX code=NEVER_THERE",
    ]);
  });
});

describe("a request", () => {
  test("exercises parameters that it gives and leaves out, and the values of enums", async () => {
    const { mock, send } = await started();
    await send("/pets?sort=age&kinds=dog");
    const { covered } = itemsOf(mock.coverage(), "GET /pets");
    expect(covered).toEqual([
      "operation called",
      "parameter query page: left out",
      "parameter query sort: given",
      "value query sort=age",
      "parameter query kinds: given",
      "value query kinds=dog",
      "status 200",
      "response-media-type 200 application/json",
      "response-member 200 [].id",
      "response-member 200 [].name",
    ]);
    await send("/pets?page=1");
    expect(itemsOf(mock.coverage(), "GET /pets").open).toContain("page second page");
    await send("/pets?page=2");
    expect(itemsOf(mock.coverage(), "GET /pets").covered).toContain("page second page");
  });

  test("that breaks the document exercises its status, and not what is wrong about it", async () => {
    const { mock, send, post } = await started();
    expect((await send("/pets?page=0&sort=name")).status).toBe(422);
    await post({ name: 5, kind: "cat" });
    const list = itemsOf(mock.coverage(), "GET /pets").covered;
    expect(list).toContain("value query sort=name");
    expect(list).not.toContain("parameter query page: given");
    expect(list).not.toContain("parameter query page: left out");
    const { covered } = itemsOf(mock.coverage(), "POST /pets");
    expect(covered).toEqual(["operation called", "security key"]);
  });

  test("exercises the members and the media type of its body", async () => {
    const { mock, post } = await started();
    expect((await post({ name: "Tom", kind: "cat", owner: { name: "Ada", pets: [{ name: "Rex" }] } })).status).toBe(
      201,
    );
    const { open } = itemsOf(mock.coverage(), "POST /pets");
    expect(open).toEqual([
      "request-member secret",
      "value kind=dog",
      "request-media-type text/plain",
      "request-media-type left out",
      "security oauth (pets.all)",
      "scope pets.all",
    ]);
  });

  test("exercises the alternative of access that let it through, and its scopes; a refused one does not", async () => {
    const { mock, post } = await started({ auth: "strict" });
    const bearer = async (...scopes: string[]) => ({
      authorization: `Bearer ${(await mock.issueToken({ scopes })).accessToken}`,
    });
    expect((await post({ name: "Tom" }, await bearer("pets.read"))).status).toBe(403);
    expect(itemsOf(mock.coverage(), "POST /pets").covered).toEqual(["operation called"]);
    expect((await post({ name: "Tom" }, await bearer("pets.all"))).status).toBe(201);
    const { covered } = itemsOf(mock.coverage(), "POST /pets");
    expect(covered).toEqual(expect.arrayContaining(["security oauth (pets.all)", "scope pets.all"]));
    expect(covered).not.toContain("security key");
  });

  test("exercises an error code and the most exact description of a status", async () => {
    const { mock, send } = await started();
    await send("/pets/1", { headers: { prefer: "code=404" } });
    mock.respond("GET /pets/{id}", { status: 410, body: { code: "NEVER_THERE" } });
    await send("/pets/1");
    const operation = mock.coverage({ operation: "GET /pets/{id}" }).operations[0];
    expect(operation?.statuses).toEqual([
      { status: "404", isDescribed: true, requests: 1 },
      { status: "410", isDescribed: true, requests: 1 },
      { status: "200", isDescribed: true, requests: 0 },
    ]);
    expect(itemsOf(mock.coverage(), "GET /pets/{id}").covered.filter((item) => /^(?:status|error)/.test(item))).toEqual(
      ["status 404", "error-code 404 code=GONE", "status 4XX", "error-code 4XX code=NEVER_THERE"],
    );
  });
});

describe("coverage", () => {
  test("counts by kind, operation and status, and what came to no operation", async () => {
    const { mock, send } = await started();
    for (const target of ["/pets", "/pets", "/pets?page=0", "/nothing"]) await send(target);
    const { operations, kinds, covered, total, unmatched, documents } = mock.coverage();
    expect(operations[0]).toMatchObject({ method: "GET", path: "/pets", name: undefined, requests: 3 });
    expect(operations[0]?.statuses).toEqual([
      { status: "200", isDescribed: true, requests: 2 },
      { status: "422", isDescribed: false, requests: 1 },
    ]);
    expect(kinds[0]).toEqual({ kind: "operation", covered: 1, total: 3 });
    expect(unmatched).toBe(1);
    expect(covered).toBe(operations.reduce((sum, each) => sum + each.covered, 0));
    expect(total).toBe(operations.reduce((sum, each) => sum + each.items.length, 0));
    expect(documents).toEqual({ title: "Test", digest: expect.stringMatching(/^[0-9a-f]{64}$/), spec: [] });
  });

  test("stays when a test begins anew, until it is cleared", async () => {
    const { mock, send } = await started();
    await send("/pets");
    mock.reset();
    expect(mock.coverage().operations[0]?.requests).toBe(1);
    mock.clearCoverage();
    expect(mock.coverage()).toMatchObject({ covered: 0, operations: [{ requests: 0 }, {}, {}] });
    await send("/pets");
    expect(itemsOf(mock.coverage(), "GET /pets").covered).toContain("operation called");
  });

  test("parses no body that validation parsed", async () => {
    const { mock, send } = await started({ dynamic: true });
    const parse = vi.spyOn(JSON, "parse");
    onTestFinished(() => parse.mockRestore());
    const texts = [await (await send("/pets")).text(), await (await send("/pets")).text()];
    const parsed = parse.mock.calls.map(([text]) => text);
    for (const text of texts) expect(parsed.filter((each) => each === text)).toHaveLength(1);
    expect(itemsOf(mock.coverage(), "GET /pets").covered).toContain("response-member 200 [].name");
  });

  test("is told of one operation, or without items", async () => {
    const { mock } = await started();
    expect(mock.coverage({ operation: "POST /pets" }).operations.map(({ path }) => path)).toEqual(["/pets"]);
    const [first] = mock.coverage({ items: false }).operations;
    expect(first).toMatchObject({ items: [], total: 20 });
    expect(() => mock.coverage({ operation: "GET /pet" })).toThrow('there is no operation "GET /pet"');
  });

  test("loses nothing of an API that is too large to be kept ready", async () => {
    const members = Array.from({ length: 300 }, (_, index) => [`m${index}`, { type: "string" }]);
    const failures = Array.from({ length: 100 }, (_, index) => [
      400 + index,
      { $ref: "#/components/responses/Failed" },
    ]);
    const operation = {
      parameters: ["first", "second"].map((name) => ({ name, in: "query", schema: { type: "string" } })),
      responses: { "204": { description: "" }, ...Object.fromEntries(failures) },
    };
    const schema = { type: "object", properties: Object.fromEntries(members) };
    const paths = ["/a", "/b", "/c", "/d"];
    const large = documentOf(Object.fromEntries(paths.map((path) => [path, { get: operation }])), {
      components: { responses: { Failed: { description: "", content: jsonOf(schema) } } },
    });
    const mock = await serve(large);
    for (const path of [...paths.map((path) => `${path}?first=1`), "/a?second=1"]) await fetch(`${mock.url}${path}`);
    const coverage = mock.coverage();
    expect(coverage.total).toBeGreaterThan(100_000);
    for (const path of paths)
      expect(itemsOf(coverage, `GET ${path}`).covered).toContain("parameter query first: given");
    expect(itemsOf(coverage, "GET /a").covered).toContain("parameter query second: given");
    expect(itemsOf(coverage, "GET /b").covered).not.toContain("parameter query second: given");
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { UnreadableSpecError } from "../../../mocks/server/read-spec.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { startReceiver } from "../callbacks/receiver.ts";
import { documentOf } from "../document.ts";

const schema = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const content = { "application/json": { schema, example: { id: "mock" } } };
const operation = (operationId: string, more: object = {}) => ({
  operationId,
  responses: { "200": { description: "", content } },
  ...more,
});
const petId = { name: "petId", in: "path", required: true, schema: { type: "string" } };
const call = { "{$request.query.url}": { post: { responses: {} } } };
const document = documentOf(
  {
    "/pets": {
      get: operation("listPets", { tags: ["pets"], callbacks: { call } }),
      post: operation("addPet", { tags: ["pets"] }),
    },
    "/pets/{petId}": { parameters: [petId], get: operation("getPet"), delete: operation("deletePet") },
    "/pets/{petId}/toys": { parameters: [petId], get: operation("listToys", { tags: ["toys"] }) },
    "/health": { get: operation("getHealth", { security: [{ token: [] }] }) },
  },
  {
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  },
);

async function folderWith(url: string, operations: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "upstream-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "api.json"), JSON.stringify(document));
  const settings = { input: "api.json", mock: { upstream: { url, operations } } };
  await writeFile(join(folder, "twinspec.json"), JSON.stringify(settings));
  return folder;
}

/** A mock, and what its real API was asked. */
async function partial(operations: readonly string[], status = 200, options: object = {}) {
  const api = await startReceiver((_, response) => {
    response.writeHead(status, { "content-type": "application/json", "access-control-allow-origin": "https://a.test" });
    response.end('{"id":"real"}');
  });
  const mock = await startMock({ spec: await folderWith(`${api.url}/v1`, operations), ...options });
  onTestFinished(() => mock.close());
  const id = async (target: string, init: RequestInit = {}) => {
    const response = await fetch(`${mock.url}${target}`, init);
    return ((await response.json()) as { id?: string }).id ?? response.status;
  };
  return { mock, api, id };
}

describe("the operations that the settings name go to the real API, all others are mocked", () => {
  const targets = ["/pets", "POST /pets", "/pets/1", "DELETE /pets/1", "/pets/1/toys"];

  test.each([
    [["getPet"], ["/pets/1"]],
    [["tag:pets"], ["/pets", "POST /pets"]],
    [["/pets/*"], ["/pets/1", "DELETE /pets/1"]],
    [["GET /pets/**"], ["/pets/1", "/pets/1/toys"]],
    [
      ["/pets/{petId}/t*", "addPet"],
      ["POST /pets", "/pets/1/toys"],
    ],
    [["/**"], targets],
  ])("%j", async (operations, wanted) => {
    const { id } = await partial(operations);
    const real: string[] = [];
    for (const target of targets) {
      const [path = "", method = "GET"] = target.split(" ").toReversed();
      if ((await id(path, { method })) === "real") real.push(target);
    }
    expect(real).toEqual(wanted);
  });

  test("with the request as it is, credentials included, and the mock's own headers of CORS", async () => {
    const { api, mock } = await partial(["getHealth", "addPet"]);
    const headers = { authorization: "Bearer real", "content-type": "text/plain" };
    const response = await fetch(`${mock.url}/health?a=1`, { headers: { ...headers, origin: "https://b.test" } });
    expect(response.headers.get("access-control-allow-origin")).toBe("https://b.test");
    await fetch(`${mock.url}/pets`, { method: "POST", headers, body: "Grüße" });
    expect(api.received).toMatchObject([
      { target: "/v1/health?a=1", headers: { authorization: "Bearer real" } },
      { target: "/v1/pets", method: "POST", body: "Grüße" },
    ]);
    expect(mock.requests[0]?.headers["authorization"]).not.toContain("real");
  });

  test("what the real API sends is validated, and no failure of a test", async () => {
    const { mock } = await partial(["getPet"], 202);
    await fetch(`${mock.url}/pets/1`);
    expect(mock.requests[0]?.violations).toMatchObject([{ source: "upstream" }]);
    expect(mock.unexpectedViolations).toEqual([]);
    expect(mock.notes).toHaveLength(1);
  });

  test("scripts come first, state and callbacks are the real API's, and 501 is left to the mock", async () => {
    const { id, mock, api } = await partial(["tag:pets", "getPet"], 200, { stateful: true });
    mock.respond("getPet", { body: { id: "script" } }, { times: 1 });
    expect([await id("/pets/1"), await id("/pets/1")]).toEqual(["script", "real"]);
    await fetch(`${mock.url}/pets?url=${encodeURIComponent(`${api.url}/cb`)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(api.received.map(({ target }) => target.replace(/\?.*/, ""))).toEqual(["/v1/pets/1", "/v1/pets"]);
    const lacking = await partial(["getPet"], 501);
    expect(await lacking.id("/pets/1")).toBe("mock");
  });

  test("an API that is not there is told as such", async () => {
    const mock = await startMock({ spec: await folderWith("http://127.0.0.1:1", ["getPet"]) });
    onTestFinished(() => mock.close());
    expect((await fetch(`${mock.url}/pets/1`)).status).toBe(502);
    expect((await fetch(`${mock.url}/pets`)).status).toBe(200);
  });
});

test.each([
  [["getPets"], 'there is no operation "getPets"', 'did you mean "getPet"?'],
  [["tag:pet"], 'there is no operation with the tag "pet"', 'did you mean "pets"?'],
  [["/pet/*"], 'there is no operation with the path "/pet/*"', undefined],
  [["PUT /pets"], 'there is no operation with the path "PUT /pets"', undefined],
])("%j means no operation, and says so with its place", async (operations, message, help) => {
  const started = startMock({ spec: await folderWith("http://127.0.0.1:1", operations) });
  const error: unknown = await started.then((mock) => mock.close()).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnreadableSpecError);
  const [diagnostic] = (error as UnreadableSpecError).diagnostics.filter(({ severity }) => severity === "error");
  expect(diagnostic).toMatchObject({ message, at: { line: 1 } });
  if (help !== undefined) expect(diagnostic?.help).toBe(help);
});

test.each(["ftp://a.test", "https://user@a.test", "https://a.test/?x", "a.test"])("%s is no address", async (url) => {
  await expect(startMock({ spec: await folderWith(url, ["getPet"]) })).rejects.toThrow(
    "must be an http or https address",
  );
});

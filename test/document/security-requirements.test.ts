import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startMock } from "../../mocks/server/start-mock.ts";
import { workspaceWith } from "../commands/running-mock.ts";
import { openApi, read } from "./read.ts";

const ok = { responses: { "200": { description: "ok" } } };
const securitySchemes = {
  key: { type: "apiKey", in: "header", name: "X-Key" },
  oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token", scopes: { read: "", write: "" } } } },
};

/** What is written, what it is read as, and where a warning stands. */
const meant: readonly (readonly [written: unknown, read: readonly unknown[], told: string])[] = [
  [{ key: [] }, [{ key: [] }], "expected an array, found an object; it is read as the only item of one"],
  [{ key: [], oauth: ["read"] }, [{ key: [], oauth: ["read"] }], "it is read as the only item of one"],
  [{ key: null }, [{ key: [] }], "it is read as the only item of one"],
  ["key", [{ key: [] }], 'found the string "key"; it is read as the only item of one'],
  [["key"], [{ key: [] }], 'found the string "key"; it is read as {"key":[]}'],
  [["key", { oauth: ["read"] }], [{ key: [] }, { oauth: ["read"] }], 'it is read as {"key":[]}'],
  [[{ key: null }], [{ key: [] }], 'found another; it is read as {"key":[]}'],
  [[{ key: {} }], [{ key: [] }], 'it is read as {"key":[]}'],
  [[{ oauth: "read write" }], [{ oauth: ["read", "write"] }], 'it is read as {"oauth":["read","write"]}'],
  [[["key", "oauth"]], [{ key: [], oauth: [] }], 'found an array; it is read as {"key":[],"oauth":[]}'],
  [[{ oauth: ["read", null] }], [{ oauth: ["read"] }], 'it is read as {"oauth":["read"]}'],
];

describe("security that is written otherwise than in a list of requirements is read as it is meant", () => {
  test.each(meant)("of an operation: %j", async (security, want, told) => {
    const { api, said } = await read({
      "api.json": openApi({ "/a": { get: { ...ok, security } } }, { securitySchemes }),
    });
    expect(said).toEqual([expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: /)]);
    expect(said[0]).toContain(told);
    expect(api.operations[0]!.operation["security"]).toEqual(want);
    expect(api.operations[0]).not.toHaveProperty("isLacking");
  });

  test.each(meant)("of a document: %j", async (security, want, told) => {
    const paths = { "/a": { get: ok, post: ok }, "/open": { get: { ...ok, security: [] } } };
    const { api, said } = await read({ "api.json": { ...openApi(paths, { securitySchemes }), security } });
    expect(said).toEqual([expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: /)]);
    expect(said[0]).toContain(told);
    expect(api.operations.map(({ operation }) => operation["security"])).toEqual([want, want, []]);
  });

  test.each(meant)("of Swagger 2.0: %j", async (security, want, told) => {
    const { api, said } = await read({
      "api.json": {
        swagger: "2.0",
        info: { title: "T", version: "1" },
        securityDefinitions: {
          key: securitySchemes.key,
          oauth: { type: "oauth2", flow: "application", tokenUrl: "/token", scopes: { read: "", write: "" } },
        },
        paths: { "/a": { get: { ...ok, security } } },
      },
    });
    expect(said).toEqual([expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: /)]);
    expect(said[0]).toContain(told);
    expect(api.operations[0]!.operation["security"]).toEqual(want);
  });
});

test.each([[], [{}], [{ key: [] }], [{ oauth: ["read"] }, {}]])("a list is read as it is: %j", async (...security) => {
  const { api, said } = await read({
    "api.json": openApi({ "/a": { get: { ...ok, security } } }, { securitySchemes }),
  });
  expect(said).toEqual([]);
  expect(api.operations[0]!.operation["security"]).toEqual(security);
});

/** What names no scheme, and the name of the scheme that it is read as. */
const unread: readonly (readonly [written: unknown, name: string])[] = [
  [5, "5"],
  [false, "false"],
  [[5], "5"],
  [[null], "null"],
  [[[]], "[]"],
  [[""], ""],
];

describe("security that names no scheme is a scheme that nobody defined, so that nothing is open", () => {
  test.each(unread)("of an operation, whatever the document has: %j", async (security, name) => {
    const document = openApi({ "/a": { get: { ...ok, security } } }, { securitySchemes });
    for (const whole of [document, { ...document, security: [{ key: [] }] }]) {
      const { api, said } = await read({ "api.json": whole });
      expect(said).toEqual([
        expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: /),
        expect.stringContaining(`the security scheme "${name}" is not defined`),
      ]);
      expect(api.operations[0]!.operation["security"]).toEqual([{ [name]: [] }]);
    }
  });

  test.each(unread)("of a document: %j", async (security, name) => {
    const { api, said } = await read({ "api.json": { ...openApi({ "/a": { get: ok, post: ok } }), security } });
    expect(said).toContainEqual(expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: /));
    expect(api.operations.map(({ operation }) => operation["security"])).toEqual([[{ [name]: [] }], [{ [name]: [] }]]);
  });

  test.each(unread)("of Swagger 2.0: %j", async (security, name) => {
    const { api } = await read({
      "api.json": { swagger: "2.0", info: { title: "T", version: "1" }, paths: { "/a": { get: { ...ok, security } } } },
    });
    expect(api.operations[0]!.operation["security"]).toEqual([{ [name]: [] }]);
  });

  test.each([[[5, { key: [] }]], [[{ key: [] }, null]], [[[], "key"]]])(
    "beside what does, it is left out: %j",
    async (security) => {
      const { api } = await read({ "api.json": openApi({ "/a": { get: { ...ok, security } } }, { securitySchemes }) });
      expect(api.operations[0]!.operation["security"]).toEqual([{ key: [] }]);
    },
  );
});

test.each([[{}], [null]])("what says nothing leaves the operation with the document's: %j", async (security) => {
  const document = {
    ...openApi({ "/a": { get: { ...ok, security } } }, { securitySchemes }),
    security: [{ key: [] }],
  };
  const { api, said } = await read({ "api.json": document });
  expect(said).toEqual([expect.stringContaining("warning wrong-type")]);
  expect(api.operations[0]!.operation["security"]).toEqual([{ key: [] }]);
});

test("the mock asks for what is meant", async () => {
  const paths = {
    "/object": { get: { ...ok, security: { key: [] } } },
    "/name": { get: { ...ok, security: ["key"] } },
    "/scopes": { get: { ...ok, security: { oauth: "read" } } },
    "/inherited": { get: ok },
    "/number": { get: { ...ok, security: [5] } },
    "/null": { get: { ...ok, security: [null] } },
    "/false": { get: { ...ok, security: false } },
  };
  const document = { ...openApi(paths, { securitySchemes }), security: { key: [] } };
  const workspace = workspaceWith({ "api.json": JSON.stringify(document) });
  onTestFinished(() => workspace.dispose());
  const mock = await startMock({ spec: join(workspace.folder, "api.json") });
  onTestFinished(() => mock.close());
  const status = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(mock.url + path, { headers })).status;
  for (const path of ["/object", "/name", "/inherited", "/number", "/null", "/false"]) {
    expect(await status(path)).toBe(401);
    expect(await status(path, { "x-key": "any" })).toBe(200);
  }
  const bearer = async (scope: string) => {
    const { accessToken } = await mock.issueToken({ scopes: [scope] });
    return { authorization: `Bearer ${accessToken}` };
  };
  expect(await status("/scopes", await bearer("write"))).toBe(403);
  expect(await status("/scopes", await bearer("read"))).toBe(200);
});

import { expect, test } from "vitest";
import { minified } from "../minified.ts";

const bundle = (program: string) => minified(program, import.meta.dirname);

const imports = `
  import { createTransport } from "../../generator/runtime/core/transport.ts";
  import { operation } from "../../generator/runtime/request/operation.ts";
  import { bodyOf, jsonBody } from "../../generator/runtime/request/body.ts";
  import { writeMultipart } from "../../generator/runtime/request/body.ts";
  const getX = operation({ name: "getX", method: "GET", path: "/x/{id}",
    parameters: [{ name: "id", in: "path" }, { name: "limit", in: "query" }] });
  const createX = operation({ name: "createX", method: "POST", path: "/x/{id}",
    parameters: [{ name: "id", in: "path" }], body: jsonBody });
  const upload = /* @__PURE__ */ operation({ name: "upload", method: "POST", path: "/x",
    body: /* @__PURE__ */ bodyOf({ content: ["multipart/form-data"], writers: [writeMultipart] }) });
`.replaceAll("= operation", "= /* @__PURE__ */ operation");

test.each([
  ["that gets", `getX(transport, { id: "1" })`, `GET("/x/{id}", { params: { path: { id: "1" } } })`],
  [
    "that posts JSON",
    `createX(transport, { id: "1", body: {} })`,
    `POST("/x/{id}", { params: { path: { id: "1" } }, body: {} })`,
  ],
])("one operation %s costs at most 1.0 kB above openapi-fetch alone", async (_, call, rawCall) => {
  const base = `{ baseUrl: "https://a.example" }`;
  const { text, gzipped } = await bundle(
    `${imports} const transport = createTransport(${base}); console.log(${call});`,
  );
  const alone = await bundle(
    `import createClient from "openapi-fetch"; const client = createClient(${base}); console.log(client.${rawCall});`,
  );
  expect(gzipped - alone.gzipped).toBeLessThanOrEqual(1000);
  expect(text).toContain("/x/{id}");
  expect(text).not.toContain("form-data");
});

test("operations that are imported but not used leave nothing behind", async () => {
  expect((await bundle(imports)).text).toBe("");
});

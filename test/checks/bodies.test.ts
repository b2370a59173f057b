import { expect, test } from "vitest";
import { analyze, defaultSettings } from "../../generator/index.ts";
import { documentWith } from "../emit/emitted.ts";

async function analyzed(requestBody: object): ReturnType<typeof analyze> {
  const operation = { requestBody, responses: { 200: { description: "" } } };
  const paths = { "/x": { get: operation, head: operation, delete: operation } };
  const schemas = { Empty: { type: "object", properties: {} }, Text: { type: "string" } };
  return analyze(defaultSettings(["-"], "client", import.meta.dirname), {
    standardInput: JSON.stringify(documentWith({ paths, schemas })),
  });
}

test("a body of GET or HEAD is said not to be sent, one of DELETE is", async () => {
  const { diagnostics, model } = await analyzed({
    content: { "application/json": { schema: { $ref: "#/components/schemas/Text" } } },
  });
  expect(diagnostics.map(({ severity, code, message, at }) => [severity, code, message, at?.line])).toEqual(
    ["GET", "HEAD"].map((method) => [
      "warning",
      "body-not-sent",
      `the body of ${method} /x is not sent: no such request has one`,
      1,
    ]),
  );
  const hasBody = Object.fromEntries(model!.operations.map(({ method, body }) => [method, body !== undefined]));
  expect(hasBody).toEqual({ GET: false, HEAD: false, DELETE: true });
});

test.each<[schema: object | undefined, required: boolean, count: number]>([
  [{ type: "object", properties: {}, additionalProperties: false }, false, 0],
  [{ $ref: "#/components/schemas/Empty" }, false, 0],
  [{}, false, 0],
  [undefined, false, 0],
  [{ $ref: "#/components/schemas/Empty" }, true, 2],
  [{ type: "object", additionalProperties: { type: "string" } }, false, 2],
  [{ allOf: [{ $ref: "#/components/schemas/Text" }] }, false, 2],
  [{ properties: { a: {} } }, false, 2],
])("nothing is lost with an optional body that says nothing: %j, required %s", async (schema, required, count) => {
  const { diagnostics } = await analyzed({ required, content: { "application/json": schema ? { schema } : {} } });
  expect(diagnostics.filter(({ code }) => code === "body-not-sent")).toHaveLength(count);
});

import { expect, test } from "vitest";
import { analyze, defaultSettings } from "../../generator/index.ts";
import { documentWith } from "../emit/emitted.ts";

test("a body of GET or HEAD is said not to be sent, one of DELETE is", async () => {
  const operation = {
    requestBody: { content: { "application/json": { schema: {} } } },
    responses: { 200: { description: "" } },
  };
  const document = documentWith({ paths: { "/x": { get: operation, head: operation, delete: operation } } });
  const { diagnostics, model } = await analyze(defaultSettings(["-"], "client", import.meta.dirname), {
    standardInput: JSON.stringify(document),
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

import { expect, test } from "vitest";
import { sampleRequest } from "../../../mocks/control/sample-request.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import { documentOf } from "../document.ts";

const target = (paths: Record<string, unknown>) => {
  const openapi = documentOf(paths);
  return sampleRequest(listOperations(openapi), openapi)?.target;
};
const required = (name: string, place: string, rest: object) => ({ name, in: place, required: true, ...rest });

test("is of a path without variables where there is one, with examples for what it needs", () => {
  const orgId = required("orgId", "query", { schema: { type: "string" }, example: "6 0" });
  expect(
    target({
      "/tickets/{id}": { get: { parameters: [required("id", "path", { schema: { example: "1" } })] } },
      "/tickets": { post: {}, get: { parameters: [orgId, { name: "from", in: "query", example: 3 }] } },
    }),
  ).toBe("/tickets?orgId=6+0");
});

test("fills path variables from examples, and passes over what has none", () => {
  expect(
    target({
      "/a/{id}": { get: { parameters: [required("id", "path", { schema: { type: "string" } })] } },
      "/b/{id}": { get: { parameters: [required("id", "path", { schema: { enum: ["x/y"] } })] } },
    }),
  ).toBe("/b/x%2Fy");
});

test("there is none where a header is needed, or no GET operation", () => {
  expect(target({ "/a": { get: { parameters: [required("X-A", "header", { example: "1" })] } } })).toBeUndefined();
  expect(target({ "/a": { post: {} } })).toBeUndefined();
});

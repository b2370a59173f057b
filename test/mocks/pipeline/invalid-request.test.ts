import { expect, test } from "vitest";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";

const parameters = [
  { name: "limit", in: "query", schema: { type: "integer" } },
  { name: "orgId", in: "query", required: true, schema: { type: "string" } },
];
const error = { content: { "application/json": { example: { errorCode: "FROM_THE_DOCUMENT" } } }, description: "" };
const documents = {
  described: documentOf({ "/x": { get: { parameters, responses: { ...json({}, "yes"), "422": error } } } }),
  described400: documentOf({ "/x": { get: { parameters, responses: { ...json({}, "yes"), "400": error } } } }),
  undescribed: documentOf({ "/x": { get: { parameters, responses: json({}, "yes") } } }),
};

async function ask(openapi: Record<string, unknown>, invalidRequest?: { status: number; body: unknown }) {
  await using mock = await startServer(openapi, { ...(invalidRequest && { invalidRequest }) });
  const response = await fetch(`${mock.url}/x?limit=many`);
  return { status: response.status, body: await response.json(), violations: response.headers.get("sl-violations") };
}

test("a request that breaks the document gets the document's own 422, or its 400, and the header names the fields", async () => {
  const described = await ask(documents.described);
  expect([described.status, described.body]).toEqual([422, { errorCode: "FROM_THE_DOCUMENT" }]);
  expect(JSON.parse(described.violations ?? "")).toMatchObject([
    { location: ["request", "query", "limit"] },
    { location: ["request", "query", "orgId"], code: "required" },
  ]);
  expect((await ask(documents.described400)).status).toBe(400);
});

test("without one it gets problem details that name the fields", async () => {
  const { status, body } = await ask(documents.undescribed);
  expect([status, body]).toMatchObject([
    422,
    {
      type: "https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY",
      validation: [{ location: ["query", "limit"] }, { location: ["query", "orgId"] }],
    },
  ]);
});

test("the response of the settings wins, with an item for each violation", async () => {
  const errors = [{ fieldName: "/{field}", errorType: "{kind}", note: ["{message}"] }];
  const template = { status: 422, body: { message: "{detail}", errors, tags: ["a", "{field}"], nothing: [] } };
  const { status, body } = await ask(documents.described, template);
  expect([status, body]).toEqual([
    422,
    {
      message: "Query parameter limit must be integer, and 1 more",
      errors: [
        { fieldName: "/limit", errorType: "invalid", note: ["Query parameter limit must be integer"] },
        { fieldName: "/orgId", errorType: "missing", note: ["Query parameter orgId is required"] },
      ],
      tags: ["a", "{field}"],
      nothing: [],
    },
  ]);
});

test("an operation that describes a 422 of another shape has that", async () => {
  const schema = { type: "object", required: ["errorCode"], properties: { errorCode: { type: "string" } } };
  const own = { description: "", content: { "application/json": { schema, example: { errorCode: "OWN" } } } };
  const openapi = documentOf({ "/x": { get: { parameters, responses: { ...json({}, "yes"), "422": own } } } });
  const template = (body: unknown) => ({ status: 422, body });
  expect((await ask(openapi, template({ message: "{detail}" }))).body).toEqual({ errorCode: "OWN" });
  expect((await ask(openapi, template({ errorCode: "SET" }))).body).toEqual({ errorCode: "SET" });
  const undescribed = await ask(documents.undescribed, template({ message: "set" }));
  expect([undescribed.status, undescribed.body]).toEqual([422, { message: "set" }]);
});

import { resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { connectMock } from "../../../mocks/control-api/connect-mock.ts";
import type { Mock } from "../../../mocks/server/mock.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";

async function start(): Promise<Mock> {
  const mock = await startMock({ spec: resolve("docs/examples/petstore.yaml") });
  onTestFinished(() => mock.close());
  return mock;
}

test("it tells what a request holds, here and over HTTP, by any name of the operation", async () => {
  const mock = await start();
  const described = mock.describeOperation("listPets");
  expect(described).toMatchObject({
    operation: { name: "listPets", method: "GET", path: "/pets", scopes: [["pets:read"]] },
    summary: "List pets",
    isDeprecated: false,
    parameters: [
      { name: "tag", in: "query", argument: "tag", type: "string", isRequired: false },
      { name: "limit", type: "integer", limits: "1 to 100", style: "form", explode: true },
      { name: "cursor" },
    ],
    responses: [{ status: "200", description: "A page of pets", contents: [{ mediaType: "application/json" }] }],
  });
  const remote = await connectMock(mock.url);
  expect(await remote.describeOperation("GET /pets")).toEqual(described);
  expect(() => mock.describeOperation("listPet")).toThrow('there is no operation "listPet"; did you mean "listPets"?');
  await expect(remote.describeOperation("listPet")).rejects.toThrow('did you mean "listPets"?');
});

test("a path variable has its example, a body one that only has what requests have", async () => {
  const mock = await start();
  expect(mock.describeOperation("getPet").parameters).toMatchObject([{ name: "petId", in: "path", example: "1" }]);
  const { body } = mock.describeOperation("createPet");
  expect(body).toMatchObject({ argument: "body", isRequired: true, contents: [{ mediaType: "application/json" }] });
  expect(body?.contents[0]?.example).toMatchObject({ name: expect.any(String) });
});

test("members of responses alone are left out, in arrays and compositions too; values and limits are told", async () => {
  const id = { type: "string", readOnly: true };
  const mock = await startServer({
    openapi: "3.1.0",
    info: { title: "Things", version: "1" },
    paths: {
      "/things/{kind}": {
        post: {
          operationId: "createThing",
          deprecated: true,
          parameters: [
            { name: "kind", in: "path", required: true, schema: { enum: ["a", "b"] } },
            {
              name: "X-Trace",
              in: "header",
              required: true,
              schema: { type: "string", format: "uuid", minLength: 36 },
            },
            { name: "filter", in: "query", style: "deepObject", schema: { type: "object" } },
            { name: "q", in: "query", content: { "application/json": { schema: { type: "array" } } } },
            { name: "isNew", in: "query", schema: { type: "boolean" } },
          ],
          requestBody: {
            content: {
              "application/json": {
                schema: {
                  allOf: [
                    { type: "object", properties: { id, name: { type: "string" } }, required: ["id", "name"] },
                    {
                      type: "object",
                      required: ["parts"],
                      properties: {
                        parts: {
                          type: "array",
                          minItems: 1,
                          items: {
                            type: "object",
                            properties: { id, size: { type: "integer" } },
                            required: ["id", "size"],
                          },
                        },
                      },
                    },
                  ],
                },
              },
            },
          },
          responses: { "204": { description: "Made" } },
        },
      },
    },
  });
  onTestFinished(() => mock.close());
  const { parameters, body, isDeprecated, responses } = mock.describeOperation("createThing");
  expect(isDeprecated).toBe(true);
  expect(parameters).toMatchObject([
    { name: "kind", type: "string", values: ["a", "b"], example: "a", isRequired: true },
    { name: "X-Trace", in: "header", limits: "uuid, at least 36 characters" },
    { name: "filter", type: "object", style: "deepObject" },
    { name: "q", type: "array", mediaType: "application/json" },
    { name: "isNew", type: "boolean", values: [true, false] },
  ]);
  expect(body?.contents[0]?.example).toEqual({ name: expect.any(String), parts: [{ size: expect.any(Number) }] });
  expect(responses).toEqual([{ status: "204", description: "Made", contents: [] }]);
});

test("the parts of a form with files are told, with their media types", async () => {
  const file = { type: "string", format: "binary", description: "The file" };
  const form = {
    allOf: [
      { type: "object", required: ["photo"], properties: { photo: file, id: { type: "integer", readOnly: true } } },
      {
        type: "object",
        properties: {
          more: { type: "array", items: file },
          scan: { type: "string", contentMediaType: "image/tiff" },
          text64: { type: "string", contentMediaType: "image/png", contentEncoding: "base64" },
          raw: {},
          size: { enum: ["small", "large"] },
          count: { type: "integer", minimum: 1, maximum: 9 },
          details: { type: "object" },
          notes: { type: "array", items: { type: "string" } },
        },
      },
    ],
  };
  const encoding = { photo: { contentType: "image/png, image/jpeg" }, notes: { contentType: "text/markdown" } };
  const mock = await startServer({
    ...{ openapi: "3.1.0", info: { title: "Things", version: "1" } },
    paths: {
      "/things": {
        post: {
          operationId: "addThing",
          requestBody: {
            content: { "multipart/form-data": { schema: form, encoding }, "application/json": { schema: form } },
          },
          responses: { "204": { description: "Made" } },
        },
      },
    },
  });
  onTestFinished(() => mock.close());
  const [multipart, json] = mock.describeOperation("addThing").body?.contents ?? [];
  const part = { isRequired: false, isFile: false, isMany: false };
  expect(multipart?.parts).toEqual([
    {
      ...{ ...part, name: "photo", isRequired: true, isFile: true, mediaType: "image/png, image/jpeg" },
      ...{ description: "The file", type: "string", limits: "binary" },
    },
    { ...part, name: "more", isFile: true, isMany: true, type: "array" },
    { ...part, name: "scan", isFile: true, mediaType: "image/tiff", type: "string" },
    { ...part, name: "text64", type: "string" },
    { ...part, name: "raw", isFile: true, type: "any" },
    { ...part, name: "size", type: "string", values: ["small", "large"] },
    { ...part, name: "count", type: "integer", limits: "1 to 9" },
    { ...part, name: "details", type: "object" },
    { ...part, name: "notes", isMany: true, mediaType: "text/markdown", type: "array" },
  ]);
  expect(json).not.toHaveProperty("parts");
});

test("a body is said to be encoded in no way but as it is sent", async () => {
  const header = (schema: object, more: object = {}) => ({ name: "Content-Encoding", in: "header", schema, ...more });
  const operation = (operationId: string, parameter: object) => ({
    post: {
      operationId,
      parameters: [parameter],
      requestBody: { content: { "text/plain": { schema: { type: "string" } } } },
      responses: { "204": { description: "" } },
    },
  });
  const mock = await startServer({
    openapi: "3.1.0",
    info: { title: "Files", version: "1" },
    paths: {
      "/a": operation("optional", header({ type: "string" }, { example: "gzip" })),
      "/b": operation("required", header({ type: "string" }, { required: true, example: "gzip" })),
      "/c": operation("gzipOnly", header({ enum: ["gzip"] }, { required: true })),
    },
  });
  onTestFinished(() => mock.close());
  const exampleOf = (name: string) => mock.describeOperation(name).parameters[0]!.example;
  expect(["optional", "required", "gzipOnly"].map(exampleOf)).toEqual([undefined, "identity", undefined]);
});

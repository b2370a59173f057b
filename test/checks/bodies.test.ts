import { expect, test } from "vitest";
import { analyze, defaultSettings } from "../../generator/entry.ts";
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

/** What is said of the operation `POST /x`, and how its body is sent. */
async function posted(requestBody: object, responses: object = { 200: { description: "" } }) {
  const paths = { "/x": { post: { requestBody, responses } } };
  const { diagnostics, model } = await analyze(defaultSettings(["-"], "client", import.meta.dirname), {
    standardInput: JSON.stringify({ ...documentWith({ paths }), openapi: "3.2.0" }),
  });
  const said = diagnostics.map(({ severity, code, message, at }) => [severity, code, message, at?.line]);
  return { said, isInParts: model!.operations[0]!.body!.content.map((media) => media.isInParts === true) };
}

test.each<[type: string, media: object, isInParts: boolean]>([
  ["multipart/mixed", { schema: { type: "array" } }, true],
  ["multipart/mixed", { itemSchema: {} }, true],
  ["Multipart/Related; type=text/html", { schema: { prefixItems: [{}] }, itemEncoding: {} }, true],
  ["multipart/form-data", { schema: { type: ["array", "null"] }, prefixEncoding: [{}] }, true],
  ["multipart/form-data", { schema: { type: "array" } }, false],
  ["multipart/mixed", { schema: { type: "object" } }, false],
  ["multipart/mixed", {}, false],
  ["application/json", { schema: { type: "array" } }, false],
])("the parts of a body have an order where it is an array of parts: %s %j", async (type, media, isInParts) => {
  expect(await posted({ content: { [type]: media } })).toEqual({ said: [], isInParts: [isInParts] });
});

test.each<[type: string, media: object]>([
  ["multipart/mixed", { schema: { type: "object" }, prefixEncoding: [{}] }],
  ["application/json", { schema: { type: "array" }, prefixEncoding: [{}] }],
])("encodings by position are ignored where there are none, which is said: %s %j", async (type, media) => {
  const { said, isInParts } = await posted({ content: { [type]: media } });
  const message = '"prefixEncoding" applies to arrays in multipart bodies; for the body of POST /x it is ignored';
  expect([said, isInParts]).toEqual([[["warning", "value-not-allowed", message, 1]], [false]]);
});

test("what the client does not read of multipart responses is one warning", async () => {
  const content = { "multipart/mixed": { itemSchema: {}, prefixEncoding: [{}], itemEncoding: {} } };
  const responses = { 200: { description: "", content }, 201: { description: "", content } };
  const message = '"prefixEncoding" and "itemEncoding" of responses are not supported by the client yet';
  const { said } = await posted({ content }, responses);
  expect(said).toEqual([["warning", "not-carried-yet", message, 1]]);
});

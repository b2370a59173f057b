import { describe, expect, test } from "vitest";
import { createTransport } from "../../generator/runtime/core/transport.ts";
import { jsonBody } from "../../generator/runtime/request/body.ts";
import { type Operation, operation } from "../../generator/runtime/request/operation.ts";
import { writeCookie, writeStyled } from "../../generator/runtime/request/parameters.ts";
import { emitted, inOneLine } from "../emit/emitted.ts";
import { documentOf } from "../mocks/document.ts";
import { serve } from "../mocks/serve.ts";

const done = { "204": { description: "Done" } };
const cookies = [
  { name: "session", in: "cookie", style: "cookie", required: true, schema: { type: "string", const: "a b=c,%20" } },
  { name: "ids", in: "cookie", style: "cookie", schema: { type: "array", items: { type: "integer" } } },
  { name: "plain", in: "cookie", schema: { type: "string", const: "a b;c" } },
];
const query = {
  operationId: "findThings",
  requestBody: { content: { "application/json": { schema: { type: "object", required: ["name"] } } } },
  responses: done,
};
const COPY = { operationId: "copyThings", parameters: cookies, responses: done };
const written = { ...documentOf({ "/things": { query, additionalOperations: { COPY } } }), openapi: "3.2.0" };
/** As it is when it has been read. */
const document = documentOf({ "/things": { query, copy: COPY } });

type Call = Operation<[args: Record<string, unknown>], unknown, unknown>;

describe("the client sends what the mock reads of OpenAPI 3.2", () => {
  test("the method QUERY, with a body", async () => {
    const mock = await serve(document);
    const find = operation<Call>({ name: "findThings", method: "QUERY", path: "/things", body: jsonBody });
    const transport = createTransport({ baseUrl: mock.url });
    expect((await find(transport, { body: { name: "a" } })).response.status).toBe(204);
    expect((await find(transport, { body: {} })).response.status).toBe(422);
  });

  test("a method of its own, and cookies of the style `cookie` beside one of a form", async () => {
    const mock = await serve(document);
    const copy = operation<Call>({
      name: "copyThings",
      method: "COPY",
      path: "/things",
      parameters: [
        { name: "session", in: "cookie", write: writeCookie },
        { name: "ids", in: "cookie", write: writeCookie },
        { name: "plain", in: "cookie", write: writeStyled },
      ],
    });
    const transport = createTransport({ baseUrl: mock.url });
    const args = { session: "a b=c,%20", ids: [1, 2], plain: "a b;c" };
    expect((await copy(transport, args)).response.status).toBe(204);
    expect((await copy(transport, { ...args, session: "other" })).response.status).toBe(422);
    await expect(copy(transport, { ...args, session: "a; plain=b" })).rejects.toThrow(
      'the cookie "session" has a semicolon or a control character',
    );
  });

  test("and a generated operation writes cookies so", async () => {
    const files = await emitted(written);
    const text = inOneLine(files.get("operations/copyThings.ts") ?? "");
    expect(text).toContain('{ name: "session", in: "cookie", write: writeCookie }');
    expect(text).toContain('{ name: "plain", in: "cookie", write: writeStyled }');
  });
});

import { describe, expect, test } from "vitest";
import { requiredNames, stated } from "../../../mocks/state/collections/read-schema.ts";
import { documentSchemas } from "../../../mocks/validation/schemas/document-schemas.ts";
import { documentOf, json } from "../document.ts";
import { type Send, serveState } from "./serve-state.ts";

const reference = { $ref: "#/components/schemas/Thing" };

/** An API of things whose list has these in its example. */
async function serveThings(schemas: Record<string, unknown>, example?: unknown): Promise<Send> {
  const list = { schema: { type: "array", items: reference }, ...(example !== undefined && { example }) };
  const { send } = await serveState(
    documentOf(
      {
        "/things": {
          get: { responses: { "200": { description: "", content: { "application/json": list } } } },
          post: {
            requestBody: { content: { "application/json": { schema: reference } } },
            responses: { "201": json(reference)["200"] },
          },
        },
        "/things/{thingId}": {
          parameters: [{ name: "thingId", in: "path", required: true, schema: { type: "string" } }],
          get: { responses: json(reference) },
        },
      },
      { openapi: "3.1.0", components: { schemas } },
    ),
  );
  return send;
}

describe("a document that is made to be costly", () => {
  test("schemas that hold each other many times are looked at once each", () => {
    const other: Record<string, unknown> = { required: ["b"] };
    const thing = { required: ["a"], allOf: Array(12).fill(other), anyOf: Array(12).fill(other) };
    Object.assign(other, { allOf: Array(12).fill(thing) });
    const schemas = documentSchemas({}, "response");
    expect([...requiredNames(schemas, thing)]).toEqual(["a", "b"]);
    expect(stated(schemas, thing, "default")).toBeUndefined();
  });

  test("a new identifier is not made after one of two hundred thousand characters", async () => {
    const thing = { type: "object", properties: { id: { type: "string" } } };
    const send = await serveThings({ Thing: thing }, [{ id: `${"a".repeat(200_000)}!` }, { id: "1".repeat(200_000) }]);
    const { status, body } = await send("POST", "/things", {});
    expect(status).toBe(201);
    expect((body as { id: string }).id.length).toBeLessThan(100);
  });
});

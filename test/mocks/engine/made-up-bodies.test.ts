import { describe, expect, test } from "vitest";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";

const text = { type: "string" };
const named = (format: string) => ({ type: "string", format });
const object = (properties: object, rest: object = {}) => ({ type: "object", properties, ...rest });

async function bodiesOf(schema: unknown, count = 20): Promise<unknown[]> {
  await using server = await startServer(documentOf({ "/made-up": { get: { responses: json(schema) } } }), {
    dynamic: true,
    errors: true,
  });
  const bodies: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    const response = await fetch(`${server.url}/made-up`);
    const body: unknown = await response.json();
    expect(response.status, JSON.stringify(body)).toBe(200);
    expect(response.headers.get("sl-violations")).toBeNull();
    bodies.push(body);
  }
  return bodies;
}

describe("a made-up body is as the document says", () => {
  test.each(
    Object.entries({
      "integers within limits": { type: "integer", minimum: -2, maximum: 3 },
      "integers between limits that are none": { type: "integer", minimum: 0.5, maximum: 2.5 },
      "numbers that must not reach a limit": { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 0.1 },
      multiples: { type: "integer", multipleOf: 7 },
      "texts of one length": { type: "string", minLength: 30, maxLength: 30 },
      "short texts of a format": { type: "string", format: "email", maxLength: 40 },
      "a pattern": { type: "string", pattern: "^[a-f]{3}$" },
      "an enumeration": { type: "string", enum: ["a", "b"] },
      "what may be null": object({ name: { ...text, nullable: true } }),
      "numbers that must not reach a limit, of 3.1": { type: "integer", exclusiveMinimum: 0, maximum: 2 },
      "what may be null, of 3.1": object({ name: { type: ["string", "null"] } }),
      "what may be null beside a composition": {
        nullable: true,
        allOf: [object({ name: text }, { required: ["name"] })],
      },
      "an alternative that is null": { anyOf: [object({ id: named("uuid") }, { required: ["id"] }), { type: "null" }] },
      "tuples of 3.1": {
        type: "array",
        prefixItems: [text, { type: "integer" }],
        items: false,
        minItems: 2,
        maxItems: 2,
      },
      "tuples of older dialects": {
        type: "array",
        items: [text, { type: "integer" }],
        additionalItems: false,
        minItems: 2,
      },
      "objects that are closed": object({ id: named("uuid") }, { additionalProperties: false, required: ["id"] }),
      maps: { type: "object", additionalProperties: { type: "boolean" } },
      "lists of a length": { type: "array", items: named("date"), minItems: 2, maxItems: 4 },
      "lists of distinct items": { type: "array", items: { type: "integer" }, uniqueItems: true },
      "an allOf that narrows a plain property": {
        allOf: [object({ kind: text, id: named("uuid") }), object({ kind: { type: "string", enum: ["ticket"] } })],
      },
      "a oneOf beside plain properties": {
        ...object({ kind: text }),
        oneOf: [object({ kind: { type: "string", enum: ["a"] } }), object({ kind: { type: "string", enum: ["b"] } })],
      },
      "properties called as keywords are": object({
        type: text,
        format: text,
        properties: object({ items: text }),
        generate: text,
      }),
    }),
  )("%s", async (_, schema) => {
    await bodiesOf(schema);
  });

  test.each(["date", "date-time", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference", "uri-template", "uuid"])(
    "format %s",
    async (format) => {
      const bodies = await bodiesOf(named(format));
      expect(new Set(bodies).size).toBeGreaterThan(1);
    },
  );

  test("what is only written is left out", async () => {
    const bodies = await bodiesOf(object({ id: text, password: { ...text, writeOnly: true } }));
    for (const body of bodies) expect(Object.keys(body as object)).toEqual(["id"]);
  });

  test("x-faker says what a text is about", async () => {
    const [body] = await bodiesOf(object({ price: { type: "string", "x-faker": { "finance.amount": [5, 5, 2] } } }), 1);
    expect(body).toMatchObject({ price: "5.00" });
  });

  test("every property of a plain object is there, and no other", async () => {
    const bodies = await bodiesOf(object({ b: text, a: { type: "integer" } }, { required: ["a", "b"] }));
    for (const body of bodies) expect(Object.keys(body as object)).toEqual(["a", "b"]);
  });
});

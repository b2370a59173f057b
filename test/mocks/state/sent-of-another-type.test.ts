import { describe, expect, test } from "vitest";
import { documentOf, json } from "../document.ts";
import { serveState } from "./serve-state.ts";

/** Deals that are created, listed, read and changed; `deal` is what responses have, `sent` what bodies may have. */
function deals(deal: unknown, sent: unknown, examples: readonly unknown[] = []): Record<string, unknown> {
  const requestBody = { content: { "application/json": { schema: sent } } };
  return documentOf({
    "/deals": {
      get: {
        responses: json({ type: "array", items: deal }, examples.length === 0 ? undefined : examples),
      },
      post: { requestBody, responses: { "201": json(deal)["200"] } },
    },
    "/deals/{dealId}": {
      parameters: [{ name: "dealId", in: "path", required: true, schema: { type: "string" } }],
      get: { responses: json(deal) },
      patch: { requestBody, responses: json(deal) },
    },
  });
}

const any = { type: "object" };
const id = { type: "string", readOnly: true };

const cases: [string, { deal: unknown; sent: object; want: object }][] = [
  [
    "an identifier where responses have the record",
    {
      deal: {
        type: "object",
        required: ["id", "owner", "title"],
        properties: {
          ...{ id, title: { type: "string" } },
          owner: { type: "object", required: ["email"], properties: { email: { type: "string" } } },
        },
      },
      sent: { title: "Roof", owner: "u-17" },
      want: { title: "Roof", owner: { email: expect.any(String) as unknown } },
    },
  ],
  [
    "a name where responses have a list of records, and a text for a number",
    {
      deal: {
        type: "object",
        required: ["id", "labels"],
        properties: {
          id,
          labels: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } },
          stage: { type: "integer" },
        },
      },
      sent: { labels: ["new"], stage: "won" },
      want: { labels: expect.any(Array) as unknown, stage: expect.any(Number) as unknown },
    },
  ],
  [
    "a part of what an object must have within",
    {
      deal: {
        type: "object",
        required: ["id", "money"],
        properties: {
          id,
          money: {
            type: "object",
            required: ["amount", "currency"],
            properties: { amount: { type: "number" }, currency: { type: "string", enum: ["EUR", "NOK"] } },
          },
        },
      },
      sent: { money: { amount: 12.5, currency: "" } },
      want: { money: { amount: 12.5, currency: expect.stringMatching(/^(?:EUR|NOK)$/) as unknown } },
    },
  ],
  [
    "one of several objects, each with members of its own that must be there",
    {
      deal: {
        anyOf: [
          {
            type: "object",
            required: ["id", "kind", "price"],
            properties: { id, kind: { const: "sale" }, price: { type: "integer" }, note: { type: "string" } },
          },
          {
            type: "object",
            required: ["id", "deleted"],
            properties: { id, deleted: { type: "boolean", enum: [true] } },
          },
        ],
      },
      sent: { note: "urgent" },
      want: { kind: "sale", price: expect.any(Number) as unknown, note: "urgent" },
    },
  ],
];

describe("what is sent and responses have otherwise", () => {
  test.each(cases)("%s: the rest is made up", async (_, { deal, sent, want }) => {
    const { send } = await serveState(deals(deal, any), { ignoreExamples: true, seed: 3 });
    const created = await send("POST", "/deals", sent);
    const own = (created.body as { id: string }).id;
    expect(created.body).toEqual({ id: own, ...want });
    const others = [
      await send("GET", `/deals/${own}`),
      await send("GET", "/deals"),
      await send("PATCH", `/deals/${own}`, sent),
    ];
    expect([created, ...others].map(({ violations }) => violations)).toEqual([null, null, null, null]);
    expect(others[0]!.body).toEqual(created.body);
  });

  test("stays in a record of the document's examples, wrong as it is", async () => {
    const deal = { type: "object", required: ["id", "size"], properties: { id, size: { type: "integer" } } };
    const { send } = await serveState(
      deals(deal, any, [
        { id: "d1", size: 3 },
        { id: "d2", size: "big" },
      ]),
    );
    const list = await send("GET", "/deals");
    expect(list.body).toEqual([
      { id: "d1", size: 3 },
      { id: "d2", size: "big" },
    ]);
    expect(list.violations).toContain("size");
  });
});

import { expect, test } from "vitest";
import { type Answer, type Asked, documentOf, empty, json, runAgainst } from "./thing-server.ts";

const way = { type: "object", properties: { code: { type: "string", pattern: "^[a-z]{1,9}$" } } };
const none = { type: "object" };
const form = {
  schema: { type: "object", required: ["way"], properties: { way, cash: none } },
  encoding: { way: { style: "deepObject", explode: true }, cash: { style: "deepObject", explode: true } },
};
const kept = { type: "object", required: ["id"], properties: { id: { type: "string" }, way, cash: none } };
const id = { name: "paymentId", in: "path", required: true, schema: { type: "string" } };
const document = documentOf({
  "POST /payments": {
    requestBody: { required: true, content: { "application/x-www-form-urlencoded": form } },
    responses: { "201": json(kept), "400": empty, "415": empty },
  },
  "GET /payments/{paymentId}": { parameters: [id], responses: { "200": json(kept), "404": empty } },
  "DELETE /payments/{paymentId}": { parameters: [id], responses: { "204": empty, "404": empty } },
});

test("what a form cannot say, such as an object without members, is neither sent for a valid one nor missed", async () => {
  const all = new Map<string, object>();
  let count = 0;
  const respond = ({ method, path, body, headers }: Asked): Answer => {
    const own = path.split("/")[2] ?? "";
    if (method === "DELETE") return { status: all.delete(own) ? 204 : 404 };
    if (method !== "POST") return all.has(own) ? { body: all.get(own) } : { status: 404 };
    if (headers["content-type"] !== "application/x-www-form-urlencoded") return { status: 415 };
    const fields = [...new URLSearchParams(body)];
    const code = fields.find(([key]) => key === "way[code]")?.[1];
    const isKnown = fields.every(([key]) => /^(?:way\[\w+\]|cash\[\w+\])$/.test(key));
    if (!isKnown || !/^[a-z]{1,9}$/.test(code ?? "")) return { status: 400 };
    count += 1;
    const made = { id: `p${count}`, way: { code } };
    all.set(made.id, made);
    return { status: 201, body: made };
  };
  const { findings, asked } = await runAgainst(document, respond, { allowWrites: true });
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  expect(asked.filter(({ method }) => method === "POST").length).toBeGreaterThan(3);
});

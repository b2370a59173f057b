import { expect, test } from "vitest";
import { documentOf, json, runAgainst } from "./thing-server.ts";

const fault = { "404": { description: "none" }, "400": { description: "not so" } };
const text = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const document = documentOf({
  "GET /teams": { operationId: "listTeams", responses: { "200": json({ type: "array", items: text }) } },
  "GET /keys": { operationId: "listKeys", responses: { "200": json({ type: "array", items: text }) } },
  "GET /keys/{keyId}": {
    operationId: "getKey",
    parameters: [{ name: "keyId", in: "path", required: true, schema: { type: "integer" } }],
    responses: { "200": json(text), ...fault },
  },
  "GET /teams/{teamId}": {
    operationId: "getTeam",
    parameters: [{ name: "teamId", in: "path", required: true, schema: { type: "string" } }],
    responses: { "200": json(text), ...fault },
  },
  "POST /repos": {
    operationId: "addRepo",
    requestBody: {
      required: true,
      ...{
        content: json({ type: "object", required: ["team_id"], properties: { team_id: { type: "integer" } } }).content,
      },
    },
    responses: { "201": json({ type: "object" }), ...fault },
  },
});

test("a listed id that is no integer is not sent where an integer is wanted", async () => {
  const { findings, asked } = await runAgainst(
    document,
    ({ method, path, body, headers }) => {
      if (method !== "GET" && method !== "POST") return { status: 405 };
      if (path === "/teams" || path === "/keys") return { body: [{ id: "A1" }] };
      if (path.startsWith("/teams/")) return path === "/teams/A1" ? { body: { id: "A1" } } : { status: 404 };
      if (path.startsWith("/keys/")) return /^\/keys\/-?\d+$/.test(path) ? { status: 404 } : { status: 400 };
      return headers["content-type"] === "application/json" && isRepo(body)
        ? { status: 201, body: {} }
        : { status: 400 };
    },
    { allowWrites: true },
  );
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  expect(asked.map(({ path }) => path)).not.toContain("/keys/A1");
  expect(asked.some(({ body }) => /"team_id":-?\d/.test(body))).toBe(true);
});

function isRepo(body: string): boolean {
  try {
    const value = JSON.parse(body) as { readonly team_id?: unknown } | null;
    return Number.isInteger(value?.team_id);
  } catch {
    return false;
  }
}

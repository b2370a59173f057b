import { expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import { type Answer, type Asked, documentOf, empty, json, runAgainst } from "./thing-server.ts";

const note = {
  type: "object",
  required: ["id", "text"],
  properties: { id: { type: "string", readOnly: true }, text: { type: "string", maxLength: 20 } },
};
const tenant = { name: "tenant", in: "path", required: true, schema: { type: "string" } };
const noteId = { name: "noteId", in: "path", required: true, schema: { type: "string" } };
const region = { name: "X-Region", in: "header", schema: { type: "string" } };
const team = { name: "team", in: "query", required: true, schema: { type: "integer" } };
const parameters = [tenant, region, team];
const requestBody = { required: true, content: { "application/json": { schema: note } } };
const failures = { "400": empty, "404": empty };
const created = json(note, { headers: { Location: { schema: { type: "string" } } } });

/** Notes of tenants; nothing lists the tenants, and no example names one. */
const document = documentOf({
  "GET /{tenant}/notes": {
    operationId: "listNotes",
    parameters,
    responses: { "200": json({ type: "array", items: note }), ...failures },
  },
  "POST /{tenant}/notes": {
    operationId: "addNote",
    parameters,
    requestBody,
    responses: { "201": created, ...failures },
  },
  "GET /{tenant}/notes/{noteId}": {
    operationId: "getNote",
    parameters: [...parameters, noteId],
    responses: { "200": json(note), ...failures },
  },
  "DELETE /{tenant}/notes/{noteId}": {
    operationId: "removeNote",
    parameters: [...parameters, noteId],
    responses: { "204": empty, ...failures },
  },
  "DELETE /{tenant}": {
    operationId: "removeTenant",
    parameters: [tenant],
    responses: { "204": empty, ...failures },
  },
});

function notes(wrong: (asked: Asked) => Answer = () => undefined) {
  const kept = new Map<string, JsonObject>(
    ["n0", "m1", "m2"].map((id, index) => [id, { id, text: `Note ${index}` }] as const),
  );
  let count = 0;
  return (asked: Asked): Answer => {
    const { method, path, query, headers } = asked;
    const [, own, , id] = path.split("/");
    if (method === "POST" && headers["content-type"] !== "application/json") return { status: 400 };
    if (own !== "acme" || headers["x-region"] !== "eu" || query.get("team") !== "700700") return { status: 400 };
    const other = wrong(asked);
    if (other !== undefined) return other;
    if (id === undefined && method === "GET") return { body: [...kept.values()] };
    if (id === undefined) {
      const sent = asText(asked.body);
      if (sent === undefined) return { status: 400 };
      count += 1;
      const made = { id: `n${count}`, text: sent };
      kept.set(made.id, made);
      return { status: 201, headers: { location: `/acme/notes/${made.id}` }, body: made };
    }
    const found = kept.get(id);
    if (found === undefined) return { status: 404 };
    if (method === "DELETE") kept.delete(id);
    return method === "DELETE" ? { status: 204 } : { body: found };
  };
}

function asText(body: string): string | undefined {
  try {
    const { text } = JSON.parse(body) as { text?: unknown };
    return typeof text === "string" && [...text].length <= 20 ? text : undefined;
  } catch {
    return undefined;
  }
}

const fixed = [
  { name: "tenant", place: "path", text: "acme" },
  { name: "x-region", place: undefined, text: "eu" },
  { name: "team", place: undefined, text: "700700", variable: "TEAM" },
] as const;

test("arguments of every request are in each, unchanged, and what they name is not removed", async () => {
  const { findings, asked, events } = await runAgainst(document, notes(), { allowWrites: true, arguments: fixed });
  expect(findings).toEqual([]);
  expect(asked.length).toBeGreaterThan(40);
  for (const { path, query, headers } of asked)
    expect([path.split("/")[1], headers["x-region"], query.get("team")]).toEqual(["acme", "eu", "700700"]);
  expect(asked.map(({ method, path }) => `${method} ${path}`)).not.toContain("DELETE /acme");
  expect(JSON.stringify(events)).toContain("there is no record of the run's own that it could change");
});

test("records below a tenant that is given are found, and faults of theirs", async () => {
  const wrong = ({ method, path }: Asked): Answer =>
    method === "GET" && path === "/acme/notes/n0" ? { body: { id: "n9", text: "First" } } : undefined;
  const { findings } = await runAgainst(document, notes(wrong), { arguments: fixed });
  expect(findings.map(({ rule }) => rule)).toEqual(["wrong-record"]);
  expect(findings[0]?.curl).toContain(`'http://127.0.0.1`);
  expect(findings[0]?.curl).toContain(`"$TEAM"`);
});

test("no request says that its body is encoded where it is not", async () => {
  const coding = (required: boolean) => ({
    ...{ name: "content-encoding", in: "header", required },
    schema: { type: "string" },
    examples: { packed: { value: "gzip" } },
  });
  const kept = (parameter: object) => ({
    parameters: [parameter, { name: "X-Note", in: "header", schema: { type: "string" } }],
    requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
    responses: { "204": empty, "400": empty, "415": empty },
  });
  const { asked, findings } = await runAgainst(
    documentOf({ "POST /optional": kept(coding(false)), "POST /required": kept(coding(true)) }),
    ({ headers: { "content-encoding": stated = "identity" } }) => ({ status: stated === "identity" ? 204 : 415 }),
    { allowWrites: true },
  );
  const sent = (path: string) =>
    new Set(asked.filter((one) => one.path === path).map(({ headers }) => headers["content-encoding"]));
  expect([...sent("/optional")]).toEqual([undefined]);
  expect([...sent("/required")].filter((value) => value !== undefined)).toEqual(["identity"]);
  expect(asked.some(({ headers }) => headers["x-note"] !== undefined)).toBe(true);
  expect(findings.map(({ rule }) => rule)).not.toContain("refuses-valid");
});

test("no request states another length than its own", async () => {
  const length = { name: "Content-Length", in: "header", required: true, schema: { type: "integer", minimum: 1 } };
  const lengths: (string | undefined)[] = [];
  const { asked, findings } = await runAgainst(
    documentOf({
      "POST /kept": {
        parameters: [length, { name: "X-Note", in: "header", schema: { type: "integer" } }],
        requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
        responses: { "204": empty, "4XX": empty },
      },
    }),
    ({ headers, body }) => {
      lengths.push(headers["content-length"]);
      expect(headers["content-length"] ?? "0").toBe(String(Buffer.byteLength(body)));
      const isGood = headers["content-type"] === "application/json" && /^\{.*\}$/s.test(body);
      return { status: isGood && /^(?:undefined|-?\d+)$/.test(String(headers["x-note"])) ? 204 : 422 };
    },
    { allowWrites: true },
  );
  expect(lengths.filter((one) => one !== undefined).length).toBeGreaterThan(2);
  expect(asked.filter(({ body }) => body === "{}").length).toBeGreaterThan(0);
  expect(findings.map(({ rule }) => rule)).not.toContain("refuses-valid");
});

import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import type { RuleName } from "../../../mocks/contract/rules.ts";
import { type Answer, type Asked, documentOf, json, runAgainst } from "./thing-server.ts";

const thing: JsonObject = {
  type: "object",
  required: ["name"],
  properties: { name: { type: "string" }, size: { type: "integer" }, secret: { type: "string", writeOnly: true } },
};
const required = { required: true, schema: { type: "integer" } };
const document = documentOf({
  "GET /thing": { operationId: "getThing", responses: { "200": json(thing, { headers: { "X-Count": required } }) } },
});
const right: Answer = { headers: { "x-count": "1" }, body: { name: "Zoë", size: 2 } };

/** Writes the bytes of a response as they are. */
function raw(text: string) {
  return ({ method, outgoing }: Asked): Answer => {
    outgoing.socket?.end(method === "HEAD" ? text.replace(/(?<=\r\n\r\n).*/s, "") : text);
    return undefined;
  };
}

const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Count: 1\r\n";

describe("a response by itself", () => {
  test("that is right is no finding", async () => {
    const { findings, asked } = await runAgainst(document, () => right);
    expect(findings).toEqual([]);
    expect(asked.length).toBeGreaterThan(20);
  });

  test.each<[wrong: string, rule: RuleName, answer: (asked: Asked) => Answer]>([
    ["a member of another type", "response-body", () => ({ ...right, body: { name: "a", size: "2" } })],
    ["a required member that is missing", "response-body", () => ({ ...right, body: { size: 2 } })],
    ["a required header that is missing", "response-header", () => ({ body: { name: "a" } })],
    ["a header of another type", "response-header", () => ({ ...right, headers: { "x-count": "one" } })],
    ["another status of success", "status-undocumented", () => ({ ...right, status: 203 })],
    ["a failure", "server-error", () => ({ status: 500 })],
    [
      "another media type",
      "response-media-type",
      () => ({ headers: { "x-count": "1", "content-type": "text/plain" } }),
    ],
    ["a member that is write-only", "write-only-shown", () => ({ ...right, body: { name: "a", secret: "b" } })],
    [
      "bytes that are not UTF-8",
      "response-encoding",
      () => ({
        headers: { "x-count": "1", "content-type": "application/json" },
        body: Buffer.from('{"name":"Zo\xeb"}', "latin1"),
      }),
    ],
    [
      "compression that the headers do not tell",
      "response-encoding",
      () => ({
        headers: { "x-count": "1", "content-type": "application/json" },
        body: gzipSync('{"name":"a"}'),
      }),
    ],
    [
      "compression that is none",
      "response-encoding",
      () => ({ ...right, headers: { "x-count": "1", "content-encoding": "gzip" } }),
    ],
    ["less than Content-Length says", "content-length", raw(`${head}Content-Length: 50\r\n\r\n{"name":"a"}`)],
    ["more than Content-Length says", "content-length", raw(`${head}Content-Length: 12\r\n\r\n{"name":"a"}{}`)],
    ["no message", "no-response", raw("twinspec\r\n\r\n")],
  ])("with %s is a finding", async (_, rule, answer) => {
    const { findings } = await runAgainst(document, answer);
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
  });

  test("with what the documents do not list is one in strict runs alone", async () => {
    const answer = () => ({
      headers: { "x-count": "1", "x-more": "1", server: "a" },
      body: { name: "a", more: 1 },
    });
    expect((await runAgainst(document, answer)).findings).toEqual([]);
    const { findings } = await runAgainst(document, answer, { strict: true });
    expect(findings.map(({ rule }) => rule)).toEqual(["undocumented-header", "undocumented-member"]);
  });

  test("that is wrong once in twenty requests is found, and how often", async () => {
    let count = 0;
    const { findings } = await runAgainst(document, () => {
      count += 1;
      return count % 20 === 7 ? { status: 500 } : right;
    });
    expect(findings).toMatchObject([{ rule: "server-error" }]);
    expect(findings[0]?.seen.times).toBeGreaterThan(1);
    expect(findings[0]?.seen.of).toBeGreaterThan(20);
  });

  test("that is nested endlessly is read no further", async () => {
    const deep = `{"name":"a","more":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const headers = { "x-count": "1", "content-type": "application/json" };
    const { events } = await runAgainst(document, () => ({ headers, body: deep }), { maxCases: 5, strict: true });
    expect(events.at(-1)).toMatchObject({ kind: "ended", operations: 1 });
  });

  test("has its text made harmless in messages", async () => {
    const { findings } = await runAgainst(document, () => ({
      headers: { "x-count": "1", "content-type": "text/\u009b31mred" },
      body: "x",
    }));
    expect(findings.map(({ rule }) => rule)).toEqual(["response-media-type"]);
    expect(findings[0]?.message).toContain("text/\\u{9b}31mred");
  });
});

test("what many items of a response have in common is one finding, however many these are", async () => {
  const things = documentOf({
    "GET /things": { operationId: "listThings", responses: { "200": json({ type: "array", items: thing }) } },
  });
  let count = 0;
  const { findings } = await runAgainst(things, () => {
    count += 1;
    return { body: Array.from({ length: 1 + (count % 6) }, () => ({ name: "a", size: "2" })) };
  });
  expect(findings.map(({ rule }) => rule)).toEqual(["response-body"]);
  expect(findings[0]?.message).not.toContain("further");
});

import { describe, expect, test } from "vitest";
import type { RuleName } from "../../../mocks/contract/rules.ts";
import { type Answer, type Asked, documentOf, empty, json, runAgainst } from "./thing-server.ts";

interface Thing {
  id: string;
  name: string;
  note?: string | null;
  madeBy?: string;
}

const schema = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: { type: "string", readOnly: true },
    name: { type: "string", minLength: 1, maxLength: 40 },
    note: { type: ["string", "null"], maxLength: 40 },
    madeBy: { type: "string", readOnly: true },
  },
};
const patch = { type: "object", properties: { name: schema.properties.name, note: schema.properties.note } };
const id = { name: "thingId", in: "path", required: true, schema: { type: "string" } };
const key = { name: "Idempotency-Key", in: "header", schema: { type: "string", minLength: 8 } };
const body = (type: string, of: object) => ({ required: true, content: { [type]: { schema: of } } });
const failures = { "400": empty, "404": empty };
const things = documentOf({
  "POST /things": {
    operationId: "createThing",
    parameters: [key],
    requestBody: body("application/json", schema),
    responses: {
      "201": json(schema, {
        links: { read: { operationId: "getThing", parameters: { thingId: "$response.body#/id" } } },
      }),
      ...failures,
    },
  },
  "GET /things": { operationId: "listThings", responses: { "200": json({ type: "array", items: schema }) } },
  "GET /things/{thingId}": {
    operationId: "getThing",
    parameters: [id],
    responses: { "200": json(schema), ...failures },
  },
  "PATCH /things/{thingId}": {
    operationId: "changeThing",
    parameters: [id],
    requestBody: body("application/merge-patch+json", patch),
    responses: { "200": json(schema), ...failures },
  },
  "DELETE /things/{thingId}": {
    operationId: "deleteThing",
    parameters: [id],
    responses: { "204": empty, ...failures },
  },
});

/** Keeps what `create` makes of a request, 400 where it makes nothing; `below` responds to what is below a record. */
function keeping(
  create: (asked: Asked) => object | undefined,
  below: (own: string, asked: Asked) => Answer = () => undefined,
): (asked: Asked) => Answer {
  const kept = new Map<string, object>();
  return (asked) => {
    const { method, path } = asked;
    const [, , own, rest] = path.split("/");
    if (own === undefined && method !== "POST") return { body: [...kept.values()] };
    if (own === undefined) {
      const given = create(asked);
      if (given === undefined) return { status: 400 };
      const made = { id: `t${kept.size + 1}`, ...given };
      kept.set(made.id, made);
      return { status: 201, body: made };
    }
    const found = kept.get(own);
    if (found === undefined) return { status: 404 };
    if (rest !== undefined) return below(own, asked);
    if (method === "DELETE") kept.delete(own);
    return method === "DELETE" ? { status: 204 } : { body: found };
  };
}

/** A store of things; what it does otherwise than it should is given. */
function store(wrong: (asked: Asked, kept: Map<string, Thing>) => Answer = () => undefined) {
  const kept = new Map<string, Thing>([
    ["a", { id: "a", name: "First" }],
    ["b", { id: "b", name: "Second", note: "n" }],
    ["c", { id: "c", name: "Third" }],
  ]);
  const byKey = new Map<string, Thing>();
  let count = 0;
  const respond = (asked: Asked): Answer => {
    const other = wrong(asked, kept);
    if (other !== undefined) return other;
    const { method, path, headers } = asked;
    const own = path.split("/")[2];
    if (method === "GET" || method === "HEAD") {
      if (own === undefined) return { body: [...kept.values()] };
      return kept.has(own) ? { body: kept.get(own) } : { status: 404 };
    }
    if (method === "DELETE") return { status: kept.delete(own ?? "") ? 204 : 404 };
    const given = parsed(asked.body);
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    if (headers["content-type"] !== type) return { status: 415 };
    if (given === undefined || !isValid(given, method === "PATCH")) return { status: 400 };
    if (method === "POST") {
      const sent = headers["idempotency-key"];
      if (sent !== undefined && String(sent).length < 8) return { status: 400 };
      const before = byKey.get(String(sent));
      if (before !== undefined) return { status: 201, body: before };
      count += 1;
      const made = { ...pick(given), id: `t${count}`, madeBy: "server" } as Thing;
      kept.set(made.id, made);
      if (sent !== undefined) byKey.set(String(sent), made);
      return { status: 201, body: made };
    }
    const found = kept.get(own ?? "");
    if (found === undefined) return { status: 404 };
    Object.assign(found, pick(given));
    if (found.note === null) delete found.note;
    return { body: found };
  };
  return { kept, respond };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function pick({ name, note }: Record<string, unknown>): object {
  return { ...(name !== undefined && { name }), ...(note !== undefined && { note }) };
}

function isValid({ name, note }: Record<string, unknown>, isPatch: boolean): boolean {
  const isName = typeof name === "string" && name !== "" && [...name].length <= 40;
  const isNote = note === undefined || note === null || (typeof note === "string" && [...note].length <= 40);
  return isNote && (isName || (isPatch && name === undefined));
}

const run = (wrong?: Parameters<typeof store>[0]) =>
  runAgainst(things, store(wrong).respond, { allowWrites: true, maxCases: 90 });

describe("what a server keeps", () => {
  test("is no finding where it is kept, and nothing of the run is left", async () => {
    const { kept, respond } = store();
    const { findings } = await runAgainst(things, respond, { allowWrites: true, maxCases: 90 });
    expect(findings).toEqual([]);
    expect([...kept.keys()]).toEqual(["a", "b", "c"]);
  });

  test("is no finding where null is written for what is not there, as its schema allows", async () => {
    const { respond } = store();
    const { findings } = await runAgainst(
      things,
      (asked) => {
        const answer = respond(asked);
        const body = answer?.body;
        if (typeof body !== "object" || body === null || Array.isArray(body) || !("id" in body)) return answer;
        return { ...answer, body: { note: null, ...body } };
      },
      { allowWrites: true, maxCases: 90 },
    );
    expect(findings).toEqual([]);
  });

  test.each<[wrong: string, rule: RuleName, how: Parameters<typeof store>[0]]>([
    [
      "another record than the one that was asked for",
      "wrong-record",
      ({ method, path }, kept) => (method === "GET" && path === "/things/b" ? { body: kept.get("c") } : undefined),
    ],
    [
      "records that do not exist",
      "unknown-found",
      ({ method, path }, kept) =>
        method === "GET" && /^\/things\/[^abct]/.test(path) ? { body: { id: "x", name: "Y" } } : void kept,
    ],
    [
      "records that were deleted",
      "not-deleted",
      ({ method, path }, kept) =>
        method === "DELETE" ? { status: kept.has(path.split("/")[2] ?? "") ? 204 : 404 } : undefined,
    ],
    [
      "read-only members of requests",
      "read-only-accepted",
      ({ method, body: text }, kept) => {
        const madeBy = method === "POST" ? parsed(text)?.["madeBy"] : undefined;
        if (madeBy === undefined) return undefined;
        const made = { id: "t900", name: "Given", madeBy: String(madeBy) };
        kept.set(made.id, made);
        return { status: 201, body: made };
      },
    ],
    [
      "a list without what was created",
      "not-listed",
      ({ method, path }, kept) =>
        method === "GET" && path === "/things" ? { body: ["a", "b", "c"].map((one) => kept.get(one)) } : undefined,
    ],
    [
      "members that were removed by null",
      "merge-wrong",
      ({ method, path, body: text }, kept) => {
        const found = kept.get(path.split("/")[2] ?? "");
        if (method !== "PATCH" || found === undefined || parsed(text)?.["note"] !== null) return undefined;
        const given = parsed(text) ?? {};
        if (!isValid(given, true)) return undefined;
        Object.assign(found, pick(given), { note: found.note ?? "n" });
        return { body: { ...found } };
      },
    ],
    [
      "a merge patch that takes away the note where it does not name it",
      "merge-wrong",
      ({ method, path, body: text, headers }, kept) => {
        const found = kept.get(path.split("/")[2] ?? "");
        const given = parsed(text);
        const isRight = headers["content-type"] === "application/merge-patch+json" && given && isValid(given, true);
        if (method !== "PATCH" || found === undefined || !isRight || "note" in given) return undefined;
        delete found.note;
        Object.assign(found, pick(given));
        return { body: { ...found } };
      },
    ],
    [
      "a change that is gone when it is read",
      "not-changed",
      ({ method, path, body: text, headers }, kept) => {
        const found = kept.get(path.split("/")[2] ?? "");
        const given = parsed(text);
        const isRight = headers["content-type"] === "application/merge-patch+json" && given && isValid(given, true);
        if (method !== "PATCH" || found === undefined || !isRight) return undefined;
        return { body: { ...found, ...pick(given) } };
      },
    ],
    [
      "HEAD with another type than GET",
      "head-differs",
      ({ method, path }) =>
        method === "HEAD" && path === "/things" ? { headers: { "content-type": "text/plain" } } : undefined,
    ],
  ])("%s: %s", async (_, rule, wrong) => {
    const { findings } = await run(wrong);
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });

  test("twice for one idempotency key", async () => {
    const { findings } = await run((asked) => {
      // nobody remembers a key that is written otherwise
      if (asked.method === "POST" && String(asked.headers["idempotency-key"] ?? "").length >= 8)
        asked.headers["idempotency-key"] += `${Math.random()}`;
      return undefined;
    });
    expect(findings).toMatchObject([{ rule: "idempotency-ignored", certainty: "likely" }]);
  });

  test("a server that responds with examples has no findings of what it keeps", async () => {
    const { findings } = await runAgainst(
      things,
      ({ method, path, body: text, headers }) => {
        if (method === "DELETE") return { status: 204 };
        if (path === "/things" && method === "GET") return { body: [{ id: "1", name: "string" }] };
        const given = parsed(text);
        if (method !== "GET" && method !== "HEAD" && (!given || !isValid(given, method === "PATCH")))
          return { status: 400 };
        if (method === "POST" && headers["content-type"] !== "application/json") return { status: 415 };
        if (method === "PATCH" && headers["content-type"] !== "application/merge-patch+json") return { status: 415 };
        if (String(headers["idempotency-key"] ?? "twinspec").length < 8) return { status: 400 };
        return { status: method === "POST" ? 201 : 200, body: { id: "1", name: "string" } };
      },
      { allowWrites: true, maxCases: 90 },
    );
    expect(findings).toEqual([]);
  });
});

test("what responses have otherwise than it is sent is no fault of the server", async () => {
  const owner = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  const part = { type: "object", properties: { name: { type: "string", maxLength: 9 } } };
  const parts = { type: "array", items: part, maxItems: 3 };
  const shown = { ...schema, properties: { ...schema.properties, owner, parts } };
  const sentPart = { ...part, properties: { ...part.properties, text: { type: "string", maxLength: 9 } } };
  const sent = {
    ...{ type: "object", required: ["name", "owner"] },
    properties: {
      name: schema.properties.name,
      owner: { type: "string", minLength: 1, maxLength: 40 },
      parts: { ...parts, items: sentPart },
    },
  };
  const document = documentOf({
    "POST /things": {
      requestBody: body("application/json", sent),
      responses: { "201": json(shown), ...failures },
    },
    "GET /things": { responses: { "200": json({ type: "array", items: shown }) } },
    "GET /things/{thingId}": { parameters: [id], responses: { "200": json(shown), ...failures } },
    "DELETE /things/{thingId}": { parameters: [id], responses: { "204": empty, ...failures } },
  });
  const server = keeping(({ body: text, headers }) => {
    const { name, owner: of, parts: sentParts } = parsed(text) ?? {};
    const isText = (value: unknown) => typeof value === "string" && value !== "" && [...value].length <= 40;
    if (headers["content-type"] !== "application/json" || !isText(name) || !isText(of)) return undefined;
    if (!areParts(sentParts)) return undefined;
    const named = sentParts?.map((one) => ("name" in one ? { name: one.name } : {}));
    return { name, owner: { id: of }, parts: named };
  });
  const { findings } = await runAgainst(document, server, { allowWrites: true });
  expect(findings).toEqual([]);
});

function areParts(value: unknown): value is undefined | { name?: string }[] {
  const isPart = (one: unknown) =>
    typeof one === "object" &&
    one !== null &&
    !Array.isArray(one) &&
    ["name" in one ? one.name : "", "text" in one ? one.text : ""].every(
      (each) => typeof each === "string" && [...each].length <= 9,
    );
  return value === undefined || (Array.isArray(value) && value.length <= 3 && value.every(isPart));
}

test("a creation that takes no body is none of which something is missing", async () => {
  const document = documentOf({
    "POST /things": { responses: { "201": json(schema) } },
    "GET /things": { responses: { "200": json({ type: "array", items: schema }) } },
    "GET /things/{thingId}": { parameters: [id], responses: { "200": json(schema), ...failures } },
    "DELETE /things/{thingId}": { parameters: [id], responses: { "204": empty, ...failures } },
  });
  const server = keeping(() => ({ name: "New" }));
  expect((await runAgainst(document, server, { allowWrites: true })).findings).toEqual([]);
});

test.each([
  ["kept", 1],
  ["not kept at all", 0],
])("what belongs to a record and is there after its removal is a finding where it is %s", async (how, findingsOfIt) => {
  const star = { operationId: "getStar", parameters: [id], responses: { "204": empty, ...failures } };
  const document = documentOf({
    "POST /things": { responses: { "201": json(schema) } },
    "GET /things": { responses: { "200": json({ type: "array", items: schema }) } },
    "GET /things/{thingId}": { parameters: [id], responses: { "200": json(schema), ...failures } },
    "DELETE /things/{thingId}": { parameters: [id], responses: { "204": empty, ...failures } },
    "GET /things/{thingId}/star": star,
    "DELETE /things/{thingId}/star": { ...star, operationId: "removeStar" },
  });
  const starred = new Set<string>();
  const server = keeping(
    () => ({ name: "New" }),
    (own, { method }) => {
      // a server that is wrong: removing it puts it there
      if (method === "DELETE") starred.add(own);
      return { status: method === "DELETE" || how !== "kept" || starred.has(own) ? 204 : 404 };
    },
  );
  const { findings } = await runAgainst(document, server, { allowWrites: true });
  expect(findings.filter(({ rule }) => rule === "not-deleted")).toHaveLength(findingsOfIt);
});

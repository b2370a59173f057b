import { expect, test } from "vitest";
import { documentOf, empty, json, runAgainst } from "./thing-server.ts";

const thing = {
  type: "object",
  required: ["id", "name"],
  properties: { id: { type: "string", readOnly: true }, name: { type: "string", maxLength: 20 } },
};
const body = { required: true, content: { "application/json": { schema: thing } } };
const id = { name: "thingId", in: "path", required: true, schema: { type: "string" } };
const refused = { description: "Not valid" };
const things = documentOf(
  {
    "POST /things": {
      operationId: "createThing",
      requestBody: body,
      responses: { "201": json(thing), "400": refused },
    },
    "GET /things": {
      operationId: "listThings",
      parameters: [{ name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 9 } }],
      responses: { "200": json({ type: "array", items: thing }), "400": refused },
    },
    "GET /things/{thingId}": { parameters: [id], responses: { "200": json(thing), "404": empty } },
    "DELETE /things/{thingId}": { parameters: [id], responses: { "204": empty, "404": empty } },
  },
  {
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } } },
  },
);

/** Keeps things in memory, and checks what it takes. */
function keeper({ checksLimit = true } = {}) {
  const kept = new Map<string, { id: string; name: string }>();
  let count = 0;
  return {
    kept,
    respond: ({ method, path, query, body, headers }: Parameters<Parameters<typeof runAgainst>[1]>[0]) => {
      if (headers["x-key"] !== "sesame") return { status: 401 };
      const [, , own] = path.split("/");
      if (method === "POST") {
        let given: { name?: unknown };
        try {
          given = JSON.parse(body) as { name?: unknown };
        } catch {
          return { status: 400 };
        }
        const { name } = given ?? {};
        if (headers["content-type"] !== "application/json") return { status: 415 };
        if (typeof name !== "string" || name.length > 20) return { status: 400 };
        count += 1;
        const made = { id: `t${count}`, name };
        kept.set(made.id, made);
        return { status: 201, body: made };
      }
      if (own === undefined) {
        const limit = query.get("limit") ?? "9";
        if (checksLimit && !/^[1-9]$/.test(limit)) return { status: 400 };
        return { body: [...kept.values()].slice(0, Number(limit) || 9) };
      }
      const found = kept.get(own);
      if (found === undefined) return { status: 404 };
      if (method !== "DELETE") return { body: found };
      kept.delete(own);
      return { status: 204 };
    },
  };
}

const credentials = async (_: unknown, { kind }: { kind: string }) =>
  kind === "valid"
    ? { headers: [["x-key", "sesame"]] as const, secrets: new Map([["sesame", "THING_KEY"]]) }
    : undefined;

test("a server that does as it should has no findings, and is left as it was", async () => {
  const { kept, respond } = keeper();
  const { findings, asked } = await runAgainst(things, respond, { allowWrites: true, credentials });
  expect(findings).toEqual([]);
  expect(asked.filter(({ method }) => method === "POST").length).toBeGreaterThan(5);
  expect([...kept]).toEqual([]);
});

test("nothing is changed unless writes are allowed", async () => {
  const { respond } = keeper();
  const { asked, events } = await runAgainst(things, respond, { credentials });
  expect(asked.filter(({ method }) => !["GET", "HEAD", "OPTIONS"].includes(method))).toEqual([]);
  expect(events.at(-1)).toMatchObject({ kind: "ended", skipped: expect.any(Number) });
});

test("a parameter that is not checked is one finding, with the request three times over", async () => {
  const { respond } = keeper({ checksLimit: false });
  const { findings } = await runAgainst(things, respond, { credentials });
  expect(findings).toMatchObject([
    {
      rule: "accepts-invalid",
      certainty: "certain",
      operation: { method: "GET", path: "/things" },
      curl: expect.stringMatching(
        /^curl 'http:\/\/127\.0\.0\.1:\d+\/things\?limit=\w+' --header 'x-key: '"\$THING_KEY"$/,
      ),
      call: expect.stringMatching(/limit: /),
    },
  ]);
  expect(JSON.stringify(findings)).not.toContain("sesame");
});

test("an operation without credentials is asked for nothing but its refusal", async () => {
  const { findings, events } = await runAgainst(things, () => ({ body: [] }));
  expect(findings.map(({ rule }) => rule)).toContain("access-without-credentials");
  expect(events.filter(({ kind }) => kind === "operation")).toContainEqual(
    expect.objectContaining({ skipped: [expect.objectContaining({ reason: "there are no credentials for it" })] }),
  );
});

test("what was made is removed when the run is aborted", async () => {
  const { kept, respond } = keeper();
  const abort = new AbortController();
  let made = 0;
  await runAgainst(
    things,
    (asked) => {
      if (asked.method === "POST" && ++made === 4) abort.abort();
      return respond(asked);
    },
    { allowWrites: true, credentials, signal: abort.signal },
  );
  expect(made).toBe(4);
  expect([...kept.values()].length).toBeLessThanOrEqual(1);
});

test("the same seed sends the same requests", async () => {
  const sent = async () => {
    const { asked } = await runAgainst(things, keeper().respond, { allowWrites: true, credentials, seed: 3 });
    return asked.map(({ method, path, query, body }) => `${method} ${path}?${query} ${body}`);
  };
  expect(await sent()).toEqual(await sent());
});

test("no operation gets more cases than it may have", async () => {
  const { respond } = keeper();
  const { events } = await runAgainst(things, respond, { allowWrites: true, credentials, maxCases: 12 });
  const cases = events.flatMap((event) => (event.kind === "operation" ? [event.cases] : []));
  expect(Math.max(...cases)).toBeLessThanOrEqual(14);
});

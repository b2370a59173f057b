import { expect, test } from "vitest";
import { documentOf, empty, json, runAgainst } from "./thing-server.ts";

const lamp = { type: "object", required: ["id"], properties: { id: { type: "string" }, watts: { type: "integer" } } };
const lamps = documentOf({
  "GET /lamps": {
    operationId: "listLamps",
    parameters: [{ name: "watts", in: "query", schema: { type: "integer", minimum: 1 } }],
    responses: { "200": json({ type: "array", items: lamp }), "400": empty },
  },
});

test("a server that knows none of the paths has findings, where nothing in a path can be unknown", async () => {
  const { findings } = await runAgainst(lamps, () => ({ status: 404 }));
  expect(findings.map(({ rule }) => rule)).toEqual(["refuses-valid"]);
});

test("a status of 404 that is documented is none", async () => {
  const documented = documentOf({
    "GET /lamp": { operationId: "getLamp", responses: { "200": json(lamp), "404": empty } },
  });
  expect((await runAgainst(documented, () => ({ status: 404 }))).findings).toEqual([]);
});

test("what is taken and what is refused is said by its case", async () => {
  const taken = await runAgainst(lamps, () => ({ body: [] }));
  expect(taken.findings.map(({ message }) => message)).toEqual([
    "An invalid request is taken: watts as a string that is no number.",
  ]);
  const refusing = await runAgainst(lamps, ({ query }) => (query.has("watts") ? { status: 400 } : { body: [] }));
  expect(refusing.findings.map(({ message }) => message)).toEqual([
    "A valid request is refused with the status 400: with watts.",
  ]);
});

test("a response that is too large to be looked at is told as a case that is skipped", async () => {
  const large = Buffer.alloc(11 * 1024 * 1024, "a");
  const { events } = await runAgainst(lamps, () => ({ headers: { "content-type": "application/json" }, body: large }), {
    maxCases: 2,
  });
  const skipped = events.flatMap((event) => (event.kind === "operation" ? event.skipped : []));
  expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(["its response is too large to be looked at"]));
});

test("what nobody has access to is refused with the status that the documents have for it", async () => {
  const closed = documentOf(
    { "GET /lamps": { operationId: "listLamps", responses: { "200": json({ type: "array" }), "401": empty } } },
    {
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } } },
    },
  );
  const credentials = async (_: unknown, { kind }: { kind: string }) =>
    kind === "valid" ? { headers: [["x-key", "k"]] as const, secrets: new Map([["k", "LAMP_KEY"]]) } : undefined;
  const run = (status: number) =>
    runAgainst(closed, ({ headers }) => (headers["x-key"] === "k" ? { body: [] } : { status }), { credentials });
  expect((await run(403)).findings).toMatchObject([{ rule: "refusal-undocumented", certainty: "likely" }]);
  expect((await run(401)).findings).toEqual([]);
});

test("a server that does not respond in time is said not to", async () => {
  const { createSend } = await import("../../../mocks/contract/running/send.ts");
  const send = createSend({ deadline: 60, signal: new AbortController().signal });
  const { findings } = await runAgainst(lamps, () => undefined, { send });
  expect(findings[0]?.message).toBe("The server did not respond: no response came within the deadline.");
});

test("an object that must have a member is refused without one", async () => {
  const change = { type: "object", minProperties: 1, properties: { watts: { type: "integer" } } };
  const changing = documentOf({
    "POST /light": {
      operationId: "setLight",
      requestBody: { required: true, content: { "application/json": { schema: change } } },
      responses: { "200": json(lamp), "400": empty, "415": empty },
    },
  });
  const { findings } = await runAgainst(
    changing,
    ({ body, headers }) => {
      if (headers["content-type"] !== "application/json") return { status: 415 };
      try {
        const given = JSON.parse(body) as unknown;
        const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
        const { watts } = (isObject ? given : { watts: "" }) as { watts?: unknown };
        return watts === undefined || Number.isInteger(watts) ? { body: { id: "1" } } : { status: 400 };
      } catch {
        return { status: 400 };
      }
    },
    { allowWrites: true },
  );
  expect(findings.map(({ message }) => message)).toContain("An invalid request is taken: body without members.");
});

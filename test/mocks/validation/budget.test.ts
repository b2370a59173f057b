import { beforeEach, describe, expect, test, vi } from "vitest";
import { uncheckedIn } from "../../../mocks/validation/schemas/document-schemas.ts";
import { json as jsonResponse, documentOf as mockDocument } from "../document.ts";
import { serve } from "../serve.ts";
import { documentWith, respond, validateRequest } from "./validate.ts";

const json = { "content-type": "application/json" };

/** Each takes a fraction of a millisecond, and matches in the end. */
const slowTexts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${"a".repeat(13)}${index}z`);
const slow = { type: "string", pattern: "^(?=a)(?:(a+)+!|a+\\d*z)$" };

/** As if the processor were slow. */
const slowness = 20;

beforeEach(() => {
  const usage = process.cpuUsage.bind(process);
  const spy = vi.spyOn(process, "cpuUsage").mockImplementation((since) => {
    const { user, system } = usage();
    return { user: user * slowness - (since?.user ?? 0), system: system * slowness - (since?.system ?? 0) };
  });
  return () => spy.mockRestore();
});

/** What the time was, as the processor has it. */
function seconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

async function judged(schema: unknown, value: unknown, schemas: Readonly<Record<string, unknown>> = {}) {
  const document = documentWith(
    { requestBody: { content: { "application/json": { schema } } } },
    { components: { schemas } },
  );
  const since = process.cpuUsage();
  const { violations } = await validateRequest(document, { headers: json, body: JSON.stringify(value) });
  return { messages: violations.map(({ message }) => message), took: seconds(since) };
}

/** Twice the time, as reading what was sent takes some. */
const mostSeconds = 12;

const tooLong = "Request body takes too long to validate";

describe("the time that a request has", () => {
  test.each<[string, unknown, unknown]>([
    ["many texts that each are slow", { items: slow }, slowTexts(20_000)],
    [
      "many names that each are slow",
      { propertyNames: slow },
      Object.fromEntries(slowTexts(20_000).map((key) => [key, 1])),
    ],
    [
      "items that are compared at each level",
      { $ref: "#/components/schemas/Tree" },
      Array.from({ length: 400 }).reduce<unknown>((inner) => [inner], "x".repeat(1_000_000)),
    ],
    [
      "items with very many alternatives in place",
      { items: { enum: Array.from({ length: 20_000 }, (_, index) => `a${index}`).concat("b") } },
      Array.from({ length: 100_000 }, () => "b"),
    ],
  ])("is over by %s", async (_, schema, value) => {
    const Tree = { uniqueItems: true, items: { $ref: "#/components/schemas/Tree" } };
    const { messages, took } = await judged(schema, value, { Tree });
    expect(messages).toEqual([tooLong]);
    expect(took).toBeLessThan(mostSeconds);
  });

  test("is one for all arguments, of which the first one that is too much is told", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const document = documentWith({
      parameters: names.map((name) => ({ name, in: "query", schema: { type: "array", items: slow } })),
      requestBody: { content: { "application/json": { schema: slow } } },
    });
    const query = names
      .map((name) =>
        slowTexts(300)
          .map((text) => `${name}=${text}`)
          .join("&"),
      )
      .join("&");
    const since = process.cpuUsage();
    const { violations } = await validateRequest(document, { query, headers: json, body: '"aaaz"' });
    expect(seconds(since)).toBeLessThan(mostSeconds);
    const messages = violations.filter(({ code }) => code === "time-limit").map(({ message }) => message);
    expect(messages).toEqual([expect.stringMatching(/^Query parameter p\d+ takes too long to validate$/)]);
    expect(violations.at(-1)?.code).toBe("time-limit");
  });

  test("is one for all items of a stream", async () => {
    const document = documentWith({ requestBody: { content: { "application/jsonl": { itemSchema: slow } } } });
    const body = slowTexts(20_000)
      .map((text) => JSON.stringify(text))
      .join("\n");
    const since = process.cpuUsage();
    await validateRequest(document, { headers: { "content-type": "application/jsonl" }, body });
    expect(seconds(since)).toBeLessThan(mostSeconds);
  });

  test("does not run while it waits", async () => {
    const document = documentWith(
      { requestBody: { content: { "application/json": { schema: { items: { $ref: "#/components/schemas/One" } } } } } },
      { components: { schemas: { One: { type: "integer" } } } },
    );
    const body = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => index));
    const all = await Promise.all(Array.from({ length: 20 }, () => validateRequest(document, { headers: json, body })));
    expect(all.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

test("a response has the same time, after which it passes and is told", async () => {
  const schema = { items: slow };
  const document = documentWith({
    responses: { 200: { description: "", content: { "application/json": { schema } } } },
  });
  const since = process.cpuUsage();
  expect(await respond(document, { body: JSON.stringify(slowTexts(20_000)) })).toEqual([]);
  expect(seconds(since)).toBeLessThan(mostSeconds);
  expect(uncheckedIn(document)).toMatchObject([{ keyword: "time-limit", reason: "validating it takes too long" }]);
});

test("a mock responds to others after a request that is refused for its time", async () => {
  const schema = { items: slow };
  const mock = await serve(
    mockDocument({
      "/a": { post: { requestBody: { content: { "application/json": { schema } } }, responses: jsonResponse({}, {}) } },
    }),
  );
  const body = JSON.stringify(slowTexts(20_000));
  const refused = await fetch(`${mock.url}/a`, { method: "POST", headers: json, body });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ detail: tooLong });
  expect((await fetch(`${mock.url}/a`, { method: "POST", headers: json, body: '["az"]' })).status).toBe(200);
});

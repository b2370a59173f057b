import { describe, expect, test } from "vitest";
import type { RuleName } from "../../../mocks/contract/rules.ts";
import { type Answer, type Asked, documentOf, empty, json, runAgainst } from "./thing-server.ts";

const schema = {
  type: "object",
  required: ["id", "name", "size", "kind", "madeAt"],
  properties: {
    id: { type: "string" },
    name: { type: "string" },
    size: { type: "integer" },
    kind: { type: "string", enum: ["red", "green", "blue"] },
    madeAt: { type: "string", format: "date-time" },
  },
};
const page = {
  type: "object",
  required: ["items", "total"],
  properties: { items: { type: "array", items: schema }, total: { type: "integer" } },
};
const query = (name: string, of: object, further: object = {}) => ({ name, in: "query", schema: of, ...further });
const kinds = { type: "array", items: { type: "string", enum: ["red", "green", "blue"] } };
const document = documentOf({
  "GET /things": {
    operationId: "listThings",
    parameters: [
      query("limit", { type: "integer", minimum: 1, maximum: 50, default: 10 }),
      query("offset", { type: "integer", minimum: 0, default: 0 }),
      query("sort", { type: "string", enum: ["size", "-size", "name"] }),
      query("kind", kinds, { style: "form", explode: false }),
      query("madeAfter", { type: "string", format: "date-time" }),
    ],
    responses: { "200": json(page), "400": empty },
  },
  "GET /things/{thingId}": {
    parameters: [{ name: "thingId", in: "path", required: true, schema: { type: "string" } }],
    responses: { "200": json(schema), "404": empty },
  },
});

const things = Array.from({ length: 23 }, (_, index) => ({
  id: `t${index}`,
  name: `Thing ${String.fromCharCode(97 + ((index * 7) % 23))}`,
  size: (index * 5) % 23,
  kind: ["red", "green", "blue"][index % 3]!,
  madeAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
}));

/** What the list is made of; a server that is wrong leaves out or changes a step. */
interface Steps {
  readonly limit: (limit: number) => number;
  readonly offset: (offset: number, limit: number) => number;
  readonly kinds: (kinds: readonly string[]) => readonly string[];
  readonly sort: (sort: string) => string;
  readonly total: (all: number, page: number) => number;
  readonly after: (after: number) => number;
}

const right: Steps = {
  limit: (limit) => limit,
  offset: (offset) => offset,
  kinds: (all) => all,
  sort: (sort) => sort,
  total: (all) => all,
  after: (after) => after,
};

const server =
  (wrong: Partial<Steps>) =>
  ({ path, query: asked }: Asked): Answer => {
    const steps = { ...right, ...wrong };
    const own = path.split("/")[2];
    if (own !== undefined) {
      const found = things.find((one) => one.id === decodeURIComponent(own));
      return found ? { body: found } : { status: 404 };
    }
    const number = (name: string, usual: number) => (asked.has(name) ? Number(asked.get(name)) : usual);
    const [limit, offset] = [number("limit", 10), number("offset", 0)];
    const sort = asked.get("sort") ?? "";
    const chosen = asked.get("kind")?.split(",") ?? [];
    const after = asked.has("madeAfter") ? Date.parse(asked.get("madeAfter") ?? "") : 0;
    const isRight =
      /^\d+$/.test(asked.get("limit") ?? "1") && limit >= 1 && limit <= 50 && /^\d+$/.test(asked.get("offset") ?? "0");
    const isListed = ["", "size", "-size", "name"].includes(sort) && !(asked.has("sort") && sort === "");
    const areKinds = chosen.every((kind) => ["red", "green", "blue"].includes(kind));
    const isTime = !asked.has("madeAfter") || /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(asked.get("madeAfter") ?? "");
    if (!isRight || !isListed || !areKinds || !isTime || Number.isNaN(after)) return { status: 400 };
    const wanted = steps.kinds(chosen);
    const all = things
      .filter((one) => wanted.length === 0 || wanted.includes(one.kind))
      .filter((one) => Date.parse(one.madeAt) > steps.after(after));
    const order = steps.sort(sort);
    const field = order.replace("-", "") as "size" | "name";
    const sorted = order === "" ? all : all.toSorted((a, b) => (a[field] < b[field] ? -1 : 1));
    const inOrder = order.startsWith("-") ? sorted.toReversed() : sorted;
    const start = steps.offset(offset, limit);
    const items = inOrder.slice(start, start + steps.limit(limit));
    return { body: { items, total: steps.total(all.length, items.length) } };
  };

const run = (wrong: Partial<Steps>) => runAgainst(document, server(wrong), { maxCases: 150 });

describe("a list", () => {
  test("that is right is no finding", async () => {
    expect((await run({})).findings).toEqual([]);
  });

  test.each<[wrong: string, rule: RuleName, how: Partial<Steps>]>([
    ["with more items than were asked for", "parameter-ignored", { limit: () => 10 }],
    ["whose offset counts pages", "paging-gap", { offset: (offset, limit) => offset * limit }],
    [
      "that begins each page with the last item of the one before",
      "paging-repeats",
      { offset: (o) => Math.max(0, o - 1) },
    ],
    ["that begins anew for each page", "paging-never-ends", { offset: () => 0 }],
    ["with the total of the page", "total-wrong", { total: (_, page) => page }],
    ["that is not sorted", "parameter-ignored", { sort: () => "" }],
    ["that is sorted the wrong way", "parameter-ignored", { sort: (sort) => sort.replace("-", "") }],
    ["of all kinds", "parameter-ignored", { kinds: () => [] }],
    ["of the first kind alone", "parameter-ignored", { kinds: (all) => all.slice(0, 1) }],
    ["of all times", "parameter-ignored", { after: () => 0 }],
  ])("%s: %s", async (_, rule, wrong) => {
    const { findings } = await run(wrong);
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(new Set(findings.map(({ operation }) => operation.path))).toEqual(new Set(["/things"]));
  });

  test("what stands in words alone is likely", async () => {
    const { findings } = await run({ kinds: () => [] });
    expect(findings).toMatchObject([{ rule: "parameter-ignored", certainty: "likely" }]);
  });
});

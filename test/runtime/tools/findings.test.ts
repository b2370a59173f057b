import { describe, expect, test } from "vitest";
import type { PagesDescription } from "../../../generator/runtime/core/description.ts";
import { diagnose } from "../../../generator/runtime/tools/diagnose.ts";
import { callThing, toolSet } from "./tool-calls.ts";

const api = toolSet({});

describe("a result without anything in it is one that nothing matches:", () => {
  test.each<[data: unknown, said: string]>([
    [[], "with an empty list"],
    [{ items: [] }, "with an empty list"],
    [{ results: [], next: null }, "with an empty list"],
    [{ tickets: [], count: 0 }, "with an empty list"],
    [{ departments: [], info: { page: 1, more_records: false } }, "with an empty list"],
    [{ data: { items: [], total: 0 } }, "with an empty list"],
    [{ _embedded: { things: [] }, _links: { self: { href: "/things" } }, page: { number: 0 } }, "with an empty list"],
    [{ open: [], closed: [] }, "with an empty list"],
    [{ data: null }, "with nothing in it"],
    [{ data: {}, success: true }, "with nothing in it"],
    [{}, "with nothing in it"],
    [null, "without a body"],
  ])("%j", async (data, said) => {
    const { findings } = await callThing(api, {}, { data });
    expect(findings).toMatchObject([
      { cause: "nothing-matches", evidence: `the response is 200, ${said}; nothing was given` },
    ]);
  });
});

test.each([
  [{ id: "1", name: "A record", tags: [] }],
  [{ id: "1", data: null }],
  [{ items: [1] }],
  [{ data: [], included: [{ id: "1" }] }],
  [{ data: { id: "1", tags: [] } }],
  [{ count: 0 }],
  [{ success: true }],
  [{ next: null }],
  [0],
  [false],
  ["text"],
])("%j has something in it", async (data) => {
  expect((await callThing(api, {}, { data })).findings).toEqual([]);
});

test("where an operation gives its items page by page, its list alone counts", async () => {
  const pages: PagesDescription = { style: "page", items: ["result", "rows"], sparse: true };
  const paged = toolSet({}, { pages });
  for (const data of [
    { result: { rows: [] }, id: "1", tags: ["a"] },
    { result: { rows: null } },
    { result: {}, id: "1" },
  ])
    expect((await callThing(paged, {}, { data })).causes).toEqual(["nothing-matches"]);
  for (const data of [{ result: { rows: [1] } }, { error: "of another shape" }])
    expect(
      (await callThing(toolSet({}, { pages: { ...pages, sparse: undefined as never } }), {}, { data })).causes,
    ).toEqual([]);
});

test("an envelope that was made by hand is looked at in the same way", () => {
  const envelope = { session_id: null, links: [], error: null };
  for (const tool_result of [{ items: [] }, { data: null }])
    expect(diagnose(api, { ...envelope, tool_result }).map(({ cause }) => cause)).toEqual(["no-call"]);
  expect(diagnose(api, { ...envelope, tool_result: { items: [1] } })).toEqual([]);
});

describe("a name that was meant to be another is told beside a result:", () => {
  const filter = { type: "object", properties: { departmentId: {}, limit: {} } };
  const query = { parameters: [{ name: "p", in: "query" as const }] };

  test("it may have been ignored", async () => {
    const { envelope, findings } = await callThing(
      toolSet({ p: filter }, query),
      { p: { departmentID: "1" } },
      { data: { data: [1] } },
    );
    expect(envelope.error).toBeNull();
    expect(findings).toEqual([
      {
        cause: "malformed-filters",
        evidence: 'p.departmentID is not known; did you mean "departmentId"?',
        advice: expect.stringContaining("may have ignored"),
      },
    ]);
  });

  test("not where it is like none, or where any name may stand and this is spelt otherwise", async () => {
    const open = { ...filter, additionalProperties: true };
    for (const [schema, p, count] of [
      [filter, { colour: "1" }, 0],
      [open, { colour: "1", limits: 1 }, 0],
      [open, { department_id: "1" }, 1],
      [{ additionalProperties: true }, { department_id: "1" }, 0],
    ] as const)
      expect((await callThing(toolSet({ p: schema }, query), { p }, { data: [1] })).causes).toHaveLength(count);
  });

  test("and it is an error at the top, where it names an argument", async () => {
    const { envelope, sent } = await callThing(toolSet({ limit: {} }, query), { Limit: 1 });
    expect(envelope.error?.message).toBe('doThing: the argument "Limit" is not known; did you mean "limit"?');
    expect(sent).toEqual([]);
  });
});

test("evidence is one line, and shows no secret that somebody took for a name", async () => {
  const p = { "password=planted": 1, "a\nb": 1, ["long".repeat(1000)]: 1 };
  const { findings } = await callThing(toolSet({ p: { properties: {} } }), { p }, { data: [] });
  for (const { evidence } of findings) {
    expect(evidence).not.toMatch(/planted|\n/);
    expect(evidence.length).toBeLessThanOrEqual(500);
  }
});

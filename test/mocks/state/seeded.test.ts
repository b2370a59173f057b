import { describe, expect, test } from "vitest";
import { documentOf, json } from "../document.ts";
import { petstore } from "./petstore.ts";
import { serveState } from "./serve-state.ts";

const note = { type: "object", required: ["id"], properties: { id: { type: "string" }, text: { type: "string" } } };
const variable = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });
const created = { "201": { description: "", content: { "application/json": { schema: note, example: { id: "" } } } } };
const body = { content: { "application/json": { schema: note } } };

/** Pads with notes, and notes of accounts that no collection has. */
const pads = documentOf(
  {
    "/pads": {
      get: { operationId: "listPads", responses: json({ type: "array", items: note }, [{ id: "a" }]) },
      post: { operationId: "addPad", requestBody: body, responses: created },
    },
    "/pads/{padId}/notes": {
      parameters: [variable("padId")],
      get: {
        operationId: "listNotes",
        responses: json({ type: "array", items: note }, [{ id: "n", text: "example" }]),
      },
      post: { operationId: "addNote", requestBody: body, responses: created },
    },
    "/accounts/{account}/marks": {
      parameters: [variable("account")],
      get: { operationId: "listMarks", responses: json({ type: "array", items: note }, [{ id: "m" }]) },
      post: { operationId: "addMark", requestBody: body, responses: created },
    },
  },
  { openapi: "3.1.0" },
);

describe("state", () => {
  test("is read whole: examples, what clients made of them, and what belongs to records", async () => {
    const { mock, send } = await serveState(pads);
    expect(await mock.readState()).toEqual([
      { path: "/pads", records: [{ id: "a" }] },
      { path: "/pads/a/notes", records: [{ id: "n", text: "example" }] },
    ]);
    await send("POST", "/accounts/1%2F2/marks", { id: "x" });
    expect(await mock.readState()).toContainEqual({
      path: "/accounts/1%2F2/marks",
      records: [{ id: "m" }, { id: "x" }],
    });
  });

  test("is seeded, parents first, and clients go on from there", async () => {
    const { mock, send } = await serveState(pads);
    await mock.seedState([
      { path: "/pads", records: [{ id: "b" }, { id: "c d" }] },
      { path: "/pads/c%20d/notes", records: [{ id: "1", text: "seeded" }] },
      { path: "/accounts/ü/marks", records: [] },
    ]);
    expect((await send("GET", "/pads")).body).toEqual([{ id: "b" }, { id: "c d" }]);
    expect((await send("GET", "/pads/c%20d/notes")).body).toEqual([{ id: "1", text: "seeded" }]);
    expect((await send("GET", "/pads/b/notes")).body).toEqual([]);
    expect((await send("GET", "/pads/a/notes")).status).toBe(404);
    await send("POST", "/pads/c%20d/notes", { id: "2" });
    expect(await mock.readState()).toContainEqual({
      path: "/pads/c%20d/notes",
      records: [{ id: "1", text: "seeded" }, { id: "2" }],
    });
    await mock.resetState();
    expect((await send("GET", "/pads")).body).toEqual([{ id: "a" }]);
  });

  test.each([
    [{ path: "/pad", records: [] }, 'there is no collection at /pad; did you mean "/pads"?'],
    [{ path: "/pads/z/notes", records: [] }, "what /pads/z/notes is below is not there"],
    [{ path: "/pads", records: [{ text: "no id" }] }, 'the record 0 of /pads has no "id"'],
    [{ path: "/pads", records: [{ id: "1" }, { id: "1" }] }, 'two records of /pads are "1"'],
    [{ path: "/pads/%zz/notes", records: [] }, '"%zz" has a malformed percent-escape'],
  ])("%j cannot be kept", async (seed, message) => {
    const { mock } = await serveState(pads);
    await expect(mock.seedState([seed])).rejects.toThrow(message);
  });

  test("is not there where the mock keeps none", async () => {
    const { mock } = await serveState(pads, { stateful: false });
    for (const work of [() => mock.readState(), () => mock.seedState([]), () => mock.resetState()])
      await expect(work()).rejects.toThrow("the mock keeps no state; start it with --stateful");
  });
});

test("a reset while changes wait for each other holds none of them up", async () => {
  const { mock, send } = await serveState(petstore);
  await send("GET", "/pets");
  const changes = Array.from({ length: 10 }, (_, index) => send("POST", "/pets", { name: `pet ${index}` }));
  await Promise.race(changes);
  mock.reset();
  expect((await Promise.all(changes)).map(({ status }) => status)).toEqual(Array(10).fill(201));
  expect((await send("GET", "/pets")).status).toBe(200);
});

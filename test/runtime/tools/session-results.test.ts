import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStorage } from "unstorage";
import fsDriver from "unstorage/drivers/fs";
import { afterAll, describe, expect, test } from "vitest";
import {
  apiSession,
  type BrowserSession,
  browserSession,
  callOf,
  createSessionResults,
  type ResultStorage,
  rememberCall,
  type ToolEnvelope,
} from "../../../generator/runtime/tools/session-results.ts";

const folder = mkdtempSync(join(tmpdir(), "results-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function textStorage(): ResultStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
    getKeys: () => [...items.keys()],
  };
}

const call = { tool: "getThings", status: 204, faults: [], given: ["p.limit"] };
const envelopeOf = (session: string, result: unknown): ToolEnvelope =>
  rememberCall({ session_id: apiSession(session), tool_result: result, links: [], error: null }, call);

describe.each<[what: string, storage: ResultStorage | undefined]>([
  ["memory", undefined],
  ["unstorage", createStorage()],
  ["a folder", createStorage({ driver: fsDriver({ base: folder }) })],
  ["a storage of texts", textStorage()],
])("%s", (_, storage) => {
  const results = createSessionResults({ storage });

  test.each([
    "0b6f6e7e-63a5-4c2b-9d0e-5d2f1f5a9c11",
    "../../evil",
    "a/b",
    "a:b",
    "A",
    "a",
    "é?.json",
    "%2e",
    "__proto__",
    "~41",
    "C:\\x",
  ])("keeps the last result of the session %s", async (session) => {
    expect(await results.get(session)).toBeUndefined();
    await results.set(session, envelopeOf(session, [1]));
    await results.set(session, envelopeOf(session, { data: [{ id: "1" }] }));
    const kept = await results.get(session);
    expect(kept).toEqual({ session_id: session, tool_result: { data: [{ id: "1" }] }, links: [], error: null });
    expect(callOf(kept!)).toEqual(call);
  });

  test("tells the sessions, and forgets one", async () => {
    expect(await results.sessions()).toEqual(
      expect.arrayContaining(["../../evil", "a/b", "a:b", "é?.json", "%2e", "~41"]),
    );
    await results.delete("a/b");
    expect(await results.get("a/b")).toBeUndefined();
    expect(await results.get("a:b")).toBeDefined();
  });
});

test("a folder holds files of its own alone", () => {
  expect(readdirSync(folder)).toEqual(["results"]);
  expect(readdirSync(join(folder, "results")).every((name) => /^[\w~-]+$/.test(name))).toBe(true);
});

test("memory forgets the session that was written longest ago", async () => {
  const results = createSessionResults({ maximum: 2 });
  for (const session of ["a", "b", "a", "c"]) await results.set(session, envelopeOf(session, session));
  expect(await results.sessions()).toEqual(["a", "c"]);
});

test("what is in a storage and is no result is none", async () => {
  const storage = createStorage();
  const results = createSessionResults({ storage });
  for (const value of [
    "{",
    '"text"',
    "[]",
    "null",
    '{"envelope":{}}',
    '{"envelope":{"session_id":"b","tool_result":1}}',
  ]) {
    await storage.setItem("results:a", value);
    expect(await results.get("a")).toBeUndefined();
  }
});

describe("the session of an API and that of a browser", () => {
  const browser = browserSession({ state: "saved" });
  const showBrowser = (session: BrowserSession) => session;

  test("cannot be passed for each other", async () => {
    const results = createSessionResults();
    const session = apiSession("1");
    // @ts-expect-error a browser's session is no API's
    await expect(results.get(browser)).rejects.toThrow("must be a string");
    // @ts-expect-error nor an API's session a browser's
    showBrowser(session);
    // @ts-expect-error nor is what an assistant says of a browser, unless it is marked
    showBrowser({ state: "saved" });
    // @ts-expect-error nor is a plain text an API's session
    const unmarked: typeof session = "1";
    // @ts-expect-error nor is what identifies a browser's session
    expect(apiSession(browserSession({ session_id: "1" as string | null }).session_id ?? "1")).toBe(session);
    expect(showBrowser(browser)).toEqual({ state: "saved" });
    expect(unmarked).toBe(session);
  });

  test.each([
    ["", "1 to 200 characters"],
    ["x".repeat(201), "1 to 200 characters"],
    ["JSESSIONID=planted", "the cookie JSESSIONID of a browser session"],
  ])("%s is no identifier of an API session", (id, message) => {
    expect(() => apiSession(id, ["JSESSIONID"])).toThrow(message);
  });

  test("a cookie of a browser session is no key of results", async () => {
    const results = createSessionResults({}, ["JSESSIONID"]);
    const envelope = envelopeOf("1", []);
    for (const refused of [
      () => results.set("JSESSIONID=planted", envelope),
      () => results.get("JSESSIONID=planted"),
      () => results.delete("JSESSIONID=planted"),
    ])
      await expect(refused()).rejects.toThrow("the cookie JSESSIONID of a browser session was given");
    expect(await results.sessions()).toEqual([]);
  });
});

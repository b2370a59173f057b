import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import { createMemoryStore } from "../../../mocks/storage/memory-store.ts";
import { openStore } from "../../../mocks/storage/open-store.ts";
import type { EntryStore } from "../../../mocks/storage/store.ts";
import { documentOf, json } from "../document.ts";
import { petstore } from "./petstore.ts";
import { serveState } from "./serve-state.ts";

const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "twinspec-many-"));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A memory that counts the entries that it is asked to read or write. */
function counting(): { readonly store: EntryStore; readonly touched: () => number } {
  const store = createMemoryStore();
  let touched = 0;
  return {
    touched: () => touched,
    store: {
      ...store,
      entries(key) {
        const entries = store.entries(key);
        return {
          ...entries,
          get(name) {
            touched += 1;
            return entries.get(name);
          },
          async set(name, value) {
            touched += 1;
            await entries.set(name, value);
          },
          async slice(start, end) {
            const found = await entries.slice(start, end);
            touched += found.length;
            return found;
          },
        };
      },
    },
  };
}

function pets(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({ id: 1_000 + index, name: `Pet ${index}` }));
}

describe("with many records", () => {
  test("a change, and a page of a list, takes no look at those that it does not concern", async () => {
    const { store, touched } = counting();
    const { mock, send } = await serveState(petstore, { store });
    await mock.seedState([{ path: "/pets", records: pets(5_000) }]);
    const work = async (...request: Parameters<typeof send>): Promise<number> => {
      const before = touched();
      expect((await send(...request)).status).toBeLessThan(300);
      return touched() - before;
    };
    expect(await work("POST", "/pets", { name: "Ada" })).toBeLessThan(5);
    expect(await work("PATCH", "/pets/3000", { name: "Eve" })).toBeLessThan(5);
    expect(await work("GET", "/pets/3000")).toBeLessThan(5);
    expect(await work("DELETE", "/pets/3000")).toBeLessThan(5);
    expect(await work("GET", "/pets?limit=10&offset=4000")).toBe(10);
  });

  test("the order, the page and the number of records are right", async () => {
    const { mock, send } = await serveState(petstore, { storage: await newFolder() });
    await mock.seedState([{ path: "/pets", records: pets(30) }]);
    await send("PATCH", "/pets/1003", { name: "Eve" });
    await send("DELETE", "/pets/1001");
    await send("POST", "/pets", { name: "Ada" });
    const { body } = await send("GET", "/pets?limit=100");
    const names = (body as { name: string }[]).map(({ name }) => name);
    expect(names).toHaveLength(30);
    expect(names.slice(0, 4)).toEqual(["Pet 0", "Pet 2", "Eve", "Pet 4"]);
    expect(names.at(-1)).toBe("Ada");
    expect(await send("GET", "/pets?limit=2&offset=28")).toMatchObject({ body: [{ id: 1029 }, { name: "Ada" }] });
  });
});

test("a memory finds the keys below one without a look at all others", async () => {
  const store = createMemoryStore();
  for (let number = 0; number < 100_000; number += 1) await store.set(`records/comments/${number}`, { number });
  await store.set("records/comments/7/likes", {});
  const before = process.cpuUsage();
  for (let number = 0; number < 1_000; number += 1) {
    expect(await store.list(`records/comments/${number}/`)).toEqual(number === 7 ? ["records/comments/7/likes"] : []);
  }
  // A hundredth of what a look at each takes.
  expect(process.cpuUsage(before).user).toBeLessThan(500_000);
});

describe("a folder", () => {
  test("has a file a record, of which another process reads each", async () => {
    const storage = await newFolder();
    const { send } = await serveState(petstore, { storage });
    await send("POST", "/pets", { name: "Ada" });
    const file = join(storage, "state", "records", "pets=", "3.json");
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ id: "3", name: "Ada" });
    await writeFile(file, JSON.stringify({ id: "3", name: "Eve" }));
    expect((await send("GET", "/pets/3")).body).toMatchObject({ name: "Eve" });
  });

  test("asks no file for its time as long as nothing changes, and finds what another process changes", async () => {
    const storage = await newFolder();
    const [store, another] = [await openStore(storage), await openStore(storage)];
    const entries = store.entries("tickets");
    const list = async () => (await entries.slice(0)).map(({ id }) => id);
    for (const id of ["a", "b", "c"]) await entries.set(id, { id });
    const folder = join(storage, "tickets=");
    const at = async (path: string, seconds: number) => utimes(path, seconds, seconds);
    await at(folder, 1_000);
    expect(await list()).toEqual(["a", "b", "c"]);
    await at(join(folder, "a.json"), Date.now() / 1_000 + 60);
    expect(await list()).toEqual(["a", "b", "c"]);
    await another.entries("tickets").delete("b");
    expect([await list(), await entries.size()]).toEqual([["c", "a"], 2]);
    await another.entries("tickets").set("b", { id: "b" });
    expect(await entries.size()).toBe(3);
    await Promise.all([store.close(), another.close()]);
  });

  test("of an earlier version, with a file a list, is read and changed", async () => {
    const storage = await newFolder();
    const before = await openStore(storage);
    const records = [
      { id: "1", name: "Rex" },
      { id: "7", name: "Old" },
    ];
    await before.set("state/records/pets", { records, fromExamples: ["1"] });
    await before.set("state/numbers/pets", { number: 5 });
    await before.close();
    const { send } = await serveState(petstore, { storage });
    const names = async () => ((await send("GET", "/pets")).body as { name: string }[]).map(({ name }) => name);
    expect(await names()).toEqual(["Rex", "Old"]);
    expect((await send("PATCH", "/pets/7", { name: "Older" })).status).toBe(200);
    expect((await send("POST", "/pets", { name: "Ada" })).body).toMatchObject({ id: 8, name: "Ada" });
    expect(await names()).toEqual(["Rex", "Older", "Ada"]);
  });
});

test("a change of one collection does not wait for one of another", async () => {
  const thing = {
    type: "object",
    required: ["id"],
    properties: { id: { type: "string", readOnly: true }, name: { type: "string" } },
  };
  const both = documentOf(
    Object.fromEntries(
      ["/cats", "/dogs"].map((path) => [
        path,
        {
          get: { responses: json({ type: "array", items: thing }, [{ id: "1", name: "Tom" }]) },
          post: {
            requestBody: { content: { "application/json": { schema: thing } } },
            responses: { "201": { description: "", content: { "application/json": { schema: thing } } } },
          },
        },
      ]),
    ),
  );
  const storage = await newFolder();
  const { send } = await serveState(both, { storage });
  const another = await openStore(storage);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding = another.exclusive("state/records/cats", () => released);
  await wait(50);
  let isCreated = false;
  const cat = send("POST", "/cats", { name: "Kit" }).then(({ status }) => {
    isCreated = true;
    return status;
  });
  expect((await send("POST", "/dogs", { name: "Rex" })).status).toBe(201);
  expect(isCreated).toBe(false);
  release();
  await holding;
  expect(await cat).toBe(201);
  await another.close();
});

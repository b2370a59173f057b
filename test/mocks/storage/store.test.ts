import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { lockLifetime } from "../../../mocks/storage/exclusive.ts";
import { openStore } from "../../../mocks/storage/open-store.ts";
import { type OpenStore, StorageError, storeBelow } from "../../../mocks/storage/store.ts";
import { bundled } from "../../bundled.ts";
import { freePort, missingRedis, type RedisServer, startRedis } from "./redis-server.ts";

const folders: string[] = [];
const opened: OpenStore[] = [];
let redis: RedisServer | undefined;

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "twinspec-store-"));
  folders.push(folder);
  return folder;
}

async function open(location: string): Promise<OpenStore> {
  const store = await openStore(location);
  opened.push(store);
  return store;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

beforeAll(async () => {
  if (missingRedis === undefined) redis = await startRedis();
});

afterAll(async () => {
  await redis?.[Symbol.asyncDispose]();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

let database = 0;

/** Every driver, each time with a place that nothing was stored at. */
const drivers: readonly (readonly [name: string, place: () => Promise<string>, missing: string | undefined])[] = [
  ["memory", async () => "memory", undefined],
  ["a folder", newFolder, undefined],
  [
    "Redis",
    async () => {
      database += 1;
      return `redis://127.0.0.1:${redis?.port}/${database}`;
    },
    missingRedis,
  ],
];

describe.each(drivers)("a store in %s", (name, place, missing) => {
  const check =
    missing === undefined ? test : (title: string, _: () => Promise<void>) => test.skip(`${title} (${missing})`);

  check("gives what was set last, and nothing once it is deleted", async () => {
    const store = await open(await place());
    expect(await store.get("a/b")).toBeUndefined();
    await store.set("a/b", { number: 1 });
    await store.set("a/b", { number: 2, list: ["ä", null, { deep: true }] });
    expect(await store.get("a/b")).toEqual({ number: 2, list: ["ä", null, { deep: true }] });
    await store.delete("a/b");
    await store.delete("a/b");
    expect(await store.get("a/b")).toBeUndefined();
    expect(await store.list("")).toEqual([]);
  });

  check("lists the keys of a prefix, oldest first, one that is set again as the newest", async () => {
    const store = await open(await place());
    const keys = ["access/z", "access/b", "other/c", "access/a", "access/Y", "access/1"];
    for (const key of keys) await store.set(key, { key });
    await store.set("access/b", { again: true });
    expect(await store.list("access/")).toEqual(["access/z", "access/a", "access/Y", "access/1", "access/b"]);
    expect(await store.list("acc")).toHaveLength(5);
    expect(await store.list("")).toHaveLength(6);
    expect(await store.list("none/")).toEqual([]);
  });

  check("forgets what has a lifetime, when it is over, and nothing else", async () => {
    const location = await place();
    const store = await open(location);
    await store.set("stays", { a: 1 });
    await store.set("goes", { a: 2 }, 60);
    await store.set("later", { a: 3 }, 600_000);
    await store.set("never", { a: 4 }, Number.POSITIVE_INFINITY);
    await store.set("again", { a: 5 }, 60);
    await store.set("again", { a: 6 });
    expect([await store.get("goes"), await store.get("later")]).toEqual([{ a: 2 }, { a: 3 }]);
    await wait(120);
    const kept = async () => Promise.all(["stays", "goes", "later", "never", "again"].map((key) => store.get(key)));
    expect(await kept()).toEqual([{ a: 1 }, undefined, { a: 3 }, { a: 4 }, { a: 6 }]);
    await store.set("other", { a: 7 }, 600_000);
    // A folder is looked through when it is opened.
    const another = name === "a folder" ? await open(location) : store;
    expect(await another.list("")).toEqual(["stays", "later", "never", "again", "other"]);
  });

  check("keeps keys apart that a disk may take for one: letters of both cases, folders, devices, endings", async () => {
    const store = await open(await place());
    const keys = [
      ...["Token", "token", "TOKEN", "a", "a/b", "a.json", "a.json/b", "a.", "a/json", "nul", "NUL", "com1.x"],
      ...["con/prn", "x..", "x../y", "A", "a-A_.0", "-", "_", "__proto__", "constructor/toString", "Z".repeat(100)],
    ];
    for (const key of keys) await store.set(key, { key });
    expect(await store.list("")).toEqual(keys);
    for (const key of keys) expect(await store.get(key)).toEqual({ key });
    for (const key of keys) {
      await store.delete(key);
      expect(await store.get(key)).toBeUndefined();
    }
  });

  check("keeps members of every name", async () => {
    const store = await open(await place());
    const value = JSON.parse('{"__proto__":{"a":1},"constructor":2,"$ref":"x"}') as Record<string, unknown>;
    await store.set("hostile", value);
    expect(JSON.stringify(await store.get("hostile"))).toBe(JSON.stringify(value));
  });

  check("runs works of one key one after the other, and nests those of different keys", async () => {
    const location = await place();
    const stores = [await open(location), name === "memory" ? opened[0]! : await open(location)];
    const add = (store: OpenStore): Promise<void> =>
      store.exclusive("counter", async () => {
        const number = Number((await store.get("counter"))?.["number"] ?? 0);
        await store.exclusive("another", async () => undefined);
        await store.set("counter", { number: number + 1 });
      });
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(stores[index % 2]!)));
    expect(await stores[0]?.get("counter")).toEqual({ number: 20 });
  });

  check("frees the key when a work fails, and hands its error on", async () => {
    const store = await open(await place());
    await expect(store.exclusive("key", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await store.exclusive("key", async () => "done")).toBe("done");
  });

  check("has parts that do not see each other", async () => {
    const store = await open(await place());
    const [left, right] = [storeBelow(store, "left/"), storeBelow(store, "right/")];
    await left.set("a", { of: "left" });
    await right.set("a", { of: "right" });
    expect(await left.get("a")).toEqual({ of: "left" });
    expect(await left.list("")).toEqual(["a"]);
    await left.delete("a");
    expect(await right.get("a")).toEqual({ of: "right" });
    expect(await left.exclusive("key", () => right.exclusive("key", async () => "both"))).toBe("both");
  });

  check("counts from 1, each number once", async () => {
    const store = await open(await place());
    const numbers = await Promise.all(Array.from({ length: 8 }, () => store.count("counter")));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await store.get("counter")).toEqual({ number: 8 });
    await store.set("older", { number: 41 });
    expect(await store.count("older")).toBe(42);
  });

  check("keeps entries in the order in which they came, also one that changes", async () => {
    const store = await open(await place());
    const entries = store.entries("list/a");
    for (const one of ["Z", "b", "a", "10", "9"]) await entries.set(one, { one });
    await entries.set("b", { one: "changed" });
    await entries.delete("a");
    await entries.delete("a");
    await entries.set("a", { one: "again" });
    const ones = async (start: number, end?: number) => (await entries.slice(start, end)).map(({ one }) => one);
    expect(await ones(0)).toEqual(["Z", "changed", "10", "9", "again"]);
    expect(await ones(1, 3)).toEqual(["changed", "10"]);
    expect([await ones(4, 9), await ones(9), await ones(2, 2)]).toEqual([["again"], [], []]);
    expect([await entries.get("Z"), await entries.get("z")]).toEqual([{ one: "Z" }, undefined]);
    expect([await entries.size(), await entries.position("9"), await entries.position("none")]).toEqual([
      5,
      3,
      undefined,
    ]);
    // They are no keys, belong to one, and are seen by a part of the store.
    expect(await store.list("")).toEqual([]);
    expect(await storeBelow(store, "list/").entries("a").size()).toBe(5);
    expect(await store.entries("list").size()).toBe(0);
    await entries.replace([["new", { one: "new" }]]);
    expect(await ones(0)).toEqual(["new"]);
    await store.delete("list/a");
    expect([await entries.size(), await entries.slice(0)]).toEqual([0, []]);
  });

  if (name !== "memory") {
    check("keeps entries when it is opened again", async () => {
      const location = await place();
      const store = await openStore(location);
      await store.entries("list").set("b", { one: 1 });
      await store.entries("list").set("a", { one: 2 });
      await store.close();
      expect(await (await open(location)).entries("list").slice(0)).toEqual([{ one: 1 }, { one: 2 }]);
    });

    check("gives the lock of a process that was killed to the next one after a second or two", async () => {
      const location = await place();
      const store = await open(location);
      const holder = spawn(process.execPath, [await bundled("test/mocks/storage/lock-holder.ts"), location, "key"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(holder.stdout, "data");
      let isTaken = false;
      const taking = store.exclusive("key", async () => {
        isTaken = true;
      });
      // As long as it lives it renews its lease.
      await wait(1.4 * lockLifetime);
      expect(isTaken).toBe(false);
      expect(await store.exclusive("another", async () => "free")).toBe("free");
      holder.kill("SIGKILL");
      const killed = performance.now();
      await taking;
      expect(lockLifetime).toBeLessThanOrEqual(2_000);
      expect(performance.now() - killed).toBeLessThan(lockLifetime + 3_000);
    });

    check("does a work again that had lost its lease before it wrote", async () => {
      const store = await open(await place());
      let tries = 0;
      const done = await store.exclusive("key", async (lease) => {
        tries += 1;
        // The process stands still.
        if (tries === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lockLifetime + 50);
        lease.check();
        return tries;
      });
      expect(done).toBe(2);
    });

    check("still has everything when it is opened again", async () => {
      const location = await place();
      const store = await openStore(location);
      await store.set("first", { kept: true });
      await store.set("second", { kept: true });
      await store.close();
      const again = await open(location);
      expect(await again.list("")).toEqual(["first", "second"]);
      expect(await again.get("first")).toEqual({ kept: true });
    });
  }
});

describe("a folder", () => {
  test("holds one readable file a value, and may be named by a file: URL", async () => {
    const folder = await newFolder();
    const store = await open(pathToFileURL(join(folder, "new", "state")).href);
    await store.set("oauth/counter", { number: 1 });
    expect(await readFile(join(folder, "new", "state", "oauth", "counter.json"), "utf8")).toBe('{\n  "number": 1\n}\n');
  });

  test("gives the lock of a process that is gone to the next one", async () => {
    const folder = await newFolder();
    const store = await open(folder);
    const locks = join(folder, ".locks");
    const long = new Date(Date.now() - 60_000);
    const [file = ""] = await store.exclusive("key", () => readdir(locks));
    await writeFile(join(locks, file), "{}");
    await utimes(join(locks, file), long, long);
    expect(await store.exclusive("key", async () => "done")).toBe("done");
    expect(await readdir(locks)).toEqual([]);
  });

  test("is refused where it cannot be, with the reason", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "file"), "");
    const error = await openStore(join(folder, "file")).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toContain(`cannot write to the folder ${join(folder, "file")}`);
  });
});

describe("a location", () => {
  test.each(["ftp://host/state", "mongodb://me:geheim@host", "", " "])("%j is refused", async (location) => {
    const error = await openStore(location).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toContain("give memory, a folder, or redis://host:port/0");
    expect(String(error)).not.toContain("geheim");
  });

  test.each(["redis://", "redis://me:geheim@", "redis://:geheim@host/zero", "redis://:geheim@host:99999/0"])(
    "%s is not a Redis server, and no password is told",
    async (location) => {
      const error = await openStore(location).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(StorageError);
      expect(String(error)).toContain("the URL of a Redis server is redis://user:password@host:6379/0");
      expect(String(error)).not.toContain("geheim");
    },
  );

  test("a Redis server that is not there is an error that names it without its password", async () => {
    const port = await freePort();
    const error = await openStore(`redis://me:geheim@127.0.0.1:${port}/0`).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toContain(`cannot use Redis at redis://127.0.0.1:${port}/0: connect ECONNREFUSED`);
    expect(String(error)).not.toContain("geheim");
  });

  test("a server that accepts and says nothing is given up", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    await expect(openStore(`redis://127.0.0.1:${port}`)).rejects.toThrow(
      `cannot use Redis at redis://127.0.0.1:${port}: it does not respond`,
    );
    silent.close();
  });

  test.skipIf(missingRedis !== undefined)(
    `a Redis server that goes away is said by what is asked of it${missingRedis === undefined ? "" : ` (${missingRedis})`}`,
    async () => {
      const server = await startRedis({ password: "geheim" });
      const store = await open(server.url);
      await server[Symbol.asyncDispose]();
      const said = `Redis at redis://127.0.0.1:${server.port}/0 cannot be reached any more`;
      await expect(store.get("a")).rejects.toThrow(said);
      await expect(store.exclusive("a", async () => undefined)).rejects.toThrow(said);
    },
  );

  test.skipIf(missingRedis !== undefined)(
    `a wrong password is an error that does not tell it${missingRedis === undefined ? "" : ` (${missingRedis})`}`,
    async () => {
      await using server = await startRedis({ password: "richtig geheim" });
      const store = await open(server.url);
      await store.set("a", { is: "there" });
      const wrong = `redis://:falsch%20geheim@127.0.0.1:${server.port}`;
      for (const location of [wrong, `redis://127.0.0.1:${server.port}`]) {
        const error = await openStore(location).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(StorageError);
        expect(String(error)).toMatch(/WRONGPASS|NOAUTH|Authentication/);
        expect(JSON.stringify([String(error), error])).not.toContain("geheim");
      }
    },
  );
});

import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createStorage } from "unstorage";
import fileDriver from "unstorage/drivers/fs-lite";
import { createExclusive } from "./exclusive.ts";
import { fileNameOf, folderNameOf, keyOf } from "./file-names.ts";
import { absent, createFolderEntries, createOrders, isEntriesFolder, type WriteFile } from "./folder-entries.ts";
import { createFolderLocks } from "./folder-lock.ts";
import { type OpenStore, StorageError, type StoredValue } from "./store.ts";

/** When a value goes, in milliseconds since 1970, in its own file. */
const untilKey = ".until";

/** What has gone is looked for once in so many changes, and when the folder is opened. */
const changesBetweenSweeps = 1_000;

function isOver(value: StoredValue | undefined): boolean {
  return value !== undefined && Number(value[untilKey] ?? Number.POSITIVE_INFINITY) <= Date.now();
}

/**
 * Keeps each value as a file of indented JSON below a folder, which is made. Rejects with a `StorageError` where
 * nothing can be written there.
 */
export async function openFolderStore(folder: string): Promise<OpenStore> {
  const locks = join(folder, ".locks");
  const drafts = join(folder, ".drafts");
  try {
    for (const needed of [locks, drafts]) await mkdir(needed, { recursive: true });
    const probe = join(drafts, randomUUID());
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw new StorageError(`cannot write to the folder ${folder}: ${(error as Error).message}`);
  }
  const now = createClock();
  // A file is there whole or not at all: another process may read it at any moment.
  const write: WriteFile = async (file, value, at) => {
    const draft = join(drafts, randomUUID());
    await writeFile(draft, `${JSON.stringify(value, undefined, 2)}\n`);
    const seconds = at ?? now() / 1_000_000;
    await utimes(draft, seconds, seconds);
    await mkdir(dirname(file), { recursive: true });
    await rename(draft, file);
  };
  const storage = createStorage({ driver: fileDriver({ base: folder }) });
  const exclusive = createExclusive(createFolderLocks(locks));
  const orders = createOrders();
  const entriesOf = (key: string) => createFolderEntries(join(folder, fileNameOf(key)), write, orders);

  async function read(key: string): Promise<StoredValue | undefined> {
    const text = await storage.getItemRaw<Buffer>(fileNameOf(key));
    return text === null ? undefined : (JSON.parse(text.toString()) as StoredValue);
  }

  /** The files of keys in a folder and below it, relative to the store's. */
  async function filesIn(path: string): Promise<string[]> {
    const found = ((await readdir(join(folder, path), { withFileTypes: true }).catch(absent)) ?? []).filter(
      ({ name }) => !name.startsWith("."),
    );
    const files = await Promise.all(
      found.map((entry) => {
        const file = path === "" ? entry.name : `${path}/${entry.name}`;
        if (entry.isFile()) return [file];
        return entry.isDirectory() && !isEntriesFolder(file) ? filesIn(file) : [];
      }),
    );
    return files.flat();
  }

  /** Deletes what is over. Of several processes that do so at a time each finds less. */
  async function sweep(): Promise<void> {
    for (const name of await filesIn("")) {
      const key = keyOf(name);
      const value = key === undefined ? undefined : await read(key).catch(() => undefined);
      if (key !== undefined && isOver(value)) await storage.removeItem(fileNameOf(key));
    }
  }

  let changes = 0;
  let sweeping: Promise<void> = sweep().catch(() => undefined);
  return {
    async get(key) {
      const value = await read(key);
      if (value === undefined || isOver(value)) return undefined;
      const { [untilKey]: _, ...kept } = value;
      return Object.hasOwn(value, untilKey) ? kept : value;
    },
    async set(key, value, lifetime) {
      const isPassing = lifetime !== undefined && Number.isFinite(lifetime);
      const kept = isPassing ? { ...value, [untilKey]: Date.now() + lifetime } : value;
      await write(join(folder, fileNameOf(key)), kept);
      if (!isPassing) return;
      changes += 1;
      if (changes % changesBetweenSweeps === 0) sweeping = sweeping.then(sweep).catch(() => undefined);
    },
    async delete(key) {
      await storage.removeItem(fileNameOf(key));
      await entriesOf(key).clear();
    },
    entries: entriesOf,
    count: (key) =>
      exclusive(key, async () => {
        const number = Number((await read(key))?.["number"] ?? 0) + 1;
        await write(join(folder, fileNameOf(key)), { number });
        return number;
      }),
    async list(prefix) {
      await sweeping;
      const names = await filesIn(folderNameOf(prefix));
      const dated = await Promise.all(
        names.map(async (name) => {
          const key = keyOf(name);
          return key?.startsWith(prefix) ? { key, time: await timeOf(join(folder, name)) } : undefined;
        }),
      );
      return dated
        .flatMap((one) => (one?.time === undefined ? [] : [{ ...one, time: one.time }]))
        .sort((left, right) => Number(left.time - right.time))
        .map(({ key }) => key);
    },
    exclusive,
    async close() {
      await sweeping;
      await storage.dispose();
    },
  };
}

/**
 * Microseconds since 1970, ten apart at least, which a disk can tell from each other; its own clock may stand still for
 * milliseconds.
 */
function createClock(): () => number {
  let latest = 0;
  return () => {
    latest = Math.max(latest + 10, Date.now() * 1000);
    return latest;
  };
}

async function timeOf(file: string): Promise<bigint | undefined> {
  try {
    return (await stat(file, { bigint: true })).mtimeNs;
  } catch {
    // Deleted in between.
    return undefined;
  }
}

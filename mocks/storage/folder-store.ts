import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createStorage } from "unstorage";
import fileDriver from "unstorage/drivers/fs-lite";
import { createExclusive } from "./exclusive.ts";
import { fileNameOf, keyOf } from "./file-names.ts";
import { createFolderLocks } from "./folder-lock.ts";
import { type OpenStore, StorageError, type StoredValue } from "./store.ts";

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
  const storage = createStorage({
    driver: {
      ...fileDriver({ base: folder, ignore: (path) => path !== folder && basename(path).startsWith(".") }),
      // A file is there whole or not at all: another process may read it at any moment.
      async setItem(key, text) {
        const file = join(folder, ...key.split(":"));
        const draft = join(drafts, randomUUID());
        await writeFile(draft, text);
        const seconds = now() / 1_000_000;
        await utimes(draft, seconds, seconds);
        await mkdir(dirname(file), { recursive: true });
        await rename(draft, file);
      },
    },
  });

  return {
    async get(key) {
      const text = await storage.getItemRaw<Buffer>(fileNameOf(key));
      return text === null ? undefined : (JSON.parse(text.toString()) as StoredValue);
    },
    set: (key, value) => storage.setItem(fileNameOf(key), `${JSON.stringify(value, undefined, 2)}\n`),
    delete: (key) => storage.removeItem(fileNameOf(key)),
    async list(prefix) {
      const names = (await storage.getKeys()).map((name) => name.replaceAll(":", "/"));
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
    exclusive: createExclusive(createFolderLocks(locks)),
    close: () => storage.dispose(),
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

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { createMemoryStore } from "../storage/memory-store.ts";
import { StorageError, type Store, type StoredValue } from "../storage/store.ts";

/**
 * Recordings as files that people read and commit: the key `getTickets/0001` is the file `getTickets/0001.json`. A file
 * that is there is never written again: `set` rejects with the code `EEXIST`, in whichever process it happens. Keys are
 * listed by name.
 */
export function openRecordingsFolder(folder: string): Store {
  const fileOf = (key: string): string => join(folder, `${key}.json`);
  return {
    exclusive: createMemoryStore().exclusive,
    async get(key) {
      const text = await readFile(fileOf(key), "utf8").catch(absent);
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text) as StoredValue;
      } catch (error) {
        throw new StorageError(`${fileOf(key)} is not JSON: ${(error as Error).message}`);
      }
    },
    async set(key, value) {
      await mkdir(dirname(fileOf(key)), { recursive: true });
      await writeFile(fileOf(key), `${JSON.stringify(value, undefined, 2)}\n`, { flag: "wx" });
    },
    delete: (key) => rm(fileOf(key), { force: true }),
    async list(prefix) {
      const names = (await readdir(folder, { recursive: true }).catch(absent)) ?? [];
      return names
        .filter((name) => name.endsWith(".json"))
        .map((name) => name.slice(0, -".json".length).split(sep).join("/"))
        .filter((key) => key.startsWith(prefix))
        .sort();
    },
  };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
  return undefined;
}

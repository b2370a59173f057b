import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, link, open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { lockLifetime, type TryLock } from "./exclusive.ts";

/**
 * Locks that are files in a folder. A file that is opened with `wx` is there for one of all that try; whoever has the
 * lock moves its time of change, and one whose time does not move is the lock of a process that is gone.
 */
export function createFolderLocks(folder: string): TryLock {
  return async (key) => {
    const file = join(folder, `${createHash("sha256").update(key).digest("hex")}.lock`);
    const owner = randomUUID();
    const handle = await create(file);
    if (handle === undefined) {
      await removeIfStale(file, `${file}.${owner}`);
      return undefined;
    }
    try {
      await handle.writeFile(JSON.stringify({ key, owner }));
    } finally {
      await handle.close();
    }
    const isOwn = async (): Promise<boolean> => (await orUndefined(readFile(file, "utf8")))?.includes(owner) === true;
    return {
      async renew() {
        if (!(await isOwn())) return false;
        const now = new Date();
        await utimes(file, now, now);
        return true;
      },
      async release() {
        if (await isOwn()) await rm(file, { force: true });
      },
    };
  };
}

async function create(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, "wx");
  } catch (error) {
    // Windows says EPERM while a file that was removed is still open.
    if (["EEXIST", "EPERM"].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
}

/** Of several that find the same stale lock, the file is renamed by one. */
async function removeIfStale(file: string, aside: string): Promise<void> {
  const found = await orUndefined(stat(file));
  if (found === undefined || Date.now() - found.mtimeMs < lockLifetime) return;
  if ((await orUndefined(rename(file, aside).then(() => true))) === undefined) return;
  const taken = await orUndefined(stat(aside));
  // In between another process removed the stale lock and took a new one, which is put back.
  if (taken !== undefined && taken.mtimeMs !== found.mtimeMs) await orUndefined(link(aside, file));
  await rm(aside, { force: true });
}

async function orUndefined<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (["ENOENT", "EEXIST", "EPERM"].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
}

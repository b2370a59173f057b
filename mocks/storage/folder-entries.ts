import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileNameOf } from "./file-names.ts";
import type { Entries, StoredValue } from "./store.ts";

/** Writes a value into a file, which is there whole or not at all; `at`: its time, in seconds, by default the next. */
export type WriteFile = (file: string, value: StoredValue, at?: number) => Promise<void>;

/** No name of a key ends so. */
const ending = "=";

/** Whether a folder is one of entries. */
export function isEntriesFolder(path: string): boolean {
  return path.endsWith(ending);
}

/** The names of the files of a folder in their order, and when the folder had changed. */
interface Order {
  readonly changed: bigint;
  readonly names: readonly string[];
}

/** What is known of folders that were listed last, so that the next page of a list asks no file for its time. */
export interface Orders {
  get(folder: string): Order | undefined;
  set(folder: string, order: Order): void;
}

/** The orders of so many folders are kept. */
const mostOrders = 50;

/** Milliseconds within which a folder may change twice and have one time. */
const sameTime = 2_000;

/** Remembers orders, but not those of folders that changed a moment ago. */
export function createOrders(): Orders {
  const orders = new Map<string, Order>();
  return {
    get: (folder) => orders.get(folder),
    set(folder, order) {
      orders.delete(folder);
      if (Date.now() - Number(order.changed / 1_000_000n) < sameTime) return;
      orders.set(folder, order);
      const [oldest = ""] = orders.keys();
      if (orders.size > mostOrders) orders.delete(oldest);
    },
  };
}

/**
 * Entries as files in a folder beside the file of their key: those of `records/tickets.json` are `records/tickets=/…`.
 * Their order is that of the times of the files, which stay when they are written again.
 */
export function createFolderEntries(
  keyFile: string,
  write: WriteFile,
  orders: Orders,
): Entries & { clear(): Promise<void> } {
  const folder = `${keyFile.slice(0, -".json".length)}${ending}`;
  const fileOf = (name: string): string => join(folder, fileNameOf(name));

  async function names(): Promise<readonly string[]> {
    return ((await readdir(folder).catch(absent)) ?? []).filter((name) => name.endsWith(".json"));
  }

  async function ordered(): Promise<readonly string[]> {
    const { changed, known } = await lookUp();
    if (known !== undefined) return known;
    const found = await inOrder();
    if (changed !== undefined) orders.set(folder, { changed, names: found });
    return found;
  }

  /** When the folder changed, and its names in their order where that is known since. */
  async function lookUp(): Promise<{ readonly changed?: bigint; readonly known?: readonly string[] }> {
    const found = await stat(folder, { bigint: true }).catch(absent);
    if (found === undefined) return { known: [] };
    const order = orders.get(folder);
    return { changed: found.mtimeNs, ...(order?.changed === found.mtimeNs && { known: order.names }) };
  }

  async function inOrder(): Promise<readonly string[]> {
    const dated = await Promise.all(
      (await names()).map(async (name) => {
        const found = await stat(join(folder, name), { bigint: true }).catch(absent);
        return found === undefined ? [] : [{ name, time: found.mtimeNs }];
      }),
    );
    return dated
      .flat()
      .sort((left, right) => Number(left.time - right.time))
      .map(({ name }) => name);
  }

  async function read(file: string): Promise<StoredValue | undefined> {
    const text = await readFile(file, "utf8").catch(absent);
    return text === undefined ? undefined : (JSON.parse(text) as StoredValue);
  }

  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return {
    clear,
    get: (name) => read(fileOf(name)),
    async set(name, value) {
      const found = await stat(fileOf(name), { bigint: true }).catch(absent);
      // The middle of its microsecond, which rounding does not leave.
      await write(fileOf(name), value, found && (Number(found.mtimeNs / 1_000n) + 0.5) / 1_000_000);
    },
    delete: (name) => rm(fileOf(name), { force: true }),
    size: async () => ((await lookUp()).known ?? (await names())).length,
    async slice(start, end) {
      const chosen = (await ordered()).slice(start, end);
      const values = await Promise.all(chosen.map((name) => read(join(folder, name))));
      return values.filter((value) => value !== undefined);
    },
    async position(name) {
      const position = (await ordered()).indexOf(fileNameOf(name));
      return position === -1 ? undefined : position;
    },
    async replace(entries) {
      await clear();
      for (const [name, value] of entries) await write(fileOf(name), value);
    },
  };
}

/** Nothing, for what is not there. */
export function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
  return undefined;
}

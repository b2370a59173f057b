import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createMemoryStore } from "./memory-store.ts";
import { type OpenStore, StorageError } from "./store.ts";

/**
 * Opens the store at a location: `memory`, a folder (`./state`, `file:///var/state`), or a Redis server
 * (`redis://127.0.0.1:6379/0`, `rediss://user:password@host`). Rejects with a `StorageError` where it cannot be used,
 * within a few seconds.
 */
export async function openStore(location: string): Promise<OpenStore> {
  return finishing(await open(location));
}

/** A store whose end waits for the works that began, such as the one by which records are forgotten. */
function finishing(store: OpenStore): OpenStore {
  const running = new Set<Promise<unknown>>();
  return {
    ...store,
    async exclusive(key, work) {
      const result = store.exclusive(key, work);
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    },
    async close() {
      await Promise.allSettled(running);
      await store.close();
    },
  };
}

async function open(location: string): Promise<OpenStore> {
  if (location === "memory") return { ...createMemoryStore(), close: async () => undefined };
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(location)?.[1]?.toLowerCase();
  if (scheme === "redis" || scheme === "rediss") {
    const { openRedisStore } = await import("./redis-store.ts");
    return measure(openRedisStore(location));
  }
  if (location.trim() === "" || (scheme !== undefined && scheme !== "file")) {
    // What follows the scheme may be a password.
    const given = scheme === undefined ? `"${location}"` : `a URL of the scheme "${scheme}:"`;
    throw new StorageError(`nothing can be stored at ${given}; give memory, a folder, or redis://host:port/0`);
  }
  const { openFolderStore } = await import("./folder-store.ts");
  return measure(openFolderStore(scheme === "file" ? pathOf(location) : resolve(location)));
}

async function measure(opening: Promise<OpenStore>): Promise<OpenStore> {
  const store = await opening;
  const { measured } = await import("./measured-store.ts");
  return measured(store);
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new StorageError(`the URL ${url} is not that of a folder on this machine; write file:///path/to/folder`);
  }
}

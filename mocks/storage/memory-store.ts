import { createQueues } from "./exclusive.ts";
import type { Store, StoredValue } from "./store.ts";

/** Keeps everything in this process; beyond the limit the values that were written longest ago are forgotten. */
export function createMemoryStore(limit = 100_000): Store {
  const values = new Map<string, StoredValue>();
  return {
    get: (key) => values.get(key),
    async set(key, value) {
      values.delete(key);
      values.set(key, value);
      if (values.size > limit) for (const oldest of values.keys()) return void values.delete(oldest);
    },
    async delete(key) {
      values.delete(key);
    },
    async list(prefix) {
      return [...values.keys()].filter((key) => key.startsWith(prefix));
    },
    exclusive: createQueues(),
  };
}

/** JSON data that a store keeps. */
export type StoredValue = { readonly [key: string]: unknown };

/**
 * Where tokens and codes are kept. Keys are made of `a-z`, `0-9` and `/`, never of what a client sent; values are JSON data, so a folder or
 * Redis can hold them and several mocks act as one.
 */
export interface TokenStore {
  get(key: string): Promise<StoredValue | undefined>;
  set(key: string, value: StoredValue): Promise<void>;
  delete(key: string): Promise<void>;
  /** The keys that start with the text, oldest first. */
  list(prefix: string): Promise<string[]>;
  /**
   * Runs the work while no other work runs under the same key: what reads and then writes (a code used once, a limit counted, the counter of
   * tokens) is only right under it. A store of several processes needs a lock here that all of them see. Works of different keys nest.
   */
  exclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** Keeps everything in this process; beyond the limit the values that were written longest ago are forgotten. */
export function memoryTokenStore(limit = 100_000): TokenStore {
  const values = new Map<string, StoredValue>();
  const queues = new Map<string, Promise<unknown>>();
  return {
    async get(key) {
      return values.get(key);
    },
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
    async exclusive(key, work) {
      const before = queues.get(key) ?? Promise.resolve();
      const running = before.then(work, work);
      queues.set(key, running);
      try {
        return await running;
      } finally {
        if (queues.get(key) === running) queues.delete(key);
      }
    },
  };
}

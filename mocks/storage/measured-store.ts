import { createHistogram, type GrowingHistogram } from "../metrics/histogram.ts";
import type { Entries, OpenStore } from "./store.ts";

/** A store whose times are taken: `lock` is the time to wait for a lock. */
export function measured(store: OpenStore): OpenStore {
  const figures = new Map<string, { durations: GrowingHistogram; failures: number }>();

  async function timed<Result>(operation: string, work: () => Result | Promise<Result>): Promise<Result> {
    let own = figures.get(operation);
    if (own === undefined) {
      own = { durations: createHistogram(), failures: 0 };
      figures.set(operation, own);
    }
    const start = performance.now();
    try {
      return await work();
    } catch (error) {
      own.failures += 1;
      throw error;
    } finally {
      own.durations.add((performance.now() - start) / 1000);
    }
  }

  function entriesOf(key: string): Entries {
    const entries = store.entries(key);
    return {
      get: (name) => timed("get", () => entries.get(name)),
      set: (name, value) => timed("set", () => entries.set(name, value)),
      delete: (name) => timed("delete", () => entries.delete(name)),
      size: () => timed("list", () => entries.size()),
      slice: (start, end) => timed("list", () => entries.slice(start, end)),
      position: (name) => timed("list", () => entries.position(name)),
      replace: (all) => timed("set", () => entries.replace(all)),
    };
  }

  return {
    ...store,
    figures,
    get: (key) => timed("get", () => store.get(key)),
    set: (key, value, lifetime) => timed("set", () => store.set(key, value, lifetime)),
    delete: (key) => timed("delete", () => store.delete(key)),
    list: (prefix) => timed("list", () => store.list(prefix)),
    count: (key) => timed("count", () => store.count(key)),
    entries: entriesOf,
    async exclusive(key, work) {
      // What is done under the lock is not the time of the lock.
      let entered = (): void => undefined;
      const waiting = new Promise<void>((resolve) => {
        entered = resolve;
      });
      const running = store.exclusive(key, (lease) => {
        entered();
        return work(lease);
      });
      await timed("lock", () => Promise.race([waiting, running.then(() => undefined)]));
      return running;
    },
  };
}

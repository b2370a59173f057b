import type { Store } from "./store.ts";

/** The part of a store below a prefix, `zoho-desk/`, as a store of its own: several APIs share one location without seeing each other. */
export function storeBelow(store: Store, prefix: string): Store {
  return {
    get: (key) => store.get(prefix + key),
    set: (key, value) => store.set(prefix + key, value),
    delete: (key) => store.delete(prefix + key),
    list: async (start) => (await store.list(prefix + start)).map((key) => key.slice(prefix.length)),
    exclusive: (key, work) => store.exclusive(prefix + key, work),
  };
}

/** JSON data that a store keeps. */
export type StoredValue = { readonly [key: string]: unknown };

/**
 * Where tokens, records and recordings are kept. A key is segments of `A-Z`, `a-z`, `0-9`, `-`, `_` and `.` with `/`
 * between them, each of 1 to 100 characters and none of which starts with a dot; what a client sent is encoded before
 * it becomes a part of one. Values are JSON data, so a folder or Redis can hold them and several mocks act as one.
 */
export interface Store {
  /** At once where nothing has to be waited for. */
  get(key: string): StoredValue | undefined | Promise<StoredValue | undefined>;
  /**
   * `lifetime` is the milliseconds after which the value goes by itself. Where there is no room for all values, those
   * with a lifetime go first, the oldest first; an infinite one goes then alone. Without one a value stays.
   */
  set(key: string, value: StoredValue, lifetime?: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** How many values had to go before their time, for want of room; a store without it has room for all. */
  forgotten?(): number;
  /** The keys that start with the text, oldest first; a key that is set again becomes the newest. */
  list(prefix: string): Promise<string[]>;
  /**
   * Runs the work while no other work runs under the same key, in any process that has the same store: what reads and
   * then writes (a code used once, a limit counted, the counter of tokens) is only right under it. Works of different
   * keys nest.
   */
  exclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** A store that holds a folder or a connection until it is closed. */
export interface OpenStore extends Store {
  close(): Promise<void>;
}

/**
 * The part of a store below a prefix, `zoho-desk/`, as a store of its own: several APIs share one location without
 * seeing each other.
 */
export function storeBelow(store: Store, prefix: string): Store {
  return {
    get: (key) => store.get(prefix + key),
    set: (key, value, lifetime) => store.set(prefix + key, value, lifetime),
    delete: (key) => store.delete(prefix + key),
    list: async (start) => (await store.list(prefix + start)).map((key) => key.slice(prefix.length)),
    exclusive: (key, work) => store.exclusive(prefix + key, work),
  };
}

/**
 * Thrown when a store cannot be opened, or its lock cannot be had. The message never has the password of a URL in it.
 */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly code = "ERR_STORAGE";
}

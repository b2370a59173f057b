import type { Histogram } from "../metrics/histogram.ts";

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
  /** Deletes the value, and the entries of the key. */
  delete(key: string): Promise<void>;
  /** How many values had to go before their time, for want of room; a store without it has room for all. */
  forgotten?(): number;
  /** The keys that start with the text, oldest first; a key that is set again becomes the newest. */
  list(prefix: string): Promise<string[]>;
  /**
   * Runs the work while no other work runs under the same key, in any process that has the same store: what reads and
   * then writes (a code used once, a limit counted, a record changed) is only right under it. Works of different keys
   * nest. A work whose lease came to its end before it wrote anything is done again.
   */
  exclusive<Result>(key: string, work: (lease: Lease) => Promise<Result>): Promise<Result>;
}

/** The time for which a work has its key for itself; it is renewed as long as the process goes on. */
export interface Lease {
  /**
   * To be asked before the first write: a process that stood still may have lost its key to another.
   *
   * @throws {LostLeaseError} when it did.
   */
  check(): void;
}

/** Thrown by `Lease.check`; the work begins again. */
export class LostLeaseError extends Error {
  override readonly name = "LostLeaseError";
}

/**
 * Values below one key, each under a name that is a segment of a key, in the order in which they came. What is done
 * with one takes no longer when there are many.
 */
export interface Entries {
  get(name: string): StoredValue | undefined | Promise<StoredValue | undefined>;
  /** A name that is there keeps its place. */
  set(name: string, value: StoredValue): Promise<void>;
  delete(name: string): Promise<void>;
  /** How many there are. */
  size(): number | Promise<number>;
  /** Those from one position up to, and without, another. */
  slice(start: number, end?: number): readonly StoredValue[] | Promise<readonly StoredValue[]>;
  /** The position of a name; undefined where it is not there. */
  position(name: string): number | undefined | Promise<number | undefined>;
  /** Puts these in the place of all. */
  replace(entries: Iterable<readonly [name: string, value: StoredValue]>): Promise<void>;
}

/** A store that also keeps what has many parts. */
export interface EntryStore extends Store {
  /** Not among the keys that are listed: a value under the same key says that they are there. */
  entries(key: string): Entries;
  /** Counts one further under a key, from 1, in all processes, and gives the number. */
  count(key: string): Promise<number>;
}

/** How long a store took, and how often it failed, by what was asked of it: `get`, `set`, `lock` and others. */
export type StoreFigures = ReadonlyMap<string, { readonly durations: Histogram; readonly failures: number }>;

/** A store that holds a folder or a connection until it is closed. */
export interface OpenStore extends EntryStore {
  /** What was asked of it; left out where there is nothing to wait for. */
  readonly figures?: StoreFigures;
  close(): Promise<void>;
}

/**
 * The part of a store below a prefix, `zoho-desk/`, as a store of its own: several APIs share one location without
 * seeing each other.
 */
export function storeBelow(store: EntryStore, prefix: string): EntryStore;
export function storeBelow(store: Store, prefix: string): Store;
export function storeBelow(store: EntryStore | Store, prefix: string): EntryStore | Store {
  return {
    ...("entries" in store && {
      entries: (key: string) => store.entries(prefix + key),
      count: (key: string) => store.count(prefix + key),
    }),
    get: (key) => store.get(prefix + key),
    set: (key, value, lifetime) => store.set(prefix + key, value, lifetime),
    delete: (key) => store.delete(prefix + key),
    list: async (start) => (await store.list(prefix + start)).map((key) => key.slice(prefix.length)),
    exclusive: (key, work) => store.exclusive(prefix + key, work),
  };
}

/**
 * Thrown when a store cannot be opened or reached, or its lock cannot be had. The message never has the password of a
 * URL in it.
 */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly code = "ERR_STORAGE";
  /** Whether the store may be there again in a moment. */
  readonly isPassing: boolean;

  constructor(message: string, { isPassing = false }: { readonly isPassing?: boolean } = {}) {
    super(message);
    this.isPassing = isPassing;
  }

  /** What a request gets that needed a store that may be there again in a moment. */
  get problem(): object | undefined {
    if (!this.isPassing) return undefined;
    const type = "https://stoplight.io/prism/errors#STORAGE_UNAVAILABLE";
    const title = "The mock's storage cannot be used";
    const detail = `${this.message.charAt(0).toUpperCase()}${this.message.slice(1)}.`;
    return { type, title, status: 503, detail, headers: { "retry-after": "1" } };
  }
}

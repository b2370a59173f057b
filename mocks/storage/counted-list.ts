import { randomUUID } from "node:crypto";
import type { Store, StoredValue } from "./store.ts";

/** An entry of a list, and for how many uses it is there; without `left`, for any number. */
export interface Counted<Value> {
  readonly id: string;
  /** When it was added, in milliseconds since 1970. */
  readonly at: number;
  readonly left?: number;
  readonly value: Value;
}

/** A list of JSON data in a store, which all processes with that store have in common; oldest first. */
export interface CountedList<Value> {
  /** At once where the store gives it so. */
  list(): readonly Counted<Value>[] | Promise<readonly Counted<Value>[]>;
  add(value: Value, times?: number): Promise<Counted<Value>>;
  /** Counts one use of an entry; false where another process had the last one, or the entry is gone. */
  take(id: string): Promise<boolean>;
  /** Says whether there was such an entry. */
  remove(id: string): Promise<boolean>;
  clear(): Promise<void>;
  /** Clears the list before anything else is asked of it. */
  reset(): void;
}

let latest = 0;

/** The time in milliseconds since 1970, later each time that it is asked. */
export function nextMoment(): number {
  latest = Math.max(latest + 0.001, performance.timeOrigin + performance.now());
  return latest;
}

/** The list under one key of a store. */
export function createCountedList<Value>(store: Store, key: string): CountedList<Value> {
  let mustClear = false;

  function read(): readonly Counted<Value>[] | Promise<readonly Counted<Value>[]> {
    const kept = store.get(key);
    return kept instanceof Promise ? kept.then(entriesOf) : entriesOf(kept);
  }

  function entriesOf(kept: StoredValue | undefined): readonly Counted<Value>[] {
    return (kept?.["entries"] as readonly Counted<Value>[] | undefined) ?? none;
  }

  async function change<Result>(
    work: (entries: readonly Counted<Value>[]) => readonly [entries: readonly Counted<Value>[], result: Result],
  ): Promise<Result> {
    return store.exclusive(key, async () => {
      const [entries, result] = work(mustClear ? none : await read());
      if (entries.length === 0) await store.delete(key);
      else await store.set(key, { entries });
      mustClear = false;
      return result;
    });
  }

  const clear = (): Promise<void> => change(() => [none, undefined]);
  return {
    list: () => (mustClear ? clear().then(read) : read()),
    add(value, times) {
      const entry = { id: randomUUID(), at: nextMoment(), ...(times !== undefined && { left: times }), value };
      return change((entries) => [[...entries, entry], entry]);
    },
    take: (id) =>
      change((entries) => {
        const index = entries.findIndex((one) => one.id === id);
        const entry = entries[index];
        if (entry === undefined || entry.left === 0) return [entries, false];
        if (entry.left === undefined) return [entries, true];
        return [entries.with(index, { ...entry, left: entry.left - 1 }), true];
      }),
    remove: (id) =>
      change((entries) => {
        const kept = entries.filter((one) => one.id !== id);
        return [kept, kept.length < entries.length];
      }),
    clear,
    reset() {
      mustClear = true;
      // Where it fails, the next question tries again, and says so.
      clear().catch(() => undefined);
    },
  };
}

const none: readonly never[] = [];

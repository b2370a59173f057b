import { createQueues } from "./exclusive.ts";
import { createKeyTree } from "./key-tree.ts";
import type { Entries, EntryStore, StoredValue } from "./store.ts";

interface Kept {
  readonly value: StoredValue;
  /** When it goes, in milliseconds since 1970; infinite where only want of room takes it; undefined where it stays. */
  readonly until: number | undefined;
  /** Which change it came with. */
  readonly number: number;
}

/** What has gone is looked for once in so many changes, or a hundredth of the limit where that is less. */
const changesBetweenSweeps = 1_000;

/**
 * Keeps everything in this process. Of the values with a lifetime as many as the limit are kept, those that were
 * written last.
 */
export function createMemoryStore(limit = 100_000): EntryStore {
  const between = Math.min(changesBetweenSweeps, Math.max(1, Math.floor(limit / 100)));
  const values = new Map<string, Kept>();
  const keys = createKeyTree();
  /** The keys of values with a lifetime, those that were written longest ago first. */
  const passing = new Set<string>();
  const entries = new Map<string, Map<string, StoredValue>>();
  let changes = 0;
  let passed = 0;
  let forgotten = 0;

  function keep(key: string, value: StoredValue, until: number | undefined): void {
    changes += 1;
    if (!values.has(key)) keys.add(key);
    values.set(key, { value, until, number: changes });
  }

  function remove(key: string): void {
    if (values.delete(key)) keys.delete(key);
    passing.delete(key);
  }

  function isOver({ until }: Kept): boolean {
    return until !== undefined && until <= Date.now();
  }

  function sweep(): void {
    for (const key of passing) if (isOver(values.get(key)!)) remove(key);
  }

  function makeRoom(): void {
    passed += 1;
    if (passed % between === 0) sweep();
    for (const oldest of passing) {
      if (passing.size <= limit) return;
      if (!isOver(values.get(oldest)!)) forgotten += 1;
      remove(oldest);
    }
  }

  return {
    get(key) {
      const kept = values.get(key);
      if (kept === undefined || isOver(kept)) return undefined;
      return kept.value;
    },
    async set(key, value, lifetime) {
      passing.delete(key);
      keep(key, value, lifetime === undefined ? undefined : Date.now() + lifetime);
      if (lifetime === undefined) return;
      passing.add(key);
      makeRoom();
    },
    async delete(key) {
      remove(key);
      entries.delete(key);
    },
    entries: (key) => entriesOf(entries, key),
    async count(key) {
      const number = Number(values.get(key)?.value["number"] ?? 0) + 1;
      keep(key, { number }, undefined);
      return number;
    },
    async list(prefix) {
      const found = keys.startingWith(prefix).map((key) => [key, values.get(key)!] as const);
      const kept = found.filter(([, each]) => !isOver(each));
      return kept.sort(([, one], [, other]) => one.number - other.number).map(([key]) => key);
    },
    forgotten: () => forgotten,
    exclusive: createQueues(),
  };
}

/** The entries of a key, which are made with the first. */
function entriesOf(all: Map<string, Map<string, StoredValue>>, key: string): Entries {
  const names = (): ReadonlyMap<string, StoredValue> => all.get(key) ?? none;
  return {
    get: (name) => names().get(name),
    async set(name, value) {
      const own = all.get(key) ?? new Map<string, StoredValue>();
      all.set(key, own);
      own.set(name, value);
    },
    async delete(name) {
      all.get(key)?.delete(name);
    },
    size: () => names().size,
    slice(start, end = Number.POSITIVE_INFINITY) {
      const found: StoredValue[] = [];
      let position = 0;
      for (const value of names().values()) {
        if (position >= end) break;
        if (position >= start) found.push(value);
        position += 1;
      }
      return found;
    },
    position(name) {
      if (!names().has(name)) return undefined;
      let position = 0;
      for (const other of names().keys()) {
        if (other === name) return position;
        position += 1;
      }
      return undefined;
    },
    async replace(entries) {
      all.set(key, new Map(entries));
    },
  };
}

const none: ReadonlyMap<string, StoredValue> = new Map();

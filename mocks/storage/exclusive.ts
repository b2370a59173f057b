import { setTimeout as wait } from "node:timers/promises";
import { type Lease, LostLeaseError, StorageError, type Store } from "./store.ts";

/**
 * A lock that every process sees. It is lost when it is neither renewed nor released for `lockLifetime`, as when its
 * process was killed.
 */
export interface Lock {
  /** Says whether it is still this one's. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** Takes the lock of a key; gives nothing where somebody else has it. */
export type TryLock = (key: string) => Promise<Lock | undefined>;

/** Milliseconds after which a lock that nobody renewed is nobody's. */
export const lockLifetime = 1_500;

const patience = 30_000;
const shortestWait = 4;
const longestWait = 16;
/** A work that finds its lease ended so often is one that no lease is long enough for. */
const attempts = 5;

const ownLease: Lease = { check: () => undefined };

/** Works of one key one after the other, in this process. */
export function createQueues(): Store["exclusive"] {
  const queues = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = queues.get(key) ?? Promise.resolve();
    const next = () => work(ownLease);
    const running = before.then(next, next);
    queues.set(key, running);
    try {
      return await running;
    } finally {
      if (queues.get(key) === running) queues.delete(key);
    }
  };
}

/**
 * Works of one key one after the other in all processes that take the same locks. Rejects with a `StorageError` when a
 * lock is not to be had for 30 seconds.
 */
export function createExclusive(tryLock: TryLock): Store["exclusive"] {
  const inProcess = createQueues();
  return (key, work) =>
    inProcess(key, async () => {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        try {
          return await withLock(key, tryLock, work);
        } catch (error) {
          if (!(error instanceof LostLeaseError)) throw error;
        }
      }
      throw new StorageError(`the lock of "${key}" was lost ${attempts} times to another process`, { isPassing: true });
    });
}

async function withLock<Result>(
  key: string,
  tryLock: TryLock,
  work: (lease: Lease) => Promise<Result>,
): Promise<Result> {
  const taken = await takeLock(key, tryLock);
  const { lock } = taken;
  let { since } = taken;
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    if (await lock.renew()) since = asked;
  };
  // A renewal that fails is tried again at the next turn; until then the lock holds.
  const renewal = setInterval(() => void renew().catch(() => undefined), lockLifetime / 4);
  renewal.unref();
  try {
    return await work({
      check() {
        if (performance.now() - since >= lockLifetime) throw new LostLeaseError();
      },
    });
  } finally {
    clearInterval(renewal);
    // What was done is done; a lock that cannot be released ends by itself.
    await lock.release().catch(() => undefined);
  }
}

/** The lock, and since when it holds at least. */
async function takeLock(key: string, tryLock: TryLock): Promise<{ readonly lock: Lock; readonly since: number }> {
  const end = performance.now() + patience;
  for (let pause = shortestWait; performance.now() < end; pause = Math.min(pause * 1.5, longestWait)) {
    const since = performance.now();
    const lock = await tryLock(key);
    if (lock !== undefined) return { lock, since };
    // Not all that wait at the same moment.
    await wait(pause * (0.5 + Math.random() / 2));
  }
  const message = `the lock of "${key}" is held by another process for ${patience / 1000} seconds`;
  throw new StorageError(message, { isPassing: true });
}

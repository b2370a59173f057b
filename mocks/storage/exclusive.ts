import { setTimeout as wait } from "node:timers/promises";
import { StorageError, type Store } from "./store.ts";

/**
 * A lock that every process sees. It is lost when it is neither renewed nor released for `lockLifetime`, as when its
 * process was killed.
 */
export interface Lock {
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** Takes the lock of a key; gives nothing where somebody else has it. */
export type TryLock = (key: string) => Promise<Lock | undefined>;

/** Milliseconds after which a lock that nobody renewed is nobody's. */
export const lockLifetime = 10_000;

const patience = 30_000;
const shortestWait = 4;
const longestWait = 60;

/** Works of one key one after the other, in this process. */
export function createQueues(): Store["exclusive"] {
  const queues = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = queues.get(key) ?? Promise.resolve();
    const running = before.then(work, work);
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
      const lock = await takeLock(key, tryLock);
      // A renewal that fails is tried again at the next turn; until then the lock holds.
      const renewal = setInterval(() => void lock.renew().catch(() => undefined), lockLifetime / 4);
      renewal.unref();
      try {
        return await work();
      } finally {
        clearInterval(renewal);
        await lock.release();
      }
    });
}

async function takeLock(key: string, tryLock: TryLock): Promise<Lock> {
  const end = performance.now() + patience;
  for (let pause = shortestWait; performance.now() < end; pause = Math.min(pause * 1.5, longestWait)) {
    const lock = await tryLock(key);
    if (lock !== undefined) return lock;
    // Not all that wait at the same moment.
    await wait(pause * (0.5 + Math.random() / 2));
  }
  throw new StorageError(`the lock of "${key}" is held by another process for ${patience / 1000} seconds`);
}

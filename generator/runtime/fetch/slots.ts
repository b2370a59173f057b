import type { Call } from "./call.ts";
import { abortable } from "./clock.ts";

/**
 * A semaphore: no more attempts are under way at one time than there are slots. What it gives resolves when a slot is
 * free, in the order of the calls, with what releases it; it rejects with the reason of the call's signal, and gives up
 * waiting, when that is aborted before.
 *
 * Throws a RangeError for what is no number of requests.
 */
export function createSlots(concurrency: number): (call: Call) => Promise<() => void> {
  if (!(concurrency >= 1) || concurrency % 1 > 0)
    throw new RangeError(`concurrency is a whole number of requests from 1, not ${concurrency}`);
  let free = concurrency;
  // A set keeps its order of insertion, and removing from it takes no search.
  const waiting = new Set<() => void>();
  const release = () => {
    const [next] = waiting;
    if (!next) free += 1;
    else {
      waiting.delete(next);
      next();
    }
  };
  return async ({ signal }) => {
    signal.throwIfAborted();
    if (free > 0) free -= 1;
    else {
      let proceed = () => {};
      const turn = new Promise<void>((resolve) => {
        proceed = resolve;
        waiting.add(resolve);
      });
      // A slot that comes too late is for the next one.
      await abortable(turn, signal, release).finally(() => waiting.delete(proceed));
    }
    return release;
  };
}

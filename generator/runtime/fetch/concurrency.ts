/** Places for requests: no more are on their way at one time than there are places. */
export interface Places {
  /**
   * Resolves when a place is free, in the order of the calls, with what gives it back. Rejects with the signal's reason, and
   * leaves the queue, when that is aborted before.
   */
  take(signal: AbortSignal): Promise<() => void>;
}

/** So many places. */
export function createPlaces(limit: number): Places {
  let free = limit;
  // A set keeps the order in which it was filled, and whoever leaves is found at once.
  const waiting = new Set<() => void>();
  const giveBack = () => {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  };
  return {
    async take(signal) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else {
        await new Promise<void>((resolve, reject) => {
          const proceed = () => {
            waiting.delete(proceed);
            signal.removeEventListener("abort", leave);
            resolve();
          };
          const leave = () => {
            waiting.delete(proceed);
            reject(signal.reason);
          };
          signal.addEventListener("abort", leave, { once: true });
          waiting.add(proceed);
        });
      }
      return giveBack;
    },
  };
}

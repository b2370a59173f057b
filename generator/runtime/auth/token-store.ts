import type { Tokens } from "./tokens.ts";

/** Keeps the tokens of one user or client, for one process or many. */
export interface TokenStore {
  /** Undefined or null: there are none. */
  get(): Promise<Tokens | null | undefined> | Tokens | null | undefined;
  set(tokens: Tokens): Promise<void> | void;
  /**
   * Runs `work` while no other process that uses the store does, and gives its result. Without it, processes whose token
   * expires at one moment may each ask for a new one; where the server takes a refresh token once, those that are refused wait
   * for half a second for what the first one stored.
   */
  lock?<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A store in the memory of this process; providers that share it renew one after the other. */
export function memoryStore(tokens?: Tokens): TokenStore {
  let stored = tokens;
  let last: Promise<unknown> = Promise.resolve();
  return {
    get: () => stored,
    set(next) {
      stored = next;
    },
    lock(work) {
      const result = last.then(work);
      last = result.catch(() => {});
      return result;
    },
  };
}

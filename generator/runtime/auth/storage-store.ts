import { storedJson } from "../core/json.ts";
import type { TokenStore } from "./token-store.ts";
import { isTokens, type Tokens } from "./tokens.ts";

/** What a store needs of a storage: unstorage's has it, and so has `localStorage`. */
export interface TokenStorage {
  getItem(key: string): unknown;
  setItem(key: string, value: string): unknown;
}

/** How tokens are stored in a storage. */
export interface StorageStoreOptions {
  /** One for each user or client. Default: `tokens`. */
  readonly key?: string | undefined;
  /**
   * Runs work while no other process does: storages have no such thing of their own. Between tabs of a browser
   * `(work) => navigator.locks.request("tokens", work)` will do.
   */
  readonly lock?: TokenStore["lock"] | undefined;
}

/**
 * Keeps tokens in unstorage (Redis, a folder, …) or another storage for many processes, in plain JSON: whoever reads the
 * storage has the tokens.
 */
export function storageStore(storage: TokenStorage, { key = "tokens", lock }: StorageStoreOptions = {}): TokenStore {
  return {
    async get(): Promise<Tokens | undefined> {
      const value = storedJson(await storage.getItem(key));
      return isTokens(value) ? value : undefined;
    },
    async set(tokens) {
      await storage.setItem(key, JSON.stringify(tokens));
    },
    ...(lock && { lock }),
  };
}

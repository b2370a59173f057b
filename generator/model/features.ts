import type { Model } from "./model.ts";

/** Whether the API has scopes at all: without them a client knows nothing of any. */
export function hasScopes({ operations }: Model): boolean {
  return operations.some(({ scopes }) => scopes.length > 0);
}

/** Whether an operation gives its items page by page. */
export function hasPages({ operations }: Model): boolean {
  return operations.some(({ pages }) => pages !== undefined);
}

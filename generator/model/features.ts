import type { Model, Schema } from "./model.ts";

/** Whether the API has scopes at all; a client without them has nothing about scopes. */
export function hasScopes({ operations }: Model): boolean {
  return operations.some(({ scopes }) => scopes.length > 0);
}

/** Whether an operation returns its items page by page. */
export function hasPages({ operations }: Model): boolean {
  return operations.some(({ pages }) => pages !== undefined);
}

/** The schemas that the documents have, without what requests hold in place of some. */
export function publishedSchemas({ schemas }: Pick<Model, "schemas">): readonly Schema[] {
  return schemas.filter(({ inputOf }) => inputOf === undefined);
}

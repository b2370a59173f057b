import { mediaKind } from "./media-type.ts";
import type { Model, Schema } from "./model.ts";

/** Whether the API has scopes at all; a client without them has nothing about scopes. */
export function hasScopes({ operations }: Model): boolean {
  // asked again for each tag and each section; all operations are looked at once
  let known = scoped.get(operations);
  if (known === undefined) {
    known = operations.some(({ scopes }) => scopes.length > 0);
    scoped.set(operations, known);
  }
  return known;
}

const scoped = new WeakMap<Model["operations"], boolean>();

/** Whether an operation returns its items page by page. */
export function hasPages({ operations }: Model): boolean {
  return operations.some(({ pages }) => pages !== undefined);
}

/** Whether the response to an operation may be other than JSON, so that a caller reads it on. */
export function hasOpenBodies({ operations }: Model): boolean {
  return operations.some(({ responses }) =>
    responses.some(
      ({ status, content }) => /^(?:2|default)/.test(status) && content.some(({ type }) => mediaKind(type) !== "json"),
    ),
  );
}

/** The schemas that the documents have, without what requests hold in place of some. */
export function publishedSchemas({ schemas }: Pick<Model, "schemas">): readonly Schema[] {
  return schemas.filter(({ inputOf }) => inputOf === undefined);
}

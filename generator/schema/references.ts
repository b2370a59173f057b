import { hasReference, type JsonObject } from "../document/json.ts";

const beginning = "#/components/schemas/";

/** The reference to a named schema, as it is written in a resolved document. */
export function schemaReference(id: string): string {
  return `${beginning}${id}`;
}

/** The id in a reference to a named schema; undefined for a reference to anything else. */
export function schemaId(reference: string): string | undefined {
  return reference.startsWith(beginning) ? reference.slice(beginning.length) : undefined;
}

/** The id of the named schema that a schema refers to; undefined where it is no such reference. */
export function referredId(schema: unknown): string | undefined {
  return hasReference(schema) ? schemaId(schema.$ref) : undefined;
}

/** The ids of the named schemas that values refer to at any depth, be it by the mapping of a discriminator. */
export function referredIn(...roots: readonly unknown[]): Set<string> {
  const ids = new Set<string>();
  const seen = new Set<unknown>();
  const open: unknown[] = [...roots];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string") {
      const id = schemaId(value);
      if (id !== undefined) ids.add(id);
    }
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const child of Object.values(value) as unknown[]) open.push(child);
  }
  return ids;
}

/** How many references are followed from one to the next. */
const mostSteps = 1_000;

/**
 * Gives what a schema refers to, through further references, or the schema itself; undefined where that leads nowhere
 * or to itself.
 */
export type Resolve = (schema: unknown) => unknown;

/** `targetOf` gives what one reference leads to. */
export function resolver(targetOf: (reference: string) => unknown): Resolve {
  return (schema) => {
    if (!hasReference(schema)) return schema;
    const seen = new Set<unknown>();
    let target: unknown = schema;
    while (hasReference(target)) {
      if (seen.has(target) || seen.size >= mostSteps) return undefined;
      seen.add(target);
      target = targetOf(target.$ref);
    }
    return target;
  };
}

/** The contents of named schemas by id. */
export function contentsById(
  schemas: Iterable<{ readonly id: string; readonly schema: unknown }>,
): Map<string, unknown> {
  return new Map(Array.from(schemas, ({ id, schema }) => [id, schema]));
}

/** Follows references to named schemas; `contents` are these by id. */
export function namedSchemas(contents: ReadonlyMap<string, unknown>): Resolve {
  return resolver((reference) => {
    const id = schemaId(reference);
    return id === undefined ? undefined : contents.get(id);
  });
}

/**
 * What a reference within one document refers to (RFC 6901), such as `#/components/schemas/Pet`; undefined when that is
 * nothing.
 */
export function resolvePointer(document: JsonObject, reference: string): unknown {
  if (!reference.startsWith("#/")) return undefined;
  let value: unknown = document;
  for (const token of reference.slice(2).split("/")) {
    const key = decodeToken(token);
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

function decodeToken(token: string): string {
  let text = token;
  try {
    text = decodeURIComponent(token);
  } catch {
    // A stray percent sign stands for itself.
  }
  return text.replaceAll("~1", "/").replaceAll("~0", "~");
}

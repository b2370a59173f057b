/** An OpenAPI 3.0 document with the given paths. */
export function documentOf(
  paths: Record<string, unknown>,
  rest: Record<string, unknown> = {},
): Record<string, unknown> {
  return { openapi: "3.0.3", info: { title: "Test", version: "1" }, paths, ...rest };
}

/** A response 200 with a JSON body. */
export function json(schema: unknown, example?: unknown): Record<string, unknown> {
  return {
    "200": { description: "", content: { "application/json": { schema, ...(example !== undefined && { example }) } } },
  };
}

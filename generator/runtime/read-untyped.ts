import type { JsonParser } from "./description.ts";

/**
 * The body of a 2xx response about whose media type nothing is known: JSON if it parses, otherwise the text; undefined when
 * it is empty.
 */
export async function readUntyped(
  response: Response,
  _operation: string,
  parse: JsonParser = JSON.parse,
): Promise<unknown> {
  const body = await response.text();
  try {
    return parse(body);
  } catch {
    return body || undefined;
  }
}

import type { BodyDescription } from "./description.ts";

/** A body as the first of its writers that knows the media type and the value writes it; otherwise as JSON. */
export function writeBody(
  value: unknown,
  contentType: string | undefined,
  body: BodyDescription,
): readonly [body: BodyInit, contentType: string | null] {
  const type = contentType ?? body.content?.[0] ?? "application/json";
  for (const write of body.writers ?? []) {
    const written = write(value, type, body);
    if (written) return written;
  }
  return [JSON.stringify(value), type];
}

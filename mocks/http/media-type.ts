/** True for `application/json` and every type with the suffix `+json` (RFC 6839), parameters aside. */
export function isJson(mediaType: string | undefined): boolean {
  return mediaType !== undefined && /^application\/(?:json|[^;\s]+\+json)\s*(?:;|$)/i.test(mediaType);
}

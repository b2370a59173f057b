/**
 * The identity of an operation: its method and its path with anonymous template variables, `GET /tickets/{}/comments`.
 * Fragments, queries and trailing slashes are kept. White space and control characters are percent-encoded, as on the
 * wire, so that a key contains exactly one space.
 */
export function operationKey(method: string, path: string): string {
  return `${encodeBlanks(method.toUpperCase())} ${encodeBlanks(path.replace(templateVariable, "{}"))}`;
}

/** A variable of a path template, including its braces. */
export const templateVariable: RegExp = /\{[^{}]*\}/g;

/** The path with white space and control characters percent-encoded. */
export function encodeBlanks(text: string): string {
  return text.replace(/[\s\p{Cc}]/gu, (character) => encodeURIComponent(character));
}

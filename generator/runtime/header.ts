/**
 * The value itself if a header can carry it; otherwise a TypeError that does not repeat it, for it may be a secret. Line
 * ends would add headers, and characters beyond Latin-1 cannot be sent.
 */
export function headerValue(what: string, value: string): string {
  if (/[^\t -~\x80-\xff]/.test(value)) throw new TypeError(`${what} has a character that no header can carry`);
  return value;
}

import { redacted } from "../http/redact.ts";

/** Whether two texts are the same where nothing is redacted: `[redacted]` in either stands for any text. */
export function isSameText(a: string, b: string): boolean {
  return a === b || fits(a, b) || fits(b, a);
}

function fits(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split(redacted);
  const last = rest.pop();
  if (last === undefined || !text.startsWith(first)) return false;
  let start = first.length;
  for (const literal of rest) {
    const next = text.indexOf(literal, start);
    if (next === -1) return false;
    start = next + literal.length;
  }
  return text.length - last.length >= start && text.endsWith(last);
}

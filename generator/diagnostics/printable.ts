/** Text of a document that cannot steer a terminal: what has no form, or turns the direction, is a mark instead. */
export function withoutControls(text: string): string {
  return text.replace(/(?![\t\n])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** Paragraphs in Markdown; undefined where there is nothing to say. */
export type Paragraphs = readonly string[] | undefined;

/** A block of TypeScript. */
export function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``;
}

/** The first names of a list as prose, and how many others there are. */
export function listOf(spans: readonly string[], longest = 8): string {
  const shown = spans.length > longest + 1 ? spans.slice(0, longest) : spans;
  const others = spans.length - shown.length;
  return [...shown, ...(others > 0 ? [`${others} others`] : [])].join(", ").replace(/, (?=[^,]*$)/, " and ");
}

/** A number of things: `1 operation`, `2 operations`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

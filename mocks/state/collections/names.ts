import { createHash } from "node:crypto";

/** A name by which `ticketId`, `ticket_id` and `ticket-id` are the same. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** The words of a name: `issue_number` and `issueNumber` have two. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** An English plural's singular, as far as it follows from its letters: `categories` gives `category`. */
export function singularOf(name: string): string {
  if (/ies$/i.test(name)) return `${name.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/i.test(name)) return name.slice(0, -2);
  return name.replace(/s$/i, "");
}

const longestSegment = 100;

/** Any text as a segment of a store's key; one that would be too long by its digest. */
export function segmentOf(text: string): string {
  const segment = text.replaceAll(/[^A-Za-z0-9-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
  return segment.length > longestSegment || segment === ""
    ? `_.${createHash("sha256").update(text).digest("hex")}`
    : segment;
}

/** The text that a segment stands for; undefined where it has its digest alone. */
export function textOfSegment(segment: string): string | undefined {
  if (segment.startsWith("_.")) return undefined;
  return segment.replaceAll(/_([\da-f]+)_/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

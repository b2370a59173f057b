/**
 * The boundaries through which text from a document reaches code: whatever it holds, it comes out as one comment, one
 * literal, or one name. There is no other way.
 */

/**
 * Control and format characters, those that turn the direction of text among them; not line ends, tabs, and the joiner
 * of emoji.
 */
const unprintable = /(?![\t\n\u200d])[\p{Cc}\p{Cf}]/gu;

/** Text for the inside of a block comment: it cannot end the comment, and begins no tag of its own. */
export function commentText(text: string): string {
  // nothing in it ends a comment, begins a tag or a line, or does not show
  if (/^[\x20-\x29\x2b-\x2e0-?A-~]*$/.test(text)) return text.trim();
  return plainText(text)
    .replaceAll("*/", "*\\/")
    .replaceAll("/*", "/\\*")
    .replace(/(?<=^|[\s{])@/gm, "\\@")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Alternatives of sets as prose: "`a` and `b`, or `c`". */
export function scopesText(scopes: readonly (readonly string[])[]): string {
  return scopes
    .map((set) =>
      set.map((scope) => `\`${commentText(scope).replace(/\s+/g, " ").replaceAll("`", "'")}\``).join(" and "),
    )
    .join(", or ");
}

/** Text for one line of prose or of a heading in Markdown: no markup, no links, no HTML of its own. */
export function markdownText(text: string): string {
  return plainText(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>|#!~]/g, "\\$&");
}

/** A code span for one line of Markdown: a text cannot end it. */
export function codeSpan(text: string): string {
  return `\`${plainText(text).replace(/\s+/g, " ").replaceAll("`", "'").trim() || " "}\``;
}

/** A JavaScript literal for JSON data. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return entries.length === 0
      ? "{}"
      : `{ ${entries.map(([key, entry]) => `${propertyKey(key)}: ${literal(entry)}`).join(", ")} }`;
  }
  if (typeof value === "bigint") return `${value}n`;
  return stringEscapes(JSON.stringify(value) ?? "undefined");
}

/** A property name as it is written in an object literal. `__proto__` is computed, or it would set the prototype. */
export function propertyKey(key: string): string {
  return key === "__proto__" ? '["__proto__"]' : memberName(key);
}

/** A property name as it is written in a type. */
export function memberName(key: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key) ? key : stringEscapes(JSON.stringify(key));
}

/** Text without what does not show, its lines ended by line feeds. */
function plainText(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n").replace(unprintable, "");
}

function stringEscapes(text: string): string {
  if (/^[\x20-;=-~]*$/.test(text)) return text;
  return text
    .replace(/[\u2028\u2029]/g, unicodeEscape)
    .replace(unprintable, unicodeEscape)
    .replaceAll("</", "<\\/");
}

function unicodeEscape(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

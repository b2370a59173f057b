import { withoutControls } from "./printable.ts";

/** A text of a document that means nothing in Markdown: no markup, no HTML, no mention of anybody, no address. */
export function plain(text: string): string {
  const line = withoutControls(text).replaceAll(/[\n\u2028\u2029]/g, "\ufffd");
  // GitHub makes a link of what begins with `www.`, too
  return line.replace(/[\\`*_{}[\]()#!|~<>&@:]|(?<=www)\./gi, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** The same as code. */
export function inline(text: string): string {
  return `<code>${plain(text)}</code>`;
}

/** A sentence with code in it. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (/^`[^`]*`$/.test(part) ? inline(part.slice(1, -1)) : plain(part)))
    .join("");
}

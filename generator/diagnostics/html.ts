import { createHash } from "node:crypto";
import { withoutControls } from "./printable.ts";

/** Markup that is safe to be part of other markup. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What markup is made of: text and numbers are escaped, `undefined` is nothing. */
export type Part = Html | string | number | readonly Part[] | undefined;

/** Markup with every part that is none escaped. */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(fixed.map((text, index) => text + (index < parts.length ? markupOf(parts[index]) : "")).join(""));
}

function markupOf(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(markupOf).join("");
  return escaped(String(part));
}

/** Text of a document as text of HTML, in an attribute too; it cannot change the direction of what follows. */
export function escaped(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (letter) => entities[letter]!);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What a page has of its own. */
export interface HtmlPage {
  readonly title: string;
  readonly style: string;
  /** Run after the body was read. */
  readonly script?: string;
  readonly body: Html;
}

/** One page that needs nothing else: no network, and by its policy no style or script but its own. */
export function htmlPage({ title, style, script, body }: HtmlPage): string {
  const policy = [
    "default-src 'none'",
    `style-src ${sourceOf(style)}`,
    ...(script === undefined ? [] : [`script-src ${sourceOf(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy.join("; "))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${body}
${script === undefined ? undefined : html`<script>${new Html(script)}</script>\n`}</body>
</html>
`.text;
}

/** A text as a source of a policy (Content Security Policy Level 3, section 2.3.1). */
function sourceOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

import type { JSX } from "preact";
import { Code } from "./code.tsx";

/** The most characters that are shown of one value. */
const mostCharacters = 50_000;

/** The parts of JSON as it is printed: names, strings, numbers, words, and what is between. */
const token = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

/** A value as JSON in colours; every part of it is text. */
export function Json({ value, label }: { readonly value: unknown; readonly label: string }): JSX.Element {
  const whole = JSON.stringify(value, undefined, 2) ?? "undefined";
  const text = whole.slice(0, mostCharacters);
  const rest = whole.length - text.length;
  return (
    <Code label={label}>
      <code>{coloured(text)}</code>
      {rest > 0 && <span class="quiet">{`\n… ${rest} more characters`}</span>}
    </Code>
  );
}

function coloured(text: string): (JSX.Element | string)[] {
  const parts: (JSX.Element | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [all, string, colon] = match;
    if (match.index > end) parts.push(text.slice(end, match.index));
    end = match.index + all.length;
    if (string !== undefined && colon !== undefined) parts.push(<span class="json-name">{string}</span>, colon);
    else if (string !== undefined) parts.push(<span class="json-string">{string}</span>);
    else parts.push(<span class={/^[-\d]/.test(all) ? "json-number" : "json-word"}>{all}</span>);
  }
  parts.push(text.slice(end));
  return parts;
}

/** A text as it is: what is not JSON. */
export function PlainText({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  return (
    <Code label={label}>
      <code>{text.slice(0, mostCharacters)}</code>
      {text.length > mostCharacters && (
        <span class="quiet">{`\n… ${text.length - mostCharacters} more characters`}</span>
      )}
    </Code>
  );
}

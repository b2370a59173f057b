import type { JSX } from "preact";
import { Json, PlainText } from "./json.tsx";

interface BodyProps {
  readonly text?: string | undefined;
  readonly base64?: string | undefined;
  readonly label: string;
}

/** A body: JSON in colours where it is JSON, else its text; of bytes how many there are. */
export function Body({ text, base64, label }: BodyProps): JSX.Element {
  if (base64 !== undefined) return <PlainText label={label} text={`${byteCount(base64)} bytes, Base64:\n${base64}`} />;
  if (text === undefined) return <p class="quiet">No body</p>;
  const value = parsed(text);
  return value === undefined ? <PlainText label={label} text={text} /> : <Json label={label} value={value.json} />;
}

function byteCount(base64: string): number {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}

function parsed(text: string): { readonly json: unknown } | undefined {
  if (!/^\s*[{["]/.test(text)) return undefined;
  // A number that JavaScript does not hold would be shown as another.
  if (/\d{16}/.test(text)) return undefined;
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

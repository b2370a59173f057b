import { isJson } from "../http/media-type.ts";
import { parseExactJson, writeExactJson } from "./exact-json.ts";
import type { RecordedBody } from "./recording.ts";

/** A body by its media type: JSON as a structure, what is text as text, anything else as base64; undefined when it is empty. */
export function toRecordedBody(bytes: Uint8Array | undefined, mediaType: string | undefined): RecordedBody | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  const text = textOf(bytes);
  if (text === undefined) return { base64: Buffer.from(bytes).toString("base64") };
  return (isJson(mediaType) ? jsonOf(text) : undefined) ?? { text };
}

/** The bytes of a body; JSON without spaces. */
export function bytesOf(body: RecordedBody | undefined): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if ("json" in body) return Buffer.from(writeExactJson({ value: body.json, numbers: body.numbers ?? [] }));
  return "text" in body ? Buffer.from(body.text) : Buffer.from(body.base64, "base64");
}

/** JSON as a structure; undefined where the text is not JSON, or is nested too deeply. */
export function jsonOf(text: string): Extract<RecordedBody, { readonly json: unknown }> | undefined {
  try {
    const { value, numbers } = parseExactJson(text);
    return { json: value, ...(numbers.length > 0 && { numbers }) };
  } catch {
    return undefined;
  }
}

/** The text of bytes that are nothing but text: UTF-8 without control characters. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what makes bytes no text
    return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

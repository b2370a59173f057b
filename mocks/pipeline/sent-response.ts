import { createHash } from "node:crypto";
import type { Redaction } from "../http/redact.ts";
import type { MockResponse } from "../http/response.ts";
import type { Reason } from "./reason.ts";

/** A response as it was sent. */
export interface SentResponse {
  /** Names are in lower case, several values joined by commas; credentials are redacted. Without those of CORS. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, or its beginning; left out where there is none, and where it has the tokens of an OAuth endpoint. */
  readonly text?: string;
  /** A body that is no text, or its beginning, in Base64. */
  readonly base64?: string;
  /** Of a longer body than the journal keeps: the length and the SHA-256 digest of all of it. */
  readonly cutBody?: { readonly bytes: number; readonly sha256: string };
}

interface ShownWith {
  readonly redaction: Redaction;
  readonly reason: Reason | undefined;
  /** The most bytes of a body. */
  readonly bodyBytes: number;
}

/** Shows a response; of a stream all that it would have sent. */
export function sentResponse(response: MockResponse, { redaction, reason, bodyBytes }: ShownWith): SentResponse {
  const { headers, body, transmission } = response;
  const byName = new Map<string, string>();
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    const before = byName.get(name);
    byName.set(name, [...(before === undefined ? [] : [before]), value].flat().join(", "));
  }
  const shown = redaction.headers(Object.fromEntries(byName));
  const sent = transmission?.kind === "paced" ? transmission.pieces.join("") : body;
  if (sent === undefined || sent.length === 0 || reason?.kind === "oauth") return { headers: shown };
  const bytes = Buffer.from(sent as string);
  const isCut = bytes.length > bodyBytes;
  const start = isCut ? bytes.subarray(0, bodyBytes) : bytes;
  return {
    headers: shown,
    ...(isText(start) ? { text: start.toString("utf8") } : { base64: start.toString("base64") }),
    ...(isCut && { cutBody: { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") } }),
  };
}

/** Whether bytes are UTF-8 without the control characters of other data; a character may be cut at the end. */
function isText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells bytes from text
    return !/[\x00-\x08\x0e-\x1a]/.test(text);
  } catch {
    return false;
  }
}

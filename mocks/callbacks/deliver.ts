import type { JsonObject } from "../../generator/document/json.ts";
import type { SentOperation } from "../document/sent-operations.ts";
import { isJson } from "../http/media-type.ts";
import type { SentEntry } from "../pipeline/request-log.ts";
import { createResponseValidator } from "../validation/response-validator.ts";
import type { Violation } from "../validation/violation.ts";
import { asServed, type SentMessage } from "./sent-message.ts";

/** What a receiver responded with. */
export interface Receipt {
  readonly status: number;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as a value, other text as a text, anything else as bytes; undefined where there is none. */
  readonly body: unknown;
  /** How the request and its response break the document. */
  readonly violations: readonly Violation[];
}

/** A webhook, or a callback, that nobody received. */
export class NotReceivedError extends Error {
  override readonly name = "NotReceivedError";
}

/** A message, and where it goes. */
export interface Delivery {
  readonly operation: SentOperation;
  readonly url: string;
  /** Why nothing may be sent there. */
  readonly refusal: string | undefined;
  /** Rejects where there is nothing to send. */
  readonly message: () => Promise<SentMessage>;
}

/** How long a receiver has, in milliseconds. */
const timeLimit = 2_000;

/** The largest response that is read, in bytes. */
const bodyLimit = 10 * 1024 * 1024;

/**
 * Sends messages and writes them down, with how they and the responses to them break the document. Redirects are not
 * followed.
 *
 * @throws {NotReceivedError} where nothing was received, which is written down too.
 */
export function createDeliver(
  openapi: JsonObject,
  add: (entry: SentEntry) => void,
): (delivery: Delivery) => Promise<Receipt> {
  return async ({ operation, url: address, refusal, message }) => {
    const { name, method, callback } = operation;
    const start = performance.now();
    let url = address;
    let sent: SentMessage | undefined;
    const write = (status: number, violations: readonly Violation[]) => {
      const kind = callback === undefined ? { webhook: name } : { callback: name };
      const headers = Object.fromEntries((sent?.headers ?? []).map(([header, value]) => [header.toLowerCase(), value]));
      const duration = performance.now() - start;
      add({ ...kind, method, url, headers, status, duration, violations, body: sent?.body });
    };
    try {
      if (refusal !== undefined) throw new Error(refusal);
      sent = await message();
      url = withQuery(address, sent.query);
      const received = await fetch(url, {
        method,
        headers: sent.headers.map(([header, value]): [string, string] => [header, value]),
        redirect: "manual",
        signal: AbortSignal.timeout(timeLimit),
        ...(sent.body !== undefined && { body: sent.body as BodyInit }),
      });
      const headers = Object.fromEntries(received.headers);
      const bytes = await bytesOf(received);
      const validate = createResponseValidator(asServed(name, operation.description), openapi);
      const found = await validate({ status: received.status, headers, body: bytes });
      const violations = [
        ...sent.violations,
        ...found.map((violation) => ({ ...violation, source: "receiver" as const })),
      ];
      write(received.status, violations);
      return { status: received.status, headers, body: bodyOf(bytes, headers["content-type"]), violations };
    } catch (error) {
      const kind = callback === undefined ? "webhook" : "callback";
      const reason = `The ${kind} ${name} was not received: ${reasonOf(error)}`;
      const failure = { location: ["request"], severity: "Warning", code: "callback", source: "request" } as const;
      write(0, [...(sent?.violations ?? []), { ...failure, message: reason }]);
      throw new NotReceivedError(reason, { cause: error });
    }
  };
}

/** `fetch` says the reason in its cause alone. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== "" ? `${message}: ${cause.message}` : String(message);
}

function withQuery(address: string, query: string): string {
  if (query === "") return address;
  const url = new URL(address);
  url.search = url.search === "" ? query : `${url.search}&${query}`;
  return String(url);
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > bodyLimit) throw new Error(`the response has more than ${bodyLimit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function bodyOf(bytes: Uint8Array, mediaType = ""): unknown {
  if (bytes.length === 0) return undefined;
  const text = new TextDecoder().decode(bytes);
  if (isJson(mediaType)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  return mediaType === "" || /^text\/|[/+]xml\b/i.test(mediaType) ? text : bytes;
}

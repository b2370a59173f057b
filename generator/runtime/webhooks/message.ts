/** What visits each header, such as a `Headers`. */
interface HeaderList {
  forEach(visit: (value: string, name: string) => void): void;
}

/**
 * A request as servers have it: a `Request` of the fetch standard, an `IncomingMessage` of Node.js whose body is not
 * read yet, or an object with its headers and the raw body.
 */
export interface WebhookRequest {
  /** A `Headers`, or an object; names are in any case. */
  readonly headers:
    | HeaderList
    | { readonly [name: string]: string | readonly string[] | undefined };
  /** The address, or its path and query; for webhooks with query parameters. */
  readonly url?: string | undefined;
  /** The raw body: a string, bytes, or a stream of bytes. Not one that is parsed already. */
  readonly body?: unknown;
  arrayBuffer?(): Promise<ArrayBuffer>;
}

/** A request as it was sent, before anything is parsed. */
export interface WebhookMessage {
  /** By name in lower case; what was sent several times is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body, byte for byte. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The raw body as text. */
  readonly text: string;
  readonly url: string | undefined;
}

/**
 * Reads a request to its end. Throws a TypeError where its body has been parsed already: no signature can be checked
 * then, and long integers have lost their digits.
 */
export async function readMessage(request: WebhookRequest): Promise<WebhookMessage> {
  const bytes = await bytesOf(request);
  return {
    headers: headersOf(request.headers),
    bytes,
    text: new TextDecoder().decode(bytes),
    url: request.url,
  };
}

function headersOf(given: WebhookRequest["headers"]): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  if (typeof given["forEach"] === "function") {
    (given as HeaderList).forEach((value, name) => {
      headers[name.toLowerCase()] = value;
    });
    return headers;
  }
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    const text = Array.isArray(value) ? value.join(", ") : (value as string | undefined);
    if (text !== undefined) headers[key] = key in headers ? `${headers[key]}, ${text}` : text;
  }
  return headers;
}

async function bytesOf(request: WebhookRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof request.arrayBuffer === "function") return new Uint8Array(await request.arrayBuffer());
  const body = request.body ?? (isAsyncIterable(request) ? request : "");
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (ArrayBuffer.isView(body))
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  if (!isAsyncIterable(body))
    throw new TypeError("the body of the webhook is parsed already; give its raw text or bytes");
  const parts: (string | Uint8Array<ArrayBuffer>)[] = [];
  for await (const part of body) parts.push(part as Uint8Array<ArrayBuffer>);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return (
    typeof (value as { [Symbol.asyncIterator]?: unknown })[Symbol.asyncIterator] === "function"
  );
}

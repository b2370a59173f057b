import { abortable } from "./clock.ts";

/** The beginning of a body: all of it, or what was read ahead and a reader of the rest. */
export interface BodyStart {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  readonly rest: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  /** Why the body of an error ended too early. */
  readonly failure?: { readonly error: unknown };
}

/** Bytes; the caller reads what is beyond them. */
const limit = 2 ** 20;

/**
 * Reads the body of an error, or of JSON, so that one that breaks off or hangs fails the attempt, which can be
 * repeated, and not the caller. Bodies of other types may be endless, or wanted piece by piece: none of them is read.
 * Undefined where there is no body. Rejects where that of a 2xx response breaks off; of an error, the status and the
 * headers are worth more.
 */
export async function readAhead(
  response: Response,
  signal: AbortSignal,
): Promise<BodyStart | undefined> {
  if (!canReplaceBody(response)) return undefined;
  const rest = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  if (response.ok && !isWholeJson(response.headers.get("Content-Type"))) return { chunks, rest };
  try {
    for (let size = 0; size <= limit; ) {
      const { done, value } = await abortable(rest.read(), signal);
      if (done) return { chunks, rest: undefined };
      chunks.push(value);
      size += value.byteLength;
    }
  } catch (error) {
    rest.cancel(error).catch(() => {});
    if (response.ok) throw error;
    return { chunks, rest: undefined, failure: { error } };
  }
  return { chunks, rest };
}

/** The bytes of chunks in one piece. */
export function joinChunks(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((size, { byteLength }) => size + byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** `application/json` and types with its suffix, but not lines or sequences of JSON, which are streams. */
function isWholeJson(contentType: string | null): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(contentType ?? "");
}

/** Whether its body can be replaced: `fetch` returns statuses with which no Response can be made. */
function canReplaceBody({ body, status }: Response): boolean {
  return body !== null && status >= 200 && status <= 599;
}

/** The methods that read a whole body. */
const readers = ["arrayBuffer", "blob", "bytes", "formData", "json", "text"] as const;
type Readers = { readonly [Name in (typeof readers)[number]]?: () => Promise<unknown> };

/**
 * A response with another body and everything else the same, its URL included. `asError` makes the error of a body that
 * cannot be read: Chromium has a TypeError for everything that goes wrong in a stream.
 */
export function withBody(
  response: Response,
  body: ConstructorParameters<typeof Response>[0],
  asError: (error: unknown) => unknown = (error) => error,
): Response {
  const other = new Response(body, response);
  const same: { [name: string]: unknown } = {
    url: response.url,
    redirected: response.redirected,
    type: response.type,
  };
  for (const name of readers) {
    const read = (other as unknown as Readers)[name];
    if (!read) continue;
    same[name] = () =>
      read.call(other).catch((error: unknown) => {
        throw asError(error);
      });
  }
  same["clone"] = () => {
    const copy = Response.prototype.clone.call(other);
    return withBody(response, copy.body!, asError);
  };
  for (const [name, value] of Object.entries(same)) Object.defineProperty(other, name, { value });
  return other;
}

/** What ends a body that the caller reads, and who is told. */
export interface OpenBodyOptions {
  /** When it is aborted, the body ends with its reason. */
  readonly signal: AbortSignal;
  /** Makes the error of a body that breaks off. */
  asError(error: unknown): unknown;
  /** Called once the body has ended, in whatever way. */
  done(): void;
}

/** A body that the caller reads: what was read ahead, then the rest. `failure` returns the error that ended it. */
export function openBody(
  { chunks, rest }: BodyStart,
  { signal, asError, done }: OpenBodyOptions,
): {
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  failure(): { readonly error: unknown } | undefined;
} {
  const reader = rest!;
  let failure: { readonly error: unknown } | undefined;
  const end = () => {
    signal.removeEventListener("abort", abort);
    done();
  };
  let abort = () => {};
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        abort = () => {
          failure = { error: signal.reason };
          controller.error(signal.reason);
          reader.cancel(signal.reason).catch(() => {});
          end();
        };
        if (signal.aborted) abort();
        else signal.addEventListener("abort", abort, { once: true });
      },
      async pull(controller) {
        try {
          const { done: isOver, value } = await reader.read();
          if (!isOver) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          failure ??= { error: asError(error) };
          controller.error(failure.error);
        }
        end();
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, failure: () => failure };
}

const utf8 = /* @__PURE__ */ new TextDecoder();

/** The response with its body, which has been read already. */
export function withReadBody(response: Response, content: Uint8Array<ArrayBuffer>): Response {
  return new ReadResponse(response, content) as unknown as Response;
}

/** Its members are declared otherwise by each library of types, so that no class could override them all. */
const PlatformResponse: new (body: null, init: Response) => object = Response;

/**
 * A response whose body has been read already, and everything else the same, its URL included. A second Response with
 * these bytes would do as well, but the stream that it makes of them takes longer than the rest of a call. The platform
 * itself, such as a cache, finds no body in it, but in its clones.
 */
class ReadResponse extends PlatformResponse {
  readonly #response: Response;
  readonly #content: Uint8Array<ArrayBuffer>;
  #isRead = false;
  /** Made when more than the text is wanted. */
  #opened: Response | undefined;

  constructor(response: Response, content: Uint8Array<ArrayBuffer>) {
    super(null, response);
    this.#response = response;
    this.#content = content;
  }

  get url(): string {
    return this.#response.url;
  }

  get redirected(): boolean {
    return this.#response.redirected;
  }

  get type(): Response["type"] {
    return this.#response.type;
  }

  get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.#open().body;
  }

  get bodyUsed(): boolean {
    return this.#isRead || (this.#opened?.bodyUsed ?? false);
  }

  async text(): Promise<string> {
    if (this.#opened || this.#isRead) return this.#open().text();
    this.#isRead = true;
    return utf8.decode(this.#content);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#open().arrayBuffer();
  }

  /** Newer than the other readers, so some platforms do not have it. */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  blob(): Promise<Blob> {
    return this.#open().blob();
  }

  formData(): Promise<FormData> {
    return this.#open().formData();
  }

  clone(): Response {
    if (this.bodyUsed) return this.#open().clone();
    return withBody(this.#response, this.#content);
  }

  #open(): Response {
    this.#opened ??= new Response(this.#content, this.#response);
    // A second read gets the error of the platform.
    if (this.#isRead && !this.#opened.bodyUsed) this.#opened.body?.cancel().catch(() => {});
    return this.#opened;
  }
}

import type { Call } from "./call.ts";
import { abortable, whenAborted } from "./clock.ts";

/** The beginning of a body: all of it, or what was read ahead and a reader of the rest. */
export interface BodyStart {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  readonly rest?: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
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
  const { body, ok, status } = response;
  // `fetch` returns statuses with which no Response can be made.
  if (!body || status < 200 || status > 599) return undefined;
  const rest = (body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  if (ok && !wholeJson.test(response.headers.get("Content-Type") ?? "")) return { chunks, rest };
  try {
    for (let size = 0; size <= limit; ) {
      const { done, value } = await abortable(rest.read(), signal);
      if (done) return { chunks };
      chunks.push(value);
      size += value.byteLength;
    }
  } catch (error) {
    rest.cancel(error).catch(() => {});
    if (ok) throw error;
    return { chunks, failure: { error } };
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
const wholeJson = /^[^;]*[/+]json\s*(?:;|$)/i;

/**
 * The response with a body that the caller reads: what was read ahead, then the rest. It is a part of the call, and
 * ends with it.
 */
export function openBody(response: Response, { chunks, rest }: BodyStart, call: Call): Response {
  const release = call.hold();
  const { signal, unref } = call.box;
  unref();
  let failure: [error: unknown] | undefined;
  let ignore = () => {};
  const end = () => {
    ignore();
    release();
  };
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        ignore = whenAborted(signal, () => {
          const { reason } = signal;
          failure = [reason];
          controller.error(reason);
          rest!.cancel(reason).catch(() => {});
          end();
        });
      },
      async pull(controller) {
        try {
          const { done: isOver, value } = await rest!.read();
          if (!isOver) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          failure ??= [call.broken(error)];
          controller.error(failure[0]);
        }
        end();
      },
      cancel(reason) {
        end();
        return rest!.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  // Chromium has a TypeError for everything that goes wrong in a stream.
  return withBody(response, stream, (error) => (failure ?? [error])[0]);
}

/** Reads bytes as text. Not every version of the types of Node has a type for it. */
export const utf8: { decode(bytes: Uint8Array): string } = /* @__PURE__ */ new TextDecoder();

type Body = ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>;

/** The response with another body. `asError` makes the error of one that cannot be read. */
export function withBody(
  response: Response,
  body: Body,
  asError: (error: unknown) => unknown = (error) => error,
): Response {
  return new OtherResponse(response, body, asError) as unknown as Response;
}

/** The response with its body, which has been read already. */
export function withReadBody(response: Response, content: Uint8Array<ArrayBuffer>): Response {
  return new OtherResponse(response, content) as unknown as Response;
}

/** Its members are declared otherwise by each library of types, so that no class could override them all. */
const PlatformResponse: new (body: Body | null, init: Response) => object = Response;

/**
 * A response with another body, and everything else the same, its URL included. Of one that has been read already, for
 * which there is no `asError`, the platform makes no stream before it must, since that takes longer than the rest of a
 * call; the platform itself, such as a cache, finds no body in it, but in its clones.
 */
class OtherResponse extends PlatformResponse {
  readonly #response: Response;
  readonly #body: Body;
  readonly #asError: ((error: unknown) => unknown) | undefined;
  /** What has the body for the platform; made when more than the text of a body that was read is wanted. */
  #opened: object | undefined;
  #isRead = false;

  constructor(response: Response, body: Body, asError?: (error: unknown) => unknown) {
    super(asError ? body : null, response);
    this.#response = response;
    this.#body = body;
    this.#asError = asError;
    if (asError) this.#opened = this;
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
    return this.#get("body") as ReadableStream<Uint8Array<ArrayBuffer>> | null;
  }

  get bodyUsed(): boolean {
    return this.#isRead || (this.#get("bodyUsed") as boolean);
  }

  async text(): Promise<string> {
    if (this.#opened || this.#isRead) return this.#read("text") as Promise<string>;
    this.#isRead = true;
    return utf8.decode(this.#body as Uint8Array);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read("arrayBuffer") as Promise<ArrayBuffer>;
  }

  /** Newer than the other readers, so some platforms do not have it. */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  blob(): Promise<Blob> {
    return this.#read("blob") as Promise<Blob>;
  }

  formData(): Promise<FormData> {
    return this.#read("formData") as Promise<FormData>;
  }

  clone(): Response {
    const { body } = (this.#get("clone") as () => Response).call(this.#opened);
    return withBody(this.#response, body as ReadableStream<Uint8Array<ArrayBuffer>>, this.#asError);
  }

  async #read(name: keyof Response): Promise<unknown> {
    try {
      return await (this.#get(name) as () => unknown).call(this.#opened);
    } catch (error) {
      throw this.#asError ? this.#asError(error) : error;
    }
  }

  /** What the platform has under that name. */
  #get(name: keyof Response): unknown {
    this.#opened ??= new PlatformResponse(this.#body, this.#response);
    const get = (name: keyof Response): unknown =>
      Reflect.get(Response.prototype, name, this.#opened);
    // A second read gets the error of the platform.
    if (this.#isRead && !get("bodyUsed"))
      (get("body") as Response["body"])?.cancel().catch(() => {});
    return get(name);
  }
}

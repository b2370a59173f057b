import { brokenBy, type Call, type Outcome } from "./call.ts";
import { abortable } from "./clock.ts";
import { type BodyStart, utf8 } from "./response-body.ts";

/** The response for the caller, whose body is read on within the call; undefined where an operation reads all of it. */
export function openResponse({ response, body }: Outcome, call: Call): Response | undefined {
  if (!response?.body || response.status > 599) return response;
  // Chromium has an empty stream for those that never have content, and refuses any other.
  if ([204, 205, 304].includes(response.status)) return undefined;
  if (!body) return openBody(response, { bytes: new Uint8Array(), rest: readerOf(response) }, call);
  if (body.rest) return openBody(response, body, call);
  // An operation reads its response itself; other callers, such as a service worker, may hand it to the platform.
  return call.request.description ? undefined : withBody(response, body.bytes);
}

function readerOf({ body }: Response): BodyStart["rest"] {
  return (body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
}

/**
 * The response with a body that the caller reads: what was read ahead, then the rest. It is a part of the call, and
 * ends with it.
 */
function openBody(response: Response, { bytes, rest }: BodyStart, call: Call): Response {
  const release = call.hand?.();
  let failure: [error: unknown] | undefined;
  const ahead = bytes.length ? [bytes] : [];
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const value = ahead.shift() ?? (await abortable(rest!.read(), call.signal)).value;
          if (value) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          failure = [call.signal.aborted ? error : brokenBy(error, call)];
          controller.error(failure[0]);
          rest!.cancel(error).catch(() => {});
        }
        release?.();
      },
      cancel(reason) {
        release?.();
        return rest!.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  // Chromium has a TypeError for everything that goes wrong in a stream.
  return withBody(response, stream, (error) => (failure ?? [error])[0]);
}

type Body = ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>;

/** The response with another body. `asError` makes the error of one that cannot be read. */
function withBody(
  response: Response,
  body: Body,
  asError: (error: unknown) => unknown = (error) => error,
): Response {
  return new OtherResponse(response, body, asError) as unknown as Response;
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

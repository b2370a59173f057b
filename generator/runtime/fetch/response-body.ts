import { abortable } from "./clock.ts";

/** The beginning of a body: all of it, or what was read ahead and a reader of the rest. */
export interface BodyStart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rest?: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  /** Why the body of an error ended too early. */
  readonly failure?: { readonly error: unknown } | undefined;
}

/**
 * Reads the body of an error, or of JSON, so that one that breaks off or hangs fails the attempt, which can be
 * repeated, and not the caller; the first `limit` bytes of it. Bodies of other types may be endless, or wanted piece by
 * piece: none of them is read. Undefined where none is. Rejects where that of a 2xx response breaks off; of an error,
 * the status and the headers are worth more.
 */
export async function readAhead(
  { body, ok, headers }: Response,
  signal: AbortSignal,
  limit: number = Infinity,
): Promise<BodyStart | undefined> {
  if (!body || (ok && !wholeJson.test(headers.get("Content-Type") ?? ""))) return undefined;
  const rest = (body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let failure: BodyStart["failure"];
  let size = 0;
  try {
    while (size < limit) {
      const { value } = await abortable(rest.read(), signal);
      size += value?.byteLength ?? Infinity;
      if (value) chunks.push(value);
    }
  } catch (error) {
    rest.cancel(error).catch(() => {});
    if (ok) throw error;
    failure = { error };
  }
  const bytes =
    chunks.length === 1 ? chunks[0]! : new Uint8Array(await new Blob(chunks).arrayBuffer());
  return { bytes, failure, rest: failure || size === Infinity ? undefined : rest };
}

/** `application/json` and types with its suffix, but not lines or sequences of JSON, which are streams. */
const wholeJson = /^[^;]*[/+]json\s*(?:;|$)/i;

/** Reads bytes as text. Not every version of the types of Node has a type for it. */
export const utf8: { decode(bytes: Uint8Array): string } = /* @__PURE__ */ new TextDecoder();

/** What is known of the bodies that were read ahead: their bytes, and what the platform makes of those. */
interface BodyState {
  readonly bytes: Uint8Array<ArrayBuffer>;
  opened?: Response;
  isRead?: boolean;
}

const bodies: WeakMap<object, BodyState> = /* @__PURE__ */ new WeakMap();

/** Its members are declared otherwise by each library of types, so that no class could override them all. */
const PlatformResponse: new () => object = Response;

/**
 * The members of a response whose body was read ahead. The platform makes no second stream of it before it must, since
 * that takes longer than the rest of a call; the platform itself, such as a cache, finds no body in it, but in its
 * clones.
 */
class ReadResponse extends PlatformResponse {
  get body(): Response["body"] {
    return opened(this).body;
  }

  get bodyUsed(): boolean {
    return bodies.get(this)!.isRead || opened(this).bodyUsed;
  }

  async text(): Promise<string> {
    const state = bodies.get(this)!;
    if (state.opened || state.isRead) return opened(this).text();
    state.isRead = true;
    return utf8.decode(state.bytes);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return opened(this).arrayBuffer();
  }

  /** Newer than the other readers, so some platforms do not have it. */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  async blob(): Promise<Blob> {
    return opened(this).blob();
  }

  async formData(): Promise<FormData> {
    return opened(this).formData();
  }

  clone(): Response {
    return Object.defineProperty(opened(this).clone(), "url", { value: Reflect.get(this, "url") });
  }
}

/** What has the body for the platform. */
function opened(response: object): Response {
  const state = bodies.get(response)!;
  if (!state.opened) {
    // Chromium has an empty stream for a 204, and refuses any body for one.
    state.opened = new Response(state.bytes.length ? state.bytes : null, response as Response);
    // A second read gets the error of the platform.
    if (state.isRead) void state.opened.body?.cancel();
  }
  return state.opened;
}

/** The response, which has been read, with its body to be read again. */
export function withReadBody(response: Response, bytes: Uint8Array<ArrayBuffer>): Response {
  bodies.set(response, { bytes });
  return Object.setPrototypeOf(response, ReadResponse.prototype) as Response;
}

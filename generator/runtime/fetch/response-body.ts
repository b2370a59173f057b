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

/**
 * The response, which has been read, with its body to be read again. The platform makes no second stream of it before
 * it must, since that takes longer than the rest of a call; the platform itself, such as a cache, finds no body in it,
 * but in its clones.
 */
export function withReadBody(response: Response, bytes: Uint8Array<ArrayBuffer>): Response {
  let opened: Response | undefined;
  let isRead = false;
  const open = () => {
    if (!opened) {
      opened = new Response(bytes, response);
      // A second read gets the error of the platform.
      if (isRead) opened.body?.cancel().catch(() => {});
    }
    return opened;
  };
  const text = async () => {
    if (opened || isRead) return open().text();
    isRead = true;
    return utf8.decode(bytes);
  };
  const members = {
    text: { value: text },
    json: { value: async () => JSON.parse(await text()) },
    bytes: { value: async () => new Uint8Array(await open().arrayBuffer()) },
    bodyUsed: { get: () => isRead || open().bodyUsed },
    body: { get: () => open().body },
    clone: {
      value: () => Object.defineProperty(open().clone(), "url", { value: response.url }),
    },
    arrayBuffer: { value: () => open().arrayBuffer() },
    blob: { value: () => open().blob() },
    formData: { value: () => open().formData() },
  };
  return Object.defineProperties(response, members);
}

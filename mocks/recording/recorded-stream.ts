import { decodeContent } from "../http/content-coding.ts";
import { streamKindOf } from "../http/media-type.ts";
import type { UpstreamResponse } from "./upstream/upstream.ts";

/** When what came of a stream is written down. */
interface StreamRecorder {
  /** The most bytes that are written down, before and after they are decoded. */
  readonly limit: number;
  /** Aborted when the client has left. */
  readonly gone: AbortSignal;
  /** Writes down the response with what came of its body. The stream ends, or breaks off, with it. */
  readonly write: (response: UpstreamResponse) => Promise<void>;
  /** The streams that flow, each until it is written down. */
  readonly flowing: Set<Promise<void>>;
}

/**
 * A response that flows, and is written down once it is over: when it has ended, or its client has left, with what came
 * until then. One that breaks off in the API is not: nobody got it whole, and no replay can break off as it did.
 */
export function recordedStream(response: UpstreamResponse, recorder: StreamRecorder): UpstreamResponse {
  const { transmission } = response;
  if (transmission?.kind !== "live") return response;
  const { limit, gone, write, flowing } = recorder;

  async function* pieces(source: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
    const chunks: Buffer[] = [];
    let settle: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      settle = resolve;
    });
    flowing.add(written);
    let size = 0;
    let isWhole = false;
    let isBroken = false;
    try {
      for await (const piece of source) {
        const bytes = Buffer.from(piece as Uint8Array);
        if (size <= limit) chunks.push(bytes);
        size += bytes.length;
        yield piece;
      }
      isWhole = size <= limit;
    } catch (error) {
      isBroken = !gone.aborted;
      throw error;
    } finally {
      try {
        const { transmission: _, ...whole } = response;
        const bytes = Buffer.concat(chunks).subarray(0, limit);
        if (!isBroken) await write({ ...whole, body: await bodyOf(response, bytes, { isWhole, limit }) });
      } finally {
        flowing.delete(written);
        settle();
      }
    }
  }
  return { ...response, transmission: { kind: "live", pieces: pieces(transmission.pieces) } };
}

async function bodyOf(
  { headers }: UpstreamResponse,
  bytes: Buffer,
  { isWhole, limit }: { readonly isWhole: boolean; readonly limit: number },
): Promise<Buffer> {
  const said = (name: string) => [headers.find(([each]) => each === name)?.[1] ?? []].flat().join(", ");
  const coding = said("content-encoding");
  const decoded = coding === "" ? bytes : await decodeContent(bytes, coding, limit);
  if (typeof decoded === "string") return bytes;
  return isWhole ? decoded : wholeItems(decoded, said("content-type"));
}

/** What of a stream are whole items; all of it where none is. */
function wholeItems(bytes: Buffer, mediaType: string): Buffer {
  const text = bytes.toString("latin1");
  const ends = streamKindOf(mediaType) === "events" ? /(?:\r\n|\r|\n){2}/g : /\n/g;
  const last = [...text.matchAll(ends)].at(-1);
  return last === undefined ? bytes : bytes.subarray(0, last.index + last[0].length);
}

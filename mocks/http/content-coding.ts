import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const [gzip, brotli, zlib, deflated] = [gunzip, brotliDecompress, inflate, inflateRaw].map(
  (decode) => promisify(decode) as Decode,
) as [Decode, Decode, Decode, Decode];

const codings: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ["gzip", gzip],
  ["x-gzip", gzip],
  ["br", brotli],
  // Some servers send the deflate format without the zlib format around it (RFC 9110, section 8.4.1.2).
  ["deflate", (bytes, options) => zlib(bytes, options).catch(() => deflated(bytes, options))],
]);

/** The coding of a body that nothing is done to (RFC 9110, section 12.5.3). */
export const noCoding = "identity";

/** Whether a parameter says how the body of its request is encoded, so that a made-up value would be untrue. */
export function isContentCoding({ name, place }: { readonly name: string; readonly place: string }): boolean {
  return place === "header" && name.toLowerCase() === "content-encoding";
}

/** Whether a parameter says how long the body of its request is, which whoever sends it says in any case. */
export function isContentLength({ name, place }: { readonly name: string; readonly place: string }): boolean {
  return place === "header" && name.toLowerCase() === "content-length";
}

/** A body has no more: each takes the time of all bytes. */
export const mostCodings = 5;

/** The content codings of a body. */
export function codingsIn(contentEncoding: string): readonly string[] {
  const names = contentEncoding.split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== "" && name !== noCoding);
}

/** Whether a content coding can be taken off. */
export function isKnownCoding(name: string): boolean {
  return codings.has(name);
}

/**
 * Takes the content codings (RFC 9110, section 8.4) off a body; `undecodable` where one is unknown, there are too many,
 * or the bytes are not in them.
 */
export async function decodeContent(
  bytes: Buffer,
  contentEncoding: string | undefined,
  limit: number,
): Promise<Buffer | "too-large" | "undecodable"> {
  let decoded = bytes;
  const names = codingsIn(contentEncoding ?? "");
  if (names.length > mostCodings) return "undecodable";
  for (const name of names.toReversed()) {
    if (decoded.length === 0) continue;
    const decode = codings.get(name);
    if (decode === undefined) return "undecodable";
    try {
      decoded = await decode(decoded, { maxOutputLength: limit });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "undecodable";
    }
  }
  return decoded;
}

import type { IncomingMessage } from "node:http";

/** The largest request body that is read, in bytes; Prism's limit. */
export const bodyLimit = 10 * 1024 * 1024;

/** Reads a request's body, or gives `too-large` as soon as it is known to pass the limit. Rejects when the client breaks off. */
export async function readBody(request: IncomingMessage): Promise<Buffer | "too-large"> {
  if (Number(request.headers["content-length"] ?? 0) > bodyLimit) return "too-large";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) return "too-large";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

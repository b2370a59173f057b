import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { MockResponse } from "./response.ts";

const pieces = 10;

/** Sends a response, in the way that it says. Resolves when everything has been handed to the connection. */
export async function send(outgoing: ServerResponse, response: MockResponse): Promise<void> {
  const { status, headers, transmission } = response;
  if (transmission?.kind === "reset") {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  outgoing.statusCode = status;
  for (const [name, value] of headers) setHeader(outgoing, name, value);
  const isBodyless = status === 204 || status === 304;
  const { body = "" } = response;
  // The response to HEAD may know the length of a body that it does not have.
  const isLengthKnown =
    outgoing.req.method === "HEAD" && response.body === undefined && outgoing.hasHeader("content-length");
  const isPaced = transmission?.kind === "paced";
  if (!isBodyless && !isLengthKnown && !isPaced) outgoing.setHeader("content-length", Buffer.byteLength(body));
  if (isBodyless || outgoing.req.method === "HEAD") outgoing.end();
  else if (transmission?.kind === "truncated") sendHalf(outgoing, Buffer.from(body));
  else if (transmission?.kind === "slow") await sendSlowly(outgoing, Buffer.from(body), transmission.milliseconds);
  else if (isPaced) await sendPieces(outgoing, transmission.pieces, transmission.milliseconds);
  else outgoing.end(body);
}

/** A name that HTTP does not allow (RFC 9110, section 5.1) cannot be sent; the rest of the response can. */
function setHeader(outgoing: ServerResponse, name: string, value: string | readonly string[]): void {
  try {
    outgoing.setHeader(name, value);
  } catch {
    // Left out.
  }
}

function sendHalf(outgoing: ServerResponse, body: Buffer): void {
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
}

async function sendPieces(outgoing: ServerResponse, parts: readonly string[], milliseconds: number): Promise<void> {
  outgoing.flushHeaders();
  for (const [index, part] of parts.entries()) {
    if (index > 0) await wait(milliseconds, undefined, { ref: false });
    if (outgoing.destroyed) return;
    outgoing.write(part);
  }
  outgoing.end();
}

async function sendSlowly(outgoing: ServerResponse, body: Buffer, milliseconds: number): Promise<void> {
  const size = Math.max(1, Math.ceil(body.length / pieces));
  outgoing.flushHeaders();
  for (let start = 0; start < body.length; start += size) {
    await wait(milliseconds / Math.ceil(body.length / size), undefined, { ref: false });
    if (outgoing.destroyed) return;
    outgoing.write(body.subarray(start, start + size));
  }
  outgoing.end();
}

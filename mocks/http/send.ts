import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer } from "./response.ts";

const pieces = 10;

/** Sends an answer, in the way that it says. Resolves when everything has been handed to the connection. */
export async function send(response: ServerResponse, answer: Answer): Promise<void> {
  const { status, headers, transmission } = answer;
  if (transmission?.kind === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.statusCode = status;
  for (const [name, value] of headers) setHeader(response, name, value);
  const isBodyless = status === 204 || status === 304;
  const { body = "" } = answer;
  // The answer to HEAD may know the length of a body that it does not have.
  const isLengthKnown =
    response.req.method === "HEAD" && answer.body === undefined && response.hasHeader("content-length");
  if (!isBodyless && !isLengthKnown) response.setHeader("content-length", Buffer.byteLength(body));
  if (isBodyless || response.req.method === "HEAD") response.end();
  else if (transmission?.kind === "truncated") sendHalf(response, Buffer.from(body));
  else if (transmission?.kind === "slow") await sendSlowly(response, Buffer.from(body), transmission.milliseconds);
  else response.end(body);
}

/** A name that HTTP does not allow (RFC 9110, section 5.1) cannot be sent; the rest of the answer can. */
function setHeader(response: ServerResponse, name: string, value: string | readonly string[]): void {
  try {
    response.setHeader(name, value);
  } catch {
    // Left out.
  }
}

function sendHalf(response: ServerResponse, body: Buffer): void {
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

async function sendSlowly(response: ServerResponse, body: Buffer, milliseconds: number): Promise<void> {
  const size = Math.max(1, Math.ceil(body.length / pieces));
  response.flushHeaders();
  for (let start = 0; start < body.length; start += size) {
    await wait(milliseconds / Math.ceil(body.length / size), undefined, { ref: false });
    if (response.destroyed) return;
    response.write(body.subarray(start, start + size));
  }
  response.end();
}

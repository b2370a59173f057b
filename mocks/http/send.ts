import { once } from "node:events";
import { type ServerResponse, validateHeaderName, validateHeaderValue } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { MockResponse } from "./response.ts";

const pieces = 10;

/** A name of a header and its value, in turns. */
type HeaderLines = readonly (string | readonly string[])[];

/** A response as Node.js takes it. */
interface ReadyResponse {
  readonly lines: HeaderLines;
  /** The names of its headers, in lower case. */
  readonly names: ReadonlySet<string>;
  readonly body: Buffer;
  /** What it was last sent with. */
  joined: { readonly further: HeaderLines; readonly lines: HeaderLines } | undefined;
}

/** What is sent over and over is made ready once. */
const readyResponses = new WeakMap<MockResponse, ReadyResponse>();

const noLines: HeaderLines = [];

/**
 * Sends a response, in the way that it says, with further headers before its own, which take precedence. Resolves when
 * everything has been handed to the connection; undefined where that is at once.
 */
export function send(
  outgoing: ServerResponse,
  response: MockResponse,
  further: HeaderLines = noLines,
): Promise<void> | undefined {
  const { status, transmission } = response;
  if (transmission?.kind === "reset") {
    outgoing.socket?.resetAndDestroy();
    return undefined;
  }
  const isHead = outgoing.req.method === "HEAD";
  const made = isHead ? ready(response, true) : known(response);
  const { body } = made;
  outgoing.writeHead(status, joinedLines(made, further) as string[]);
  if (isHead || isBodyless(response)) outgoing.end();
  else if (transmission === undefined) outgoing.end(body);
  else if (transmission.kind === "truncated") sendHalf(outgoing, body);
  else if (transmission.kind === "slow") return sendSlowly(outgoing, body, transmission.milliseconds);
  else if (transmission.kind === "live") return sendLive(outgoing, transmission.pieces);
  else return sendPieces(outgoing, transmission.pieces, transmission.milliseconds);
  return undefined;
}

function joinedLines(made: ReadyResponse, further: HeaderLines): HeaderLines {
  if (made.joined?.further !== further) {
    const { lines, names } = made;
    // A response may vary by more than what it says itself.
    const isOther = (name: string): boolean => name === "vary" || !names.has(name);
    const others = further.filter((_, index) => isOther(String(further[index - (index % 2)])));
    made.joined = { further, lines: [...others, ...lines] };
  }
  return made.joined.lines;
}

function known(response: MockResponse): ReadyResponse {
  let made = readyResponses.get(response);
  if (made === undefined) {
    made = ready(response, false);
    readyResponses.set(response, made);
  }
  return made;
}

function ready(response: MockResponse, isHead: boolean): ReadyResponse {
  const { body: given = "" } = response;
  const body = typeof given === "string" ? Buffer.from(given) : given;
  const headers = new Map(
    response.headers
      .filter(([name, value]) => isSendable(name, value) && !/^transfer-encoding$/i.test(name))
      .map(([name, value]) => [name.toLowerCase(), [name, value]] as const),
  );
  // The response to HEAD may know the length of a body that it does not have.
  const isLengthKnown = isHead && response.body === undefined && headers.has("content-length");
  if (!isBodyless(response) && !isLengthKnown && !isStreamed(response))
    headers.set("content-length", ["content-length", String(body.length)]);
  return { lines: [...headers.values()].flat(), names: new Set(headers.keys()), body, joined: undefined };
}

/** Whether the length is not known before the end. */
function isStreamed({ transmission }: MockResponse): boolean {
  return transmission?.kind === "paced" || transmission?.kind === "live";
}

function isBodyless({ status }: MockResponse): boolean {
  return status === 204 || status === 304;
}

/** Whether HTTP allows a header (RFC 9110, section 5.1); where it does not, the rest of a response can be sent. */
export function isSendable(name: string, value: string | readonly string[]): boolean {
  try {
    validateHeaderName(name);
    for (const one of [value].flat()) validateHeaderValue(name, one);
    return true;
  } catch {
    return false;
  }
}

function sendHalf(outgoing: ServerResponse, body: Buffer): void {
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
}

async function sendPieces(outgoing: ServerResponse, parts: readonly string[], milliseconds: number): Promise<void> {
  outgoing.flushHeaders();
  for (const [index, part] of parts.entries()) {
    if (index > 0) await pause(outgoing, milliseconds);
    if (outgoing.destroyed) return;
    outgoing.write(part);
  }
  outgoing.end();
}

/** Waits, unless the connection is closed. */
async function pause(outgoing: ServerResponse, milliseconds: number): Promise<void> {
  const over = new AbortController();
  const end = (): void => over.abort();
  outgoing.once("close", end);
  await wait(milliseconds, undefined, { ref: false, signal: over.signal }).catch(() => undefined);
  outgoing.off("close", end);
}

async function sendLive(outgoing: ServerResponse, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  outgoing.flushHeaders();
  for await (const piece of pieces) {
    if (outgoing.destroyed) return;
    // Who reads slowly is waited for, and holds nothing in memory but what the iterator does.
    if (!outgoing.write(piece)) await drained(outgoing);
  }
  outgoing.end();
}

async function drained(outgoing: ServerResponse): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(outgoing, "drain", { signal }), once(outgoing, "close", { signal })]);
  over.abort();
}

async function sendSlowly(outgoing: ServerResponse, body: Buffer, milliseconds: number): Promise<void> {
  const size = Math.max(1, Math.ceil(body.length / pieces));
  outgoing.flushHeaders();
  for (let start = 0; start < body.length; start += size) {
    await pause(outgoing, milliseconds / Math.ceil(body.length / size));
    if (outgoing.destroyed) return;
    outgoing.write(body.subarray(start, start + size));
  }
  outgoing.end();
}

import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import type { ContractRequest, ContractResponse, Send } from "../message.ts";

/** How far a response is waited for and read. */
export interface SendLimits {
  /** In milliseconds, until the last byte. Default: 10,000. */
  readonly deadline?: number;
  /** In bytes. Default: 10 MiB. */
  readonly largestBody?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests one by one, each over a connection of its own, so that all that a server sends belongs to it. */
export function createSend({ deadline = 10_000, largestBody = 10 * 1024 * 1024, signal }: SendLimits = {}): Send {
  return (request, { isCleanUp }) => {
    const time = AbortSignal.timeout(deadline);
    const stop = signal === undefined || isCleanUp ? time : AbortSignal.any([time, signal]);
    return exchange(request, largestBody, stop);
  };
}

function exchange(request: ContractRequest, largestBody: number, signal: AbortSignal): Promise<ContractResponse> {
  const { method, url, headers, body } = request;
  const start = new URL(url).protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const lines = headers.flat();
    const isStated = headers.some(([name]) => name.toLowerCase() === "content-length");
    const length = body === undefined || isStated ? [] : ["content-length", String(body.byteLength)];
    const host = ["host", new URL(url).host];
    const outgoing = start(url, {
      ...{ method, agent: false, signal, maxHeaderSize: 64 * 1024 },
      headers: [...host, ...lines, ...length, "connection", "close"],
    });
    const wire = watchWire(outgoing);
    let received: IncomingMessage | undefined;
    outgoing.on("error", (error) => {
      // a parser that is done with a message stumbles over what comes after it
      if (received?.complete !== true) reject(error);
    });
    outgoing.on("response", (incoming) => {
      received = incoming;
      read(incoming, largestBody, signal).then((content) => {
        const { fault, ...read } = content;
        const head = { status: incoming.statusCode ?? 0, headers: pairsOf(incoming.rawHeaders) };
        // what comes after the end comes with it
        setImmediate(() => {
          const surplus = fault === undefined && wire.hasSurplus(head, method, read.body.length);
          outgoing.destroy();
          const found = surplus ? "surplus" : fault;
          resolve({ ...head, ...read, ...(found !== undefined && { fault: found }) });
        });
      }, reject);
    });
    outgoing.end(body);
  });
}

interface Content {
  readonly body: Uint8Array;
  readonly fault?: "broken-off" | "too-large";
}

function read(incoming: IncomingMessage, largestBody: number, signal: AbortSignal): Promise<Content> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (fault?: "broken-off" | "too-large") =>
      resolve({ body: Buffer.concat(chunks), ...(fault !== undefined && { fault }) });
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
      else {
        end("too-large");
        incoming.destroy();
      }
    });
    incoming.on("end", () => end(incoming.complete ? undefined : "broken-off"));
    incoming.on("aborted", () => (signal.aborted ? reject(signal.reason) : end("broken-off")));
    incoming.on("error", (error) => (signal.aborted ? reject(error) : end("broken-off")));
  });
}

/** Counts what comes over the connection, as the parser passes over what comes after the end of a message. */
function watchWire(outgoing: { on(event: "socket", listener: (socket: Socket) => void): unknown }) {
  let bytes = 0;
  let head = 0;
  let start = Buffer.alloc(0);
  outgoing.on("socket", (socket) => {
    socket.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (head > 0) return;
      start = Buffer.concat([start, chunk]);
      const end = start.indexOf("\r\n\r\n");
      if (end >= 0) head = end + 4;
      if (start.length > 128 * 1024) head = -1;
    });
  });
  return {
    /** Whether more came than the message has by its status, its method or its length (RFC 9112, section 6.3). */
    hasSurplus({ status, headers }: Pick<ContractResponse, "headers" | "status">, method: string, length: number) {
      if (head <= 0 || (status >= 100 && status < 200)) return false;
      const isEmpty = method === "HEAD" || status === 204 || status === 304;
      const names = new Set(headers.map(([name]) => name.toLowerCase()));
      const isCounted = names.has("content-length") && !names.has("transfer-encoding");
      return (isEmpty || isCounted) && bytes - head > (isEmpty ? 0 : length);
    },
  };
}

function pairsOf(raw: readonly string[]): [name: string, value: string][] {
  return raw.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""]] : []));
}

import { type IncomingHttpHeaders, request } from "node:http";

/** A request that goes to both. */
export interface Request {
  /** Default: `GET`. */
  readonly method?: string;
  /** Path and query, exactly as they are sent. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The JSON Schema of a body that is made up: it is held against it, not against the other's. */
  readonly madeUp?: object;
  /** Headers of the response that are compared, beside those of CORS. */
  readonly compares?: readonly string[];
}

/** What came of it. */
export interface Response {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Sends a request below an address, as it is: nothing is added to its target or its headers but the length. A connection
 * that breaks off is the status 0.
 */
export function send(address: string, { method = "GET", target, headers = {}, body }: Request): Promise<Response> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ status: 0, headers: {}, body: error.message });
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = { hostname, port, path: target, method, headers: { ...length, ...headers }, agent: false };
    const outgoing = request(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", fail);
      incoming.on("end", () => {
        const { statusCode: status = 0, headers: received } = incoming;
        resolve({ status, headers: received, body: Buffer.concat(chunks).toString("utf8") });
      });
    });
    outgoing.on("error", fail);
    outgoing.setTimeout(20_000, () => outgoing.destroy(new Error(`no response to ${method} ${target}`)));
    outgoing.end(body);
  });
}

import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { urlToHttpOptions } from "node:url";
import { decodeContent } from "../../http/content-coding.ts";
import { streamKindOf } from "../../http/media-type.ts";
import { ProblemJsonError } from "../../http/problem.ts";
import type { MockResponse } from "../../http/response.ts";
import { RecordingOptionError } from "../recordings.ts";
import { upstreamProxy } from "./proxy-agent.ts";
import { readBody } from "./read-body.ts";

/** A request as it goes to the API. */
export interface UpstreamRequest {
  readonly method: string;
  /** Path and query, below the address of the API. */
  readonly target: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Aborted when nobody waits for the response any more. */
  readonly gone?: AbortSignal;
}

/**
 * The API's response without its content coding and without the headers that belong to the connection; names are in
 * lower case. One that flows has its body in its transmission, as it comes.
 */
export interface UpstreamResponse extends MockResponse {
  /** Undefined where there can be none, and where it flows. */
  readonly body: Buffer | undefined;
}

/**
 * Sends a request to the API. Throws a problem 502 where it cannot be reached or its response not be read, and 504
 * where none comes in time.
 */
export type Upstream = (request: UpstreamRequest) => Promise<UpstreamResponse>;

/** How an API is reached, and the limits of what it may take. */
export interface UpstreamOptions {
  /** Milliseconds to the end of the response, or until it flows. Default: a minute. */
  readonly timeout?: number;
  /** Bytes of a body, before and after it is decoded. Default: 32 MiB. */
  readonly bodyLimit?: number;
  /**
   * What flows: streams that are not over at once, or also bodies beyond the limit, which are errors else. Default:
   * streams.
   */
  readonly flows?: "all" | "streams";
  /** The address of a proxy that requests go through. */
  readonly proxy?: string | undefined;
}

/** Bytes of a body. */
export const defaultBodyLimit = 32 * 1024 * 1024;

/** Milliseconds for a stream to be over, so that it is validated. */
const streamPatience = 100;

/**
 * What belongs to one connection and not to the message (RFC 9110, section 7.6.1), with what frames or announces it.
 */
const hopByHop: ReadonlySet<string> = new Set([
  ...["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer"],
  ...["transfer-encoding", "upgrade", "expect"],
]);

class ResponseTooLarge extends Error {}

/**
 * The API at an address, whose own path precedes that of every request. Redirects are responses and not followed.
 * Throws a `RecordingOptionError` where an address is not one of http or https, or that of the API has a user, a query
 * or a fragment.
 */
export function createUpstream(address: string, options: UpstreamOptions = {}): Upstream {
  const { timeout = 60_000, bodyLimit = defaultBodyLimit, flows = "streams" } = options;
  const base = baseOf(address);
  const shown = `${base.origin}${base.pathname.replace(/\/+$/, "")}`;
  const proxy = options.proxy === undefined ? undefined : upstreamProxy(options.proxy, base);
  const ask = base.protocol === "https:" ? requestHttps : requestHttp;

  return async ({ method, target, headers, body, gone }) => {
    const over = new AbortController();
    const signal = gone === undefined ? over.signal : AbortSignal.any([over.signal, gone]);
    const timer = setTimeout(() => over.abort(), timeout);
    try {
      // A connection that is kept may be closed from there just when it is used again.
      const agent = (await proxy?.agent()) ?? (false as const);
      const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
        const how = {
          ...urlToHttpOptions(base),
          path: base.pathname.replace(/\/+$/, "") + target,
          method,
          headers: forwarded(headers, body, base.host),
          ...{ agent, signal },
        };
        const request = ask(how);
        proxy?.watch(request, reject);
        request.on("response", resolve).on("error", reject).end(body);
      });
      return await responseOf(incoming, method);
    } catch (error) {
      if (over.signal.aborted) {
        throw upstreamProblem(
          504,
          "UPSTREAM_TIMEOUT",
          "Upstream timeout",
          `${shown} did not respond in ${timeout} ms.`,
        );
      }
      if (error instanceof ResponseTooLarge) {
        const detail = `The response of ${shown} is larger than the ${bodyLimit} bytes that can be recorded.`;
        throw upstreamProblem(502, "UPSTREAM_ANSWER_TOO_LARGE", "Upstream response too large", detail);
      }
      const { message, code } = error as NodeJS.ErrnoException;
      const reason = message || code || "the connection failed";
      throw upstreamProblem(
        502,
        "UPSTREAM_UNREACHABLE",
        "Upstream unreachable",
        `${shown} did not respond: ${reason}.`,
      );
    } finally {
      clearTimeout(timer);
    }
  };

  async function responseOf(incoming: IncomingMessage, method: string): Promise<UpstreamResponse> {
    const isBodyless = method === "HEAD" || incoming.statusCode === 204 || incoming.statusCode === 304;
    const isStream = streamKindOf(incoming.headers["content-type"] ?? "") !== undefined;
    const read = await readBody(incoming, {
      limit: bodyLimit,
      patience: isStream ? streamPatience : undefined,
    });
    const status = incoming.statusCode ?? 0;
    if (read.kind === "flowing") {
      if ((flows === "streams" && !isStream) || isBodyless) {
        incoming.destroy();
        throw new ResponseTooLarge();
      }
      const { pieces } = read;
      return {
        status,
        headers: headersOf(incoming, new Set()),
        body: undefined,
        transmission: { kind: "live", pieces },
      };
    }
    const { bytes } = read;
    const decoded = await decodeContent(bytes, incoming.headers["content-encoding"], bodyLimit);
    if (decoded === "too-large") throw new ResponseTooLarge();
    const isDecoded = incoming.headers["content-encoding"] !== undefined && decoded !== "undecodable";
    // The length of a HEAD's response is that of the GET's; any other is that of the body that is sent.
    const dropped = isDecoded ? ["content-encoding", "content-length"] : isBodyless ? [] : ["content-length"];
    return {
      status,
      headers: headersOf(incoming, new Set(dropped)),
      body: isBodyless ? undefined : decoded === "undecodable" ? bytes : decoded,
    };
  }
}

function baseOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new RecordingOptionError(
      "what is recorded is the http or https address of an API, as https://desk.example.com/api",
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new RecordingOptionError(
      `the address of the API to record has a host and a path alone, as ${url.origin}${url.pathname}; credentials ` +
        `are those of the requests`,
    );
  }
  return url;
}

function forwarded(headers: Readonly<Record<string, string>>, body: Buffer, host: string): Record<string, string> {
  const own = new Set(listed(headers["connection"]));
  const kept = Object.entries(headers).filter(
    ([name]) => !hopByHop.has(name) && !own.has(name) && name !== "content-length" && !name.startsWith("x-twinspec-"),
  );
  const hasLength = body.length > 0 || headers["content-length"] !== undefined;
  return {
    ...Object.fromEntries(kept),
    host,
    // What is recorded is to be read, and its ETag to be that of what the client gets.
    "accept-encoding": "identity",
    ...(hasLength && { "content-length": String(body.length) }),
  };
}

function headersOf(incoming: IncomingMessage, dropped: ReadonlySet<string>): UpstreamResponse["headers"] {
  const own = new Set(listed(incoming.headers.connection));
  const found = new Map<string, string[]>();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    const name = (incoming.rawHeaders[index] ?? "").toLowerCase();
    if (hopByHop.has(name) || own.has(name) || dropped.has(name)) continue;
    const values = found.get(name) ?? [];
    found.set(name, [...values, incoming.rawHeaders[index + 1] ?? ""]);
  }
  return [...found].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]);
}

/** The names in a Connection header, which belong to the connection too. */
function listed(connection: string | undefined): string[] {
  return (connection ?? "").split(",").map((name) => name.trim().toLowerCase());
}

function upstreamProblem(status: number, type: string, title: string, detail: string): ProblemJsonError {
  return new ProblemJsonError({ type, title, status }, detail);
}

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { ServedOperation } from "../document/operations.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import type { AccessDecision } from "../oauth/authorization.ts";
import type { DecodedParameters } from "../validation/parameter-validator.ts";
import type { Violation } from "../validation/violation.ts";
import type { Reason } from "./reason.ts";

/** The largest request body that is read, in bytes; Prism's limit. */
const bodyLimit = 10 * 1024 * 1024;

/** A request, and what is found out about it on its way through the gateway. */
export interface Exchange {
  readonly method: string;
  /** Where the API's own root is for the client, without a slash at the end: `http://127.0.0.1:4010/desk`. */
  readonly root: string;
  /** Path and query as they were sent, below the API's own root. */
  readonly target: string;
  /** Percent-encoded as it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What follows the question mark, as it was sent. */
  readonly sentQuery: string;
  /** Names are in lower case, several values joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when nobody waits for the response any more, or all of it was sent. */
  readonly gone: AbortSignal;
  /**
   * The whole body without its content codings. Throws a problem 413 beyond the limit, 415 where a coding is not known
   * and 400 where the bytes are not in it; rejects when the client breaks off.
   */
  readBody(): Buffer | Promise<Buffer>;
  /** The whole body as it was sent, read once. Throws a problem 413 beyond the limit. */
  readSentBody(): Buffer | Promise<Buffer>;
  /** The body as it was sent, once it was read. */
  sentBody: Buffer | undefined;
  /** The body as it was sent, where the router reads forms and it is one. */
  sentForm: string | undefined;
  operation: ServedOperation | undefined;
  /** Whether it has access; undefined where nobody looked. */
  access: AccessDecision | undefined;
  /** The path variables by name, percent-encoded as they were sent. */
  variables: ReadonlyMap<string, string>;
  /** The decoded parameters by place and name. */
  parameters: DecodedParameters;
  /** The decoded body; undefined where there is none. */
  body: unknown;
  /** Under which name the body is among the arguments. */
  bodyName: string | undefined;
  /** The decoded arguments, under the names that the client has for them. */
  arguments: Readonly<Record<string, unknown>>;
  /** Names of arguments that are credentials. */
  secretArguments: ReadonlySet<string>;
  /** How the request and its response break the document. */
  violations: readonly Violation[];
  /** The kinds of faults that were made. */
  faults: readonly string[];
  /** What responded, where the response does not say it itself. */
  reason: Reason | undefined;
  /** What the body of a response holds, as it was parsed to be validated. */
  parsedResponse: { readonly body: MockResponse["body"]; readonly value: unknown } | undefined;
}

const noVariables: Exchange["variables"] = new Map();
const noParameters: Exchange["parameters"] = { path: {}, query: {}, header: {}, cookie: {} };
const noArguments: Exchange["arguments"] = {};
const noNames: Exchange["secretArguments"] = new Set();

/** An exchange of which nothing but the request's head is known. */
export function createExchange(request: IncomingMessage, target: string, outgoing: ServerResponse): Exchange {
  return new RequestExchange(request, target, outgoing);
}

/** A class, because what few requests need is made where it is asked for. */
class RequestExchange implements Exchange {
  readonly method: string;
  readonly target: string;
  readonly path: string;
  readonly sentQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly #request: IncomingMessage;
  readonly #outgoing: ServerResponse;
  #gone: AbortSignal | undefined;
  #query: URLSearchParams | undefined;
  #body: Buffer | Promise<Buffer> | undefined;
  #decoded: Promise<Buffer> | undefined;
  sentBody: Buffer | undefined;
  sentForm: string | undefined;
  operation: ServedOperation | undefined;
  access: AccessDecision | undefined;
  variables = noVariables;
  parameters = noParameters;
  body: unknown;
  bodyName: string | undefined;
  arguments: Readonly<Record<string, unknown>> = noArguments;
  secretArguments = noNames;
  violations: readonly Violation[] = [];
  faults: readonly string[] = [];
  reason: Reason | undefined;
  parsedResponse: Exchange["parsedResponse"];

  constructor(request: IncomingMessage, target: string, outgoing: ServerResponse) {
    const start = target.indexOf("?");
    this.method = request.method ?? "GET";
    this.target = target;
    this.path = start === -1 ? target : target.slice(0, start);
    this.sentQuery = start === -1 ? "" : target.slice(start + 1);
    this.headers = joined(request.headers);
    this.#request = request;
    this.#outgoing = outgoing;
  }

  get gone(): AbortSignal {
    this.#gone ??= whenClosed(this.#outgoing);
    return this.#gone;
  }

  get root(): string {
    const { headers, url = "/" } = this.#request;
    return `http://${headers.host ?? "localhost"}${prefixOf(url, this.target)}`;
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.sentQuery);
    return this.#query;
  }

  readBody(): Buffer | Promise<Buffer> {
    const coding = this.headers["content-encoding"];
    const body = this.readSentBody();
    if (coding === undefined || !(body instanceof Promise)) return body;
    this.#decoded ??= withoutCoding(body, coding);
    return this.#decoded;
  }

  readSentBody(): Buffer | Promise<Buffer> {
    this.#body ??= hasBody(this.#request) ? this.#read() : noBytes;
    return this.#body;
  }

  async #read(): Promise<Buffer> {
    this.sentBody = await readWithinLimit(this.#request, this.#outgoing);
    return this.sentBody;
  }
}

function whenClosed(outgoing: ServerResponse): AbortSignal {
  const closing = new AbortController();
  if (outgoing.closed) closing.abort();
  else outgoing.once("close", () => closing.abort());
  return closing.signal;
}

function joined(headers: IncomingHttpHeaders): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name] ?? "";
    all[name] = typeof value === "string" ? value : value.join(", ");
  }
  return all;
}

const noBytes = Buffer.alloc(0);

/** Whether one of the headers is there that announce a body (RFC 9112, section 6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

/** As soon as the body is known to pass the limit, no more of it is read. */
async function readWithinLimit(request: IncomingMessage, outgoing: ServerResponse): Promise<Buffer> {
  const { "content-length": length, expect } = request.headers;
  if (Number(length ?? 0) > bodyLimit) throw tooLarge();
  if (expect !== undefined) askForBody(outgoing);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The client waits before it sends its body, and the connection was to end without that. */
function askForBody(outgoing: ServerResponse): void {
  outgoing.writeContinue();
  outgoing.removeHeader("connection");
}

async function withoutCoding(body: Promise<Buffer>, coding: string): Promise<Buffer> {
  const { decodeRequest } = await import("./decode-request.ts");
  return decodeRequest(await body, coding, bodyLimit);
}

function tooLarge(): ProblemJsonError {
  const template = { type: "PAYLOAD_TOO_LARGE", title: "Request body too large", status: 413 };
  return new ProblemJsonError(template, `A request body may have ${bodyLimit} bytes.`, {
    headers: { connection: "close" },
  });
}

/** What precedes the target in the request's URL. */
function prefixOf(url: string, target: string): string {
  const below = target.slice(1);
  // A proxy's clients send the whole address (RFC 9112, section 3.2.2).
  const sent = url.replace(/^https?:\/\/[^/?#]*/i, "");
  return sent.startsWith("/") && sent.endsWith(below)
    ? sent.slice(0, sent.length - below.length).replace(/\/$/, "")
    : "";
}

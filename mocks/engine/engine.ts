import type { IHttpOperationConfig, IHttpRequest, IHttpResponse } from "@stoplight/prism-http";
import type { JsonObject } from "../../generator/document/json.ts";
import { withPlainIntegers } from "../document/long-integers.ts";
import type { ServedOperation } from "../document/operations.ts";
import { isJson } from "../http/media-type.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import { type HttpOperation, loadEngine } from "./load-prism.ts";
import { documentOfOneOperation } from "./one-operation.ts";
import { createReferenceDepth } from "./reference-depth.ts";

/** A request to an operation that the router has found. */
export interface PrismRequest {
  readonly operation: ServedOperation;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

/** How responses are made. */
export interface PrismOptions {
  readonly dynamic?: boolean;
  readonly seed?: number | string;
  readonly ignoreExamples?: boolean;
}

/** Responds to a request by Prism. Rejects with a `ProblemJsonError`, or with what Prism failed at. */
export type Prism = (request: PrismRequest) => Promise<MockResponse>;

// A response is framed by this server, so a document must not set these headers.
const framingHeaders = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "keep-alive",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** For each operation; what clients accept and prefer differs little. */
const rememberedResponses = 20;

/**
 * Prism as a component: it negotiates responses and makes up bodies for one operation at a time, which it gets on the
 * operation's first request. It checks neither access nor messages: it knows the prefix `Bearer` only and no scopes, and its
 * validation passes over much in silence.
 */
export function createPrism(openapi: JsonObject, options: PrismOptions): Prism {
  const depthOf = createReferenceDepth(openapi);
  const operations = new Map<ServedOperation, Promise<HttpOperation>>();
  const remembered = new WeakMap<ServedOperation, Map<string, MockResponse>>();

  async function load(operation: ServedOperation): Promise<HttpOperation> {
    const depth = depthOf(operation.description["responses"]);
    const document = documentOfOneOperation(openapi, operation, depth);
    const [loaded] = await loadEngine().operationsOf(document);
    if (loaded === undefined) throw new Error("Prism finds no operation in the document it was given");
    return loaded;
  }

  return async (request) => {
    const input = toInput(request);
    const responses = remembered.get(request.operation) ?? new Map<string, MockResponse>();
    const key = JSON.stringify([input.headers, input.url.query]);
    const known = responses.get(key);
    if (known !== undefined) return known;

    const preferences = loadEngine().preferencesOf(input);
    if (preferences._tag === "Left") throw preferences.left;
    const config = () => configOf(options, preferences.right);
    const loading = operations.get(request.operation) ?? load(request.operation);
    operations.set(request.operation, loading);
    const response = toResponse(ask(input, await loading, config));
    const { dynamic, seed } = config();
    const isRepeatable = !dynamic || seed !== undefined;
    if (responses.size >= rememberedResponses) responses.clear();
    if (isRepeatable) remembered.set(request.operation, responses.set(key, response));
    return response;
  };
}

/**
 * A fresh configuration, because Prism writes what it negotiated into it. Where Prism cannot generate a body, such as for a
 * pattern that its generator does not know, the static sample is the response instead of its error 500.
 */
function ask(input: IHttpRequest, operation: HttpOperation, config: () => IHttpOperationConfig): IHttpResponse {
  const { respond } = loadEngine();
  const result = respond(operation, input, config());
  if (result._tag === "Right") return result.right;
  if (result.left instanceof ProblemJsonError || !config().dynamic) throw result.left;
  const retried = respond(operation, input, { ...config(), dynamic: false });
  if (retried._tag === "Left") throw retried.left;
  return retried.right;
}

function configOf(options: PrismOptions, preferences: Partial<IHttpOperationConfig>): IHttpOperationConfig {
  const stated = Object.entries(preferences).filter(([, value]) => value !== undefined);
  return {
    dynamic: options.dynamic ?? false,
    ignoreExamples: options.ignoreExamples ?? false,
    ...(options.seed !== undefined && { seed: String(options.seed) }),
    ...Object.fromEntries(stated),
  };
}

/** The request as far as Prism's response rests on it. */
function toInput({ operation, query, headers }: PrismRequest): IHttpRequest {
  const relevant = Object.entries(headers).filter(([name]) => name === "accept" || name === "prefer");
  const parameters = [...new Set(query.keys())]
    .filter((name) => /^__(?:code|dynamic|example)$/.test(name))
    .map((name) => [name, query.getAll(name)] as const);
  return {
    method: operation.method.toLowerCase() as IHttpRequest["method"],
    url: {
      path: "/",
      query: Object.fromEntries(parameters.map(([name, all]) => [name, all.length === 1 ? (all[0] ?? "") : all])),
    },
    headers: Object.fromEntries(relevant),
  };
}

function toResponse(output: IHttpResponse): MockResponse {
  const { statusCode: status } = output;
  if (!(status >= 200 && status <= 599))
    throw new Error(`The document gives no final status code (${status}) to respond with.`);

  const headers: [string, string][] = Object.entries(output.headers ?? {}).flatMap(([name, value]) => {
    const text = value === null || value === undefined ? "" : headerText(value);
    return text === "" || framingHeaders.has(name.toLowerCase()) ? [] : [[name, text]];
  });
  const mediaType = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return { status, headers, body: bodyText(output.body, mediaType) };
}

function bodyText(body: unknown, mediaType: string | undefined): string | Buffer | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string" && !isJson(mediaType)) {
    const base64 = /^data:[^,]*;base64,(.*)$/s.exec(body)?.[1];
    return base64 === undefined ? withPlainIntegers(body) : Buffer.from(base64, "base64");
  }
  try {
    const text: unknown = loadEngine().serialize(body, mediaType);
    return typeof text === "string" ? withPlainIntegers(text) : undefined;
  } catch {
    // A media type that Prism cannot write, with an example that is not a string.
    return withPlainIntegers(JSON.stringify(body));
  }
}

function headerText(value: unknown): string {
  const text = withPlainIntegers(typeof value === "object" ? JSON.stringify(value) : String(value));
  // Outside printable ASCII a header is percent-encoded, so that no example can end a line or break the response.
  return text.replaceAll(/[^\x20-\x7e]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
}

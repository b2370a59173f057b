import type { IHttpOperationConfig, IHttpRequest } from "@stoplight/prism-http";
import { hasReference, isObject, type JsonObject } from "../../generator/document/json.ts";
import { LatestOperations } from "../document/latest-operations.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, describedResponse, followed } from "../document/response-object.ts";
import { isJson } from "../http/media-type.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import { createSampler, type Unsatisfied } from "../samples/sampler.ts";
import type { Parameter } from "../validation/parameters.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import { type EngineRequest, isPreference, mayPrefer } from "./engine-request.ts";
import { createFake } from "./faker.ts";
import { fakerOptionsOf } from "./faker-options.ts";
import { type HttpOperation, loadPrism } from "./load-prism.ts";
import { type Example, valueToSend } from "./make-headers.ts";
import { acceptedRange, sentMediaType, withoutRefused } from "./media-ranges.ts";
import { documentOfOneOperation } from "./one-operation.ts";
import { toPrismRequest } from "./prism-request.ts";
import { createStandIns } from "./stand-ins.ts";
import { type Chosen, createResponseWriter, isFinalStatus, type Pacing } from "./write-response.ts";

/** How responses are made. */
export interface EngineOptions {
  readonly dynamic?: boolean;
  readonly seed?: number | string;
  readonly ignoreExamples?: boolean;
  /** Whether the server sends the headers of CORS, in the place of those that documents describe. Default: true. */
  readonly cors?: boolean;
}

/** What makes the responses that a document describes. */
export interface Engine {
  /** The response to a good request. Rejects with a `ProblemJsonError`, or with what the engine failed at. */
  respond(request: EngineRequest): MockResponse | Promise<MockResponse>;
  /** The other responses to it; as JSON where the client takes anything, if `prefersJson`. */
  described(request: EngineRequest, options?: { readonly prefersJson?: boolean }): DescribedResponses;
  /** The value of a parameter that the mock sends itself: its example, else what is made up. */
  parameterValue(parameter: Parameter, description: JsonObject): Example;
  /** The made-up values that break their schemas, so far. */
  unsatisfied(): readonly Unsatisfied[];
}

/** The responses to one request by their statuses, whatever the request prefers. */
export interface DescribedResponses {
  /** The Response Object for a status. */
  describe(status: number): JsonObject | undefined;
  /** The response for a status, by an example's key where one is given; undefined where the document describes none. */
  respond(status: number, example?: string): Promise<MockResponse | undefined>;
  /**
   * The response that the document has for a request that fails with one of these statuses, the first that it
   * describes: by itself, else by its range, else by the default beside other responses. What is described without a
   * body has none; undefined where nothing is described, or a default without a body, which says nothing. Examples are
   * taken also where bodies are made up. Rejects with a problem 404 where the request prefers one of these statuses and
   * an example that is not there.
   */
  fail(statuses: readonly number[]): Promise<MockResponse | undefined>;
}

/** An operation as Prism has it, and the ranges of media types among its contents, by what is sent for them. */
interface LoadedOperation {
  readonly operation: HttpOperation;
  readonly ranges: ReadonlyMap<string, string>;
}

type Negotiated = Pick<Chosen, "made" | "mediaType" | "output">;

/** For each operation; what clients accept and prefer differs little. */
const rememberedResponses = 20;

/** However many items of a stream a client prefers, and however long it would wait for each. */
const mostItems = 10_000;
const longestInterval = 60_000;

/**
 * Prism as a component: it negotiates responses and makes up bodies for one operation at a time, which it gets on the
 * operation's first request. It checks neither access nor messages: it knows the prefix `Bearer` only and no scopes,
 * and its validation passes over much in silence.
 */
export function createEngine(openapi: JsonObject, options: EngineOptions): Engine {
  const { locale, taste } = fakerOptionsOf(openapi);
  const sampler = createSampler(openapi, createFake(locale), taste);
  const standIns = createStandIns(openapi, sampler);
  const write = createResponseWriter({ openapi, sampler, hasOwnCors: options.cors ?? true });
  const operations = new LatestOperations<Promise<LoadedOperation>>();
  const remembered = new LatestOperations<Map<string, MockResponse>>();
  return { respond, described, parameterValue, unsatisfied: () => sampler.unsatisfied };

  function parameterValue(parameter: Parameter, description: JsonObject): Example {
    const { dynamic: isDynamic = false, seed } = configOf(options, {});
    const asked = { place: `${parameter.place} ${parameter.name}`, isDynamic, seed };
    return valueToSend(parameter, description, { openapi, sampler, asked });
  }

  function respond(request: EngineRequest): MockResponse | Promise<MockResponse> {
    const key = preferencesOf(request);
    return remembered.get(request.operation)?.get(key) ?? make(request, key);
  }

  async function make(request: EngineRequest, key: string): Promise<MockResponse> {
    const input = toPrismRequest(request);
    const preferences = loadPrism().preferencesOf(input);
    if (preferences._tag === "Left") throw preferences.left;
    const config = () =>
      configOf(options, { ...preferences.right, exampleKey: preferences.right.exampleKey ?? request.example });
    const loading = operations.get(request.operation) ?? load(request.operation);
    operations.set(request.operation, loading);
    const { dynamic = false, seed, exampleKey: example, code } = config();
    // Prism gives the default's response for any number.
    if (code !== undefined && !isFinalStatus(code) && !isDescribed(request.operation, code)) throw noStatus(code);
    const loaded = await loading;
    const chosen = negotiate(accepting(input, loaded), loaded, { config, sent: request.headers["accept"] });
    const pacing = pacingOf(request.headers["prefer"] ?? "");
    const response = write({ operation: request.operation, ...chosen, example, isDynamic: dynamic, seed, pacing });
    const isRepeatable = !dynamic || seed !== undefined;
    if (!isRepeatable) return response;
    const responses = remembered.get(request.operation) ?? new Map<string, MockResponse>();
    if (responses.size >= rememberedResponses) responses.clear();
    remembered.set(request.operation, responses.set(key, response));
    return response;
  }

  function accepting(input: IHttpRequest, { operation }: LoadedOperation): IHttpRequest {
    const accept = String(input.headers?.["accept"] ?? "");
    const types = operation.responses.flatMap(({ contents = [] }) => contents.map(({ mediaType }) => mediaType));
    const accepted = withoutRefused(accept, [...new Set(types)]);
    return accepted === accept ? input : { ...input, headers: { ...input.headers, accept: accepted } };
  }

  async function load(operation: ServedOperation): Promise<LoadedOperation> {
    const ranges = new Map<string, string>();
    const { shapes } = documentSchemas(openapi, "response");
    const sentFor = (range: string, content: unknown): string => {
      const sent = sentMediaType(range, content, shapes);
      if (sent !== range) ranges.set(sent, range);
      return sent;
    };
    const document = documentOfOneOperation(openapi, operation, { standInFor: standIns.standInFor, sentFor });
    const [loaded] = await loadPrism().operationsOf(document);
    if (loaded === undefined) throw new Error("Prism finds no operation in the document it was given");
    if (loaded.responses.length === 0) throw noResponse(openapi, operation);
    return { operation: loaded, ranges };
  }

  /**
   * What Prism chooses; where the client accepts none of the media types but one of a range, that. A refusal names the
   * header as it was `sent`.
   */
  function negotiate(
    request: IHttpRequest,
    { operation, ranges }: LoadedOperation,
    { config, sent: given }: { readonly config: () => IHttpOperationConfig; readonly sent: string | undefined },
  ): Negotiated {
    try {
      return { ...ask(request, operation, config), mediaType: undefined };
    } catch (error) {
      const { accept } = request.headers ?? {};
      const found = accept === undefined || ranges.size === 0 ? undefined : acceptedRange(String(accept), ranges);
      if (found === undefined) throw accept === given ? error : naming(error, String(given));
      const { sent, mediaType } = found;
      return { ...ask({ ...request, headers: { ...request.headers, accept: sent } }, operation, config), mediaType };
    }
  }

  /**
   * A fresh configuration, because Prism writes what it negotiated into it. Where there is no schema to make up a body
   * by, the static response stands for it.
   */
  function ask(
    request: IHttpRequest,
    operation: HttpOperation,
    config: () => IHttpOperationConfig,
  ): Pick<Chosen, "made" | "output"> {
    let made: Chosen["made"];
    const respondBy = (stated: IHttpOperationConfig) => {
      const { dynamic: isDynamic = false, seed } = stated;
      return loadPrism().respond(operation, { request, config: stated }, (schema) => {
        const { schema: meant, place } = standIns.meantBy(schema);
        made = { schema: meant, asked: { place, isDynamic, seed } };
        return null;
      });
    };
    const result = respondBy(config());
    if (result._tag === "Right") return { output: result.right, made };
    if (result.left instanceof ProblemJsonError) throw result.left;
    const retried = config().dynamic ? respondBy({ ...config(), dynamic: false }) : result;
    if (retried._tag === "Right") return { output: retried.right, made };
    // Of a status that is asked for Prism throws a text that holds the problem's title alone; without it, the problem.
    const { code, ...others } = config();
    const refused = code === undefined ? retried : respondBy({ ...others, dynamic: false });
    throw refused._tag === "Left" && refused.left instanceof ProblemJsonError ? refused.left : retried.left;
  }

  function described({ operation, query, headers }: EngineRequest, { prefersJson = false } = {}): DescribedResponses {
    const describe = (status: number) => describedResponse(openapi, operation, status);
    const takesAnything = /^\s*(?:\*\/\*\s*)?$/.test(headers["accept"] ?? "");
    const unpreferred = new URLSearchParams([...query].filter(([name]) => !isPreference(name)));

    async function respondAs(status: number, { example, isStatic }: Preferred, accept: string | undefined) {
      const wanted = { __code: String(status), ...(isStatic && { __dynamic: "false" }) };
      const preferred = { ...wanted, ...(example !== undefined && { __example: example }) };
      try {
        const sent = { ...headers, prefer: "", ...(accept !== undefined && { accept }) };
        const asked = new URLSearchParams([...unpreferred, ...Object.entries(preferred)]);
        const response = await respond({ operation, query: asked, headers: sent });
        return response.status === status ? response : undefined;
      } catch {
        return undefined;
      }
    }

    async function respondWith(status: number, preferred: Preferred = {}): Promise<MockResponse | undefined> {
      const json = contentsOf(describe(status)).find(([mediaType]) => isJson(mediaType))?.[0];
      const accept = prefersJson && takesAnything ? json : undefined;
      const response = await respondAs(status, preferred, accept);
      // What goes wrong is said also to a client that accepts nothing of what is described (RFC 9110, section 15.5.7).
      return response ?? (takesAnything || status < 400 ? undefined : respondAs(status, preferred, "*/*"));
    }

    /** The example that the request prefers of a response with one of these statuses. */
    function preferredExample(statuses: readonly number[]): string | undefined {
      const preferences = loadPrism().preferencesOf(toPrismRequest({ operation, query, headers }));
      if (preferences._tag === "Left") return undefined;
      const { code, exampleKey } = preferences.right;
      return code !== undefined && statuses.includes(code) ? exampleKey : undefined;
    }

    return {
      describe,
      respond: (status, example) => respondWith(status, { example }),
      async fail(statuses) {
        const found = describedFailure(operation, statuses);
        if (found === undefined) return undefined;
        const contents = contentsOf(describe(found.status));
        if (found.isDefault && contents.length === 0) return undefined;
        const isStatic = contents.some(([, { example, examples }]) => (example ?? examples) !== undefined);
        const example = preferredExample(statuses);
        const response = await respondWith(found.status, { example, isStatic });
        if (response === undefined && example !== undefined) throw noExample(example);
        return response;
      },
    };
  }
}

/** All that the response to a request rests on, as one text. */
function preferencesOf(request: EngineRequest): string {
  const { headers, example, sentQuery } = request;
  // No header has a line break in it.
  const plain = `${headers["accept"] ?? ""}\n${headers["prefer"] ?? ""}`;
  if (example === undefined && sentQuery !== undefined && !mayPrefer(sentQuery)) return plain;
  const stated = [...request.query].filter(([name]) => isPreference(name));
  return stated.length === 0 && example === undefined ? plain : `${plain}\n${JSON.stringify([stated, example])}`;
}

/** What is wanted of a response beside its status. */
interface Preferred {
  readonly example?: string | undefined;
  /** Whether examples are taken, where bodies are made up otherwise. */
  readonly isStatic?: boolean;
}

const notFound = { type: "NOT_FOUND", title: "The server cannot find the requested content", status: 404 };

function noExample(key: string): ProblemJsonError {
  return new ProblemJsonError(notFound, `The document has no example "${key}" for this failure.`);
}

function noStatus(status: number): ProblemJsonError {
  const detail = `Requested status code ${status} is not defined in the document, and no final status: 200 to 599.`;
  return new ProblemJsonError(notFound, detail);
}

function isDescribed({ description: { responses } }: ServedOperation, status: number): boolean {
  return isObject(responses) && Object.hasOwn(responses, status);
}

/** Which of these statuses an operation describes. A default alone describes what succeeds. */
function describedFailure(
  { description: { responses } }: ServedOperation,
  statuses: readonly number[],
): { readonly status: number; readonly isDefault: boolean } | undefined {
  const all = Object.keys(isObject(responses) ? responses : {}).map((key) => key.toUpperCase());
  const keys = new Set(all.filter((key) => /^(?:[1-5](?:\d\d|XX)|DEFAULT)$/.test(key)));
  const exact = statuses.find((status) => keys.has(String(status)));
  const status = exact ?? statuses.find((one) => keys.has(`${Math.floor(one / 100)}XX`));
  if (status !== undefined) return { status, isDefault: false };
  const [first] = statuses;
  return keys.has("DEFAULT") && keys.size > 1 && first !== undefined ? { status: first, isDefault: true } : undefined;
}

/** An operation none of whose responses can be served: what they refer to is not there. */
function noResponse(openapi: JsonObject, { description: { responses } }: ServedOperation): ProblemJsonError {
  const references = Object.values(isObject(responses) ? responses : {})
    .filter(hasReference)
    .filter((response) => followed(openapi, response) === undefined)
    .map(({ $ref }) => $ref);
  const detail =
    references.length === 0
      ? "None of the responses that the document describes could be read; `twinspec check` says why."
      : `The document has no ${[...new Set(references)].join(" and no ")}.`;
  const title = "No response defined for the selected operation";
  return new ProblemJsonError({ type: "NO_RESPONSE_RESPONSE_DEFINED", title, status: 500 }, detail);
}

/** A refusal of media types, with the header that a client sent instead of the one that Prism was given for it. */
function naming(error: unknown, accept: string): unknown {
  if (!(error instanceof ProblemJsonError) || error.status !== 406) return error;
  return new ProblemJsonError(
    { type: "NOT_ACCEPTABLE", title: error.message, status: 406 },
    `Unable to find content for ${accept}`,
    error.additional,
  );
}

/** How many items of a stream a client prefers, and the time between them in milliseconds: `count=5, interval=200`. */
function pacingOf(prefer: string): Pacing {
  const numberIn = (name: string, most: number): number | undefined => {
    const digits = new RegExp(`(?:^|[,;])\\s*${name}\\s*=\\s*"?(\\d+)(?![\\w.-])`, "i").exec(prefer)?.[1];
    return digits === undefined ? undefined : Math.min(Number(digits), most);
  };
  return { count: numberIn("count", mostItems), interval: numberIn("interval", longestInterval) };
}

/** What a request prefers, as far as it says. */
type Preferences = { readonly [Key in keyof IHttpOperationConfig]?: IHttpOperationConfig[Key] | undefined };

function configOf(options: EngineOptions, preferences: Preferences): IHttpOperationConfig {
  const stated = Object.entries(preferences).filter(([, value]) => value !== undefined);
  return {
    dynamic: options.dynamic ?? false,
    ignoreExamples: options.ignoreExamples ?? false,
    ...(options.seed !== undefined && { seed: String(options.seed) }),
    ...Object.fromEntries(stated),
  };
}

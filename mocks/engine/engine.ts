import type { IHttpOperationConfig, IHttpRequest, IHttpResponse } from "@stoplight/prism-http";
import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, describedResponse } from "../document/response-object.ts";
import { isJson } from "../http/media-type.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import { createSampler, type Unsatisfied } from "../samples/sampler.ts";
import { type EngineRequest, isPreference } from "./engine-request.ts";
import { createFake } from "./faker.ts";
import { fakerOptionsOf } from "./faker-options.ts";
import { type HttpOperation, loadPrism } from "./load-prism.ts";
import { documentOfOneOperation } from "./one-operation.ts";
import { fromPrismResponse, toPrismRequest } from "./prism-messages.ts";
import { createStandIns } from "./stand-ins.ts";

/** How responses are made. */
export interface EngineOptions {
  readonly dynamic?: boolean;
  readonly seed?: number | string;
  readonly ignoreExamples?: boolean;
}

/** What makes the responses that a document describes. */
export interface Engine {
  /** The response to a good request. Rejects with a `ProblemJsonError`, or with what the engine failed at. */
  respond(request: EngineRequest): Promise<MockResponse>;
  /** The other responses to it; as JSON where the client takes anything, if `prefersJson`. */
  described(request: EngineRequest, options?: { readonly prefersJson?: boolean }): DescribedResponses;
  /** The made-up values that break their schemas, so far. */
  unsatisfied(): readonly Unsatisfied[];
}

/** The responses to one request by their statuses, whatever the request prefers. */
export interface DescribedResponses {
  /** The Response Object for a status. */
  describe(status: number): JsonObject | undefined;
  /** The response for a status, by an example's key where one is given; undefined where the document describes none. */
  respond(status: number, example?: string): Promise<MockResponse | undefined>;
}

/** For each operation; what clients accept and prefer differs little. */
const rememberedResponses = 20;

/**
 * Prism as a component: it negotiates responses and makes up bodies for one operation at a time, which it gets on the
 * operation's first request. It checks neither access nor messages: it knows the prefix `Bearer` only and no scopes,
 * and its validation passes over much in silence.
 */
export function createEngine(openapi: JsonObject, options: EngineOptions): Engine {
  const { locale, taste } = fakerOptionsOf(openapi);
  const sampler = createSampler(openapi, createFake(locale), taste);
  const standIns = createStandIns(openapi);
  const operations = new Map<ServedOperation, Promise<HttpOperation>>();
  const remembered = new WeakMap<ServedOperation, Map<string, MockResponse>>();
  return { respond, described, unsatisfied: () => sampler.unsatisfied };

  async function respond(request: EngineRequest): Promise<MockResponse> {
    const input = toPrismRequest(request);
    const responses = remembered.get(request.operation) ?? new Map<string, MockResponse>();
    const key = JSON.stringify([input.headers, input.url.query]);
    const known = responses.get(key);
    if (known !== undefined) return known;

    const preferences = loadPrism().preferencesOf(input);
    if (preferences._tag === "Left") throw preferences.left;
    const config = () => configOf(options, preferences.right);
    const loading = operations.get(request.operation) ?? load(request.operation);
    operations.set(request.operation, loading);
    const response = fromPrismResponse(ask(input, await loading, config));
    const { dynamic, seed } = config();
    const isRepeatable = !dynamic || seed !== undefined;
    if (responses.size >= rememberedResponses) responses.clear();
    if (isRepeatable) remembered.set(request.operation, responses.set(key, response));
    return response;
  }

  async function load(operation: ServedOperation): Promise<HttpOperation> {
    const document = documentOfOneOperation(openapi, operation, standIns.standInFor);
    const [loaded] = await loadPrism().operationsOf(document);
    if (loaded === undefined) throw new Error("Prism finds no operation in the document it was given");
    return loaded;
  }

  /**
   * A fresh configuration, because Prism writes what it negotiated into it. Where there is no schema to make up a body
   * by, the static response stands for it.
   */
  function ask(request: IHttpRequest, operation: HttpOperation, config: () => IHttpOperationConfig): IHttpResponse {
    const respondBy = (stated: IHttpOperationConfig) => {
      const { dynamic: isDynamic = false, seed } = stated;
      return loadPrism().respond(operation, { request, config: stated }, (schema) => {
        const { schema: meant, place } = standIns.meantBy(schema);
        return sampler.sample(meant, { place, isDynamic, seed });
      });
    };
    const result = respondBy(config());
    if (result._tag === "Right") return result.right;
    if (result.left instanceof ProblemJsonError || !config().dynamic) throw result.left;
    const retried = respondBy({ ...config(), dynamic: false });
    if (retried._tag === "Left") throw retried.left;
    return retried.right;
  }

  function described({ operation, query, headers }: EngineRequest, { prefersJson = false } = {}): DescribedResponses {
    const describe = (status: number) => describedResponse(openapi, operation, status);
    const takesAnything = /^\s*(?:\*\/\*\s*)?$/.test(headers["accept"] ?? "");
    return {
      describe,
      async respond(status, example) {
        const prefer = `code=${status}${example === undefined ? "" : `, example=${example}`}`;
        const json = contentsOf(describe(status)).find(([mediaType]) => isJson(mediaType))?.[0];
        const accept = prefersJson && takesAnything ? json : undefined;
        const unpreferred = new URLSearchParams([...query].filter(([name]) => !isPreference(name)));
        try {
          const sent = { ...headers, prefer, ...(accept !== undefined && { accept }) };
          const response = await respond({ operation, query: unpreferred, headers: sent });
          return response.status === status ? response : undefined;
        } catch {
          return undefined;
        }
      },
    };
  }
}

function configOf(options: EngineOptions, preferences: Partial<IHttpOperationConfig>): IHttpOperationConfig {
  const stated = Object.entries(preferences).filter(([, value]) => value !== undefined);
  return {
    dynamic: options.dynamic ?? false,
    ignoreExamples: options.ignoreExamples ?? false,
    ...(options.seed !== undefined && { seed: String(options.seed) }),
    ...Object.fromEntries(stated),
  };
}

import type { ServedOperation } from "../document/operations.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import { trimPath } from "../oauth/endpoints/endpoint-paths.ts";
import type { ApiOptions } from "../pipeline/api-options.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import type { RoutedExchange, Stages } from "../pipeline/gateway.ts";
import { createValidateResponse, withViolations } from "../pipeline/validate-response.ts";
import type { Store } from "../storage/store.ts";
import { parametersOf } from "../validation/parameters.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import { createRecorder } from "./record.ts";
import { recordedStream } from "./recorded-stream.ts";
import { recordingFolders, undescribedFolder } from "./recording-names.ts";
import { type RecordedApi, RecordingOptionError } from "./recordings.ts";
import { concernsRedacted } from "./redacted-violation.ts";
import { createReplay } from "./replay.ts";
import { createUpstream, defaultBodyLimit, type UpstreamResponse } from "./upstream/upstream.ts";

/** An API, and where its recordings are. */
type RecordingParts = RecordedApi & {
  readonly store: Store;
  /** The streams that flow, each until it is written down. */
  readonly flowing: Set<Promise<void>>;
};

/** The stages of an API that records, or replays, what the store has. */
export function recordingStages(stages: Stages, options: ApiOptions, parts: RecordingParts): Stages {
  const { record, replay = false, stateful = false } = options;
  if ([record !== undefined, replay, stateful].filter(Boolean).length > 1) {
    throw new RecordingOptionError("a mock records or replays, or it is stateful; give one of these");
  }
  if (record !== undefined) return recordStages(stages, record, options, parts);
  return replay ? replayStages(stages, options, parts) : stages;
}

/**
 * Every request goes to the API with the credentials that it has; nothing is checked here but what the document says,
 * and access only where the options say how.
 */
function recordStages(stages: Stages, address: string, options: ApiOptions, parts: RecordingParts): Stages {
  const isWritten = options.recording !== false;
  const { upstreamProxy: proxy } = options;
  const upstream = createUpstream(address, { flows: isWritten ? "streams" : "all", proxy });
  const folders = recordingFolders(parts.operations);
  const oauthPaths = oauthPathsOf(parts);
  const write = createRecorder({
    store: parts.store,
    redaction: parts.redaction,
    oauthPaths,
    nameOf: ({ operation }) => ({
      folder: (operation && folders.get(operation)) ?? undescribedFolder,
      operation: operation?.name ?? operation?.operationId,
    }),
  });
  const responses = new WeakMap<Exchange, UpstreamResponse>();
  const record: typeof write = async (exchange, response) => {
    // One that flows is written down when it is over.
    if (isWritten && response.transmission?.kind !== "live") await write(exchange, response);
  };
  const forward = async (exchange: Exchange): Promise<UpstreamResponse> => {
    const { method, target, headers, gone } = exchange;
    const response = await upstream({ method, target, headers, body: await exchange.readSentBody(), gone });
    if (!isWritten) return response;
    return recordedStream(response, {
      ...{ limit: defaultBodyLimit, gone, flowing: parts.flowing },
      async write(whole) {
        if (responses.has(exchange)) await validateWhole(exchange as RoutedExchange, forClient(whole, options), stages);
        await record(exchange, whole);
      },
    });
  };
  const isStrict = options.errors ?? false;

  return {
    ...stages,
    async oauth(exchange) {
      if (!oauthPaths.has(trimPath(exchange.path))) return undefined;
      const response = await forward(exchange);
      await record(exchange, response);
      return forClient(response, options);
    },
    async authorize(exchange) {
      if (options.auth === undefined) return undefined;
      if (isStrict) return stages.authorize(exchange);
      await parts.noteAccess(exchange);
      return undefined;
    },
    refuse: isStrict ? stages.refuse : async () => undefined,
    async mock(exchange) {
      const response = await forward(exchange);
      // What the API does not have yet is mocked, and there is nothing to record of it (RFC 9110, section 15.6.2).
      if (response.status === 501) return (await stages.refuse(exchange)) ?? stages.mock(exchange);
      responses.set(exchange, response);
      return withDeprecation(forClient(response, options), exchange.operation);
    },
    async validateResponse(exchange, response) {
      const recorded = responses.get(exchange);
      try {
        return await stages.validateResponse(exchange, response);
      } finally {
        // With the violations that were just found.
        if (recorded !== undefined) await record(exchange, recorded);
      }
    },
    async undescribed(exchange) {
      if (isStrict) return undefined;
      const response = await forward(exchange);
      await record(exchange, response);
      return withViolations(forClient(response, options), exchange.violations);
    },
  };
}

/** Finds what is wrong about a stream that is over, for its recording: its headers were judged when it began. */
async function validateWhole(exchange: RoutedExchange, response: MockResponse, stages: Stages): Promise<void> {
  exchange.violations = exchange.violations.filter(({ location: [part] }) => part === "request");
  try {
    await stages.validateResponse(exchange, response);
  } catch (error) {
    if (!(error instanceof ProblemJsonError)) throw error;
  }
}

/** What is deprecated says so in a header, as what the mock responds with does. */
function withDeprecation(response: MockResponse, { description }: ServedOperation): MockResponse {
  const isSaid = response.headers.some(([name]) => name === "deprecation");
  if (description["deprecated"] !== true || isSaid) return response;
  return { ...response, headers: [...response.headers, ["deprecation", "true"]] };
}

/**
 * Responds with what was recorded. Tokens are those of the outside, so they are checked only where the options say how.
 */
function replayStages(stages: Stages, options: ApiOptions, parts: RecordingParts): Stages {
  const { openapi, redaction, store, replayed } = parts;
  const { resolve } = documentSchemas(openapi, "request");
  const oauthPaths = oauthPathsOf(parts);
  const replay = createReplay({
    store,
    redaction,
    oauthPaths,
    route: stages.route,
    replayed,
    headersOf: (operation) =>
      parametersOf(operation, resolve)
        .filter(({ place, name }) => place === "header" && !redaction.isSecret(place, name))
        .map(({ name }) => name.toLowerCase()),
  });
  const isStrict = options.errors ?? false;
  const isChecked = options.auth !== undefined;
  const find = async (exchange: Exchange): Promise<MockResponse | undefined> => {
    const response = await replay.find(exchange);
    return response && forClient(response, options);
  };
  const responseOf = async (exchange: Exchange): Promise<MockResponse> => {
    const response = await find(exchange);
    if (response === undefined) throw await replay.missing(exchange);
    return response;
  };

  return {
    ...stages,
    async oauth(exchange) {
      if (!oauthPaths.has(trimPath(exchange.path))) return undefined;
      return (isChecked ? undefined : await find(exchange)) ?? stages.oauth(exchange);
    },
    authorize: isChecked ? stages.authorize : async () => undefined,
    refuse: isStrict ? stages.refuse : async () => undefined,
    mock: responseOf,
    validateResponse: createValidateResponse(openapi, {
      isStrict,
      hasOwnCors: options.cors ?? true,
      isExcused: concernsRedacted,
    }),
    async undescribed(exchange) {
      if (isStrict) return undefined;
      return withViolations(await responseOf(exchange), exchange.violations);
    },
  };
}

/** Whom browsers may hand the response to is said by the mock, which has another origin than the API. */
export function forClient<Given extends MockResponse>(response: Given, { cors = true }: ApiOptions): Given {
  const origin = { source: "upstream" } as const;
  if (!cors) return { ...response, origin };
  return { ...response, origin, headers: response.headers.filter(([name]) => !name.startsWith("access-control-")) };
}

function oauthPathsOf({ endpoints }: RecordingParts): ReadonlySet<string> {
  return new Set(endpoints.map((endpoint) => endpoint.slice(endpoint.indexOf(" ") + 1)));
}

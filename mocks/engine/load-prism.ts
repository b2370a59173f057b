import { createRequire } from "node:module";
import type {
  getHttpOperationsFromSpec,
  IHttpOperationConfig,
  IHttpRequest,
  IHttpResponse,
} from "@stoplight/prism-http";
import { UNPROCESSABLE_ENTITY } from "@stoplight/prism-http/dist/mocker/errors.js";
import type { getHttpConfigFromRequest } from "@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js";
import type { JsonObject } from "../../generator/document/json.ts";
import { ProblemJsonError } from "../http/problem.ts";
import { loadPrivately } from "./private-modules.ts";

/** An operation as Prism describes it. */
export type HttpOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

/** A value, or why there is none, as Prism has them of fp-ts. */
export type Either<Value> =
  | { readonly _tag: "Right"; readonly right: Value }
  | { readonly _tag: "Left"; readonly left: Error };

/** What is used of Prism. */
export interface LoadedPrism {
  /**
   * The response to a request, out of those of an operation, with what `make` makes up for a schema. It writes what it
   * negotiated into the configuration: each request needs a fresh one.
   */
  readonly respond: (
    operation: HttpOperation,
    asked: { readonly request: IHttpRequest; readonly config: IHttpOperationConfig },
    make: (schema: JsonObject) => unknown,
  ) => Either<IHttpResponse>;
  /** The operations of a document. The document is changed. */
  readonly operationsOf: typeof getHttpOperationsFromSpec;
  /** What a request says of the response that it prefers. */
  readonly preferencesOf: typeof getHttpConfigFromRequest;
}

let prism: LoadedPrism | undefined;

/** Prism, loaded when it is first needed. */
export function loadPrism(): LoadedPrism {
  prism ??= load();
  return prism;
}

/** Prism's mocker: of a request that has been routed and validated it makes the response. */
type Mocker = (asked: {
  readonly resource: HttpOperation;
  readonly input: { readonly data: IHttpRequest; readonly validations: readonly never[] };
  readonly config: IHttpOperationConfig;
}) => (logger: object) => Either<IHttpResponse>;

/** What Prism resolves references with: the documents of one operation have none. */
class NothingToResolve {
  dereference(document: object): Promise<object> {
    return Promise.resolve(document);
  }
}

/**
 * Prism's modules without those that the response to a routed and validated request never comes to: the router, the
 * validators, the proxy, callbacks, Postman, Swagger 2.0, YAML, references, requests to other servers, colors for its
 * log. With these, and faker's 59 languages, loading takes six times as long.
 */
function load(): LoadedPrism {
  const server = createRequire(createRequire(import.meta.url).resolve("@stoplight/prism-http-server"));
  const http = createRequire(server.resolve("@stoplight/prism-http"));
  let making: (schema: JsonObject) => unknown = () => undefined;
  const made = (schema: JsonObject): Either<unknown> => ({ _tag: "Right", right: making(schema) });
  const bodies = {
    generate: (_: HttpOperation, _bundle: unknown, schema: JsonObject) => made(schema),
    generateStatic: (_: HttpOperation, schema: JsonObject) => made(schema),
    SchemaTooComplexGeneratorError: class extends Error {},
  };
  const given = new Map<string, unknown>([
    [server.resolve("@stoplight/prism-http"), { ProblemJsonError, UNPROCESSABLE_ENTITY }],
    [http.resolve("./types.js"), { ProblemJsonError }],
    [http.resolve("./forwarder/index.js"), { serializeBody: () => ({ _tag: "Left" }) }],
    [http.resolve("./mocker/generator/JSONSchema.js"), bodies],
    [http.resolve("@stoplight/json-schema-ref-parser"), NothingToResolve],
    [http.resolve("chalk"), { grey: String }],
    ...[
      "./mocker/callback/callbacks.js",
      "./validator/validators/body.js",
      "./validator/validators/headers.js",
      "@stoplight/http-spec/oas2/operation",
      "@stoplight/http-spec/postman/operation",
      "@stoplight/yaml",
      "node-fetch",
    ].map((id): [string, unknown] => [http.resolve(id), {}]),
  ]);
  return loadPrivately(given, () => {
    const { default: mock } = http("./mocker/index.js") as { default: Mocker };
    const operations = http("./utils/operations.js") as { getHttpOperationsFromSpec: LoadedPrism["operationsOf"] };
    const preferences = server("./getHttpConfigFromRequest.js") as {
      getHttpConfigFromRequest: LoadedPrism["preferencesOf"];
    };
    return {
      respond(resource, { request, config }, make) {
        // Prism's mocker is done when it returns
        making = make;
        return mock({ resource, input: { data: request, validations: [] }, config })(silentLogger);
      },
      operationsOf: operations.getHttpOperationsFromSpec,
      preferencesOf: preferences.getHttpConfigFromRequest,
    };
  });
}

const ignore = () => undefined;
const silentLogger = {
  debug: ignore,
  error: ignore,
  fatal: ignore,
  info: ignore,
  success: ignore,
  trace: ignore,
  warn: ignore,
  child: () => silentLogger,
};

import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
  ProblemJsonError,
  VIOLATIONS,
} from "@stoplight/prism-http";
import { getHttpConfigFromRequest } from "@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js";
import { serialize } from "@stoplight/prism-http-server/dist/serialize.js";
import type { JsonObject } from "../generator/document/json.ts";
import { isJson } from "./media-type.ts";
import type { ServerOptions } from "./mock.ts";
import { documentOfOneOperation, isReadableName } from "./one-operation.ts";
import type { ServedOperation } from "./operations.ts";
import { createReferenceDepth } from "./reference-depth.ts";

/** A request to an operation that the router has found. */
export interface PrismRequest {
  readonly operation: ServedOperation;
  /** The path variables' decoded values by name, in the order of the template. */
  readonly variables: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON is parsed, anything else text; undefined when there is none. */
  readonly body: unknown;
}

/** An answer as it goes on the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string | readonly string[]])[];
  readonly body: string | Buffer | undefined;
}

/** Answers a request by Prism. Rejects with a `ProblemJsonError`, or with what Prism failed at. */
export type Prism = (request: PrismRequest) => Promise<Answer>;

type Instance = ReturnType<typeof createInstance>;
type HttpOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Result = { readonly output: IHttpResponse; readonly validations: { readonly output: readonly Violation[] } };

interface Violation {
  readonly path?: readonly string[];
  readonly severity: number;
  readonly code?: string | number;
  readonly message: string;
}

// An answer is framed by this server, so a document must not set these headers.
const framingHeaders = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "keep-alive",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const severityNames = ["Error", "Warning", "Information", "Hint"];

/**
 * Prism as a component: it negotiates, validates and makes up bodies for one operation at a time, which it gets on the
 * operation's first request. Its security check is off, because it knows the prefix `Bearer` only and no scopes.
 */
export function createPrism(openapi: JsonObject, options: ServerOptions): Prism {
  const instance = createInstance(configOf(options, {}), {
    logger: silentLogger,
    route: ({ resources }) => right(resources[0] as HttpOperation),
  });
  const depthOf = createReferenceDepth(openapi);
  const operations = new Map<ServedOperation, Promise<HttpOperation>>();

  async function load(operation: ServedOperation, names: readonly string[]): Promise<HttpOperation> {
    const { parameters, requestBody, responses } = operation.description;
    const depth = depthOf([operation.pathParameters, parameters, requestBody, responses]);
    const document = documentOfOneOperation(openapi, operation, names, depth);
    const [loaded] = await getHttpOperationsFromSpec(document);
    if (loaded === undefined) throw new Error("Prism finds no operation in the document it was given");
    return loaded;
  }

  return async (request) => {
    const variables = [...request.variables].filter(([name]) => isReadableName(name));
    const names = variables.map(([name]) => name);
    const values = variables.map(([, value]) => value);
    const input = toInput(request, values);
    const preferences = getHttpConfigFromRequest(input);
    if (preferences._tag === "Left") throw preferences.left;

    const loading = operations.get(request.operation) ?? load(request.operation, names);
    operations.set(request.operation, loading);
    const operation = await loading;

    const result = await ask(instance, input, operation, () => configOf(options, preferences.right));
    return toAnswer(result, options.errors ?? false);
  };
}

/**
 * A fresh configuration, because Prism writes what it negotiated into it. Where Prism cannot generate a body, such as for a
 * pattern that its generator does not know, the static sample is the answer instead of its error 500.
 */
async function ask(
  instance: Instance,
  input: IHttpRequest,
  operation: HttpOperation,
  config: () => IHttpConfig,
): Promise<Result> {
  const result = await instance.request(input, [operation], config())();
  if (result._tag === "Right") return result.right;
  const { mock, ...rest } = config();
  if (result.left instanceof ProblemJsonError || !mock.dynamic) throw result.left;
  const retried = await instance.request(input, [operation], {
    ...rest,
    mock: { ...mock, dynamic: false },
  } as IHttpConfig)();
  if (retried._tag === "Left") throw retried.left;
  return retried.right;
}

function configOf(options: ServerOptions, preferences: Partial<IHttpConfig["mock"]>): IHttpConfig {
  const mock: IHttpConfig["mock"] = {
    dynamic: options.dynamic ?? false,
    ignoreExamples: options.ignoreExamples ?? false,
    ...(options.seed !== undefined && { seed: String(options.seed) }),
  };
  const stated = Object.entries(preferences).filter(([, value]) => value !== undefined);
  return {
    mock: { ...mock, ...Object.fromEntries(stated) },
    checkSecurity: false,
    validateRequest: true,
    validateResponse: true,
    errors: options.errors ?? false,
    upstreamProxy: undefined,
    isProxy: false,
  };
}

function toInput({ operation, query, headers, body }: PrismRequest, variables: readonly string[]): IHttpRequest {
  const parameters = [...new Set(query.keys())].map((name) => [name, query.getAll(name)] as const);
  return {
    method: operation.method.toLowerCase() as IHttpRequest["method"],
    url: {
      path: `/${variables.map(encodeURIComponent).join("/")}`,
      query: Object.fromEntries(parameters.map(([name, all]) => [name, all.length === 1 ? (all[0] ?? "") : all])),
    },
    headers: { ...headers },
    ...(body !== undefined && { body }),
  };
}

function toAnswer({ output, validations }: Result, failOnViolation: boolean): Answer {
  const violations = validations.output.map(({ path = [], severity, code, message }) => ({
    location: ["response", ...path],
    severity: severityNames[severity] ?? "Error",
    code,
    message,
  }));
  const failures = violations.filter(({ severity }) => severity === "Error");
  if (failOnViolation && failures.length > 0) {
    throw ProblemJsonError.fromTemplate(VIOLATIONS, "The response does not satisfy the document.", {
      validation: failures,
    });
  }
  const { statusCode: status } = output;
  if (!(status >= 200 && status <= 599))
    throw new Error(`The document gives no final status code (${status}) to answer with.`);

  const headers: [string, string][] = Object.entries(output.headers ?? {}).flatMap(([name, value]) => {
    const text = value === null || value === undefined ? "" : headerText(value);
    return text === "" || framingHeaders.has(name.toLowerCase()) ? [] : [[name, text]];
  });
  if (violations.length > 0) headers.push(["sl-violations", violationsText(violations)]);
  const mediaType = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return { status, headers, body: bodyText(output.body, mediaType) };
}

function bodyText(body: unknown, mediaType: string | undefined): string | Buffer | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string" && !isJson(mediaType)) {
    const base64 = /^data:[^,]*;base64,(.*)$/s.exec(body)?.[1];
    return base64 === undefined ? body : Buffer.from(base64, "base64");
  }
  try {
    const text: unknown = serialize(body, mediaType);
    return typeof text === "string" ? text : undefined;
  } catch {
    // A media type that Prism cannot write, with an example that is no text.
    return JSON.stringify(body);
  }
}

function headerText(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  // Outside printable ASCII a header is percent-encoded, so that no example can end a line or break the answer.
  return text.replaceAll(/[^\x20-\x7e]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
}

function violationsText(violations: readonly unknown[]): string {
  const text = JSON.stringify(violations).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  // Clients and proxies refuse headers beyond 8 kB.
  return text.length <= 8000 ? text : `Too many violations! ${text.slice(0, 8000)}`;
}

function right<Value>(value: Value): { readonly _tag: "Right"; readonly right: Value } {
  return { _tag: "Right", right: value };
}

type Logger = NonNullable<Parameters<typeof createInstance>[1]["logger"]>;

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
} as unknown as Logger;

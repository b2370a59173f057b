import { type JsonObject, setOwn } from "../../generator/document/json.ts";
import { nameArguments, sentBody } from "../../generator/names/arguments.ts";
import { LatestOperations } from "../document/latest-operations.ts";
import type { ServedOperation } from "../document/operations.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { Redaction } from "../http/redact.ts";
import { type ParameterPlace, parametersOf } from "../validation/parameters.ts";
import {
  createRequestValidator,
  type RequestValidator,
  type ValidatedRequest,
} from "../validation/request-validator.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import type { Violation } from "../validation/violation.ts";
import type { RoutedExchange, Soon } from "./gateway.ts";
import { createFindUnknownQuery, type UnknownQueryOptions } from "./unknown-query.ts";

/** Decodes and validates a request, and writes down its arguments under the client's names for them. */
export type Decode = (exchange: RoutedExchange) => Soon<void>;

/** What is known of an operation after its first request. */
interface OperationDecoding {
  readonly validate: RequestValidator;
  /** The arguments of a query that nothing describes. */
  readonly findUnknown: ((query: string) => readonly Violation[]) | undefined;
  /** What is known of the arguments, by their names in each place. */
  readonly known: { readonly [Place in ParameterPlace]: ReadonlyMap<string, KnownArgument> };
  /** The client's name for the body. */
  readonly bodyName: string;
}

interface KnownArgument {
  /** The client's name for it. */
  readonly argument: string;
  readonly isSecret: boolean;
}

/**
 * Parameters of the query by which a client says what response it prefers and which server it means, as Prism's users
 * know them; none of the API.
 */
const preferences = /^__(?:code|dynamic|example|seed|server)=/;

const noSecrets: ReadonlySet<string> = new Set();
const places = ["path", "query", "header", "cookie"] as const satisfies readonly ParameterPlace[];

/** How requests are decoded. */
export interface DecodeOptions {
  /** Whether anything is said of what is wrong. Default: true. */
  readonly isJudging?: boolean;
  /** Whether arrays and objects of a query may be sent with brackets behind their names. Default: true. */
  readonly readsBrackets?: boolean;
  /** Default: nothing is said of query arguments that nothing describes. */
  readonly unknownQuery?: Pick<UnknownQueryOptions, "alsoKnown" | "severity"> | undefined;
}

/** Decodes the requests to the operations of one document. */
export function createDecode(
  openapi: JsonObject,
  redaction: Redaction,
  { isJudging = true, readsBrackets = true, unknownQuery }: DecodeOptions = {},
): Decode {
  const decodings = new LatestOperations<OperationDecoding>();

  return (exchange) => {
    const { operation } = exchange;
    let decoding = decodings.get(operation);
    if (decoding === undefined) {
      decoding = decodingOf(operation);
      decodings.set(operation, decoding);
    }
    const body = exchange.readBody();
    if (body instanceof Promise) return decodeLater(exchange, body, decoding);
    const validated = validate(exchange, body, decoding);
    if (validated instanceof Promise) return validated.then((later) => writeDown(exchange, later, decoding));
    writeDown(exchange, validated, decoding);
  };

  async function decodeLater(exchange: RoutedExchange, body: Promise<Buffer>, decoding: OperationDecoding) {
    try {
      writeDown(exchange, await validate(exchange, await body, decoding), decoding);
    } catch (error) {
      const undecodable = exchange.headers["content-encoding"] === undefined ? undefined : violationOfCoding(error);
      if (undecodable === undefined) throw error;
      const { violations, ...rest } = await validate(exchange, Buffer.alloc(0), decoding);
      const others = violations.filter(({ location }) => location[1] !== "body");
      writeDown(exchange, { ...rest, violations: [undecodable, ...others] }, decoding);
    }
  }

  function decodingOf(operation: ServedOperation): OperationDecoding {
    const names = argumentNames(operation, openapi);
    const bodyName = names.get("body") ?? "body";
    const known = { path: new Map(), query: new Map(), header: new Map(), cookie: new Map() };
    for (const { name, place } of parametersOf(operation, documentSchemas(openapi, "request").resolve)) {
      const argument = names.get(`${place} ${name}`) ?? name;
      known[place].set(name, { argument, isSecret: redaction.isSecret(place, name) });
    }
    const findUnknown =
      isJudging && unknownQuery !== undefined
        ? createFindUnknownQuery(operation, openapi, { ...unknownQuery, readsBrackets })
        : undefined;
    const validate = createRequestValidator(operation, openapi, { readsBrackets });
    return { validate, findUnknown, known, bodyName };
  }

  function validate(exchange: RoutedExchange, body: Buffer, decoding: OperationDecoding) {
    const { variables, headers } = exchange;
    return decoding.validate({ variables, query: apiQueryOf(exchange), headers, body });
  }

  function writeDown(
    exchange: RoutedExchange,
    validated: ValidatedRequest,
    { findUnknown, known, bodyName }: OperationDecoding,
  ) {
    const unknown = exchange.sentQuery === "" ? undefined : findUnknown?.(apiQueryOf(exchange));
    const violations = unknown?.length ? [...validated.violations, ...unknown] : validated.violations;
    if (violations.length > 0 && isJudging) {
      const found = violations.map((violation) => ({ ...violation, source: "request" as const }));
      exchange.violations = [...exchange.violations, ...found];
    }
    exchange.parameters = validated.arguments;
    exchange.body = validated.body;

    const args = {};
    let secret = noSecrets;
    for (const place of places) {
      const values = validated.arguments[place];
      for (const name in values) {
        const { argument = name, isSecret = redaction.isSecret(place, name) } = known[place].get(name) ?? {};
        setOwn(args, argument, values[name]);
        if (isSecret || (place === "cookie" && redaction.isSecretCookieValue(values[name])))
          secret = new Set([...secret, argument]);
      }
    }
    exchange.bodyName = bodyName;
    if (validated.body !== undefined) setOwn(args, exchange.bodyName, validated.body);
    exchange.arguments = args;
    exchange.secretArguments = secret;
  }
}

/** What is wrong with a body whose content codings cannot be taken off. */
function violationOfCoding(error: unknown): Violation | undefined {
  if (!(error instanceof ProblemJsonError) || !("code" in error)) return undefined;
  return { location: ["request", "body"], severity: "Error", code: String(error.code), message: error.detail };
}

/** The query without what is none of the API's. */
function apiQueryOf({ sentQuery }: RoutedExchange): string {
  return sentQuery.includes("__") ? withoutPreferences(sentQuery) : sentQuery;
}

function withoutPreferences(query: string): string {
  const pairs = query.split("&");
  return pairs.filter((pair) => !preferences.test(pair)).join("&");
}

/** The client's names for the arguments of an operation; that of a body only where one is described. */
export function argumentsOf(operation: ServedOperation, openapi: JsonObject): ReadonlySet<string> {
  const hasBody = operation.description["requestBody"] !== undefined;
  const names = [...argumentNames(operation, openapi)].filter(([key]) => hasBody || key !== "body");
  return new Set(names.map(([, name]) => name));
}

/** The client's names for the arguments of an operation, by place and name; that of a body by `body`. */
export function argumentNames(operation: ServedOperation, openapi: JsonObject): ReadonlyMap<string, string> {
  const { resolve } = documentSchemas(openapi, "request");
  const parameters = parametersOf(operation, resolve);
  const body = resolve(operation.description["requestBody"]);
  const hasBody = sentBody({ method: operation.method, operation: { requestBody: body } }) !== undefined;
  const names = nameArguments(
    parameters.map(({ name, place }) => ({ name, in: place })),
    hasBody,
    operation.argumentNames,
  );
  return new Map([
    ...parameters.map(({ name, place }, index) => [`${place} ${name}`, names.parameters[index] ?? name] as const),
    ["body", names.body ?? "body"],
  ]);
}

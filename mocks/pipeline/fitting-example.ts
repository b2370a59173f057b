import { getOwn, isObject, type JsonObject, listIn, sorted } from "../../generator/document/json.ts";
import { LatestOperations } from "../document/latest-operations.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, describedResponse, followed } from "../document/response-object.ts";
import type { Engine } from "../engine/engine.ts";
import { isPreference } from "../engine/engine-request.ts";
import type { MockResponse } from "../http/response.ts";
import type { ApiOptions } from "./api-options.ts";
import type { RoutedExchange, Soon } from "./gateway.ts";

/** What the examples of an operation's response belong to. */
interface Examples {
  /** Values of the response by the keys of its examples, in the document's order. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The parameters, and the body, whose examples have keys among these, with the values by key. */
  readonly asked: readonly Asked[];
}

interface Asked {
  readonly read: (exchange: RoutedExchange) => unknown;
  readonly values: ReadonlyMap<string, unknown>;
}

/**
 * Finds the example of the successful response whose own arguments a request has; undefined where there is none:
 *
 * 1. one of whose key a parameter or the body has an example too, where the request has all of these values;
 * 2. one whose key is the value of a path variable, of the last one first;
 * 3. one that is an object which has the path variables as members: under their names, or `id` for `petId`.
 */
export function createFittingExample(openapi: JsonObject): (exchange: RoutedExchange) => string | undefined {
  const known = new LatestOperations<Examples | null>();

  return (exchange) => {
    const { operation } = exchange;
    let examples = known.get(operation);
    if (examples === undefined) {
      examples = examplesOf(operation, openapi) ?? null;
      known.set(operation, examples);
    }
    if (examples === null) return undefined;
    return byAskedValues(examples, exchange) ?? byPathVariables(examples.values, exchange);
  };
}

/**
 * The response of the document to a good request: with the example that fits it, where the request and the options say
 * nothing of examples.
 */
export function createMockStage(
  engine: Engine,
  openapi: JsonObject,
  { dynamic = false, ignoreExamples = false }: Pick<ApiOptions, "dynamic" | "ignoreExamples">,
): (exchange: RoutedExchange) => Soon<MockResponse> {
  const fittingExample = createFittingExample(openapi);
  const hasExamples = !dynamic && !ignoreExamples;

  return (exchange) => {
    const example = hasExamples ? fittingExample(exchange) : undefined;
    if (example === undefined || isChoosing(exchange)) return engine.respond(exchange);
    const { operation, query, headers } = exchange;
    // The media type that the client accepts may have no such example.
    const responding = engine.respond({ operation, query, headers, example });
    return responding instanceof Promise ? responding.catch(() => engine.respond(exchange)) : responding;
  };
}

function isChoosing({ query, headers }: RoutedExchange): boolean {
  return (
    /(?:^|[,;\s])(?:code|dynamic|example)\s*=/i.test(headers["prefer"] ?? "") || [...query.keys()].some(isPreference)
  );
}

function byAskedValues({ values, asked }: Examples, exchange: RoutedExchange): string | undefined {
  let best: { readonly key: string; readonly count: number } | undefined;
  for (const key of values.keys()) {
    const having = asked.filter((one) => one.values.has(key));
    const fits = having.every((one) => isSame(one.values.get(key), one.read(exchange)));
    if (fits && having.length > (best?.count ?? 0)) best = { key, count: having.length };
  }
  return best?.key;
}

function byPathVariables(
  values: ReadonlyMap<string, unknown>,
  { parameters: { path }, operation }: RoutedExchange,
): string | undefined {
  const variables = [...operation.path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = ""]) => {
    const value = getOwn(path, name);
    return typeof value === "object" || value === undefined ? [] : [{ name, text: String(value) }];
  });
  const named = variables.toReversed().find(({ text }) => values.has(text));
  if (named !== undefined || variables.length === 0) return named?.text;
  return [...values].find(([, value]) => {
    if (!isObject(value)) return false;
    const members = variables.map(({ name, text }, index) => {
      return { text, member: memberFor(name, value, index === variables.length - 1) };
    });
    // Others than the last one may name what the response belongs to.
    return (
      members.at(-1)?.member !== undefined && members.every(({ text, member }) => [undefined, text].includes(member))
    );
  })?.[0];
}

/**
 * The text of the member that a path variable names; undefined where there is none. The last variable names what the
 * response is about, whose own member is often `id` alone.
 */
function memberFor(variable: string, value: JsonObject, isLast: boolean): string | undefined {
  const plain = (name: string) => name.replaceAll(/[_-]/g, "").toLowerCase();
  const own = Object.keys(value).find((name) => plain(name) === plain(variable));
  const key = own ?? (isLast && /(?:^|[a-z\d_-])(?:id|Id|ID)$/.test(variable) ? "id" : undefined);
  const member = key === undefined ? undefined : getOwn(value, key);
  return member === undefined || member === null || typeof member === "object" ? undefined : String(member);
}

/** The examples of the lowest 2xx response; undefined where there is nothing to choose between. */
function examplesOf(operation: ServedOperation, openapi: JsonObject): Examples | undefined {
  const { responses, requestBody } = operation.description;
  const statuses = Object.keys(isObject(responses) ? responses : {}).filter((key) => /^2\d\d$/.test(key));
  const status = statuses.length === 0 ? 200 : Math.min(...statuses.map(Number));
  const contents = contentsOf(describedResponse(openapi, operation, status));
  const values = new Map(contents.flatMap(([, content]) => [...examplesIn(content, openapi)]));
  if (values.size < 2) return undefined;
  const described = [...operation.pathParameters, ...listIn(operation.description, "parameters")];
  const body = contentsOf(followed(openapi, requestBody)).map(([, content]) => examplesIn(content, openapi));
  const asked: Asked[] = [
    ...described.flatMap((entry) => {
      const parameter = followed(openapi, entry) ?? {};
      const { name, in: place } = parameter;
      const own = examplesIn(parameter, openapi);
      const read = ({ parameters }: RoutedExchange) => getOwn(getOwn(parameters, String(place)), String(name));
      return own.size === 0 ? [] : [{ read, values: own }];
    }),
    ...body
      .filter(({ size }) => size > 0)
      .map((own) => ({ read: ({ body: sent }: RoutedExchange) => sent, values: own })),
  ];
  return { values, asked: asked.filter((one) => [...one.values.keys()].some((key) => values.has(key))) };
}

function examplesIn(holder: JsonObject, openapi: JsonObject): ReadonlyMap<string, unknown> {
  const entries = Object.entries(followed(openapi, holder["examples"]) ?? {}).flatMap(([key, entry]) => {
    const example = followed(openapi, entry);
    const value = getOwn(example, "value") ?? getOwn(example, "dataValue");
    return value === undefined ? [] : [[key, value] as const];
  });
  return new Map(entries);
}

/** Whether a value was sent; what JSON has as a number may come as its digits. */
function isSame(wanted: unknown, sent: unknown): boolean {
  if (sent === undefined) return false;
  if (typeof wanted !== "object" || typeof sent !== "object") return String(wanted) === String(sent);
  return JSON.stringify(sorted(wanted)) === JSON.stringify(sorted(sent));
}

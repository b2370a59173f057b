import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { followed } from "../document/response-object.ts";
import type { Engine } from "../engine/engine.ts";
import type { MockResponse } from "../http/response.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import type { SentEntry } from "../pipeline/request-log.ts";
import { type ExchangedMessages, fillExpressions } from "./runtime-expression.ts";

/** What callbacks are sent with. */
export interface CallbackMeans {
  readonly openapi: JsonObject;
  readonly engine: Engine;
  /** Hosts beside this machine that callbacks may go to, `hooks.example.com` or with a port. */
  readonly hosts: readonly string[];
  /** Writes down what was sent. */
  readonly add: (entry: SentEntry) => void;
}

/** How long a receiver has, in milliseconds. */
const timeLimit = 2_000;

/** The most callbacks of one request. */
const mostCallbacks = 100;

/**
 * Sends the callbacks that an operation describes (section 4.8.18), as they come of a request and its response: each
 * with the body and the headers that the document has for it, to this machine or a listed host. It does not reject:
 * what goes wrong is written down.
 */
export function createCallbacks(means: CallbackMeans): (exchange: Exchange, response: MockResponse) => Promise<void> {
  const { openapi } = means;

  return async (exchange, response) => {
    const { operation } = exchange;
    const { callbacks } = operation?.description ?? {};
    if (operation === undefined || !isObject(callbacks) || response.status < 200 || response.status >= 400) return;
    const messages = messagesOf(exchange, response);
    const sent = Object.entries(callbacks).flatMap(([name, entry]) =>
      Object.entries(followed(openapi, entry) ?? {}).flatMap(([expression, item]) =>
        Object.entries(followed(openapi, item) ?? {}).flatMap(([method, description]) => {
          const isOperation =
            isObject(description) && /^(?:get|put|post|delete|options|head|patch|trace)$/.test(method);
          return isOperation ? [{ name, expression, method: method.toUpperCase(), description }] : [];
        }),
      ),
    );
    await Promise.all(
      sent
        .slice(0, mostCallbacks)
        .map(({ name, expression, method, description }) =>
          send(fillExpressions(expression, messages) ?? expression, { name, method, description, expression }, means),
        ),
    );
  };
}

interface Callback {
  readonly name: string;
  readonly method: string;
  readonly description: JsonObject;
  readonly expression: string;
}

async function send(url: string, callback: Callback, means: CallbackMeans): Promise<void> {
  const { name, method, description, expression } = callback;
  const start = performance.now();
  const write = (status: number, message?: string, sent?: MockResponse) => {
    const violations = message === undefined ? [] : [failure(name, message)];
    const duration = performance.now() - start;
    means.add({ callback: name, method, url, status, duration, violations, body: sent?.body });
  };
  const refusal = refusalOf(url, expression, means.hosts);
  if (refusal !== undefined) return write(0, refusal);
  try {
    const message = await messageOf(description, method, means);
    const headers = message.headers.flatMap(([key, value]) =>
      [value].flat().map((text): [string, string] => [key, text]),
    );
    const hasBody = method !== "GET" && method !== "HEAD" && message.body !== undefined;
    const received = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(timeLimit),
      ...(hasBody && { body: message.body as BodyInit }),
    });
    await received.body?.cancel();
    write(received.status, undefined, message);
  } catch (error) {
    write(0, error instanceof Error ? error.message : String(error));
  }
}

/** The message of a callback: what its operation takes is made as what another one responds with. */
async function messageOf(description: JsonObject, method: string, { openapi, engine }: CallbackMeans) {
  const body = followed(openapi, description["requestBody"]);
  const parameters = listIn(description, "parameters").map((parameter) => followed(openapi, parameter));
  const headers = parameters.filter((parameter) => parameter?.["in"] === "header");
  const response = {
    description: "",
    content: body?.["content"] ?? {},
    headers: Object.fromEntries(headers.map((header) => [String(header?.["name"]), header])),
  };
  const publicPart = { method, path: "", operationId: undefined, name: undefined, aliases: [], scopes: [] };
  const operation: ServedOperation = {
    ...publicPart,
    ...{ method: "POST", publicPart, description: { responses: { "200": response } } },
    ...{ pathParameters: [], argumentNames: new Map() },
  };
  return engine.respond({ operation, query: new URLSearchParams(), headers: {} });
}

/**
 * Why nothing is sent to an address; undefined where it may be. A document must not reach services of this machine that
 * the request does not name: what it has itself, in examples too, counts as listed alone.
 */
function refusalOf(url: string, expression: string, hosts: readonly string[]): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) return "its address is not a URL";
  const { host, hostname } = address;
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  const isListed = hosts.includes(host) || hosts.includes(hostname);
  if (isListed) return undefined;
  if (!isLoopback) return `${host} is not this machine, and mock.callbackHosts does not list it`;
  const isOfRequest = /^(?:https?:\/\/)?\{?\$request\./.test(expression);
  return isOfRequest ? undefined : `the document says ${host}, and mock.callbackHosts does not list it`;
}

function failure(name: string, message: string): SentEntry["violations"][number] {
  const text = `The callback ${name} was not received: ${message}`;
  return { location: ["request"], severity: "Warning", code: "callback", message: text, source: "request" };
}

function messagesOf(exchange: Exchange, response: MockResponse): ExchangedMessages {
  const { method, root, target, headers, query, parameters, body } = exchange;
  const sent = response.headers.map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")] as const);
  return {
    url: `${root}${target}`,
    method,
    status: response.status,
    request: { headers, query: { ...Object.fromEntries(query), ...parameters.query }, path: parameters.path, body },
    response: { headers: Object.fromEntries(sent), query: {}, path: {}, body: jsonIn(response.body) },
  };
}

function jsonIn(body: MockResponse["body"]): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}

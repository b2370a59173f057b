import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { type ExchangedMessages, fillExpressions } from "../../callbacks/runtime-expression.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import { followed } from "../../document/response-object.ts";
import { documentedFor } from "../judges/documented-response.ts";
import type { Exchange } from "../running/exchange.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { identifierFor } from "./record-path.ts";

/** A link of a response (section 4.8.20), with what it gives to the operation that it leads to. */
export interface FollowedLink {
  readonly name: string;
  readonly target: TestedOperation;
  readonly arguments: ReadonlyMap<string, unknown>;
}

/** The links that the documents have for a response, as far as they can be followed. */
export function linksOf(exchange: Exchange, api: TestedApi): FollowedLink[] {
  const { call, response } = exchange;
  const links = response && documentedFor(call.operation, response.status)?.description["links"];
  if (!isObject(links)) return [];
  return Object.entries(links).flatMap(([name, entry]) => {
    const link = followed(api.openapi, entry);
    const target = link && targetOf(link, api);
    const given = link && target && argumentsOf(link, target, { exchange, api });
    return target && given ? [{ name, target, arguments: given }] : [];
  });
}

/** The operations that the links of an operation's good responses lead to. */
export function linkedFrom({ responses }: TestedOperation, api: TestedApi): TestedOperation[] {
  const good = responses.filter(({ status }) => /^2/.test(status));
  return good.flatMap(({ description: { links } }) =>
    Object.values(isObject(links) ? links : {}).flatMap((entry) => {
      const link = followed(api.openapi, entry);
      return (link && targetOf(link, api)) ?? [];
    }),
  );
}

function targetOf(
  { operationId, operationRef }: JsonObject,
  { operations, openapi }: TestedApi,
): TestedOperation | undefined {
  if (typeof operationId === "string") return operations.find(({ served }) => served.operationId === operationId);
  if (typeof operationRef !== "string") return undefined;
  const described = followed(openapi, { $ref: operationRef });
  return operations.find(({ served }) => served.description === described);
}

function argumentsOf(
  link: JsonObject,
  target: TestedOperation,
  { exchange, api }: { readonly exchange: Exchange; readonly api: TestedApi },
): Map<string, unknown> | undefined {
  const messages = messagesOf(exchange);
  const given = new Map<string, unknown>();
  const parameters = isObject(link["parameters"]) ? Object.entries(link["parameters"]) : [];
  for (const [name, expression] of parameters) {
    const [, place, own = name] = /^(path|query|header|cookie)\.(.+)$/.exec(name) ?? [];
    const parameter = target.parameters.find((one) => one.name === own && (place === undefined || one.place === place));
    const filled = typeof expression === "string" ? fillExpressions(expression, messages) : expression;
    if (parameter === undefined || filled === undefined) return undefined;
    const value = typeof filled === "string" ? identifierFor(filled, parameter.schema, api) : filled;
    given.set(parameter.key, value);
  }
  return given;
}

function messagesOf({ call, request, response, json }: Exchange): ExchangedMessages {
  const inPlace = (place: string) =>
    Object.fromEntries(
      [...call.arguments].flatMap(([key, value]) =>
        key.startsWith(`${place} `) ? [[key.slice(place.length + 1), unmarked(value)]] : [],
      ),
    );
  const headers = Object.fromEntries((response?.headers ?? []).map(([name, value]) => [name.toLowerCase(), value]));
  const body = call.body !== undefined && "value" in call.body ? unmarked(call.body.value) : undefined;
  return {
    ...{ url: request.url, method: request.method, status: response?.status ?? 0 },
    request: { headers: inPlace("header"), query: inPlace("query"), path: inPlace("path"), body },
    response: { headers, query: {}, path: {}, body: json },
  };
}

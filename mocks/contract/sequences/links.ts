import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { type ExchangedMessages, fillExpressions } from "../../callbacks/runtime-expression.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import { followed } from "../../document/response-object.ts";
import type { Call } from "../calls/call.ts";
import { documentedFor } from "../judges/documented-response.ts";
import { quoted } from "../judges/fault.ts";
import { identifierFor } from "../records/record-path.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Accepted, Testing } from "../running/testing.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";

/** Follows the links of a response that read something (section 4.8.20). */
export async function checkLinks({ exchange }: Accepted, testing: Testing): Promise<void> {
  const { call, response } = exchange;
  const { api } = testing.session;
  const links = response && documentedFor(call.operation, response.status)?.description["links"];
  if (!isObject(links) || !(await testing.isLive())) return;
  for (const [name, entry] of Object.entries(links)) {
    const link = followed(api.openapi, entry);
    const target = link && targetOf(link, testing);
    if (link === undefined || target === undefined || !target.isSafe) continue;
    const given = argumentsOf(link, target, { exchange, api });
    if (given === undefined) continue;
    const placement = { arguments: given, isPlaced: true };
    const to: Call = { ...(await testing.means.calls.at(target, placement, "link")), isPlaced: true };
    const label = `following the link ${quoted(name)}`;
    const found = await testing.try(to, { kind: "stateful", label });
    if (found === undefined) continue;
    await testing.judge(found, "anything", label);
    if (isSuccess(found) || (found.response?.status ?? 0) >= 500) continue;
    const of = `The link ${quoted(name)} of ${call.operation.info.name}`;
    const message = `${of} leads to a status of ${found.response?.status}.`;
    testing.findings.add({ rule: "link-broken", cause: `${call.operation.info.name} ${name}`, message }, found);
  }
}

function targetOf({ operationId, operationRef }: JsonObject, testing: Testing): TestedOperation | undefined {
  const { operations, openapi } = testing.session.api;
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

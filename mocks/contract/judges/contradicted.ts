import { isObject } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import { followed } from "../../document/response-object.ts";
import { matchContent } from "../../http/media-type.ts";
import type { Violation } from "../../validation/violation.ts";
import { headerOf } from "../message.ts";
import type { Exchange } from "../running/exchange.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { documentedFor } from "./documented-response.ts";

const known = new WeakMap<TestedOperation, Map<string, Promise<ReadonlySet<string>>>>();

/** What a violation is of, whatever the item of an array. */
export function causeOf({ location: [, place, ...path], code }: Violation): string {
  return `${place} ${path.map((key) => (/^\d+$/.test(key) ? "*" : key)).join(" ")} ${code}`;
}

/**
 * What the documents' own examples of a response break of its schema: there the documents say two things, so that no
 * server can do as they say.
 */
export function contradictedBy(exchange: Exchange, api: TestedApi): Promise<ReadonlySet<string>> {
  const { call, response } = exchange;
  const mediaType = (response && headerOf(response, "content-type")) ?? "";
  const status = response?.status ?? 0;
  const ofOperation = known.get(call.operation) ?? new Map<string, Promise<ReadonlySet<string>>>();
  known.set(call.operation, ofOperation);
  const key = `${status} ${mediaType}`;
  const found = ofOperation.get(key) ?? contradictions(call.operation, { status, mediaType }, api);
  ofOperation.set(key, found);
  return found;
}

async function contradictions(
  operation: TestedOperation,
  { status, mediaType }: { readonly status: number; readonly mediaType: string },
  { openapi }: TestedApi,
): Promise<ReadonlySet<string>> {
  const contents = Object.fromEntries(documentedFor(operation, status)?.contents ?? []);
  const { example, examples } = matchContent(contents, mediaType)?.description ?? {};
  const named = Object.values(isObject(examples) ? examples : {}).map((one) => followed(openapi, one)?.["value"]);
  const causes = new Set<string>();
  for (const value of [example, ...named]) {
    if (value === undefined) continue;
    const body = typeof value === "string" ? value : JSON.stringify(unmarked(value));
    const violations = await operation.validateResponse({ status, headers: { "content-type": mediaType }, body });
    for (const violation of violations) if (violation.location[1] === "body") causes.add(causeOf(violation));
  }
  return causes;
}

import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import { followed } from "../../document/response-object.ts";
import { matchContent } from "../../http/media-type.ts";
import { createSampler } from "../../samples/sampler.ts";
import { headerOf } from "../message.ts";
import type { Exchange } from "../running/exchange.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import { documentedFor } from "./documented-response.ts";

const samplers = new WeakMap<TestedApi, ReturnType<typeof createSampler>>();

/**
 * Whether a response is an example of the documents, or what is made up of its schema alone, as the mock responds:
 * then it says nothing of what the server knows.
 */
export function isCanned({ call, response, json }: Exchange, api: TestedApi): boolean {
  if (response === undefined || json === undefined) return false;
  const contents = Object.fromEntries(documentedFor(call.operation, response.status)?.contents ?? []);
  const media = matchContent(contents, headerOf(response, "content-type") ?? "")?.description ?? {};
  const { example, examples, schema } = media;
  const named = Object.values(isObject(examples) ? examples : {}).map((one) => followed(api.openapi, one)?.["value"]);
  const said = [example, ...named].filter((one) => one !== undefined);
  if (said.some((one) => isDeepStrictEqual(plain(one), plain(json)))) return true;
  if (isEmpty(json) || schema === undefined) return false;
  const sampler = samplers.get(api) ?? createSampler(api.openapi, () => undefined);
  samplers.set(api, sampler);
  const made = sampler.sample(schema, { place: "canned", isDynamic: false, seed: undefined });
  return isDeepStrictEqual(plain(made), plain(json));
}

/** JSON as it is after it was sent. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(unmarked(value))) as unknown;
}

function isEmpty(json: unknown): boolean {
  return typeof json !== "object" || json === null || Object.keys(json).length === 0;
}

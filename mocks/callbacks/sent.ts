import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { callbacksOf, type SentNames, type SentOperation, webhooksOf } from "../document/sent-operations.ts";
import type { Engine } from "../engine/engine.ts";
import type { SentEntry } from "../pipeline/request-log.ts";
import { createCallbacks } from "./callbacks.ts";
import { createDeliver } from "./deliver.ts";
import { createFindSent, createSendWebhook, type WebhookControl } from "./send-webhook.ts";
import { createSentMessages } from "./sent-message.ts";

/** What a mock sends by itself. */
export interface Sent extends WebhookControl {
  /** Sends what follows a response. */
  readonly callbacks: ReturnType<typeof createCallbacks>;
  /** The webhook or the callback of a name; undefined where there is none. */
  readonly findSent: (name: string) => SentOperation | undefined;
}

/** What it is sent with. */
interface SentMeans {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  readonly engine: Engine;
  /** The client's names of webhooks and callbacks. */
  readonly names: SentNames | undefined;
  /** Hosts beside this machine that may be sent to, `hooks.example.com` or with a port. */
  readonly hosts: readonly string[];
  /** Writes down what was sent. */
  readonly add: (entry: SentEntry) => void;
}

/** The webhooks and callbacks of one document. */
export function createSent({ openapi, operations, engine, names, hosts, add }: SentMeans): Sent {
  const callbacks = new Map(operations.map((operation) => [operation, callbacksOf(openapi, operation)]));
  const { find, names: known } = createFindSent([...webhooksOf(openapi), ...[...callbacks.values()].flat()], names);
  const compose = createSentMessages(openapi, engine);
  const deliver = createDeliver(openapi, add);
  const means = { hosts, compose, deliver };
  return {
    callbacks: createCallbacks({ ...means, callbacksOf: (operation) => callbacks.get(operation) ?? [] }),
    sendWebhook: createSendWebhook({ ...means, find, names: known }),
    findSent: find,
  };
}

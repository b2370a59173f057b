import type { JsonParser } from "../core/description.ts";
import { isJson } from "../core/json.ts";
import { readMessage, type WebhookMessage, type WebhookRequest } from "./message.ts";

/** A request that the API sends: a webhook, or a callback of an operation. */
export interface Webhook<
  Name extends string = string,
  Payload = unknown,
  Headers = object,
  Query = object,
> {
  /** Its public name. */
  readonly name: Name;
  /** Its name in the document, where that is another. */
  readonly published?: string;
  /** The media types of its payload. Default: `application/json`; none where it has no payload. */
  readonly content?: readonly string[];
  /** Whether it may come without its payload. */
  readonly isOptional?: boolean;
  /** What parses JSON. Default: `JSON.parse`. */
  readonly parse?: JsonParser;
  readonly headers?: readonly WebhookParameter[];
  readonly query?: readonly WebhookParameter[];
  /** Never there: it carries the types. */
  readonly received?: { payload: Payload; headers: Headers; query: Query };
}

/** A header or a query parameter of a webhook. */
export interface WebhookParameter {
  readonly name: string;
  /** What its text is. Default: a string. */
  readonly is?: "number" | "boolean" | "bigint" | "date";
  /** Whether it is a list of these: repeated in a query, separated by commas elsewhere. */
  readonly list?: "repeated" | "commas";
  readonly required?: boolean;
}

/** A webhook that was received. Of several, `name` tells which. */
export type Received<Kind extends Webhook> =
  Kind extends Webhook<infer Name, infer Payload, infer Headers, infer Query>
    ? {
        readonly name: Name;
        readonly payload: Payload;
        /** The headers that the document describes, under the names that it has for them. */
        readonly headers: Headers;
        /** The query parameters that the document describes. */
        readonly query: Query;
      }
    : never;

/** How a webhook is received. */
export interface WebhookOptions {
  /**
   * Checks the signature, before anything is parsed. What it throws, or the promise of `false` or `false` itself,
   * refuses the request.
   */
  readonly verify?: ((message: WebhookMessage) => unknown) | undefined;
}

/** How one of several webhooks is received. */
export interface WebhookChoice extends WebhookOptions {
  /** Tells which one it is: by its public name, or by its name in the document. Runs after `verify`. */
  readonly choose: (message: WebhookMessage) => string | undefined;
}

/** A request that is not the webhook that it should be. Its message holds nothing of the body. */
export class WebhookError extends Error {
  override readonly name: string = "WebhookError";
  /**
   * `signature`: `verify` refused it. `unknown`: it is none of the webhooks. `media-type`: its body is of another type.
   * `malformed`: the body does not parse, or a header or a query parameter is missing or wrong.
   */
  readonly reason: keyof typeof statuses;
  /** The HTTP status to respond with: 401, 404, 415 or 400. */
  readonly status: number;

  constructor(reason: keyof typeof statuses, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.status = statuses[reason];
  }
}

const statuses = { signature: 401, unknown: 404, "media-type": 415, malformed: 400 } as const;

/**
 * Reads a webhook that was received: checks its signature by `verify`, then its media type, and parses what it carries
 * to the types that the document describes. Whether the values are valid is not checked.
 *
 * Rejects with a WebhookError; with a TypeError where the body is read or parsed already.
 */
export async function parseWebhook<Kind extends Webhook>(
  webhook: Kind,
  request: WebhookRequest,
  options?: WebhookOptions,
): Promise<Received<Kind>>;
/** Reads one of several webhooks; `choose` tells which. */
export async function parseWebhook<Kind extends Webhook>(
  webhooks: readonly Kind[],
  request: WebhookRequest,
  options: WebhookChoice,
): Promise<Received<Kind>>;
export async function parseWebhook(
  given: Webhook | readonly Webhook[],
  request: WebhookRequest,
  { verify, choose }: Partial<WebhookChoice> = {},
): Promise<unknown> {
  const message = await readMessage(request);
  await checkSignature(message, verify);
  const webhook = "name" in given ? given : chosenFrom(given, choose?.(message));
  const { name, headers = [], query = [] } = webhook;
  const search = new URLSearchParams(/\?([^#]*)/.exec(message.url ?? "")?.[1]);
  return {
    name,
    payload: await payloadOf(webhook, message),
    headers: parametersOf(
      headers,
      (header) => {
        const text = message.headers[header.toLowerCase()];
        return text === undefined ? [] : [text];
      },
      `${name}: the header`,
    ),
    query: parametersOf(
      query,
      (parameter) => search.getAll(parameter),
      `${name}: the query parameter`,
    ),
  };
}

async function checkSignature(
  message: WebhookMessage,
  verify: WebhookOptions["verify"],
): Promise<void> {
  let verdict: unknown;
  try {
    verdict = await verify?.(message);
  } catch (cause) {
    throw new WebhookError("signature", "the signature of the webhook is not valid", { cause });
  }
  if (verdict === false)
    throw new WebhookError("signature", "the signature of the webhook is not valid");
}

function chosenFrom(webhooks: readonly Webhook[], chosen: string | undefined): Webhook {
  const found =
    webhooks.find(({ name }) => name === chosen) ??
    webhooks.find(({ published }) => published !== undefined && published === chosen);
  if (found) return found;
  const shown = chosen === undefined ? "it" : JSON.stringify(chosen.slice(0, 100));
  throw new WebhookError("unknown", `${shown} is none of the webhooks that are expected here`);
}

async function payloadOf(
  { name, content = ["application/json"], isOptional, parse = JSON.parse }: Webhook,
  { headers, bytes, text }: WebhookMessage,
): Promise<unknown> {
  if (content.length === 0 || (isOptional && bytes.length === 0)) return undefined;
  const type = headers["content-type"] ?? content[0]!;
  if (!content.some((declared) => isOfType(type, declared)))
    throw new WebhookError(
      "media-type",
      `${name}: ${JSON.stringify(type)} is not ${content.join(" or ")}`,
    );
  const plain = type.toLowerCase().split(";")[0]!.trim();
  if (isText(plain)) return text;
  try {
    if (isJson(plain)) return parse(text);
    if (plain === "application/x-www-form-urlencoded") return new URLSearchParams(text);
    if (plain === "multipart/form-data")
      return await new Response(bytes, { headers: { "Content-Type": type } }).formData();
  } catch {
    // without what the parser threw, which quotes the body
    throw new WebhookError("malformed", `${name}: the body is not valid ${plain}`);
  }
  return new Blob([bytes], { type });
}

/** By the same rule as the types: text, XML, YAML, and streams, which a webhook has as a whole. */
function isText(type: string): boolean {
  return /^text\/|^application\/.*(?:xml|yaml)|event-stream|jsonl|ndjson|json-seq/.test(type);
}

/** Whether a media type is one that is declared, or in its range; one kind of JSON is as good as another. */
function isOfType(given: string, declared: string): boolean {
  const [type = ""] = given.toLowerCase().split(";");
  const [wanted = ""] = declared.toLowerCase().split(";");
  if (isJson(wanted) && isJson(type)) return true;
  const [start, end] = wanted.trim().split("/");
  return end === "*"
    ? start === "*" || type.trim().startsWith(`${start}/`)
    : type.trim() === wanted.trim();
}

function parametersOf(
  described: readonly WebhookParameter[],
  textsOf: (name: string) => readonly string[],
  subject: string,
): object {
  return Object.fromEntries(
    described.flatMap(({ name, is, list, required }) => {
      const texts = textsOf(name);
      if (texts.length === 0 && !required) return [];
      if (texts.length === 0) throw new WebhookError("malformed", `${subject} ${name} is missing`);
      const items = list === "commas" ? texts.flatMap((text) => text.split(/\s*,\s*/)) : texts;
      const values = items.map((text) => readText(text, is));
      if (values.includes(undefined))
        throw new WebhookError("malformed", `${subject} ${name} is not a valid ${is}`);
      return [[name, list ? values : values[0]]];
    }),
  );
}

/** What a text stands for; undefined where it stands for no such value. */
function readText(text: string, is: WebhookParameter["is"]): unknown {
  if (is === "number")
    return text.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (is === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (is === "bigint") return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
  if (is === "date") return Number.isNaN(Date.parse(text)) ? undefined : new Date(text);
  return text;
}

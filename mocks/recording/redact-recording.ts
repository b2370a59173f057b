import { isObject, setOwn } from "../../generator/document/json.ts";
import { isJson } from "../http/media-type.ts";
import {
  isOAuthRequest,
  isOAuthSecretName,
  isSecretName,
  type Redaction,
  redacted,
  type SecretContext,
} from "../http/redact.ts";
import { bytesOf, jsonOf } from "./recorded-body.ts";
import type { RecordedBody, RecordedHeaders, RecordedRequest, RecordedResponse, Recording } from "./recording.ts";
import { redactParts, redactText } from "./redact-text.ts";
import { SecretValues } from "./secret-values.ts";

/** A request before its secrets are replaced. */
export interface SentRequest extends Omit<RecordedRequest, "query"> {
  /** What follows the question mark, as it was sent. */
  readonly query: string;
  /** The path variables by name, percent-encoded as they were sent. */
  readonly variables: ReadonlyMap<string, string>;
  /** Whether the path is that of an OAuth endpoint. */
  readonly isOAuth: boolean;
}

/** A recording before its secrets are replaced. */
export type SentExchange = Omit<Recording, "request"> & { readonly request: SentRequest };

/**
 * The recording without secrets: those that are known by their names, in addresses, headers and bodies at any depth,
 * and whatever else has the value of one of them. Credentials are looked for in request and response, since a response
 * says what a request repeats.
 */
export function redactRecording(sent: SentExchange, redaction: Redaction): Recording {
  const values = new SecretValues();
  const context = contextOf(sent.request, values);
  const { operation, recorded, violations } = sent;
  const request = redactRequestParts(sent.request, redaction, context);
  const { status, headers, body } = sent.response;
  const response: RecordedResponse = {
    status,
    headers: redactHeaders(headers, redaction, context),
    body: body && redactBody(body, mediaTypeOf(headers), redaction, context),
  };
  return {
    operation,
    recorded,
    request: replaceInRequest(request, values),
    response: {
      status,
      headers: values.replaceInData(response.headers),
      body: response.body && replaceInBody(response.body, values),
    },
    violations: violations.map((violation) => ({
      ...violation,
      location: values.replaceInData(violation.location),
      message: values.replaceIn(violation.message),
    })),
  };
}

/** The request alone, as a recording would have it. */
export function redactRequest(sent: SentRequest, redaction: Redaction): RecordedRequest {
  const values = new SecretValues();
  return replaceInRequest(redactRequestParts(sent, redaction, contextOf(sent, values)), values);
}

function replaceInRequest(
  { method, path, query, headers, body }: RecordedRequest,
  values: SecretValues,
): RecordedRequest {
  return {
    method,
    path: values.replaceIn(path),
    query: values.replaceInData(query),
    headers: values.replaceInData(headers),
    body: body && replaceInBody(body, values),
  };
}

function contextOf({ isOAuth, query, headers, body }: SentRequest, { note }: SecretValues): SecretContext {
  const form = body !== undefined && "text" in body && isForm(mediaTypeOf(headers)) ? body.text : "";
  const json = body !== undefined && "json" in body && isObject(body.json) ? Object.keys(body.json) : [];
  const names = [query, form].map((text) => [...new URLSearchParams(text).keys()]);
  return { isOAuth: isOAuth || [...names, json].some(isOAuthRequest), note };
}

function redactRequestParts(sent: SentRequest, redaction: Redaction, context: SecretContext): RecordedRequest {
  const { method, path, query, headers, body } = sent;
  return {
    method,
    path: redaction.path(path, sent.variables, context),
    query: parametersOf(redaction.pairs(query, context), (value) => redactText(value, redaction, context)),
    headers: redactHeaders(headers, redaction, context),
    body: body && redactBody(body, mediaTypeOf(headers), redaction, context),
  };
}

function parametersOf(query: string, redactValue: (value: string) => string): RecordedRequest["query"] {
  const parameters = new URLSearchParams(query);
  const values = [...new Set(parameters.keys())].map((name) => {
    const all = parameters.getAll(name).map(redactValue);
    return [name, all.length === 1 ? (all[0] ?? "") : all] as const;
  });
  return Object.fromEntries(values);
}

function redactHeaders(headers: RecordedHeaders, redaction: Redaction, context: SecretContext): RecordedHeaders {
  const one = (name: string, value: string): string => {
    const [byName = ""] = Object.values(redaction.headers({ [name]: value }, context));
    // A cookie's name and attributes tell what a client is to do with it.
    if (name === "set-cookie") return value.replace(/^([^=;]*=)?[^;]*/, (_, start = "") => start + redacted);
    return byName === redacted ? redacted : redactText(byName, redaction, context);
  };
  const entries = Object.entries(headers).map(([name, value]) => {
    return [name, typeof value === "string" ? one(name, value) : value.map((text) => one(name, text))] as const;
  });
  return Object.fromEntries(entries);
}

function redactBody(body: RecordedBody, mediaType: string, redaction: Redaction, context: SecretContext): RecordedBody {
  if ("json" in body) return { ...body, json: redactData(body.json, redaction, context) };
  if ("base64" in body) {
    // Forms with files, and texts in another encoding than UTF-8; any other bytes are not text.
    if (!/^(?:text\/|multipart\/|application\/(?:.*\+)?(?:json|xml|x-www-form-urlencoded))/i.test(mediaType))
      return body;
    const text = bytesOf(body).toString("latin1");
    const replaced = redactParts(redactText(text, redaction, context), context);
    return replaced === text ? body : { base64: Buffer.from(replaced, "latin1").toString("base64") };
  }
  const { text } = body;
  if (isForm(mediaType)) return { text: redactForm(text, redaction, context) };
  if (/^multipart\//i.test(mediaType)) return { text: redactParts(redactText(text, redaction, context), context) };
  // JSON that was sent as something else.
  const data = !isJson(mediaType) && /^\s*[[{]/.test(text) ? jsonOf(text) : undefined;
  if (data === undefined) return { text: redactText(text, redaction, context) };
  const replaced = redactData(data.json, redaction, context);
  return JSON.stringify(replaced) === JSON.stringify(data.json)
    ? body
    : { text: bytesOf({ ...data, json: replaced }).toString() };
}

function redactForm(text: string, redaction: Redaction, context: SecretContext): string {
  return redaction
    .pairs(text, context)
    .split("&")
    .map((pair) => {
      const [[, value] = ["", ""]] = new URLSearchParams(pair);
      const replaced = value === redacted ? value : redactText(value, redaction, context);
      return replaced === value ? pair : `${pair.split("=", 1)[0]}=${encodeURIComponent(replaced)}`;
    })
    .join("&");
}

function redactData(value: unknown, redaction: Redaction, context: SecretContext): unknown {
  const isSecret = (name: string): boolean => isSecretName(name) || (context.isOAuth && isOAuthSecretName(name));
  const visit = (child: unknown): unknown => {
    if (typeof child === "string") return redactText(child, redaction, context);
    if (Array.isArray(child)) return child.map(visit);
    if (!isObject(child)) return child;
    const copy = {};
    for (const [key, item] of Object.entries(child)) setOwn(copy, key, isSecret(key) ? hide(item) : visit(item));
    // A secret whose name is data too: `{ name: "password", value: "…" }`.
    const named = [child["name"], child["key"]].find((name) => typeof name === "string");
    if (typeof named === "string" && isSecret(named) && Object.hasOwn(child, "value"))
      setOwn(copy, "value", hide(child["value"]));
    return copy;
  };
  /** Whatever a secret is made of; `true` and `null` tell nothing. */
  const hide = (secret: unknown): unknown => {
    if (typeof secret === "string" && secret !== "") context.note(secret);
    if (typeof secret === "number") context.note(String(secret));
    if (typeof secret === "number" || (typeof secret === "string" && secret !== "")) return redacted;
    if (Array.isArray(secret)) return secret.map(hide);
    if (!isObject(secret)) return secret;
    const copy = {};
    for (const [key, item] of Object.entries(secret)) setOwn(copy, key, hide(item));
    return copy;
  };
  return visit(value);
}

function replaceInBody(body: RecordedBody, values: SecretValues): RecordedBody {
  if ("json" in body) {
    const { json, numbers } = body;
    return { json: values.replaceInData(json), ...(numbers && { numbers: values.replaceInData(numbers) }) };
  }
  if ("text" in body) return { text: values.replaceIn(body.text) };
  const bytes = bytesOf(body);
  const replaced = values.replaceInBytes(bytes);
  return replaced.equals(bytes) ? body : { base64: replaced.toString("base64") };
}

function isForm(mediaType: string): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(mediaType);
}

/** The media type of a message; an empty text where it has none. */
export function mediaTypeOf(headers: RecordedHeaders): string {
  const type = Object.hasOwn(headers, "content-type") ? headers["content-type"] : undefined;
  return [type ?? ""].flat().join(", ");
}

import { isObject } from "../../generator/document/json.ts";
import { resolvePointer } from "../../generator/schema/references.ts";

/** A request and its response, as runtime expressions see them. */
export interface ExchangedMessages {
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly request: ExchangedMessage;
  readonly response: ExchangedMessage;
}

/** One of the two; names of headers are in lower case, and a response has neither query nor path. */
export interface ExchangedMessage {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly path: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/**
 * A text with its runtime expressions filled in (OpenAPI 3.1.1, section 4.8.20.4); undefined where one of them has no
 * value; in the query of an address that is an empty one. A text may be one expression without braces.
 */
export function fillExpressions(text: string, messages: ExchangedMessages): string | undefined {
  let isComplete = true;
  const isMissing = (expression: string) => (valueAt(expression, messages) ?? undefined) === undefined;
  const fill = (expression: string): string => {
    const value = valueAt(expression, messages);
    if (value === undefined || value === null) isComplete = false;
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
  const filled = text.startsWith("$")
    ? fill(text)
    : text.replaceAll(/\{(\$[^{}]*)\}/g, (_, expression: string, start: number) =>
        text.lastIndexOf("?", start) > 0 && isMissing(expression) ? "" : fill(expression),
      );
  return isComplete ? filled : undefined;
}

function valueAt(expression: string, messages: ExchangedMessages): unknown {
  if (expression === "$url") return messages.url;
  if (expression === "$method") return messages.method;
  if (expression === "$statusCode") return messages.status;
  const [, side, source] = /^\$(request|response)\.(.+)$/.exec(expression) ?? [];
  if (side === undefined || source === undefined) return undefined;
  const message = side === "request" ? messages.request : messages.response;
  if (source === "body") return message.body;
  if (source.startsWith("body#")) {
    const pointer = source.slice("body".length);
    if (pointer === "#" || pointer === "#/") return message.body;
    return isObject(message.body) ? resolvePointer(message.body, pointer) : undefined;
  }
  const [place = "", name = ""] = [source.slice(0, source.indexOf(".")), source.slice(source.indexOf(".") + 1)];
  if (place === "header") return own(message.headers, name.toLowerCase());
  if (place === "query") return own(message.query, name);
  return place === "path" ? own(message.path, name) : undefined;
}

function own(map: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

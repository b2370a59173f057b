import { isJson } from "./parameters.ts";
import { ResponseError } from "./response-error.ts";

/**
 * The body of a 2xx response by the response's own `Content-Type`: JSON parsed, text and XML as a string, event streams
 * and JSON lines as the ReadableStream, anything else as a Blob. Without a type: JSON if it parses, otherwise text.
 * Undefined when there is no body (204, 205, HEAD) or an empty one where JSON was to be expected.
 *
 * Rejects with a ResponseError when JSON is malformed.
 */
export async function readBody(response: Response, accept: string): Promise<unknown> {
  if (response.body === null) return undefined;
  const type = response.headers.get("Content-Type") ?? "";
  if (/event-stream|jsonl|ndjson|json-seq/i.test(type)) return response.body;
  const isText = /^text\/|^[^;]*(xml|yaml|x-www-form-urlencoded|javascript)/i.test(type);
  if (type && !isText && !isJson(type)) return response.blob();
  const text = await response.text();
  // Servers label JSON as text: where the operation declares no text, text that parses is taken for what it is.
  if (isText && /text|xml|yaml|\*/i.test(accept)) return text;
  if (!text) return isText ? text : undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!isJson(type)) return text;
    throw new ResponseError(response, text, `the ${response.status} response is not valid JSON`, cause);
  }
}

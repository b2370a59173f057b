import type { JsonParser } from "./description.ts";
import { readJson } from "./read-json.ts";
import { readUntyped } from "./read-untyped.ts";
import { descriptions } from "./result.ts";

/**
 * The body of a 2xx response by the response's own `Content-Type`: JSON parsed, text and XML as a string, event streams
 * and JSON lines as the ReadableStream, anything else, pictures in XML included, as a Blob. Without a type: JSON if it
 * parses, otherwise text. Undefined when there is no body (204, 205, HEAD).
 *
 * Rejects as `readJson` does; also for an HTML page where the operation declares JSON and nothing that a page could be.
 */
export async function readBody(response: Response, operation: string, parse?: JsonParser): Promise<unknown> {
  if (response.body === null) return undefined;
  const [type = ""] = (response.headers.get("Content-Type") ?? "").toLowerCase().split(";");
  if (/event-stream|jsonl|ndjson|json-seq/.test(type)) return response.body;
  if (type === "") return readUntyped(response, operation, parse);
  if (type.includes("json") || isStrayPage(type, response)) return readJson(response, operation, parse);
  return /^text|^application.*[/+](xml|yaml|x-yaml|x-www-form-urlencoded)/.test(type)
    ? response.text()
    : response.blob();
}

/** Whether it is somebody else's page, such as a proxy's; text of other types is labelled as HTML all too often. */
function isStrayPage(type: string, response: Response): boolean {
  const accept = descriptions.get(response)?.accept ?? "";
  return type.includes("html") && accept.includes("json") && !/\btext\/|html|xml|\*/i.test(accept);
}

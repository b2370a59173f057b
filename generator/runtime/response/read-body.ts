import type { JsonParser, ResponseReader } from "../core/description.ts";
import { descriptions } from "../core/transport.ts";

/**
 * The content of a 2xx response (RFC 9110, section 6.4) is not what the operation declares: the page of a proxy where
 * JSON should be, or malformed JSON. The status says success, so the request may have done its work; sending it again
 * is safe where its method is idempotent.
 */
export class ContentError extends Error {
  override readonly name: string = "ContentError";
  /** The operation's public name. */
  declare readonly operation: string;
  /** The HTTP status. */
  declare readonly status: number;
  /** The text that was received. It may hold secrets. */
  declare readonly body: string;
  /** Its body has been read; its headers and its address may hold secrets. */
  declare readonly response: Response;
}

/**
 * The JSON in the body of a 2xx response, however it is labelled; undefined when the body is empty.
 *
 * Rejects with a ContentError when `parse` throws; its message says that the body is not `declared`.
 */
export async function readJson(
  response: Response,
  operation: string,
  parse: JsonParser = JSON.parse,
  declared = "JSON",
): Promise<unknown> {
  const body = await response.text();
  try {
    return body ? parse(body) : undefined;
  } catch {
    // Without what the parser threw, which quotes the body, and with nothing enumerable, which loggers print.
    throw Object.defineProperties(
      new ContentError(`${operation}: ${response.headers.get("Content-Type")} is not ${declared}`),
      {
        operation: { value: operation },
        body: { value: body },
        response: { value: response },
        status: { value: response.status },
      },
    );
  }
}

/**
 * The body of a 2xx response about whose media type nothing is known: JSON if it parses, otherwise the text; undefined
 * when it is empty.
 */
export async function readUntyped(
  response: Response,
  _operation: string,
  parse: JsonParser = JSON.parse,
): Promise<unknown> {
  const body = await response.text();
  try {
    return parse(body);
  } catch {
    return body || undefined;
  }
}

/**
 * The body of a 2xx response by the response's own `Content-Type`: JSON parsed, text and XML as a string, event streams
 * and JSON lines as the ReadableStream, anything else, pictures in XML included, as a Blob. Without a type: JSON if it
 * parses, otherwise text. Undefined when there is no body (204, 205, HEAD).
 *
 * Rejects as `readJson` does; also for an HTML page where the operation declares JSON and nothing that a page could be.
 */
export async function readBody(
  response: Response,
  operation: string,
  parse?: JsonParser,
): Promise<unknown> {
  if (response.body === null) return undefined;
  const [type = ""] = (response.headers.get("Content-Type") ?? "").toLowerCase().split(";");
  if (/event-stream|jsonl|ndjson|json-seq/.test(type)) return response.body;
  if (type === "") return readUntyped(response, operation, parse);
  if (type.includes("json") || isStrayPage(type, response))
    return readJson(response, operation, parse);
  return /^text|^application.*[/+](xml|yaml|x-yaml|x-www-form-urlencoded)/.test(type)
    ? response.text()
    : response.blob();
}

/** Whether it is somebody else's page, such as a proxy's; text of other types is labelled as HTML all too often. */
function isStrayPage(type: string, response: Response): boolean {
  const accept = descriptions.get(response)?.accept ?? "";
  return type.includes("html") && accept.includes("json") && !/\btext\/|html|xml|\*/i.test(accept);
}

/**
 * The body of a 2xx response to an operation that responds with nothing but files, as a Blob, whatever its type;
 * undefined when there is no body (204, 205, HEAD).
 *
 * Rejects with a ContentError for an HTML page, such as one to sign in: what is labelled as one and begins like one.
 */
export const readFile: ResponseReader = async (response, operation) => {
  if (response.body === null) return undefined;
  const isPage = await isPageInPlaceOfFile(response);
  return isPage ? readJson(response, operation, undefined, "a file") : response.blob();
};

/**
 * The body of a 2xx response to an operation that responds with nothing but `multipart/form-data`; undefined when there
 * is no body (204, 205, HEAD). Rejects with fetch's TypeError where it is no such form.
 */
export const readForm: ResponseReader = async (response) =>
  response.body === null ? undefined : response.formData();

/**
 * The body of a 2xx response as its bytes come; undefined when there is none. Rejects as `readFile` does, where the
 * operation declares no page.
 */
export const readBytes: ResponseReader = async (response, operation) => {
  const isPage =
    !/\btext\/|html|xml|\*/i.test(descriptions.get(response)?.accept ?? "") &&
    (await isPageInPlaceOfFile(response));
  return isPage ? readJson(response, operation, undefined, "a file") : (response.body ?? undefined);
};

async function isPageInPlaceOfFile(response: Response): Promise<boolean> {
  if (!/html/i.test(response.headers.get("Content-Type") ?? "")) return false;
  const reader = response.clone().body?.getReader();
  const first = await reader?.read();
  reader?.cancel().catch(() => {});
  return new TextDecoder().decode(first?.value).trimStart().startsWith("<");
}

import type { IHttpRequest, IHttpResponse } from "@stoplight/prism-http";
import { withPlainNumbers } from "../document/exact-numbers.ts";
import { isJson } from "../http/media-type.ts";
import type { MockResponse } from "../http/response.ts";
import { type EngineRequest, isPreference } from "./engine-request.ts";
import { loadPrism } from "./load-prism.ts";

// A response is framed by this server, so a document must not set these headers.
const framingHeaders = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "keep-alive",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The request as far as Prism's response rests on it. */
export function toPrismRequest({ operation, query, headers }: EngineRequest): IHttpRequest {
  const relevant = Object.entries(headers).filter(([name]) => name === "accept" || name === "prefer");
  const parameters = [...new Set(query.keys())]
    .filter((name) => isPreference(name))
    .map((name) => [name, query.getAll(name)] as const);
  return {
    method: operation.method.toLowerCase() as IHttpRequest["method"],
    url: {
      path: "/",
      query: Object.fromEntries(parameters.map(([name, all]) => [name, all.length === 1 ? (all[0] ?? "") : all])),
    },
    headers: Object.fromEntries(relevant),
  };
}

/** Prism's response as it goes on the wire. Throws where its status cannot. */
export function fromPrismResponse(output: IHttpResponse): MockResponse {
  const { statusCode: status } = output;
  if (!(status >= 200 && status <= 599))
    throw new Error(`The document gives no final status code (${status}) to respond with.`);

  const headers: [string, string][] = Object.entries(output.headers ?? {}).flatMap(([name, value]) => {
    const text = value === null || value === undefined ? "" : headerText(value);
    return text === "" || framingHeaders.has(name.toLowerCase()) ? [] : [[name, text]];
  });
  const mediaType = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return { status, headers, body: bodyText(output.body, mediaType) };
}

function bodyText(body: unknown, mediaType: string | undefined): string | Buffer | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string" && !isJson(mediaType)) {
    const base64 = /^data:[^,]*;base64,(.*)$/s.exec(body)?.[1];
    return base64 === undefined ? withPlainNumbers(body) : Buffer.from(base64, "base64");
  }
  try {
    const text: unknown = loadPrism().serialize(body, mediaType);
    return typeof text === "string" ? withPlainNumbers(text) : undefined;
  } catch {
    // A media type that Prism cannot write, with an example that is not a string.
    return withPlainNumbers(JSON.stringify(body));
  }
}

function headerText(value: unknown): string {
  const text = withPlainNumbers(typeof value === "object" ? JSON.stringify(value) : String(value));
  // Outside printable ASCII a header is percent-encoded, so that no example can end a line or break the response.
  return text.replaceAll(/[^\x20-\x7e]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
}

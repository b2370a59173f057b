import { decodeContent } from "../http/content-coding.ts";
import { trimPath } from "../oauth/endpoints/endpoint-paths.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import { toRecordedBody } from "./recorded-body.ts";
import type { RecordedHeaders } from "./recording.ts";
import type { SentRequest } from "./redact-recording.ts";

const bodyLimit = 32 * 1024 * 1024;

/** What belongs to the connection of client and mock, and to what the body looked like on it. */
const unrecorded: ReadonlySet<string> = new Set([
  ...["accept-encoding", "connection", "content-encoding", "content-length", "expect", "host", "keep-alive"],
  ...["proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
]);

/** A request as it came, its body without content coding. `oauthPaths` are those of the OAuth endpoints. */
export async function sentRequestOf(exchange: Exchange, oauthPaths: ReadonlySet<string>): Promise<SentRequest> {
  const { method, path, sentQuery, headers, variables } = exchange;
  const bytes = await exchange.readSentBody();
  const decoded = await decodeContent(bytes, headers["content-encoding"], bodyLimit);
  const kept = Object.entries(headers).filter(([name]) => !unrecorded.has(name));
  return {
    method,
    path,
    query: sentQuery,
    variables,
    headers: Object.fromEntries(kept) as RecordedHeaders,
    body: toRecordedBody(typeof decoded === "string" ? bytes : decoded, headers["content-type"]),
    isOAuth: oauthPaths.has(trimPath(path)),
  };
}

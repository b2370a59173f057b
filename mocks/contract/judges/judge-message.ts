import { isUtf8 } from "node:buffer";
import { essenceOf, isJson, mediaTypeParameter } from "../../http/media-type.ts";
import { hasNoContent } from "../../http/response.ts";
import type { Violation } from "../../validation/violation.ts";
import { headerOf } from "../message.ts";
import type { Exchange } from "../running/exchange.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import { causeOf, contradictedBy } from "./contradicted.ts";
import { documentedFor } from "./documented-response.ts";
import { type Fault, quoted } from "./fault.ts";
import { partOfResponse } from "./part-of-response.ts";
import { undocumentedParts } from "./undocumented-parts.ts";
import { shownWriteOnly } from "./write-only.ts";

/** What is judged by. */
export interface Judging {
  readonly api: TestedApi;
  readonly strict: boolean;
}

/**
 * How a response by itself breaks the documents or HTTP, whatever it was asked for: it is there and whole, its status
 * is documented, its headers, media type, encoding and body are as documented.
 */
export async function judgeMessage(exchange: Exchange, judging: Judging): Promise<Fault[]> {
  const { response, call, failure } = exchange;
  if (response === undefined) {
    const message = `The server did not respond: ${failure}.`;
    return [{ rule: "no-response", cause: "none", message }];
  }
  if (response.status === 429 || response.fault === "too-large") return [];
  const ofTransport = transportFaults(exchange);
  if (ofTransport.length > 0) return ofTransport;
  if (response.status >= 500 && documentedFor(call.operation, response.status) === undefined)
    return [
      { rule: "server-error", cause: "status", message: `The server failed with the status ${response.status}.` },
    ];
  const isHead = call.method === "HEAD" || call.operation.info.method === "HEAD";
  if (isHead && call.operation.info.method !== "HEAD") return [];
  const ofEncoding = isHead ? [] : encodingFaults(exchange);
  const violations = await violationsOf(exchange);
  const hasUnreadable = ofEncoding.length > 0;
  const hasBroken = violations.some(({ severity, location }) => severity === "Error" && location[1] === "body");
  const contradicted = hasBroken ? await contradictedBy(exchange, judging.api) : new Set<string>();
  const found = violations
    .filter(({ location }) => !(hasUnreadable && location[1] === "body"))
    .filter((violation) => !contradicted.has(causeOf(violation)))
    .flatMap((violation) => faultOf(violation, exchange, judging.strict));
  const ofBody = found.length > 0 || hasUnreadable ? [] : [...shownWriteOnly(exchange, judging.api)];
  const ofStrict = judging.strict ? undocumentedParts(exchange, judging.api) : [];
  return [...ofEncoding, ...gathered(found), ...ofBody, ...ofStrict];
}

/** How many causes in one body are told one by one; more of them are one fault. */
const mostOfBody = 3;

/** A body of another shape altogether is one fault, not one for each member; what many items have is one of them. */
function gathered(all: readonly Fault[]): Fault[] {
  const isFirst = ({ rule, cause }: Fault, index: number) =>
    all.findIndex((one) => one.rule === rule && one.cause === cause) === index;
  const faults = all.filter(isFirst);
  const ofBody = faults.filter(({ rule }) => rule === "response-body");
  const [first, ...others] = ofBody;
  if (first === undefined || ofBody.length <= mostOfBody) return [...faults];
  const message = `${first.message.replace(/\.$/, "")}, and ${others.length} further faults.`;
  return [...faults.filter((fault) => !ofBody.includes(fault)), { ...first, cause: "body shape", message }];
}

function transportFaults({ response, call }: Exchange): Fault[] {
  if (response === undefined) return [];
  const { status, fault } = response;
  const isEmpty = hasNoContent(status) || call.method === "HEAD" || call.operation.info.method === "HEAD";
  const lengths = response.headers.filter(([name]) => name.toLowerCase() === "content-length");
  if (fault === "surplus" && isEmpty) {
    const what = hasNoContent(status) ? `a status of ${status}` : "HEAD";
    return [{ rule: "body-not-allowed", cause: "body", message: `A response to ${what} has content.` }];
  }
  if (fault === "surplus")
    return [{ rule: "content-length", cause: "length", message: "There is more content than Content-Length says." }];
  if (fault === "broken-off" && lengths.length > 0)
    return [{ rule: "content-length", cause: "length", message: "There is less content than Content-Length says." }];
  if (fault === "broken-off")
    return [{ rule: "no-response", cause: "broken-off", message: "The response breaks off before its end." }];
  if (status === 204 && lengths.length > 0)
    return [{ rule: "content-length", cause: "204", message: "A response with the status 204 has a Content-Length." }];
  return [];
}

function encodingFaults({ response, content, codingFault }: Exchange): Fault[] {
  if (response === undefined || content.length === 0) return [];
  const fault = (cause: string, message: string): Fault[] => [{ rule: "response-encoding", cause, message }];
  if (codingFault === "undecodable") return fault("coding", "The body is not encoded as Content-Encoding says.");
  const mediaType = headerOf(response, "content-type") ?? "";
  const isTextual = isJson(mediaType) || essenceOf(mediaType).startsWith("text/");
  if (!isTextual) return [];
  if (content[0] === 0x1f && content[1] === 0x8b)
    return fault("coding", "The body is compressed, and Content-Encoding does not say so.");
  const charset = (mediaTypeParameter(mediaType, "charset") ?? "utf-8").toLowerCase();
  if (isJson(mediaType) && charset !== "utf-8" && charset !== "us-ascii" && charset !== "utf8")
    return fault("charset", `JSON must be UTF-8 (RFC 8259, section 8.1), and its charset is ${quoted(charset)}.`);
  if (["utf-8", "utf8", "us-ascii"].includes(charset) && !isUtf8(content))
    return fault("charset", `The body is not valid ${charset === "us-ascii" ? "US-ASCII" : "UTF-8"}.`);
  if (isJson(mediaType) && content[0] === 0xef && content[1] === 0xbb)
    return fault("byte-order-mark", "JSON begins with a byte order mark (RFC 8259, section 8.1).");
  return [];
}

async function violationsOf({ call, response, content }: Exchange): Promise<readonly Violation[]> {
  if (response === undefined) return [];
  const headers: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of response.headers) {
    const key = name.toLowerCase();
    const before = headers[key];
    headers[key] = before === undefined ? value : [before, value].flat();
  }
  const twice = headers["content-type"];
  if (Array.isArray(twice)) headers["content-type"] = twice.at(-1)!;
  return call.operation.validateResponse({ status: response.status, headers, body: content });
}

function faultOf(violation: Violation, exchange: Exchange, strict: boolean): Fault[] {
  const { response } = exchange;
  const { location, code, message, severity } = violation;
  const status = response?.status ?? 0;
  const [, place] = location;
  const sentence = `${quoted(message)}.`;
  const part = partOfResponse(violation, exchange);
  if (code === "status") {
    const isTold = severity === "Error" || strict || (status >= 300 && status < 400);
    return isTold ? [{ rule: "status-undocumented", cause: String(status), part, message: sentence }] : [];
  }
  if (severity !== "Error") return [];
  const cause = `${status} ${causeOf(violation)}`;
  if (code === "media-type") return [{ rule: "response-media-type", cause, part, message: sentence }];
  return [{ rule: place === "header" ? "response-header" : "response-body", cause, part, message: sentence }];
}

import type { Exchange } from "../running/exchange.ts";
import { documentedFor } from "./documented-response.ts";
import type { Fault } from "./fault.ts";

/** Statuses by which a server says that a request is not one that it takes (RFC 9110, section 15.5). */
const refusals: ReadonlySet<number> = new Set([400, 405, 406, 411, 413, 414, 415, 416, 417, 422, 431, 501]);

/** Whether the server refused a request, and not what it asks for right now. */
export function isRefused({ response }: Exchange): boolean {
  return response !== undefined && refusals.has(response.status);
}

/** How a response to a request that the documents allow breaks them: it is not refused, and access is given. */
export function judgeAccepted(exchange: Exchange, what: string): Fault[] {
  const { response, call } = exchange;
  if (response === undefined) return [];
  const { status } = response;
  const { operation } = call;
  const hasCredentials = call.holder.kind === "valid" && call.operation.security.length > 0;
  if ((status === 401 || status === 403) && call.isPlaced) {
    if (call.operation.security.length === 0)
      return [{ rule: "access-refused", cause: "open", message: `The status is ${status}, and anybody has access.` }];
    const certainty = status === 401 ? "certain" : "likely";
    const message = `Credentials with all that the operation needs are refused with the status ${status}.`;
    return hasCredentials ? [{ rule: "access-refused", cause: String(status), message, certainty }] : [];
  }
  if ((status === 404 || status === 410) && call.isPlaced && call.arguments.size > 0)
    return [{ rule: "refuses-valid", cause: "404", message: `The status is ${status}, and what is asked for exists.` }];
  const isUnknownPath = status === 404 && documentedFor(operation, status) === undefined;
  if (isUnknownPath && !operation.parameters.some(({ place }) => place === "path")) {
    const message = "The status is 404, which is not documented, and nothing in the path can be unknown to the server.";
    return [{ rule: "refuses-valid", cause: "404", message }];
  }
  if (!call.isPlaced || !refusals.has(status)) return [];
  const message = `A valid request is refused with the status ${status}: ${exchange.testCase.label}.`;
  return [{ rule: "refuses-valid", cause: what, message }];
}

/** How a response to a request that the documents do not allow breaks them: it is carried out, or fails. */
export function judgeRefused(exchange: Exchange, what: string, strict: boolean): Fault[] {
  const { response, call } = exchange;
  if (response === undefined) return [];
  const { status } = response;
  if (status >= 200 && status < 300)
    return [
      { rule: "accepts-invalid", cause: what, message: `An invalid request is taken: ${exchange.testCase.label}.` },
    ];
  const isListed = documentedFor(call.operation, status) !== undefined;
  const usual = [401, 403, 404, 405, 406, 413, 415, 429].includes(status);
  if (strict && status >= 400 && status < 500 && !isListed && !usual) {
    const message = `An invalid request is refused with the status ${status}, which is not documented: ${what}.`;
    return [{ rule: "refusal-undocumented", cause: String(status), message }];
  }
  return [];
}

import type { OperationDescription } from "../description.ts";
import type { Call } from "./call.ts";
import type { CallLimits } from "./call-limits.ts";

/** A request with what openapi-fetch puts on it: the options of a call that it does not know itself. */
export interface CallRequest extends Request, CallLimits {
  readonly description?: OperationDescription;
  /** Whether its body is a stream, which can be sent once. */
  readonly isStream?: boolean;
  /** Is told what is sent, where the limits of calls are known. */
  readonly sent?: { request?: Request };
  /** Set where it began before its request was made. */
  readonly call?: Call;
}

/** What changes a request that is given to `fetch` as its second argument; all else there is for what sends. */
const changing = ["body", "headers", "method", "signal"];

/** The request that the arguments of `fetch` describe, with the limits of its call, and what else is to reach what sends. */
export function callRequest(
  input: Request | URL | string,
  given: (RequestInit & CallLimits) | undefined,
): { request: CallRequest; init: RequestInit | undefined } {
  const isRequest = typeof input === "object" && "url" in input;
  if (!given && isRequest) return { request: input, init: undefined };
  const { timeout, deadline, retry, ...init } = given ?? {};
  const isSame = isRequest && !changing.some((name) => name in init);
  const made: CallRequest = isSame ? input : carry(isRequest ? input : {}, new Request(input, init));
  const limits = Object.entries({
    timeout,
    deadline,
    retry,
    isStream: init.body instanceof ReadableStream || undefined,
  });
  const request = Object.assign(made, Object.fromEntries(limits.filter(([, value]) => value !== undefined)));
  const rest = Object.entries(init).filter(([name]) => !changing.includes(name) && name !== "duplex");
  return { request, init: rest.length ? Object.fromEntries(rest) : undefined };
}

/** A copy to send, while the request stays to be sent again. */
export function cloneRequest(request: CallRequest): CallRequest {
  return carry(request, request.clone());
}

/** The request itself, under another signal; it cannot be used any longer. */
export function withSignal(request: CallRequest, signal: AbortSignal): CallRequest {
  const { referrer, referrerPolicy } = request;
  // Any option at all makes the constructor forget these two (Fetch Standard, "Request constructor", step 12).
  const kept = { referrerPolicy, ...(referrer !== "about:client" && { referrer }), duplex: "half" };
  return carry(request, new Request(request, { ...kept, signal }));
}

/** Puts on a request what another has that a request does not have by itself. */
export function carry(from: object, to: Request): CallRequest {
  for (const [name, value] of Object.entries(from)) if (!(name in to)) Object.assign(to, { [name]: value });
  return to as CallRequest;
}

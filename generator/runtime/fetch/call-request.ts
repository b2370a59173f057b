import type { Call, SentRequest } from "./call.ts";
import type { CallLimits } from "./call-limits.ts";

/** A request with what openapi-fetch sets on it: the options of a call that it does not know itself. */
export interface CallRequest extends Request, SentRequest, CallLimits {
  /** Whether its body is a stream, which can be sent once. */
  readonly isStream?: boolean;
  /** Receives the request that is sent, where the limits of calls are known. */
  readonly sent?: { request?: Request };
  /** Set where the call began before its request was made. */
  readonly call?: Call;
}

/** A copy to send, so that the request itself can be sent again. */
export function cloneRequest(request: CallRequest): CallRequest {
  return copyOptions(request, request.clone());
}

/** The request with other options; the one that was given cannot be used any longer. */
export function changed(request: CallRequest, options: RequestInit): CallRequest {
  const { referrer, referrerPolicy } = request;
  // Any option at all makes the constructor forget these two (Fetch Standard, "Request constructor", step 12).
  const kept: RequestInit & { duplex: "half" } = { referrer, referrerPolicy, duplex: "half" };
  return copyOptions(request, new Request(request, { ...kept, ...options }));
}

/** The request to another address; the one that was given cannot be used any longer. */
export async function withAddress(
  request: CallRequest,
  url: URL,
  method: string = request.method,
): Promise<CallRequest> {
  const { headers, mode, credentials, cache, redirect, integrity, keepalive, signal } = request;
  const { referrer, referrerPolicy } = request;
  const isBodiless = request.body === null || /^(GET|HEAD)$/.test(method);
  // Read, since a stream would be sent without its length.
  const read = () => (request.isStream ? request.body : request.arrayBuffer());
  const sent = { method, headers, redirect, signal, keepalive, integrity, duplex: "half" };
  const options = { ...sent, mode, credentials, cache, referrer, referrerPolicy };
  return copyOptions(
    request,
    new Request(url, { ...options, ...(!isBodiless && { body: await read() }) } as RequestInit),
  );
}

/** Copies onto a request the members of another that are not a request's own. */
export function copyOptions(from: object, to: Request): CallRequest {
  for (const [name, value] of Object.entries(from))
    if (!(name in to)) (to as unknown as { [name: string]: unknown })[name] = value;
  return to as CallRequest;
}

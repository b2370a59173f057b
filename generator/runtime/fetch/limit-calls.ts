import type { OperationDescription } from "../description.ts";
import type { RawClient, RawOptions } from "../raw-client.ts";
import { sentRequests } from "../sent-secrets.ts";
import type { Middleware } from "../transport.ts";
import { beginCall, type Call } from "./call.ts";
import type { CallLimits } from "./call-limits.ts";
import { type CallRequest, carry } from "./call-request.ts";
import type { Clock } from "./clock.ts";
import { abortable } from "./time-box.ts";

/** What a call of the raw client may have beside what openapi-fetch knows. */
interface LimitedOptions extends RawOptions, CallLimits {
  description?: OperationDescription;
}

/** What the raw client is to obey. */
export interface CallLimiter {
  /** The milliseconds that a call may take. */
  deadlineOf(limits: CallLimits): number | undefined;
  readonly clock: Clock;
}

const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/**
 * The raw client, whose calls keep their limits through middleware that makes new requests, and whose deadline begins with
 * the call: middleware and tokens count, and what they wait for is left when the time is over.
 */
export function limitCalls(raw: RawClient, { deadlineOf, clock }: CallLimiter): RawClient {
  const request = async (method: string, path: string, init: LimitedOptions = {}) => {
    const deadline = deadlineOf(init);
    const { middleware = [], signal, description } = init;
    const call: Call | undefined =
      deadline === undefined
        ? undefined
        : beginCall({
            request: { method, url: path },
            operation: description?.name,
            signal: signal ?? new AbortController().signal,
            deadline,
            clock,
          });
    const release = call?.hold();
    const sent: CallRequest["sent"] = {};
    // The last one on requests: what it is given is what is sent.
    const keep: Middleware = { onRequest: ({ request }) => void ("sent" in request || carry(options, request)) };
    const options: LimitedOptions = {
      ...init,
      middleware: [...middleware, keep],
      sent,
      Request: noting(sent),
      ...(call && { call, signal: call.box.signal }),
    };
    const answer = raw.request(method, path, options).then(
      (result) => {
        if (!result.response.ok && sent.request) sentRequests.set(result.response, sent.request);
        return result;
      },
      (error: unknown) => {
        // Once there is a request, an error is somebody else's.
        throw sent.request ? error : refusal(error, description?.name ?? `${method} ${path}`);
      },
    );
    if (!call) return answer;
    return abortable(answer, call.box.signal).finally(release);
  };
  const own = methods.map((method) => [method, (path: string, init?: LimitedOptions) => request(method, path, init)]);
  return { ...raw, request, ...Object.fromEntries(own) };
}

/** The platform's Request, for openapi-fetch: notes what it made. */
function noting(sent: { request?: Request }): unknown {
  function make(...args: ConstructorParameters<typeof Request>): Request {
    sent.request = new Request(...args);
    return sent.request;
  }
  // What middleware makes is looked at by `instanceof`.
  make.prototype = Request.prototype;
  return make;
}

/** In place of what the platform threw instead of making a request, which shows passwords and headers, or says too little. */
function refusal(error: unknown, what: string): unknown {
  if (!(error instanceof TypeError)) return error;
  const { message, cause } = error;
  if (/credentials/i.test(message)) return new TypeError(`${what}: baseUrl has a password`);
  if (/header/i.test(message)) return new TypeError(`${what}: a header has a character that no header can carry`);
  const isInvalid =
    /parse URL|Invalid URL/.test(message) || (cause as { code?: unknown } | undefined)?.code === "ERR_INVALID_URL";
  if (!isInvalid) return error;
  return new TypeError(`${what}: there is no server; give an absolute baseUrl, such as "https://api.example.com"`);
}

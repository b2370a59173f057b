import { type CallRequest, withSignal } from "./call-request.ts";
import type { Clock } from "./clock.ts";
import { isNetworkFailure, NetworkError, TimeoutError, type Unanswered } from "./errors.ts";
import { type AheadOfBody, readAhead } from "./read-ahead.ts";
import { abortable, timeBox } from "./time-box.ts";

/** What sends a request; `init` is what openapi-fetch passes as `requestInitExt`. */
export type Send = (request: Request, init?: RequestInit) => Promise<Response>;

/** How one attempt ended. `broken`: the body of an error broke off. */
export type Outcome =
  | {
      readonly kind: "response";
      readonly response: Response;
      readonly body: AheadOfBody | undefined;
      readonly broken?: NetworkError;
    }
  | { readonly kind: "failure"; readonly error: NetworkError | TimeoutError };

/** What surrounds an attempt. */
export interface AttemptContext {
  readonly send: Send;
  readonly init: RequestInit | undefined;
  /** Ends the whole call. */
  readonly signal: AbortSignal;
  /** What the request obeys already. */
  readonly own: AbortSignal;
  readonly timeout: number | undefined;
  readonly clock: Clock;
  readonly unanswered: () => Unanswered;
}

/**
 * Sends a request once, and reads ahead in the body of the answer. Rejects with the reason of the call's signal, and with what
 * `send` throws that is no failure of the network, such as the exception of a wrapper around `fetch`.
 */
export async function attempt(request: CallRequest, context: AttemptContext): Promise<Outcome> {
  const { send, init, timeout, clock, unanswered } = context;
  const { signal, end } = timeBox(context.signal, timeout, () => new TimeoutError(unanswered(), timeout!), clock);
  const failed = (error: unknown) => {
    if (context.signal.aborted) throw context.signal.reason;
    if (signal.aborted) return signal.reason as TimeoutError;
    if (!isNetworkFailure(error)) throw error;
    return new NetworkError(unanswered(), error);
  };
  try {
    const late = ({ body }: Response) => void body?.cancel().catch(() => {});
    const sent = async () => send(signal === context.own ? request : withSignal(request, signal), init);
    const response = await abortable(sent(), signal, late);
    const body = await readAhead(response, signal);
    const broken = body?.failure && failed(body.failure.error);
    if (broken instanceof TimeoutError) return { kind: "failure", error: broken };
    return { kind: "response", response, body, ...(broken && { broken }) };
  } catch (error) {
    return { kind: "failure", error: failed(error) };
  } finally {
    end();
  }
}

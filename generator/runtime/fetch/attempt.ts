import type { Send } from "../transport.ts";
import { type CallRequest, withSignal } from "./call.ts";
import { abortable, type Clock, timeBox } from "./clock.ts";
import { type FailedRequest, isNetworkFailure, NetworkError, TimeoutError } from "./errors.ts";
import { type BodyStart, readAhead } from "./response-body.ts";

/** How one attempt ended. `broken`: the body of an error broke off. */
export type Outcome =
  | {
      readonly kind: "response";
      readonly response: Response;
      readonly body: BodyStart | undefined;
      readonly broken?: NetworkError;
    }
  | { readonly kind: "failure"; readonly error: NetworkError | TimeoutError };

/** How an attempt is sent, and what ends it. */
export interface AttemptContext {
  readonly send: Send;
  readonly init: RequestInit | undefined;
  /** Ends the whole call. */
  readonly signal: AbortSignal;
  /** The signal that the request has already. */
  readonly own: AbortSignal;
  readonly timeout: number | undefined;
  readonly clock: Clock;
  readonly details: () => FailedRequest;
}

/**
 * Sends a request once, and reads ahead in the body of the response. Rejects with the reason of the call's signal, and with
 * what `send` throws that is not a failure of the network, such as the exception of a wrapper around `fetch`.
 */
export async function attempt(request: CallRequest, context: AttemptContext): Promise<Outcome> {
  const { send, init, timeout, clock, details } = context;
  const timedOut = () => new TimeoutError(details(), timeout!);
  const { signal, end } = timeBox(context.signal, { milliseconds: timeout, timedOut, clock });
  const failed = (error: unknown) => {
    if (context.signal.aborted) throw context.signal.reason;
    if (signal.aborted) return signal.reason as TimeoutError;
    if (!isNetworkFailure(error)) throw error;
    return new NetworkError(details(), error);
  };
  try {
    const discard = ({ body }: Response) => void body?.cancel().catch(() => {});
    const sent = async () => send(signal === context.own ? request : withSignal(request, signal), init);
    const response = await abortable(sent(), signal, discard);
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

import { redactUrl } from "../redact.ts";
import type { Clock } from "./clock.ts";
import { DeadlineError, type NetworkError, type TimeoutError, type Unanswered } from "./errors.ts";
import { type TimeBox, timeBox } from "./time-box.ts";

/** A call, from its beginning until its body has been read. */
export interface Call {
  /** What is sent, as far as it is known. */
  request: { readonly method: string; readonly url: string };
  /** Its deadline, and whatever else ends it. */
  readonly box: TimeBox;
  /** How often its request was sent. */
  attempts: number;
  /** What made the last attempt fail. */
  failure: NetworkError | TimeoutError | undefined;
  /** Keeps its time running until what this gives is called, by whoever sends its request or reads its body. */
  hold(): () => void;
  /** What errors tell of it. */
  unanswered(): Unanswered;
  overdue(): DeadlineError;
}

/** What a call begins with. */
export interface CallStart extends Pick<Call, "request"> {
  readonly operation: string | undefined;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly deadline: number | undefined;
  readonly clock: Clock;
}

/** Begins a call: its time runs from now. */
export function beginCall({ request, operation, signal, deadline, clock }: CallStart): Call {
  let holds = 0;
  const call: Call = {
    request,
    box: timeBox(signal, deadline, () => call.overdue(), clock),
    attempts: 0,
    failure: undefined,
    hold() {
      holds += 1;
      let isHeld = true;
      return () => {
        if (isHeld) holds -= 1;
        isHeld = false;
        if (holds === 0) call.box.end();
      };
    },
    // Made when there is an error to tell of: most calls have none.
    unanswered: () => ({
      operation,
      request: { method: call.request.method, url: redactUrl(call.request.url) },
      attempts: call.attempts,
    }),
    overdue: () => new DeadlineError(call.unanswered(), deadline!, call.failure),
  };
  return call;
}

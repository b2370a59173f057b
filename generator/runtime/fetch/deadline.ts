import { type Call, detailsOf } from "./call.ts";
import { type Timers, timeBox, timeBy } from "./clock.ts";
import { DeadlineError } from "./errors.ts";

/** A call with a deadline. */
export interface DeadlineCall extends Call {
  /** Keeps its timer running until the returned function is called, by whoever sends its request or reads its body. */
  hold(): () => void;
  /** Throws a DeadlineError where it is over; its timer may be late. */
  refuseLate(): void;
}

/** When a call ends. */
export interface DeadlineOptions {
  /** Milliseconds from now; undefined: never. */
  readonly deadline: number | undefined;
  readonly clock: Timers;
  /** Whether its request was made before. */
  readonly isApart?: boolean;
}

/** Begins a call that has a deadline, which also ends with the signal of its request; undefined where it has none. */
export function beginCall(
  request: Call["request"] & Pick<Request, "signal">,
  { deadline, clock, isApart = false }: DeadlineOptions,
): DeadlineCall | undefined {
  if (deadline === undefined) return undefined;
  const until = timeBy(clock) + deadline;
  const left = () => until - timeBy(clock);
  const timedOut = () => {
    const { response, error } = call.last ?? {};
    return new DeadlineError(detailsOf(call), deadline, response ? undefined : error);
  };
  const box = timeBox(request.signal, { milliseconds: deadline, timedOut, clock, listen: share });
  const holds = new Set<object>();
  const hold = () => {
    const one = {};
    holds.add(one);
    return () => {
      holds.delete(one);
      if (holds.size === 0) box.end();
    };
  };
  const call: DeadlineCall = {
    request,
    signal: box.signal,
    isApart,
    attempts: 0,
    left,
    hold,
    hand() {
      // Lets a Node process exit while the timer runs.
      (box.timer as { unref?(): void } | undefined)?.unref?.();
      return hold();
    },
    refuseLate() {
      if (left() <= 0) throw timedOut();
    },
  };
  return call;
}

/** The callbacks that wait for a signal behind one listener: calls may share one, and Node warns of more than ten. */
const waiting = new WeakMap<AbortSignal, { readonly all: Set<() => void>; tell(): void }>();

/** As `whenAborted`, for a signal that many may wait for. */
function share(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => {};
  }
  let known = waiting.get(signal);
  if (!known) {
    const all = new Set<() => void>();
    known = { all, tell: () => all.forEach((callback) => void callback()) };
    waiting.set(signal, known);
    signal.addEventListener("abort", known.tell, { once: true });
  }
  const { all, tell } = known;
  all.add(callback);
  return () => {
    if (!all.delete(callback) || all.size > 0) return;
    waiting.delete(signal);
    signal.removeEventListener("abort", tell);
  };
}

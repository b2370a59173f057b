import type { Clock } from "./clock.ts";

/** A part of a call that ends early when what it belongs to is aborted, or when its time is over. */
export interface TimeBox {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970 when its time is over; infinite without a limit. */
  readonly until: number;
  /** Lets go of the signal and of the timer. */
  end(): void;
  /** Lets a program of Node end while the time runs. */
  unref(): void;
}

/** A box within `parent`; `overdue` makes the reason of its signal when the time is over. Without a limit it is the parent. */
export function timeBox(
  parent: AbortSignal,
  milliseconds: number | undefined,
  overdue: () => Error,
  clock: Clock,
): TimeBox {
  if (milliseconds === undefined) return { signal: parent, until: Infinity, end() {}, unref() {} };
  const controller = new AbortController();
  const abort = () => {
    controller.abort(parent.reason);
    end();
  };
  // AbortSignal.any and AbortSignal.timeout would do, but for fake timers, and for leaks of the former in Node 20.
  const timer = clock.setTimeout(() => {
    controller.abort(overdue());
    end();
  }, milliseconds);
  const end = () => {
    clock.clearTimeout(timer);
    parent.removeEventListener("abort", abort);
  };
  if (parent.aborted) abort();
  else parent.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    until: clock.now() + milliseconds,
    end,
    unref: () => (timer as { unref?(): void } | undefined)?.unref?.(),
  };
}

/** A promise that is not waited for any longer than its signal allows; what comes too late goes to `late`. */
export function abortable<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
  late: (value: Value) => void = () => {},
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      promise.then(late, () => {});
      reject(signal.reason);
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

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
    leave();
  };
  let leave = () => {};
  if (parent.aborted) abort();
  else leave = whenAborted(parent, abort);
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

/** Who waits for a signal, by one listener for all: calls may share one, and Node warns of more than ten. */
const waiting = new WeakMap<AbortSignal, { readonly all: Set<() => void>; tell(): void }>();

/** Calls back when the signal is aborted; gives what ends the waiting. */
function whenAborted(signal: AbortSignal, callback: () => void): () => void {
  const known = waiting.get(signal);
  const all = known?.all ?? new Set();
  const tell =
    known?.tell ??
    (() => {
      for (const each of [...all]) each();
    });
  if (!known) {
    waiting.set(signal, { all, tell });
    signal.addEventListener("abort", tell, { once: true });
  }
  all.add(callback);
  return () => {
    if (!all.delete(callback) || all.size > 0) return;
    waiting.delete(signal);
    signal.removeEventListener("abort", tell);
  };
}

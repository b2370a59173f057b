/** The time and timers; tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** With more, timers fire at once (HTML Standard, "timer initialization steps": a signed 32-bit integer). */
export const longestTimer: number = 2 ** 31 - 1;

/** A clock, or the platform's own timers. */
export type Timers = Pick<Clock, "setTimeout" | "clearTimeout"> & Partial<Clock>;

/** The timers of the platform, which are looked up late: so fake timers work. */
export const systemClock: Timers = globalThis as Timers;

/** Milliseconds since 1970. */
export function timeBy(clock: Timers): number {
  return clock.now?.() ?? Date.now();
}

/** Resolves after so many milliseconds; rejects with the signal's reason when that is aborted before. */
export function wait(milliseconds: number, signal: AbortSignal, clock: Timers): Promise<void> {
  let timer: unknown;
  const over = new Promise<void>((resolve) => {
    timer = clock.setTimeout(resolve, Math.min(milliseconds, longestTimer));
  });
  return abortable(over, signal).finally(() => clock.clearTimeout(timer));
}

/** A part of a call that ends early when its parent is aborted, or when it times out. */
export interface TimeBox {
  readonly signal: AbortSignal;
  /** Undefined without a limit. */
  readonly timer?: unknown;
  /** Releases the signal and the timer. */
  end(): void;
}

/** What a time box is made of. */
export interface TimeBoxOptions {
  /** Undefined: no limit. */
  readonly milliseconds: number | undefined;
  /** Makes the reason of its signal when it times out. */
  readonly timedOut: () => Error;
  readonly clock: Timers;
  /** What listens to the parent. */
  readonly listen?: typeof whenAborted;
}

/** A box within `parent`; without a limit its signal is the parent. */
export function timeBox(
  parent: AbortSignal,
  { milliseconds, timedOut, clock, listen = whenAborted }: TimeBoxOptions,
): TimeBox {
  if (milliseconds === undefined) return { signal: parent, end() {} };
  const controller = new AbortController();
  // AbortSignal.any and AbortSignal.timeout would do, but for fake timers, and for leaks of the former in Node 20.
  const timer = clock.setTimeout(() => controller.abort(timedOut()), milliseconds);
  const ignoreParent = listen(parent, () => controller.abort(parent.reason));
  return {
    signal: controller.signal,
    timer,
    end() {
      clock.clearTimeout(timer);
      ignoreParent();
    },
  };
}

/** A promise that is waited for no longer than its signal allows; a value that arrives later goes to `late`. */
export function abortable<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
  late?: (value: Value) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const ignore = whenAborted(signal, () => {
      promise.then(late, () => {});
      reject(signal.reason);
    });
    promise.then(resolve, reject).finally(ignore);
  });
}

/** Calls back when the signal is aborted, which it may be already; returns a function that ends the waiting. */
export function whenAborted(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  else signal.addEventListener("abort", callback);
  return () => signal.removeEventListener("abort", callback);
}

/** A generator that can be closed while it waits: `return` calls `cancel` at once, to end what `next` waits for. */
export function cancellable<Item>(
  cancel: () => void,
  generator: AsyncGenerator<Item, void, undefined>,
): AsyncGenerator<Item, void, undefined> {
  const finish = generator.return.bind(generator);
  generator.return = (value) => {
    cancel();
    return finish(value);
  };
  return generator;
}

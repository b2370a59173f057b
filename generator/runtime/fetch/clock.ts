/** The time and timers; tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** With more, timers fire at once (HTML Standard, "timer initialization steps": a signed 32-bit integer). */
const longestTimer = 2 ** 31 - 1;

/** The clock of the machine. The globals are looked up late, so that fake timers work. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, milliseconds) =>
    setTimeout(callback, Math.min(milliseconds, longestTimer)),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** Resolves after so many milliseconds; rejects with the signal's reason when that is aborted before. */
export function wait(milliseconds: number, signal: AbortSignal, clock: Clock): Promise<void> {
  let timer: unknown;
  const over = new Promise<void>((resolve) => {
    timer = clock.setTimeout(resolve, milliseconds);
  });
  return abortable(over, signal).finally(() => clock.clearTimeout(timer));
}

/** A part of a call that ends early when its parent is aborted, or when it times out. */
export interface TimeBox {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970 when it times out; infinite without a limit. */
  readonly until: number;
  /** Releases the signal and the timer. */
  end(): void;
  /** Lets a Node process exit while the timer runs. */
  unref(): void;
}

/** What a time box is made of. */
export interface TimeBoxOptions {
  /** Undefined: no limit. */
  readonly milliseconds: number | undefined;
  /** Makes the reason of its signal when it times out. */
  readonly timedOut: () => Error;
  readonly clock: Clock;
}

/** A box within `parent`; without a limit its signal is the parent. */
export function timeBox(
  parent: AbortSignal,
  { milliseconds, timedOut, clock }: TimeBoxOptions,
): TimeBox {
  if (milliseconds === undefined) return { signal: parent, until: Infinity, end() {}, unref() {} };
  const controller = new AbortController();
  let ignoreParent = () => {};
  const end = () => {
    clock.clearTimeout(timer);
    ignoreParent();
  };
  const abort = (reason: unknown) => {
    controller.abort(reason);
    end();
  };
  // AbortSignal.any and AbortSignal.timeout would do, but for fake timers, and for leaks of the former in Node 20.
  const timer = clock.setTimeout(() => abort(timedOut()), milliseconds);
  ignoreParent = whenAborted(parent, () => abort(parent.reason));
  return {
    signal: controller.signal,
    until: clock.now() + milliseconds,
    end,
    unref: () => (timer as { unref?(): void } | undefined)?.unref?.(),
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

/** The callbacks that wait for a signal behind one listener: calls may share one, and Node warns of more than ten. */
const waiting = new WeakMap<AbortSignal, { readonly all: Set<() => void>; tell(): void }>();

/** Calls back when the signal is aborted, which it may be already; returns a function that ends the waiting. */
export function whenAborted(signal: AbortSignal, callback: () => void): () => void {
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

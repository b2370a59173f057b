import type { Clock } from "../../../generator/runtime/fetch/clock.ts";

/** A clock on which whatever is waited for is over at once; `waited` says how long it would have been. */
export function createTestClock(): Clock & { readonly waited: number[] } {
  let time = Date.parse("2026-11-22T10:00:00Z");
  const waited: number[] = [];
  const cancelled = new Set<unknown>();
  return {
    waited,
    now: () => time,
    setTimeout(callback, milliseconds) {
      const timer = {};
      waited.push(milliseconds);
      queueMicrotask(() => {
        if (cancelled.has(timer)) return;
        time += milliseconds;
        callback();
      });
      return timer;
    },
    clearTimeout: (timer) => void cancelled.add(timer),
  };
}

/** A clock that stands still until a test moves it, when the timers that are due fire. */
export function createManualClock(): Clock & { advance(milliseconds: number): void } {
  let time = 0;
  const timers = new Map<object, { readonly at: number; readonly callback: () => void }>();
  return {
    now: () => time,
    setTimeout(callback, milliseconds) {
      const timer = {};
      timers.set(timer, { at: time + milliseconds, callback });
      return timer;
    },
    clearTimeout: (timer) => void timers.delete(timer as object),
    advance(milliseconds) {
      time += milliseconds;
      for (const [timer, { at, callback }] of [...timers]) if (at <= time && timers.delete(timer)) callback();
    },
  };
}

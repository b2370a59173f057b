import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Milliseconds after which those who wait for the first answer have it. */
const delay = 2_000;

/**
 * Collects, once and soon, what reading the documents left behind: twice what a large API takes to be served. V8 would do so only when the
 * heap has grown upon it.
 */
export function collectGarbageSoon(): void {
  setTimeout(() => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    if (typeof collect === "function") collect();
  }, delay).unref();
}

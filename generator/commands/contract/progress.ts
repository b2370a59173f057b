import { counted, printableLine } from "../print.ts";
import type { Progress } from "./collect.ts";

/** Milliseconds between two plain lines, and between two looks of a terminal. */
const lineEvery = 10_000;
const lookEvery = 100;

/** Shows how far a run is on standard error. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Makes room for what is printed: the line on a terminal goes. */
  clear(): void;
}

/** One line that changes on a terminal; elsewhere a line now and then, so that a log shows that something happens. */
export function createProgress({ isPlain, name }: { readonly isPlain: boolean; readonly name: string }): ProgressLine {
  const started = Date.now();
  let last = isPlain ? started : 0;
  let isShown = false;

  function clear(): void {
    if (isShown) process.stderr.write("\r\u001b[2K");
    isShown = false;
  }

  return {
    clear,
    show(progress) {
      const now = Date.now();
      if (now - last < (isPlain ? lineEvery : lookEvery)) return;
      last = now;
      const text = printableLine(`${name}: ${textOf(progress)}`);
      if (isPlain) {
        process.stderr.write(`${text}\n`);
        return;
      }
      clear();
      process.stderr.write(text.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1)));
      isShown = true;
    },
  };
}

function textOf({ finished, total, cases, findings, operation }: Progress): string {
  const found = `${counted(cases, "case")}, ${counted(findings, "finding")}`;
  return `${finished} of ${counted(total, "operation")}, ${found}${operation === undefined ? "" : `, ${operation}`}`;
}

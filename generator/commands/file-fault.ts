import { relative, resolve } from "node:path";
import type { Generated } from "../index.ts";

/** Turns the operating system's refusal into a diagnostic; any other error is thrown on. */
export function fileFault(error: unknown, output: string): Generated {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
  const shown = relative(resolve(), output) || ".";
  const reason = /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
  return {
    documents: new Map(),
    diagnostics: [
      {
        code: "output-unwritable",
        severity: "error",
        message: `cannot write to "${shown}": ${reason}`,
        at: { file: shown },
        help: "name a folder that can be made or written to",
      },
    ],
  };
}

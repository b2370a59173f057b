import type { Generated } from "../index.ts";

/** Turns the operating system's refusal into a diagnostic; any other error is thrown on. */
export function fileFault(error: unknown, output: string): Generated {
  const { code, message, path } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
  return {
    documents: new Map(),
    diagnostics: [
      {
        code: "output-unwritable",
        severity: "error",
        message: `cannot write to "${output}": ${message}`,
        at: { file: path ?? output },
        help: "check that the folder may be written to",
      },
    ],
  };
}

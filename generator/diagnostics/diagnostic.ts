import type { Code } from "./codes.ts";

/** How much a diagnostic matters: an error makes the exit code 1, a warning does so under `--strict`. */
export type Severity = "error" | "warning" | "info";

/** A place in a document. `line` and `column` count from 1. */
export interface Place {
  readonly file: string;
  /** JSON Pointer (RFC 6901) of the value, where there is one. */
  readonly pointer?: string;
  readonly line?: number;
  readonly column?: number;
  /** What the file holds, where it may hold something else by the time that the place is shown. */
  readonly text?: string;
}

/** One finding of a stage about its input. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly at?: Place;
  /** Further places that the message refers to, such as the other registration of a twin. */
  readonly related?: readonly Place[];
  /** What to do about it. */
  readonly help?: string;
}

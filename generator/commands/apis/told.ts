import { type Analysis, type Diagnostic, hasErrors, type RunOptions } from "../../entry.ts";
import type { Arguments } from "../command.ts";
import { asData, diagnosticsText, type Format, printableLine } from "../print.ts";
import type { Project } from "../projects.ts";

/** What a command has to say about one API. */
export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  /** Those that are printed. Default: all of them. */
  readonly printed?: readonly Diagnostic[];
  /** What people see before them, on standard output. */
  readonly text?: string;
  /** What people see after them, in one line, on standard error. */
  readonly verdict?: string;
  /** What programs get beside the API's name and the diagnostics. */
  readonly data: object;
  /** Whether something was found that is not among the diagnostics. */
  readonly hasFindings?: boolean;
  /** The files that decide what comes of it. */
  readonly sources?: Analysis["sources"];
}

/** What a command does with one of the APIs that a command line names. */
export type PerApi = (args: Arguments, project: Project, options: RunOptions) => Promise<Outcome>;

/** What is printed of an outcome, as text alone, so that a worker thread can hand it on. */
export interface Told {
  /** On standard output, before `err`. */
  readonly out: string;
  readonly err: string;
  /** The member of the list that programs get, in that format. */
  readonly json?: string;
  readonly hasFailed: boolean;
}

/** Puts the outcome for an API into words. */
export function told(name: string, outcome: Outcome, args: Pick<Arguments, "text" | "is">): Told {
  const format = formatOf(args);
  const all = args.is("verbose");
  const { diagnostics, printed = diagnostics, text = "", verdict, data, hasFindings } = outcome;
  const said = diagnosticsText(printed, format, { all });
  const [out, err] = format === "pretty" ? [text, said] : [said, ""];
  return {
    out,
    err: verdict === undefined ? err : `${err}${printableLine(name)}: ${verdict}\n`,
    // as data every diagnostic has a line and a column, which take long to find
    ...(format === "json" && {
      json: JSON.stringify({ api: name, ...data, diagnostics: diagnostics.map(asData) }, null, 2),
    }),
    hasFailed: hasFindings === true || hasErrors(diagnostics),
  };
}

/** The format that a command line asks for. */
export function formatOf({ text }: Pick<Arguments, "text">): Format {
  return (text("format") ?? "pretty") as Format;
}

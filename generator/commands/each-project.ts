import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors, type RunOptions } from "../index.ts";
import type { Arguments, Option } from "./command.ts";
import { optimizeLess } from "./optimizer.ts";
import { asData, type Format, formats, printableLine, printDiagnostics } from "./print.ts";
import { findProjects, type Project, standardInputFor } from "./projects.ts";

/** Options that every command over APIs has. */
export const commonOptions = {
  format: { type: "string", choices: formats, help: "how diagnostics are printed", default: "pretty" },
  strict: { type: "boolean", help: "treat warnings as errors" },
  root: { type: "string", value: "folder", help: "read no file outside of this folder" },
  verbose: { type: "boolean", help: "show every warning and every note" },
} as const satisfies Record<string, Option>;

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
}

/** Runs a command over every API that a command line names, and prints what it has to say; gives the exit code. */
export async function eachProject(
  args: Arguments,
  run: (project: Project, options: RunOptions) => Promise<Outcome>,
  find: (args: Arguments) => Project[] = findProjects,
): Promise<number> {
  optimizeLess();
  const format = (args.text("format") ?? "pretty") as Format;
  const all = args.is("verbose");
  const results: object[] = [];
  let hasFailed = false;
  for (const project of find(args)) {
    const common = { strict: args.is("strict"), ...standardInputFor(args), settingsDiagnostics: project.diagnostics };
    const { diagnostics, printed = diagnostics, text = "", verdict, data, hasFindings } = await run(project, common);
    if (format === "pretty") process.stdout.write(text);
    printDiagnostics(printed, format, { all });
    // as data every diagnostic has a line and a column, which take long to find
    if (format === "json") results.push({ api: project.name, ...data, diagnostics: diagnostics.map(asData) });
    if (verdict !== undefined) process.stderr.write(`${printableLine(project.name)}: ${verdict}\n`);
    hasFailed ||= hasFindings === true || hasErrors(diagnostics);
  }
  if (format === "json") process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  return hasFailed ? 1 : 0;
}

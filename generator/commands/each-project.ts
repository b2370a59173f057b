import type { RunOptions } from "../entry.ts";
import { chosenOf } from "./apis/choose.ts";
import { Progress } from "./apis/progress.ts";
import { runOne } from "./apis/run-one.ts";
import { type Result, share, workersFor } from "./apis/share.ts";
import { formatOf, type Outcome, type PerApi, type Told } from "./apis/told.ts";
import type { Arguments, Option } from "./command.ts";
import { optimizeLess } from "./optimizer.ts";
import { counted, formats, printableLine } from "./print.ts";
import { findProjects, type Project } from "./projects.ts";

/** Options that every command over APIs has. */
export const commonOptions = {
  format: { type: "string", choices: formats, help: "how diagnostics are printed", default: "pretty" },
  strict: { type: "boolean", help: "treat warnings as errors" },
  root: { type: "string", value: "folder", help: "read no file outside of this folder" },
  verbose: { type: "boolean", help: "show every warning and every note" },
} as const satisfies Record<string, Option>;

/** Runs a command over every API that a command line names, and prints what it has to say; gives the exit code. */
export async function eachProject(
  args: Arguments,
  run: (project: Project, options: RunOptions) => Promise<Outcome>,
): Promise<number> {
  return overAll(args, findProjects(args), { run: (_, project, options) => run(project, options), isShared: false });
}

/** The same over those that `--filter` and `--shard` choose, shared with worker threads where there are several. */
export async function eachChosen(
  args: Arguments,
  run: PerApi,
  find: (args: Arguments) => readonly Project[],
): Promise<number> {
  const all = find(args);
  const chosen = chosenOf(all, args);
  if (chosen.length === 0 && formatOf(args) === "pretty")
    process.stderr.write(`none of ${counted(all.length, "API")} is in this part\n`);
  return overAll(args, chosen, { run, isShared: true });
}

/** What each API is run through, and whether worker threads can do that, too. */
interface Work {
  readonly run: PerApi;
  readonly isShared: boolean;
}

/** One API's failure does not hide what is said of the others, which is printed in their order. */
async function overAll(args: Arguments, projects: readonly Project[], { run, isShared }: Work): Promise<number> {
  optimizeLess();
  const isForPeople = formatOf(args) === "pretty";
  const names = projects.map(({ name }) => name);
  const hasList = isShared && isForPeople && projects.length > 1 && isTerminal();
  const progress = new Progress(names, hasList ? process.stderr : undefined);
  const results: Result[] = [];
  let printed = 0;
  const ended = (index: number, result: Result) => {
    results[index] = result;
    progress.ended(index);
    for (; results[printed] !== undefined; printed += 1) {
      progress.clear();
      print(names.length > 1 ? names[printed]! : undefined, results[printed]!);
      progress.draw();
    }
  };
  const files = projects.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const work = {
    count: projects.length,
    run: (index: number) => runOne(run, args, projects[index]!),
    begun: (index: number) => progress.begun(index),
    ended,
  };
  const { program, ...here } = args.call;
  await share(work, workersFor(isShared && program !== undefined ? args.call : here, files));
  if (formatOf(args) === "json") process.stdout.write(listOf(results.filter(isTold)));
  if (isShared && isForPeople && projects.length > 1) process.stderr.write(`${summary(names, results)}\n`);
  const fault = results.find((result) => !isTold(result));
  if (fault) throw fault;
  return results.some((result) => isTold(result) && result.hasFailed) ? 1 : 0;
}

/** An error of the only API there is is told by whoever called. */
function print(name: string | undefined, result: Result): void {
  if (isTold(result)) {
    if (result.out !== "") process.stdout.write(result.out);
    if (result.err !== "") process.stderr.write(result.err);
  } else if (name !== undefined) process.stderr.write(`${printableLine(`${name}: ${result.message}`)}\n`);
}

function isTold(result: Result): result is Told {
  return !(result instanceof Error);
}

/** What became of all, in one line. */
function summary(names: readonly string[], results: readonly Result[]): string {
  const failed = names.filter((_, index) => {
    const result = results[index]!;
    return !isTold(result) || result.hasFailed;
  });
  const count = counted(names.length, "API");
  return printableLine(
    failed.length === 0 ? `${count}: all good` : `${count}: ${failed.length} failed (${failed.join(", ")})`,
  );
}

/** The list that programs get. */
function listOf(told: readonly Told[]): string {
  const members = told.map(({ json = "{}" }) => json.replace(/^/gm, "  "));
  return members.length === 0 ? "[]\n" : `[\n${members.join(",\n")}\n]\n`;
}

/** Whether somebody looks at it: what CI keeps of a list that is drawn anew is unreadable. */
function isTerminal(): boolean {
  return process.stderr.isTTY === true && (process.env["CI"] ?? "") === "" && process.env["TERM"] !== "dumb";
}

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "./work-folder.ts";

/** What one run of a program took. */
export interface Run {
  /** User and system time of all its threads, in seconds. */
  readonly cpu: number;
  /** The part of it that the operating system took, to write files for one. */
  readonly system: number;
  /** The most memory it held, in megabytes. */
  readonly memory: number;
  readonly output: string;
}

/** A program to be measured: a JavaScript file with its arguments, and what has to be done before each run. */
export interface Program {
  readonly script: string;
  readonly args: readonly string[];
  readonly before?: () => void;
  /** The binary of Node.js. Default: that of this process. */
  readonly node?: string;
}

/** Loaded into the program: writes what the whole process has taken, from its start, when it ends. */
const reporter = `
import { writeFileSync } from "node:fs";
process.on("exit", () => writeFileSync(process.env.TWINSPEC_BENCH, JSON.stringify(process.resourceUsage())));
`;

/** Runs a program to its end; throws with what it printed when it fails. */
export function run({ script, args, before, node = process.execPath }: Program): Run {
  before?.();
  const report = join(workFolder, "report.json");
  rmSync(report, { force: true });
  const { status, stdout, stderr } = spawnSync(
    node,
    ["--import", `data:text/javascript,${encodeURIComponent(reporter)}`, script, ...args],
    { cwd: workFolder, encoding: "utf8", env: { ...process.env, TWINSPEC_BENCH: report }, maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(`${script} ${args.join(" ")} ended with ${status}\n${stdout}${stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(report, "utf8")) as NodeJS.ResourceUsage;
  return {
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    system: systemCPUTime / 1e6,
    memory: maxRSS / 1024,
    output: stdout,
  };
}

/** Runs programs in turns, so that all of them see the same machine; gives the runs of each. */
export function interleave<Name extends string>(programs: Record<Name, Program>, rounds: number): Record<Name, Run[]> {
  const names = Object.keys(programs) as Name[];
  const runs = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as Record<Name, Run[]>;
  for (let round = 0; round < rounds; round += 1) {
    // every other round backwards: none always comes after the same one
    for (const name of round % 2 === 0 ? names : names.toReversed()) runs[name].push(run(programs[name]));
  }
  return runs;
}

/** The median. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

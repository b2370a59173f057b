import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmdirSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

/**
 * A folder beside an output in which a run prepares what it writes. Its name says whose it is, so that the next run
 * knows at once whether it is a leftover; while a run has one, no other run writes to the output.
 */
export interface Staging {
  readonly path: string;
  /** What tells it from others: the end of its name. */
  readonly id: string;
}

/** What a staging folder is for: `write` is had by one run at a time, `layout` by any number of them. */
type Purpose = "write" | "layout";

/** How long a run waits for another one, in milliseconds. */
const patience = 45_000;

/** How long a folder counts as that of a living process where nobody can tell, in milliseconds. */
const unknownLife: Readonly<Record<Purpose, number>> = { write: 30_000, layout: 10 * 60_000 };

/** The staging folders that this process has; others with its name are from a failure. */
const ours = new Set<string>();

/** Makes a staging folder that many runs may have at once, and removes those that killed runs left. */
export function openLayout(output: string): Staging {
  for (const { path, purpose, isAlive } of stagingFolders(output))
    if (purpose === "layout" && !isAlive) rmSync(path, { recursive: true, force: true });
  const staging = named(output, "layout");
  mkdirSync(staging.path);
  ours.add(staging.id);
  return staging;
}

/**
 * Waits until no other run writes to an output; from then on, none does until the folder is closed. Gives the folder of
 * the other one where that takes too long.
 */
export async function takeTurn(output: string): Promise<Staging | { readonly other: string }> {
  for (const end = Date.now() + patience; ; ) {
    const staging = named(output, "write");
    // made before others are looked for: of two runs at one moment at least one sees the other
    mkdirSync(staging.path);
    ours.add(staging.id);
    const other = stagingFolders(output).find(
      ({ id, purpose, isAlive }) => id !== staging.id && purpose !== "layout" && isAlive,
    );
    if (!other) return staging;
    rmdirSync(staging.path);
    close(staging);
    if (Date.now() > end) return { other: other.path };
    await setTimeout(20 + Math.random() * 60);
  }
}

/** Ends the use of a staging folder, which the caller has removed. */
export function close({ id }: Staging): void {
  ours.delete(id);
}

/** A staging folder that is there, and whether its process still runs. */
export interface FoundStaging extends Staging {
  readonly purpose: Purpose | undefined;
  readonly isAlive: boolean;
}

/** All staging folders of an output. */
export function stagingFolders(output: string): FoundStaging[] {
  const [parent, prefix] = [dirname(output), prefixOf(output)];
  let names: string[];
  try {
    names = readdirSync(parent);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.startsWith(prefix) && name !== `${prefix}old`)
    .map((name) => {
      const id = name.slice(prefix.length);
      const path = join(parent, name);
      const owner = /^(write|layout)-(\d+)-(\d+)-([0-9a-f]{8})-/.exec(id);
      if (!owner) return { path, id, purpose: undefined, isAlive: false };
      const [, purpose, pid, start, itsHost] = owner as unknown as [string, Purpose, string, string, string];
      const isKnown = itsHost === host ? isRunning(Number(pid), start) : undefined;
      return { path, id, purpose, isAlive: ours.has(id) || (isKnown ?? ageOf(path) < unknownLife[purpose]) };
    });
}

function prefixOf(output: string): string {
  return `.${basename(output)}.twinspec-`;
}

function named(output: string, purpose: Purpose): Staging {
  const id = [purpose, process.pid, startOf(process.pid) ?? 0, host, randomBytes(4).toString("hex")].join("-");
  return { path: join(dirname(output), `${prefixOf(output)}${id}`), id };
}

/** Whether a process of this machine runs; undefined where another one may have its number. */
function isRunning(pid: number, start: string): boolean | undefined {
  // what this process has is known
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = startOf(pid);
  return now === undefined ? undefined : now === start;
}

function ageOf(path: string): number {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

/**
 * When a process started, in ticks since the machine did; undefined where the system does not say so in a file. Numbers
 * of processes are used again, in containers soon.
 */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the name of the program, in parentheses, may hold anything; the start is the twentieth field behind it
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** The machine, and the container, in which numbers of processes mean something. */
const host: string = createHash("sha256").update(`${hostname()} ${namespaceOfProcesses()}`).digest("hex").slice(0, 8);

function namespaceOfProcesses(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

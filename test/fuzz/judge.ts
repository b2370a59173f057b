import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, build, defaultSettings, hasErrors } from "../../generator/entry.ts";
import { readSpec, UnreadableSpecError } from "../../mocks/server/read-spec.ts";
import type { Mutant } from "./mutate.ts";

/** What came of a mutant. */
export interface Verdict {
  /** The exit code that the command would have. */
  readonly exit: 0 | 1 | 70;
  /** What must not be; empty where all is well. */
  readonly faults: readonly string[];
  /** Seconds of processor time. */
  readonly seconds: number;
}

/** The longest run that is allowed, in seconds of processor time. */
export const maxSeconds = 20;

/**
 * Generates from a mutant and reads it as a mock does, without writing, and says what must not be. Files are not made
 * where only its meaning is asked for.
 */
export async function judge(mutant: Pick<Mutant, "file" | "text">, { emits = true } = {}): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "twinspec-fuzz-"));
  const file = join(folder, mutant.file);
  const before = process.cpuUsage();
  const faults: string[] = [];
  let exit: Verdict["exit"] = 70;
  try {
    writeFileSync(file, mutant.text);
    const settings = defaultSettings([file], undefined, folder);
    const { diagnostics, ...made } = await (emits ? build(settings) : analyze(settings));
    const isBad = hasErrors(diagnostics);
    exit = isBad ? 1 : 0;
    if (!isBad && !(emits ? "files" in made : made.model)) faults.push("there are neither files nor errors");
    for (const { code, message, at } of diagnostics)
      if (at?.line === undefined || at.column === undefined || !(at.line >= 1 && at.column >= 1))
        faults.push(`no position: ${code}: ${message}`);
    await readSpec([file]).catch((error: unknown) => {
      if (!(error instanceof UnreadableSpecError)) throw error;
      if (!hasErrors(error.diagnostics)) faults.push("the mock refuses what has no error");
    });
  } catch (error) {
    exit = 70;
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (seconds > maxSeconds) faults.push(`it took ${seconds.toFixed(1)} s`);
  return { exit, faults, seconds };
}

import { relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Reuse } from "../reuse.ts";
import { applySeverity, reasonsFor } from "./apply-severity.ts";
import type { Settings } from "./settings.ts";

/** How one run goes about it. */
export interface RunOptions {
  /** Warnings are errors. */
  readonly strict?: boolean;
  /** The lock must not change, as `npm ci` has it. */
  readonly frozen?: boolean;
  /** Nothing is written: what differs is told. */
  readonly isCheck?: boolean;
  /** Names of what is gone are released. */
  readonly prune?: boolean;
  /** Files that were changed by hand are overwritten. */
  readonly force?: boolean;
  /** `check` generates everything and compares, even where the manifest says that nothing changed. */
  readonly full?: boolean;
  /** What the input `-` stands for. */
  readonly standardInput?: string;
  /** Messages show paths relative to this folder. Default: the process's. */
  readonly workingFolder?: string;
  /** What reading the settings gave: warnings, which count as those of the documents do. */
  readonly settingsDiagnostics?: readonly Diagnostic[];
  /** What generating the same API before has left, and will leave. */
  readonly reuse?: Reuse;
}

/** One run over one API, as its stages share it. A stage reports and goes on, so that one run shows every fault. */
export interface Run {
  readonly settings: Settings;
  readonly options: RunOptions;
  readonly diagnostics: Diagnostics;
}

/** A run in which nothing has been done yet. */
export function startRun(settings: Settings, options: RunOptions): Run {
  return { settings, options, diagnostics: new Diagnostics(options.settingsDiagnostics) };
}

/** A path as messages show it. */
export function shownPath(file: string, { workingFolder }: RunOptions): string {
  return relative(workingFolder ?? resolve(), file);
}

/** What the stages have said so far, with the severities that the user chose. */
export function diagnosticsOf({ settings, options, diagnostics }: Run): Diagnostic[] {
  return applySeverity(diagnostics.all, settings, options.strict ?? false);
}

/** The same where the run ends with nothing. */
export function reasonsOf({ settings, options, diagnostics }: Run): Diagnostic[] {
  return reasonsFor(diagnostics.all, settings, options.strict ?? false);
}

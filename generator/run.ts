import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { Model } from "./model/model.ts";
import type { PublicNames } from "./names/public-names.ts";
import type { Difference } from "./output/compare-output.ts";
import type { Settings } from "./settings/settings.ts";

/** Settings that name an output folder. */
export type SettingsWithOutput = Settings & { readonly output: string };

/** How one run goes about it. */
export interface RunOptions {
  /** Warnings are errors. */
  readonly strict?: boolean;
  /** The lock must not change, as `npm ci` has it. */
  readonly frozen?: boolean;
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
}

/** What the documents say and what everything in them is called. */
export interface Understood {
  readonly diagnostics: readonly Diagnostic[];
  /** Left out where the documents cannot be used at all. */
  readonly names?: PublicNames;
  readonly model?: Model;
  readonly lockText?: { readonly old: string | undefined; readonly new: string };
  readonly documents: ReadonlyMap<string, string>;
}

/** The files that an API becomes, by path below the output folder. Left out where there is an error. */
export interface Generated extends Understood {
  readonly files?: ReadonlyMap<string, string>;
}

/** How the files on disk differ from what the documents give. */
export interface Checked extends Generated {
  readonly differences: readonly Difference[];
}

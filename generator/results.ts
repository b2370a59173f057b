import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { Finding, Level } from "./diff/finding.ts";
import type { Api } from "./document/api.ts";
import type { Output } from "./emit/output.ts";
import type { Model } from "./model/model.ts";
import type { LockText, NameChanges } from "./names/give-names.ts";
import type { Lock } from "./names/lock/lock.ts";
import type { PublicNames } from "./names/public-names.ts";
import type { Difference } from "./output/compare-output.ts";
import type { RunOptions } from "./settings/run.ts";
import type { Settings } from "./settings/settings.ts";

/** How a run that only reads goes about it. */
export interface AnalyzeOptions extends RunOptions {
  /** The names that were given before, where no lock says so, by the digests of the documents. Default: the lock's. */
  readonly names?: (documents: ReadonlyMap<string, string>) => Lock;
}

/** How a run that emits goes about it. */
export interface BuildOptions extends RunOptions {
  /**
   * Outputs beside those that the settings list.
   *
   * @experimental
   */
  readonly outputs?: readonly Output[];
}

/** What the documents of an API say, and what everything in them is called. */
export interface Analysis {
  readonly diagnostics: readonly Diagnostic[];
  /** The digest of each document, by its path below the API's root folder. */
  readonly documents: ReadonlyMap<string, string>;
  /** The files that decide what comes of it, whether they are there or not. */
  readonly sources?: { readonly files: readonly string[]; readonly inputs: readonly string[] };
  /** Left out, as the rest is, where the documents cannot be used at all. */
  readonly names?: PublicNames;
  readonly model?: Model;
  readonly lockText?: LockText;
  /** What became of the names in the lock; left out where there was none. */
  readonly nameChanges?: NameChanges;
}

/** The files that an API becomes, by path below the output folder. Left out where there is an error. */
export interface Generated extends Analysis {
  readonly files?: ReadonlyMap<string, string>;
  /** Whether the files or the lock on disk were others; left out where nothing was to be written. */
  readonly hasChanged?: boolean;
  /** How many files were written or removed. */
  readonly written?: number;
}

/** How the files on disk differ from what the documents give. */
export interface Checked extends Generated {
  readonly differences: readonly Difference[];
}

/** One version of an API, as it is compared. */
export interface Version {
  readonly settings: Settings;
  readonly options: RunOptions;
  /** How a file of it is called in messages, where that is not its path. */
  shown(file: string): string;
}

/** What a new version of the documents changes for whoever uses the client. */
export interface Compared {
  /** Of each version. */
  readonly diagnostics: { readonly old: readonly Diagnostic[]; readonly new: readonly Diagnostic[] };
  /** The worst first; left out where one of the versions cannot be read. */
  readonly findings?: readonly Finding[];
  /** That of the finding that matters most. */
  readonly level?: Level | "none";
}

/** An API with its names, as the settings have it. */
export interface NamedApi {
  readonly api: Api;
  readonly names: PublicNames;
  readonly settings: Settings;
  /** Whether a diagnostic is of something that the settings leave out. */
  readonly isLeftOut?: (diagnostic: Diagnostic) => boolean;
}

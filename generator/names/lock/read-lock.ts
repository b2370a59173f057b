import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { hasErrors } from "../../diagnostics/diagnostics.ts";
import { fileText, UnreadableFileError, unreadable } from "../../settings/file-text.ts";
import { emptyLock, type Lock } from "./lock.ts";
import { parseLock } from "./parse-lock.ts";

/** A lock as it is on disk. */
export interface LockOnDisk {
  readonly names: Lock;
  /** The file that it is in, and its text; undefined if there is no lock yet. */
  readonly file?: string;
  readonly text?: string;
  /** Whether it has no faults. */
  readonly isReadable: boolean;
  /** Whether its names are from elsewhere: from the output, or from the locks of some of the documents. */
  readonly isTakenOver?: boolean;
  /** The lock that the output was made with, where it is another. */
  readonly recorded?: Lock;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a lock: the first of the files that is there. Whatever stands in the place of a lock and cannot be read is an
 * error, as names would change unnoticed without it.
 */
export function readLockFile(files: readonly string[], shown: (file: string) => string): LockOnDisk {
  for (const file of files) {
    try {
      const text = fileText(file);
      if (text === undefined) continue;
      // twinspec writes none: a disk was full, or an editor or a machine stopped
      if (text.trim() === "") throw new UnreadableFileError(file, "it is empty");
      const { lock: names, diagnostics: found } = parseLock(text, shown(file));
      // the lock is written anew before this is shown
      const diagnostics = found.map((each) => (each.at ? { ...each, at: { ...each.at, text } } : each));
      return { names, file, text, isReadable: !hasErrors(diagnostics), diagnostics };
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      return { names: emptyLock, isReadable: false, diagnostics: [unreadable(error, "the lock", shown(file))] };
    }
  }
  return { names: emptyLock, isReadable: true, diagnostics: [] };
}

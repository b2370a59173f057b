import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Left, Reuse } from "../reuse.ts";

/** The digest of a string. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** What is known of a file: its text, and what the file system said of it before it was read. */
interface Known {
  readonly text: string;
  readonly mark: string;
}

/**
 * For how long a file may be written again without its times telling, in milliseconds: file systems keep them by the
 * clock's tick, some by two seconds.
 */
const coarsest = 2500;

/** Texts that were read, each good for as long as the file system says that its file is the same, and their digests. */
export class KnownTexts {
  private readonly files = new Map<string, Known>();
  private readonly digests = new Map<string, { readonly text: string; readonly digest: string }>();

  /** What `readIfThere` reads; where that is `wanted`, no second copy of it is kept. */
  read(file: string, wanted: string | undefined): string | undefined {
    try {
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats?.isFile() !== true) return this.forget(file);
      const mark = `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
      const known = this.files.get(file);
      if (known?.mark === mark) return known.text;
      const there = readFileSync(file, "utf8");
      const text = there === wanted ? wanted : there;
      if (Date.now() - Math.max(stats.mtimeMs, stats.ctimeMs) > coarsest) this.files.set(file, { text, mark });
      else this.files.delete(file);
      return text;
    } catch {
      return this.forget(file);
    }
  }

  /** The digest of the text of a file, as it is to be. */
  digestOf(path: string, text: string): string {
    const known = this.digests.get(path);
    if (known?.text === text) return known.digest;
    const made = digest(text);
    this.digests.set(path, { text, digest: made });
    return made;
  }

  private forget(file: string): undefined {
    this.files.delete(file);
    return undefined;
  }
}

const knownTexts: Left<KnownTexts> = { what: "the texts of an output" };

/** What is known of the files of an output from the last time. */
export function knownIn(reuse: Reuse | undefined): KnownTexts | undefined {
  return reuse?.keep(knownTexts, (last) => last ?? new KnownTexts());
}

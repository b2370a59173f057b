import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Thrown for a file that is there and cannot be read, where going on as if there were none would lose something. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
  readonly file: string;
  readonly reason: string;

  constructor(file: string, reason: string) {
    super(`cannot read "${file}": ${reason}`);
    this.file = file;
    this.reason = reason;
  }
}

/** How many bytes a lock or settings have at most. */
const largestFile = 100 * 2 ** 20;

/**
 * The text of a file; undefined if there is none.
 *
 * @throws {UnreadableFileError} where something else is there: a folder, a pipe, a link that leads nowhere, a secret.
 */
export function fileText(file: string): string | undefined {
  try {
    // to read a pipe or a device may never end
    const stats = statSync(file);
    if (!stats.isFile() && !stats.isDirectory()) throw new UnreadableFileError(file, "it is no file");
    if (stats.size > largestFile) throw new UnreadableFileError(file, `it is larger than ${largestFile / 2 ** 20} MiB`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code !== "ENOENT") throw new UnreadableFileError(file, reasons[code] ?? systemReason(error));
    const link = brokenLinkTo(file);
    if (link === undefined) return undefined;
    throw new UnreadableFileError(file, link === file ? "it is a link that leads nowhere" : `"${link}" leads nowhere`);
  }
}

/** Whether something has this path, if only a link that leads nowhere. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // what is below a file is not there; what is in a folder that may not be looked into may be
    return (error as NodeJS.ErrnoException).code !== "ENOTDIR";
  }
}

/** What people are told of a file that cannot be read. `shown` is its path as messages have it. */
export function unreadable({ reason }: UnreadableFileError, what: string, shown: string): Diagnostic {
  return {
    code: "file-unreadable",
    severity: "error",
    message: `${what} cannot be read: ${reason}`,
    at: { file: shown },
    help: "make it a file that can be read, or remove it if there is to be none",
  };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "there is no permission to",
  EISDIR: "it is a folder",
  ELOOP: "it is a link that leads in a circle",
  ENOTDIR: "what should be its folder is a file",
  EPERM: "there is no permission to",
};

/** The reason in an error of the operating system: `EACCES: permission denied, open …`. */
export function systemReason(error: unknown): string {
  const { message } = error as Error;
  return /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
}

/** The link that leads nowhere because of which a path is not there: the path itself, or a folder above it. */
function brokenLinkTo(path: string): string | undefined {
  if (isThere(path)) return existsSync(path) ? undefined : path;
  return dirname(path) === path ? undefined : brokenLinkTo(dirname(path));
}

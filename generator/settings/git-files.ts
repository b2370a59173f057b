import { execFileSync } from "node:child_process";
import { basename, dirname } from "node:path";

/** Whether git ignores a file. */
export function isIgnored(file: string): boolean {
  // 1: it is not ignored; 128: no repository
  return isGood(["check-ignore", "--quiet", "--", file], dirname(file));
}

/** Whether a file is in the last commit as it is on disk. */
export function isAsCommitted(file: string): boolean {
  const [folder, name] = [dirname(file), `./${basename(file)}`];
  return isGood(["cat-file", "-e", `HEAD:${name}`], folder) && isGood(["diff", "--quiet", "HEAD", "--", name], folder);
}

/** Whether git ends with 0; it does not where there is no git. */
function isGood(args: readonly string[], folder: string): boolean {
  try {
    execFileSync("git", args, { cwd: folder, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

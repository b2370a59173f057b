import { execFileSync } from "node:child_process";
import { basename, dirname } from "node:path";

/** The line of `.gitattributes` that has git keep the lines of both branches in every lock. */
export const unionLine = "twinspec*lock.yaml merge=union";

/** Whether a lock lies in a git repository that knows nothing of how its branches are to meet. */
export function lacksUnionLine(lockFile: string): boolean {
  try {
    const told = execFileSync("git", ["check-attr", "-z", "merge", "--", basename(lockFile)], {
      cwd: dirname(lockFile),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return told.split("\0")[2] === "unspecified" && isInRepository(dirname(lockFile));
  } catch {
    // there is no git
    return false;
  }
}

function isInRepository(folder: string): boolean {
  try {
    execFileSync("git", ["rev-parse", "--git-dir"], { cwd: folder, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

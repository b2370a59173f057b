import { join } from "node:path";
import { installedPackages } from "../package/installed-packages.ts";

/** The version of TypeScript 7 that is installed. */
export const typescript7Version = "7.0.2";

/**
 * The command line of TypeScript 7, a program for Node.js. The first call on a machine installs it into `.cache/`; rejects
 * with what npm said when that fails.
 */
export async function typescript7(): Promise<string> {
  const folder = `typescript-${typescript7Version}`;
  const modules = await installedPackages({ folder, packages: [`typescript@${typescript7Version}`], scripts: false });
  return join(modules, "typescript", "bin", "tsc");
}

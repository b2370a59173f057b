import { join } from "node:path";
import { installedPackages } from "../package/installed-packages.ts";

const version = "7.0.2";

/**
 * The command line of TypeScript 7, a program for Node.js. The first call on a machine installs it into `.cache/`; rejects
 * with what npm said when that fails.
 */
export async function typescript7(): Promise<string> {
  const folder = `typescript-${version}`;
  const modules = await installedPackages({ folder, packages: [`typescript@${version}`], scripts: false });
  return join(modules, "typescript", "bin", "tsc");
}

import { join } from "node:path";
import { installedPackages } from "./installed-packages.ts";

/** The major versions of Node.js that clients and twinspec itself must run under. */
export const nodeVersions = [20, 22, 24];

/**
 * The binary of the latest release of a major version of Node.js, as the npm package `node` brings it. The first call for a
 * version on a machine installs it into `.cache/`; rejects with what npm said when that fails.
 */
export async function nodeBinary(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  // Its install script puts the binary there.
  const modules = await installedPackages({ folder: `node-${major}`, packages: [`node@${major}`], scripts: true });
  return join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

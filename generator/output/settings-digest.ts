import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Settings } from "../settings/settings.ts";
import { digest } from "./manifest.ts";

/** The folder of the twinspec package, whether it runs from source or built. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** The digest of what decides an output beside the documents: the generator's version, the settings and the lock. */
export function digestOfSettings(settings: Settings, lockText: string): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string };
  const { inputs, target, title, package: described, names, scopes, authPrefix } = settings;
  const decisive = { version, inputs, target, title, described, names: [...names], scopes: { ...scopes, implies: [...scopes.implies] }, authPrefix };
  return digest(`${JSON.stringify(decisive)}\n${lockText}`);
}

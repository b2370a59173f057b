import { twinspecVersion } from "../settings/package-root.ts";
import type { Settings } from "../settings/settings.ts";
import { digest } from "./manifest.ts";

/** The digest of what decides an output beside the documents: the generator's version, the settings and the lock. */
export function digestOfSettings(settings: Settings, lockText: string): string {
  const version = twinspecVersion();
  const { inputs, target, title, package: described, names, scopes, authPrefix } = settings;
  const decisive = {
    version,
    inputs,
    target,
    title,
    described,
    names: [...names].map(([key, { name }]) => [key, name]),
    scopes: { ...scopes, implies: [...scopes.implies] },
    authPrefix,
  };
  return digest(`${JSON.stringify(decisive)}\n${lockText}`);
}

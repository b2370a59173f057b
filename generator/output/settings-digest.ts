import { twinspecVersion } from "../settings/package-root.ts";
import type { Settings } from "../settings/settings.ts";
import { digest } from "./manifest.ts";

/** The digest of what decides an output beside the documents: the generator's version, the settings and the lock. */
export function digestOfSettings(settings: Settings, lockText: string): string {
  const version = twinspecVersion();
  const { inputs, target, title, package: described, names, scopes, authPrefix, auth, client } = settings;
  const decisive = { version, inputs, target, title, described, names, scopes, authPrefix, auth, client };
  return digest(`${JSON.stringify(decisive, withoutPlaces)}\n${lockText}`);
}

/** Maps as lists of their entries; where a setting stands (`at`) decides nothing. */
function withoutPlaces(key: string, value: unknown): unknown {
  if (key === "at" && typeof value === "object") return undefined;
  return value instanceof Map ? [...value] : value;
}

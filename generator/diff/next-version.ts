import type { Level } from "./finding.ts";

/** What part of a version number goes up. */
export type Bump = "major" | "minor" | "patch" | "none";

const bumps = { breaking: "major", additive: "minor", patch: "patch", none: "none" } as const;

/** The part of a version number that a level of change asks for, as Semantic Versioning 2.0.0 has it. */
export function bumpFor(level: Level | "none"): Bump {
  return bumps[level];
}

/**
 * The version after a change. Before 1.0.0 a break raises the minor number, and anything else the patch number, as
 * npm's `^` takes them. Undefined for what is no version.
 */
export function nextVersion(version: string, level: Level | "none"): string | undefined {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?(?:\+[\w.-]+)?$/.exec(version) ?? [];
  if (parts.length === 0) return undefined;
  const [major = 0, minor = 0, patch = 0] = parts.slice(0, 3).map(Number);
  if (level === "none") return version;
  // a version before another becomes that one
  if (parts[3] !== undefined) return `${major}.${minor}.${patch}`;
  if (level === "breaking") return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
  if (level === "additive" && major > 0) return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}

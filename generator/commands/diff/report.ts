import { type Bump, bumpFor, type Finding, type Level, nextVersion } from "../../entry.ts";
import { counted } from "../print.ts";

/** What was found of one API. */
export interface Report {
  readonly name: string;
  readonly level: Level | "none";
  readonly findings: readonly Finding[];
  /** The version of the package, and the one that the change asks for. */
  readonly version: { readonly old: string; readonly next: string | undefined; readonly bump: Bump };
  readonly packageName: string;
  /** Whether there is no old version to compare with. */
  readonly isNew: boolean;
}

/** A change, and where it shows: one change of a schema shows in each operation that leads to it. */
export interface Change {
  readonly finding: Finding;
  readonly shows: readonly { readonly operation?: string; readonly path: string }[];
}

/** The levels, the worst first, as headings. */
export const headings: readonly (readonly [level: Level, heading: string])[] = [
  ["breaking", "Breaking"],
  ["additive", "Additions"],
  ["patch", "Other changes"],
];

/** A report of what was found. */
export function reportOf(
  name: string,
  found: Pick<Report, "findings" | "level" | "isNew" | "packageName">,
  version: string,
): Report {
  const { level } = found;
  return { name, ...found, version: { old: version, next: nextVersion(version, level), bump: bumpFor(level) } };
}

/** The changes of a level, each once. */
export function changesOf({ findings }: Report, level: Level): Change[] {
  const changes = new Map<string, Change & { shows: { operation?: string; path: string }[] }>();
  for (const finding of findings) {
    if (finding.level !== level) continue;
    const { kind, message, operation, path, old, new: now } = finding;
    const key = JSON.stringify([kind, message, old?.file, old?.pointer, now?.file, now?.pointer]);
    const change = changes.get(key) ?? { finding, shows: [] };
    change.shows.push({ ...(operation !== undefined && { operation }), path });
    changes.set(key, change);
  }
  return [...changes.values()];
}

/** Where a change shows, as text: a few of its places, and how many more there are. */
export function showsText({ shows }: Change, most = 3): string {
  const texts = shows.map(({ operation, path }) => (operation === undefined ? path : `${operation} ${path}`));
  const rest = texts.length - most;
  return rest > 0 ? `${texts.slice(0, most).join(", ")} and ${rest} more` : texts.join(", ");
}

/** How many changes there are of each level, and what version they ask for. */
export function summaryOf(report: Report): string {
  if (report.isNew) return "it is new: there is nothing to compare it with";
  if (report.level === "none") return "nothing changes for consumers";
  const nouns = { breaking: "breaking change", additive: "addition", patch: "other change" };
  const counts = headings
    .map(([level]) => [changesOf(report, level).length, nouns[level]] as const)
    .filter(([count]) => count > 0)
    .map(([count, noun]) => counted(count, noun));
  return `${counts.join(", ")}${nextText(report)}`;
}

function nextText({ version: { old, next } }: Report): string {
  return next === undefined || next === old ? "" : `; ${old} would become ${next}`;
}

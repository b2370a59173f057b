import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { inline, prose } from "../../diagnostics/markdown.ts";
import { UsageError } from "../command.ts";
import { changesOf, headings, type Report, showsText } from "./report.ts";

/** How many changes of a level an entry lists. */
const listed = 50;

/** An entry of a changelog: what a release of the client changes. */
export function changelogEntry(report: Report): string {
  const { old, next } = report.version;
  const lines = [`## ${next ?? old}`, ""];
  for (const [level, heading] of headings) {
    const changes = changesOf(report, level);
    if (changes.length === 0) continue;
    lines.push(`### ${heading}`, "", ...changes.slice(0, listed).map((change) => `- ${sentenceOf(change)}`));
    if (changes.length > listed) lines.push(`- … and ${changes.length - listed} more`);
    lines.push("");
  }
  return lines.join("\n");
}

function sentenceOf(change: Parameters<typeof showsText>[0]): string {
  return `${inline(showsText(change))}: ${prose(change.finding.message)}`;
}

/** Writes the entry of a report into a changelog, before the others; gives the file. Twice the same is once. */
export function writeChangelog(report: Report, file: string): string | undefined {
  if (report.level === "none") return undefined;
  const path = resolve(file);
  const entry = changelogEntry(report);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "# Changelog\n\n";
  if (text.includes(entry)) return path;
  const at = text.search(/^## /m);
  const [before, after] = at === -1 ? [`${text.trimEnd()}\n\n`, ""] : [text.slice(0, at), text.slice(at)];
  write(path, `${before}${entry}${after === "" ? "" : "\n"}${after}`);
  return path;
}

/** Writes a changeset, from which `changeset version` makes the version and the changelog; gives the file. */
export function writeChangeset(report: Report, folder: string): string | undefined {
  const { bump } = report.version;
  if (bump === "none") return undefined;
  const changes = headings.flatMap(([level]) => changesOf(report, level)).slice(0, listed);
  const list = changes.map((each) => `- ${sentenceOf(each)}`).join("\n");
  const text = `---\n${JSON.stringify(report.packageName)}: ${bump}\n---\n\n${list}\n`;
  const path = resolve(folder, `twinspec-${report.packageName.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "")}.md`);
  write(path, text);
  return path;
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch {
    throw new UsageError(`"${path}" cannot be written`);
  }
}

/** The folder of changesets, from the working folder upwards; undefined where there is none. */
export function changesetFolder(): string | undefined {
  for (let folder = resolve(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".changeset"))) return join(folder, ".changeset");
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return undefined;
  }
}

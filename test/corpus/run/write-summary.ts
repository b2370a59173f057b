import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type KnownDocuments, knownWith } from "./known.ts";
import type { DocumentRecord } from "./record.ts";
import { documentsOf, goalsOf, number, type Summary } from "./summary.ts";

/** Where a table of the summary stands, between two comments. */
const marks = { start: "<!-- corpus -->", end: "<!-- /corpus -->" };

/** The documents that ever failed. */
export function readKnown(root: string): KnownDocuments {
  return JSON.parse(readFileSync(join(root, knownFile), "utf8")) as KnownDocuments;
}

const knownFile = "test/corpus/known.json";

/**
 * Writes the summary into the repository: as JSON, as a table in the two READMEs that show it, and the documents that
 * ever failed.
 */
export function writeSummary(root: string, summary: Summary, records: readonly DocumentRecord[]): void {
  writeFileSync(join(root, "test/corpus/summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(join(root, knownFile), `${JSON.stringify(knownWith(readKnown(root), records), null, 2)}\n`);
  for (const [file, text] of [
    ["README.md", shortTable(summary)],
    ["test/corpus/README.md", `${shortTable(summary)}\n\n${longTables(summary)}`],
  ] as const) {
    const place = join(root, file);
    writeFileSync(place, withTable(readFileSync(place, "utf8"), text));
  }
}

/** A text with another one between its marks. Throws where it has none. */
export function withTable(text: string, table: string): string {
  const [start, end] = [text.indexOf(marks.start), text.indexOf(marks.end)];
  if (start === -1 || end < start) throw new Error(`there is no ${marks.start} … ${marks.end}`);
  return `${text.slice(0, start + marks.start.length)}\n\n${table}\n\n${text.slice(end)}`;
}

/** What was reached, in a few lines of Markdown. */
export function shortTable(summary: Summary): string {
  const rows = goalsOf(summary).map(({ goal, is }) => [goal, is]);
  return table([`${documentsOf(summary)}, ${summary.date}`, "found"], rows);
}

function longTables(summary: Summary): string {
  const commits = Object.entries(summary.commits).map(([commit, count]) => `\`${commit}\` (${number(count)})`);
  const versions = Object.entries(summary.versions).map(([name, version]) => `${name} ${version}`);
  const causes = summary.causes.map(({ cause, operations, documents }) => [
    cause,
    number(operations),
    number(documents),
  ]);
  const notes = summary.notes.map(({ cause, operations, documents }) => [cause, number(operations), number(documents)]);
  const stopped = Object.entries(summary.stopped);
  return [
    `Of ${versions.join(", ")}; documents by commit: ${commits.join(", ")}.`,
    "CPU seconds by step:",
    table(Object.keys(summary.cpu), [Object.values(summary.cpu).map((seconds: number) => number(Math.round(seconds)))]),
    "Why operations did not come round:",
    table(["cause", "operations", "documents"], causes),
    "Noticed beside, in operations that came round:",
    table(["what", "operations", "documents"], notes),
    ...(stopped.length > 0 ? ["Refused, killed or crashed:", table(["document", "why"], stopped)] : []),
  ].join("\n\n");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = columns.map((_, index) => (index === 0 ? "---" : "--:"));
  return [line(columns), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll(/\s+/g, " ").slice(0, 300);
}

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goalsOf, number, type Summary } from "./summary.ts";

/** Where a table of the summary stands, between two comments. */
const marks = { start: "<!-- corpus -->", end: "<!-- /corpus -->" };

/** Writes the summary into the repository: as JSON, and as a table in the two READMEs that show it. */
export function writeSummary(root: string, summary: Summary): void {
  writeFileSync(join(root, "test/corpus/summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
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
  return table([`${number(summary.documents)} documents, ${summary.date}`, ""], rows);
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
  return [
    `Of ${versions.join(", ")}; documents by commit: ${commits.join(", ")}.`,
    "CPU seconds by step:",
    table(Object.keys(summary.cpu), [Object.values(summary.cpu).map((seconds: number) => number(Math.round(seconds)))]),
    "Why operations did not come round:",
    table(["", "operations", "documents"], causes),
    "Noticed beside, in operations that came round:",
    table(["", "operations", "documents"], notes),
    "Refused, killed or crashed:",
    table(["", ""], Object.entries(summary.stopped)),
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

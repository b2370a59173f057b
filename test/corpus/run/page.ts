import { type DocumentRecord, isGood, sumOf } from "./record.ts";
import { documentsOf, goalsOf, number, type Summary } from "./summary.ts";

type Cell = string | number;

/** The report as an HTML page that needs nothing but itself. */
export function pageOf(summary: Summary, records: readonly DocumentRecord[]): string {
  const failing = records.filter((record) => !isGood(record)).sort((a, b) => lost(b) - lost(a));
  const slowest = records.toSorted((a, b) => sumOf(b.cpu) - sumOf(a.cpu)).slice(0, 40);
  const versions = Object.entries(summary.versions).map(([name, version]) => `${name} ${version}`);
  const sections = [
    table(
      "Goals",
      ["goal", "is", ""],
      goalsOf(summary).map(({ goal, is, isReached }) => [goal, is, isReached ? "✓" : "✗"]),
    ),
    table(
      "CPU seconds",
      ["step", "seconds"],
      [...Object.entries(summary.cpu), ["all", Math.round(sumOf(summary.cpu))]],
    ),
    table(
      "Why operations did not come round",
      ["cause", "operations", "documents", "first"],
      summary.causes.map(({ cause, operations, documents, example }) => [cause, operations, documents, example]),
    ),
    table(
      "Noticed beside",
      ["", "operations", "documents", "first"],
      summary.notes.map(({ cause, operations, documents, example }) => [cause, operations, documents, example]),
    ),
    table(
      `Failing (${failing.length})`,
      ["document", "outcome", "operations", "round", "type errors", "why"],
      failing.map((record) => [
        record.document,
        record.outcome,
        record.operations,
        record.round,
        record.types?.count ?? 0,
        [
          ...record.reasons,
          ...record.failures.map(
            ({ cause, count, operation, detail }) => `${count} × ${cause}: ${operation}: ${detail}`,
          ),
          ...(record.types?.first ?? []),
        ].join("\n"),
      ]),
    ),
    table(
      "Slowest",
      ["document", "MB", "operations", "CPU s", "generate", "type check", "mock", "load", "calls", "memory MB"],
      slowest.map(({ document, bytes, operations, cpu, memory }) => [
        document,
        (bytes / 1e6).toFixed(1),
        operations,
        ...[sumOf(cpu), cpu.generate, cpu.typeCheck, cpu.mock, cpu.load, cpu.calls].map((each) => each.toFixed(1)),
        memory,
      ]),
    ),
    table("Diagnostics", ["code", "how often"], Object.entries(summary.diagnostics)),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>twinspec, ${documentsOf(summary)}</title>
<style>
body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; max-width: 100rem }
table { border-collapse: collapse; margin: 0 0 2rem }
td, th { border: 1px solid #ccc; padding: .2rem .5rem; text-align: left; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere }
td.number { text-align: right; white-space: nowrap }
</style>
<h1>${documentsOf(summary)}, ${number(summary.operations)} operations</h1>
<p>${escaped([summary.date, ...versions, ...Object.keys(summary.commits).map((commit) => `commit ${commit}`)].join(", "))}</p>
${sections.join("\n")}
</html>
`;
}

/** The operations of a document that were not proved. */
function lost({ registered, operations, round, types }: DocumentRecord): number {
  return Math.max(registered, operations) - round + (types?.count ?? 0);
}

function table(title: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = `<tr>${columns.map((column) => `<th>${escaped(column)}</th>`).join("")}</tr>`;
  const body = rows.map((cells) => `<tr>${cells.map(cell).join("")}</tr>`);
  return `<h2>${escaped(title)}</h2>\n<table>\n${[head, ...body].join("\n")}\n</table>`;
}

function cell(value: Cell): string {
  const isNumber = typeof value === "number" || /^[\d.,]+$/.test(value);
  return `<td${isNumber ? ' class="number"' : ""}>${escaped(typeof value === "number" ? number(value) : value)}</td>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

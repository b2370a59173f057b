import { type Html, html, htmlPage } from "../../diagnostics/html.ts";
import { inline, plain, prose } from "../../diagnostics/markdown.ts";
import type { Finding } from "../../entry.ts";
import { counted, placeText, printableLine, workflowCommand } from "../print.ts";
import { type Change, changesOf, headings, type Report, showsText, summaryOf } from "./report.ts";

/** How many changes of a level are shown to people who did not ask for all. */
const shownChanges = 25;

/** How many lines a comment of a pull request has of a level. */
const shownRows = 100;

/** For the terminal: the worst first, below the name of the API where there are several. */
export function prettyReport(
  report: Report,
  { all, isOneOfMany }: { readonly all: boolean; readonly isOneOfMany: boolean },
): string {
  let text = isOneOfMany && report.findings.length > 0 ? `${printableLine(report.name)}\n\n` : "";
  for (const [level, heading] of headings) {
    const changes = changesOf(report, level);
    if (changes.length === 0) continue;
    text += `${heading}\n`;
    for (const change of all ? changes : changes.slice(0, shownChanges)) {
      text += `  ${printableLine(`${showsText(change)}: ${change.finding.message}`)}\n`;
      text += `    ${printableLine([change.finding.kind, ...placesOf(change.finding)].join("  "))}\n`;
    }
    const rest = changes.length - shownChanges;
    if (!all && rest > 0) text += `  … ${counted(rest, "more change")} (--verbose shows them)\n`;
    text += "\n";
  }
  return text;
}

function placesOf({ old, new: now }: Finding): string[] {
  const [one, other] = [old && placeText(old), now && placeText(now)];
  return [[one, other].filter((place) => place !== undefined).join(" -> ")].filter((text) => text !== "");
}

/** For a comment of a pull request. */
export function markdownReport(reports: readonly Report[]): string {
  return reports.map(markdownOf).join("\n");
}

function markdownOf(report: Report): string {
  const lines = [`### ${plain(report.name)}: ${plain(summaryOf(report))}`, ""];
  for (const [level, heading] of headings) {
    const changes = changesOf(report, level);
    if (changes.length === 0) continue;
    const rows = changes.slice(0, shownRows).map((change) => {
      const { kind, message } = change.finding;
      const places = placesOf(change.finding).map((place) => `<br>${inline(place)}`);
      return `| ${inline(showsText(change))} | ${prose(message)}${places.join("")} | ${kind} |`;
    });
    const rest = changes.length - rows.length;
    const table = ["| where | what | kind |", "| --- | --- | --- |", ...rows];
    const more = rest > 0 ? ["", `… and ${counted(rest, "more change")}`] : [];
    // what breaks is to be seen; the rest is there for who wants it
    const isOpen = level === "breaking" ? " open" : "";
    lines.push(
      `<details${isOpen}><summary>${heading} (${changes.length})</summary>`,
      "",
      ...table,
      ...more,
      "",
      "</details>",
      "",
    );
  }
  return `${lines.join("\n")}`;
}

/** For GitHub Actions: an annotation for each change, where the new documents have it. */
export function annotationsOf(report: Report, base: string): string {
  return headings
    .flatMap(([level]) => changesOf(report, level))
    .map((change) => {
      const { level, kind, message, old, new: now } = change.finding;
      const from = old ? ` (was at ${placeText(old)})` : "";
      // a place in a revision is none in the files of the run
      const at = now && !now.file.startsWith(base) ? now : undefined;
      const title = `${level}: ${kind}`;
      const severity = { breaking: "error", additive: "notice", patch: "notice" } as const;
      return workflowCommand({ kind: severity[level], title, text: `${showsText(change)}: ${message}${from}`, at });
    })
    .map((line) => `${line}\n`)
    .join("");
}

const style = `
:root { color-scheme: light dark; --soft: #5b6470; --line: #d9dee5; --bad: #b3261e; --good: #1a6b34; }
@media (prefers-color-scheme: dark) { :root { --soft: #a2abb7; --line: #353c45; --bad: #ff8a80; --good: #7fd79a; } }
body {
  margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; font: 16px/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
code { font: .85rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.soft { color: var(--soft); font-size: .85rem; } .breaking { color: var(--bad); } .none { color: var(--good); }
`;

/** One page that needs nothing else: no network, no script, and no style but its own. */
export function htmlReport(reports: readonly Report[]): string {
  const title = "What changes for consumers";
  const body = html`<h1>${title}</h1>
${reports.map(
  (report) => html`<h2>${report.name}</h2>
<p class="${report.level}">${summaryOf(report)}</p>
${headings.map(([level, heading]) => sectionOf(heading, changesOf(report, level)))}`,
)}`;
  return htmlPage({ title, style, body });
}

function sectionOf(heading: string, changes: readonly Change[]): Html | undefined {
  if (changes.length === 0) return undefined;
  return html`<h3>${heading} (${changes.length})</h3>
<table>
<thead><tr><th scope="col">Where</th><th scope="col">What</th><th scope="col">Kind</th></tr></thead>
<tbody>
${changes.map(
  (change) => html`<tr><td><code>${showsText(change, 12)}</code></td>
<td>${change.finding.message}<br><span class="soft">${placesOf(change.finding)}</span></td>
<td><code>${change.finding.kind}</code></td></tr>
`,
)}</tbody>
</table>`;
}

/** For programs: every finding by itself, with its places. */
export function dataOf(report: Report): object {
  const { name, level, version, findings } = report;
  return {
    api: name,
    level,
    version: { old: version.old, ...(version.next !== undefined && { next: version.next }), bump: version.bump },
    findings: findings.map(({ kind, level: own, operation, path, message, old, new: now }) => ({
      ...{ kind, level: own, operation, path, message },
      ...{ old, new: now },
    })),
  };
}

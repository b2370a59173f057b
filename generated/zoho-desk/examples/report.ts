import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { SessionRecord } from "zoho-desk-client/schemas/SessionRecord";
import { jsonLines } from "zoho-desk-client/streams";
import { type Bar, barChart } from "./chart.ts";
import { type Checkpoint, readCheckpoint, replaceFile } from "./checkpoint.ts";
import { dateWindows } from "./date-windows.ts";
import { Html, html } from "./html.ts";

/** What a report is about. */
export interface ReportOptions {
  /** Of a finished export. */
  readonly folder: string;
  /** The names of agents by their id. Default: the ids alone. */
  readonly agentNames?: ReadonlyMap<string, string> | undefined;
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1f2430, #e6e8ee); --paper: light-dark(#fff, #16181d);
  --soft: light-dark(#5b6475, #a2aaba); --line: light-dark(#d9dde5, #343a46); --bar: light-dark(#2f6db5, #78aef0); }
body { margin: 2rem auto; max-width: 48rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
svg { width: 100%; height: auto; } rect { fill: var(--bar); } .grid { stroke: var(--line); }
text { fill: var(--soft); font-size: 11px; } .scale { text-anchor: end; } .label { text-anchor: middle; }
table { border-collapse: collapse; width: 100%; } caption { text-align: start; font-weight: 600; padding: 1rem 0 .5rem; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: start; overflow-wrap: anywhere; }
td:last-child, th:last-child { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td:nth-child(2) { width: 40%; } .bar { display: block; height: .5rem; }
.summary { color: var(--soft); }`;

/**
 * Writes `report.html` beside a finished export: a chart of the sessions by day, and tables by day, agent, channel and status.
 * The page loads nothing from elsewhere and runs no script. Gives its path.
 *
 * @throws an Error when there is no finished export in the folder.
 */
export async function writeReport({ folder, agentNames = new Map() }: ReportOptions): Promise<string> {
  const checkpoint = await readCheckpoint(join(folder, "checkpoint.json"));
  if (!checkpoint?.isDone) throw new Error(`${folder} has no finished export: run it again, and it goes on`);
  const counts = await countSessions(join(folder, "sessions.ndjson"));
  const path = join(folder, "report.html");
  await replaceFile(path, page(checkpoint, counts, agentNames));
  return path;
}

interface Counts {
  readonly days: Map<string, number>;
  /** By id; that of nobody is empty. */
  readonly agents: Map<string, number>;
  readonly channels: Map<string, number>;
  readonly statuses: Map<string, number>;
}

async function countSessions(path: string): Promise<Counts> {
  const counts: Counts = { days: new Map(), agents: new Map(), channels: new Map(), statuses: new Map() };
  for await (const session of jsonLines<SessionRecord>(createReadStream(path), { name: path })) {
    count(counts.days, session.startTime.slice(0, 10));
    count(counts.agents, session.agentId ?? "");
    count(counts.channels, session.channel);
    count(counts.statuses, session.status);
  }
  return counts;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function page({ query, sessions }: Checkpoint, counts: Counts, agentNames: ReadonlyMap<string, string>): string {
  const { from, to, filter } = query;
  const days = dateWindows(from, to, 1).map(({ startDate }) => ({
    label: startDate,
    value: counts.days.get(startDate) ?? 0,
  }));
  const agents = largestFirst(counts.agents).map(({ label: id, value }) => ({
    label: id === "" ? "nobody" : (agentNames.get(id) ?? id),
    value,
  }));
  const filters = Object.entries(filter).map(([name, value]) => html`, ${name} ${String(value)}`);
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Sessions from ${from} to ${to}</title>
<style>${new Html(style)}</style>
</head>
<body>
<h1>Sessions from ${from} to ${to}</h1>
<p class="summary">${sessions} sessions${filters}</p>
${barChart("Sessions by day", days)}
${table("Agent", agents)}
${table("Channel", largestFirst(counts.channels))}
${table("Status", largestFirst(counts.statuses))}
${table("Day", days)}
</body>
</html>
`;
  return text;
}

function largestFirst(counts: ReadonlyMap<string, number>): Bar[] {
  const bars = [...counts].map(([label, value]) => ({ label, value }));
  return bars.sort((one, other) => other.value - one.value || (one.label < other.label ? -1 : 1));
}

/** A table; what somebody wrote cannot turn the direction of the text around it. */
function table(name: string, rows: readonly Bar[]) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return html`<table>
<caption>By ${name.toLowerCase()}</caption>
<thead><tr><th scope="col">${name}</th><th></th><th scope="col">Sessions</th></tr></thead>
<tbody>
${rows.map(
  ({ label, value }) => html`<tr><td><bdi>${label}</bdi></td><td>${bar(value / most)}</td><td>${value}</td></tr>
`,
)}</tbody>
</table>`;
}

/** A part of a whole, from 0 to 1. The number beside it says the same. */
function bar(part: number): Html {
  const width = Math.round(part * 1000) / 10;
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="8"/></svg>`;
}

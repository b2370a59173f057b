/**
 * `npm run load`: the tables of `docs/load.md`: the mock under load, 90 seconds a row, what a record takes, and how many
 * there may be. `npm run load -- soak`: ten minutes of two mocks whose Redis and one of which are killed. A second
 * argument is the seconds of a row. Ends with 1 where something acknowledged is lost, or in a soak memory grows by a half
 * in its second half.
 */
import { cpus, loadavg } from "node:os";
import { missingRedis } from "../../mocks/storage/redis-server.ts";
import { buildTwinspec } from "../programs.ts";
import { bytesOfTicket, github, type LoadResult, manyRecords, stateful, twoMocks } from "./scenarios.ts";

const [kind = "all", given] = process.argv.slice(2);
const isSoak = kind === "soak";
const seconds = Number(given ?? (isSoak ? 600 : 90));
if (!["all", "load", "records", "soak"].includes(kind) || !(seconds > 0)) {
  process.stderr.write("usage: npm run load [-- all|load|records|soak [seconds]]\n");
  process.exit(2);
}

buildTwinspec();
const today = new Date().toISOString().slice(0, 10);
const machine = `Node ${process.versions.node}, ${process.platform}, ${cpus().length} cores`;
process.stdout.write(`${today}, ${machine}, ${loadavg()[0]?.toFixed(1)} processes waiting before\n\n`);
if (missingRedis !== undefined) process.stdout.write(`The rows with Redis are left out: ${missingRedis}.\n\n`);

const scenarios =
  isSoak || kind === "all" || kind === "load"
    ? [
        ...(isSoak ? [] : [github]),
        ...(isSoak && missingRedis === undefined ? [] : [stateful]),
        ...(missingRedis === undefined ? [twoMocks] : []),
      ]
    : [];
const results: LoadResult[] = [];
for (const scenario of scenarios) results.push(await scenario(seconds));
if (results.length > 0) printLoads(results);
if (kind === "all" || kind === "records") {
  process.stdout.write(`\nA ticket takes ${(await bytesOfTicket()).toFixed(0)} bytes after a collection.\n`);
  printRow(["storage", "tickets before", "CPU ms to make one", "made/s", "p99 ms", "lists/s"]);
  printRow(["---", "--:", "--:", "--:", "--:", "--:"]);
  for (const storage of ["memory", ...(missingRedis === undefined ? (["Redis"] as const) : [])] as const)
    for (const row of await manyRecords(storage)) printRow(row);
}
process.exitCode = results.every(isGood) ? 0 : 1;

function printLoads(all: readonly LoadResult[]): void {
  const moments = [...(all[0]?.memory.keys() ?? [])].sort((left, right) => left - right);
  const columns = ["responses", "/s", "median ms", "p99 ms", "longest ms", "CPU ms a response"];
  const memory = moments.map((moment) => `MB at ${moment} s`);
  const names = ["load", ...columns, ...memory, "refused or broken", "records", "lost"];
  printRow(names);
  printRow(["---", ...names.slice(1).map(() => "--:")]);
  for (const result of all) {
    const { title, driven, cpu, made, lost } = result;
    const { rate, good, others, median, p99, longest } = driven;
    const refused = [...others].map(([what, count]) => `${count} × ${what}`).join(", ") || "0";
    printRow([
      ...[title, String(good), rate.toFixed(0), median.toFixed(1), p99.toFixed(1), longest.toFixed(0)],
      ...[cpu?.toFixed(2) ?? "", ...moments.map((moment) => result.memory.get(moment)?.toFixed(0) ?? "")],
      ...[refused, made === undefined ? "" : String(made), lost === undefined ? "" : String(lost)],
    ]);
  }
}

function printRow(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

function isGood({ lost, memory }: LoadResult): boolean {
  const [half, end] = [memory.get(60 * Math.floor(seconds / 120)), memory.get(seconds)];
  const grows = isSoak && half !== undefined && (end ?? 0) > 1.5 * half;
  return (lost ?? 0) === 0 && !grows;
}

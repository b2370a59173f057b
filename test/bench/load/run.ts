/**
 * `npm run load`: the mock under load, 90 seconds a row, and how many records it takes. `npm run load -- soak`: ten
 * minutes of two mocks whose Redis and one of which are killed. A second argument is the seconds of a row. Ends with 1
 * where something acknowledged is lost, or in a soak memory grows by a half in its second half.
 */
import { cpus } from "node:os";
import { missingRedis } from "../../mocks/storage/redis-server.ts";
import { buildTwinspec } from "../programs.ts";
import { github, type LoadResult, manyRecords, stateful, twoMocks } from "./scenarios.ts";

const [kind = "all", given] = process.argv.slice(2);
const isSoak = kind === "soak";
const seconds = Number(given ?? (isSoak ? 600 : 90));
if (!["all", "load", "records", "soak"].includes(kind) || !(seconds > 0)) {
  process.stderr.write("usage: npm run load [-- all|load|records|soak [seconds]]\n");
  process.exit(2);
}

buildTwinspec();
const today = new Date().toISOString().slice(0, 10);
process.stdout.write(`${today}, ${cpus().length} cores, Node ${process.versions.node}, ${process.platform}\n\n`);

let isGood = true;
const results: LoadResult[] = [];
if (missingRedis !== undefined) process.stdout.write(`Two mocks with Redis: ${missingRedis}.\n\n`);
if (isSoak) results.push(await (missingRedis === undefined ? twoMocks(seconds) : stateful(seconds)));
if (kind === "all" || kind === "load") {
  results.push(await github(seconds), await stateful(seconds));
  if (missingRedis === undefined) results.push(await twoMocks(seconds));
}
for (const { title, driven, cpu, memory, lost } of results) {
  const { rate, good, others, median, p99, longest } = driven;
  const refused = [...others].map(([what, count]) => `${count} × ${what}`).join(", ") || "none";
  const held = [...memory].map(([second, megabytes]) => `${megabytes.toFixed(0)} at ${second} s`).join(", ");
  const took = `${median.toFixed(1)} ms median, ${p99.toFixed(1)} ms p99, ${longest.toFixed(0)} ms the longest`;
  const busy = cpu === undefined ? "" : ` ${cpu.toFixed(2)} ms of processor a response;`;
  const kept = lost === undefined ? "" : `; acknowledged and lost: ${lost}`;
  process.stdout.write(`${title}: ${good} responses, ${rate.toFixed(0)}/s; ${took};${busy} memory MB ${held}; `);
  process.stdout.write(`refused or broken: ${refused}${kept}\n`);
  if ((lost ?? 0) > 0) isGood = false;
  const [half, end] = [memory.get(60 * Math.floor(seconds / 120)), memory.get(seconds)];
  if (isSoak && half !== undefined && (end ?? 0) > 1.5 * half) isGood = false;
}
if ((kind === "all" || kind === "records") && missingRedis === undefined) {
  process.stdout.write(
    "\n| storage | tickets before | made/s | CPU ms | p99 ms | lists/s |\n| --- | --: | --: | --: | --: | --: |\n",
  );
  for (const row of await manyRecords()) process.stdout.write(`| ${row.join(" | ")} |\n`);
}
process.exitCode = isGood ? 0 : 1;

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundled } from "../../bundled.ts";
import { collection, fetchCollection, fetchPublished } from "../documents.ts";
import { sixty } from "../sixty.ts";
import { typescript7, typescript7Version } from "../typescript-7.ts";
import { type CollectedDocument, chosenFrom, documentsIn } from "./choose.ts";
import { documentsForEveryChange, worseThan } from "./known.ts";
import { type Options, readOptions, UsageError, usage } from "./options.ts";
import { pageOf } from "./page.ts";
import { startProgress } from "./progress.ts";
import { isGood } from "./record.ts";
import { runAll } from "./run-all.ts";
import { State } from "./state.ts";
import { goalsOf, type Summary, summaryOf } from "./summary.ts";
import { readKnown, writeSummary } from "./write-summary.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const cache = join(root, ".cache", "corpus");

/** How many CPU seconds documents that ever failed may take in CI, beside the sixty. */
const secondsForKnown = 120;

/** A program: runs the corpus as its arguments say, and ends with 1 where a goal is not reached. */
const args = process.argv.slice(2);
if (args.includes("--help")) process.stdout.write(usage);
else await main();

async function main(): Promise<void> {
  let options: Options;
  try {
    options = readOptions(args, relative(resolve(), cache) || ".");
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const [own = "", ...others] = options.states;
  const state = new State(own, others);
  if (options.isFresh || options.isCheck) state.clear();
  if (!options.isReport) await run(options, state);

  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const versions = {
    twinspec: version,
    [collection.name]: collection.version,
    typescript: typescript7Version,
    node: process.versions.node,
  };
  const summary = summaryOf(state.records, { versions, inCollection: collection.documents });
  if (options.isCheck) return check(state);
  report(options, summary, state);
  if (options.isSummary) writeSummary(root, summary, state.records);
}

async function run(options: Options, state: State): Promise<void> {
  const { folder, documents } = await chosenDocuments(options, state);
  const progress = startProgress(
    documents.map(({ bytes }) => bytes),
    process.stderr,
  );
  await runAll({
    documents,
    folder,
    // Below the repository, so that what is generated finds the packages it needs.
    work: join(cache, `work-${process.pid}`),
    program: await bundled("test/corpus/run/worker.ts"),
    compiler: await typescript7(),
    commit: commit(),
    workers: options.workers,
    limits: options,
    finished(record) {
      state.add(record);
      progress.add(record.bytes, isGood(record));
    },
  });
  progress.end();
}

async function chosenDocuments(
  options: Options,
  state: State,
): Promise<{ readonly folder: string; readonly documents: readonly CollectedDocument[] }> {
  if (!options.isCheck) {
    const folder = options.documents ?? (await fetchCollection());
    return { folder, documents: chosenFrom(documentsIn(folder), options, state) };
  }
  const wanted = documentsForEveryChange(sixty, readKnown(root), secondsForKnown);
  const [first = ""] = options.documents ? [] : await fetchPublished(wanted.map((path) => `api/${path}`));
  const folder = options.documents ?? first.slice(0, -`/${wanted[0]}`.length);
  const chosen = new Set(wanted);
  return { folder, documents: documentsIn(folder).filter(({ path }) => chosen.has(path)) };
}

/** Says which documents fare worse than they are known to. */
function check({ records }: State): void {
  const known = readKnown(root);
  for (const record of records) {
    const worse = worseThan(known[record.document], record);
    if (worse === undefined) continue;
    process.stdout.write(`${record.document} ${worse}\n`);
    process.exitCode = 1;
  }
  process.stdout.write(`${records.length} documents were held against test/corpus/known.json\n`);
}

function report({ report: folder }: Options, summary: Summary, { records }: State): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "report.json"), JSON.stringify({ summary, documents: records }, null, 1));
  writeFileSync(join(folder, "report.html"), pageOf(summary, records));
  for (const { goal, is, isReached } of goalsOf(summary)) {
    process.stdout.write(`${isReached ? "reached    " : "not reached"}  ${goal}: ${is}\n`);
    if (!isReached) process.exitCode = 1;
  }
  for (const { cause, operations, documents } of summary.causes.slice(0, 15))
    process.stdout.write(`${String(operations).padStart(7)}  ${cause} (${documents} documents)\n`);
  process.stdout.write(`${join(folder, "report.html")}\n`);
}

/** The commit that is checked out, with a plus where files of the program differ from it. */
function commit(): string {
  const git = (...command: string[]) => execFileSync("git", command, { cwd: root, encoding: "utf8" }).trim();
  const isChanged = git("status", "--porcelain", "--", "generator", "mocks", "test/corpus") !== "";
  return `${git("rev-parse", "--short=10", "HEAD")}${isChanged ? "+" : ""}`;
}

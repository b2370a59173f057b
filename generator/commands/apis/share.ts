import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Call, UsageError } from "../command.ts";
import type { Told } from "./told.ts";
import { Turns } from "./turns.ts";

/** What a worker thread is started with. */
export interface ToWorker {
  readonly call: Call;
  /** The settings file of each API. */
  readonly files: readonly string[];
  readonly memory: SharedArrayBuffer;
}

/** What a worker thread says: that it begins with an API, or what became of it. */
export interface FromWorker {
  readonly index: number;
  readonly told?: Told;
  readonly fault?: Fault;
}

/** An error on its way from one thread to another. */
interface Fault {
  readonly message: string;
  readonly stack?: string | undefined;
  readonly isUsage?: boolean;
  readonly help?: string | undefined;
}

/** What became of an API: what is printed, or the error that it ended with. */
export type Result = Told | Error;

/** What is to be done, and who is told of it. */
export interface Shared {
  readonly count: number;
  /** Does the API with an index in this thread. */
  run(index: number): Promise<Told>;
  begun(index: number): void;
  ended(index: number, result: Result): void;
}

/** Worker threads for a command line, one fewer than there are processors: this thread works, too. */
export function workersFor(call: Call, files: readonly string[]): { workers: Worker[]; memory: SharedArrayBuffer } {
  const { memory } = new Turns(files.length);
  const { program } = call;
  const number = program === undefined ? 0 : Math.min(availableParallelism(), files.length) - 1;
  const workerData: ToWorker = { call, files, memory };
  return { workers: Array.from({ length: number }, () => new Worker(program!, { workerData })), memory };
}

/** Has every API done by this thread and the workers, whoever is free first. */
export async function share(
  { count, run, begun, ended }: Shared,
  { workers, memory }: ReturnType<typeof workersFor>,
): Promise<void> {
  const left = new Set(Array.from({ length: count }, (_, index) => index));
  const end = (index: number, result: Result) => {
    if (!left.delete(index)) return;
    ended(index, result);
    // those that only just started have nothing to do
    if (left.size === 0) for (const worker of workers) void worker.terminate();
  };
  const theirs = workers.map((worker) => listen(worker, { begun, end }));
  const turns = new Turns(count, memory);
  for (let index = turns.take(); index !== undefined; index = turns.take()) {
    begun(index);
    end(index, await run(index).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))));
  }
  await Promise.all(theirs);
  for (const index of left) ended(index, new Error("the worker thread ended before it was done"));
}

/** Hears what a worker says until it ends; what it was doing when it broke ends with that error. */
function listen(
  worker: Worker,
  { begun, end }: { readonly begun: (index: number) => void; readonly end: (index: number, result: Result) => void },
): Promise<void> {
  return new Promise((done) => {
    let current: number | undefined;
    worker.on("message", ({ index, told, fault }: FromWorker) => {
      current = told || fault ? undefined : index;
      if (told) end(index, told);
      else if (fault) end(index, errorOf(fault));
      else begun(index);
    });
    // what it said before comes before its exit, but not before its error
    let broken = new Error("the worker thread ended before it was done");
    worker.on("error", (error) => {
      if (error instanceof Error) broken = error;
    });
    worker.on("exit", () => {
      if (current !== undefined) end(current, broken);
      done();
    });
  });
}

function errorOf({ message, stack, isUsage, help }: Fault): Error {
  if (isUsage) return new UsageError(message, help);
  return Object.assign(new Error(message), { stack });
}

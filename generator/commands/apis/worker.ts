import { parentPort, workerData } from "node:worker_threads";
import { parse, UsageError } from "../command.ts";
import { commands } from "../commands.ts";
import { findProjects } from "../projects.ts";
import { runOne } from "./run-one.ts";
import type { FromWorker, ToWorker } from "./share.ts";
import { Turns } from "./turns.ts";

/** What a worker thread does: it takes APIs until none is left, and says what became of each. */
export async function work(): Promise<void> {
  const { call, files, memory } = workerData as ToWorker;
  const { command, perApi } = await commands[call.command]!.load();
  if (!perApi) throw new Error(`${call.command} is not shared with worker threads`);
  const args = parse(command, call);
  const turns = new Turns(files.length, memory);
  const say = (message: FromWorker) => parentPort?.postMessage(message);
  for (let index = turns.take(); index !== undefined; index = turns.take()) {
    say({ index });
    try {
      const [project] = findProjects({ ...args, positionals: [files[index]!] });
      say({ index, told: await runOne(perApi, args, project!) });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      const isUsage = error instanceof UsageError && { isUsage: true, help: error.help };
      say({ index, fault: { message, stack, ...isUsage } });
    }
  }
}

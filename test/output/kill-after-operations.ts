/**
 * Loaded before the command line (`node --import`), ends it by a signal after a number of operations on the disk
 * (`KILL_AFTER`) below the working folder. `KILL_SIGNAL` is SIGKILL if nothing else.
 */
import { afterOperations } from "./disk-operations.ts";

const signal = process.env["KILL_SIGNAL"] ?? "SIGKILL";
const operations = afterOperations(Number(process.env["KILL_AFTER"]), {
  folder: process.cwd(),
  happen: () => {
    process.kill(process.pid, signal);
    operations.restore();
  },
});

import { fork } from "node:child_process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Marks the process that is to serve. */
const mark = "TWINSPEC_MOCK_SERVER";

/** Whether this is the process that another made to serve. */
export function isServerProcess(): boolean {
  return process.env[mark] === String(process.ppid) && process.send !== undefined;
}

/**
 * Runs this command line in a process of its own, prints what it prints, and stops it when this one is to stop. Gives
 * its exit code, 1 where it was ended from outside.
 */
export async function serveInOwnProcess(): Promise<number> {
  const child = fork(process.argv[1]!, process.argv.slice(2), {
    env: { ...process.env, [mark]: String(process.pid) },
    stdio: ["inherit", "pipe", "pipe", "ipc"],
  });
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  const stop = (): void => void child.kill("SIGTERM");
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // After its streams have ended, so that its last words are printed before the verdict.
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((ended) => {
    child.once("close", (...how) => ended(how));
  });
  process.off("SIGINT", stop);
  process.off("SIGTERM", stop);
  if (signal !== null) process.stderr.write(`error: the server's process was ended by ${signal}\n`);
  else if (code !== null && code > 2)
    process.stderr.write(`error: the server's process ended with exit code ${code}\n`);
  return code ?? 1;
}

/** Resolves when this process is to stop: Ctrl+C, a request to terminate, or the end of the process that made it. */
export async function toldToStop(): Promise<void> {
  await new Promise<void>((stop) => {
    process.once("SIGINT", () => stop());
    process.once("SIGTERM", () => stop());
    if (isServerProcess()) process.once("disconnect", () => stop());
  });
  // The channel to the process that made this one would keep it alive.
  if (process.connected) process.disconnect();
}

/** Milliseconds after which those who wait for the first response have it. */
const delay = 2_000;

/**
 * Collects, once and soon, what reading the documents left behind: twice what a large API takes to be served. V8 would
 * do so only when the heap has grown upon it.
 */
export function collectGarbageSoon(): void {
  setTimeout(() => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    if (typeof collect === "function") collect();
  }, delay).unref();
}

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { cli, Workspace } from "./workspace.ts";

const here: Workspace[] = [];
const running: ChildProcessWithoutNullStreams[] = [];

/** Ends what a test started, and removes its folders. */
export function stopAll(): void {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  for (const workspace of here.splice(0)) workspace.dispose();
}

/** A folder with these files, for one test. */
export function workspaceWith(files: Record<string, string>): Workspace {
  const workspace = new Workspace(files);
  here.push(workspace);
  return workspace;
}

/** Starts the mock, or another command that serves, on a free port; what it printed grows with time, and is there whole once it has stopped. */
export async function startIn(workspace: Workspace, ...args: string[]) {
  const named = args[0] === "proxy" ? args : ["mock", ...args];
  const child = spawn(process.execPath, [...cli, ...named, "--port", "0"], { cwd: workspace.folder });
  running.push(child);
  const printed = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    printed.out += String(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    printed.err += String(chunk);
  });
  /** Resolves when standard error has the text. */
  const says = async (text: string) => {
    while (!printed.err.includes(text)) {
      if (child.exitCode !== null) throw new Error(printed.err);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ended = async () => {
    if (child.exitCode === null) await once(child, "close");
    return child.exitCode;
  };
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return ended();
  };
  const ready = () => /twinspec is listening on ([^\s"]+)/.exec(printed.out)?.[1];
  while (ready() === undefined) {
    if (child.exitCode !== null) throw new Error(printed.err);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await says("Stop with Ctrl+C.");
  return { child, printed, says, ended, stop, url: ready() ?? "" };
}

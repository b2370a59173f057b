import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Reply, Request } from "./worker.ts";

/** What one request to a worker may take. */
export interface Limits {
  /** Of the processor; where nobody tells them, and for a process that waits for ever, ten times as long by the clock. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** Thrown where a worker ended before it replied; `reason` is `time` or `memory` where a limit was the cause. */
export class WorkerEnded extends Error {
  override readonly name = "WorkerEnded";
  readonly reason: "time" | "memory" | "crash";

  constructor(reason: WorkerEnded["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A process that does one thing after the other, is killed beyond its limits, and is started anew when it is asked again. */
export class WorkerProcess {
  readonly #program: string;
  readonly #limits: Limits;
  #child: ChildProcess | undefined;
  /** How many requests its process has had. */
  asked = 0;

  constructor(program: string, limits: Limits) {
    this.#program = program;
    this.#limits = limits;
  }

  /** Asks for one thing. Rejects with a `WorkerEnded` when the process ends instead. */
  async ask(request: Request): Promise<Reply> {
    // one that ended while it was asked nothing is no fault of what it is asked now
    const child = this.#child?.connected ? this.#child : this.#start();
    this.asked += 1;
    const { seconds, megabytes } = this.#limits;
    return new Promise<Reply>((resolve, reject) => {
      let reason: WorkerEnded["reason"] = "crash";
      const kill = (because: WorkerEnded["reason"]) => {
        reason = because;
        child.kill("SIGKILL");
      };
      const timer = setTimeout(() => kill("time"), seconds * 10_000);
      const before = cpuSeconds(child.pid);
      const watch = setInterval(() => {
        if (residentMegabytes(child.pid) > megabytes) kill("memory");
        else if (cpuSeconds(child.pid) - before > seconds) kill("time");
      }, 250);
      const finish = () => {
        clearTimeout(timer);
        clearInterval(watch);
        child.off("message", onReply).off("exit", onExit);
      };
      const onReply = (reply: Reply) => {
        finish();
        resolve(reply);
      };
      const onExit = (code: number | null, signal: string | null) => {
        finish();
        this.#child = undefined;
        // Node.js aborts when its heap is full
        if (reason === "crash" && (signal === "SIGABRT" || code === 134)) reason = "memory";
        const limit = reason === "time" ? `${seconds} s` : `${megabytes} MB`;
        const message = reason === "crash" ? `ended with ${signal ?? code}` : `took more than ${limit}`;
        reject(new WorkerEnded(reason, message));
      };
      child.on("message", onReply).on("exit", onExit);
      child.send(request, (error) => {
        if (error) kill("crash");
      });
    });
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.asked = 0;
    if (child === undefined) return;
    const isOver = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await isOver;
  }

  #start(): ChildProcess {
    // A process has more than its heap, and V8 lets garbage lie for as long as there is room for it.
    const heap = `--max-old-space-size=${Math.round(this.#limits.megabytes * 0.75)}`;
    this.#child = fork(this.#program, [], { execArgv: [heap], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.asked = 0;
    return this.#child;
  }
}

/** The memory that a process has; 0 where nobody tells, and only its own limit counts. */
function residentMegabytes(pid: number | undefined): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return 0;
  }
}

/** The time of processors that a process has had; 0 where nobody tells. */
function cpuSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { autocannon } from "./programs.ts";
import { workFolder } from "./work-folder.ts";

/** A server to be measured: a JavaScript file and its arguments for a port. */
export interface Server {
  readonly script: string;
  readonly args: (port: number) => readonly string[];
}

/** What a server took. */
export interface Served {
  /** User and system time of all its threads from its start to its first answer, in seconds. */
  readonly cpuToFirstAnswer: number;
  /** The same for one request under load, in milliseconds. */
  readonly cpuPerRequest: number;
  readonly requestsPerSecond: number;
  /** The most memory it held until its first answer, and until the end of the load, in megabytes. */
  readonly memoryAtFirstAnswer: number;
  readonly memory: number;
}

/** How a server is put under load. */
export interface Load {
  /** The path of a GET request, with its query. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds; 0 for none. */
  readonly duration: number;
  /** So many requests instead, and as many before them to warm up. */
  readonly amount?: number;
  /** What else is done with the running server, by the address of the request. */
  readonly use?: (url: string) => Promise<void>;
}

/** Loaded into the server: says what the whole process has taken, from its start, when it is asked. */
const reporter = `process.on("message", () => process.send(process.resourceUsage()));`;

const warmUp = 1;
const patience = 120;

/** Starts a server, waits for its first answer, loads it with ten connections, and stops it. Throws where an answer is not 2xx. */
export async function serve({ script, args }: Server, asked: Load): Promise<Served> {
  const { target, headers = {}, duration, amount, use } = asked;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${target}`;
  const reporting = ["--import", `data:text/javascript,${encodeURIComponent(reporter)}`];
  const child = spawn(process.execPath, [...reporting, script, ...args(port)], {
    cwd: workFolder,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let printed = "";
  child.stderr?.on("data", (chunk) => {
    printed = `${printed}${chunk}`.slice(-10_000);
  });
  try {
    const status = await firstAnswer(url, headers, child);
    const first = await usageOf(child);
    if (status < 200 || status > 299) throw new Error(`${url} is answered with ${status}`);
    await use?.(url);
    if (duration === 0 && amount === undefined)
      return { ...taken(first, first), cpuPerRequest: Number.NaN, requestsPerSecond: Number.NaN };
    await load(url, headers, amount === undefined ? { duration: warmUp } : { amount });
    const before = await usageOf(child);
    const begin = performance.now();
    const requests = await load(url, headers, amount === undefined ? { duration } : { amount });
    const elapsed = amount === undefined ? duration : (performance.now() - begin) / 1000;
    const after = await usageOf(child);
    return {
      ...taken(first, after),
      cpuPerRequest: ((cpuOf(after) - cpuOf(before)) * 1000) / requests,
      requestsPerSecond: requests / elapsed,
    };
  } catch (error) {
    throw new Error(`${script} failed\n${printed}`, { cause: error });
  } finally {
    const isOver = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
    child.kill("SIGKILL");
    await isOver;
  }
}

function taken(first: NodeJS.ResourceUsage, last: NodeJS.ResourceUsage) {
  return {
    cpuToFirstAnswer: cpuOf(first),
    memoryAtFirstAnswer: first.maxRSS / 1024,
    memory: last.maxRSS / 1024,
  };
}

function cpuOf({ userCPUTime, systemCPUTime }: NodeJS.ResourceUsage): number {
  return (userCPUTime + systemCPUTime) / 1e6;
}

async function usageOf(child: ChildProcess): Promise<NodeJS.ResourceUsage> {
  const answer = once(child, "message");
  child.send("usage");
  const [usage] = (await answer) as [NodeJS.ResourceUsage];
  return usage;
}

/** The status of the first answer; the server is asked every twentieth of a second, which costs it nothing while it does not listen. */
async function firstAnswer(url: string, headers: Load["headers"], child: ChildProcess): Promise<number> {
  const end = Date.now() + patience * 1000;
  while (Date.now() < end) {
    const status = await statusOf(url, headers).catch(() => undefined);
    if (status !== undefined) return status;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    await wait(50);
  }
  throw new Error(`it did not answer within ${patience} seconds`);
}

function statusOf(url: string, headers: Load["headers"]): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode ?? 0));
    }).once("error", reject);
  });
}

/** The number of requests that were answered. */
async function load(
  url: string,
  headers: NonNullable<Load["headers"]>,
  until: Partial<Pick<Load, "amount" | "duration">>,
): Promise<number> {
  const stated = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}=${value}`]);
  const end = Object.entries(until).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const args = [autocannon, "--json", "--connections", "10", ...end, ...stated, url];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
  const result = JSON.parse(stdout) as { "2xx": number; non2xx: number; errors: number };
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers are not 2xx, ${result.errors} requests failed`);
  }
  return result["2xx"];
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

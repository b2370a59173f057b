import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A redis-server of a test's own. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Ends at once, as by `kill -9`. */
  kill(): Promise<void>;
  /** Lets it stand still, and go on. */
  pause(): void;
  resume(): void;
}

/** Why tests with a Redis server cannot run here; undefined where they can. */
export const missingRedis =
  spawnSync("redis-server", ["--version"]).status === 0
    ? undefined
    : "skipped, there is no redis-server on the PATH (Debian: apt-get install redis-server)";

/** How a redis-server is started. */
interface RedisOptions {
  readonly password?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Where it writes each change down before it is acknowledged. Default: nothing is on the disk. */
  readonly folder?: string;
}

/** Starts a redis-server on a port of 127.0.0.1. */
export async function startRedis({ password, port: given, folder: kept }: RedisOptions = {}): Promise<RedisServer> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), "twinspec-redis-")));
  const port = given ?? (await freePort());
  const secret = password === undefined ? [] : ["--requirepass", password];
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const writing = kept === undefined ? ["--appendonly", "no"] : ["--appendonly", "yes", "--appendfsync", "always"];
  const server = spawn("redis-server", [...settings, ...writing, ...secret], { stdio: ["ignore", "pipe", "inherit"] });
  await isReady(server);
  const ended = new Promise((resolve) => server.once("exit", resolve));
  return {
    port,
    url: `redis://${password === undefined ? "" : `:${encodeURIComponent(password)}@`}127.0.0.1:${port}/0`,
    async kill() {
      server.kill("SIGKILL");
      await ended;
    },
    pause: () => void server.kill("SIGSTOP"),
    resume: () => void server.kill("SIGCONT"),
    async [Symbol.asyncDispose]() {
      server.kill();
      await ended;
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    server.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)));
  });
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundled } from "../../bundled.ts";

/** A server that runs as a process of its own. */
export interface Running {
  readonly address: string;
  /** Ends it; gives what it printed. */
  stop(): Promise<string>;
}

const folder = dirname(fileURLToPath(import.meta.url));
const prismCli = join(
  dirname(createRequire(import.meta.url).resolve("@stoplight/prism-cli/package.json")),
  "dist/index.js",
);

/** Starts Prism's command line on a free port of this machine. */
export async function startPrism(args: readonly string[]): Promise<Running> {
  return start(prismCli, [...args, "--port", "0"], /Prism is listening on (\S+)/);
}

/** The options that Prism's command line has by its own help. */
export function prismFlags(command: "mock" | "proxy"): string[] {
  const { stdout } = spawnSync(process.execPath, [prismCli, command, "--help"], { encoding: "utf8" });
  const names = [...stdout.matchAll(/^ +(?:-\w, )?(--[\w-]+) /gm)].map(([, name = ""]) => name);
  return names.filter((name) => name !== "--help" && name !== "--version");
}

/** Starts ours likewise. */
export async function startOurs(args: readonly string[]): Promise<Running> {
  return start(await bundled("generator/cli.ts"), [...args, "--port", "0"], /twinspec is listening on (\S+)/);
}

/** Both print on standard output where they listen. */
async function start(script: string, args: readonly string[], ready: RegExp): Promise<Running> {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" };
  const child = spawn(process.execPath, [script, ...args], { cwd: join(folder, "documents"), env });
  let out = "";
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => {
    err += String(chunk);
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${script} ${args.join(" ")} ended with ${code}:\n${out}${err}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      out += String(chunk);
      const found = ready.exec(out)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  child.removeAllListeners("exit");
  return { address, stop: () => stop(child, () => out + err) };
}

async function stop(child: ChildProcess, printed: () => string): Promise<string> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, "close") : undefined;
  child.kill("SIGTERM");
  await ended;
  return printed();
}

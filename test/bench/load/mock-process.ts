import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../mocks/storage/redis-server.ts";
import { builtTwinspec } from "../programs.ts";
import { workFolder } from "../work-folder.ts";

/** A mock in a process of its own. */
export interface MockProcess {
  readonly url: string;
  /** The memory that it holds, in megabytes, and its processor time, in seconds; NaN while it cannot be asked. */
  taken(): Promise<{ readonly memory: number; readonly cpu: number }>;
  /** Ends it by `kill -9`. */
  kill(): Promise<void>;
}

/** Starts `twinspec mock` with these arguments, and waits until it responds. */
export async function startMockProcess(args: readonly string[], given?: number): Promise<MockProcess> {
  const port = given ?? (await freePort());
  const child = spawn(process.execPath, [builtTwinspec, "mock", ...args, "--port", String(port), "--log", "none"], {
    cwd: workFolder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => {
    printed = `${printed}${String(chunk)}`.slice(-10_000);
  });
  const ended = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  const ask = (path: string) => fetch(`${url}/__twinspec${path}`);
  while (
    !(await ask("/health").then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(printed);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    async taken() {
      const text = await ask("/metrics").then(
        (response) => response.text(),
        () => "",
      );
      const number = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
      return { memory: number("process_resident_memory_bytes") / 2 ** 20, cpu: number("process_cpu_seconds_total") };
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** A token of a mock with these scopes. */
export async function tokenOf({ url }: MockProcess, scopes: readonly string[]): Promise<string> {
  const response = await fetch(`${url}/__twinspec/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ scopes, expiresIn: 86_400 }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

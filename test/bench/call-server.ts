import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

const body = JSON.stringify({
  id: 1296269,
  full_name: "octocat/Hello-World",
  private: false,
  stargazers_count: 80,
  topics: ["octocat", "atom", "electron", "api"],
});

/** Answers every request with a small JSON text, with as little work as there can be. */
const program = `
import { createServer } from "node:http";
const headers = { "content-type": "application/json", "content-length": ${Buffer.byteLength(body)} };
const server = createServer((request, response) => {
  response.writeHead(200, headers).end(${JSON.stringify(body)});
  request.resume();
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
`;

/** A server in a process of its own, so that its work is not taken for that of a client. */
export interface CallServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the server on a free port of this machine. */
export async function startCallServer(): Promise<CallServer> {
  const child: ChildProcess = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [port] = (await once(child, "message")) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const isOver = once(child, "exit");
      child.kill();
      await isOver;
    },
  };
}

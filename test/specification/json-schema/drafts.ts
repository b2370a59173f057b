import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fetched } from "../fetched.ts";

const run = promisify(execFile);

/** The drafts that are read, and the version of OpenAPI whose schemas are most like theirs. */
export const drafts = [
  { draft: "draft4", openapi: "3.0.3" },
  { draft: "draft7", openapi: "3.0.3" },
  { draft: "draft2020-12", openapi: "3.1.1" },
] as const;

/** JSON Schema's own test suite. */
export const suite = {
  address: "https://github.com/json-schema-org/JSON-Schema-Test-Suite.git",
  commit: "44401e0c046704b476ec9d2e2fccdaee618f259d",
};

/** A schema of the suite, with values that it takes and refuses. */
export interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

/** A file of the suite: what it has of one keyword. */
export interface KeywordFile {
  readonly draft: (typeof drafts)[number]["draft"];
  readonly openapi: string;
  /** `additionalProperties`. */
  readonly keyword: string;
  readonly groups: readonly Group[];
}

/** The files of all drafts, out of a clone of the suite, bare or not; without one it is fetched into `.cache/`. */
export async function readKeywordFiles(clone?: string): Promise<KeywordFile[]> {
  const repository = clone ?? (await fetched(suite.address, [suite.commit]));
  const git = async (...args: string[]) =>
    (await run("git", ["-C", repository, ...args], { maxBuffer: 2 ** 26 })).stdout;
  const files: KeywordFile[] = [];
  for (const { draft, openapi } of drafts) {
    const listed = await git("ls-tree", "--name-only", suite.commit, `tests/${draft}/`);
    for (const path of listed.split("\n").filter((each) => each.endsWith(".json"))) {
      const groups = JSON.parse(await git("show", `${suite.commit}:${path}`)) as Group[];
      files.push({ draft, openapi, keyword: path.slice(`tests/${draft}/`.length, -".json".length), groups });
    }
  }
  return files;
}

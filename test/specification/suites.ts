import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fetched } from "./fetched.ts";

const run = promisify(execFile);
const address = "https://github.com/OAI/OpenAPI-Specification.git";

/** Where the repository of the specification keeps documents that its schemas accept and refuse, by version. */
export const suites = [
  { version: "3.0", commit: "dd92b6e650be6aadf792447221d2a51017c8343b", folder: "tests/v3.0" },
  { version: "3.1", commit: "76fa096c152fc4cbde540c5342a70333a05d6be1", folder: "tests/schema" },
  { version: "3.2", commit: "b74769cfe215d3d9a58a0bde248c8f5ccba36ecd", folder: "tests/schema" },
] as const;

/** A document of a suite, and whether the schema of its version accepts it. */
export interface SuiteDocument {
  readonly version: string;
  readonly name: string;
  readonly isValid: boolean;
  readonly text: string;
}

/**
 * The documents of all suites, out of a clone of the specification's repository, bare or not. Without one it is fetched
 * into `.cache/`, the pinned commits alone; rejects with what git said when that fails.
 */
export async function readSuites(clone?: string): Promise<SuiteDocument[]> {
  const commits = suites.map(({ commit }) => commit);
  const repository = clone ?? (await fetched(address, commits));
  const git = async (...args: string[]) =>
    (await run("git", ["-C", repository, ...args], { maxBuffer: 2 ** 26 })).stdout;
  const documents: SuiteDocument[] = [];
  for (const { version, commit, folder } of suites) {
    const listed = await git("ls-tree", "-r", "--name-only", commit, `${folder}/`);
    for (const path of listed.split("\n").filter((each) => /\/(?:pass|fail)\/[^/]+\.ya?ml$/.test(each))) {
      const text = await git("show", `${commit}:${path}`);
      documents.push({ version, name: path.slice(folder.length + 1), isValid: path.includes("/pass/"), text });
    }
  }
  return documents;
}

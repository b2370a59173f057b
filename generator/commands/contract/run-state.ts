import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { writeAtOnce } from "../../output/write-at-once.ts";
import type { TestedOperation } from "./reports/report.ts";

/** What a run is known by: another has another state, or cannot go on with this one. */
export interface RunIdentity {
  /** What was tested: the API's name and the address, or `mock`. */
  readonly target: string;
  /** The digest of all documents. */
  readonly documents: string;
  /** Everything that decides on the cases, by option; of a switch the empty text. */
  readonly options: Readonly<Record<string, string>>;
}

/** An interrupted run. */
export interface RunState {
  readonly identity: RunIdentity;
  readonly seed: number;
  readonly operations: readonly TestedOperation[];
}

/** The shape of the file: a state of another version is none. */
const version = 1;

/** Why an interrupted run cannot be gone on with. */
export class OtherRunError extends Error {
  override readonly name = "OtherRunError";
}

/** Where a run is written down while it goes on, so that `--continue` finds it. */
export interface StateFile {
  /** As messages name it. */
  readonly path: string;
  /**
   * The interrupted run; undefined where there is none.
   *
   * @throws {OtherRunError} where it was one of other documents or other options.
   */
  read(): RunState | undefined;
  /** Writes it in one step: whoever kills the process leaves the last state whole. */
  write(state: Omit<RunState, "identity">): void;
  /** The run is complete. */
  remove(): void;
}

/** The state of a run in the folder for what can be made again: below `node_modules`, else below the user's own. */
export function stateFileOf(identity: RunIdentity): StateFile {
  const name = createHash("sha256").update(identity.target).digest("hex").slice(0, 16);
  const file = join(cacheFolder(), `contract-${name}.json`);
  const path = relative(resolve(), file).startsWith("..") ? file : relative(resolve(), file);
  return {
    path,
    read() {
      const state = stateIn(file);
      if (state !== undefined) requireSame(state.identity, identity, path);
      return state;
    },
    write(state) {
      // requests and responses are for whoever ran it
      writeAtOnce(file, JSON.stringify({ version, identity, ...state }), { mode: 0o600 });
    },
    remove: () => rmSync(file, { force: true }),
  };
}

function stateIn(file: string): RunState | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const state: unknown = JSON.parse(readFileSync(file, "utf8"));
    if ((state as { readonly version?: unknown } | null)?.version === version) return state as RunState;
  } catch {
    // it is no state
  }
  return undefined;
}

function requireSame(old: RunIdentity, now: RunIdentity, path: string): void {
  const differ = [...new Set([...Object.keys(old.options), ...Object.keys(now.options)])].filter(
    (option) => old.options[option] !== now.options[option],
  );
  const [option] = differ;
  if (option !== undefined) {
    const said = (value: string | undefined) =>
      value === undefined ? `without "--${option}"` : `with "--${`${option} ${value}`.trim()}"`;
    throw new OtherRunError(
      `the run in ${path} was begun ${said(old.options[option])}, and this is one ${said(now.options[option])}`,
    );
  }
  if (old.documents !== now.documents)
    throw new OtherRunError(`the documents have changed since the run in ${path} was begun`);
}

function cacheFolder(): string {
  for (let folder = resolve(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules"))) return join(folder, "node_modules", ".cache", "twinspec");
    if (dirname(folder) === folder) break;
  }
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "twinspec");
}

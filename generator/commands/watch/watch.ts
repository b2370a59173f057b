import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { createFileWatcher, isBelow } from "../../../mocks/server/reload/watch-files.ts";
import { documentsOf } from "../../document/find-documents.ts";
import { Reuse } from "../../reuse.ts";
import { chosenOf } from "../apis/choose.ts";
import { formatOf, type Outcome, type PerApi, told } from "../apis/told.ts";
import { type Arguments, UsageError } from "../command.ts";
import { toldToStop } from "../mock/process.ts";
import { optimizeLeast } from "../optimizer.ts";
import { counted, printableLine } from "../print.ts";
import type { Project } from "../projects.ts";

/** Milliseconds without a change before anything is done: editors write in pieces, and several files in a row. */
const quiet = 100;

/** How many files that changed are named. */
const shownFiles = 3;

/** The APIs that a command line names, as they are now. */
type Find = (args: Arguments) => readonly Project[];

/** The digests of files by path; undefined of what cannot be read. */
type Digests = ReadonlyMap<string, string | undefined>;

/** An API that is followed: what its files held when they were read, and how many errors there were. */
interface Followed {
  readonly digests: Digests;
  readonly inputs: readonly string[];
  readonly output: string | undefined;
  readonly errors: number;
  readonly reuse: Reuse;
}

/**
 * Runs a command over every API that a command line names, and again over each whose files change, until this process
 * is told to stop.
 */
export async function watchProjects(args: Arguments, run: PerApi, find: Find): Promise<number> {
  if (formatOf(args) !== "pretty") throw new UsageError('"--watch" is for people: it has no other format than pretty');
  const remote = args.positionals.find((each) => each === "-" || /^https?:/.test(each));
  if (remote !== undefined) throw new UsageError(`"--watch" needs files, and "${remote}" is none`);
  const stop = toldToStop();
  const apis = new Map<string, Followed>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const watcher = createFileWatcher(noteChange, (error) => say(`cannot watch: ${error.message}`));

  optimizeLeast();
  for (const project of chosenOf(find(args), args)) await runOver(project, []);
  await followAll();
  const files = new Set([...apis.values()].flatMap(({ digests }) => [...digests.keys()]));
  say(`watching ${counted(files.size, "file")}. Stop with Ctrl+C.`);
  // what was written until it was watched, nobody saw
  for (const file of files) noteChange(file);
  await stop;
  clearTimeout(timer);
  await watcher.close();
  await running;
  say("stopped");
  return 0;

  function noteChange(path: string): void {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(look);
    }, quiet);
  }

  /** Runs over the APIs whose files are others than they were. */
  async function look(): Promise<void> {
    const paths = [...changed];
    changed.clear();
    try {
      for (const project of chosenOf(find(args), args)) {
        const known = apis.get(project.name);
        const now = new Map(
          paths.flatMap((path) => (known?.digests.has(path) ? [[path, digestOf(path)] as const] : [])),
        );
        const hasCome = known !== undefined && paths.some((path) => mayHaveCome(path, known));
        const { files = [] } = hasCome && project.settings ? await documentsOf(project.settings) : {};
        const news = paths.filter((path) => known !== undefined && isNews(path, known, { now, documents: files }));
        if (known === undefined || news.length > 0) await runOver(project, news, now);
      }
      await followAll();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      say(`error: ${error.message}${error.help === undefined ? "" : `; ${error.help}`}`);
    }
  }

  async function runOver(project: Project, news: readonly string[], now?: Digests): Promise<void> {
    const { name, diagnostics } = project;
    const known = apis.get(name);
    const startedAt = Date.now();
    const reuse = known?.reuse ?? new Reuse();
    const common = { strict: args.is("strict"), settingsDiagnostics: diagnostics, reuse };
    const outcome = await run(args, project, common);
    const followed = { ...followedBy(outcome, { project, known, now, startedAt }), reuse };
    apis.set(name, followed);
    const what = news.length === 0 ? "" : `${shownAs(news)} changed: `;
    const isMended = known !== undefined && known.errors > 0 && followed.errors === 0;
    const more = isMended ? `; ${counted(known.errors, "error")} mended` : "";
    const { verdict } = outcome;
    const line = verdict?.replace(/^.*/, (first) => `${what}${first}${more}`);
    const { err } = told(name, { ...outcome, ...(line !== undefined && { verdict: line }) }, args);
    process.stderr.write(err);
  }

  async function followAll(): Promise<void> {
    const all = [...apis.values()];
    const texts = new Map(all.flatMap(({ digests }) => [...digests.keys()].map((file) => [file, ""] as const)));
    await watcher.follow({ texts, inputs: [...new Set(all.flatMap(({ inputs }) => inputs))] });
  }
}

function followedBy(
  { diagnostics, sources }: Outcome,
  {
    project,
    known,
    now,
    startedAt,
  }: {
    readonly project: Project;
    readonly known?: Followed | undefined;
    readonly now?: Digests | undefined;
    readonly startedAt: number;
  },
): Omit<Followed, "reuse"> {
  const { settings, file } = project;
  // where nothing could be read, what was read before may be mended
  const read = [...(sources?.files ?? known?.digests.keys() ?? []), ...(file === undefined ? [] : [file])];
  // of what changes while it is read, the watcher tells
  const digestNow = (file: string) => (now?.has(file) ? now.get(file) : (known?.digests.get(file) ?? digestOf(file)));
  const { lockFile, output, outputs = [], folder = "" } = settings ?? {};
  // those that come with the generator have no dot in their names
  const ownOutputs = outputs.flatMap(({ name }) => (name.includes(".") ? [resolve(folder, name)] : []));
  const followed = [...read, ...ownOutputs];
  const digests = new Map(
    followed.map((each) => [each, isSince(each, startedAt) ? "unknown" : digestNow(each)] as const),
  );
  if (lockFile !== undefined) digests.set(lockFile, digestOf(lockFile));
  return {
    digests,
    inputs: sources?.inputs ?? known?.inputs ?? [],
    output: output ?? known?.output,
    errors: diagnostics.filter(({ severity }) => severity === "error").length,
  };
}

/** Whether a file was written after some time: what was read of it may be what it held before. */
function isSince(file: string, time: number): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > time;
}

/** Whether something at a path may be new to an API. */
function mayHaveCome(path: string, { digests, output }: Followed): boolean {
  return !digests.has(path) && existsSync(path) && (output === undefined || !isBelow(path, output));
}

/**
 * Whether something at a path is another than it was when it was read, or has come: among the documents that the inputs
 * mean now, or where something was missing.
 */
function isNews(
  path: string,
  followed: Followed,
  { now, documents }: { readonly now: Digests; readonly documents: readonly string[] },
): boolean {
  const { digests, output, inputs } = followed;
  if (output !== undefined && isBelow(path, output)) return false;
  if (digests.has(path)) return now.get(path) !== digests.get(path);
  return mayHaveCome(path, followed) && (documents.includes(path) || inputs.some((input) => isBelow(path, input)));
}

/** The digest of a file; undefined for what cannot be read. */
function digestOf(file: string): string | undefined {
  try {
    return createHash("sha1").update(readFileSync(file)).digest("base64");
  } catch {
    return undefined;
  }
}

function shownAs(files: readonly string[]): string {
  const names = files.map((file) => relative(resolve(), file));
  const more = names.length > shownFiles ? ` and ${names.length - shownFiles} more` : "";
  return `${names.slice(0, shownFiles).join(", ")}${more}`;
}

function say(line: string): void {
  process.stderr.write(`${printableLine(line)}\n`);
}

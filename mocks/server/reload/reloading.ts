import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import type { ReadApi, Reload } from "../../control-api/mock-api.ts";
import { isSameOperation, type MockOperation } from "../../document/operations.ts";
import type { Handle } from "../../http/edge.ts";
import type { ApiOptions } from "../../pipeline/api-options.ts";
import { type Sources, UnreadableSpecError } from "../read-spec.ts";
import type { FileWatcher } from "./watch-files.ts";

/** An API as its files made it. */
export interface LoadedApi {
  readonly api: ReadApi;
  readonly handle: Handle;
  /** Who may control it over HTTP. */
  readonly control?: ApiOptions["control"] | undefined;
  /** Which names requests may have in `Host`. */
  readonly allowedHosts?: readonly string[];
  readonly sources: Sources;
  /** Seconds that open requests get to finish, where the settings say so. */
  readonly shutdownTimeout?: number | undefined;
}

/** An API that follows its files. */
export interface ReloadingApi extends Omit<LoadedApi, "sources"> {
  /** Reads the files now, whether they changed or not. `onReload` is told, too. */
  reload(): Promise<Reload>;
  close(): Promise<void>;
}

/** Milliseconds without a change before files are read: programs write in pieces, and several files in a row. */
const quiet = 100;

/** What follows no files: they are read again when somebody says so. */
const unwatched: FileWatcher = { follow: async () => false, close: async () => undefined };

/**
 * Loads an API, and again when it is told to, or, where they are watched, whenever its files change. Requests in flight
 * end with the API that they began with. An API that cannot be loaded, or with errors that it did not have before,
 * leaves the last good one in place.
 */
export async function createReloading(
  load: () => Promise<LoadedApi>,
  onReload: (reload: Reload) => void,
  { isWatched = true }: { readonly isWatched?: boolean } = {},
): Promise<ReloadingApi> {
  const readAt = Date.now();
  let current = withDigests(await load(), isWatched);
  /** What the last attempt came to, the files or a message, by which it is known that nothing new happened. */
  let attempt: Sources | string = current.sources;
  let timer: NodeJS.Timeout | undefined;
  let reloading: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const watcher = isWatched ? await watcherFor(schedule, onReload) : unwatched;
  await watcher.follow(current.sources);
  if (isWatched && isStale(current.sources, readAt)) schedule();

  return {
    api: following(() => current.api),
    handle: (...request) => current.handle(...request),
    ...(current.control !== undefined && { control: current.control }),
    ...(current.allowedHosts !== undefined && { allowedHosts: current.allowedHosts }),
    shutdownTimeout: current.shutdownTimeout,
    reload() {
      const result = reloading.then(() => reload(true)).then((reloaded) => reloaded ?? closed());
      reloading = result.catch(() => undefined);
      return result;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await watcher.close();
      await reloading;
    },
  };

  function schedule(): void {
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      reloading = reloading.then(() => reload(false));
    }, quiet);
  }

  /** Undefined where nothing new happened, or nobody is left to know. */
  async function reload(isForced: boolean): Promise<Reload | undefined> {
    const before = attempt;
    const next = await load().then((loaded) => withDigests(loaded, isWatched), asError);
    if (isClosed) return undefined;
    attempt = next instanceof Error ? next.message : next.sources;
    if (!isForced && isSameAttempt(before, attempt)) return undefined;
    // Also where there is a fault: in these files it will be mended.
    const isMoreWatched = await watcher.follow(sourcesOf(next) ?? current.sources);
    // What happened there until it was watched, nobody saw.
    if (isMoreWatched) schedule();
    const result = take(next instanceof Error ? next : (newErrors(next, current) ?? next));
    onReload(result);
    return result;
  }

  /** Lets an API take the place of the current one, but for one that is faulty. */
  function take(loaded: LoadedApi | Error): Reload {
    if (loaded instanceof Error) {
      const diagnostics = loaded instanceof UnreadableSpecError ? loaded.diagnostics : [];
      return { kind: "kept", error: loaded, diagnostics };
    }
    const { operations, diagnostics } = loaded.api;
    const earlier = current.api.operations;
    current = loaded;
    const missingIn = (those: readonly MockOperation[]) => (operation: MockOperation) =>
      !those.some((other) => isSameOperation(operation, other));
    const [added, removed] = [operations.filter(missingIn(earlier)), earlier.filter(missingIn(operations))];
    return { kind: "reloaded", operations, added, removed, diagnostics };
  }
}

function closed(): never {
  throw new Error("the mock is closed");
}

async function watcherFor(onChange: () => void, onReload: (reload: Reload) => void): Promise<FileWatcher> {
  const { createFileWatcher } = await import("./watch-files.ts");
  return createFileWatcher(onChange, (error) => onReload({ kind: "kept", error, diagnostics: [] }));
}

function sourcesOf(loaded: LoadedApi | Error): Sources | undefined {
  return loaded instanceof UnreadableSpecError || !(loaded instanceof Error) ? loaded.sources : undefined;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Whole texts would be kept in memory for no more than to see whether they are the same. */
function withDigests({ sources, ...loaded }: LoadedApi, isWatched: boolean): LoadedApi {
  if (!isWatched) return { ...loaded, sources: { ...sources, texts: new Map() } };
  const digest = (text: string): string => createHash("sha1").update(text).digest("base64");
  return {
    ...loaded,
    sources: { ...sources, texts: new Map([...sources.texts].map(([file, text]) => [file, digest(text)])) },
  };
}

function isSameAttempt(a: Sources | string, b: Sources | string): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.texts.size === b.texts.size && [...a.texts].every(([file, text]) => b.texts.get(file) === text);
}

/** What is left out of a document: somebody who writes a reference has what it leads to for a while not yet. */
const passing: ReadonlySet<Diagnostic["code"]> = new Set([
  "file-not-found",
  "ref-cycle",
  "ref-not-found",
  "wrong-type",
]);

/** Errors of the documents that were not there before: those of a document as it was published are lived with. */
function newErrors(next: LoadedApi, current: LoadedApi): Error | undefined {
  const name = ({ code, message, at }: Diagnostic): string => `${code} ${at?.file} ${message}`;
  const known = new Set(current.api.diagnostics.map(name));
  const found = next.api.diagnostics
    .filter((one) => (one.severity === "error" || passing.has(one.code)) && !known.has(name(one)))
    .map((one): Diagnostic => ({ ...one, severity: "error" }));
  return found.length === 0 ? undefined : new UnreadableSpecError(next.sources.inputs, found, next.sources);
}

/** Whether a file was written, or went, after it was read. */
function isStale({ texts }: Sources, readAt: number): boolean {
  return [...texts.keys()].some((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > readAt);
}

/** An object whose members are those of the current one. */
function following<Value extends object>(current: () => Value): Value {
  const members = Object.keys(current()).map(
    (key) => [key, { get: () => current()[key as keyof Value], enumerable: true }] as const,
  );
  return Object.defineProperties({}, Object.fromEntries(members)) as Value;
}

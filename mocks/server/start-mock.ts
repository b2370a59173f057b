import { relative, resolve } from "node:path";
import { getOwn, isObject, type JsonObject } from "../../generator/document/json.ts";
import type { MountedApi, PlacedOperation } from "../control-api/mock-api.ts";
import type { ApiFigures } from "../control-api/mock-metrics.ts";
import type { CoveredDocuments } from "../coverage/coverage.ts";
import { type DescribedApi, documentsOf } from "../coverage/coverage-control.ts";
import { coverageFolder } from "../coverage/environment.ts";
import type { Recordings } from "../recording/recordings.ts";
import { openStore } from "../storage/open-store.ts";
import { type EntryStore, storeBelow } from "../storage/store.ts";
import { createApi } from "./create-api.ts";
import type { ApiOfDocuments, Mock, MockOptions, Mocks, MocksOptions } from "./mock.ts";
import { combinedControl, controlHandles, inspectorPath } from "./mount-control.ts";
import { type OperationNotes, readNotes, readSpec } from "./read-spec.ts";
import { createReloading, type LoadedApi, type ReloadingApi } from "./reload/reloading.ts";
import { defaultHost, serve } from "./start-server.ts";
import { createSurvivingState, type SurvivingState } from "./surviving-state.ts";

/**
 * Serves the API that the given documents describe on a port of this machine. Where a folder with a `twinspec.yaml` is
 * given, or that file, its settings hold: the documents, their names, scopes, access and faults; `options` win over
 * them.
 *
 * @throws {UnreadableSpecError} when the settings or the documents cannot be read.
 */
export async function startMock<Package = unknown>(options: MockOptions): Promise<Mock<Package>> {
  requireSpec(options, 'await startMock({ spec: "openapi.yaml" })');
  const { port, host, storage, watch, onReload, control, allowedHosts, shutdownTimeout, ...api } = options;
  const { apis } = await startMocks({
    apis: { "": api },
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(storage !== undefined && { storage }),
    ...(shutdownTimeout !== undefined && { shutdownTimeout }),
    ...(watch !== undefined && { watch }),
    ...(onReload !== undefined && { onReload }),
    ...(control !== undefined && { control }),
    ...(allowedHosts !== undefined && { allowedHosts }),
  });
  // The types of a package narrow what may be asked of a mock; they change nothing about it.
  return apis[""] as Mock as Mock<Package>;
}

/** JavaScript has no types that say it: a path alone, and options without documents, are told what to write. */
function requireSpec(options: unknown, instead: string): void {
  const spec = getOwn(options, "spec");
  const isList = Array.isArray(spec) && spec.length > 0 && spec.every((each) => typeof each === "string");
  if (isList || (typeof spec === "string" && spec !== "")) return;
  const given = typeof options === "string" ? "a text" : 'no "spec"';
  throw new TypeError(`a mock takes an object that names its documents, and ${given} was given: ${instead}`);
}

/**
 * Serves several APIs on one port, each below its prefix as `startMock` does at the root, its OAuth endpoints included.
 *
 * ```ts
 * const apis = { "/desk": { spec: "spec/zoho-desk" }, "/crm": { spec: "crm.yaml" } };
 * await using mocks = await startMocks({ apis });
 * const { accessToken } = await mocks.apis["/desk"].issueToken({ scopes: ["Desk.basic.READ"] });
 * ```
 *
 * @throws {UnreadableSpecError} when the settings or the documents of one cannot be read.
 * @throws {PrefixSyntaxError} when a prefix is not like `/desk`.
 */
export async function startMocks<Prefix extends string>(options: MocksOptions<Prefix>): Promise<Mocks<Prefix>> {
  const named: unknown = getOwn(options, "apis");
  if (!isObject(named)) throw new TypeError('startMocks takes { apis: { "/desk": { spec: "openapi.yaml" } } }');
  for (const [prefix, api] of Object.entries(named))
    requireSpec(api, `{ apis: { "${prefix}": { spec: "openapi.yaml" } } }`);
  const { apis, port, host, log, watch = false, onReload } = options;
  const prefixes = Object.keys(apis) as Prefix[];
  const { storage = "memory" } = options;
  const store = await openStore(storage);
  const closings: (() => Promise<void>)[] = [() => store.close()];
  try {
    const figures = new Map<string, ApiFigures>();
    const mounted: (readonly [prefix: Prefix, api: Omit<ReloadingApi, "api"> & { readonly api: MountedApi }])[] = [];
    for (const prefix of prefixes) {
      const recordings = await recordingsOf(apis[prefix], prefix);
      if (recordings !== undefined) closings.push(() => recordings.close());
      const own = prefix === "" ? store : storeBelow(store, `apis${prefix}/-/`);
      // What the memory forgets when there are very many tokens must not be a plan.
      const plans = storage === "memory" ? undefined : storeBelow(own, "control/");
      const surviving = createSurvivingState(plans);
      const folder = apis[prefix].coverage ?? coverageFolder();
      let documents: (() => CoveredDocuments) | undefined;
      const onRead = (openapi: JsonObject, described: DescribedApi): void => {
        let found: CoveredDocuments | undefined;
        documents = () => {
          found ??= documentsOf(openapi, described);
          return found;
        };
      };
      const load = loading(
        { ...apis[prefix], ...(folder !== undefined && { coverage: folder }) },
        { prefix, store: own, surviving, recordings, onRead },
      );
      const api = await createReloading(load, (reload) => onReload?.(reload, prefix), { isWatched: watch });
      closings.unshift(() => api.close());
      let saveCoverage = (): void => undefined;
      if (folder !== undefined) {
        const { createCoverageWriter } = await import("../coverage/writer.ts");
        const { coverage: record } = surviving;
        const writer = createCoverageWriter(folder, () => ({ documents: documents!(), record }));
        saveCoverage = writer.flush;
        closings.push(async () => writer.close());
      }
      const tokens = async () => {
        const [access, refresh] = await Promise.all(
          ["access", "refresh"].map(async (kind) => (await own.list(`oauth/${kind}/`)).length),
        );
        return { access: access ?? 0, refresh: refresh ?? 0 };
      };
      figures.set(prefix, { requests: surviving.figures, journal: surviving.journal, tokens });
      mounted.push([prefix, { ...api, api: Object.assign(api.api, { reload: api.reload, saveCoverage }) }]);
    }
    const handles = new Map(mounted.map(([prefix, { handle }]) => [prefix, handle]));
    const controllable = mounted.map(([prefix, { api, control }]) => ({
      ...{ prefix, api, figures: figures.get(prefix)! },
      control: combinedControl(options.control, control),
    }));
    const closing = new AbortController();
    const { control } = options;
    const boundHost = host ?? defaultHost;
    const storeFigures = () => ({ store: store.figures, forgotten: store.forgotten?.() ?? 0 });
    const beside = controlHandles(controllable, { boundHost, control, storeFigures, closing: closing.signal });
    const timeouts = mounted.flatMap(([, each]) => each.shutdownTimeout ?? []);
    const shutdownTimeout = options.shutdownTimeout ?? (timeouts.length === 0 ? undefined : Math.max(...timeouts));
    const allowedHosts = allowedHostsOf([options, ...mounted.map(([, api]) => api)]);
    const listening = await serve(handles, { port, host, log, beside, allowedHosts, shutdownTimeout });
    closings.unshift(async () => {
      closing.abort();
      await listening.close();
    });
    const close = once(() => inTurn(closings));
    const shared = { port: listening.port, host: listening.host, close, [Symbol.asyncDispose]: close };
    const inspector = inspectorPath(beside, { boundHost, control });
    return {
      ...shared,
      url: listening.url,
      ...(inspector !== undefined && { inspector: `${reachable(listening.url)}${inspector}` }),
      apis: Object.fromEntries(
        mounted.map(([prefix, { api }]) => [prefix, Object.assign(api, shared, { url: `${listening.url}${prefix}` })]),
      ) as Record<Prefix, Mock>,
    };
  } catch (error) {
    await inTurn(closings);
    throw error;
  }
}

/** An address of this machine for one that stands for all of them. */
function reachable(url: string): string {
  return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

/** What an API is read with. */
interface LoadedWith {
  readonly prefix: string;
  readonly store: EntryStore;
  readonly surviving: SurvivingState;
  readonly recordings: Recordings | undefined;
  /** Called with each reading of the documents, and how coverage names them. */
  readonly onRead: (openapi: JsonObject, described: DescribedApi) => void;
}

/** Reads an API, each time again; what tests gave it and its requests stay. */
function loading(
  { spec, standardInput, root, include = [], exclude = [], ...options }: ApiOfDocuments,
  { prefix, store, surviving, recordings, onRead }: LoadedWith,
): () => Promise<LoadedApi> {
  const specPaths = [spec].flat().map(shownPath);
  return async () => {
    const given = {
      ...{ include, exclude },
      ...(standardInput !== undefined && { standardInput }),
      ...(root !== undefined && { root }),
    };
    const read = await readSpec([spec].flat(), given);
    const { title, openapi, names, sentNames, options: settings, diagnostics, sources } = read;
    const described = { ...(title !== undefined && { title }), spec: specPaths };
    const oauth = { ...settings.oauth, ...options.oauth };
    const isPartial = (options.upstream ?? settings.upstream) !== undefined;
    const partial = isPartial ? await import("../recording/partial-upstream.ts") : undefined;
    const { api, handle } = createApi(openapi, {
      ...settings,
      ...options,
      oauth,
      names,
      sentNames,
      prefix,
      store,
      surviving,
      described,
      ...(recordings && { recordings }),
      ...(partial && { partialStages: partial.partialStages }),
    });
    onRead(openapi, described);
    const control = combinedControl(options.control, settings.control);
    const { allowedHosts = [] } = { ...settings, ...options };
    const { shutdownTimeout } = read;
    let notes: Promise<ReadonlyMap<string, OperationNotes>> | undefined;
    const placedOperations = async (): Promise<readonly PlacedOperation[]> => {
      notes ??= readNotes([spec].flat(), given).catch(() => new Map());
      const known = await notes;
      return api.operations.map((operation) => {
        return { ...operation, ...known.get(`${operation.method} ${operation.path}`) };
      });
    };
    const served = Object.assign(api, { diagnostics, placedOperations });
    return { api: served, handle, control, allowedHosts, sources, shutdownTimeout };
  };
}

/** What any of them lists, with the names under which one may be controlled. */
function allowedHostsOf(all: readonly Pick<ReloadingApi, "allowedHosts" | "control">[]): readonly string[] {
  return all.flatMap(({ allowedHosts = [], control }) => [
    ...allowedHosts,
    ...((typeof control === "object" ? control.hosts : undefined) ?? []),
  ]);
}

/** A path as it is from the working folder, with forward slashes; what is none stays. */
function shownPath(path: string): string {
  if (path === "-" || /^https?:\/\//.test(path)) return path;
  return relative(resolve(), resolve(path)).replaceAll("\\", "/") || ".";
}

/** The recordings of an API that records or replays; any other does not load what that takes. */
async function recordingsOf(options: ApiOfDocuments, prefix: string): Promise<Recordings | undefined> {
  if (options.record === undefined && options.replay !== true) return undefined;
  const { openRecordings } = await import("../recording/open-recordings.ts");
  return openRecordings(options, prefix);
}

/** All of them, in their order, also where one fails; then rejects with the first failure. */
async function inTurn(closings: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closings) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

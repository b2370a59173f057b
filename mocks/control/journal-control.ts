import { isSameOperation } from "../document/operations.ts";
import type { Journal } from "../pipeline/journal.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import type { FindOperation } from "./find-operation.ts";
import type { Given, Way } from "./given.ts";
import type { OperationName } from "./response-types.ts";

/** Which requests of the journal are meant; without any of these, all. */
export interface RequestFilter<Name extends string = string> {
  /** A name of the operation. */
  readonly operation?: Name | undefined;
  /** In any case. */
  readonly method?: string | undefined;
  /** As it was sent, below the API's own prefix, without the query: `/pets/1`. */
  readonly path?: string | undefined;
  /** A status, or a class such as `4XX`. */
  readonly status?: number | string | undefined;
  /** Whether the request or its response breaks the document. */
  readonly hasViolations?: boolean | undefined;
  /** Requests after the one with this `id`. */
  readonly after?: number | undefined;
}

/** How many requests are waited for, and for how long. */
export interface RequestsToWaitFor<Name extends string = string> extends RequestFilter<Name> {
  /** Those that are in the journal count. Default: 1. */
  readonly count?: number | undefined;
  /** Milliseconds. Default: ten seconds. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Thrown when not so many requests came in time. */
export class MissingRequestsError extends Error {
  override readonly name = "MissingRequestsError";
}

/** What a test does with the journal. */
export interface JournalControl<Package = unknown, How extends Way = "here"> {
  /** The latest requests, oldest first, as many as `journal` in the options or settings has room for. */
  readonly requests: Given<How, readonly RequestLogEntry[]>;
  /** How many requests are no longer in `requests`, or never were, for want of room. */
  readonly droppedRequests: Given<How, number>;
  /**
   * Those that are meant, oldest first.
   *
   * @throws {UnknownOperationError} when the API has no such operation.
   */
  findRequests(
    filter?: RequestFilter<OperationName<Package>> & {
      /** The first so many; `after` with the `id` of the last one gives the next. Default: all. */
      readonly limit?: number | undefined;
    },
  ): Given<How, readonly RequestLogEntry[]>;
  /**
   * Resolves with the first so many requests that are meant, as soon as they have been responded to.
   *
   * @throws {MissingRequestsError} when they do not come in time.
   */
  waitForRequests(which?: RequestsToWaitFor<OperationName<Package>>): Promise<readonly RequestLogEntry[]>;
  /** Requests from now on, or from after the one that the filter names, as they come; until `signal` or `break`. */
  watchRequests(
    filter?: RequestFilter<OperationName<Package>> & { readonly signal?: AbortSignal | undefined },
  ): AsyncIterableIterator<RequestLogEntry>;
  /** The same, and `cleared` each time that somebody has all requests forgotten. */
  watchJournal(
    filter?: RequestFilter<OperationName<Package>> & { readonly signal?: AbortSignal | undefined },
  ): AsyncIterableIterator<RequestLogEntry | "cleared">;
  /** Forgets the requests. */
  clearRequests(): Given<How, void>;
}

const defaultTimeout = 10_000;

/** The journal as tests see it. */
export function createJournalControl(journal: Journal<RequestLogEntry>, find: FindOperation): JournalControl {
  function matcherOf(filter: RequestFilter): (entry: RequestLogEntry) => boolean {
    const { method, path, status, hasViolations, after = 0 } = filter;
    const operation = filter.operation === undefined ? undefined : find(filter.operation);
    const wantedStatus = String(status ?? "").toUpperCase();
    return (entry) =>
      entry.id > after &&
      (operation === undefined || isSameOperation(operation, entry.operation)) &&
      (method === undefined || entry.method.toUpperCase() === method.toUpperCase()) &&
      (path === undefined || entry.path === path) &&
      (status === undefined || [String(entry.status), `${Math.floor(entry.status / 100)}XX`].includes(wantedStatus)) &&
      (hasViolations === undefined || entry.violations.length > 0 === hasViolations);
  }

  return {
    get requests() {
      return journal.entries;
    },
    get droppedRequests() {
      return journal.dropped;
    },
    findRequests: ({ limit, ...filter } = {}) => journal.entries.filter(matcherOf(filter)).slice(0, limit),
    async waitForRequests({ count = 1, timeout = defaultTimeout, signal, ...filter } = {}) {
      const isMeant = matcherOf(filter);
      const found = journal.entries.filter(isMeant);
      if (found.length >= count) return found.slice(0, count);
      return new Promise((resolve, reject) => {
        const end = (outcome: () => void) => {
          clearTimeout(timer);
          unsubscribe();
          signal?.removeEventListener("abort", abort);
          outcome();
        };
        const abort = () => end(() => reject(signal?.reason));
        const unsubscribe = journal.subscribe((entry) => {
          if (entry === "cleared" || !isMeant(entry)) return;
          found.push(entry);
          if (found.length >= count) end(() => resolve(found));
        });
        const timer = setTimeout(() => end(() => reject(missing(found.length, count, timeout))), timeout);
        signal?.addEventListener("abort", abort);
        if (signal?.aborted) abort();
      });
    },
    watchRequests({ signal, ...filter } = {}) {
      const isMeant = matcherOf(filter);
      const entries = filter.after === undefined ? [] : journal.entries.filter(isMeant);
      return watched(entries, {
        signal,
        subscribe: (add) => journal.subscribe((entry) => entry !== "cleared" && isMeant(entry) && add(entry)),
      });
    },
    watchJournal({ signal, ...filter } = {}) {
      const isMeant = matcherOf(filter);
      const waiting: (RequestLogEntry | "cleared")[] =
        filter.after === undefined ? [] : journal.entries.filter(isMeant);
      const subscribe = (add: (entry: RequestLogEntry | "cleared") => void) =>
        journal.subscribe((entry) => {
          // Those that nobody took yet are forgotten, too.
          if (entry === "cleared") waiting.length = 0;
          if (entry === "cleared" || isMeant(entry)) add(entry);
        });
      return watched(waiting, { signal, subscribe });
    },
    clearRequests: () => journal.clear(),
  };
}

function missing(found: number, count: number, timeout: number): MissingRequestsError {
  return new MissingRequestsError(`${found} of ${count} requests came within ${timeout} ms`);
}

/** How many requests wait for somebody who watches and is slow; the oldest go first. */
const mostWaiting = 10_000;

interface Watching<Entry> {
  readonly signal: AbortSignal | undefined;
  subscribe(add: (entry: Entry) => void): () => void;
}

/** Entries that wait, and those that come. */
function watched<Entry>(waiting: Entry[], { signal, subscribe }: Watching<Entry>): AsyncIterableIterator<Entry> {
  let wake: () => void = () => undefined;
  let hasEnded = false;
  const unsubscribe = subscribe((entry) => {
    waiting.push(entry);
    if (waiting.length > mostWaiting) waiting.shift();
    wake();
  });
  const end = (): void => {
    hasEnded = true;
    unsubscribe();
    signal?.removeEventListener("abort", end);
    wake();
  };
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  return {
    async next() {
      for (;;) {
        const entry = waiting.shift();
        if (hasEnded || entry !== undefined) return hasEnded || entry === undefined ? ended : { value: entry };
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async return() {
      end();
      return ended;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const ended: IteratorReturnResult<undefined> = { done: true, value: undefined };

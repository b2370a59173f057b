import type { ServedOperation } from "../document/operations.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { Redaction } from "../http/redact.ts";
import type { MockResponse } from "../http/response.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import type { Router, SentRequest } from "../routing/router.ts";
import type { Store } from "../storage/store.ts";
import { compareParameters, differencesOf } from "./differences.ts";
import { isSameText } from "./match-text.ts";
import { bytesOf } from "./recorded-body.ts";
import { type RecordedRequest, readRecording, type StoredRecording } from "./recording.ts";
import { byNumber } from "./recording-names.ts";
import { redactRequest } from "./redact-recording.ts";
import { sentRequestOf } from "./sent-request.ts";

/** What recordings are served with. */
export interface ReplayParts {
  readonly store: Store;
  readonly redaction: Redaction;
  readonly oauthPaths: ReadonlySet<string>;
  readonly route: Router;
  /** The header parameters that the document describes for an operation, in lower case. */
  readonly headersOf: (operation: ServedOperation) => readonly string[];
  /**
   * How many times the recordings of one request were served, by their keys; kept from one reading of the documents to
   * the next.
   */
  readonly replayed: Map<string, number>;
}

/** Responds with what was recorded. */
export interface Replay {
  /** The response; undefined where none of the recordings is of such a request. */
  find(exchange: Exchange): Promise<MockResponse | undefined>;
  /** The problem 404 that says which recordings come nearest and what they differ in. */
  missing(exchange: Exchange): Promise<ProblemJsonError>;
}

/** A recording with what its request is to the document. */
interface Candidate {
  readonly recording: StoredRecording;
  readonly operation: ServedOperation | undefined;
  readonly variables: ReadonlyMap<string, string>;
}

interface Compared {
  readonly candidate: Candidate;
  readonly differences: readonly string[];
}

/** Headers that choose among responses to one request. */
const choosing = ["accept", "accept-language", "range", "if-match", "if-none-match", "if-modified-since"];
const nearestShown = 3;
/** What was true of the recorded moment alone. */
const stale: ReadonlySet<string> = new Set(["age", "date"]);

/**
 * Serves recordings by method, operation, path variables, query and body, whatever credentials are sent. Of several
 * that fit, those whose headers fit better; and of these one after the other in their order, the last one again and
 * again. HEAD is served by GET where it was not recorded. What is recorded later is not seen.
 */
export function createReplay({ store, redaction, oauthPaths, route, headersOf, replayed }: ReplayParts): Replay {
  let loading: Promise<readonly Candidate[]> | undefined;

  return {
    async find(exchange) {
      const sent = redactRequest(await sentRequestOf(exchange, oauthPaths), redaction);
      const same = (await compareAll(exchange, sent)).filter(({ differences }) => differences.length === 0);
      const { operation } = whereIs(exchange);
      const names = [...choosing, ...(operation === undefined ? [] : headersOf(operation))];
      const now = pick(sent.headers, names);
      const distances = same.map(
        ({ candidate }) => compareParameters("header", pick(candidate.recording.request.headers, names), now).length,
      );
      const fitting = same
        .filter((_, index) => distances[index] === Math.min(...distances))
        .map(({ candidate }) => candidate.recording);
      const own = fitting.filter(({ request }) => request.method === exchange.method);
      const series = own.length > 0 ? own : fitting;
      const name = series.map(({ key }) => key).join(" ");
      const count = replayed.get(name) ?? 0;
      replayed.set(name, count + 1);
      const recording = series[Math.min(count, series.length - 1)];
      return recording && responseOf(recording);
    },
    async missing(exchange) {
      const { method, target, path, operation, variables } = exchange;
      const sent = redactRequest(await sentRequestOf(exchange, oauthPaths), redaction);
      const compared = await compareAll(exchange, sent);
      const nearest = compared
        .sort((a, b) => a.differences.length - b.differences.length)
        .slice(0, nearestShown)
        .map(({ candidate: { recording }, differences }) => ({ recording: recording.key, differences }));
      const name = operation?.name ?? operation?.operationId ?? "what the document does not describe";
      const count = (await load()).length;
      const listed = nearest.map(({ recording, differences }) => `${recording} (${differences.join("; ")})`);
      const others = count === 1 ? "is 1 recording" : `are ${count === 0 ? "no" : count} recordings`;
      const hint =
        nearest.length > 0
          ? `The nearest: ${listed.join(", ")}.`
          : `None is of ${name}; there ${others} of other requests.`;
      const shown = redaction.path(path, variables) + redaction.url(target.slice(path.length));
      const detail = `There is no recording of ${method} ${shown.slice(0, 500)}. ${hint}`;
      const template = { type: "NO_RECORDING", title: "No recording of this request", status: 404 };
      return new ProblemJsonError(template, detail, { nearest });
    },
  };

  /** The recordings of the same method and operation, with what they differ in. */
  async function compareAll(exchange: Exchange, sent: RecordedRequest): Promise<Compared[]> {
    const { method, path } = exchange;
    // OAuth endpoints come before any routing.
    const here = whereIs(exchange);
    const methods = method === "HEAD" ? ["HEAD", "GET"] : [method];
    const candidates = (await load()).filter(
      ({ operation, recording }) => operation === here.operation && methods.includes(recording.request.method),
    );
    return candidates.map((candidate) => ({
      candidate,
      differences: [
        ...comparePaths(candidate, path, here.variables),
        ...differencesOf(candidate.recording.request, sent),
      ],
    }));
  }

  function load(): Promise<readonly Candidate[]> {
    loading ??= readAll().catch((error: unknown) => {
      // A recording that somebody mends is read again.
      loading = undefined;
      throw error;
    });
    return loading;
  }

  async function readAll(): Promise<readonly Candidate[]> {
    const keys = (await store.list("")).filter((key) => key.split("/").length === 2).sort(byNumber);
    return Promise.all(
      keys.map(async (key) => {
        const recording = readRecording(key, await store.get(key));
        const { method, path, query, headers } = recording.request;
        const sent = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]);
        const sentQuery = String(parametersOf(query));
        return { recording, ...whereIs({ method, path, sentQuery, headers: Object.fromEntries(sent) }) };
      }),
    );
  }

  function whereIs(request: SentRequest): Omit<Candidate, "recording"> {
    try {
      const match = route(request);
      if (match.kind === "operation") return match;
    } catch {
      // A malformed address is in no document.
    }
    return { operation: undefined, variables: new Map() };
  }
}

function parametersOf(query: RecordedRequest["query"]): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  );
}

function comparePaths(
  { recording, operation, variables }: Candidate,
  path: string,
  sent: Candidate["variables"],
): string[] {
  const recorded = recording.request.path;
  if (operation !== undefined) return compareParameters("path parameter", decodeAll(variables), decodeAll(sent));
  return isSameText(decode(recorded), decode(path)) ? [] : [`the path was ${recorded}`];
}

function decodeAll(variables: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...variables].map(([name, value]) => [name, decode(value)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function pick(headers: RecordedRequest["headers"], names: readonly string[]): RecordedRequest["headers"] {
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(headers, name) ? [[name, headers[name] ?? ""]] : [])),
  );
}

function responseOf({ request, response }: StoredRecording): MockResponse {
  const { status, headers, body } = response;
  const isBodyless = request.method === "HEAD" || status === 204 || status === 304;
  return {
    status,
    headers: Object.entries(headers).filter(([name]) => !stale.has(name.toLowerCase())),
    body: isBodyless ? undefined : bytesOf(body),
  };
}

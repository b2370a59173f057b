import { createReadStream } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Client, getSessionAnalytics, isApiError } from "zoho-desk-client";
import type { SessionFilter } from "zoho-desk-client/schemas/SessionFilter";
import type { SessionRecord } from "zoho-desk-client/schemas/SessionRecord";
import { jsonLines } from "zoho-desk-client/streams";
import { type AppendFile, openAppendFile } from "./append-file.ts";
import { type Checkpoint, type ExportQuery, readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import { csvLine } from "./csv.ts";
import { DailyLimitError } from "./daily-limit-error.ts";
import { type DateWindow, dateWindows } from "./date-windows.ts";

/** What an export asks for, and where it goes. */
export interface ExportOptions extends Partial<Omit<ExportQuery, "from" | "to">> {
  /** The part of a client that is needed, so that one with any scopes beyond those will do. */
  readonly client: { readonly getSessionAnalytics: Pick<Client["getSessionAnalytics"], "pages"> };
  /** The first day, `2026-03-02`. */
  readonly from: string;
  /** The last day, included. */
  readonly to: string;
  /** Holds this export alone, and one run of it at a time. Made when it is not there. */
  readonly folder: string;
  /** Records in one request. Default: 100, the most that the API gives. */
  readonly pageSize?: number | undefined;
  /** The address of a session in the portal, for the last column of the CSV file. Default: its `webUrl`. */
  readonly link?: ((session: SessionRecord) => string | null | undefined) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is told of every page once it is safe on the disk. What it throws ends the run. */
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
}

/** How far an export has come. */
export interface ExportProgress {
  readonly sessions: number;
  readonly windows: number;
  readonly windowsDone: number;
  readonly window: DateWindow;
}

/** A finished export. */
export interface ExportSummary {
  readonly sessions: number;
  readonly ndjson: string;
  readonly csv: string;
}

const columns = [
  "sessionId",
  "departmentId",
  "agentId",
  "contactId",
  "ticketId",
  "channel",
  "status",
  "startTime",
  "endTime",
  "durationInSeconds",
  "firstResponseTimeInSeconds",
  "messageCount",
  "agentMessageCount",
  "customerMessageCount",
] as const satisfies readonly (keyof SessionRecord)[];

/**
 * Writes the sessions that began in a range of days to `sessions.ndjson`, as they came, and to `sessions.csv` (RFC 4180), and
 * how far it is to `checkpoint.json`. A run that ended in whatever way, a loss of power included, is taken up by calling it
 * again: the files come to be what they would have been, without a record lost or written twice.
 *
 * Days are read in windows, a window page by page. Where pages shift while they are read, a record that comes again is passed
 * over; where they have shifted between two runs, the window is listed anew.
 *
 * @throws {DailyLimitError} when the API gives no more on this day.
 * @throws {RangeError} for a range that is none.
 * @throws an Error when the folder holds another export, and whatever the client throws.
 */
export async function exportSessions(options: ExportOptions): Promise<ExportSummary> {
  const { from, to, daysPerWindow = 7, filter = {} } = options;
  const windows = dateWindows(from, to, daysPerWindow);
  // As a checkpoint gives it back.
  const query = JSON.parse(JSON.stringify({ from, to, daysPerWindow, filter })) as ExportQuery;
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true });
  const paths = {
    ndjson: join(folder, "sessions.ndjson"),
    csv: join(folder, "sessions.csv"),
    checkpoint: join(folder, "checkpoint.json"),
  };
  let checkpoint = (await readCheckpoint(paths.checkpoint)) ?? (await begin(query, paths));
  refuseOther(checkpoint.query, query, folder);
  const summary = () => ({ sessions: checkpoint.sessions, ndjson: paths.ndjson, csv: paths.csv });
  if (checkpoint.isDone) return summary();

  const opened: AppendFile[] = [];
  const openFile = async (name: "ndjson" | "csv") => {
    const file = await openAppendFile(paths[name], checkpoint.bytes[name]);
    opened.push(file);
    return file;
  };
  try {
    const files = { ndjson: await openFile("ndjson"), csv: await openFile("csv") };
    if (files.csv.size === 0) await files.csv.append(csvLine([...columns, "link"]));
    const save = async (changes: Partial<Checkpoint>) => {
      checkpoint = { ...checkpoint, ...changes, bytes: { ndjson: files.ndjson.size, csv: files.csv.size } };
      await writeCheckpoint(paths.checkpoint, checkpoint);
    };
    for (const [index, window] of windows.entries()) {
      if (index < checkpoint.windowsDone) continue;
      const seen = await writtenIds(paths.ndjson, checkpoint.windowBegin, files.ndjson.size);
      for await (const { sessions, listed } of unseenSessions(options, window, { seen, listed: checkpoint.listed })) {
        await appendSessions(sessions, files, options.link);
        await save({ listed, sessions: checkpoint.sessions + sessions.length });
        const { sessions: count, windowsDone } = checkpoint;
        options.onProgress?.({ sessions: count, windows: windows.length, windowsDone, window });
      }
      const isDone = index + 1 === windows.length;
      await save({ windowsDone: index + 1, listed: 0, windowBegin: files.ndjson.size, isDone });
    }
    return summary();
  } finally {
    for (const file of opened) await file.close();
  }
}

/** The first checkpoint, which says that the files are this export's. */
async function begin(query: ExportQuery, paths: { [name in "ndjson" | "csv" | "checkpoint"]: string }) {
  for (const path of [paths.ndjson, paths.csv]) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) throw new Error(`${path} is there already, and no checkpoint beside it: choose another folder`);
  }
  const checkpoint: Checkpoint = {
    version: 1,
    query,
    windowsDone: 0,
    listed: 0,
    windowBegin: 0,
    bytes: { ndjson: 0, csv: 0 },
    sessions: 0,
    isDone: false,
  };
  await writeCheckpoint(paths.checkpoint, checkpoint);
  return checkpoint;
}

function refuseOther(kept: ExportQuery, asked: ExportQuery, folder: string): void {
  const names = ["from", "to", "daysPerWindow", "filter"] as const;
  const other = names.find((name) => !isDeepStrictEqual(kept[name], asked[name]));
  if (other === undefined) return;
  const [was, is] = [kept, asked].map((query) => JSON.stringify(query[other]));
  throw new Error(`${folder} holds another export: its ${other} is ${was}, not ${is}; choose another folder`);
}

/** The ids of the records in a part of the NDJSON file, in their order. */
async function writtenIds(path: string, start: number, end: number): Promise<Set<string>> {
  const seen = new Set<string>();
  if (start === end) return seen;
  const bytes = createReadStream(path, { start, end: end - 1 });
  for await (const { sessionId } of jsonLines<SessionRecord>(bytes, { name: path })) seen.add(sessionId);
  return seen;
}

/** The records of a window that are not written yet, a list for each page, and how many the API has listed by then. */
async function* unseenSessions(
  { client, filter, pageSize: limit = 100, signal }: ExportOptions,
  window: DateWindow,
  kept: { readonly seen: Set<string>; readonly listed: number },
): AsyncGenerator<{ sessions: SessionRecord[]; listed: number }, void, undefined> {
  const { seen } = kept;
  // The last record that was written is listed again: when it stands elsewhere now, what was next does so too.
  let position = Math.max(0, kept.listed - 1);
  const expected = kept.listed > 0 ? [...seen].at(-1) : undefined;
  for (let isInPlace = kept.listed === 0; ; isInPlace = true, position = 0) {
    const p = { ...filter, ...window, from: position, limit };
    for await (const { items } of pagesOf(client, p, signal)) {
      if (!isInPlace && items[0]?.sessionId !== expected) break;
      isInPlace = true;
      position += items.length;
      yield { sessions: items.filter((session) => isNew(session, seen)), listed: position };
    }
    if (isInPlace) return;
  }
}

/** The pages, until the day's credits are gone. */
async function* pagesOf(client: ExportOptions["client"], p: SessionFilter, signal: AbortSignal | undefined) {
  try {
    yield* client.getSessionAnalytics.pages({ p }, { signal });
  } catch (error) {
    if (isApiError(error, getSessionAnalytics) && typeof error.body === "object") {
      if (error.body.errorCode === "THRESHOLD_EXCEEDED") throw new DailyLimitError(error);
    }
    throw error;
  }
}

/** Whether a record is the first with its id, which is text: as a number it would have lost digits by now. */
function isNew({ sessionId }: SessionRecord, seen: Set<string>): boolean {
  if (typeof sessionId !== "string" || sessionId === "") throw new Error("a session came without its sessionId");
  if (seen.has(sessionId)) return false;
  seen.add(sessionId);
  return true;
}

async function appendSessions(
  sessions: readonly SessionRecord[],
  files: { readonly ndjson: AppendFile; readonly csv: AppendFile },
  link: ExportOptions["link"] = ({ webUrl }) => webUrl,
): Promise<void> {
  if (sessions.length === 0) return;
  await files.ndjson.append(sessions.map((session) => `${JSON.stringify(session)}\n`).join(""));
  const lines = sessions.map((session) => csvLine([...columns.map((column) => session[column]), link(session)]));
  await files.csv.append(lines.join(""));
}

import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { SessionFilter } from "zoho-desk-client/schemas/SessionFilter";

/** What an export asks for: all that decides which records come, and in which order. */
export interface ExportQuery {
  readonly from: string;
  readonly to: string;
  readonly daysPerWindow: number;
  readonly filter: Omit<SessionFilter, "startDate" | "endDate" | "from" | "limit">;
}

/** How far an export has come. What stands in the files behind these sizes does not count. */
export interface Checkpoint {
  readonly version: 1;
  readonly query: ExportQuery;
  /** The number of windows that are done. */
  readonly windowsDone: number;
  /** How many records of the window after those were listed. */
  readonly listed: number;
  /** Where that window begins in the NDJSON file; bytes. */
  readonly windowBegin: number;
  readonly bytes: { readonly ndjson: number; readonly csv: number };
  readonly sessions: number;
  readonly isDone: boolean;
}

/** The checkpoint in a file; undefined when there is no such file. Throws an Error when there is something else in it. */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const checkpoint = parsed(text);
  if (checkpoint?.version !== 1 || checkpoint.bytes === undefined)
    throw new Error(`${path} is no checkpoint of an export: move it away, with the files beside it, to begin anew`);
  return checkpoint as Checkpoint;
}

/** Replaces the checkpoint: whatever happens, the file has the old one or the new one, whole. */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  await replaceFile(path, `${JSON.stringify(checkpoint, undefined, 2)}\n`);
}

/** Replaces a file in one step, so that nobody ever finds half of it. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Makes the names in a folder last. Windows does it by itself, and opens no folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function parsed(text: string): Partial<Checkpoint> | undefined {
  try {
    return Object(JSON.parse(text)) as Partial<Checkpoint>;
  } catch {
    return undefined;
  }
}

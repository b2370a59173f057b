import { createHash } from "node:crypto";
import type { Violation } from "../validation/violation.ts";

/** How much a journal holds. */
export interface JournalLimits {
  /** The most requests. */
  readonly requests: number;
  /** The most memory that they take together, in bytes, about. */
  readonly bytes: number;
  /** The most bytes of one body; of a longer one the beginning is kept, and its length and digest. */
  readonly bodyBytes: number;
}

/** What memory an entry takes is seen by. */
interface JournalEntry {
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly violations: readonly Pick<Violation, "message">[];
}

/** The latest requests, within limits. */
export interface Journal<Entry extends JournalEntry> {
  /** Oldest first; always the same array. */
  readonly entries: Entry[];
  /** How many were there and are no longer, or never were because there is no room for them. */
  readonly dropped: number;
  /** The memory that they take, in bytes, about. */
  readonly bytes: number;
  /** How many were ever added; forgetting them changes nothing about it. */
  readonly added: number;
  /**
   * Calls the listener with each entry that is added, and with `cleared` when all are forgotten, until the function is
   * called that it gives.
   */
  subscribe(listener: (entry: Entry | "cleared") => void): () => void;
  /** Adds an entry, and drops the oldest ones until all are within the limits. */
  add(entry: Entry, limits: JournalLimits): void;
  /** Forgets all entries, and how many were dropped. */
  clear(): void;
}

/** What holds where nothing is said: 10,000 requests, 64 MiB, 64 KiB of a body. */
export const journalDefaults: JournalLimits = { requests: 10_000, bytes: 64 * 2 ** 20, bodyBytes: 64 * 2 ** 10 };

/** An empty journal. */
export function createJournal<Entry extends JournalEntry>(): Journal<Entry> {
  const entries: Entry[] = [];
  /** What each entry takes. */
  const sizes: number[] = [];
  let total = 0;
  let dropped = 0;
  let added = 0;
  const listeners = new Set<(entry: Entry | "cleared") => void>();
  return {
    entries,
    get dropped() {
      return dropped;
    },
    get bytes() {
      return total;
    },
    get added() {
      return added;
    },
    subscribe(listener) {
      // A function of its own, so that one that listens twice can stop once.
      const listening = (entry: Entry | "cleared"): void => listener(entry);
      listeners.add(listening);
      return () => listeners.delete(listening);
    },
    add(entry, { requests, bytes }) {
      added += 1;
      const size = sizeOf(entry);
      entries.push(entry);
      sizes.push(size);
      total += size;
      while (entries.length > requests || (total > bytes && entries.length > 0)) {
        entries.shift();
        total -= sizes.shift() ?? 0;
        dropped += 1;
      }
      for (const listener of listeners) listener(entry);
    },
    clear() {
      entries.length = 0;
      sizes.length = 0;
      total = 0;
      dropped = 0;
      for (const listener of listeners) listener("cleared");
    },
  };
}

/** A body as a journal keeps it. */
export interface KeptBody {
  /** The beginning: bytes of bytes, of anything else text. */
  readonly start: string | Buffer;
  /** The length and the SHA-256 digest, in hexadecimal digits, of all of it. */
  readonly cut: { readonly bytes: number; readonly sha256: string };
}

/** The beginning of a body as it was sent; undefined for one that is not too long. */
export function cutBody(sent: Buffer, value: unknown, { bodyBytes }: JournalLimits): KeptBody | undefined {
  if (sent.length <= bodyBytes) return undefined;
  // A copy: a part would keep all of it in memory.
  const start = Buffer.from(Uint8Array.prototype.slice.call(sent, 0, bodyBytes).buffer);
  return {
    start: value instanceof Uint8Array ? start : start.toString("utf8"),
    cut: { bytes: sent.length, sha256: createHash("sha256").update(sent).digest("hex") },
  };
}

/** What an entry and its lists take beside what is in them, about. */
const bytesOfEntry = 500;
const bytesOfValue = 32;

/** The memory that an entry takes, in bytes, about. */
function sizeOf({ url, path, headers, arguments: args, violations }: JournalEntry): number {
  let size = bytesOfEntry + url.length + path.length;
  for (const name in headers) size += bytesOfValue + (headers[name]?.length ?? 0);
  for (const { message } of violations) size += bytesOfEntry + message.length;
  for (const name in args) {
    const value = args[name];
    size += name.length + (typeof value === "string" ? bytesOfValue + value.length : sizeOfValue(value));
  }
  return size;
}

/** Of a value that a client sent, however deep it is. */
function sizeOfValue(given: unknown): number {
  if (typeof given !== "object" || given === null) return bytesOfValue;
  let size = 0;
  const rest: unknown[] = [given];
  while (rest.length > 0) {
    const value = rest.pop();
    size += bytesOfValue;
    if (typeof value === "string") size += value.length;
    else if (value instanceof Uint8Array) size += value.byteLength;
    else if (value instanceof Blob) size += value.size;
    else if (Array.isArray(value)) for (const item of value) rest.push(item);
    else if (typeof value === "object" && value !== null) {
      for (const [name, child] of Object.entries(value)) {
        size += name.length;
        rest.push(child);
      }
    }
  }
  return size;
}

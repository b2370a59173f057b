import { storedJson } from "../core/json.ts";
import type { ArgumentFault } from "./check-arguments.ts";
import { callOf, rememberCall, type ToolCall, type ToolEnvelope } from "./envelope.ts";
import { type ApiSession, apiSession, type SessionId } from "./sessions.ts";

/** What stores results: unstorage's `createStorage` has it, with a driver for a folder, Redis and others. */
export interface ResultStorage {
  getItem(key: string): unknown;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
  getKeys(base?: string): readonly string[] | Promise<readonly string[]>;
}

/** How results are stored. */
export interface SessionResultsOptions {
  /** Default: the memory of this process. */
  readonly storage?: ResultStorage | undefined;
  /** How many sessions memory holds; the one that was written longest ago goes first. Default: 1,000. */
  readonly maximum?: number | undefined;
}

/** The last result of each session. What is stored is plain JSON, with the data of the API in it. */
export interface SessionResults {
  /** The last envelope of a session; undefined where there is none. */
  get(session: SessionId): Promise<ToolEnvelope | undefined>;
  set(session: SessionId, envelope: ToolEnvelope): Promise<void>;
  delete(session: SessionId): Promise<void>;
  /** The sessions that have a result. */
  sessions(): Promise<ApiSession[]>;
}

const prefix = "results:";

/**
 * Stores results by session. In a storage they stay until they are deleted, unless its driver lets them expire. What
 * `apiSession` refuses, cookies of these names included, makes each of its functions reject with a TypeError.
 */
export function createSessionResults(
  { storage, maximum = 1000 }: SessionResultsOptions = {},
  sessionCookies: readonly string[] = [],
): SessionResults {
  const store = storage ?? memoryStorage(maximum);
  const keyOf = (session: SessionId) => keyFor(apiSession(session, sessionCookies));
  return {
    async get(session) {
      const stored = storedJson(await store.getItem(keyOf(session)));
      // Storages may take names for the same that differ in case.
      if (!isStored(stored) || stored.envelope.session_id !== session) return undefined;
      return stored.call ? rememberCall(stored.envelope, stored.call) : stored.envelope;
    },
    async set(session, envelope) {
      const key = keyOf(session);
      const own = { ...envelope, session_id: apiSession(session) };
      await store.setItem(key, JSON.stringify({ envelope: own, call: callOf(envelope) }));
    },
    async delete(session) {
      await store.removeItem(keyOf(session));
    },
    async sessions() {
      const keys = await store.getKeys(prefix);
      return keys.filter((key) => key.startsWith(prefix)).map((key) => apiSession(sessionOf(key)));
    },
  };
}

/** A key that no storage takes apart: of its characters `/ \ : ? .` have a meaning somewhere. */
function keyFor(session: ApiSession): string {
  const bytes = new TextEncoder().encode(session);
  const text = [...bytes].map((byte) => {
    const character = String.fromCharCode(byte);
    return /[\w-]/.test(character) ? character : `~${byte.toString(16).padStart(2, "0")}`;
  });
  return prefix + text.join("");
}

function sessionOf(key: string): string {
  const text = key
    .slice(prefix.length)
    .replace(/%/g, "~25")
    .replace(/~([\da-f]{2})/g, "%$1");
  return decodeURIComponent(text);
}

function memoryStorage(maximum: number): ResultStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key),
    setItem(key, value) {
      items.delete(key);
      items.set(key, value);
      const [oldest] = items.keys();
      if (items.size > maximum) items.delete(oldest!);
    },
    removeItem: (key) => items.delete(key),
    getKeys: () => [...items.keys()],
  };
}

interface Stored {
  readonly envelope: ToolEnvelope;
  readonly call?: ToolCall & { readonly faults: readonly ArgumentFault[] };
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null || !("envelope" in value)) return false;
  const { envelope, call } = value as { readonly envelope: unknown; readonly call?: unknown };
  const isEnvelope =
    typeof envelope === "object" && envelope !== null && "session_id" in envelope && "tool_result" in envelope;
  return (
    isEnvelope &&
    (call === undefined || (typeof call === "object" && call !== null && "faults" in call && "given" in call))
  );
}

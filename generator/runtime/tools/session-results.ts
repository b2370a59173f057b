import { sessionCookieIn } from "../core/auth-error.ts";
import { storedJson } from "../core/json.ts";
import type { ArgumentFault } from "./check-arguments.ts";

/** The outcome of a tool call, as an assistant receives it: JSON data. */
export interface ToolEnvelope {
  /** The session under which it is stored; null outside of one. */
  readonly session_id: ApiSession | null;
  /** The data of the response; null where there was none or the call failed. */
  readonly tool_result: unknown;
  /** The portal's addresses of the records in the result, each once. */
  readonly links: readonly string[];
  /** What went wrong; null where nothing did. There may be a result all the same: without links, or not stored. */
  readonly error: ToolError | null;
}

/** Why a call failed. It holds no secrets. */
export interface ToolError {
  readonly kind: ToolErrorKind;
  /** The HTTP status; null where there was no response. */
  readonly status: number | null;
  /** The API's own code of the error, such as `SCOPE_MISMATCH`; of what was thrown, its code. */
  readonly code: string | null;
  readonly message: string;
}

/**
 * `unknown-tool`: no tool has the name. `arguments`: they cannot be sent. `scope`: the token's scopes are known and not
 * enough; nothing was sent. `token`: there is no access token. `api`: the response is an error. `unreadable`: it is
 * malformed. `network`, `timeout`, `aborted`: there is no response. `links`: there is a result, but no links.
 * `storage`: it was not stored. `unexpected`: anything else, which the program around the client threw: middleware, a
 * token provider, a custom fetch.
 */
export type ToolErrorKind =
  | "unknown-tool"
  | "arguments"
  | "scope"
  | "token"
  | "api"
  | "unreadable"
  | "network"
  | "timeout"
  | "aborted"
  | "links"
  | "storage"
  | "unexpected";

/** What is known of the call that an envelope is of. It holds names alone, no values. */
export interface ToolCall {
  /** Its name, where a tool has it. */
  readonly tool: string | null;
  /** The HTTP status of the response; null where there was none. */
  readonly status: number | null;
  /** What is wrong with the arguments by the tool's schema. */
  readonly faults: readonly ArgumentFault[];
  /** The arguments that were given, and the members of those that are objects: `p.departmentId`. */
  readonly given: readonly string[];
}

const calls = new WeakMap<ToolEnvelope, ToolCall>();

/** Remembers the call of an envelope, and returns the envelope. */
export function rememberCall(envelope: ToolEnvelope, call: ToolCall): ToolEnvelope {
  calls.set(envelope, call);
  return envelope;
}

/** What is known of the call of an envelope; undefined for one that was not made by `callTool`. */
export function callOf(envelope: ToolEnvelope): ToolCall | undefined {
  return calls.get(envelope);
}

declare const kind: unique symbol;

/** The identifier under which results of API calls are stored. It has nothing to do with a browser's session. */
export type ApiSession = string & { readonly [kind]: "API session" };

/** A string that may be the identifier of an API session: any, but what is marked as a browser's session. */
export type SessionId = string & { readonly [kind]?: "API session" };

/**
 * The state of a browser's session, as an assistant tells it. It has nothing to do with stored results of API calls:
 * neither it nor an identifier in it is taken for an API session.
 */
export type BrowserSession<Status extends object = object> = {
  [Name in keyof Status]: Name extends "session_id" | "sessionId"
    ? OfBrowser<Status[Name]>
    : Status[Name];
} & { readonly [kind]: "browser session" };

type OfBrowser<Id> = Id extends string ? Id & { readonly [kind]: "browser session" } : Id;

const longest = 200;

/**
 * The identifier of an API session. Throws a TypeError for what cannot be one: an empty string, one of more than 200
 * characters, the state of a browser's session, or one of its cookies, whose names `sessionCookies` has.
 */
export function apiSession(id: SessionId, sessionCookies: readonly string[] = []): ApiSession {
  if (typeof id !== "string")
    throw new TypeError("the identifier of an API session must be a string");
  if (id === "" || id.length > longest)
    throw new TypeError(`the identifier of an API session has 1 to ${longest} characters`);
  const cookie = sessionCookieIn(id, sessionCookies);
  if (cookie !== undefined)
    throw new TypeError(
      `the cookie ${cookie} of a browser session was given for the identifier of an API session`,
    );
  return id as ApiSession;
}

/**
 * The state of a browser's session, marked as such: what takes an API session does not take it, nor the other way
 * round.
 */
export function browserSession<Status extends object>(status: Status): BrowserSession<Status> {
  return status as unknown as BrowserSession<Status>;
}

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
      // A storage may ignore the case of names.
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

/** A key that no storage takes apart: some give the characters `/ \ : ? .` a meaning. */
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
    typeof envelope === "object" &&
    envelope !== null &&
    "session_id" in envelope &&
    "tool_result" in envelope;
  return (
    isEnvelope &&
    (call === undefined ||
      (typeof call === "object" && call !== null && "faults" in call && "given" in call))
  );
}

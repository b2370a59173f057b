import { type Client, createClient } from "../../generated/twinspec-control/client.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { Way } from "../control/given.ts";
import type { RequestFilter, RequestsToWaitFor } from "../control/journal-control.ts";
import type { Responder, ScriptedResponse, When } from "../control/response-types.ts";
import type { MockOperation } from "../document/operations.ts";
import { scopesNamed } from "../oauth/known-scopes.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import { asError, ControlError } from "./control-errors.ts";
import type { MountedApi, Reload } from "./mock-api.ts";
import { ruleOf } from "./remote-rule.ts";

/** A mock in this process, or one that is reached over HTTP: with `await`, both are used alike. */
export interface AnyMock<Package = unknown>
  extends MountedApi<Package, Way>,
    Pick<RemoteMock, "close" | "host" | "port" | "url" | typeof Symbol.asyncDispose> {}

/** A running mock that is controlled over HTTP. */
export interface RemoteMock<Package = unknown> extends MountedApi<Package, "remote"> {
  /** Where it serves the API, without a slash at the end. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Ends what is waited for and watched; the mock goes on. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** How a mock is reached. */
export interface ConnectOptions {
  /** The token that the mock was started with as `--control-token`. */
  readonly token?: string;
}

/**
 * Controls a running mock, `http://127.0.0.1:4010`, or one of several APIs, `http://127.0.0.1:4010/desk`, with what
 * `startMock` gives; each member is a promise, or gives one. A response must be data: a function cannot be carried.
 *
 * @throws {ControlError} when there is no mock at the address, it has no control API, or the token is not the one.
 */
export async function connectMock<Package = unknown>(
  address: string | URL,
  { token }: ConnectOptions = {},
): Promise<RemoteMock<Package>> {
  const { href, hostname, port, protocol } = new URL(address);
  const url = href
    .replace(/[?#].*$/s, "")
    .replace(/\/+$/, "")
    .replace(/\/__twinspec$/, "");
  const closing = new AbortController();
  const client = createClient({
    baseUrl: `${url}/__twinspec`,
    retry: false,
    ...(token !== undefined && { auth: token }),
  });
  const { version } = await given(client.getHealth()).catch((error: unknown) => {
    if (error instanceof ControlError) throw error;
    throw new ControlError(`there is no mock at ${url}`, undefined, { cause: error });
  });
  // Who is told nothing but that the mock is ready has no access; anything else is refused with the reason.
  if (version === undefined) await given(client.getMetrics());
  const close = async (): Promise<void> => closing.abort(new ControlError(`the connection to ${url} was closed`));
  const own = {
    ...{ url, host: hostname, port: Number(port) || (protocol === "https:" ? 443 : 80), close },
    [Symbol.asyncDispose]: close,
  };
  const members = Object.getOwnPropertyDescriptors(remoteMembers(client, closing.signal));
  const remote = Object.defineProperties(own, members) as typeof own & MountedApi<unknown, "remote">;
  // The types of a package narrow what may be asked of a mock; they change nothing about it.
  return remote as RemoteMock as RemoteMock<Package>;
}

function remoteMembers(client: Client, closing: AbortSignal): MountedApi<unknown, "remote"> {
  const violations = () => given(client.getViolations());
  const access = () => given(client.getAccess());
  return {
    async respond(
      operation: string,
      responder: Responder<Readonly<Record<string, unknown>>, ScriptedResponse>,
      when?: When<Readonly<Record<string, unknown>>>,
    ) {
      await given(client.createResponse({ body: sendable(await ruleOf(operation, responder, when)) }));
    },
    async fault(operation, fault, options = {}) {
      await given(client.createFault({ body: sendable({ operation, fault, ...options }) }));
    },
    addResponse: async (rule) => (await given(client.createResponse({ body: sendable(rule) }))).id,
    listResponses: () => given(client.listResponses()),
    removeResponse: (responseId) => isThere(client.deleteResponse({ responseId })),
    addFault: async (rule) => (await given(client.createFault({ body: sendable(rule) }))).id,
    listFaults: () => received(client.listFaults()),
    removeFault: (faultId) => isThere(client.deleteFault({ faultId })),
    async allowViolations(operation) {
      await given(client.allowViolations({ body: operation === undefined ? {} : { operation } }));
    },
    get unexpectedViolations() {
      return violations().then(({ unexpected }) => unexpected);
    },
    get notes() {
      return violations().then(({ notes }) => notes);
    },
    unchecked: async () => (await violations()).unchecked,
    unsatisfied: async () => (await violations()).unsatisfied,
    async reset() {
      await given(client.resetMock());
    },
    get requests() {
      return allRequests(client);
    },
    get droppedRequests() {
      return given(client.countRequests()).then(({ dropped }) => dropped);
    },
    findRequests: async (filter = {}) => entriesOf((await given(client.listRequests(asked(filter)))).requests),
    async waitForRequests({ signal, ...which } = {}) {
      const signals = AbortSignal.any([closing, ...(signal ? [signal] : [])]);
      return entriesOf((await given(client.waitForRequests(asked(which), { signal: signals }))).requests);
    },
    watchRequests({ signal, ...filter } = {}) {
      const signals = AbortSignal.any([closing, ...(signal ? [signal] : [])]);
      return watched((either) => requestsOf(client, filter, either), signals);
    },
    watchJournal({ signal, ...filter } = {}) {
      const signals = AbortSignal.any([closing, ...(signal ? [signal] : [])]);
      return watched((either) => journalOf(client, { ...filter, withCleared: true }, either), signals);
    },
    async clearRequests() {
      await given(client.clearRequests());
    },
    readState: () => given(client.readState()),
    async seedState(collections) {
      await given(client.seedState({ body: sendable(collections) }));
    },
    async resetState() {
      await given(client.resetState());
    },
    issueToken: (request) => received(client.issueToken({ body: sendable(request) })),
    tokens: () => received(client.listTokens()),
    async expire(token) {
      await given(client.expireToken({ body: { token } }));
    },
    async revoke(token) {
      await given(client.revokeToken({ body: { token } }));
    },
    approveDevice: async (userCode) =>
      (await given(client.decideDevice({ body: { userCode, isApproved: true } }))).isWaiting,
    denyDevice: async (userCode) =>
      (await given(client.decideDevice({ body: { userCode, isApproved: false } }))).isWaiting,
    async sendWebhook(name, webhook) {
      if (typeof webhook.headers === "function")
        throw new TypeError(
          "a function that makes headers cannot be carried to a mock in another process; give headers",
        );
      return received(client.sendWebhook({ body: sendable({ name, ...webhook, headers: webhook.headers }) }));
    },
    get operations() {
      return given(client.listOperations()).then(seen<readonly MockOperation[]>);
    },
    placedOperations: async () => seen(await given(client.listOperations())),
    get endpoints() {
      return access().then(({ endpoints }) => endpoints);
    },
    get prefixes() {
      return access().then(({ prefixes }) => prefixes);
    },
    get auth() {
      return access().then(({ mode }) => mode);
    },
    async scopes() {
      const { scopes, implies, isCaseSensitive } = await access();
      return scopesNamed(scopes, { implies: new Map(Object.entries(implies)), isCaseSensitive });
    },
    async sampleRequest() {
      return seen(await given(client.getSampleRequest()));
    },
    describeOperation: (operationName) => received(client.describeOperation({ operationName })),
    nearMisses: ({ method, path }) => received(client.findNearMisses({ method, path })),
    coverage: (which = {}) => received(client.getCoverage(which)),
    async clearCoverage() {
      await given(client.clearCoverage());
    },
    get diagnostics() {
      return given(client.listDiagnostics()).then(seen<readonly Diagnostic[]>);
    },
    async reload() {
      const { kind, error = "", ...reload } = await given(client.reloadDocuments());
      return seen<Reload>(
        kind === "reloaded" ? { kind, ...reload } : { kind, ...reload, error: new ControlError(error) },
      );
    },
  };
}

/** The data of a result. Throws what went wrong. */
async function given<Data>(
  result: Promise<{ data?: Data; error?: unknown; status?: number | string }>,
): Promise<Exclude<Data, undefined>> {
  const { data, error } = await result;
  if (error === undefined) return data as Exclude<Data, undefined>;
  throw typeof error === "object" && error !== null ? asError(error) : new ControlError(String(error));
}

async function isThere(result: Promise<{ data?: unknown; error?: unknown; response: Response }>): Promise<boolean> {
  const { error, response } = await result;
  if (error !== undefined && response.status !== 404) await given(Promise.resolve({ error }));
  return error === undefined;
}

/** Data of the generated client in the types of a mock in this process, where members may be undefined. */
function seen<Value>(data: unknown): Value {
  return data as Value;
}

async function received<Value>(result: Promise<{ data?: unknown; error?: unknown }>): Promise<Value> {
  return seen<Value>(await given(result));
}

/** What is sent, in the types of the generated client, which let their holder change it. */
function sendable<Value>(data: unknown): Value {
  return data as Value;
}

function entriesOf(requests: unknown): readonly RequestLogEntry[] {
  return requests as readonly RequestLogEntry[];
}

/** So many requests are listed at once; each may have 64 kB of a body. */
const pageSize = 500;

async function allRequests(client: Client): Promise<readonly RequestLogEntry[]> {
  const all: RequestLogEntry[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const { requests } = await given(client.listRequests({ limit: pageSize, ...(after !== undefined && { after }) }));
    all.push(...entriesOf(requests));
    if (requests.length < pageSize) return all;
  }
}

function asked<Filter extends RequestFilter | RequestsToWaitFor>({ status, ...filter }: Filter) {
  return { ...filter, ...(status !== undefined && { status: String(status) }) };
}

/** What comes from when the mock knows that somebody watches; it is told at once. */
function watched<Entry>(
  watch: (signal: AbortSignal) => AsyncGenerator<Entry, undefined>,
  signal: AbortSignal,
): AsyncIterableIterator<Entry> {
  const left = new AbortController();
  const events = watch(AbortSignal.any([signal, left.signal]));
  const first = events.next();
  // It is told to whoever asks for the next.
  first.catch(() => undefined);
  let hasBegun = false;
  return {
    next() {
      const next = hasBegun ? events.next() : first;
      hasBegun = true;
      return next;
    },
    async return() {
      left.abort();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* requestsOf(
  client: Client,
  filter: RequestFilter,
  signal: AbortSignal,
): AsyncGenerator<RequestLogEntry, undefined> {
  for await (const entry of journalOf(client, filter, signal)) if (entry !== "cleared") yield entry;
  return undefined;
}

async function* journalOf(
  client: Client,
  filter: RequestFilter & { readonly withCleared?: boolean },
  signal: AbortSignal,
): AsyncGenerator<RequestLogEntry | "cleared", undefined> {
  try {
    const stream = await given(client.streamRequests(asked(filter), { signal }));
    for await (const { data } of stream) yield "isCleared" in data ? "cleared" : seen<RequestLogEntry>(data);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return undefined;
}
